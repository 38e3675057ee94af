"""Files, folders and archives -> whose is what. Nothing is unpacked, no link is followed, no student's name becomes
a path.

**Which file counts.** All that one student handed in and that can be read counts, as one document: a part answered
in two files waits for a person, as a part answered twice in one file does. It is never the best of them, and never
the last. The same file twice counts once. Files of other kinds (pictures, programs) are named and not opened.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.course.archive import listing
from grader.course.model import Entry, Left, Owner, Source, Taken
from grader.course.systems import SYSTEMS, files
from grader.errors import GraderError, SubmissionError
from grader.late import dataclass
from grader.limits import FOLDER_DEPTH, FOLDER_FILES
from grader.submission.opening import shown

NOISE = ("readme.", "__macosx", "thumbs.db", "desktop.ini", "~$")
WRAPPERS = 3
"""Folders that hold nothing but one folder, as archives of folders do."""
NOTHING_READ = "nothing of a kind that I read (Markdown, LaTeX, text, notebook, YAML), and nothing was opened: "


@dataclass(frozen=True, slots=True)
class Collected:
    """What was found in everything that was given."""

    taken: tuple[Taken, ...]
    left: tuple[Left, ...]


def collect(given: Sequence[Path]) -> Collected:
    """Everything that is to be graded. GraderError where a path does not exist."""
    taken: list[Taken] = []
    left: list[Left] = []
    seen: set[tuple[Path, str]] = set()
    for path in given:
        for one in _given(path, left):
            key = (one.sources[0].path, one.sources[0].member.name if one.sources[0].member else "")
            if key not in seen:
                seen.add(key)
                taken.append(one)
    return Collected(tuple(taken), tuple(left))


def _given(path: Path, left: list[Left]) -> list[Taken]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as fault:
        reason = os.strerror(fault.errno) if isinstance(fault, OSError) and fault.errno else "no such file"
        raise GraderError(f"I cannot find {path}: {reason.lower()}.") from fault
    if stat.S_ISDIR(mode):
        return _sort(list(_in_folder(path, left)), str(path), left, strict=False)
    if stat.S_ISREG(mode) and path.suffix.lower() == ".zip":
        return _sort(_in_archive(path, left), str(path), left, strict=True)
    return [Taken(Owner(path.stem), (Source(path),), "this file was given.")]


def _in_folder(root: Path, left: list[Left]) -> Iterator[Entry]:
    """GraderError where there are more files than a class hands in; folders in folders without end are left out."""
    found = 0
    for folder, folders, names in os.walk(root, followlinks=False):
        found += len(names)
        if found > FOLDER_FILES:
            raise GraderError(f"{root} holds more than {FOLDER_FILES:,} files: give a folder of hand-ins alone.")
        if folders and len(Path(folder).relative_to(root).parts) >= FOLDER_DEPTH:
            left.append(Left(folder, f"folders lie in it more than {FOLDER_DEPTH} deep: I did not look further."))
            folders.clear()
        folders[:] = sorted(name for name in folders if _wanted(Path(folder, name), left))
        for name in sorted(names):
            file = Path(folder, name)
            if _wanted(file, left):
                yield Entry(file.relative_to(root).parts, Source(file))


def _wanted(file: Path, left: list[Left]) -> bool:
    if _noise(file.name):
        return False
    if file.is_symlink():
        left.append(Left(str(file), "it is a link: I do not follow links, so it was not graded."))
        return False
    return True


def _noise(name: str) -> bool:
    return (name.startswith(".") and not name.startswith("..")) or name.casefold().startswith(NOISE)


def _in_archive(path: Path, left: list[Left]) -> list[Entry]:
    """The members that may be read; why others may not is said. An archive that must not be opened has none."""
    try:
        found = listing(path)
    except GraderError as fault:
        left.append(Left(str(path), str(fault)))
        return []
    left += [Left(f"{path}/{name}", why) for name, why in found.refused if not any(map(_noise, name.split("/")))]
    entries = [Entry(tuple(member.name.split("/")), Source(path, member)) for member in found.members]
    return [entry for entry in entries if not any(map(_noise, entry.parts))]


def _sort(entries: list[Entry], root: str, left: list[Left], strict: bool) -> list[Taken]:
    """By owners. `strict`: what is not of a kind that is read is never opened, not even to say what it is."""
    entries, owned, name = _recognised(entries)
    by_owner: dict[str, list[tuple[Entry, Owner]]] = {}
    for entry, owner in zip(entries, owned, strict=True):
        if owner is None:
            left.append(Left(entry.source.shown, f"it is nobody's hand-in in {name}.", noise=True))
        else:
            # Plain files that differ in their endings only may be two students': they are told apart by number.
            alone = owner.system == "files" and owner.folder != owner.label
            by_owner.setdefault(owner.folder if alone else owner.label, []).append((entry, owner))
    chosen = (_choose(found, name, left, strict) for found in by_owner.values())
    return [one for one in chosen if one is not None]


def _recognised(entries: list[Entry]) -> tuple[list[Entry], list[Owner | None], str]:
    """The entries below the folders that wrap everything, whose they are, and the name of the layout."""
    for _ in range(WRAPPERS):
        for system in SYSTEMS[:-1]:
            if (owned := system.owners(entries)) is not None:
                return entries, owned, system.NAME
        wrapped = len({entry.parts[0] for entry in entries}) == 1 and all(len(one.parts) > 1 for one in entries)
        student = files.by_folder(entries) and any(len(one.parts) == 2 for one in entries)
        if not wrapped or student:
            break
        entries = [Entry(entry.parts[1:], entry.source) for entry in entries]
    return entries, files.owners(entries), files.NAME


def _choose(found: list[tuple[Entry, Owner]], system: str, left: list[Left], strict: bool) -> Taken | None:
    """What counts of one owner's files."""
    owner = found[0][1]
    readable = [(entry, whose) for entry, whose in found if entry.suffix in files.READ or whose.webtext]
    others = [entry for entry, _ in found if entry.suffix not in files.READ and not _webtext(found, entry)]
    if not readable and (strict or len(found) > 1):
        names = ", ".join(shown(entry.parts[-1]) for entry in others[:5])
        left.append(Left(found[0][0].source.shown, f"{NOTHING_READ}{names}."))
        return None
    if readable:
        left += [Left(entry.source.shown, "not of a kind that I read: not opened.", noise=True) for entry in others]
    wanted = readable or found
    sources = [Source(e.source.path, e.source.member, whose.webtext) for e, whose in wanted]
    kept = once(sources, left) if len(sources) > 1 else sources
    return Taken(owner, tuple(kept), _why(owner, kept, system))


def _webtext(found: list[tuple[Entry, Owner]], entry: Entry) -> bool:
    return any(one is entry and whose.webtext for one, whose in found)


def once(sources: list[Source], left: list[Left]) -> list[Source]:
    """Without copies: the same bytes, handed in twice."""
    kept: dict[bytes, Source] = {}
    for number, source in enumerate(sources):
        try:
            key = hashlib.sha256(source.data()).digest()
        except SubmissionError:
            key = str(number).encode()
        if key in kept:
            left.append(Left(source.shown, f"the same as {kept[key].name}: read once.", True))
        kept.setdefault(key, source)
    return list(kept.values())


def _why(owner: Owner, sources: list[Source], system: str) -> str:
    if len(sources) > 1:
        names = ", ".join(shown(source.name) for source in sources)
        return f"{len(sources)} files read as one ({names}): a part answered in two of them waits for a person."
    return f"the only file of {shown(owner.label)} in {system}."
