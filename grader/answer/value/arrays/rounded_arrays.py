"""Arrays whose entries are rounded: `[[1/3, 2/3]] = [[0.33, 0.67]]`."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.kind import Context
from grader.answer.value.numbers.angles import in_degrees, without_degrees
from grader.answer.value.numbers.digits import typed
from grader.answer.value.numbers.worth import place
from grader.answer.value.shapes import is_number
from grader.notation.tree import Apply, Expr, Matrix


def entries(expr: Expr) -> tuple[Expr, ...]:
    """The entries of a list, set or matrix, row after row."""
    match expr:
        case Matrix(rows):
            return tuple(entry for row in rows for entry in row)
        case Apply("list" | "tuple" | "set" | "sequence", items):
            return tuple(entry for item in items for entry in entries(item) or (item,))
    return ()


def is_rounded_array(left: Expr, right: Expr, context: Context) -> bool:
    """Whether the entries of the second array are those of the first one, rounded to their digits."""
    ours, theirs = entries(left), entries(right)
    if not ours or len(ours) != len(theirs) or not all(map(is_number, ours + theirs)):
        return False
    return not any(_is_off(one, other, context) for one, other in zip(ours, theirs, strict=True))


def _is_off(exact: Expr, rounded: Expr, context: Context) -> bool:
    """Whether a number is neither the other one, nor it rounded to its decimals, nor an angle in degrees."""
    said = without_degrees(rounded) if isinstance(rounded, Apply) else None
    turned = in_degrees(exact)
    if turned != exact and not _is_far(turned, rounded if said is None else said, context):
        return False
    return _is_far(exact, rounded, context)


def _is_far(exact: Expr, rounded: Expr, context: Context) -> bool:
    read = typed(rounded)
    half = Fraction(1, 2 * 10**read.places) if read is not None and read.places > 0 else Fraction(0)
    return place(rounded, exact, half, Fraction(0), context) == "outside"
