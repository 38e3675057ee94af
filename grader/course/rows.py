"""Which row of a table is whose: by what the system itself counts by, then by id or address, then by a name that
only one row has. Two rows that could both be meant are none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction

from grader.course.marks import Mark
from grader.course.sheet import Sheet, number
from grader.errors import GraderError
from grader.late import dataclass, field
from grader.report.numbers import shown

REMOVED = str.maketrans("", "", "&<>\"`|':\\/")
"""What Moodle's `clean_filename` takes out of names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One student's row: its place, the numbers and addresses in it, the name."""

    number: int
    ids: frozenset[str]
    name: str = ""
    group: str = ""
    key: str = ""
    """What the system itself counts by, as the table says it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    column: str = ""
    feedback: str = ""
    scale: bool = False
    provisional: bool = False
    """Write the certain points of those on whom a person has yet to decide."""
    decimal: str = ""


@dataclass(slots=True)
class Filled:
    """What is to be changed, whose rows they are, and what could not be done, in sentences."""

    edits: dict[tuple[int, int], str] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)
    """Student's id -> names of folders or files under which the feedback goes back."""
    marked: set[str] = field(default_factory=set)
    """Ids of students whose mark is in it."""
    notes: list[str] = field(default_factory=list)


def plain(name: str) -> str:
    """A name as it is compared: composed, without what a file's name loses, blanks run together."""
    text = unicodedata.normalize("NFC", name).translate(REMOVED).replace("_", " ")
    return " ".join(text.split()).casefold()


def letters(name: str) -> str:
    """A name as ids keep it: letters and digits only, in any order of its words."""
    shown = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in shown).casefold().split()))


def identities(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text.strip().casefold() for text in texts if text.strip())


def by_identity(rows: Sequence[Row], mark: Mark) -> list[Row]:
    """The rows of those who handed in: several for a group whose members are known by name."""
    wanted = identities((mark.student, mark.owner.number, mark.owner.email))
    found = [row for row in rows if wanted & row.ids]
    if len(found) != 1:
        found = _named(rows, mark.owner.name or mark.student)
    others = [row for name in mark.owner.members for row in _known(rows, name)]
    return list({row.number: row for row in (*found, *others)}.values())


def _known(rows: Sequence[Row], member: str) -> list[Row]:
    """The row of a member of a group, by id or by name."""
    found = [row for row in rows if identities((member,)) & row.ids]
    return found if len(found) == 1 else _named(rows, member)


def _named(rows: Sequence[Row], name: str) -> list[Row]:
    found = [row for row in rows if row.name and letters(row.name) == letters(name)]
    return found if len(found) == 1 else []


def grade_cell(mark: Mark, maximum: Fraction | None, sheet: Sheet, wish: Wish) -> str:
    """The mark as the table writes numbers. GraderError where the table's maximum is another and nobody said what
    is to be done."""
    points = mark.points
    if maximum is not None and mark.max_points and maximum != mark.max_points:
        if not wish.scale:
            raise GraderError(
                f"The table's maximum is {shown(maximum)} points, this assignment's is {shown(mark.max_points)}: "
                "change it in the course system, or convert with --scale."
            )
        points = points * maximum / mark.max_points
    return number(points, wish.decimal == "," if wish.decimal else sheet.comma())


def column(sheet: Sheet, wanted: str, known: frozenset[str], what: str, header: int = 0) -> int:
    """The column of that name, or the one known by name; -1 where there is none and none was asked for."""
    names = [name.casefold() for name in sheet.header(header)]
    if wanted:
        if wanted.casefold() not in names:
            raise GraderError(f'The table has no column "{wanted}" for {what}: {", ".join(sheet.header(header))}.')
        return names.index(wanted.casefold())
    return next((n for n, name in enumerate(names) if name in known), -1)


def ready(mark: Mark, wish: Wish, filled: Filled) -> bool:
    """Whether the mark may be written; if not, that is noted."""
    if mark.open and not wish.provisional:
        filled.notes.append(f"{mark.student}: something waits for a person, so no mark was written.")
        return False
    return True


def unplaced(mark: Mark, rows: Sequence[Row], filled: Filled) -> None:
    """That no row is this student's for certain, and which could be."""
    owner = mark.owner
    ids, names = identities((mark.student, owner.number, owner.email)), {letters(owner.name or mark.student)}
    near = [str(row.number + 1) for row in rows if row.ids & ids or letters(row.name) in names]
    why = "no row has this name, number or address"
    if near:
        why = f"rows {', '.join(near)} could be meant" if near[1:] else f"row {near[0]} fits only in part"
    filled.notes.append(f"{mark.student}: {why}, so no mark was written.")
