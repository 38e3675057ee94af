"""What stands under one heading of an exercise, and under one label of a part."""

from __future__ import annotations

from grader.late import dataclass, field
from grader.submission.expected import Exercise
from grader.submission.stream import Element, Stuff


@dataclass(slots=True)
class Section:
    """What stands under one exercise heading; `exercise` is None before the first and under unknown ones."""

    exercise: Exercise | None
    body: list[Element] = field(default_factory=list)
    line: int = 1
    unknown: str = ""
    bare: bool = False
    """Whether that heading is nothing but a number."""
    titled: bool = True
    """Whether its first element is the heading that opened it."""
    direct: str = ""
    """The key of the part, where the heading itself names it (`6.2 a)`)."""


@dataclass(slots=True)
class Stretch:
    """A run of elements under one label of a part."""

    line: int
    pieces: list[Stuff]
    continued: bool = False
