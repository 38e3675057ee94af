"""The parts and assignments that a command is about."""

from __future__ import annotations

from pathlib import Path

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


def assignments(given: list[str], whole: bool) -> tuple[Path, ...]:
    """The files and folders of exercises, each once; `whole`: of each file its folder, for an exercise may build on
    another."""
    paths = (Path(one) for one in given)
    return tuple(dict.fromkeys(path.parent if whole and not path.is_dir() else path for path in paths))
