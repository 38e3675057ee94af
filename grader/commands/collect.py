"""`grader collect`: which file would be taken for whom, and why, before anything is graded."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.batch.plan import plan
from grader.commands.console import Console
from grader.course.register import document, table


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 told. GraderError where there is nothing to grade. Nothing is written, with or without --dry-run."""
    found = plan([Path(one) for one in args.submissions])
    students = [(one.student, one.taken) for one in found.handins]
    match args.format:
        case "json":
            console.raw(document(students, found.left).encode())
        case _:
            console.out(table(students, found.left))
            files = sum(len(one.sources) for _, one in students)
            console.err(f"{len(students)} hand-ins, {files} files; {len(found.left)} not taken.")
    return 0
