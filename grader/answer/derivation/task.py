"""What an exercise asks of a derivation."""

from __future__ import annotations

from fractions import Fraction

from grader.late import dataclass
from grader.notation.tree import Expr


@dataclass(frozen=True, slots=True)
class Task:
    """The question and its end, what must stand on the way, and the shares of one for start, steps and result.
    `known_end`: the question shows the end, so that going to it without a form between earns nothing."""

    question: Expr | None = None
    goal: Expr | None = None
    about: tuple[Expr, ...] = ()
    waypoints: tuple[Expr, ...] = ()
    largest_step: int | None = None
    known_end: bool = True
    start: Fraction = Fraction(1, 10)
    steps: Fraction = Fraction(6, 10)
    result: Fraction = Fraction(3, 10)
