"""The numerical worth of an expression without unknowns, and distances between two of them, by ball arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, Literal

from flint import acb, arb, ctx, fmpq

from grader.answer.kind import Context
from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import Undefined, Unsupported, Unsure
from grader.equivalence.worlds.tensors import ShapeError
from grader.equivalence.worlds.world import World
from grader.errors import LimitError
from grader.late import dataclass
from grader.limits import EXACT_BITS
from grader.notation.names import Names
from grader.notation.tree import Apply, Call, Expr, Name, rebuild

LADDER = (96, 320, 1100)
Place = Literal["inside", "outside", "edge", "unknown"]
"""`edge`: exactly at the distance, as far as can be told."""


@dataclass(frozen=True, slots=True)
class NoValue:
    """Why there is no number: `undefined` (proved), or `unknown` with the word that could not be evaluated."""

    undefined: bool
    word: str = ""


@contextmanager
def precision(bits: int) -> Iterator[None]:
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


def value(expr: Expr, context: Context, at: Mapping[str, Any] | None = None, real: bool = False) -> Any:
    """The complex ball that encloses the value at the precision in force, or NoValue. `at` gives names a value;
    with `real` roots and logarithms of negative numbers have none."""
    world = World(dict(at or {}), context.budget, complex=not real)
    try:
        found = evaluate(unfolded(expr, context.names), world)
    except Undefined:
        return NoValue(True)
    except (Unsure, Unsupported, ShapeError, LimitError, ArithmeticError, ValueError, TypeError) as error:
        return NoValue(False, str(error))
    if isinstance(found, arb):
        found = acb(found)
    return found if isinstance(found, acb) and found.is_finite() else NoValue(False)


def unfolded(expr: Expr, names: Names, depth: int = 8) -> Expr:
    """With the definitions of the exercise in place of the names that they define."""
    if not names.definitions and not names.functions:
        return expr

    def change(node: Expr) -> Expr:
        return unfolded(node, names, depth)

    match expr:
        case Name(id) if id in names.definitions and depth:
            return unfolded(names.definitions[id], names, depth - 1)
        case Call(Name(id), args, ()) if depth and id in names.functions:
            function = names.functions[id]
            if function.body is not None and len(function.params) == len(args):
                inner = substituted(function.body, dict(zip(function.params, map(change, args), strict=True)))
                return unfolded(inner, names, depth - 1)
    return rebuild(expr, change)


def substituted(expr: Expr, by: Mapping[str, Expr]) -> Expr:
    """With expressions in place of names."""
    if isinstance(expr, Name):
        return by.get(expr.id, expr)
    return rebuild(expr, lambda node: substituted(node, by))


def fraction(expr: Expr) -> Fraction | None:
    """The plain rational that was typed (`-3/4`, `0.25`), or None."""
    from grader.answer.value.numbers.digits import typed

    match expr:
        case Apply("neg", (inner,)):
            below = fraction(inner)
            return None if below is None else -below
        case Apply("div", (top, bottom)):
            above, under = fraction(top), fraction(bottom)
            return None if above is None or not under else above / under
    read = typed(expr)
    return None if read is None else read.value


def approximation(expr: Expr, context: Context) -> Fraction | None:
    """A rational near a real value, by some seventy digits (equal to it, where a decimal was typed), or None where
    there is none or where it has too many digits before or behind the point."""
    from grader.answer.value.numbers.digits import typed

    read = typed(expr)
    if read is not None:
        return read.value
    with precision(256):
        found = value(expr, context)
        if isinstance(found, NoValue) or not found.imag.contains(0):
            return None
        mantissa, power = map(int, found.real.mid().man_exp())
    if abs(power) > EXACT_BITS:
        return None
    middle = fmpq(mantissa << power, 1) if power >= 0 else fmpq(mantissa, 1 << -power)
    return Fraction(int(middle.p), int(middle.q))


def ball(number: Fraction) -> Any:
    return acb(fmpq(number.numerator, number.denominator))


def place(left: Expr, right: Expr, absolute: Fraction | None, relative: Fraction | None, context: Context) -> Place:
    """Whether `left` lies within the distance of `right`: absolute, or relative to the size of `right`."""
    for bits in LADDER:
        with precision(bits):
            ours, theirs = value(left, context), value(right, context)
            if isinstance(ours, NoValue) or isinstance(theirs, NoValue):
                undefined = any(isinstance(v, NoValue) and v.undefined for v in (ours, theirs))
                found: Place = "outside" if undefined else "unknown"
            else:
                found = _within(abs(ours - theirs), abs(theirs), absolute, relative)
        if found in ("inside", "outside"):
            return found
    return found


def _within(distance: Any, size: Any, absolute: Fraction | None, relative: Fraction | None) -> Place:
    places = []
    if absolute is not None:
        places.append(_beside(distance, ball(absolute).real))
    if relative is not None:
        places.append(_beside(distance, ball(relative).real * size))
    if "inside" in places:
        return "inside"
    return "edge" if "edge" in places else "outside"


def _beside(distance: Any, radius: Any) -> Place:
    if distance < radius:
        return "inside"
    return "outside" if distance > radius else "edge"


def domain_of(names: Names, name: str) -> str:
    """The word of the declared domain, empty where nothing is said (a real number)."""
    declared = names.domain(name)
    return "" if declared is None else declared.kind
