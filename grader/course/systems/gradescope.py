"""Gradescope's "Download submissions": a folder `submission_{id}` each, and `submission_metadata.yml` says whose.

The metadata are read line by line: nothing but `:submitters:` is wanted of a file that also holds students' texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.course.marks import Mark
from grader.course.model import Entry, Owner
from grader.errors import SubmissionError
from grader.late import dataclass, field, pattern
from grader.report.formats.data import dump, exact

NAME = "Gradescope's export"
METADATA = "submission_metadata.yml"
FOLDER = pattern(r"submission_\d{1,18}")
LINE = pattern(r"(?P<indent> *)(?P<dash>- )?:?(?P<key>[A-Za-z_]\w{0,40}):(?: (?P<value>.*))?")


def owners(entries: Sequence[Entry]) -> list[Owner | None] | None:
    """Of each file the submitters of its folder; several are a group."""
    metadata = next((entry for entry in entries if entry.parts == (METADATA,)), None)
    if metadata is None:
        return None
    try:
        people = submitters(metadata.source.data().decode("utf-8-sig", errors="replace"))
    except SubmissionError:
        people = {}
    return [_owner(entry, people) for entry in entries]


def _owner(entry: Entry, people: dict[str, Handed]) -> Owner | None:
    folder = entry.parts[0] if len(entry.parts) > 1 else f"submission_{entry.parts[0].rpartition('.')[0]}"
    if not FOLDER.fullmatch(folder):
        return None
    handed = people.get(folder) or Handed()
    found = handed.people or [Submitter()]
    first = found[0]
    return Owner(
        label=first.sid or first.name or folder,
        system="gradescope",
        name=first.name,
        number=first.sid,
        email=first.email,
        members=tuple(one.name or one.sid or one.email for one in found) if len(found) > 1 else (),
        folder=folder,
        handed_in=handed.created_at,
    )


@dataclass(slots=True)
class Submitter:
    """One of those who handed in; what the course does not know is empty."""

    name: str = ""
    sid: str = ""
    email: str = ""


@dataclass(slots=True)
class Handed:
    """One submission: by whom, and when, as Gradescope says it."""

    people: list[Submitter] = field(default_factory=list)
    created_at: str = ""


@dataclass(slots=True)
class _Place:
    """Where in the file we are: the submission, and the indent of its `:submitters:`, -1 outside."""

    handed: Handed = field(default_factory=Handed)
    indent: int = -1


def submitters(text: str) -> dict[str, Handed]:
    """Submission folder -> who handed in, in the file's order, and when."""
    found: dict[str, Handed] = {}
    place = _Place()
    for line in text.splitlines():
        match = LINE.fullmatch(line.rstrip())
        if match is None:
            continue
        indent, key = len(match["indent"]), match["key"]
        if indent == 0 and not match["dash"]:
            place = _Place(found.setdefault(key, Handed()))
        elif key == "submitters":
            place.indent = indent
        elif place.indent >= 0 and indent <= place.indent and not match["dash"]:
            place.indent = -1
            _when(place, match)
        elif place.indent >= 0:
            people = place.handed.people
            if match["dash"]:
                people.append(Submitter())
            if people and key in ("name", "sid", "email"):
                setattr(people[-1], key, _plain(match["value"] or ""))
        else:
            _when(place, match)
    return found


def _when(place: _Place, match: re.Match[str]) -> None:
    """The submission's own time, not one of its history below it."""
    if match["key"] == "created_at" and not match["dash"] and not place.handed.created_at:
        place.handed.created_at = _plain(match["value"] or "")


def _plain(value: str) -> str:
    """A scalar as it is meant: without its quotes."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"')
    return "" if value in ("~", "null") else value


def results(mark: Mark) -> bytes:
    """Gradescope's `results.json` for one submission: the points of each part and nothing else, so that it tells no
    student more than the page does. A part that waits for a person counts nothing yet, and says so."""
    tests = [
        {
            "name": part.part,
            "number": part.part,
            "score": float(part.points or 0),
            "max_score": float(part.max_points),
            "output": "A person will look at this." if part.points is None else "",
            "visibility": "visible",
        }
        for part in mark.parts
    ]
    extra = {"points": exact(mark.points), "max_points": exact(mark.max_points)}
    return dump({"score": float(mark.points), "tests": tests, "extra_data": extra}).encode() + b"\n"
