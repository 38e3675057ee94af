"""The signs and numbers of a list's items: `- $7$` is 7, not minus seven."""

from __future__ import annotations

import re

from grader.late import pattern, replace
from grader.values import Answer, Piece

_SIGN = r"[ \t>]*(?:[-*+–][ \t]+)(?!\[.?\])(?=\S|$)|•(?=\s|$)"
_FIRST, _LATER = pattern(rf"(?:{_SIGN})"), pattern(rf"(?<=\n)(?:{_SIGN})|•(?=\s|$)")
_MARK = pattern(r"(?:^|\n)[ \t]*(?P<all>\(?(?P<mark>[ivxIVX]{1,4}|[1-9])[).][ \t]*)$")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_DASH = pattern(r"[ \t]*-[ \t]+(?=\S)")
_SIGNED = pattern(r"[ \t]*-[ \t]+[-+−±]")
_HINT = pattern(r"[-*+–•]\s")


def without_bullets(answer: Answer) -> Answer:
    """The answer with spaces for the bullets and numbers before its formulas and in its words. A dash before a
    typed formula is one only where it must be: see `dashed`."""
    numbered = _unnumbered(answer.pieces)
    answer = answer if numbered == answer.pieces else replace(answer, pieces=numbered)
    if not any(_HINT.search(piece.text) for piece in answer.pieces):
        return answer
    pieces = tuple(
        replace(piece, text=_unbulleted(piece.text, _begins_a_line(answer.pieces, k)))
        if piece.kind == "prose"
        else piece
        for k, piece in enumerate(answer.pieces)
    )
    answer = answer if pieces == answer.pieces else replace(answer, pieces=pieces)
    items = dashed(answer)
    return items if items is not None and any(_SIGNED.match(piece.text) for piece in answer.pieces) else answer


def dashed(answer: Answer) -> Answer | None:
    """The answer with the dashes taken for bullets, where each of its typed lines begins with one and a space."""
    found = [piece for piece in answer.pieces if piece.kind in ("math", "display")]
    lines = [line for piece in found for line in piece.text.split("\n") if line.strip()]
    if not lines or not all(_DASH.match(line) for line in lines):
        return None
    pieces = (replace(piece, text=_undashed(piece)) for piece in answer.pieces)
    return replace(answer, pieces=tuple(pieces))


def _undashed(piece: Piece) -> str:
    if piece.kind not in ("math", "display"):
        return piece.text
    return "\n".join(_DASH.sub(lambda dash: " " * len(dash[0]), line, count=1) for line in piece.text.split("\n"))


def _unbulleted(text: str, begins: bool) -> str:
    first = _FIRST.match(text) if begins else None
    return _LATER.sub(_spaces, _spaces(first) + text[first.end() :] if first else text)


def _spaces(bullet: re.Match[str]) -> str:
    return " " * len(bullet[0])


def _unnumbered(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Without `1.`, `2.` or `(i)`, `(ii)` that only count the formulas behind them."""
    marks = {k: _MARK.search(piece.text) for k, piece in enumerate(pieces) if piece.kind == "prose"}
    found = {k: mark for k, mark in marks.items() if mark is not None}
    said = [mark["mark"].lower() for mark in found.values()]
    if len(said) < 2 or said not in ([*_ROMAN[: len(said)]], [str(k) for k in range(1, len(said) + 1)]):
        return pieces
    texts = {k: pieces[k].text[: mark.start("all")] + " " * len(mark["all"]) for k, mark in found.items()}
    return tuple(replace(piece, text=texts.get(k, piece.text)) for k, piece in enumerate(pieces))


def _begins_a_line(pieces: tuple[Piece, ...], at: int) -> bool:
    """Whether what stands first in this piece stands first in its line."""
    piece, above = pieces[at], pieces[at - 1] if at else None
    return piece.column == 1 if above is None else above.line + above.text.count("\n") < piece.line
