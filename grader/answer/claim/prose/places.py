"""A value and where it is taken, typed without dollars: `The minimum is -4 at x = 1`, `-4 (at x = 1)`."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.claim.prose.asides import written
from grader.answer.claim.rereading import NUMERIC
from grader.answer.claim.surroundings import asks_where
from grader.answer.kind import Context
from grader.answer.value.judgement import finding
from grader.late import pattern, replace
from grader.limits import ANSWER_CHARACTERS
from grader.values import Answer, Verdict

_PLACED = pattern(
    r"(?P<said>(?:[^\n$=\d]{0,80}[\s(])?[-+−]?\s?\d[\d.,/]*)\s?[\s,(]\(?(?:at|when|bei|in|pour|en|for|für|where)\s+"
    r"(?P<place>[a-z](?:_?\d)?\s?=\s?[^\s=,;()]{1,30}|\([^()\n]{1,40}\))\)?"
)


def with_place(
    check: Callable[[Answer], Verdict], answer: Answer, context: Context, known: frozenset[str]
) -> Verdict:
    """The verdict on the number that is said, or on the place where the question asks for that. Where the other of
    the two is right, a person decides."""
    found = (
        _PLACED.fullmatch(answer.raw.strip().rstrip(".")) if NUMERIC in known and _may_be_placed(answer) else None
    )
    if found is None:
        return check(answer)
    asked, other = found["said"].strip(), found["place"]
    if asks_where(context.question):
        asked, other = other, asked
    first = check(written(answer, asked))
    if first.outcome == "correct":
        return first
    whole = check(answer)
    if whole.credit and first.outcome != "incorrect":
        return whole
    if whole.credit or check(written(answer, other)).credit:
        words = (finding("words-in-answer", words=answer.raw.strip()),)
        return replace(first, outcome="undecided", credit=None, certain=False, by="select", findings=words)
    return first if first.outcome == "incorrect" else whole


def _may_be_placed(answer: Answer) -> bool:
    return len(answer.pieces) == 1 and "$" not in answer.raw and len(answer.raw) < ANSWER_CHARACTERS
