"""`grader check`: a student's own document, with feedback as far as the exercise allows."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.batch.run import grade_file
from grader.commands.console import Console
from grader.commands.outcome import FULL, LESS, code
from grader.commands.printing import print_lines
from grader.commands.watch import reports, states
from grader.commands.words import spoken
from grader.errors import GraderError
from grader.exercise.load import load
from grader.marking.form import form
from grader.marking.reveal import redact
from grader.marking.shown import with_text
from grader.report.formats import data, terminal
from grader.values import ClassResults, Result


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 full marks, 1 not, 3 only waits for a person; with --format-only 0 where all is there and can be read.
    GraderError for usage and files that cannot be read."""
    if (args.watch or args.format_only) and args.format != "text":
        raise GraderError("--watch and --format-only print text: leave --format out.")
    if Path(args.file).is_dir():
        raise GraderError(
            f"{args.file} is a folder, and `grader check` looks at one hand-in: name its file. "
            f"`grader grade {args.exercises} {args.file} -o reports` grades all that is in a folder."
        )
    style = terminal.Style(console.colour, console.unicode)
    if args.format_only:
        read = form(grade_file(load(Path(args.exercises)), Path(args.file)))
        console.out(terminal.form_report(read, args.file, style))
        return LESS if any(part.outcome in ("missing", "unreadable") for part in read.parts) else FULL
    if args.watch:
        return _watch(args, console, style)
    assignment = load(Path(args.exercises))
    result = grade_file(assignment, Path(args.file))
    seen = redact(result, assignment, handed_in=False)
    results = ClassResults(assignment.title, assignment.hash, (seen,))
    match args.format:
        case "text":
            console.out(terminal.student_report(spoken(seen, assignment), args.file, style))
        case "json":
            console.out("".join(data.document(results)))
        case "html":
            from grader.report.formats import html

            console.out(html.student_page(with_text(seen, assignment), assignment.title, handed_in=False))
        case name:
            print_lines(name, results, assignment, console)
    return code(result.parts)


def _watch(args: argparse.Namespace, console: Console, style: terminal.Style) -> int:
    """Until it is interrupted; then as the last check."""
    exercises, file = Path(args.exercises), Path(args.file)
    last = [FULL]

    def check() -> Result:
        assignment = load(exercises)
        result = grade_file(assignment, file)
        last[0] = code(result.parts)
        return spoken(redact(result, assignment, handed_in=False), assignment)

    def files() -> list[Path]:
        return [file, *(sorted(exercises.glob("*.y*ml")) if exercises.is_dir() else [exercises])]

    try:
        for text in reports(states(files), check, args.file, style):
            console.out(text)
            console.flush()
    except KeyboardInterrupt:
        pass
    return last[0]
