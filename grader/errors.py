"""Our own faults. Nothing that a student writes raises one of these across a room's door."""

from __future__ import annotations

from grader.late import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in an author's file: where (from 1) and a sentence with the nearest right word."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class GraderError(Exception):
    """Base of the program's own errors."""


class SpecError(GraderError):
    """An exercise file that cannot be used: all its mistakes at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class SubmissionError(GraderError):
    """A hand-in that cannot be opened at all; the message is a sentence for its author."""


class LimitError(GraderError):
    """A limit of `grader.limits` was met; `limit` is its name there. Caught inside the room that raised it."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


def how_to_install(extra: str) -> str:
    """How a group of packages gets here that not everybody needs: the program stands in no index."""
    return f"in the grader's own folder, .venv/bin/pip install -e '.[{extra}]'"


FAULTS = (SystemError, ArithmeticError, ValueError, TypeError, AttributeError, NotImplementedError, LookupError)
"""What a fault inside an engine raises: the answer is undecided then, and nothing crashes."""
