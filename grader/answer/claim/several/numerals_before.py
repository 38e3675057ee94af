"""Answers that are counted as the question counts them: `(i) There are $120$ ways. (ii) $6!/2 = 360$`."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer.claim.several.sections import places_of_names
from grader.late import pattern, replace
from grader.values import Answer, Piece

_MARK = pattern(r"(?:^|(?<=[\s,;.*_]))\(?(?P<mark>i{1,3}|iv|v|[a-e]|[1-5])\)(?=[\s*_]|$)")
NUMERALS = ("i ii iii iv v", "a b c d e", "1 2 3 4 5")
"""Answers are counted by one of these rows."""
_NOTHING = " \t\n,;.:*_-"


def by_numerals(answer: Answer, asked: Sequence[str]) -> dict[str, Answer]:
    """What follows each numeral up to the next one, where there are as many as answers are asked, in order. Empty
    where anything stands before the first, or the name of another answer behind one."""
    pieces = [piece for piece in answer.pieces if piece.kind != "struck"]
    marks = [
        (at, match)
        for at, piece in enumerate(pieces)
        if piece.kind == "prose" and ")" in piece.text
        for match in _MARK.finditer(piece.text)
    ]
    said = [match["mark"] for _, match in marks]
    if len(said) != len(asked) or not any(said == row.split()[: len(said)] for row in NUMERALS):
        return {}
    first, begun = marks[0]
    if any(piece.kind != "prose" for piece in pieces[:first]) or begun.string[: begun.start()].strip(_NOTHING):
        return {}
    if any(piece.text.strip(_NOTHING) for piece in pieces[:first]):
        return {}
    ends = [*((at, match.start()) for at, match in marks[1:]), (len(pieces), 0)]
    found: dict[str, Answer] = {}
    for name, (at, match), end in zip(asked, marks, ends, strict=True):
        inner = _between(pieces, (at, match.end()), end)
        others = {place.name for place in places_of_names(inner, asked)} - {name}
        if others or not any(piece.kind != "prose" for piece in inner):
            return {}
        found[name] = Answer(tuple(inner), " ".join(piece.text for piece in inner), inner[0].line)
    return found


def _between(pieces: Sequence[Piece], start: tuple[int, int], end: tuple[int, int]) -> list[Piece]:
    """The pieces from one place to another."""
    inner: list[Piece] = []
    for at, piece in enumerate(pieces[start[0] : end[0] + 1], start[0]):
        begin = start[1] if at == start[0] else 0
        text = piece.text[begin : end[1] if at == end[0] else len(piece.text)]
        if text.strip():
            inner.append(replace(piece, text=text, line=piece.line + piece.text.count("\n", 0, begin)))
    return inner
