"""What a small world is made from, and how its numbers are drawn: exact, short, the same every time."""

from __future__ import annotations

import random
from typing import Literal

from flint import acb, arb, fmpq

from grader.equivalence.evaluation.scalars import Scalar
from grader.equivalence.worlds.roles import Roles
from grader.late import dataclass

SIZES = (3, 2, 1, 4, 5, 2, 3, 7)
FEW = (2, 3, 1, 2, 3, 2, 3, 2)
"""Of random copies every combination of values is an outcome."""

Ground = Literal["any", "unit", "positive", "above"]
GROUNDS: tuple[Ground, ...] = ("any", "unit", "positive", "above")
"""Where real numbers lie. Where there is seldom a value, letters are often meant as probabilities (from 0 to 1),
and members of families as what a logarithm is taken of: positive; with numbers above 1 if that is not enough."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a world is made from."""

    roles: Roles
    seed: str
    round: int
    ground: Ground = "any"
    at_thresholds: bool = False
    """Whether random variables take the numbers themselves with which they are compared."""

    @property
    def length(self) -> int:
        """How many terms a sum without bounds over a family has, and how large the first size is."""
        return (FEW if self.roles.copies else SIZES)[self.round % len(SIZES)]

    def size(self, name: str, place: int) -> int:
        """The value of the size of that name, the `place`-th in the order in which they are met."""
        return self.length if place == 0 else self.rng(name).randrange(1, 5)

    def rng(self, what: str) -> random.Random:
        return random.Random(f"{self.seed}/{self.round}/{what}")


def decimal(rng: random.Random) -> fmpq:
    """A number such as -1.3 or 0.7, never 0, 1 or 2."""
    while True:
        tenths = rng.randrange(-27, 28)
        if tenths % 10:
            return fmpq(tenths, 10)


def tenth(rng: random.Random) -> fmpq:
    """A number such as 0.3, between 0 and 1."""
    return fmpq(rng.randrange(1, 10), 10)


def above_one(rng: random.Random) -> fmpq:
    """A number such as 1.3."""
    return fmpq(rng.choice([k for k in range(11, 40) if k % 10]), 10)


def quarter(rng: random.Random) -> fmpq:
    """A number such as -1.25 or 0.5, exact at every precision, so that a matrix can be proved singular."""
    return fmpq(rng.choice([k for k in range(-11, 12) if k % 4]), 4)


def plain(value: fmpq, roles: Roles) -> Scalar:
    """The number as this world computes with it."""
    return acb(value) if roles.complex else arb(value)
