"""What is drawn from several equations together: a system keeps all of its equations, whichever is worked on."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer.derivation.conditional import same_solutions, together
from grader.answer.kind import Context
from grader.answer.value.shapes import CONSTANTS, ORDERS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Name

MOST = 5
"""A system has no more equations than these."""


def is_system(expr: Expr | None) -> bool:
    match together(expr) if expr is not None else None:
        case Apply("and", args):
            equal = all(isinstance(arg, Chain) and arg.relations == ("=",) for arg in args)
            return equal and len(free_names(Apply("and", args)) - CONSTANTS) > 1
    return False


def draws_from(question: Expr | None, expr: Expr, context: Context) -> bool:
    """Whether a first line is drawn from the question, which is not written down again: an equation that follows
    from the system asked about and is none of it, or one that gained solutions (squaring)."""
    if question is None or is_system(expr):
        return False
    match together(question):
        case Apply("and", args) if is_system(question):
            if any(same_solutions(arg, expr, context).holds for arg in args):
                return False
        case Chain(_, ("=",)):
            pass
        case _:
            return False
    return same_solutions(question, expr, context).outcome == "implies_only"


def size_of(system: Expr) -> int:
    """How many conditions it has."""
    match together(system):
        case Apply("and", args):
            return len(args)
    return 1


def system_of(question: Expr | None, conditions: Sequence[Expr | None], context: Context) -> int:
    """How many of the first conditions together are the system that is asked about; none where one alone is, or
    where they are more than it has: `2x = 6`, `x = 3`, `y = 2` are drawn from two."""
    if question is None or not is_system(question) or not conditions or conditions[0] is None:
        return 0
    taken: list[Expr] = []
    for expr in conditions[: min(MOST, size_of(question))]:
        if not isinstance(expr, Chain) or expr.relations != ("=",):
            return 0
        taken.append(expr)
        if len(taken) > 1 and same_solutions(question, Apply("and", tuple(taken)), context).holds:
            return len(taken)
    return 0


def works_on_one(question: Expr | None, conditions: Sequence[Expr | None], context: Context) -> bool:
    """Whether one equation of the system that is asked about is written down by itself, and worked on at once."""
    match together(question) if question is not None and is_system(question) else None, tuple(conditions[:2]):
        case Apply("and", args), (Chain() as first, Chain() as second):
            one = any(same_solutions(arg, first, context).holds for arg in args)
            return one and same_solutions(Apply("and", args), second, context).outcome == "implies_only"
    return False


def values_found(facts: Sequence[Expr]) -> Expr | None:
    """What was found of the letters, each time the last: `x = 2 and y = 1`."""
    values: dict[str, Expr] = {}
    for fact in facts:
        match fact:
            case Chain((Name(id), value), ("=",)) if not free_names(value) - CONSTANTS:
                values[id] = fact
    return Apply("and", tuple(values.values())) if len(values) > 1 else None


def is_domain(before: Expr, expr: Expr, context: Context) -> bool:
    """Whether an order only says where all solutions of an equation lie: `x > 3` below `log(x - 3) = 0`."""
    order = isinstance(expr, Chain) and all(relation in ORDERS for relation in expr.relations)
    orders_above = any(relation in ORDERS for relation in _relations(before))
    return order and not orders_above and same_solutions(before, expr, context).outcome == "implies_only"


def _relations(expr: Expr) -> tuple[str, ...]:
    match expr:
        case Chain(_, relations):
            return relations
        case Apply(_, args):
            return tuple(relation for arg in args for relation in _relations(arg))
    return ()


def given(expr: Expr, known: frozenset[str]) -> dict[str, Expr]:
    """The values that are written down of letters of which nothing was said: `a = 1, b = -5, c = 6`."""
    whole = together(expr)
    parts = whole.args if isinstance(whole, Apply) and whole.op == "and" else (whole,)
    values: dict[str, Expr] = {}
    for part in parts:
        match part:
            case Chain((Name(id), value), ("=",)) if id not in known and not free_names(value):
                values[id] = value
            case _:
                return {}
    return values
