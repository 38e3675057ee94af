"""The verdict without its page: what became of one value against one expected value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from grader.errors import LimitError
from grader.late import dataclass, replace
from grader.limits import ANSWER_CHARACTERS, PART_CHARACTERS
from grader.values import Answer, Counterexample, Finding, Level, Outcome

HALF, NONE, FULL = Fraction(1, 2), Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Judgement:
    """As `Verdict`, before anyone says which text it is about. The first finding says what decided."""

    outcome: Outcome
    credit: Fraction | None
    by: str
    certain: bool = True
    findings: tuple[Finding, ...] = ()
    counterexample: Counterexample | None = None
    suggested: Fraction | None = None

    @property
    def right(self) -> bool:
        return self.outcome == "correct"

    def adding(self, *findings: Finding) -> Judgement:
        """The same, with further findings at the end."""
        return replace(self, findings=(*self.findings, *findings)) if findings else self


def finding(code: str, level: Level = "error", **data: str) -> Finding:
    """A finding whose data stand in the order of the arguments."""
    return Finding(code, level, None, tuple(data.items()))


def correct(by: str, *findings: Finding, certain: bool = True) -> Judgement:
    return Judgement("correct", FULL, by, certain, findings)


def incorrect(
    by: str, *findings: Finding, certain: bool = True, counterexample: Counterexample | None = None
) -> Judgement:
    return Judgement("incorrect", NONE, by, certain, findings, counterexample)


def partial(by: str, credit: Fraction, *findings: Finding, certain: bool = True) -> Judgement:
    """Some credit; none at all or all of it are not partial, whatever the rule says."""
    if credit <= 0:
        return incorrect(by, *findings, certain=certain)
    return Judgement("partial", min(credit, FULL), by, certain, findings)


def undecided(by: str, *findings: Finding, suggested: Fraction | None = None) -> Judgement:
    return Judgement("undecided", None, by, False, findings, suggested=suggested)


def unreadable(*findings: Finding) -> Judgement:
    return Judgement("unreadable", None, "notation", True, findings)


def missing(code: str = "nothing-written") -> Judgement:
    return Judgement("missing", NONE, "empty", True, (finding(code),))


def too_long(answer: Answer, one_value: bool = True) -> Judgement | None:
    """Why an answer is not even cut into formulas: looked at before any other work. What asks for `one_value` takes
    no formula longer than the reader does; a part as a whole has its own limit."""
    sizes = [(piece.kind, len(piece.text.strip())) for piece in answer.pieces if piece.kind != "struck"]
    if sum(size for _, size in sizes) > PART_CHARACTERS:
        return unreadable(finding("answer-too-long", limit="PART_CHARACTERS", most=str(PART_CHARACTERS)))
    if one_value and any(kind == "math" and size > ANSWER_CHARACTERS for kind, size in sizes):
        return unreadable(finding("answer-too-long", limit="ANSWER_CHARACTERS", most=str(ANSWER_CHARACTERS)))
    return None


def best(judgements: Iterable[Judgement]) -> Judgement:
    """The kindest of several that is honest: an open question outranks every mark but the full one."""
    rank = {"correct": 5, "undecided": 4, "unreadable": 3, "partial": 2, "incorrect": 1, "missing": 0}
    return max(judgements, key=lambda j: (rank[j.outcome], j.credit or 0))


def first_right(judgements: Iterable[Judgement]) -> Judgement:
    """`best`, but a right answer ends the search."""
    seen: list[Judgement] = []
    for judgement in judgements:
        if judgement.right:
            return judgement
        seen.append(judgement)
    return best(seen)


def within_limits(judge: Callable[[], Judgement]) -> Judgement:
    """What `judge` says, or undecided with the name of the limit that was met."""
    try:
        return judge()
    except LimitError as error:
        return undecided("limit", finding("limit-met", limit=error.limit))
    except RecursionError:
        return undecided("limit", finding("limit-met", limit="DEPTH"))
