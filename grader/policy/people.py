"""The people of a course: a table with a head (a roster, Moodle's worksheet, Canvas's gradebook), read and never
written. Whose row is whose is decided as in `course.rows`: by an id that only one row has, else by such a name."""

from __future__ import annotations

from collections.abc import Iterable

from grader.course.model import Owner
from grader.course.rows import identities, letters
from grader.course.sheet import Sheet
from grader.late import dataclass

IDS = frozenset(
    "id|student|student id|sid|number|id number|matriculation number|matrikelnummer|identifier|teilnehmer/in|login|"
    "username|anmeldename|email|e-mail|email address|e-mail-adresse|sis user id|sis login id|canvas id".split("|")
)
NAMES = frozenset({"name", "full name", "student", "vollständiger name", "display name"})
FIRST = frozenset({"first name", "firstname", "first_name", "vorname"})
LAST = frozenset({"last name", "lastname", "last_name", "surname", "nachname"})
MAIL = frozenset({"email", "e-mail", "email address", "e-mail-adresse"})
GROUP = frozenset({"group", "gruppe", "team"})
HANDED = frozenset(
    "handed_in|handed in|submitted|submitted at|submission time|last modified (submission)|abgegeben|abgegeben am|"
    "zuletzt geändert (abgabe)".split("|")
)
POINTS = "Points Possible"
"""What Canvas writes in the first cell of a row that is no student's."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row. `id` is the first of its ids; `handed_in` is a time as the table writes it."""

    id: str
    name: str = ""
    email: str = ""
    group: str = ""
    handed_in: str = ""
    ids: frozenset[str] = frozenset()

    @property
    def owner(self) -> Owner:
        """The person as the owner of a hand-in."""
        return Owner(self.id, name=self.name, number=self.id, email=self.email)


@dataclass(frozen=True, slots=True)
class People:
    """A table of people. `has_times`: it has a column of times."""

    people: tuple[Person, ...]
    has_times: bool
    file: str = ""

    def find(self, owner: Owner) -> Person | None:
        """Who an owner is; None where nobody is, or more than one could be meant. A number alone does not count
        where both have names and these differ: in Moodle it may be a group's."""
        wanted = identities((owner.label, owner.number, owner.email))
        found = [one for one in self.people if wanted & one.ids and _agree(owner, one)]
        if len(found) != 1 and owner.name:
            found = [one for one in self.people if one.name and letters(one.name) == letters(owner.name)]
        return found[0] if len(found) == 1 else None

    def named(self, name: str) -> Person | None:
        """The one person whom a text means: an id, an address, a name."""
        return self.find(Owner(name)) or self.find(Owner("", name=name))


def _agree(owner: Owner, one: Person) -> bool:
    return not (owner.name and one.name and owner.system == "moodle") or letters(owner.name).endswith(
        letters(one.name)
    )


def people(sheet: Sheet, file: str) -> People:
    """The people of a table whose first line names its columns; rows without an id or name are none."""
    head = [name.casefold() for name in sheet.header()] if sheet.rows else []
    handed = _columns(head, HANDED)
    made = (_person(sheet, at, head, handed) for at in range(1, len(sheet.rows)))
    return People(tuple(one for one in made if one.id and POINTS not in one.name), bool(handed), file)


def _person(sheet: Sheet, at: int, head: list[str], handed: list[int]) -> Person:
    def first(known: frozenset[str]) -> str:
        return next(filter(None, (sheet.value(at, n) for n in _columns(head, known))), "")

    ids = [value for n in _columns(head, IDS) if (value := sheet.value(at, n))]
    name = first(NAMES) or f"{first(FIRST)} {first(LAST)}".strip()
    when = next(filter(None, (sheet.value(at, n) for n in handed)), "")
    return Person(
        id=ids[0] if ids else name,
        name=name.removeprefix('="').removesuffix('"'),
        email=first(MAIL),
        group=first(GROUP),
        handed_in="" if when == "-" else when,
        ids=identities([*ids, *_numbers(ids)]),
    )


def _columns(head: list[str], known: Iterable[str]) -> list[int]:
    return [n for n, name in enumerate(head) if name in known]


def _numbers(ids: list[str]) -> list[str]:
    """Moodle writes `Participant 1842` for 1842."""
    return [last for one in ids if (words := one.split()) and len(words) == 2 and (last := words[1]).isdigit()]
