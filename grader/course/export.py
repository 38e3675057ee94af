"""Marks and pages back into a course system, as files that a person uploads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.course.marks import Mark, Marks
from grader.course.rows import Filled, Wish
from grader.course.sheet import read
from grader.course.systems import canvas, gradescope, moodle, table
from grader.errors import GraderError

SHEETS = {"moodle": moodle.fill, "canvas": canvas.fill, "csv": table.fill}
PAGE = "report.html"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same marks make the same bytes, whenever they are written."""


def into(system: str, marks: Marks, data: bytes, name: str, wish: Wish) -> tuple[bytes, Filled]:
    """The system's own table with the marks in it, and what was and was not done. GraderError where the table is
    not one of this system."""
    sheet = read(data, name)
    if not sheet.rows:
        raise GraderError(f"{name} is empty.")
    filled = SHEETS[system](sheet, marks.marks, wish, marks.title)
    return sheet.filled(filled.edits), filled


def gradescope_archive(marks: Marks) -> bytes:
    """A `results.json` for every submission, in its own folder."""
    return archive((f"{_submission(mark)}/results.json", gradescope.results(mark)) for mark in marks.marks)


def _submission(mark: Mark) -> str:
    return mark.owner.folder if mark.owner.system == "gradescope" else mark.student


def feedback(marks: Marks, folders: Mapping[str, list[str]], pages: Path) -> tuple[bytes, list[str]]:
    """An archive of the students' own pages: one folder for each person, also where several handed in together. A
    page is put where only this student, or a member of this group, finds it; who has no row has no page in it."""
    notes: list[str] = []
    members: list[tuple[str, bytes]] = []
    for mark in marks.marks:
        if not folders.get(mark.student):
            continue
        try:
            page = (pages / f"{mark.student}.html").read_bytes()
        except OSError:
            notes.append(f"{mark.student}: there is no page in {pages}, so none was packed.")
            continue
        flat = mark.owner.system == "canvas"
        members += [(f"{one}.html" if flat else f"{one}/{PAGE}", page) for one in folders[mark.student]]
    names = [name for name, _ in members]
    if len(set(names)) < len(names):
        raise GraderError("Two students' feedback would go to one place, so I packed none: is someone there twice?")
    return archive(members), notes


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive whose bytes depend on its members alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.external_attr = 0o600 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return buffer.getvalue()
