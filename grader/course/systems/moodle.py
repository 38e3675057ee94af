"""Moodle's "Download all submissions": `{name}_{number}_assignsubmission_{plugin}…`, as folders or flat, with
online text as a page of its own. The name's first underscore ends it; the number is the participant's in this
assignment, or, in group assignments since 4.1, the group's. (Layouts: `mod/assign/classes/downloader.php`.)"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from grader.course.marks import Mark
from grader.course.model import Entry, Owner
from grader.course.rows import (
    REMOVED,
    Filled,
    Row,
    Wish,
    by_identity,
    column,
    grade_cell,
    identities,
    plain,
    ready,
    unplaced,
)
from grader.course.sheet import Sheet, defused, fraction
from grader.errors import GraderError
from grader.late import pattern

NAME = "Moodle's archive"
PLACE = pattern(
    r"(?P<name>[^_/]{0,200})(?:_(?P<number>\d{1,12}))?_assignsubmission_(?P<plugin>[a-z]{1,40})(?:_?/|_)(?P<path>.+)"
)
NUMBER = pattern(r"\D*(\d{1,12})")
GRADE = frozenset({"grade", "bewertung", "note", "calificación", "cijfer", "valutazione"})
MAXIMUM = frozenset({"maximum grade", "bestwertung", "note maximale", "calificación máxima", "maximumcijfer"})
FEEDBACK = frozenset({"feedback comments", "feedback als kommentar", "feedback par commentaires"})
FULL_NAME = frozenset({"full name", "vollständiger name", "nom complet", "nombre completo", "volledige naam"})
GROUP = frozenset({"group", "gruppe", "groupe", "grupo", "groep"})
LOCKED = frozenset({"grade can be changed", "bewertung kann geändert werden", "bewertung kann bearbeitet werden"})
NO = frozenset({"no", "nein", "non", "nee"})


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


def fill(sheet: Sheet, marks: Sequence[Mark], wish: Wish, title: str) -> Filled:
    """The offline grading worksheet: grade and feedback comment of every participant who handed in, or whose group
    did. Dates stay as they are: Moodle compares them."""
    grade = column(sheet, wish.column, GRADE, "grades")
    feedback = column(sheet, wish.feedback, FEEDBACK, "feedback")
    maximum, locked = column(sheet, "", MAXIMUM, ""), column(sheet, "", LOCKED, "")
    if grade < 0:
        raise GraderError(f"I see no column for grades: name it with --column ({', '.join(sheet.header())}).")
    rows = _rows(sheet, grade)
    made = Filled()
    for mark in marks:
        found = _rows_of(rows, mark)
        if not found:
            unplaced(mark, rows, made)
            continue
        made.folders[mark.student] = [_folder(row) for row in found]
        if not ready(mark, wish, made):
            continue
        for row in found:
            if sheet.value(row.number, locked).casefold() in NO:
                made.notes.append(f"{mark.student}: Moodle says that this grade cannot be changed, so it was not.")
                continue
            most = fraction(sheet.value(row.number, maximum))
            made.edits[row.number, grade] = grade_cell(mark, most, sheet, wish)
            made.marked.add(mark.student)
            if 0 <= feedback < len(sheet.rows[row.number]):
                made.edits[row.number, feedback] = defused(escape(mark.comment))
    return made


def _rows(sheet: Sheet, grade: int) -> list[Row]:
    """The participants. What stands between the name and the grade may know them too."""
    name, group = column(sheet, "", FULL_NAME, ""), column(sheet, "", GROUP, "")
    rows = []
    for at in range(1, len(sheet.rows)):
        if len(sheet.rows[at]) > grade and NUMBER.fullmatch(sheet.value(at, 0)):
            ids = identities(sheet.value(at, n) for n in range(1, grade) if n not in (name, group))
            rows.append(Row(at, ids, sheet.value(at, name), sheet.value(at, group), sheet.value(at, 0)))
    return rows


def _rows_of(rows: list[Row], mark: Mark) -> list[Row]:
    """Of a participant by number and name; of a group by its name. The number alone may be a group's, and then it
    is somebody else's as a participant's: it never counts without the name."""
    owner = mark.owner
    if owner.system != "moodle":
        return by_identity(rows, mark)
    group = [row for row in rows if row.group and plain(row.group) == plain(owner.name)]
    if group:
        return group
    return [row for row in rows if owner.number and _number(row) == owner.number and _agrees(row, owner)]


def _number(row: Row) -> str:
    match = NUMBER.fullmatch(row.key)
    return match[1] if match else ""


def _agrees(row: Row, owner: Owner) -> bool:
    """Whether the folder's name is the row's. Where the table has no names, both say `Participant`."""
    ours = plain(owner.name)
    if row.name:
        theirs = plain(row.name)
        return ours == theirs or ours.endswith((f"-{theirs}", f" {theirs}"))
    return plain(row.key.rstrip("0123456789")) == ours


def _folder(row: Row) -> str:
    """Where this participant's feedback goes: the number is the participant's own, never a group's."""
    name = (row.name or row.key.rstrip("0123456789")).translate(REMOVED).replace("_", " ")
    return f"{' '.join(name.split()).strip('.') or 'Participant'}_{_number(row)}_assignsubmission_file"
