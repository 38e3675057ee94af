"""`grader init`: a first assignment to change, which passes `grader lint` and `grader test` as it is."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.commands.console import Console
from grader.errors import GraderError

STARTER = Path(__file__).parent / "starter"


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 written. GraderError where a file is there already, or the folder cannot be written: then nothing is."""
    folder = Path(args.folder)
    files = sorted(path for path in STARTER.rglob("*") if path.is_file())
    targets = [folder / path.relative_to(STARTER) for path in files]
    there = [str(target) for target in targets if target.exists() or target.is_symlink()]
    if there:
        raise GraderError(f"Nothing was written, for these are there already: {', '.join(there)}.")
    try:
        for path, target in zip(files, targets, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "x", encoding="utf-8") as made:
                made.write(path.read_text("utf-8"))
            console.out(str(target))
    except OSError as fault:
        raise GraderError(f"I cannot write to {folder}: {fault.strerror or fault}.") from fault
    exercises, handin = folder / "exercises", folder / "hand-ins" / "ada.md"
    console.err(
        f"Next:\n  grader lint {exercises}\n  grader test {exercises}\n  grader check {exercises} {handin}\n"
        f"  grader grade {exercises} {folder / 'hand-ins'} -o {folder / 'reports'}"
    )
    return 0
