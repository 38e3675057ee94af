"""`O(n)` where a formula was asked: the letter is no factor of it."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.notation.names import Names
from grader.notation.tree import Apply, Call, Expr, Name, facts

LETTERS = frozenset({"O", "cal(O)", "Theta", "Omega"})


def is_order(student: Expr, expected: Expr, names: Names) -> bool:
    """Whether a letter of orders stands before all else, of which nothing is said elsewhere."""
    free = LETTERS - names.declared - frozenset(facts(expected).names)
    return not free.isdisjoint(facts(student).names) and _inner(student, free) is not None


def _inner(student: Expr, free: frozenset[str]) -> Expr | None:
    match student:
        case Apply("mul", (Name(id), *rest)) if rest and id in free:
            return rest[0] if len(rest) == 1 else Apply("mul", tuple(rest))
        case Call(Name(id), (inner,), ()) if id in free:
            return inner
    return None


def order_for_value(judged: Judgement, expected: Expr, student: Expr, context: Context) -> Judgement:
    """A value was asked for; where the order is its own, a person says whether that was meant."""
    from grader.equivalence.growth import order

    told = finding("growth-for-value")
    inner = _inner(student, LETTERS)
    found = inner and order(expected, inner, context.names, context.budget)
    return undecided("growth", told) if found and found.relation == "same" else judged.adding(told)
