"""`grader check --watch`: the file checked again whenever it changes, and of the report only what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

from grader.errors import GraderError
from grader.report.clean import clean
from grader.report.formats.terminal import Style, part_report, student_report, total
from grader.report.words import SIGNS, words_of
from grader.values import PartResult, Result

PAUSE = 0.5
"""Seconds between two looks at the files."""


def states(files: Callable[[], list[Path]], pause: Callable[[float], None] = sleep) -> Iterator[None]:
    """Once at the beginning, then each time that one of the files is another than before. Never ends."""
    before: object = None
    while True:
        now = [_state(path) for path in files()]
        if now != before:
            before = now
            yield
        pause(PAUSE)


def _state(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, -1
    return str(path), found.st_mtime_ns, found.st_size


def reports(changed: Iterator[None], check: Callable[[], Result], file: str, style: Style) -> Iterator[str]:
    """The whole report first, then what changed. While a file is being saved it may not be readable: that is told,
    and the next change tried."""
    before: Result | None = None
    for _ in changed:
        try:
            now = check()
        except GraderError as fault:
            yield str(fault)
            continue
        if before is None:
            yield student_report(now, file, style)
        else:
            yield style.plain("\n".join(_news(before, now, file, style)))
        before = now


def _news(before: Result, now: Result, file: str, style: Style) -> Iterator[str]:
    words = words_of(now.language)
    old = {part.part: part for part in before.parts}
    quiet = True
    for part in now.parts:
        was = old.get(part.part)
        if was is not None and _told(was) == _told(part):
            continue
        quiet = False
        if was is not None and was.outcome != part.outcome:
            yield f"{clean(part.part)}: {style.sign(SIGNS[was.outcome])} -> {style.sign(SIGNS[part.outcome])}"
        yield from part_report(part, file, now.language, style)
    if quiet:
        yield words.no_change
    yield total(now, style)


def _told(part: PartResult) -> object:
    """What is said of a part, wherever it stands."""
    said = [(each.hints, each.verdict.text, each.verdict.outcome, each.verdict.read_as) for each in part.answers]
    return part.outcome, part.points, part.remarks, said
