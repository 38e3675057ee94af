"""The cells of a table in which answers stand."""

from __future__ import annotations

from grader.late import replace
from grader.values import Piece


def without_bars(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The one cell behind a label in a row of a table, `| a | x = 1 |`, without the bars around it."""
    if not pieces or any(piece.kind != "prose" for piece in (pieces[0], pieces[-1])):
        return pieces
    bars = sum(piece.text.count("|") for piece in pieces if piece.kind == "prose")
    first, last = pieces[0].text.lstrip(), pieces[-1].text.rstrip()
    if bars != 2 or not (first.startswith("|") and last.endswith("|")):
        return pieces
    return tuple(
        replace(piece, text=piece.text.replace("|", " ")) if piece.kind == "prose" else piece for piece in pieces
    )
