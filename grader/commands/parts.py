"""The part that a command is about."""

from __future__ import annotations

from grader.errors import GraderError
from grader.exercise.model import Assignment, Part


def part_named(assignment: Assignment, wanted: str) -> Part:
    """The part of that name; GraderError with the names that there are."""
    part = assignment.part(wanted.strip())
    if part is None:
        from difflib import get_close_matches

        names = [part.id for part in assignment.parts]
        near = get_close_matches(wanted, names, 1)
        guess = f" Did you mean {near[0]}?" if near else ""
        raise GraderError(f'There is no part "{wanted}" here.{guess} The parts are {", ".join(names)}.')
    return part
