"""Which files to grade, for whom, and where the reports may go. Names that students chose never become paths."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError

NAME_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
NAME_LENGTH = 64
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for devices."""


@dataclass(frozen=True, slots=True)
class Handin:
    """One file to grade. `student` is safe as a file name and unique in the run."""

    student: str
    path: Path

    @property
    def source(self) -> str:
        """The path as it was given, for the instructor."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Plan:
    """All hand-ins in the order of the results, and sentences on what was left out or renamed."""

    handins: tuple[Handin, ...]
    notes: tuple[str, ...]


def plan(given: list[Path]) -> Plan:
    """Find the hand-ins in files and folders. GraderError where a path does not exist or nothing is found."""
    notes: list[str] = []
    found: dict[Path, Path] = {}
    for path in given:
        for file, label in _files(path, notes):
            found.setdefault(file, label)
    if not found:
        raise GraderError(f"I found no hand-ins in {', '.join(map(str, given))}: nothing to grade.")
    taken: set[str] = set()
    handins = [Handin(_unique(label, file, taken, notes), file) for file, label in found.items()]
    return Plan(tuple(sorted(handins, key=lambda one: (one.student.casefold(), one.student))), tuple(notes))


def _files(path: Path, notes: list[str]) -> Iterator[tuple[Path, Path]]:
    """Files with the label that their student's id is made of, in a fixed order."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as fault:
        reason = os.strerror(fault.errno) if isinstance(fault, OSError) and fault.errno else "no such file"
        raise GraderError(f"I cannot find {path}: {reason.lower()}.") from fault
    if not stat.S_ISDIR(mode):
        yield path, Path(path.name)
        return
    for folder, folders, names in os.walk(path, followlinks=False):
        folders[:] = sorted(name for name in folders if _wanted(Path(folder, name), notes))
        for name in sorted(names):
            file = Path(folder, name)
            if _wanted(file, notes):
                yield file, file.relative_to(path)


def _wanted(file: Path, notes: list[str]) -> bool:
    if file.name.startswith(".") or file.name.casefold().startswith(("readme.", "__macosx", "thumbs.db")):
        return False
    if file.is_symlink():
        notes.append(f"{file} is a link: I do not follow links, so it was not graded.")
        return False
    return True


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


def _unique(label: Path, file: Path, taken: set[str], notes: list[str]) -> str:
    """The id of a file, told apart from those before it."""
    wanted = safe_name("-".join([*label.parent.parts, label.stem]))
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted[: NAME_LENGTH - 8]}-{number}"
    taken.add(name.casefold())
    if number > 1:
        notes.append(f"{file} has the same name as another hand-in; it is reported as {name}.")
    return name


def check_output(output: Path, given: list[Path]) -> None:
    """GraderError where writing to `output` could touch a hand-in or someone else's page."""
    target = output.resolve()
    for path in given:
        root = path.resolve()
        if path.is_dir() and target.is_relative_to(root):
            raise GraderError(f"The reports must not be written inside the hand-ins: choose -o outside {path}.")
    if output.exists() and not output.is_dir():
        raise GraderError(f"I cannot write reports to {output}: it is a file.")
    for name, mark in (("results.json", b'"grader/results/'), ("index.html", b'content="grader"')):
        file = output / name
        if file.is_symlink() or (file.exists() and mark not in _beginning(file)):
            raise GraderError(f"{file} was not written by me, and I would overwrite it: choose another -o.")


def _beginning(file: Path) -> bytes:
    try:
        with open(file, "rb") as opened:
            return opened.read(2_000)
    except OSError:
        return b""
