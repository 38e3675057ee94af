"""Marks mathematics as a careful teaching assistant does. These five names are public, nothing else.

assignment = grader.load("exercises/assignment-6")
result = grader.grade(assignment, grader.read("handin.md"))
grader.parse("\\\\frac12 x")
grader.compare("2(x+1)", "2x+2")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.equivalence.truth import Truth
    from grader.exercise.model import Assignment
    from grader.notation import Parsed
    from grader.submission.model import Document
    from grader.values import Result

__all__ = ["compare", "grade", "load", "parse", "read"]

# Everything is imported on use: `import grader` costs nothing, and a single answer loads no reader of documents.


def load(path: Path | str) -> Assignment:
    """The assignment in an exercise file or a folder of them. Raises `SpecError` with every mistake at once."""
    from grader.exercise.load import load

    return load(path)


def read(path: Path | str) -> Document:
    """A hand-in. Raises `SubmissionError` where the file cannot be opened at all."""
    from pathlib import Path

    from grader.submission import read

    return read(Path(path))


def grade(assignment: Assignment, document: Document) -> Result:
    """Every part of the hand-in marked, for its instructor: nothing is redacted."""
    from grader import grading

    return grading.grade(assignment, document)


def parse(text: str, notation: Mapping[str, object] | None = None) -> Parsed:
    """One formula, LaTeX or typed, as a tree with findings; never raises. `notation` as in an exercise file."""
    from grader.notation import parse
    from grader.notation.names import read_names

    return parse(text, read_names(notation or {})[0])


def compare(expected: str, student: str, notation: Mapping[str, object] | None = None) -> Truth:
    """Whether two formulas are the same: `Same`, `Different` with a witness, or `Unknown` with the reason."""
    from grader.equivalence import compare
    from grader.equivalence.truth import Unknown
    from grader.limits import Budget
    from grader.notation import parse
    from grader.notation.names import read_names

    names = read_names(notation or {})[0]
    sides = [parse(text, names) for text in (expected, student)]
    for side in sides:
        if side.expr is None:
            return Unknown(side.findings[0])
    left, right = (side.expr for side in sides)
    assert left is not None and right is not None
    return compare(left, right, names, Budget.start())
