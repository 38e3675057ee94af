"""Cases on one line, each with its own arrow: `x - 4 = 0 => x = 4 or x + 1 = 0 => x = -1`, as lines of their own.

The line may as well be a chain through `x = 4 or x + 1 = 0`: whoever asks tries that first.
"""

from __future__ import annotations

from grader.answer.claim.cutting import WORDS, arrow, group_end, has_relation, tokens
from grader.late import replace
from grader.notation.words import CONCLUDES
from grader.values import Answer, Piece

_JOINTS = frozenset({"or", "and", "oder", "und", ",", ";", "\\lor", "\\vee", "∨"})
_FORMULAS = ("math", "display")


def cases_apart(answer: Answer) -> Answer | None:
    """The answer with each of several cases on a line of its own, or None where no line has such cases."""
    pieces = answer.pieces
    found = tuple(_apart(pieces, k) for k in range(len(pieces)))
    return None if found == pieces else replace(answer, pieces=found)


def _apart(pieces: tuple[Piece, ...], k: int) -> Piece:
    piece = pieces[k]
    if piece.kind == "struck":
        return piece
    if piece.kind == "prose" and piece.text.strip(" ,").lower() in _JOINTS:
        beside = pieces[k - 1 : k + 2 : 2] if k else ()
        leads = len(beside) == 2 and all(each.kind in _FORMULAS and _leads(each.text) for each in beside)
        return replace(piece, text="\n") if leads else piece
    return replace(piece, text="\n".join(map(_in_line, piece.text.split("\n"))))


def _in_line(line: str) -> str:
    """One line, with a break between its cases where each part of it leads from one statement to another."""
    found = tokens(line)
    cuts: list[tuple[int, int]] = []
    for at, token in enumerate(found):
        if token.depth:
            continue
        if token.text in _JOINTS:
            cuts.append((token.start, token.end))
        elif token.text in WORDS and at + 1 < len(found):
            last = group_end(found, at + 1)
            if line[found[at + 1].end : found[last].start].strip(" ,~").lower() in _JOINTS:
                cuts.append((token.start, found[last].end))
    begins = (0, *(end for _, end in cuts))
    ends = (*(start for start, _ in cuts), len(line))
    parts = [line[begin:end].strip() for begin, end in zip(begins, ends, strict=True)]
    parts = [part for part in parts if part]
    return "\n".join(parts) if len(parts) > 1 and all(map(_leads, parts)) else line


def _leads(text: str) -> bool:
    """Whether an arrow stands in it with a statement on each side."""
    found = tokens(text)
    for at, token in enumerate(found):
        kind, last = arrow(found, at)
        if (kind or token.text in CONCLUDES) and not token.depth:
            return has_relation(text[: token.start]) and has_relation(text[found[last].end :])
    return False
