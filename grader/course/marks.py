"""The marks of a run, as its `results.json` tells them, each with its owner."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from grader.course.model import Owner
from grader.course.register import FILE, load
from grader.errors import GraderError
from grader.late import dataclass
from grader.report.formats.data import SCHEMA
from grader.report.numbers import shown


@dataclass(frozen=True, slots=True)
class PartMark:
    """One part; `points` is None where a person has yet to decide."""

    part: str
    points: Fraction | None
    max_points: Fraction
    outcome: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What one hand-in earned. `points` are those that are certain, by the rules of the course; `deduction` is what
    these took off."""

    student: str
    owner: Owner
    points: Fraction
    max_points: Fraction
    parts: tuple[PartMark, ...]
    deduction: Fraction = Fraction(0)

    @property
    def open(self) -> bool:
        """Whether something waits for a person: then the mark is not yet the mark."""
        return any(part.points is None for part in self.parts)

    @property
    def comment(self) -> str:
        """The points of every part, for a cell of a table. Nothing of the key, nothing of the answers."""
        found = ((p.part, "?" if p.points is None else shown(p.points), shown(p.max_points)) for p in self.parts)
        told = [f"{part}: {points}/{most}" for part, points, most in found]
        return "; ".join([*told, f"late: -{shown(self.deduction)}"] if self.deduction else told)


@dataclass(frozen=True, slots=True)
class Marks:
    """A class."""

    title: str
    marks: tuple[Mark, ...]


def read(results: Path, who: Path | None = None) -> Marks:
    """The marks in a folder of reports, or in its `results.json`. `who` says who is who, where the reports do not.
    GraderError where there are none."""
    file = results / "results.json" if results.is_dir() else results
    try:
        with open(file, encoding="ascii") as stream:
            data = json.load(stream)
        if data["schema"] != SCHEMA:
            raise ValueError("schema")
        owners = load(who or file.parent / FILE)
        return Marks(str(data["exercises"]["title"]), tuple(_marks(data["students"], owners)))
    except FileNotFoundError as fault:
        raise GraderError(f"There is no {file}: run `grader grade` first.") from fault
    except OSError as fault:
        raise GraderError(f"I cannot read {file}: {fault.strerror}.") from fault
    except (ValueError, KeyError, TypeError, RecursionError, ZeroDivisionError) as fault:
        raise GraderError(f"{file} is not a results.json of this program.") from fault


def _marks(students: list[dict[str, Any]], owners: dict[str, Owner]) -> Iterator[Mark]:
    for one in students:
        parts = tuple(
            PartMark(
                str(part["part"]),
                None if part["points"] is None else Fraction(part["points"]),
                Fraction(part["max_points"]),
                str(part["outcome"]),
            )
            for part in one["parts"]
        )
        name = str(one["id"])
        owner = owners.get(name, Owner(name))
        rules = one.get("policy", {})
        points, taken = Fraction(rules.get("points", one["points"])), Fraction(rules.get("deduction", 0))
        yield Mark(name, owner, points, Fraction(one["max_points"]), parts, taken)
