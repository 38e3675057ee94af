"""Points as people write them."""

from __future__ import annotations

from fractions import Fraction

from grader.report.formats.data import exact


def shown(points: Fraction) -> str:
    """`17.5`, or `17 1/3` where no short decimal says it exactly."""
    decimal = exact(points) or ""
    if "/" not in decimal and len(decimal.partition(".")[2]) <= 3:
        return decimal
    whole, rest = divmod(abs(points), 1)
    sign = "-" if points < 0 else ""
    return f"{sign}{whole} {rest}" if whole else f"{sign}{rest}"


def percent(share: Fraction) -> str:
    """A share of one as whole percent."""
    return f"{round(100 * share)} %"


def decimal(number: Fraction) -> str:
    """Rounded to two places, for means."""
    return shown(round(number, 2))
