"""When a number is near enough: an absolute or relative distance, and how many digits were to be given."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from grader.answer.value.numbers.digits import Typed, half_place
from grader.late import dataclass
from grader.notation.tree import Expr

Slack = Callable[[Expr, Expr], bool]
"""Whether the second side is the first one, rounded."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The greatest distance from the expected value. Where both are given, either suffices.

    A relative distance is measured in sizes of the expected value; of zero it is zero.
    """

    absolute: Fraction | None = None
    relative: Fraction | None = None

    def radius(self, size: Fraction) -> Fraction:
        """The distance that is allowed from an expected value of that size."""
        return max(self.absolute or Fraction(0), (self.relative or Fraction(0)) * abs(size))


DigitsVerdict = Literal["right", "too-few", "too-many", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Digits:
    """How many digits must be written, and (`accuracy`) how many of them must be right."""

    significant: int | None = None
    decimals: int | None = None
    accuracy: int | None = None

    def radius(self, expected: Fraction) -> Fraction:
        """Half a unit in the last digit that must be right."""
        if self.significant is not None:
            return half_place(expected, self.accuracy or self.significant)
        places = self.accuracy if self.accuracy is not None else self.decimals or 0
        return Fraction(1, 2) / Fraction(10) ** places

    def near(self, value: Fraction, expected: Fraction) -> bool:
        """Whether `value` is `expected` rounded; halves are rounded away from zero, or to an even digit."""
        distance, radius = abs(value - expected), self.radius(expected)
        even = (value / (2 * radius)) % 2 == 0
        return distance < radius or (distance == radius and (even or abs(value) > abs(expected)))

    def written(self, number: Typed) -> DigitsVerdict:
        """Whether the number was typed with the digits asked for."""
        if self.decimals is not None:
            return _compare(number.places, number.places, self.decimals)
        return _compare(number.least, number.most, self.significant or 0)


def _compare(least: int, most: int, wanted: int) -> DigitsVerdict:
    if most < wanted:
        return "too-few"
    if least > wanted:
        return "too-many"
    return "right" if least == most else "ambiguous"
