"""Which files to grade, for whom, and where the reports may go. Names that students chose never become paths."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.course.collect import Collected, collect
from grader.course.model import Left, Source, Taken
from grader.errors import GraderError
from grader.late import dataclass

NAME_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
NAME_LENGTH = 64
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for devices."""
REASONS = 20
PAGE = b'content="grader"'
"""What our pages say of themselves."""


@dataclass(frozen=True, slots=True)
class Handin:
    """What one student handed in. `student` is safe as a file name and unique in the run."""

    student: str
    taken: Taken

    @property
    def path(self) -> Path:
        """The (first) file, or the archive that it is in; nameless where nothing was handed in."""
        return self.taken.sources[0].path if self.taken.sources else Path()

    @property
    def name(self) -> str:
        """The name of that file."""
        return self.path.name

    @property
    def files(self) -> tuple[Source, ...]:
        """All that was handed in."""
        return self.taken.sources

    @property
    def source(self) -> str:
        """The place as it was given, for the instructor; empty where nothing was handed in."""
        if not self.taken.sources:
            return ""
        first = self.taken.sources[0]
        return first.name if first.alias else first.shown


@dataclass(frozen=True, slots=True)
class Plan:
    """All hand-ins in the order of the results, and sentences on what was left out or renamed."""

    handins: tuple[Handin, ...]
    notes: tuple[str, ...]
    left: tuple[Left, ...] = ()
    """All files that were not taken, and why: more than the notes tell."""


def plan(
    given: list[Path],
    arrange: Callable[[Collected], Collected] = lambda found: found,
    before: Mapping[str, str] | None = None,
) -> Plan:
    """Find the hand-ins in files, folders and archives; `arrange` may put them together otherwise. `before` are the
    ids of an earlier run by file: who had an id keeps it, whoever is called so by now. GraderError where a path
    does not exist, or nothing is."""
    known = before or {}
    found = arrange(collect(given))
    notes = [str(one) for one in found.left if not one.noise]
    if not found.taken:
        reasons = "".join(f"\n  {note}" for note in notes[:REASONS])
        raise GraderError(f"I found no hand-ins in {', '.join(map(str, given))}: nothing to grade.{reasons}")
    used: set[str] = set()

    def turn(one: Taken) -> tuple[bool, bool]:
        # Who is called so comes before whose name had to be changed into it: nobody takes another's name.
        return not _kept(one, known), safe_name(one.owner.label) != one.owner.label

    handins = [Handin(_unique(one, used, notes, known), one) for one in sorted(found.taken, key=turn)]
    in_order = sorted(handins, key=lambda one: (one.student.casefold(), one.student))
    return Plan(tuple(in_order), tuple(notes), found.left)


def safe_name(text: str) -> str:
    """A student's id out of a file's name: letters, digits and `._-`, at most 64, never empty or reserved."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(_replaced(char) for char in plain)
    while "--" in kept:
        kept = kept.replace("--", "-")
    kept = kept.strip("-.")[:NAME_LENGTH].rstrip("-.")
    if not kept:
        return "unnamed"
    return f"{kept}_" if kept.split(".")[0].casefold() in RESERVED else kept


def _replaced(char: str) -> str:
    if char in NAME_CHARACTERS:
        return char
    return "" if unicodedata.combining(char) else "-"


def _kept(one: Taken, known: Mapping[str, str]) -> str:
    """The id that an earlier run gave, if it is one that we give; else empty."""
    name, wanted = known.get(one.sources[0].shown, "") if one.sources else "", safe_name(one.owner.label)
    number = name.removeprefix(f"{wanted[: NAME_LENGTH - 8]}-")
    return name if name == wanted or (number != name and number.isdecimal() and len(number) < 8) else ""


def _unique(one: Taken, used: set[str], notes: list[str], known: Mapping[str, str]) -> str:
    """The id of a hand-in, told apart from those before it."""
    wanted = safe_name(one.owner.label)
    name, number = _kept(one, known) or wanted, 1
    while name.casefold() in used:
        number += 1
        name = f"{wanted[: NAME_LENGTH - 8]}-{number}"
    used.add(name.casefold())
    if name != wanted:
        shown = one.sources[0].shown if one.sources and not one.sources[0].alias else wanted
        notes.append(f"{shown} has the same name as another hand-in; it is reported as {name}.")
    return name


def check_output(output: Path, given: list[Path], more: Mapping[str, bytes] | None = None) -> None:
    """GraderError where writing to `output` could touch a hand-in or someone else's page. `more` are further files
    that will be written there: by name what stands in the beginning of one of ours."""
    target = output.resolve()
    for path in given:
        root = path.resolve()
        if path.is_dir() and target.is_relative_to(root):
            raise GraderError(f"The reports must not be written inside the hand-ins: choose -o outside {path}.")
    if output.exists() and not output.is_dir():
        raise GraderError(f"I cannot write reports to {output}: it is a file.")
    if (output / "students").is_symlink():
        raise GraderError(f"{output / 'students'} is a link, and I would write through it: choose another -o.")
    ours = {"results.json": b'"grader/results/', "collected.json": b'"grader/collected/', "index.html": PAGE}
    for name, mark in {**ours, **(more or {})}.items():
        file = output / name
        if file.is_symlink() or (file.exists() and not _is_ours(file, mark)):
            raise GraderError(f"{file} was not written by me, and I would overwrite it: choose another -o.")


def _is_ours(file: Path, mark: bytes) -> bool:
    """Whether we wrote the file: a part of it says so, or there is nothing in it."""
    try:
        with open(file, "rb") as opened:
            beginning = opened.read(2_000)
    except OSError:
        return False
    return mark in beginning or not beginning
