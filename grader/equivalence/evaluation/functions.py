"""The functions of one number by their words: over the reals, over the complex numbers, and their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, fmpz

from grader.equivalence.evaluation.scalars import (
    Dual,
    Scalar,
    Undefined,
    Unsupported,
    Unsure,
    divide,
    integer,
    primal,
    real_part,
    sign_of,
    square,
)
from grader.errors import LimitError

REAL_SIZE = "real_size"
"""|x| of what is real on the real line, written by `worlds.integrals` alone: no word of the notation."""


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
            if x <= low if open_ else x < low:
                raise Undefined(name)
            raise Unsure
        if high is not None and not (x < high if open_ else x <= high):
            if x >= high if open_ else x > high:
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
    if whole is None or whole < -1:
        raise Unsupported("double_factorial")
    if whole > 2000:
        raise Unsure
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
    REAL_SIZE: abs,
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


def _beside_cuts(name: str, off: Callable[[acb], Any]) -> Callable[[acb], acb]:
    """A wide ball that touches a cut of the function has no one value. `off` tells where there is none."""
    method = getattr(acb, name)

    def function(x: acb) -> acb:
        if not x.is_exact() and not off(x):
            raise Unsure
        value: acb = method(x)
        return value

    return function


def _off_real_axis(x: acb) -> bool:
    return not x.imag.contains(0) or x.imag.is_zero() or abs(x.real) < 1


def _off_imaginary_axis(x: acb) -> bool:
    return not x.real.contains(0) or abs(x.imag) < 1


def _real_size(x: acb) -> acb:
    """|x| of a real x, continued from either side of zero."""
    if x.real > 0:
        return x
    if x.real < 0:
        return -x
    if not x.imag.is_zero():
        raise Unsure
    return acb(abs(x.real))


def _on_reals(name: str) -> Callable[[acb], acb]:
    return lambda x: acb(REAL[name](real_part(x)))


_asin, _acos, _atanh = (_beside_cuts(name, _off_real_axis) for name in ("asin", "acos", "atanh"))
_atan, _asinh = _beside_cuts("atan", _off_imaginary_axis), _beside_cuts("asinh", _off_imaginary_axis)
_acosh = _beside_cuts("acosh", lambda x: not x.imag.contains(0) or x.imag.is_zero() or x.real > 1)


COMPLEX: dict[str, Callable[[Any], Any]] = {
    **{name: _on_reals(name) for name in ("sign", "heaviside", "floor", "ceiling")},
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
    "arcsin": _asin,
    "arccos": _acos,
    "arctan": _atan,
    "arccot": lambda x: acb.pi() / 2 - _atan(x),
    "arcsec": lambda x: _acos(_inverse(x)),
    "arccsc": lambda x: _asin(_inverse(x)),
    "arsinh": _asinh,
    "arcosh": _acosh,
    "artanh": _atanh,
    "arcoth": lambda x: _atanh(_inverse(x)),
    "arsech": lambda x: _acosh(_inverse(x)),
    "arcsch": lambda x: _asinh(_inverse(x)),
    "gamma": _gamma,
    "factorial": _factorial,
    "double_factorial": _double_factorial,
    "erf": acb.erf,
    "erfc": acb.erfc,
    "abs": lambda x: acb(abs(x)),
    REAL_SIZE: _real_size,
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
    REAL_SIZE: lambda x: arb(sign_of(primal(x).real)) + _step_slope(primal(x).real),
    "sign": _step_slope,
    "heaviside": _step_slope,
    "percent": lambda x: arb(1) / 100,
    "degrees": lambda x: arb.pi() / 180,
    "pos": lambda x: arb(1),
    "neg": lambda x: arb(-1),
}
