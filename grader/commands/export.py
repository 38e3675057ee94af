"""`grader export`: the marks of a run in the course system's own file."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.batch.store import write
from grader.commands.console import Console
from grader.course import export, marks
from grader.course.rows import Filled, Wish
from grader.course.systems import table
from grader.errors import GraderError

WAITS = 3
SHOWN = 20


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 every mark written; 3 where some could not be, or wait for a person. GraderError for usage, bad files."""
    results, output = Path(args.results), Path(args.output)
    wish = Wish(args.column, args.feedback_column, args.scale, args.provisional, args.decimal)
    found = marks.read(results, Path(args.who) if args.who else None)
    given = [Path(one) for one in (args.into,) if one]
    _check(output, [*given, results], args.force)
    packed = Path(args.feedback) if args.feedback else None
    if packed:
        _check(packed, [*given, results, output], args.force)
    data, filled = _made(args.to, found, given, wish)
    try:
        write(output, data)
        if packed:
            folder = results if results.is_dir() else results.parent
            pages, notes = export.feedback(found, filled.folders, folder / "students")
            write(packed, pages)
            filled.notes += notes
    except OSError as fault:
        raise GraderError(f"I cannot write {output}: {fault.strerror or fault}.") from fault
    _tell(filled, len(found.marks), output, console)
    return WAITS if filled.notes else 0


def _made(system: str, found: marks.Marks, given: list[Path], wish: Wish) -> tuple[bytes, Filled]:
    alone = Filled(folders={mark.student: [mark.student] for mark in found.marks})
    alone.marked = set(alone.folders)
    alone.notes = [f"{mark.student}: something waits for a person." for mark in found.marks if mark.open]
    if system == "gradescope":
        return export.gradescope_archive(found), alone
    if not given:
        if system == "csv":
            return table.new(found.marks, wish), alone
        raise GraderError(f"Say with --into which file of {system.capitalize()} is to be filled in.")
    try:
        data = given[0].read_bytes()
    except OSError as fault:
        raise GraderError(f"I cannot open {given[0]}: {(fault.strerror or 'no such file').lower()}.") from fault
    return export.into(system, found, data, str(given[0]), wish)


def _check(output: Path, inputs: list[Path], force: bool) -> None:
    if any(output.resolve() == one.resolve() for one in inputs):
        raise GraderError(f"{output} is what I read: give another name with -o, so that the original stays.")
    if output.is_dir() or output.is_symlink():
        raise GraderError(f"I cannot write {output}: it is no plain file.")
    if output.exists() and not force:
        raise GraderError(f"{output} is there already: give another name, or overwrite it with --force.")


def _tell(filled: Filled, total: int, output: Path, console: Console) -> None:
    for note in filled.notes[:SHOWN]:
        console.err(note)
    if len(filled.notes) > SHOWN:
        console.err(f"... and {len(filled.notes) - SHOWN} more.")
    console.out(f"{output} is written, with the marks of {len(filled.marked)} of {total} hand-ins.")
