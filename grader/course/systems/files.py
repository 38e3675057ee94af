"""Plain files: one a student, or a folder a student. Which of the two is seen from the names: in folders of
students the files of different folders are called alike or stand alone; else every file is somebody's own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from grader.course.model import Entry, Owner
from grader.late import pattern
from grader.submission.formats import READERS

NAME = "plain files"
READ = frozenset(suffix for reader in READERS for suffix in reader.SUFFIXES)
"""The endings of files that are read as hand-ins."""
COPY = pattern(r"(?:[ _-]*\(\d{1,3}\)|[ _-]+(?:copy|kopie|final|v\d{1,3}))+$", re.I)
FOLDERS, WORKS = 3, 6
"""From so many folders on, files that are called alike in most of them mean folders of students; unless a folder
holds more works than one student hands in."""


def owners(entries: Sequence[Entry]) -> list[Owner | None]:
    """Of each file its student: the folder at the top, or the file itself."""
    if by_folder(entries):
        return [_owner(entry.parts[0]) if len(entry.parts) > 1 else None for entry in entries]
    return [_owner("-".join([*entry.parts[:-1], _stem(entry.parts[-1])]), entry) for entry in entries]


def _owner(label: str, entry: Entry | None = None) -> Owner:
    return Owner(label=label, folder="/".join(entry.parts) if entry else label)


def by_folder(entries: Sequence[Entry]) -> bool:
    """Whether the folders at the top are students: no hand-in lies beside them, and in more than half of them all
    files are versions of one work (`hw.md`, `hw (1).md`), or works of these names are in more than half of them."""
    works: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.suffix not in READ:
            continue
        if len(entry.parts) == 1:
            return False
        works[entry.parts[0]].add("/".join([*entry.parts[1:-1], COPY.sub("", _stem(entry.parts[-1]))]).casefold())
    alone = sum(len(names) == 1 for names in works.values())
    return bool(works) and (2 * alone > len(works) or _alike(list(works.values())))


def _alike(works: list[set[str]]) -> bool:
    if len(works) < FOLDERS or max(map(len, works)) > WORKS:
        return False
    counted = Counter(name for names in works for name in names)
    return all(2 * max(counted[name] for name in names) > len(works) for names in works)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
