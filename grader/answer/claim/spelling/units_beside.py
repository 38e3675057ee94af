"""A number in the text, its unit in a formula of its own: `9.81 $m/s^2$`, `$g = 9.81$ $\\frac{m}{s^2}$`."""

from __future__ import annotations

import re

from grader.late import pattern, replace
from grader.values import Answer, Piece

LONGEST = 60
"""Characters of a unit."""
_NUMBER = pattern(r"(?<![\w.,])[-+−]?\d{1,12}(?:[.,]\d{1,12})?\s{0,4}\Z")
_UNIT = pattern(
    r"(?:\\(?:mathrm|text|frac|dfrac|tfrac|rm|unit|si|Omega|mu|circ|cdot)(?![A-Za-z])|\\[,;: ]"
    r"|[A-Za-zµμΩ°%{}()/\s^]|(?<=[\^{−-])\d|[−-](?=\d))+"
)
_LETTER = pattern(r"[A-Za-zµμΩ°%]")


def with_units_beside(answer: Answer) -> Answer | None:
    """The answer with such a unit behind its number, as one formula; None where there is none."""
    pieces: list[Piece] = []
    joined = False
    for piece in answer.pieces:
        found = _before(pieces) if _is_unit(piece) else None
        if found is None:
            pieces.append(piece)
            continue
        pieces, number = found
        pieces.append(replace(piece, text=f"{number}\\,{piece.text.strip()}"))
        joined = True
    return replace(answer, pieces=tuple(pieces)) if joined else None


def _is_unit(piece: Piece) -> bool:
    if piece.kind not in ("math", "display") or len(piece.text) > LONGEST:
        return False
    return _UNIT.fullmatch(piece.text) is not None and _LETTER.search(piece.text) is not None


def _before(pieces: list[Piece]) -> tuple[list[Piece], str] | None:
    """What stands before the number that ends here, and the number, or the formula that ends with it."""
    blank = bool(pieces) and pieces[-1].kind == "prose" and not pieces[-1].text.strip()
    above = pieces[:-1] if blank else pieces
    found: re.Match[str] | None = _NUMBER.search(above[-1].text) if above else None
    if found is None or (above[-1].kind == "prose" and blank):
        return None
    if above[-1].kind != "prose":
        return above[:-1], above[-1].text.rstrip()
    words = above[-1].text[: found.start()]
    return [*above[:-1], *([replace(above[-1], text=words)] if words.strip() else [])], found[0].strip()
