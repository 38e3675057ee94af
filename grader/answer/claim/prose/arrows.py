r"""Words that say of two statements that one follows, or that they are equivalent, as arrows between them:
`2x = 8 iff x = 4`, `$2x = 8$ genau dann, wenn $x = 4$`, `2x = 8 \text{ implies } x = 4`."""

from __future__ import annotations

import re

from grader.answer.claim.cutting import has_relation
from grader.late import pattern, replace
from grader.values import Answer, Piece

_EITHER = (
    r"if,? and only if|iff|gdw\.?|genau dann,?\s+wenn|dann und nur dann,?\s+wenn|ssi|si et seulement si"
    r"|(?:(?:which|that|this|was|dies|das|qui)\s+)?(?:is|are|ist|sind)\s+(?:equivalent|äquivalent)\s+(?:to|zu)"
    r"|(?:ce qui\s+)?équivaut à"
)
_ONE_WAY = r"implies|impliziert|implique|d['’]où|soit|donc|ainsi"
_HINTS = (
    "iff",
    "only if",
    "gdw",
    "genau dann",
    "nur dann",
    "ssi",
    "si et",
    "quivalent",
    "quivaut",
    "impli",
    "où",
    "soit",
    "donc",
    "ainsi",
)
_WORDS = pattern(
    rf"(?:\\(?:text|textrm|mbox)\s?\{{[\s,]*)?(?<![\\\w])(?:(?P<either>{_EITHER})|(?:{_ONE_WAY}))(?!\w)(?P<close>[\s:,]*\}})?",
    re.IGNORECASE,
)


def with_arrows(answer: Answer) -> Answer:
    """The answer with the words as arrows, where a statement stands on each side of them on their line."""
    raw = answer.raw.lower()
    if not any(hint in raw for hint in _HINTS):
        return answer
    pieces = answer.pieces
    return replace(answer, pieces=tuple(_with_arrows(pieces, at) for at in range(len(pieces))))


def _with_arrows(pieces: tuple[Piece, ...], at: int) -> Piece:
    piece = pieces[at]
    before, after = (pieces[k].kind == "math" if 0 <= k < len(pieces) else False for k in (at - 1, at + 1))
    lines = piece.text.split("\n")
    last = len(lines) - 1
    found = [
        _in_line(line, k == 0 and before, k == last and after) if piece.kind != "struck" else line
        for k, line in enumerate(lines)
    ]
    return replace(piece, text="\n".join(found)) if found != lines else piece


def _in_line(line: str, before: bool, after: bool) -> str:
    """`before`, `after`: a formula stands there, at the end of the line."""

    def arrow(said: re.Match[str]) -> str:
        if said[0].startswith("\\") != bool(said["close"]):
            return said[0]
        sides = (line[: said.start()], before), (line[said.end() :], after)
        if not all(has_relation(side) or (beside and not side.strip(" ,;:.")) for side, beside in sides):
            return said[0]
        return " ⇔ " if said["either"] else " ⇒ "

    return _WORDS.sub(arrow, line)
