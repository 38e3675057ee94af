"""Any table with a head: a roster, a list of marks, what another course system wants. Also a new one."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import zip_longest

from grader.course.marks import Mark
from grader.course.rows import Filled, Row, Wish, by_identity, column, grade_cell, identities, ready, unplaced
from grader.course.sheet import Sheet, defused, fraction, number
from grader.errors import GraderError

GRADE = frozenset({"grade", "points", "score", "mark", "punkte", "bewertung", "note"})
FEEDBACK = frozenset({"feedback", "comment", "comments", "kommentar", "feedback comments"})
MAXIMUM = frozenset({"maximum", "max points", "max_points", "maximum grade", "maximum points"})
NAME = frozenset({"name", "full name", "student", "vollständiger name"})
FIRST = frozenset({"first name", "firstname", "first_name", "vorname"})
LAST = frozenset({"last name", "lastname", "last_name", "surname", "nachname"})


def fill(sheet: Sheet, marks: Sequence[Mark], wish: Wish, title: str) -> Filled:
    """The cells of grades, and of feedback where there is such a column. A row is known by any cell that is the
    student's id, number or address, else by its name."""
    if not sheet.rows:
        raise GraderError("The table is empty: its first line must name the columns.")
    grade = column(sheet, wish.column or "", GRADE, "grades")
    if grade < 0:
        raise GraderError(f"Say with --column where the marks go: {', '.join(sheet.header())}.")
    feedback, maximum = column(sheet, wish.feedback, FEEDBACK, "feedback"), column(sheet, "", MAXIMUM, "")
    rows = _rows(sheet, {grade, feedback, maximum})
    made = Filled()
    for mark in marks:
        found = by_identity(rows, mark)
        if not found:
            unplaced(mark, rows, made)
            continue
        made.folders[mark.student] = [mark.student]
        if not ready(mark, wish, made):
            continue
        for row in found:
            if len(sheet.rows[row.number]) <= max(grade, feedback):
                made.notes.append(f"{mark.student}: row {row.number + 1} is too short, so no mark was written.")
                continue
            most = fraction(sheet.value(row.number, maximum))
            made.edits[row.number, grade] = grade_cell(mark, most, sheet, wish)
            made.marked.add(mark.student)
            if feedback >= 0:
                made.edits[row.number, feedback] = defused(mark.comment)
    return made


def _rows(sheet: Sheet, ours: set[int]) -> list[Row]:
    name, first, last = (column(sheet, "", known, "") for known in (NAME, FIRST, LAST))
    rows = []
    for at in range(1, len(sheet.rows)):
        ids = identities(sheet.value(at, n) for n in range(len(sheet.rows[at])) if n not in ours)
        both = f"{sheet.value(at, first)} {sheet.value(at, last)}".strip()
        rows.append(Row(at, ids, sheet.value(at, name) or both))
    return rows


def _people(mark: Mark) -> list[tuple[str, str, str]]:
    """Whose mark it is: id, name and number of the student or of each member."""
    owner = mark.owner
    if not owner.members:
        return [(mark.student, owner.name, owner.number)]
    return [(one, name, "") for one, name in zip_longest(owner.members, owner.known_as, fillvalue="")]


def new(marks: Sequence[Mark], wish: Wish) -> bytes:
    """A table of our own: id, name, points, points still open, and every part; of a group a row for each member.
    For spreadsheets: with a mark of byte order, every cell quoted, no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    comma = wish.decimal == ","
    grouped = ["group"] if any(mark.owner.members for mark in marks) else []
    parts = [part.part for part in marks[0].parts] if marks else []
    head = ["id", "name", "number", "late", "points", "max points", "waits for a person"]
    writer.writerow([*head, *parts, *grouped])
    for mark in marks:
        owner = mark.owner
        total = [number(mark.points, comma), number(mark.max_points, comma)]
        waits = str(sum(part.points is None for part in mark.parts))
        cells = ["" if part.points is None else number(part.points, comma) for part in mark.parts]
        for who in _people(mark):
            own = [defused(mark.student) if owner.members else ""] if grouped else []
            late = "late" if owner.late else ""
            writer.writerow([*map(defused, who), late, *total, waits, *cells, *own])
    return out.getvalue().encode("utf-8-sig")
