"""What stands under one heading of an exercise, and under one label of a part."""

from __future__ import annotations

from collections.abc import Sequence

from grader.late import dataclass, field, pattern
from grader.submission.expected import Exercise
from grader.submission.stream import Element, Stuff, Tag
from grader.values import Piece

HEADING = 40
"""Characters of a line that may be a heading."""
NUMBER = pattern(r"[0-9]+")


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


def original(element: Element) -> tuple[Piece, ...]:
    return element.original if isinstance(element, Tag) else (element.piece,)


def headed_otherwise(exercises: Sequence[Exercise], before: list[list[Element]]) -> bool:
    """Whether lines above the runs of labels hold numbers, as headings that were not read do, and not those of the
    exercises. Above the first run may stand a title: it counts where others have numbers."""
    said = [_numbers_above(above) for above in before[: len(exercises)]]
    wrong = [
        bool(numbers) and exercise.tokens[-1:] != () and exercise.tokens[-1] not in numbers
        for exercise, numbers in zip(exercises, said, strict=False)
    ]
    return any(wrong[1:]) or (any(wrong) and any(said[1:]))


def _numbers_above(above: Sequence[Element]) -> list[str]:
    """The numbers in the last line, where that is short."""
    text = "\n".join(piece.text for element in above[-1:] for piece in original(element) if piece.kind == "prose")
    line = (text.strip().splitlines() or [""])[-1]
    return NUMBER.findall(line) if len(line) <= HEADING else []
