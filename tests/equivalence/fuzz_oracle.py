"""An independent judge of random pairs: real arithmetic of mpmath with many digits, and no code of the engine.

A value is a number, or None where there is none over the reals or rounding leaves it open (a root of what may be
zero, a sine of something huge). What two precisions do not agree upon is open too.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from mpmath import mp

from grader.notation.tree import Apply, Expr, Name, Number

DIGITS, FINE = (60, 150), (400, 600)
"""At two precisions; and where two values that are nearly the same are to be told apart."""
POINTS: tuple[dict[str, Fraction], ...] = tuple(
    {"x": Fraction(x), "y": Fraction(y)}
    for x, y in (
        ("731/1000", "1913/1000"), ("2217/1000", "377/1000"), ("-613/1000", "1229/1000"), ("141/100", "-837/1000"),
        ("-177/100", "-231/100"), ("3", "-2"), ("-1", "2"), ("13", "29/4"), ("1/50", "-1/70"),
        ("-83/2", "11/3"), ("2001/2", "-1/3"),
    )
)  # fmt: skip
HUGE = 10**6
LARGE = 10**12
"""Beyond it a sum may lose all its digits."""


class _Open(Exception):
    """No value, or none that is sure."""


def value(expr: Expr, at: Mapping[str, Fraction], digits: tuple[int, int] = DIGITS) -> Any:
    """As an mpf to three quarters of the digits, or None."""
    found = []
    for each in digits:
        with mp.workdps(each):
            try:
                found.append(_value(expr, at))
            except (_Open, ValueError, ZeroDivisionError, OverflowError):
                return None
    low, high = found
    with mp.workdps(digits[0]):
        return high if abs(low - high) <= mp.mpf(10) ** (-digits[0] * 3 // 4) * max(1, abs(high)) else None


def verdicts(left: Expr, right: Expr) -> tuple[int, int]:
    """At how many of the points the two agree, and at how many they differ."""
    pairs = [(value(left, point), value(right, point)) for point in POINTS]
    known = [agree(a, b) for a, b in pairs if a is not None and b is not None]
    return known.count(True), known.count(False)


def agree(a: Any, b: Any, digits: tuple[int, int] = DIGITS) -> bool:
    """To five eighths of the digits."""
    with mp.workdps(digits[0]):
        return bool(abs(a - b) <= mp.mpf(10) ** (-digits[0] * 5 // 8) * max(1, abs(a), abs(b)))


def tiny(a: Any, b: Any) -> bool:
    """Both so small that `agree`, which forgives rounding beside 1, cannot tell them apart."""
    return bool(max(abs(a), abs(b)) < mp.mpf(10) ** -30)


def _value(expr: Expr, at: Mapping[str, Fraction]) -> Any:
    match expr:
        case Number(text):
            exact = Fraction(text)
            return mp.mpf(exact.numerator) / exact.denominator
        case Name("pi"):
            return +mp.pi
        case Name(id):
            return mp.mpf(at[id].numerator) / at[id].denominator
        case Apply("root", (base, Number(n))) | Apply("pow", (base, Apply("div", (Number("1"), Number(n))))):
            return _root(_value(base, at), int(n))
        case Apply(op, args):
            return _apply(op, [_value(arg, at) for arg in args])
    raise _Open


def _sure(x: Any) -> Any:
    """Not so near to zero that rounding may have made it."""
    if abs(x) < mp.mpf(10) ** -30:
        raise _Open
    return x


def _root(x: Any, degree: int) -> Any:
    if _sure(x) < 0 and degree % 2 == 0:
        raise _Open
    return mp.sign(x) * mp.exp(mp.log(abs(x)) / degree)


def _power(base: Any, exponent: Any) -> Any:
    if exponent == mp.nint(exponent) and abs(exponent) < HUGE:
        return (base if exponent > 0 else _sure(base)) ** int(exponent)
    if _sure(base) < 0:
        raise _Open
    return _exp(exponent * mp.log(base))


def _floor(x: Any) -> Any:
    if abs(x - mp.nint(x)) < mp.mpf(10) ** -30 and x != mp.nint(x):
        raise _Open
    return mp.floor(x)


def _exp(x: Any) -> Any:
    if abs(x) > HUGE:
        raise _Open
    return mp.exp(x)


def _apply(op: str, args: list[Any]) -> Any:
    x = args[0]
    match op:
        case "add" if max(map(abs, args)) < LARGE:
            return mp.fsum(args)
        case "mul":
            return mp.fprod(args)
        case "div":
            return x / _sure(args[1])
        case "neg":
            return -x
        case "abs":
            return abs(x)
        case "max" | "min":
            return max(args) if op == "max" else min(args)
        case "sign":
            return mp.sign(_sure(x))
        case "floor" | "ceiling":
            return _floor(x) if op == "floor" else -_floor(-x)
        case "mod":
            return x - args[1] * _floor(x / args[1])
        case "pow":
            return _power(x, args[1])
        case "sqrt":
            return _root(x, 2)
        case "exp":
            return _exp(x)
        case "sinh" | "cosh":
            return (_exp(x) + (_exp(-x) if op == "cosh" else -_exp(-x))) / 2
        case "tanh":
            return 1 - 2 / (_exp(2 * x) + 1)
        case "log" if all(_sure(arg) > 0 for arg in args):
            return mp.log(x) / _sure(mp.log(args[1])) if args[1:] else mp.log(x)
        case "sin" | "cos" if abs(x) < HUGE:
            return mp.sin(x) if op == "sin" else mp.cos(x)
        case "tan" | "cot" | "sec" | "csc" if abs(x) < HUGE:
            above = {"tan": mp.sin, "cot": mp.cos}.get(op, lambda _: 1)(x)
            return above / _sure(mp.cos(x) if op in ("tan", "sec") else mp.sin(x))
        case "arctan":
            return mp.atan(x)
        case "arsinh":
            return mp.sign(x) * mp.asinh(abs(x))
        case "arcsin" | "arccos" | "artanh" if abs(x) < 1 - mp.mpf(10) ** -30:
            return {"arcsin": mp.asin, "arccos": mp.acos, "artanh": mp.atanh}[op](x)
    raise _Open
