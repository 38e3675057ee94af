"""What can be written, as a page: made from the tables of words, so that it says what they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from grader.notation.words import FAMILIES, GREEK, GREEK_WORDS


class Rule(NamedTuple):
    """Where a formula may be read in two ways: how it is read, and why. A test reads both spellings."""

    written: str
    read: str
    because: str


class Entry(NamedTuple):
    """One word of a family."""

    spellings: tuple[str, ...]
    takes: str
    example: str
    meaning: str


RULES = (
    Rule("1/2x", "(1/2)*x", "a product without a sign binds as one with a sign; the report says so"),
    Rule("1/ab", "1/(a*b)", "but letters typed together after a slash are one denominator; the report says so"),
    Rule("-x^2", "-(x^2)", "a power binds more tightly than a sign"),
    Rule("2^3^4", "2^(3^4)", "powers group from the right"),
    Rule("e^2x", "e^2*x", "typed without brackets an exponent is one number or letter; the report says so"),
    Rule("√2x", "sqrt(2)*x", "and so is what stands under √; the report says so"),
    Rule("x^10", "x^(10)", "all digits after ^ are the exponent, in LaTeX too, where the report says so"),
    Rule("x^{(i)}", "x^i", "a power, unless x is indexed or has primes beside it; the report says so"),
    Rule("2 + -3", "2 + (-3)", "but `+-` without a space is plus or minus; between two terms the report says so"),
    Rule("sin 2x", "sin(2*x)", "without brackets a function takes the factors up to the next sign or function"),
    Rule("sin x e^x", "sin(x)*e^x", "and an angle ends before a power of e, where it has a letter"),
    Rule("sin^2 x", "sin(x)^2", "a power of a function is a power of its value"),
    Rule("sin^{-1} x", "arcsin(x)", "but the power -1 is the inverse function; the report says so"),
    Rule("f(x)", "f(x)", "f, g, h are functions unless they are declared as numbers, other letters if declared"),
    Rule("F(x) + F(a + b)", "F(x) + F*(a + b)", "F and G are functions before one letter such as x or t"),
    Rule(
        "h^2(3r - h)",
        "h^2*(3r - h)",
        "a power of h before a bracket is a factor, unless h is declared as a function",
    ),
    Rule("a(x)", "a*x", "any other letter before a bracket is a factor"),
    Rule(
        "2pix", "2*pi*x", "letters in a row are declared names, words and Greek letters, and single letters between"
    ),
    Rule(r"\frac{a_nx^n}{n}", "(a_n*x^n)/n", "in LaTeX a subscript without braces is one letter, as TeX has it"),
    Rule(r"\frac{v_max}{2}", "v_max/2", "but words such as max, in, kin stay whole; the report says so"),
    Rule("v_xt", "v_{xt}", "typed, letters after _ are one name; the report says so unless they are such a word"),
    Rule(
        "x_iy_i", "x_i*y_i", "but with another _ behind, or an index that is bound, a product; the report says so"
    ),
    Rule(r"X_{(n)}", "X_{(n)}", "an order statistic, which is not the member X_n"),
    Rule(r"e^{in\theta}", "e^(i*n*theta)", "in exponents and arguments `in` is a product; the report says so"),
    Rule(r"\hat p(1 - \hat p)", "hat(p)*(1 - hat(p))", "a letter before a bracket that holds it is a factor"),
    Rule(r"\bar{\bar x}", "bar(bar(x))", "a mark over a marked letter is a name; but `\\bar{\\bar z}` is z"),
    Rule("x1 + x2", "x_1 + x_2", "a letter with digits after it is a name with an index, in typed text"),
    Rule(
        "2 1/2", "2 + 1/2", "a whole number and a proper fraction are a mixed number, unless the exercise has none"
    ),
    Rule("1,234", "1234", "groups of three digits are thousands, outside of brackets"),
    Rule("(1,234)", "(1, 234)", "within brackets a comma stands between items; with `decimal_comma` in a number"),
    Rule("0{,}5", "0.5", "`{,}` is a decimal comma, and between groups of three digits that of thousands"),
    Rule("101_2", "5", "several digits with a base below them are a number in that base; the report says so"),
    Rule("0.1666...", "0.1(6)", "a digit three times before dots, or several twice, repeats; the report says so"),
    Rule("2.5e3x", "2.5e3*x", "digits, e and digits are a number with a power of ten"),
    Rule(
        "(0,1) \\cup (2,3)",
        "union(Interval.open(0, 1), Interval.open(2, 3))",
        "beside a sign of sets, pairs are intervals",
    ),
    Rule(
        "a + b*I",
        "a + b*i",
        "typed I is the imaginary unit where no other letters than coordinates stand beside it",
    ),
    Rule("V = I*R", "V = I*R", "else it is a letter; so it is in LaTeX"),
    Rule("dy/dx", "diff(y, x)", "d and a letter over d and a letter is a derivative"),
    Rule(
        "x^3/3|_0^1",
        "at(x^3/3, x, 1) - at(x^3/3, x, 0)",
        "values between two places, as `[x^3/3]_0^1`, for the "
        "letter of the integral before them or the only one; the report says so",
    ),
    Rule("\\frac{df}{dx}(2)", "at(diff(f, x), x, 2)", "the value of the derivative there; the report says so"),
    Rule("\\Delta v/\\Delta t", "Delta(v)/Delta(t)", "Δ and a letter are one name, unless Δ is declared"),
    Rule(
        "\\vec a \\times \\vec b",
        "cross(vec(a), vec(b))",
        "× between vectors is the cross product, · the inner one; × between sets gives pairs",
    ),
    Rule(
        "p = 5, q = 2; p = 7, q = 2",
        "(p = 5 and q = 2) or (p = 7 and q = 2)",
        'several solutions of one system, between semicolons, "or" or "and"',
    ),
    Rule("{x: 1, y: 2}", "x = 1 and y = 2", "as programs print a solution"),
    Rule("sum from i=1 to n of i", "sum(i, i, 1, n)", "so may integrals and, with `as`, limits be said"),
    Rule("e²ˣ⁺¹", "e^(2x + 1)", "raised letters and signs are one exponent"),
    Rule("\\SI{9.81}{\\metre\\per\\second\\squared}", "9.81*m*s^(-2)", "units and numbers as siunitx writes them"),
    Rule("P(A|B)", "probability(given(A, B))", "within P( ) a bar is a condition"),
    Rule(
        "x^2 (x > 0)",
        "where(x^2, x > 0)",
        "a relation in brackets at the end is a condition, as after `if` or `for`",
    ),
    Rule(
        "A -> B and C",
        "(A -> B) and C",
        "an arrow is a relation, as in limits; where a proposition is asked it is an implication, `A -> (B and C)`",
    ),
    Rule("A => B and C", "A => (B and C)", "a double arrow is an implication everywhere"),
    Rule(
        r"x \equiv a + b \pmod n", "x ≡ a + b (mod n)", "a modulus in brackets is one of all that stands before it"
    ),
    Rule("a mod b + c", "mod(a, b) + c", "mod binds as a product does, though more loosely than a sign before it"),
)

INTRODUCTION = (
    "Formulas may be written in LaTeX, as typed text, with Unicode signs, as SymPy or Maxima print them, or in a "
    "mixture of these. What the names mean comes from the exercise. What is not in these tables is not guessed: "
    "the answer is called unreadable, with the place where reading stopped."
)


def families() -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Each family and its words; spellings of one word that stand in several entries stay apart."""
    for family, words in FAMILIES:
        yield family, tuple(Entry(word.spellings, takes(word.arity), word.example, word.meaning) for word in words)


