"""What a worker does with one hand-in: read, grade, and render its page. A guilty part can be left out by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from grader.batch.broken import broken_off, marks_alone, undecided, unread
from grader.batch.entry import entry_line
from grader.batch.worker import Tell, confess
from grader.errors import SubmissionError
from grader.exercise.model import Assignment, Part
from grader.grading import Earlier, grade
from grader.late import dataclass, replace
from grader.marking.plots import with_plots
from grader.marking.reveal import redact
from grader.marking.scheme import mark_part
from grader.marking.shown import with_text
from grader.submission import Document, read_data
from grader.values import Answer, Finding, PartResult, Result

Render: TypeAlias = Callable[[Result, str], str]
"""The page of a student, from what the student may see and the title of the assignment."""
NOTHING = Document("", "text", "", ())
"""What somebody handed in who handed in nothing: every part is missing."""
ALL = "*"
"""Stands for every part in `Task.lost`: the hand-in has used up its time."""
PAGE = "*page"
"""Stands for the student's page in `Task.lost`."""


@dataclass(frozen=True, slots=True)
class Task:
    """A hand-in by its number in the plan, and what is not to be tried again, each with why: parts (`6.2a`) and
    answers of a part (`6.2c point of symmetry`)."""

    number: int
    lost: Mapping[str, str]

    def line(self) -> bytes:
        """The task as a worker is told it."""
        return json.dumps([self.number, dict(self.lost)]).encode()

    @classmethod
    def of(cls, line: bytes) -> Task:
        number, lost = json.loads(line)
        return cls(number, lost)


class File(Protocol):
    """One file of a hand-in, here or sent from elsewhere."""

    @property
    def name(self) -> str: ...

    @property
    def alias(self) -> str:
        """Not empty where nobody is to see whose it is."""

    def data(self) -> bytes:
        """Its bytes. SubmissionError, with a sentence, where they cannot be had."""


class Handed(Protocol):
    """What of a hand-in is to be known for grading it; `name` is that of its (first) file or archive."""

    @property
    def student(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def files(self) -> Sequence[File]: ...


@dataclass(frozen=True, slots=True)
class Grader:
    """Grades hand-ins of a plan by their number; called in a worker."""

    assignment: Assignment
    handins: Sequence[Handed]
    render: Render | None = None
    handed_in: bool = True
    """Whether the pages may show what students see after the deadline."""

    def __call__(self, line: bytes, tell: Tell) -> bytes:
        """An entry. Where the file cannot be read all its points are open."""
        task = Task.of(line)
        handin = self.handins[task.number]
        watched = Watched(tell, task.lost)
        try:
            documents = [read(source) for source in handin.files] or [NOTHING]
        except SubmissionError as fault:
            return self.entry(unread(self.assignment, handin.student, handin.name, str(fault)), str(fault))
        result = grade(self.assignment, documents[0], handin.student, watched, documents[1:])
        if any(source.alias for source in handin.files):
            result = replace(result, members=())
        if PAGE not in task.lost:
            tell(PAGE.encode())
            return self.entry(result)
        tell(b"")
        return entry_line(result, self.page(marks_alone(result, task.lost[PAGE])))

    def entry(self, result: Result, problem: str = "") -> bytes:
        """What is to be kept of a result."""
        try:
            seen = with_plots(redact(result, self.assignment, self.handed_in), self.assignment)
            page = self.page(with_text(seen, self.assignment))
        except MemoryError:
            raise
        except Exception as fault:
            confess()
            page = self.page(marks_alone(result, type(fault).__name__))
        return entry_line(result, page, problem)

    def page(self, result: Result) -> str:
        """The page of a student, where pages are made."""
        return self.render(result, self.assignment.title) if self.render else ""


def read(source: File) -> Document:
    """The document of one source. SubmissionError where it cannot be read."""
    return read_data(source.data(), source.name)


@dataclass(frozen=True, slots=True)
class Watched:
    """Marks parts as `mark_part` does, telling which answer is at hand; those in `lost` are left to a person."""

    tell: Tell
    lost: Mapping[str, str]

    def __call__(
        self,
        part: Part,
        answer: Answer | None,
        language: str,
        earlier: Earlier,
        twice: tuple[int | str, ...],
        seed: str,
    ) -> PartResult:
        why = self.lost.get(part.id) or self.lost.get(ALL)
        if why and answer is not None:
            return undecided(part, answer, why, language)
        self.tell(part.id.encode())
        try:
            return mark_part(part, answer, language, earlier, twice, seed, lambda name: self.before(part, name))
        except MemoryError:
            raise
        except Exception as fault:
            confess()
            if answer is None:
                raise
            return undecided(part, answer, type(fault).__name__, language)

    def before(self, part: Part, name: str) -> Finding | None:
        """Told before each answer that is asked for: why it is left out, if it is."""
        at = f"{part.id} {name}"
        if at in self.lost:
            return broken_off(self.lost[at])
        self.tell(at.encode())
        return None
