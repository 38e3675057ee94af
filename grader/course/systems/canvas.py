"""Canvas's submissions archive: a flat list of `{name}_[LATE_]{user}_{attachment}_{file}`; typed text is
`{name}_[LATE_]{user}_text.html`. (Layout: `lib/content_zipper.rb` of Canvas.)"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.course.marks import Mark
from grader.course.model import Entry, Owner
from grader.course.rows import Filled, Row, Wish, by_identity, grade_cell, identities, ready, unplaced
from grader.course.sheet import Sheet, fraction
from grader.errors import GraderError
from grader.late import pattern

NAME = "Canvas's archive"
PLACE = pattern(
    r"(?:(?P<name>.*?)_)??(?P<late>LATE_)?(?P<user>\d{1,18}|anon_[^_]{1,40})_"
    r"(?:(?P<attachment>\d{1,18})_(?P<file>.+)|(?P<entry>text|link)\.html)"
)

ASSIGNMENT = pattern(r"(?P<title>.*)\s\((?P<id>\d{1,18})\)", re.S)
TOTALS = pattern(r"(?:Current|Final|Override) (?:Score|Points|Grade)|Override Status")
"""Columns that Canvas computes; it finds these words anywhere in a title, and drops that column without a word."""
IDENTITIES = frozenset({"id", "sis user id", "sis login id", "integration id"})
KEPT = frozenset({"ex", "n/a"})
"""Excused, and not assigned: a person's decision, not ours."""


def owners(entries: Sequence[Entry]) -> list[Owner | None] | None:
    """Of each file its user. Only where every file is named like this: such names are rare, but not impossible."""
    if not entries or any(len(entry.parts) != 1 for entry in entries):
        return None
    found = [_owner(entry.parts[0]) for entry in entries]
    return None if None in found else found


def _owner(name: str) -> Owner | None:
    match = PLACE.fullmatch(name)
    if match is None:
        return None
    user = match["user"]
    return Owner(
        label=" ".join(filter(None, (match["name"], user))),
        system="canvas",
        name=match["name"] or "",
        number=user if user.isdigit() else "",
        late=bool(match["late"]),
        folder=name.rpartition(".")[0] or name,
        webtext=match["entry"] == "text",
    )


def fill(sheet: Sheet, marks: Sequence[Mark], wish: Wish, title: str) -> Filled:
    """The gradebook: the cells of one assignment. Its points stay as they are, for changing them would change the
    assignment; so do excused students."""
    head = next((n for n in range(min(3, len(sheet.rows))) if _is_head(sheet.header(n))), -1)
    points = next((n for n in range(head + 1, min(head + 4, len(sheet.rows))) if "Points Possible" in
                   sheet.value(n, 0)), -1)  # fmt: skip
    if head < 0 or points < 0:
        raise GraderError("This is no gradebook of Canvas: no line begins with Student, or with Points Possible.")
    column = _column(sheet, head, points, wish.column, title)
    rows = _rows(sheet, head, points, column)
    made = Filled()
    if TOTALS.search(name := sheet.value(head, column)):
        made.notes.append(f'Canvas takes a title like "{name}" for a total and drops it: rename the assignment.')
    for mark in marks:
        found = _rows_of(rows, mark)
        if not found:
            unplaced(mark, rows, made)
            continue
        made.folders[mark.student] = [mark.owner.folder] if mark.owner.system == "canvas" else [mark.student]
        if not ready(mark, wish, made):
            continue
        cell = grade_cell(mark, fraction(sheet.value(points, column)), sheet, wish)
        for row in found:
            if (before := sheet.value(row.number, column)).casefold() in KEPT:
                made.notes.append(f"{mark.student}: the gradebook says {before}, so no mark was written.")
            else:
                made.edits[row.number, column] = cell
                made.marked.add(mark.student)
    return made


def _is_head(names: list[str]) -> bool:
    return len(names) > 2 and ("Student" in names[0] or "LastName" in names[0]) and "ID" in names


def _column(sheet: Sheet, head: int, points: int, wanted: str, title: str) -> int:
    """The assignment: the one that was asked for by title, id or both; else the one of our title; else the only
    one."""
    names = sheet.header(head)
    found = {n: match for n, name in enumerate(names) if (match := ASSIGNMENT.fullmatch(name))
             and "read only" not in sheet.value(points, n).casefold()}  # fmt: skip
    for wish in (wanted, *(() if wanted else (title,))):
        low = wish.strip().casefold()
        named = [n for n, m in found.items() if low in (m[0].casefold(), m["title"].strip().casefold(), m["id"])]
        if low and len(named) == 1:
            return named[0]
    if len(found) == 1 and not wanted:
        return next(iter(found))
    choice = ", ".join(match[0] for match in found.values()) or "none that may be written"
    raise GraderError(f"Say with --column which assignment of the gradebook is meant: {choice}.")


def _rows(sheet: Sheet, head: int, points: int, column: int) -> list[Row]:
    names = [name.casefold() for name in sheet.header(head)]
    known = [n for n, name in enumerate(names) if name in IDENTITIES]
    key = names.index("id")
    rows = []
    for at in range(points + 1, len(sheet.rows)):
        if len(sheet.rows[at]) <= column or not sheet.value(at, key):
            continue
        name = sheet.value(at, 0) if names[0] == "student" else f"{sheet.value(at, 0)} {sheet.value(at, 1)}"
        ids = identities(sheet.value(at, n) for n in known if n != key)
        rows.append(Row(at, ids, name.removeprefix('="').removesuffix('"'), key=sheet.value(at, key)))
    return rows


def _rows_of(rows: list[Row], mark: Mark) -> list[Row]:
    """By Canvas's own number where the hand-in came from Canvas; it is no student number of anybody else."""
    if mark.owner.system == "canvas" and mark.owner.number:
        return [row for row in rows if row.key == mark.owner.number]
    return by_identity(rows, mark)
