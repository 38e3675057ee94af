"""Results on standard output, in the formats asked for."""

from __future__ import annotations

from pathlib import Path

from grader.commands.console import Console
from grader.errors import GraderError
from grader.exercise.model import Assignment
from grader.marking.reveal import redact
from grader.report.formats import data, github, gradescope, junit, terminal
from grader.report.summary import Summary
from grader.values import ClassResults

FORMATS = ("text", "json", "jsonl", "html", "github", "junit", "gradescope")


def print_class(
    formats: list[str],
    results: ClassResults,
    summary: Summary,
    assignment: Assignment,
    output: Path,
    console: Console,
) -> None:
    """Print a run. What is no machine format goes to the error stream as soon as one is asked for."""
    for name in formats:
        match name:
            case "text":
                style = terminal.Style(console.colour, console.unicode)
                text = terminal.class_summary(results.title, results.problems, summary, str(output), style)
                (console.out if formats == ["text"] else console.err)(text)
            case "json":
                console.raw((output / "results.json").read_bytes())
            case "html":
                console.err(f"The class page is {output / 'index.html'}.")
            case _:
                print_lines(name, results, assignment, console)


def print_lines(name: str, results: ClassResults, assignment: Assignment, console: Console) -> None:
    """The machine formats that are made from the values."""
    match name:
        case "jsonl":
            for line in data.lines(results):
                console.out(line)
        case "github":
            for line in github.lines(results):
                console.raw(f"{line}\n".encode())
        case "junit":
            console.out(junit.document(results))
        case "gradescope":
            if len(results.students) != 1:
                raise GraderError("Gradescope's format holds one hand-in: give one file.")
            for one in results.students:
                console.out(gradescope.document(redact(one, assignment)))
