"""Expr -> LaTeX, MathML, and (from `typed`) text. `parse(to_text(e)) == e` is a law, tested on random trees."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from grader.notation.lexing.patterns import LOGIC_TEXTS
from grader.notation.output.layout import INVISIBLE_TIMES, Box, layout
from grader.notation.output.typed import to_text
from grader.notation.tree import Expr, Index, facts, walk

__all__ = ["to_latex", "to_mathml", "to_text"]

RECENT = 256
"""Formulas whose MathML is remembered: what a page shows of an answer is shown again beside each of its lines."""

# --------------------------------------------------------------------- LaTeX

GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
LATEX_NAMES = {name: f"\\{name}" for name in GREEK} | {
    "infinity": "\\infty", "empty": "\\emptyset", "reals": "\\mathbb{R}", "integers": "\\mathbb{Z}",
    "naturals": "\\mathbb{N}", "rationals": "\\mathbb{Q}", "complexes": "\\mathbb{C}",
}  # fmt: skip
LATEX_SIGNS = {
    "−": "-", "·": "\\cdot", "±": "\\pm", "∓": "\\mp", "×": "\\times", "∪": "\\cup", "∩": "\\cap",
    "∖": "\\setminus", "∧": "\\land", "∨": "\\lor", "⊕": "\\oplus", "¬": "\\lnot", "⇒": "\\Rightarrow",
    "⇔": "\\Leftrightarrow", "∣": "\\mid", "⊙": "\\odot", "⊗": "\\otimes", "∇": "\\nabla", "∑": "\\sum",
    "∏": "\\prod", "⋃": "\\bigcup", "∫": "\\int", "lim": "\\lim", "arg max": "\\arg\\max",
    "arg min": "\\arg\\min", "∀": "\\forall", "∃": "\\exists", "≠": "\\neq", "≤": "\\le", "≥": "\\ge",
    "≈": "\\approx", "≡": "\\equiv", "∝": "\\propto", "∼": "\\sim", "∈": "\\in", "∉": "\\notin",
    "⊂": "\\subset", "⊆": "\\subseteq", "→": "\\to", "≔": ":=", "↦": "\\mapsto", "∂": "\\partial",
    "⊤": "\\top", "⋯": "\\cdots", "°": "^{\\circ}", "%": "\\%", "‖": "\\|", "mod": "\\bmod",
}  # fmt: skip
LATEX_FENCES = {
    "{": "\\{", "}": "\\}", "‖": "\\|", "⌊": "\\lfloor", "⌋": "\\rfloor", "⌈": "\\lceil", "⌉": "\\rceil",
    "⟨": "\\langle", "⟩": "\\rangle", "": ".",
}  # fmt: skip
LATEX_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log min max gcd det arg".split()
)
LATEX_ACCENTS = {"bold": "\\mathbf", "cal": "\\mathcal", "bb": "\\mathbb"}
SPECIAL = {
    "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "{": "\\{", "}": "\\}", "\\": " ",
    "^": " ", "~": " ",
}  # fmt: skip


def to_latex(expr: Expr) -> str:
    """The expression in LaTeX, without delimiters."""
    return _latex(layout(expr))


def _latex(box: Box) -> str:
    match box:
        case ("row", *items):
            return " ".join(map(_latex, items))
        case ("ident", name):
            return LATEX_NAMES.get(name) or (name if len(name) == 1 else f"\\mathrm{{{_plain(name)}}}")
        case ("number", text):
            return _latex_number(text)
        case ("op", sign):
            if sign == INVISIBLE_TIMES:
                return ""
            if sign in LATEX_FUNCTIONS:
                return f"\\{sign}"
            return LATEX_SIGNS.get(sign) or (sign if not sign.isalpha() else f"\\operatorname{{{_plain(sign)}}}")
        case ("words", str(text)) if text.strip().lower() in LOGIC_TEXTS or len(text.strip()) == 1:
            return f'"{_plain(text)}"'  # as \text it would be a sign of logic, or a letter
        case ("words", text):
            return f"\\text{{{_plain(text)}}}"
        case ("space",):
            return "\\,"
        case ("fence", opening, inside, closing):
            left, right = LATEX_FENCES.get(opening, opening), LATEX_FENCES.get(closing, closing)
            return f"\\left{left} {_latex(inside)} \\right{right}"
        case ("interval", ends, True, True):  # in square brackets it would be a list
            return f"\\operatorname{{Interval}} \\left( {_latex(ends)} \\right)"
        case ("interval", ends, False, False):  # and `(a, b)` a pair
            return f"\\left] {_latex(ends)} \\right["
        case ("interval", ends, closed_low, closed_high):
            return _latex(("fence", "[" if closed_low else "(", ends, "]" if closed_high else ")"))
        case ("inner", a, b):  # with a comma it may be a vector
            return f"\\left\\langle {_latex(a)} \\mid {_latex(b)} \\right\\rangle"
        case ("frac", a, b):
            return f"\\frac{{{_latex(a)}}}{{{_latex(b)}}}"
        case ("root", a):
            return f"\\sqrt{{{_latex(a)}}}"
        case ("root", a, n):
            return f"\\sqrt[{_latex(n)}]{{{_latex(a)}}}"
        case ("sup", a, b):
            return f"{_latex(a)}^{{{_latex(b)}}}"
        case ("sub", a, b) | ("under", a, b):
            return f"{_latex(a)}_{{{_latex(b)}}}"
        case ("underover", a, b, c):
            return f"{_latex(a)}_{{{_latex(b)}}}^{{{_latex(c)}}}"
        case ("accent", mark, a):
            return f"{LATEX_ACCENTS.get(mark, chr(92) + mark)}{{{_latex(a)}}}"
        case ("conjugate", (("ident" | "number" | "sub" | "accent"), *_) as a):  # a letter with a bar is a name
            return f"\\operatorname{{conjugate}} \\left( {_latex(a)} \\right)"
        case ("conjugate", a):
            return f"\\overline{{{_latex(a)}}}"
        case ("single", a):  # in square brackets it would be grouped
            return f"\\operatorname{{list}} \\left( {_latex(a)} \\right)"
        case ("frame", a):
            return f"\\boxed{{{_latex(a)}}}"
        case ("primed", a, times):
            primes = "\\prime" * int(times)
            return f"{_latex(a)}^{{{primes}}}"
        case ("binomial", a, b):
            return f"\\binom{{{_latex(a)}}}{{{_latex(b)}}}"
        case ("determinant", rows):
            inside = " \\\\ ".join(" & ".join(map(_latex, row)) for row in rows)
            return f"\\begin{{vmatrix}} {inside} \\end{{vmatrix}}"
        case ("table", rows):
            inside = " \\\\ ".join(" & ".join(map(_latex, row)) for row in rows)
            return f"\\begin{{matrix}} {inside} \\end{{matrix}}"
    raise AssertionError(box[0])


def _plain(text: str) -> str:
    return "".join(SPECIAL.get(char, char) for char in text)


def _latex_number(text: str) -> str:
    mantissa, e, exponent = text.partition("e")
    head, bracket, repeating = mantissa.partition("(")
    shown = f"{head}\\overline{{{repeating[:-1]}}}" if bracket else mantissa
    return f"{shown}e{exponent}" if e else shown


# -------------------------------------------------------------------- MathML

GREEK_LETTERS: dict[str, str] = dict(zip(GREEK, "αβγδϵεζηθϑικλμνξπρστυϕφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True))
NAME_LETTERS = GREEK_LETTERS | {
    "infinity": "∞", "empty": "∅", "reals": "ℝ", "integers": "ℤ", "naturals": "ℕ", "rationals": "ℚ",
    "complexes": "ℂ",
}  # fmt: skip
ACCENT_MARKS = {"hat": "^", "bar": "¯", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨", "underline": "_"}
STRETCHY = frozenset("∑∏⋃")


def to_mathml(expr: Expr, display: bool = False) -> str:
    """A `<math>` element; every text in it is escaped, so that it may stand in a page as it is."""
    # What is remembered of an expression is asked for by equal ones, and these may be written otherwise.
    written = Index in facts(expr).shapes and any(isinstance(one, Index) and one.raised for one in walk(expr))
    return _element(expr, display) if written else _remembered(expr, display)


def _element(expr: Expr, display: bool) -> str:
    kind = ' display="block"' if display else ""
    return f'<math{kind} alttext="{escape(to_text(expr))}">{_mathml(layout(expr))}</math>'


_remembered = lru_cache(maxsize=RECENT)(_element)


def _mathml(box: Box) -> str:
    match box:
        case ("row", *items):
            return f"<mrow>{''.join(map(_mathml, items))}</mrow>"
        case ("ident", str(name)):
            return f"<mi>{escape(NAME_LETTERS.get(name, name))}</mi>"
        case ("number", text):
            return _mathml_number(text)
        case ("op", sign):
            if sign.replace(" ", "").isalpha() and sign.isascii():
                return f"<mi>{escape(sign)}</mi><mo>&#x2061;</mo>" if sign not in {"lim"} else "<mo>lim</mo>"
            return f"<mo>{escape(sign)}</mo>"
        case ("words", text):
            return f"<mtext>{escape(text)}</mtext>"
        case ("space",):
            return '<mspace width="0.17em"></mspace>'
        case ("fence", opening, inside, closing):
            tall = _tall(inside)
            return f"<mrow>{_fence(opening, tall)}{_mathml(inside)}{_fence(closing, tall)}</mrow>"
        case ("interval", ends, closed_low, closed_high):
            return _mathml(("fence", "[" if closed_low else "(", ends, "]" if closed_high else ")"))
        case ("inner", a, b):
            return _mathml(("fence", "⟨", ("row", a, ("op", ","), b), "⟩"))
        case ("frac", a, b):
            return f"<mfrac>{_one(a)}{_one(b)}</mfrac>"
        case ("root", a):
            return f"<msqrt>{_mathml(a)}</msqrt>"
        case ("root", a, n):
            return f"<mroot>{_one(a)}{_one(n)}</mroot>"
        case ("sup", a, b):
            return f"<msup>{_one(a)}{_one(b)}</msup>"
        case ("sub", a, b):
            return f"<msub>{_one(a)}{_one(b)}</msub>"
        case ("under", a, b):
            return f"<munder>{_one(a)}{_one(b)}</munder>"
        case ("underover", a, b, c):
            tag = "munderover" if a[1] in STRETCHY else "msubsup"
            return f"<{tag}>{_one(a)}{_one(b)}{_one(c)}</{tag}>"
        case ("accent", ("bold" | "cal" | "bb") as mark, a):
            return f'<mrow class="{mark}">{_mathml(a)}</mrow>'
        case ("accent", str(mark), a):
            return f'<mover accent="true">{_one(a)}<mo>{escape(ACCENT_MARKS.get(mark, mark))}</mo></mover>'
        case ("conjugate", a):
            return _mathml(("accent", "bar", a))
        case ("single", a):
            return _mathml(("fence", "[", a, "]"))
        case ("primed", a, times):  # beside: as a script a prime is a speck where no font for formulas is
            return f'<mrow>{_mathml(a)}<mo lspace="0" rspace="0">{"′" * times}</mo></mrow>'
        case ("binomial", a, b):
            above = f'<mfrac linethickness="0">{_one(a)}{_one(b)}</mfrac>'
            return f"<mrow>{_fence('(', True)}{above}{_fence(')', True)}</mrow>"
        case ("determinant", rows):
            return _mathml(("fence", "|", ("table", rows), "|"))
        case ("frame", a):
            return f'<mrow class="boxed">{_mathml(a)}</mrow>'
        case ("table", rows):
            cells = ("".join(f"<mtd>{_mathml(cell)}</mtd>" for cell in row) for row in rows)
            return f"<mtable>{''.join(f'<mtr>{row}</mtr>' for row in cells)}</mtable>"
    raise AssertionError(box[0])


def _one(box: Box) -> str:
    """An operator and its invisible application count as two; an argument of a script must be one."""
    written = _mathml(box)
    return f"<mrow>{written}</mrow>" if box[0] == "op" and "&#x2061;" in written else written


def _fence(sign: str, tall: bool) -> str:
    """Fences grow only around what is tall: fonts without parts to stretch make them huge around a letter."""
    return f'<mo stretchy="{"true" if tall else "false"}">{escape(sign)}</mo>' if sign else ""


def _tall(box: Box) -> bool:
    if box[0] in ("frac", "under", "underover", "table"):
        return True
    return any(isinstance(item, tuple) and _tall(item) for item in box[1:])


def _mathml_number(text: str) -> str:
    mantissa, e, exponent = text.partition("e")
    head, bracket, repeating = mantissa.partition("(")
    shown = f"<mn>{escape(head)}</mn>"
    if bracket:
        shown += f"<mover><mn>{escape(repeating[:-1])}</mn><mo>¯</mo></mover>"
    if not e:
        return f"<mrow>{shown}</mrow>" if bracket else shown
    return f"<mrow>{shown}<mo>·</mo><msup><mn>10</mn><mn>{escape(exponent)}</mn></msup></mrow>"
