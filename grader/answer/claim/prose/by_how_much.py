"""`By 15 %`, where it was asked by how much: the word of the question before the value, and no letters."""

from __future__ import annotations

import re

from grader.late import pattern, replace
from grader.values import Answer

_ASKED = pattern(r"\bby (?:how (?:many|much)|what|which)\b|\bum (?:wie ?viele?|welchen)\b", re.IGNORECASE)
_BY = pattern(r"\s*(?:by|um)\s+(?=[-−+]?\d|$)", re.IGNORECASE)
"""Before a number, or a formula."""


def without_by(answer: Answer, question: str) -> Answer:
    """The answer without the `by` with which it begins, where that takes up the question."""
    first = answer.pieces[0] if answer.pieces else None
    said = _BY.match(first.text) if first is not None else None
    if first is None or said is None or not _ASKED.search(question):
        return answer
    return replace(answer, pieces=(replace(first, text=first.text[said.end() :]), *answer.pieces[1:]))
