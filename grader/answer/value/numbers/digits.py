"""Digits are read off the number as it was typed: `0.0300` has three significant figures, `300` one to three."""

from __future__ import annotations

from fractions import Fraction

from grader.late import dataclass
from grader.limits import DECIMAL_EXPONENT
from grader.notation.tree import Apply, Expr, Number


@dataclass(frozen=True, slots=True)
class Typed:
    """A decimal as typed: its value, its places after the point, and how many of its figures are significant."""

    value: Fraction
    places: int
    least: int
    """Significant figures if trailing zeros of a whole number do not count."""
    most: int
    """Significant figures if they do."""


def typed(expr: Expr) -> Typed | None:
    """The decimal that `expr` is: a literal, perhaps signed, in percent or times a power of ten. Otherwise None."""
    match expr:
        case Apply("neg", (inner,)):
            read = typed(inner)
            return read and Typed(-read.value, read.places, read.least, read.most)
        case Apply("pos" | "boxed", (inner,)):
            return typed(inner)
        case Apply("percent", (inner,)):
            read = typed(inner)
            return read and _shift(read, -2)
        case Apply("mul", (factor, Apply("pow", (Number("10"), power)))):
            read, exponent = typed(factor), _whole(power)
            return None if read is None or exponent is None else _shift(read, exponent)
        case Apply("div", (factor, Apply("pow", (Number("10"), power)))):
            read, exponent = typed(factor), _whole(power)
            return None if read is None or exponent is None else _shift(read, -exponent)
        case Apply("pow", (Number("10"), power)):
            exponent = _whole(power)
            return None if exponent is None else _shift(Typed(Fraction(1), 0, 1, 1), exponent)
        case Number(text):
            return _literal(text)
    return None


def _literal(text: str) -> Typed | None:
    if "(" in text:
        return None
    mantissa, _, power = text.lower().partition("e")
    whole, point, decimals = mantissa.partition(".")
    digits = whole + decimals
    if not digits.isdecimal() or (power and not power.lstrip("+-").isdecimal()):
        return None
    figures = digits.lstrip("0")
    certain = figures if point or power else figures.rstrip("0")
    zero = max(1, len(decimals))  # 0 and 0.0 have one figure, 0.00 has two
    number = Fraction(int(digits), 10 ** len(decimals))
    read = Typed(number, len(decimals), len(certain) or zero, len(figures) or zero)
    return _shift(read, int(power)) if power else read


def _shift(read: Typed, exponent: int) -> Typed | None:
    if abs(exponent) > DECIMAL_EXPONENT:
        return None
    return Typed(read.value * Fraction(10) ** exponent, max(0, read.places - exponent), read.least, read.most)


def _whole(expr: Expr) -> int | None:
    match expr:
        case Number(text) if text.isdecimal() and len(text) < 9:
            return int(text)
        case Apply("neg", (inner,)):
            value = _whole(inner)
            return None if value is None else -value
        case Apply("pos", (inner,)):
            return _whole(inner)
    return None


def order(value: Fraction) -> int:
    """The exponent of the leading digit: 0 for 3.14, -3 for 0.0021; 0 for zero."""
    if value == 0:
        return 0
    size = abs(value)
    guess = len(str(size.numerator)) - len(str(size.denominator))
    return guess if size >= Fraction(10) ** guess else guess - 1


def half_place(value: Fraction, figures: int) -> Fraction:
    """Half a unit of the last of `figures` significant figures of `value`."""
    return Fraction(10) ** (order(value) - figures + 1) / 2
