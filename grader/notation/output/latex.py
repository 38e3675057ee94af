"""Boxes -> LaTeX, that the reader reads back."""

from __future__ import annotations

from collections.abc import Callable

from grader.notation.lexing.patterns import LOGIC_TEXTS
from grader.notation.output.layout import INVISIBLE_TIMES, Box

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
    "⊂": "\\subset", "⊆": "\\subseteq", "⊃": "\\supset", "⊇": "\\supseteq",
    "→": "\\to", "≔": ":=", "↦": "\\mapsto", "∂": "\\partial",
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


def latex(box: Box) -> str:
    """What a box is in LaTeX, without delimiters."""
    return WRITERS[box[0]](*box[1:])


def _ident(name: str) -> str:
    return LATEX_NAMES.get(name) or (name if len(name) == 1 else f"\\mathrm{{{_plain(name)}}}")


def _number(text: str) -> str:
    mantissa, e, exponent = text.partition("e")
    head, bracket, repeating = mantissa.partition("(")
    shown = f"{head}\\overline{{{repeating[:-1]}}}" if bracket else mantissa
    return f"{shown}e{exponent}" if e else shown


def _operator(sign: str) -> str:
    if sign == INVISIBLE_TIMES:
        return ""
    if sign in LATEX_FUNCTIONS:
        return f"\\{sign}"
    return LATEX_SIGNS.get(sign) or (sign if not sign.isalpha() else f"\\operatorname{{{_plain(sign)}}}")


def _words(text: str) -> str:
    if text.strip().lower() in LOGIC_TEXTS or len(text.strip()) == 1:
        return f'"{_plain(text)}"'  # as \text it would be a sign of logic, or a letter
    return f"\\text{{{_plain(text)}}}"


def _plain(text: str) -> str:
    return "".join(SPECIAL.get(char, char) for char in text)


def _fence(opening: str, inside: Box, closing: str) -> str:
    left, right = LATEX_FENCES.get(opening, opening), LATEX_FENCES.get(closing, closing)
    return f"\\left{left} {latex(inside)} \\right{right}"


def _interval(ends: Box, closed_low: bool, closed_high: bool) -> str:
    if closed_low and closed_high:  # in square brackets it would be a list
        return f"\\operatorname{{Interval}} \\left( {latex(ends)} \\right)"
    if not closed_low and not closed_high:  # and `(a, b)` a pair
        return f"\\left] {latex(ends)} \\right["
    return _fence("[" if closed_low else "(", ends, "]" if closed_high else ")")


def _root(radicand: Box, degree: Box | None = None) -> str:
    return f"\\sqrt{'' if degree is None else f'[{latex(degree)}]'}{{{latex(radicand)}}}"


def _below(base: Box, script: Box) -> str:
    return f"{latex(base)}_{{{latex(script)}}}"


def _conjugate(inside: Box) -> str:
    called = inside[0] == "row" and len(inside) == 3 and inside[2][0] == "fence"  # `\\bar f(x)` is a call of bar(f)
    if called or inside[0] in ("ident", "number", "sub", "accent"):  # a letter with a bar is a name
        return f"\\operatorname{{conjugate}} \\left( {latex(inside)} \\right)"
    return f"\\overline{{{latex(inside)}}}"


PRIME = "\\prime"


def _primed(base: Box, times: int) -> str:
    return f"{latex(base)}^{{{PRIME * times}}}"


def _rows(environment: str) -> Callable[[tuple[tuple[Box, ...], ...]], str]:
    def written(rows: tuple[tuple[Box, ...], ...]) -> str:
        inside = " \\\\ ".join(" & ".join(map(latex, row)) for row in rows)
        return f"\\begin{{{environment}}} {inside} \\end{{{environment}}}"

    return written


WRITERS: dict[str, Callable[..., str]] = {
    "row": lambda *items: " ".join(map(latex, items)),
    "ident": _ident,
    "number": _number,
    "op": _operator,
    "words": _words,
    "said": lambda word: {"and": "\\land", "or": "\\lor"}.get(word, f"\\, \\text{{{word}}} \\,"),
    "space": lambda: "\\,",
    "fence": _fence,
    "interval": _interval,
    # with a comma it may be a vector
    "inner": lambda a, b: f"\\left\\langle {latex(a)} \\mid {latex(b)} \\right\\rangle",
    "modulus": lambda a: f"\\pmod{{{latex(a)}}}",
    "frac": lambda a, b: f"\\frac{{{latex(a)}}}{{{latex(b)}}}",
    "root": _root,
    "sup": lambda a, b: f"{latex(a)}^{{{latex(b)}}}",
    "sub": _below,
    "under": _below,
    "underover": lambda a, b, c: f"{latex(a)}_{{{latex(b)}}}^{{{latex(c)}}}",
    "accent": lambda mark, a: f"{LATEX_ACCENTS.get(mark, chr(92) + mark)}{{{latex(a)}}}",
    "conjugate": _conjugate,
    # in square brackets it would be grouped
    "single": lambda a: f"\\operatorname{{list}} \\left( {latex(a)} \\right)",
    "frame": lambda a: f"\\boxed{{{latex(a)}}}",
    "primed": _primed,
    "binomial": lambda a, b: f"\\binom{{{latex(a)}}}{{{latex(b)}}}",
    "determinant": _rows("vmatrix"),
    "table": _rows("matrix"),
}
"""Each kind of box."""
