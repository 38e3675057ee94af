"""Pictures in a hand-in: nobody here can look at them, so what they may hold is never missing or wrong."""

from __future__ import annotations

import re

from grader.late import pattern, replace
from grader.values import Answer, Finding, Outcome, Verdict

PICTURE = pattern(
    r"!\[[^\]\n]{0,500}\]\([^)\n]{0,1000}\)"
    r"|\\includegraphics(?:\[[^\]\n]{0,200}\])?\{[^}\n]{0,500}\}"
    r"|<img\b[^>\n]{0,1000}>"
)
UNSEEN: frozenset[Outcome] = frozenset({"missing", "incorrect", "unreadable"})
FORMULAS = ("math", "display")


def without_pictures(answer: Answer) -> tuple[Answer, Finding | None]:
    """The answer without what only names a picture, and a finding that says where the first picture is."""
    found = PICTURE.search(answer.raw)
    if found is None:
        return answer, None
    pieces = tuple(replace(piece, text=PICTURE.sub(_blank, piece.text)) for piece in answer.pieces)
    line = answer.line + answer.raw.count("\n", 0, found.start())
    return replace(answer, pieces=pieces), Finding("picture", data=(("line", str(line)),))


def looked_at(verdict: Verdict, answer: Answer, picture: Finding | None) -> Verdict:
    """The verdict, but open where the answer may stand in the picture: nothing else was found on it, or nothing
    but words stands beside it."""
    if picture is None or verdict.outcome not in UNSEEN:
        return verdict
    if verdict.outcome != "missing" and any(piece.kind in FORMULAS for piece in answer.pieces):
        return verdict
    return Verdict("undecided", None, "picture", False, (picture,), line=int(picture.get("line")))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
