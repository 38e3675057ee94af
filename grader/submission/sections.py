"""What stands under one heading of an exercise, and under one label of a part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

from grader.late import dataclass, field, pattern, replace
from grader.submission.expected import Exercise
from grader.submission.labels import Label
from grader.submission.opening import shown
from grader.submission.stream import Element, Stuff, Tag
from grader.values import Piece

HEADING = 40
"""Characters of a line that may be a heading."""
NUMBER = pattern(r"[0-9]+")
PROMISE = pattern(
    r"\W*(?:(?:please|pls|bitte|is|steht|done|solved|gelöst)\s)?(?:see|siehe|s\.|cf\.?|vgl\.?|continued|weiter|at|am|on|auf|in|im)"
    r"\s[^\d=$\n]{0,20}?\b(?:(?:below|later|end|overleaf|appendix|unten|hinten|später|ende|anhang)\b[^\d=$\n]{0,20}"
    r"|(?:page|seite)\b[^=$\n]{0,20})",
    re.I,
)
"""`see below`, `siehe letzte Seite`, `at the end`."""
Place: TypeAlias = tuple[int, int]
"""A line and a column."""


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

    place: Place
    pieces: list[Stuff]
    continued: bool = False
    corrects: bool = False
    """Whether it is said to take the place of what stands before it."""
    quoted: bool = False
    """Whether its label stands in a quotation: what is quoted below it is the question."""

    def own(self) -> list[Stuff]:
        """What may be the answer. Below the student's own label a quotation may."""
        return [stuff for stuff in self.pieces if not stuff.quoted] if self.quoted else self.pieces

    @property
    def full(self) -> bool:
        """Whether there is more in it than marks."""
        return any(counts(stuff.piece) for stuff in self.own())

    @property
    def line(self) -> int:
        return self.place[0]


def counts(piece: Piece) -> bool:
    """Whether a piece is more than marks."""
    return piece.kind != "struck" and bool(piece.text.strip(" \t\n|*_-—–.:"))


def original(element: Element) -> tuple[Piece, ...]:
    return element.original if isinstance(element, Tag) else (element.piece,)


def formulas_of(found: Sequence[Element]) -> list[Piece]:
    """The formulas that the student wrote."""
    own = (element for element in found if not (isinstance(element, Stuff) and element.quoted))
    return [piece for element in own for piece in original(element) if piece.kind in ("math", "display")]


def name_of(label: Label) -> str:
    """A label as it is shown."""
    return shown(label.text.strip(" \t\n*_|#>-\\{}~&").strip())


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
    """The numbers in the last line, where that is short, and not the answer to a part."""
    last = above[-1] if above else None
    text = "\n".join(piece.text for piece in original(last) if piece.kind == "prose") if last else ""
    lines = text.strip().splitlines() or [""]
    if isinstance(last, Tag) and last.label.style == "letter" and len(lines) == 1:
        return []
    return NUMBER.findall(lines[-1]) if len(lines[-1]) <= HEADING else []


def last_line(stretch: Stretch, bounds: list[Place]) -> int:
    """The line with which a stretch ends, where labels stand at `bounds`, the last behind the text."""
    line, column = bounds[bisect_right(bounds, stretch.place)]
    return line if column > 1 else line - 1


def between(lines: list[str], begin: Place, end: Place) -> str:
    """The text between two places. What stands before it on its line is blank, so that columns stay true."""
    rows = lines[begin[0] - 1 : end[0]]
    if len(rows) >= end[0] - begin[0] + 1:
        rows[-1] = rows[-1][: end[1] - 1]
    rows[:1] = [" " * (begin[1] - 1) + row[begin[1] - 1 :] for row in rows[:1]]
    return "\n".join(rows).rstrip()


def first_line(element: Element) -> int:
    return element.line if isinstance(element, Tag) else element.piece.line


def stuff_of(tag: Tag, pieces: tuple[Piece, ...]) -> list[Stuff]:
    return [Stuff(piece, tag.typed) for piece in pieces]


def kept(element: Element) -> list[Stuff]:
    return stuff_of(element, element.original) if isinstance(element, Tag) else [element]


def as_item(tag: Tag) -> list[Stuff]:
    """A label that only numbers items: words stay as they are, a formula is freed of it."""
    if tag.original and tag.original[0].kind in ("math", "display"):
        number = replace(tag.original[0], kind="prose", text=name_of(tag.label))
        return stuff_of(tag, (number, *tag.rest))
    return stuff_of(tag, tag.original)


def is_title(tag: Tag, section: Section) -> bool:
    """Words beside an exercise's heading are its title, not an answer."""
    return not section.direct and all(piece.kind == "prose" for piece in tag.rest) and bool(tag.heading)


def excerpt(text: str) -> str:
    return shown(" ".join(text[:200].split())[:60])


def promises(stretch: Stretch) -> bool:
    """Whether it only says that the answer stands elsewhere: `see below`."""
    own = [stuff.piece for stuff in stretch.own() if counts(stuff.piece)]
    text = " ".join(piece.text for piece in own)
    return all(piece.kind == "prose" for piece in own) and PROMISE.fullmatch(" ".join(text.split())) is not None
