"""Exact rational values, for the words that jump: a ball around 3 does not tell whether its floor is 2 or 3."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache, reduce

from flint import acb, arb, fmpq, fmpz

from grader.equivalence.evaluation.scalars import primal
from grader.errors import LimitError
from grader.limits import DECIMAL_EXPONENT, LITERAL_DIGITS
from grader.notation.tree import Apply, Expr, Number

LARGEST_POWER_BITS = 1 << 14


@lru_cache(maxsize=4096)
def rational(text: str) -> fmpq:
    """The exact value of a literal, `0.1(6)` and `3.00e-2` included; LimitError for a bomb."""
    mantissa, _, exponent = text.lower().partition("e")
    repeated = ""
    if "(" in mantissa:
        mantissa, _, repeated = mantissa.rstrip(")").partition("(")
    whole, _, fraction = mantissa.partition(".")
    if len(whole) + len(fraction) + len(repeated) > LITERAL_DIGITS:
        raise LimitError("LITERAL_DIGITS")
    shift = int(exponent or "0")
    if abs(shift) > DECIMAL_EXPONENT:
        raise LimitError("DECIMAL_EXPONENT")
    result = fmpq(fmpz(int(whole + fraction or "0")), fmpz(10) ** len(fraction))
    if repeated:
        nines = fmpz(10) ** len(repeated) - 1
        result += fmpq(fmpz(int(repeated)), nines * fmpz(10) ** len(fraction))
    scale = fmpz(10) ** abs(shift)
    return result * fmpq(scale) if shift >= 0 else result / fmpq(scale)


def literal(value: Fraction | fmpq | int) -> Expr:
    """A rational number as it is written: `-3/4`."""
    top, bottom = (value.p, value.q) if isinstance(value, fmpq) else Fraction(value).as_integer_ratio()
    size: Expr = Number(str(abs(int(top))))
    if bottom != 1:
        size = Apply("div", (size, Number(str(int(bottom)))))
    return Apply("neg", (size,)) if top < 0 else size


def as_fraction(expr: Expr) -> fmpq | None:
    """The plain fraction that an exponent was written as (`2/3`, `-0.5`), or None."""
    match expr:
        case Number(text):
            return rational(text)
        case Apply("neg", (inner,)):
            value = as_fraction(inner)
            return None if value is None else -value
        case Apply("div", (top, bottom)):
            above, below = as_fraction(top), as_fraction(bottom)
            return None if above is None or below is None or below == 0 else above / below
        case _:
            return None


def exact(x: object) -> fmpq | None:
    """The real number that a ball without width is; None for any other value."""
    x = primal(x)
    if type(x) is acb:
        if not x.imag.is_zero():
            return None
        x = x.real
    if type(x) is not arb or not x.is_finite() or not x.is_exact():
        return None
    mantissa, exponent = x.mid().man_exp()
    if abs(int(exponent)) > LARGEST_POWER_BITS:
        return None
    return fmpq(mantissa) * fmpq(2) ** int(exponent)


def gcd(numbers: Sequence[fmpq]) -> fmpq:
    """The largest rational of which all are whole multiples: gcd(a/b, c/d) = gcd(ad, cb)/(bd)."""
    return reduce(_gcd, numbers, fmpq(0))


def lcm(numbers: Sequence[fmpq]) -> fmpq:
    """The smallest positive rational that is a whole multiple of all; 0 where one of them is."""
    return reduce(_lcm, numbers[1:], abs(numbers[0]))


def _gcd(a: fmpq, b: fmpq) -> fmpq:
    return fmpq(fmpz(a.p * b.q).gcd(b.p * a.q), a.q * b.q)


def _lcm(a: fmpq, b: fmpq) -> fmpq:
    return fmpq(0) if a == 0 or b == 0 else abs(a * b) / _gcd(a, b)


def _mod(numbers: Sequence[fmpq]) -> fmpq:
    """a - b floor(a/b)"""
    a, b = numbers
    return a - b * fmpq((a / b).floor())


def power(base: fmpq, exponent: fmpq) -> fmpq | None:
    """An integer power of moderate size."""
    if exponent.q != 1 or (base == 0 and exponent.p <= 0):
        return None
    if abs(exponent.p) * max(base.p.bit_length(), base.q.bit_length()) > LARGEST_POWER_BITS:
        return None
    return base ** int(exponent.p)


JUMPS: dict[str, Callable[[Sequence[fmpq]], fmpq]] = {
    "gcd": gcd,
    "lcm": lcm,
    "mod": _mod,
    "floor": lambda numbers: fmpq(numbers[0].floor()),
    "ceiling": lambda numbers: fmpq(numbers[0].ceil()),
}


def apply(op: str, args: Sequence[fmpq]) -> fmpq | None:
    """A word of arithmetic, or one that jumps, of rational numbers; None where it has no such value here."""
    match op, args:
        case "add", _:
            return sum(args, fmpq(0))
        case "mul", _:
            return reduce(lambda a, b: a * b, args)
        case "neg", (x,):
            return -x
        case "pos" | "boxed", (x,):
            return x
        case "div" | "mod", (_, bottom) if bottom == 0:
            return None
        case "div", (top, bottom):
            return top / bottom
        case "pow", (base, exponent):
            return power(base, exponent)
        case _:
            return JUMPS[op](args) if op in JUMPS and args else None
