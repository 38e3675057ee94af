"""Numbers as balls, and the two ways in which a value can be missing.

A real number is an `arb`, a complex one an `acb`; a `Dual` carries a derivative along with either. Functions
check their domain by the ball itself: outside it is `Undefined`, across its edge `Unsure` (more precision may
help). No NaN and no infinity leaves this module.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from flint import acb, arb, fmpq, fmpz


class Undefined(Exception):
    """Proved: there is no value here."""


class Unsure(Exception):
    """The balls are too wide to tell; a higher precision may."""


class Unsupported(Exception):
    """The evaluator has no meaning for this word; the argument names it."""


class Dual:
    """A number with its derivative in one direction, `tag`; directions nest (a larger tag is the inner one)."""

    __slots__ = ("slope", "tag", "value")

    def __init__(self, value: Scalar, slope: Scalar, tag: int) -> None:
        self.value, self.slope, self.tag = value, slope, tag

    def _parts(self, other: Scalar) -> tuple[int, Scalar, Scalar, Scalar, Scalar]:
        if not isinstance(other, Dual) or other.tag < self.tag:
            return self.tag, self.value, self.slope, other, arb(0)
        if other.tag > self.tag:
            return other.tag, self, arb(0), other.value, other.slope
        return self.tag, self.value, self.slope, other.value, other.slope

    def __add__(self, other: Scalar) -> Dual:
        tag, a, da, b, db = self._parts(other)
        return Dual(a + b, da + db, tag)

    def __sub__(self, other: Scalar) -> Dual:
        tag, a, da, b, db = self._parts(other)
        return Dual(a - b, da - db, tag)

    def __mul__(self, other: Scalar) -> Dual:
        tag, a, da, b, db = self._parts(other)
        return Dual(a * b, da * b + a * db, tag)

    def __radd__(self, other: Scalar) -> Scalar:
        return self + other

    def __rsub__(self, other: Scalar) -> Scalar:
        return -self + other

    def __rmul__(self, other: Scalar) -> Scalar:
        return self * other

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope, self.tag)

    def over(self, other: Scalar) -> Dual:
        tag, a, da, b, db = self._parts(other)
        quotient = divide(a, b)
        return Dual(quotient, divide(da - quotient * db, b), tag)


Scalar: TypeAlias = Any
"""arb | acb | Dual; python-flint has no type stubs."""

SCALARS = (arb, acb, Dual)
PLAIN = frozenset(SCALARS)
ZERO_BITS = 1 << 20


def primal(x: Scalar) -> Scalar:
    """The number itself, without derivatives."""
    while type(x) is Dual:
        x = x.value
    return x


def number(value: int | fmpz | fmpq, complex_: bool = False) -> Scalar:
    return acb(value) if complex_ else arb(value)


def integer(x: Scalar) -> int | None:
    """The integer that the ball is exactly, or None."""
    x = primal(x)
    if type(x) is acb:
        if not x.imag.is_zero():
            return None
        x = x.real
    if not x.is_exact() or not x.is_integer():
        return None
    if abs(x) > ZERO_BITS << 20:
        return None
    return int(x.unique_fmpz())


def real_part(x: Scalar) -> Scalar:
    """The real ball of a real value; Unsure or Undefined where it is not real."""
    x = primal(x)
    if type(x) is acb:
        if not x.imag.contains(0):
            raise Undefined("real")
        return x.real
    return x


def sign_of(x: Scalar) -> int:
    """-1, 0 or 1, proved; else Unsure."""
    x = real_part(x)
    if x > 0:
        return 1
    if x < 0:
        return -1
    if x.is_zero():
        return 0
    raise Unsure


def divide(a: Scalar, b: Scalar) -> Scalar:
    bottom = primal(b)
    if bottom.contains(0):
        if bottom.is_zero():
            raise Undefined("division")
        raise Unsure
    if type(a) is Dual:
        return a.over(b)
    if type(b) is Dual:
        return Dual(a, arb(0), b.tag).over(b)
    return a / b


def square(x: Scalar) -> Scalar:
    return x * x
