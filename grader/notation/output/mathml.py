"""Boxes -> MathML; every text in it is escaped, so that it may stand in a page as it is."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from grader.notation.output.latex import GREEK
from grader.notation.output.layout import Box

GREEK_LETTERS: dict[str, str] = dict(zip(GREEK, "αβγδϵεζηθϑικλμνξπρστυϕφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True))
NAME_LETTERS = GREEK_LETTERS | {
    "infinity": "∞", "empty": "∅", "reals": "ℝ", "integers": "ℤ", "naturals": "ℕ", "rationals": "ℚ",
    "complexes": "ℂ",
}  # fmt: skip
ACCENT_MARKS = {"hat": "^", "bar": "¯", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨", "underline": "_"}
STRETCHY = frozenset("∑∏⋃")


SAID = '<mtext class="word">\u00a0{}\u00a0</mtext>'
"""A word of ours in a formula; a page says it in its own language."""
BETWEEN = frozenset({"mod"})
"""Words that stand between two operands."""


def mathml(box: Box) -> str:
    """The elements of a box."""
    return WRITERS[box[0]](*box[1:])


def _ident(name: str) -> str:
    return f"<mi>{escape(NAME_LETTERS.get(name, name))}</mi>"


def _number(text: str) -> str:
    mantissa, e, exponent = text.partition("e")
    head, bracket, repeating = mantissa.partition("(")
    shown = f"<mn>{escape(head)}</mn>"
    if bracket:
        shown += f"<mover><mn>{escape(repeating[:-1])}</mn><mo>¯</mo></mover>"
    if not e:
        return f"<mrow>{shown}</mrow>" if bracket else shown
    return f"<mrow>{shown}<mo>·</mo><msup><mn>10</mn><mn>{escape(exponent)}</mn></msup></mrow>"


def _operator(sign: str) -> str:
    if sign in BETWEEN:
        return f'<mo lspace="0.3em" rspace="0.3em">{sign}</mo>'
    if sign.replace(" ", "").isalpha() and sign.isascii():
        return f"<mi>{escape(sign)}</mi><mo>&#x2061;</mo>" if sign not in {"lim"} else "<mo>lim</mo>"
    return f"<mo>{escape(sign)}</mo>"


def _fenced(opening: str, inside: Box, closing: str) -> str:
    tall = _tall(inside)
    return f"<mrow>{_fence(opening, tall)}{mathml(inside)}{_fence(closing, tall)}</mrow>"


def _modulus(inside: Box) -> str:
    shown = _fenced("(", ("row", ("words", "mod"), ("space",), ("space",), inside), ")")
    return f'<mspace width="0.5em"></mspace>{shown}'


def _root(radicand: Box, degree: Box | None = None) -> str:
    if degree is None:
        return f"<msqrt>{mathml(radicand)}</msqrt>"
    return f"<mroot>{_one(radicand)}{_one(degree)}</mroot>"


def _scripts(tag: str) -> Callable[..., str]:
    return lambda *boxes: f"<{tag}>{''.join(map(_one, boxes))}</{tag}>"


def _under_and_over(base: Box, below: Box, above: Box) -> str:
    return _scripts("munderover" if base[1] in STRETCHY else "msubsup")(base, below, above)


def _accent(mark: str, inside: Box) -> str:
    if mark in ("bold", "cal", "bb"):
        return f'<mrow class="{mark}">{mathml(inside)}</mrow>'
    return f'<mover accent="true">{_one(inside)}<mo>{escape(ACCENT_MARKS.get(mark, mark))}</mo></mover>'


def _primed(base: Box, times: int) -> str:
    """Beside: as a script a prime is a speck where no font for formulas is."""
    return f'<mrow>{mathml(base)}<mo lspace="0" rspace="0">{"′" * times}</mo></mrow>'


def _binomial(n: Box, k: Box) -> str:
    above = f'<mfrac linethickness="0">{_one(n)}{_one(k)}</mfrac>'
    return f"<mrow>{_fence('(', True)}{above}{_fence(')', True)}</mrow>"


def _table(rows: tuple[tuple[Box, ...], ...]) -> str:
    cells = ("".join(f"<mtd>{mathml(cell)}</mtd>" for cell in row) for row in rows)
    return f"<mtable>{''.join(f'<mtr>{row}</mtr>' for row in cells)}</mtable>"


def _one(box: Box) -> str:
    """An operator and its invisible application count as two; an argument of a script must be one."""
    written = mathml(box)
    return f"<mrow>{written}</mrow>" if box[0] == "op" and "&#x2061;" in written else written


def _fence(sign: str, tall: bool) -> str:
    """Fences grow only around what is tall: fonts without parts to stretch make them huge around a letter."""
    return f'<mo stretchy="{"true" if tall else "false"}">{escape(sign)}</mo>' if sign else ""


def _tall(box: Box) -> bool:
    if box[0] in ("frac", "under", "underover", "table"):
        return True
    return any(isinstance(item, tuple) and _tall(item) for item in box[1:])


WRITERS: dict[str, Callable[..., str]] = {
    "row": lambda *items: f"<mrow>{''.join(map(mathml, items))}</mrow>",
    "ident": _ident,
    "number": _number,
    "op": _operator,
    "words": lambda text: f"<mtext>{escape(text)}</mtext>",
    "said": lambda word: SAID.format(word),
    "space": lambda: '<mspace width="0.17em"></mspace>',
    "fence": _fenced,
    "interval": lambda ends, low, high: _fenced("[" if low else "(", ends, "]" if high else ")"),
    "inner": lambda a, b: _fenced("⟨", ("row", a, ("op", ","), b), "⟩"),
    "modulus": _modulus,
    "frac": _scripts("mfrac"),
    "root": _root,
    "sup": _scripts("msup"),
    "sub": _scripts("msub"),
    "under": _scripts("munder"),
    "underover": _under_and_over,
    "accent": _accent,
    "conjugate": lambda a: _accent("bar", a),
    "single": lambda a: _fenced("[", a, "]"),
    "frame": lambda a: f'<mrow class="boxed">{mathml(a)}</mrow>',
    "primed": _primed,
    "binomial": _binomial,
    "determinant": lambda rows: _fenced("|", ("table", rows), "|"),
    "table": _table,
}
"""Each kind of box."""
