r"""Sets that are written out, and what is worked out of them: `\{1, 2, 3\} \setminus \{2\} = \{1, 3\}`."""

from __future__ import annotations

from collections.abc import Hashable
from functools import reduce

from grader.answer.value.numbers.worth import fraction
from grader.notation.tree import Apply, Expr, Name

MOST = 400
"""Members that are counted out."""


def members(expr: Expr) -> frozenset[Hashable] | None:
    """The members of a finite set of numbers, letters and tuples of them; None where it is something else."""
    match expr:
        case Name("empty"):
            return frozenset()
        case Apply("set", items):
            found = [_member(item) for item in items]
            known = frozenset(each for each in found if each is not None)
            return known if None not in found and len(items) <= MOST else None
        case Apply("union" | "intersection" | "setminus" | "cartesian" as op, args):
            sides = [members(arg) for arg in args]
            each = [side for side in sides if side is not None]
            return _joined(op, each) if len(each) == len(sides) else None
        case Apply("boxed" | "pos", (inner,)):
            return members(inner)
    return None


def _joined(op: str, sides: list[frozenset[Hashable]]) -> frozenset[Hashable] | None:
    match op:
        case "union":
            return frozenset().union(*sides)
        case "intersection":
            return reduce(frozenset.intersection, sides)
        case "setminus":
            return reduce(frozenset.difference, sides)
    first, *others = sides
    if len(others) != 1 or len(first) * len(others[0]) > MOST:
        return None
    return frozenset((a, b) for a in first for b in others[0])


def _member(expr: Expr) -> Hashable:
    """What tells members apart: numbers by their value, letters by their name; None for all else."""
    match expr:
        case Name(id):
            return id
        case Apply("tuple", items):
            found = tuple(_member(item) for item in items)
            return None if None in found else found
    return fraction(expr)


def of_numbers(known: frozenset[Hashable]) -> bool:
    """Whether no letter is among the members, which may stand for one of the others."""
    pairs = (frozenset(each) for each in known if isinstance(each, tuple))
    return not any(isinstance(each, str) for each in known) and all(map(of_numbers, pairs))
