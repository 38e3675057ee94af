"""Two sides of which neither is negative, or neither positive, are equal where their squares are.

    sqrt(1 + sin x)   and   |sin(x/2) + cos(x/2)|

Factorisation does not see that: over sines and cosines it is not unique. Signs and roots are gone from the squares.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from grader.equivalence.meanings import is_constant, kind_of
from grader.equivalence.methods.exact.closed import is_zero
from grader.equivalence.methods.exact.field import Field, Ratio
from grader.equivalence.rationals import as_fraction
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, Number

POSITIVE_NAMES = frozenset({"pi", "e"})
POSITIVE = ("positive", "positive integer", "nonnegative", "nonnegative integer")
SIZES = frozenset({"abs", "sqrt", "exp", "cosh", "norm"})


def same_sizes(space: Field, left: Ratio, right: Ratio) -> bool:
    """Whether the squares are proved to be equal."""
    return is_zero(space, space.sub(space.mul(left, left), space.mul(right, right)))


def sign_by_form(expr: Expr, names: Names) -> int:
    """1 where no value of it is negative, -1 where none is positive, by its form; else 0."""
    match expr:
        case Number():
            return 1
        case Name(id):
            return int(is_constant(id, names) if id in POSITIVE_NAMES else kind_of(names, id) in POSITIVE)
        case Apply("neg", (inner,)):
            return -sign_by_form(inner, names)
        case Apply("pos" | "boxed", (inner,)):
            return sign_by_form(inner, names)
        case Apply("mul" | "div", args):
            return prod(sign_by_form(arg, names) for arg in args)
        case Apply("add" | "max" | "min", args):
            return _common(sign_by_form(arg, names) for arg in args)
        case Apply("pow", (base, exponent)):
            return 1 if sign_by_form(base, names) > 0 or _is_even(exponent) else 0
        case Apply("root", (inner, Number(degree))):
            return 1 if degree.isdigit() and int(degree) % 2 == 0 else sign_by_form(inner, names)
        case Apply(op) if op in SIZES:
            return 1
    return 0


def _common(signs: Iterable[int]) -> int:
    found = set(signs)
    return found.pop() if len(found) == 1 else 0


def _is_even(exponent: Expr) -> bool:
    number = as_fraction(exponent)
    return number is not None and number.q == 1 and number.p % 2 == 0
