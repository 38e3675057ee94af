"""Two sides of which neither is negative, or neither positive, are equal where their squares are.

    sqrt(1 + sin x)   and   |sin(x/2) + cos(x/2)|

Factorisation does not see that: over sines and cosines it is not unique. Signs and roots are gone from the squares.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.meanings import is_constant, kind_of
from grader.equivalence.methods.exact.closed import is_zero
from grader.equivalence.methods.exact.field import Field, Ratio
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, Number

POSITIVE_NAMES = frozenset({"pi", "e"})
POSITIVE = ("positive", "positive integer", "nonnegative", "nonnegative integer")
REAL = ("real", "nonzero", "integer", "interval", *POSITIVE)
TOTAL = frozenset({"add", "mul", "div", "neg", "pos", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan"})


def same_sizes(space: Field, left: Ratio, right: Ratio) -> bool:
    """Whether the squares are proved to be equal."""
    return is_zero(space, space.sub(space.mul(left, left), space.mul(right, right)))


def sign_by_form(expr: Expr, names: Names, principal: bool = False) -> int:
    """1 where no value of it is negative, -1 where none is positive, by its form; else 0. With `principal` parts of
    it may be complex."""

    def sign(part: Expr) -> int:
        return sign_by_form(part, names, principal)

    match expr:
        case Number():
            return 1
        case Name(id):
            return int(is_constant(id, names) if id in POSITIVE_NAMES else kind_of(names, id) in POSITIVE)
        case Apply("neg", (inner,)):
            return -sign(inner)
        case Apply("pos" | "boxed", (inner,)):
            return sign(inner)
        case Apply("mul" | "div", args):
            return prod(map(sign, args))
        case Apply("add" | "max" | "min", args):
            return _common(map(sign, args))
        case Apply("pow", (base, exponent)):
            if principal and not (_is_real(base, names) and _is_real(exponent, names)):
                return 0
            return int(sign(base) > 0 or _is_even(exponent))
        case Apply("abs" | "norm"):
            return 1
        case Apply("sqrt" | "root", (inner, *_)) if principal:
            return int(sign(inner) > 0)
        case Apply("root", (inner, Number(degree))):
            return 1 if degree.isdigit() and int(degree) % 2 == 0 else sign(inner)
        case Apply("exp" | "cosh", (inner,)):
            return int(not principal or _is_real(inner, names))
        case Apply("sqrt"):
            return 1
    return 0


def _is_real(expr: Expr, names: Names) -> bool:
    """By its form: functions that are real for real arguments, and real letters below them."""
    match expr:
        case Number():
            return True
        case Name(id):
            return id not in ("i", "infinity") and kind_of(names, id) in REAL
        case Apply("abs" | "norm" | "re" | "im"):
            return True
        case Apply("pow", (base, exponent)):
            whole = as_fraction(exponent)
            real = _is_real(base, names) and _is_real(exponent, names)
            return real and (base == Name("e") or (whole is not None and whole.q == 1))
        case Apply(op, args) if op in TOTAL:
            return all(_is_real(arg, names) for arg in args)
    return False


def _common(signs: Iterable[int]) -> int:
    found = set(signs)
    return found.pop() if len(found) == 1 else 0


def _is_even(exponent: Expr) -> bool:
    number = as_fraction(exponent)
    return number is not None and number.q == 1 and number.p % 2 == 0
