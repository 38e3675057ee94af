"""Powers and roots of balls: the one primitive whose domain depends on both arguments."""

from __future__ import annotations

from flint import acb, arb, fmpq

from grader.equivalence.evaluation.functions import unary
from grader.equivalence.evaluation.scalars import (
    Dual,
    Scalar,
    Undefined,
    Unsupported,
    Unsure,
    divide,
    integer,
    primal,
    sign_of,
)
from grader.errors import LimitError

LARGEST_EXPONENT = 10**6
LARGEST_LOGARITHM = 10**100


def power(base: Scalar, exponent: Scalar, rational: fmpq | None = None) -> Scalar:
    """`base ** exponent`. `rational` is the exponent as it was written, where it is a plain fraction: over the
    reals an odd root of a negative number is then real (x^(1/3), x^(2/3)). 0^0 is 1 only for a written integer."""
    whole = integer(exponent)
    if whole is not None and type(exponent) is not Dual:
        return integer_power(base, whole)
    if type(base) is Dual or type(exponent) is Dual:
        return _dual_power(base, exponent, rational)
    if type(base) is acb or type(exponent) is acb:
        return _complex_power(base, exponent)
    return _real_power(base, exponent, rational)


def integer_power(base: Scalar, whole: int) -> Scalar:
    if abs(whole) > LARGEST_EXPONENT:
        return _huge_power(base, whole)
    if whole < 0:
        return divide(arb(1), integer_power(base, -whole))
    if type(base) is not Dual:
        return _around_zero(base, whole) if base.contains(0) else base**whole
    if whole == 0:
        return arb(1)
    value = integer_power(base.value, whole)
    return Dual(value, whole * integer_power(base.value, whole - 1) * base.slope, base.tag)


def _around_zero(base: Scalar, whole: int) -> Scalar:
    """By multiplication: flint's own power of a ball around zero is no number."""
    result, square = arb(1), base
    while whole:
        if whole % 2:
            result = result * square
        square, whole = square * square, whole // 2
    return result


def _huge_power(base: Scalar, whole: int) -> Scalar:
    """By logarithms, with the sign set by parity; zero and one stay exact."""
    if type(base) is not arb:
        raise LimitError("EXACT_BITS")
    sign = sign_of(base)
    if sign == 0:
        if whole < 0:
            raise Undefined("division")
        return arb(0)
    result = bounded_exp(abs(base).log() * whole)
    return -result if sign < 0 and whole % 2 else result


def bounded_exp(x: arb) -> arb:
    """exp, refusing values whose exponent alone would fill the memory."""
    if not abs(x) < LARGEST_LOGARITHM:
        raise LimitError("EXACT_BITS")
    result = x.exp()
    if not result.is_finite():
        raise LimitError("EXACT_BITS")
    return result


def _real_power(base: arb, exponent: arb, rational: fmpq | None) -> arb:
    sign = sign_of_or_none(base)
    if sign is None:
        if base >= 0 and exponent > 0:
            return base**exponent
        raise Unsure
    if sign == 0:
        if exponent > 0:
            return arb(0)
        if exponent <= 0:
            raise Undefined("power of zero")
        raise Unsure
    if sign > 0:
        return bounded_exp(base.log() * exponent)
    if rational is None or int(rational.q) % 2 == 0:
        raise Undefined("power of a negative number")
    size = ((-base).log() * exponent).exp()
    return -size if int(rational.p) % 2 else size


def sign_of_or_none(x: Scalar) -> int | None:
    try:
        return sign_of(x)
    except Unsure:
        return None


def _complex_power(base: Scalar, exponent: Scalar) -> Scalar:
    base, exponent = acb(base), acb(exponent)
    if base.contains(0):
        if base.is_zero() and exponent.real > 0:
            return acb(0)
        if base.is_zero():
            raise Undefined("power of zero")
        raise Unsure
    logarithm = unary("log", base) * exponent
    if not abs(logarithm.real) < LARGEST_LOGARITHM:
        raise LimitError("EXACT_BITS")
    return logarithm.exp()


def _dual_power(base: Scalar, exponent: Scalar, rational: fmpq | None) -> Scalar:
    if type(exponent) is not Dual:
        value = power(base.value, exponent, rational)
        less = None if rational is None else rational - 1
        return Dual(value, exponent * power(base.value, exponent - 1, less) * base.slope, base.tag)
    return unary("exp", exponent * unary("log", base))


def root(radicand: Scalar, degree: Scalar) -> Scalar:
    """The real root over the reals (an odd one of a negative number too), the principal one otherwise."""
    whole = integer(degree)
    if whole is None or whole == 0:
        return power(radicand, divide(arb(1), degree))
    if whole == 2:
        return unary("sqrt", radicand)
    return power(radicand, divide(arb(1), degree), fmpq(1, whole))


def logarithm(x: Scalar, base: Scalar) -> Scalar:
    return divide(unary("log", x), unary("log", base))


def binomial(n: Scalar, k: Scalar) -> Scalar:
    """By the falling factorial for an integer k (0 for a negative one), else by the gamma function."""
    lower = integer(k)
    if lower is None:
        if type(primal(n)) is not arb or type(n) is Dual:
            raise Unsupported("binomial")
        return divide(unary("factorial", n), unary("factorial", k) * unary("factorial", n - k))
    if lower < 0:
        return arb(0)
    upper = integer(n)
    if upper is not None and upper >= 0 and 2 * lower > upper:
        lower = upper - lower
        if lower < 0:
            return arb(0)
    if lower > 2000:
        raise LimitError("EXACT_BITS")
    product: Scalar = arb(1)
    for step in range(lower):
        product = divide(product * (n - step), arb(step + 1))
    return product
