"""Numbers with the digits they are shown with: `displaydp(0.1, 2)` is `0.10`, as item banks of STACK write it."""

from __future__ import annotations

from fractions import Fraction

from grader.notation.lexing.tokens import Token
from grader.notation.reader import Reader
from grader.notation.shapes.calls import call_arguments, named
from grader.notation.tree import Apply, Expr, Number

MOST_DIGITS = 60


def displayed(r: Reader, token: Token, minimum: int) -> Expr:
    """`displaydp(x, n)` to n places, `dispsf(x, n)` to n figures, `displaysci(m, n, k)` is m to n places times
    10^k; of what is no typed number the value alone."""
    args = call_arguments(r, token)
    if args is None:
        return named(r, token, minimum)
    word, (value, digits, *rest) = r.said(token), args
    number, places = _typed(value), _typed(digits)
    if word == "displaysci":
        power = Apply("pow", (Number("10"), rest[0])) if rest else Number("1")
        return Apply("mul", (_with_places(value, number, places), power))
    if word in ("displaysf", "dispsf") and number is not None and places is not None:
        places -= _magnitude(number) + 1
    return _with_places(value, number, places)


def _typed(expr: Expr) -> Fraction | None:
    """The number that was typed, perhaps with a sign."""
    match expr:
        case Apply("neg", (inner,)):
            below = _typed(inner)
            return None if below is None else -below
        case Number(text) if len(text) <= MOST_DIGITS and "e" not in text.lower():
            return Fraction(text)
    return None


def _with_places(value: Expr, number: Fraction | None, places: Fraction | None) -> Expr:
    """The number with zeros behind it; never rounded: then it stays as it was typed."""
    if number is None or places is None or places.denominator != 1 or not 0 <= places <= MOST_DIGITS:
        return value
    scaled = abs(number) * 10 ** int(places)
    if scaled.denominator != 1:
        return value
    digits = str(scaled.numerator).rjust(int(places) + 1, "0")
    cut = len(digits) - int(places)
    shown = Number(f"{digits[:cut]}.{digits[cut:]}" if places else digits)
    return Apply("neg", (shown,)) if number < 0 else shown


def _magnitude(number: Fraction) -> int:
    """The power of ten of the first digit."""
    size, power = abs(number), 0
    while size >= 10:
        size, power = size / 10, power + 1
    while 0 < size < 1:
        size, power = size * 10, power - 1
    return power
