"""What a wrong formula has to do with the right one, as a hint: only its sign is different, a factor is missing."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement
from grader.equivalence.nearness import relation
from grader.notation.tree import Chain, Expr


def with_relation(judged: Judgement, expected: Expr, student: Expr, context: Context) -> Judgement:
    """The judgement, and where the value is wrong its simplest relation to the right one, if anyone will see it."""
    if not context.show:
        return judged
    first = judged.findings[0] if judged.findings else None
    if judged.outcome != "incorrect" or first is None or first.code not in ("not-equal", "solutions-lost"):
        return judged
    values = _values(expected, student)
    near = values and relation(*values, context.names, context.budget, context.seed)
    return judged.adding(near) if near else judged


def _values(expected: Expr, student: Expr) -> tuple[Expr, Expr] | None:
    """Two values, or those of two equations with one left side (`y = 2x` and `y = x`)."""
    match expected, student:
        case Chain((ours, value), ("=",)), Chain((theirs, other), ("=",)) if ours == theirs:
            return value, other
        case Chain(), _:
            return None
        case _, Chain():
            return None
    return expected, student
