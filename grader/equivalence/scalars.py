"""Numbers as balls, and the two ways in which a value can be missing.

A real number is an `arb`, a complex one an `acb`; a `Dual` carries a derivative along with either. Functions
check their domain by the ball itself: outside it is `Undefined`, across its edge `Unsure` (more precision may
help). No NaN and no infinity leaves this module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from flint import acb, arb, fmpq, fmpz

from grader.errors import LimitError


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


def finite(x: Scalar) -> Scalar:
    """The same value, if it is a finite ball."""
    if not primal(x).is_finite():
        raise Unsure
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


def _lift(x: Scalar, op: str) -> Scalar:
    """A function of a Dual: the chain rule."""
    return Dual(unary(op, x.value), SLOPES[op](x.value) * x.slope, x.tag)


def unary(op: str, x: Scalar) -> Scalar:
    """A function of one number by its word; Unsupported if there is none of that name."""
    kind = type(x)
    if kind is arb:
        function = REAL.get(op)
    elif kind is acb:
        function = COMPLEX.get(op)
    elif kind is Dual:
        if op not in SLOPES:
            raise Unsupported(op)
        return _lift(x, op)
    else:
        raise Unsupported(op)
    if function is None:
        raise Unsupported(op)
    result = function(x)
    if not result.is_finite():
        raise Unsure
    return result


def _within(low: int | None, high: int | None, name: str, open_: bool = False) -> Callable[[arb], arb]:
    """A guard: the ball must lie in the interval, or be proved outside."""

    def guard(x: arb) -> arb:
        if low is not None and not (x > low if open_ else x >= low):
            if (x <= low if open_ else x < low):
                raise Undefined(name)
            raise Unsure
        if high is not None and not (x < high if open_ else x <= high):
            if (x >= high if open_ else x > high):
                raise Undefined(name)
            raise Unsure
        return x

    return guard


def _guarded(name: str, guard: Callable[[arb], arb]) -> Callable[[arb], arb]:
    method = getattr(arb, name)
    return lambda x: method(guard(x))


def _nonzero(x: Scalar) -> Scalar:
    if x.contains(0):
        if x.is_zero():
            raise Undefined("pole")
        raise Unsure
    return x


def _inverse(x: Scalar) -> Scalar:
    return 1 / _nonzero(x)


def _outside(x: arb, name: str) -> arb:
    """Guard of arcsec and arccsc: |x| >= 1."""
    if abs(x) >= 1:
        return x
    if abs(x) < 1:
        raise Undefined(name)
    raise Unsure


def _gamma(x: Scalar) -> Scalar:
    whole = integer(x)
    if whole is not None and whole <= 0:
        raise Undefined("gamma")
    if abs(x) > 10_000:
        raise LimitError("EXACT_BITS")
    return x.gamma()


def _sign(x: arb) -> arb:
    return arb(sign_of(x))


def _round_half_even(x: arb) -> arb:
    raise Unsupported("round")


def _stepped(step: Callable[[arb], arb]) -> Callable[[arb], arb]:
    def function(x: arb) -> arb:
        result = step(x)
        if not result.is_exact():
            raise Unsure
        return result

    return function


def _factorial(x: Scalar) -> Scalar:
    whole = integer(x)
    if whole is not None and whole < 0:
        raise Undefined("factorial")
    return _gamma(x + 1)


def _double_factorial(x: Scalar) -> Scalar:
    whole = integer(x)
    if whole is None or whole < -1 or whole > 2000:
        raise Unsupported("double_factorial")
    product = fmpz(1)
    for factor in range(whole, 1, -2):
        product *= factor
    return type(x)(product)


REAL: dict[str, Callable[[Any], Any]] = {
    "exp": arb.exp,
    "log": _guarded("log", _within(0, None, "log", open_=True)),
    "sqrt": _guarded("sqrt", _within(0, None, "sqrt")),
    "sin": arb.sin,
    "cos": arb.cos,
    "tan": lambda x: x.sin() / _nonzero(x.cos()),
    "cot": lambda x: x.cos() / _nonzero(x.sin()),
    "sec": lambda x: _inverse(x.cos()),
    "csc": lambda x: _inverse(x.sin()),
    "sinh": arb.sinh,
    "cosh": arb.cosh,
    "tanh": arb.tanh,
    "coth": lambda x: _nonzero(x).coth(),
    "sech": arb.sech,
    "csch": lambda x: _nonzero(x).csch(),
    "arcsin": _guarded("asin", _within(-1, 1, "arcsin")),
    "arccos": _guarded("acos", _within(-1, 1, "arccos")),
    "arctan": arb.atan,
    "arccot": lambda x: arb.pi() / 2 - x.atan(),
    "arcsec": lambda x: (1 / _outside(x, "arcsec")).acos(),
    "arccsc": lambda x: (1 / _outside(x, "arccsc")).asin(),
    "arsinh": arb.asinh,
    "arcosh": _guarded("acosh", _within(1, None, "arcosh")),
    "artanh": _guarded("atanh", _within(-1, 1, "artanh", open_=True)),
    "arcoth": lambda x: (1 / _outside(x, "arcoth")).atanh(),
    "arsech": lambda x: (1 / _within(0, 1, "arsech")(_nonzero(x))).acosh(),
    "arcsch": lambda x: (1 / _nonzero(x)).asinh(),
    "gamma": _gamma,
    "factorial": _factorial,
    "double_factorial": _double_factorial,
    "erf": arb.erf,
    "erfc": arb.erfc,
    "abs": abs,
    "sign": _sign,
    "heaviside": lambda x: (1 + _sign(x)) / 2,
    "floor": _stepped(arb.floor),
    "ceiling": _stepped(arb.ceil),
    "percent": lambda x: x / 100,
    "degrees": lambda x: x * arb.pi() / 180,
    "conjugate": lambda x: x,
    "re": lambda x: x,
    "im": lambda x: arb(0),
    "arg": lambda x: arb(0) if sign_of(_nonzero(x)) > 0 else arb.pi(),
    "pos": lambda x: x,
    "neg": lambda x: -x,
}


def _off_cut(x: acb) -> acb:
    """A wide ball across the negative real axis has no one value; a number on it has."""
    if x.imag.contains(0) and not x.imag.is_zero() and not x.real > 0:
        raise Unsure
    return x


def _on_reals(name: str) -> Callable[[acb], acb]:
    return lambda x: acb(REAL[name](real_part(x)))


COMPLEX: dict[str, Callable[[Any], Any]] = {
    **{name: _on_reals(name) for name in ("sign", "heaviside", "floor", "ceiling", "erfc")},
    "exp": acb.exp,
    "log": lambda x: _off_cut(_nonzero(x)).log(),
    "sqrt": lambda x: _off_cut(x).sqrt(),
    "sin": acb.sin,
    "cos": acb.cos,
    "tan": lambda x: x.sin() / _nonzero(x.cos()),
    "cot": lambda x: x.cos() / _nonzero(x.sin()),
    "sec": lambda x: _inverse(x.cos()),
    "csc": lambda x: _inverse(x.sin()),
    "sinh": acb.sinh,
    "cosh": acb.cosh,
    "tanh": lambda x: x.sinh() / _nonzero(x.cosh()),
    "coth": lambda x: x.cosh() / _nonzero(x.sinh()),
    "sech": lambda x: _inverse(x.cosh()),
    "csch": lambda x: _inverse(x.sinh()),
    "arcsin": acb.asin,
    "arccos": acb.acos,
    "arctan": acb.atan,
    "arccot": lambda x: acb.pi() / 2 - x.atan(),
    "arcsec": lambda x: _inverse(x).acos(),
    "arccsc": lambda x: _inverse(x).asin(),
    "arsinh": acb.asinh,
    "arcosh": acb.acosh,
    "artanh": acb.atanh,
    "arcoth": lambda x: _inverse(x).atanh(),
    "arsech": lambda x: _inverse(x).acosh(),
    "arcsch": lambda x: _inverse(x).asinh(),
    "gamma": _gamma,
    "factorial": _factorial,
    "double_factorial": _double_factorial,
    "erf": acb.erf,
    "abs": lambda x: acb(abs(x)),
    "percent": lambda x: x / 100,
    "degrees": lambda x: x * acb.pi() / 180,
    "conjugate": acb.conjugate,
    "re": lambda x: acb(x.real),
    "im": lambda x: acb(x.imag),
    "arg": lambda x: acb(_nonzero(x).arg()),
    "pos": lambda x: x,
    "neg": lambda x: -x,
}


def _step_slope(x: Scalar) -> Scalar:
    if sign_of(x) == 0:
        raise Undefined("derivative")
    return arb(0)


SLOPES: dict[str, Callable[[Any], Any]] = {
    "exp": lambda x: unary("exp", x),
    "log": lambda x: divide(arb(1), x),
    "sqrt": lambda x: divide(arb(1), 2 * unary("sqrt", x)),
    "sin": lambda x: unary("cos", x),
    "cos": lambda x: -unary("sin", x),
    "tan": lambda x: square(unary("sec", x)),
    "cot": lambda x: -square(unary("csc", x)),
    "sec": lambda x: unary("sec", x) * unary("tan", x),
    "csc": lambda x: -unary("csc", x) * unary("cot", x),
    "sinh": lambda x: unary("cosh", x),
    "cosh": lambda x: unary("sinh", x),
    "tanh": lambda x: square(unary("sech", x)),
    "coth": lambda x: -square(unary("csch", x)),
    "sech": lambda x: -unary("sech", x) * unary("tanh", x),
    "csch": lambda x: -unary("csch", x) * unary("coth", x),
    "arcsin": lambda x: divide(arb(1), unary("sqrt", 1 - square(x))),
    "arccos": lambda x: -divide(arb(1), unary("sqrt", 1 - square(x))),
    "arctan": lambda x: divide(arb(1), 1 + square(x)),
    "arccot": lambda x: -divide(arb(1), 1 + square(x)),
    "arcsec": lambda x: divide(arb(1), unary("abs", x) * unary("sqrt", square(x) - 1)),
    "arccsc": lambda x: -divide(arb(1), unary("abs", x) * unary("sqrt", square(x) - 1)),
    "arsinh": lambda x: divide(arb(1), unary("sqrt", 1 + square(x))),
    "arcosh": lambda x: divide(arb(1), unary("sqrt", square(x) - 1)),
    "artanh": lambda x: divide(arb(1), 1 - square(x)),
    "arcoth": lambda x: divide(arb(1), 1 - square(x)),
    "arsech": lambda x: -divide(arb(1), x * unary("sqrt", 1 - square(x))),
    "arcsch": lambda x: -divide(arb(1), unary("abs", x) * unary("sqrt", 1 + square(x))),
    "erf": lambda x: 2 * unary("exp", -square(x)) / arb.pi().sqrt(),
    "erfc": lambda x: -2 * unary("exp", -square(x)) / arb.pi().sqrt(),
    "abs": lambda x: arb(sign_of(x)) + _step_slope(x),
    "sign": _step_slope,
    "heaviside": _step_slope,
    "percent": lambda x: arb(1) / 100,
    "degrees": lambda x: arb.pi() / 180,
    "pos": lambda x: arb(1),
    "neg": lambda x: arb(-1),
}


def square(x: Scalar) -> Scalar:
    return x * x
