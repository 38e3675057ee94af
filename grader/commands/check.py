"""`grader check`: a student's own document, with feedback as far as the exercise allows."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.batch.run import grade_file
from grader.commands.console import Console
from grader.commands.outcome import code
from grader.commands.printing import print_lines
from grader.commands.words import spoken
from grader.exercise.load import load
from grader.marking.reveal import redact
from grader.report.formats import data, terminal
from grader.values import ClassResults


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 full marks, 1 not, 3 only waits for a person. GraderError for usage and files that cannot be read."""
    assignment = load(Path(args.exercises))
    result = grade_file(assignment, Path(args.file))
    seen = redact(result, assignment, handed_in=False)
    results = ClassResults(assignment.title, assignment.hash, (seen,))
    match args.format:
        case "text":
            style = terminal.Style(console.colour, console.unicode)
            console.out(terminal.student_report(spoken(seen, assignment), args.file, style))
        case "json":
            console.out("".join(data.document(results)))
        case "html":
            from grader.report.formats import html

            console.out(html.student_page(seen, assignment.title))
        case name:
            print_lines(name, results, assignment, console)
    return code(result.parts)
