"""The order of two values of one increasing function is the order of its arguments.

max(e^a, e^b)     is  e^max(a, b)
max(a^2, b^2)     is  max(|a|, |b|)^2
|a^3 - b^3|       bends where a - b is zero
"""

from __future__ import annotations

from collections.abc import Callable

from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.meanings import is_constant, kind_of
from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name

INCREASING = frozenset({"exp", "sinh", "arsinh", "tanh", "arctan", "erf"})
OF_POSITIVE = frozenset({"sqrt", "log"})
"""Increasing where there is a value, which there is for letters that are positive."""
POSITIVE = ("positive", "positive integer")


@dataclass(frozen=True, slots=True)
class Image:
    """A value of an increasing function, by its argument or (an even power) by the size of that. `word` tells the
    functions apart, `at` gives their value for another argument."""

    argument: Expr
    word: tuple[object, ...]
    at: Callable[[Expr], Expr]
    sized: bool = False


def pulled_out(op: str, args: tuple[Expr, ...], names: Names) -> Expr | None:
    """The largest or least of the values of one function, as its value; None where they are not that."""
    images = [found for arg in args if (found := image(arg, names)) is not None]
    if len(images) < len(args) or any(each.word != images[0].word for each in images):
        return None
    inner = (Apply("abs", (each.argument,)) if each.sized else each.argument for each in images)
    return images[0].at(Apply(op, tuple(inner)))


def same_sign(expr: Expr, names: Names) -> Expr:
    """An expression with the same sign, and simpler where this is a difference of two values of one function."""
    match expr:
        case Apply("add", (one, Apply("neg", (other,)))):
            ours, theirs = image(one, names), image(other, names)
            if ours and theirs and ours.word == theirs.word and not ours.sized:
                return same_sign(Apply("add", (ours.argument, Apply("neg", (theirs.argument,)))), names)
    return expr


def image(expr: Expr, names: Names) -> Image | None:
    match expr:
        case Apply(op, (inner,)) if op in INCREASING or (op in OF_POSITIVE and _positive(inner, names)):
            return Image(inner, (op,), lambda x: Apply(op, (x,)))
        case Apply("pow", (base, exponent)) if _above_one(base, names):
            return Image(exponent, ("to", base), lambda x: Apply("pow", (base, x)))
        case Apply("pow", (base, exponent)):
            number = as_fraction(exponent)
            if number is not None and number.q == 1 and number > 0:
                return Image(base, ("power", number), lambda x: Apply("pow", (x, exponent)), number.p % 2 == 0)
    return None


def _above_one(base: Expr, names: Names) -> bool:
    if isinstance(base, Name):
        return base.id in ("e", "pi") and is_constant(base.id, names)
    number = as_fraction(base)
    return number is not None and bool(number > 1)


def _positive(expr: Expr, names: Names) -> bool:
    return isinstance(expr, Name) and kind_of(names, expr.id) in POSITIVE
