"""What the class page shows of what waits: groups of equal answers, with all that a person needs to decide."""

from __future__ import annotations

from fractions import Fraction

from grader.late import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """Students who gave the same answer. `command` decides for all of them, so does `snippet` in `review.yaml`."""

    answer: str
    own: str
    read_as: str
    """How it was read; empty where it was read as words alone."""
    others: tuple[str, ...]
    """Other spellings of it."""
    message: str
    hints: tuple[str, ...]
    students: tuple[str, ...]
    max_points: Fraction
    command: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Lone:
    """What no group holds: looked at on the student's page."""

    student: str
    message: str
    command: str
    also: tuple[str, ...] = ()
    """Other parts of the hand-in with the same said of them, which list it no more."""


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """One part with what waits in it. `number` is its place on a student's page, from 1."""

    part: str
    number: int
    question: str
    max_points: Fraction
    expected: tuple[tuple[str, str, str], ...]
    """Model answers: the name of the answer, as typed, and as MathML where it is a formula."""
    rubric: tuple[tuple[str, Fraction | None], ...]
    solution: str
    formulas: tuple[tuple[str, str], ...]
    cases: tuple[Case, ...]
    alone: tuple[Lone, ...]
    answers: int
    """How many students wait for it."""
    more: int = 0
    """Groups and single answers that are not shown here."""