def takes(arity: tuple[int, int]) -> str:
    """How many arguments, in words."""
    least, most = arity
    if most >= MANY:
        return f"{least} or more"
    return str(least) if least == most else f"{least} to {most}"


MANY = 9
"""A word that may take so many arguments has no limit that a person would meet."""


def greek() -> tuple[Entry, ...]:
    """The Greek letters: command, typed word and sign."""
    signs: dict[str, list[str]] = {}
    for sign, name in GREEK.items():
        signs.setdefault(name, []).append(sign)
    names = dict.fromkeys(GREEK_WORDS.values())
    return tuple(Entry((f"\\{name}", name, *signs.get(name, ())), "0", name, "a letter") for name in names)


def plain() -> str:
    """The page as text for a terminal."""
    lines = [INTRODUCTION, "", "how it is read"]
    lines += [f"  {rule.written:<20} {rule.read:<28} {rule.because}" for rule in RULES]
    for family, entries in (*families(), ("Greek letters", greek())):
        lines += ["", family]
        lines += [f"  {' '.join(e.spellings):<44} {e.takes:<9} {e.example:<28} {e.meaning}" for e in entries]
    return "\n".join(lines) + "\n"


def markdown() -> str:
    """The page of the documentation."""
    lines = [
        "# What can be written",
        "",
        "<!-- Made by `grader notation --format markdown`; a test compares them. -->",
        "",
    ]
    lines += [INTRODUCTION, "", "## How it is read", "", "| written | read as | because |", "| --- | --- | --- |"]
    lines += [f"| {_code(rule.written)} | {_code(rule.read)} | {rule.because} |" for rule in RULES]
    for family, entries in (*families(), ("Greek letters", greek())):
        lines += [
            "",
            f"## {family[0].upper()}{family[1:]}",
            "",
            "| spellings | arguments | example | meaning |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| {' '.join(map(_code, e.spellings))} | {e.takes} | {_code(e.example)} | {_safe(e.meaning)} |"
            for e in entries
        ]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    """Verbatim in a cell of a table, where a bar must not end the cell."""
    return f"`{_safe(text)}`"


def _safe(text: str) -> str:
    return text.replace("|", "\\|")
