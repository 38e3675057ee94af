"""`grader answer`: one answer to one part."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from grader.batch.single import mark_text
from grader.commands.console import Console
from grader.commands.outcome import code
from grader.commands.parts import part_named
from grader.commands.words import spoken_part
from grader.exercise.load import load
from grader.limits import PART_CHARACTERS
from grader.marking.reveal import redact
from grader.values import Result


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 full marks, 1 not, 3 waits for a person. GraderError for usage and a part that there is not."""
    assignment = load(Path(args.exercises), args.part.strip())
    part = part_named(assignment, args.part)
    for problem in assignment.elsewhere:
        console.err(f"{problem} (This does not concern {part.id}.)")
    text = args.text
    if text == "-":
        text = sys.stdin.buffer.read(8 * PART_CHARACTERS).decode("utf-8", errors="replace")
    marked = mark_text(part, text, assignment.language, assignment.hash)
    result = Result("", (), "", (marked,), language=assignment.language)
    seen = spoken_part(redact(result, assignment, handed_in=False).parts[0], part)
    if args.format == "json":
        from grader.report.formats import data

        console.out(data.dump(data.part(seen)))
    else:
        from grader.report.formats import terminal

        style = terminal.Style(console.colour, console.unicode)
        console.out(style.plain("\n".join(terminal.part_report(seen, "", assignment.language, style))))
    return code([marked])
