"""Moodle's "Download all submissions": `{name}_{number}_assignsubmission_{plugin}…`, as folders or flat, with
online text as a page of its own. The name's first underscore ends it; the number is the participant's in this
assignment, or, in group assignments since 4.1, the group's. (Layouts: `mod/assign/classes/downloader.php`.)"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.course.model import Entry, Owner

NAME = "Moodle's archive"
PLACE = re.compile(
    r"(?P<name>[^_/]{0,200})(?:_(?P<number>\d{1,12}))?_assignsubmission_(?P<plugin>[a-z]{1,40})(?:_?/|_)(?P<path>.+)"
)


def owners(entries: Sequence[Entry]) -> list[Owner | None] | None:
    """Of each file: a participant, or a group where Moodle says nothing else."""
    found = [_owner("/".join(entry.parts)) for entry in entries]
    return found if any(found) else None


def _owner(path: str) -> Owner | None:
    match = PLACE.fullmatch(path)
    if match is None:
        return None
    name, number = match["name"].strip(), match["number"] or ""
    stem = f"{name}_{number}" if number else name
    return Owner(
        label=f"{name} {number}".strip(),
        system="moodle",
        name=name,
        number=number,
        folder=f"{stem}_assignsubmission_file",
        webtext=match["plugin"] == "onlinetext" and path.lower().endswith((".html", ".htm")),
    )
