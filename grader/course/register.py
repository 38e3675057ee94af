"""Who is who in a run: `collected.json`, beside `results.json`. There `export` finds whose marks go where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from grader.course.model import Left, Owner, Taken
from grader.errors import GraderError
from grader.report.clean import clean
from grader.report.formats.data import dump

FILE = "collected.json"
SCHEMA = "grader/collected/1"


def document(students: Iterable[tuple[str, Taken]], left: Sequence[Left]) -> str:
    """One JSON document: every student's id with the owner, the files and why; then what was left out."""
    found = [_student(name, one) for name, one in students]
    rest = [{"file": one.where, "why": one.why} for one in left]
    lines = ["[", ",\n".join(map(dump, found)), "]"]
    body = "\n".join(lines) if found else "[]"
    return f'{{"schema": {dump(SCHEMA)},\n"students": {body},\n"left": {dump(rest)}}}\n'


def _student(name: str, one: Taken) -> dict[str, Any]:
    owner = one.owner
    return {
        "id": name,
        "system": owner.system,
        "name": owner.name,
        "number": owner.number,
        "email": owner.email,
        "members": list(owner.members),
        "known_as": list(owner.known_as),
        "late": owner.late,
        "folder": owner.folder,
        "files": [source.shown for source in one.sources],
        "why": one.why,
    }


def table(students: Iterable[tuple[str, Taken]], left: Sequence[Left]) -> str:
    """The same for people: a line a file."""
    rows = [("student", "file", "why")]
    for name, one in students:
        late = " It came late." if one.owner.late else ""
        for n, source in enumerate(one.sources):
            place = f"{source.path.name}/{source.member.name}" if source.member else source.shown
            rows.append((name if n == 0 else "", place, one.why + late if n == 0 else ""))
    widths = [min(max(len(clean(row[k])) for row in rows), most) for k, most in ((0, 40), (1, 70))]
    lines = ["  ".join([*(clean(c).ljust(w) for c, w in zip(row, widths, strict=False)), row[2]]) for row in rows]
    if left:
        lines += ["", "not taken", *(f"  {clean(str(one))}" for one in left)]
    return "\n".join(line.rstrip() for line in lines)


def load(file: Path) -> dict[str, Owner]:
    """The owners of a run by id; none where there is no such file."""
    if not file.exists():
        return {}
    try:
        data = json.loads(file.read_bytes())
        return {str(one["id"]): _owner(one) for one in data["students"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise GraderError(f"I cannot read {file}: run `grader grade` again.") from fault


def names(file: Path) -> dict[str, str]:
    """The students' ids by the (first) file of each, as the last run that wrote this register gave them."""
    try:
        data = json.loads(file.read_bytes())
        return {str(one["files"][0]): str(one["id"]) for one in data["students"] if one["files"]}
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return {}


def _owner(one: dict[str, Any]) -> Owner:
    return Owner(
        label=str(one["id"]),
        system=str(one["system"]),
        name=str(one["name"]),
        number=str(one["number"]),
        email=str(one["email"]),
        members=tuple(map(str, one["members"])),
        known_as=tuple(map(str, one.get("known_as", ()))),
        late=bool(one["late"]),
        folder=str(one["folder"]),
    )
