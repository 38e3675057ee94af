"""A chemical formula of which only the indices are set as formulas: `18 g of H$_2$O`, `C$_6$H$_{12}$O$_6$`."""

from __future__ import annotations

from grader.late import pattern, replace
from grader.values import Answer, Piece

_ENDS = pattern(r"(?<![A-Za-z])(?:[A-Z][a-z]?\d{0,2}){1,6}$")
_INDEX = pattern(r"\s*_\s*\{?\s*(\d{1,2})\s*\}?\s*")


def with_whole_compounds(answer: Answer) -> Answer:
    """The same in words: `18 g of H2O`."""
    if "$_" not in answer.raw:
        return answer
    pieces: list[Piece] = []
    for piece in answer.pieces:
        last = pieces[-1] if pieces else None
        index = _INDEX.fullmatch(piece.text) if piece.kind == "math" else None
        if last is not None and last.kind == "prose":
            if index is not None and _ENDS.search(last.text):
                pieces[-1] = replace(last, text=last.text + index[1])
                continue
            if piece.kind == "prose":
                pieces[-1] = replace(last, text=last.text + piece.text)
                continue
        pieces.append(piece)
    return replace(answer, pieces=tuple(pieces))
