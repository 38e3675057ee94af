"""What it means for an answer how its solutions lie to those that were asked for."""

from __future__ import annotations

from grader.answer.solution.conditions import condition
from grader.answer.solution.relation import Solutions
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, undecided
from grader.answer.value.other_shape import other_shape
from grader.notation.tree import Chain, Expr


def by_solutions(found: Solutions, expected: Expr | None = None, student: Expr | None = None) -> Judgement:
    """The judgement where all solutions must be there and no others."""
    match found.relation:
        case "same":
            return correct(found.by, finding("same-solutions", "note"), *found.findings, certain=found.certain)
        case "unknown":
            if expected is not None and student is not None and not states(student):
                return other_shape(expected, student)
            return undecided(found.by, *found.findings)
    return incorrect(
        found.by, *found.findings or (finding("other-solutions"),), certain=found.certain,
        counterexample=found.counterexample,
    )  # fmt: skip


def states(expr: Expr) -> bool:
    """Whether it says that something holds."""
    return isinstance(expr, Chain) or condition(expr) is not None
