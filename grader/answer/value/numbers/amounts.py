"""Values that stand beside each other: the same one said again, rounded or in another unit, or different ones."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.value.numbers.digits import half_place, typed
from grader.answer.value.numbers.units import Quantity, based, change, quantity
from grader.answer.value.numbers.worth import approximation
from grader.answer.value.shapes import unwrapped
from grader.equivalence import compare
from grader.equivalence.truth import Same
from grader.notation.tree import Chain, Expr

MEASURED = 3
"""Figures from which on a decimal beside another one is taken for that, rounded."""


def one_amount(left: Expr, right: Expr, context: Context) -> bool:
    """Whether they are one value: equal, or one of them is the other to the figures that it is typed with. What has
    no unit is meant in that of the other."""
    ours, theirs = (quantity(_value(side), context.names) for side in (left, right))
    if ours is None or theirs is None:
        return _equal(_value(left), _value(right), context)
    here, there = based(ours.units), based(theirs.units)
    if not (ours.units and theirs.units) or ours.units == theirs.units or here is None or there is None:
        return _alike(ours, theirs.number, context) or _alike(theirs, ours.number, context)
    if here.dimensions != there.dimensions:
        return False
    back, forth = change(theirs.number, there, here), change(ours.number, here, there)
    return _alike(ours, back, context) or _alike(theirs, forth, context)


def _value(side: Expr) -> Expr:
    side = unwrapped(side)
    return unwrapped(side.operands[-1]) if isinstance(side, Chain) else side


def _alike(written: Quantity, other: Expr, context: Context) -> bool:
    return is_rounded(other, written.number, context) or _equal(written.number, other, context)


def is_rounded(exact: Expr, decimal: Expr, context: Context, least: int = 2) -> bool:
    """Whether a decimal is the other value rounded: to `least` figures or more, to three of a value that is itself
    typed as a decimal. Zeros at the end of a whole number are figures as far as to these."""
    read, value = typed(decimal), approximation(exact, context)
    if read is None or value is None or not read.value:
        return False
    least = max(least, MEASURED) if typed(exact) is not None else least
    figures = min(max(read.least, least), read.most)
    return figures >= least and abs(read.value - value) <= half_place(read.value, figures)


def _equal(left: Expr, right: Expr, context: Context) -> bool:
    return isinstance(compare(left, right, context.names, context.budget, context.seed), Same)
