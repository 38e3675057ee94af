"""Points as people write them."""

from __future__ import annotations

from fractions import Fraction


def shown(points: Fraction) -> str:
    """`17.5`, `17.33`: to two places, rounded half up, as course systems keep them, wherever people read them.
    `results.json` has them exactly."""
    hundredths = (200 * abs(points.numerator) + points.denominator) // (2 * points.denominator)
    decimals = f"{hundredths % 100:02d}".rstrip("0")
    sign = "-" if points < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}" + (f".{decimals}" if decimals else "")


def percent(share: Fraction) -> str:
    """A share of one as whole percent."""
    return f"{round(100 * share)} %"
