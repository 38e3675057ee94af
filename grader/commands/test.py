"""`grader test`: each exercise against its own samples."""

from __future__ import annotations

import argparse

from grader import lint
from grader.commands.console import Console
from grader.commands.parts import assignments
from grader.exercise.load import load
from grader.report.clean import clean


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 where every sample came out as its author says, 1 where not."""
    found = [load(path) for path in assignments(args.exercises, args.whole)]
    tried = failed = 0
    for check in (check for assignment in found for check in lint.test(assignment)):
        tried += 1
        if not check.passed:
            failed += 1
            console.out(f"{check.file}:{check.line}: {check.part}, {clean(check.what)}: {clean(check.got)}")
    if not tried:
        console.out("No part has samples, so nothing was tried. Add `samples:` to the parts.")
    elif failed:
        console.out(f"{failed} of {tried} did not come out as the exercise says")
    else:
        console.out(f"all {tried} came out as the exercise says")
    return 1 if failed else 0
