"""Statements about random variables themselves: `E[aX + b | Y] = a E[X | Y] + b` holds outcome by outcome."""

from __future__ import annotations

from grader.equivalence.worlds.chance import CHANCE, PER_OUTCOME
from grader.equivalence.worlds.roles import Roles
from grader.notation.tree import Apply, Bind, Chain, Expr, Name, children, walk

OF_OUTCOMES = frozenset({"expectation", "variance", "covariance", "correlation", "probability"})


def outcomewise(left: Expr, right: Expr, found: Roles) -> tuple[Expr, Expr]:
    """Both sides as they are, or, where one of them is a random variable, by their values on all outcomes."""
    names = frozenset((*found.random, *found.copies))
    if not names or not (_varies(left, names) or _varies(right, names)):
        return left, right
    return Apply(PER_OUTCOME, (left,)), Apply(PER_OUTCOME, (right,))


def _varies(expr: Expr, names: frozenset[str]) -> bool:
    """A random name stands outside every expectation, or as the condition of one."""
    match expr:
        case Name(id):
            return id in names
        case Apply(op, args) if op in CHANCE and op != "indicator":
            return op in OF_OUTCOMES and any(_conditioned(arg, names) for arg in args)
        case Apply("entropy" | "mutual_information", _):
            return False
        case Bind("expectation" | "variance", _, _, _):
            return False
        case _:
            return any(_varies(child, names) for child in children(expr))


def _conditioned(expr: Expr, names: frozenset[str]) -> bool:
    """`X | Y` with a random variable (no event) behind the bar."""
    match expr:
        case Apply("given", (_, condition)):
            return not any(isinstance(n, Chain) for n in walk(condition)) and _varies(condition, names)
        case _:
            return False
