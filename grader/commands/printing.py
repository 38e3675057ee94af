"""Results on standard output, in the formats asked for. One stream holds one machine format: the first that is
named is printed, the others are written beside the reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.batch.store import write
from grader.commands.console import Console
from grader.errors import GraderError
from grader.exercise.model import Assignment
from grader.marking.reveal import redact
from grader.report.formats import data, github, gradescope, junit, terminal
from grader.report.summary import Summary
from grader.values import ClassResults

FORMATS = ("text", "json", "jsonl", "html", "github", "junit", "gradescope")


FILES = {
    "json": "results.json",
    "jsonl": "results.jsonl",
    "github": "annotations.txt",
    "junit": "junit.xml",
    "gradescope": "gradescope.json",
}
"""Where a machine format is written that is not printed; `results.json` always is."""


MARKS = {
    "json": b'"grader/results/',
    "jsonl": b'{"id": ',
    "github": b"::",
    "junit": junit.MADE_BY.encode(),
    "gradescope": b'"grader/results/',
}
"""What stands near the beginning of a file of ours."""


def written(formats: list[str]) -> dict[str, bytes]:
    """The files that `print_class` writes beside the reports, each with its mark."""
    machine = [name for name in formats if name in FILES]
    return {FILES[name]: MARKS[name] for name in machine[1:]}


def print_class(
    formats: list[str],
    results: ClassResults,
    summary: Summary,
    assignment: Assignment,
    output: Path,
    console: Console,
) -> None:
    """Print a run. What is no machine format goes to the error stream as soon as one is asked for."""
    machine = [name for name in FORMATS if name in formats and name in FILES]
    printed = next((name for name in formats if name in FILES), "")
    if "text" in formats:
        style = terminal.Style(console.colour, console.unicode)
        text = terminal.class_summary(results.title, results.problems, summary, str(output), style)
        (console.err if machine else console.out)(text)
    if printed == "json":
        console.raw((output / FILES["json"]).read_bytes())
    elif printed:
        print_lines(printed, results, assignment, console)
    for name in machine:
        if name not in (printed, "json"):
            lines = machine_lines(name, results, assignment)
            write(output / FILES[name], "".join(f"{line}\n" for line in lines).encode())
        if name != printed:
            console.err(f"{name} is in {output / FILES[name]}.")
    if "html" in formats:
        console.err(f"The class page is {output / 'index.html'}.")


def print_lines(name: str, results: ClassResults, assignment: Assignment, console: Console) -> None:
    """A machine format that is made from the values, on standard output."""
    for line in machine_lines(name, results, assignment):
        console.raw(f"{line}\n".encode())


def machine_lines(name: str, results: ClassResults, assignment: Assignment) -> Iterator[str]:
    """The lines of a format, without their ends. GraderError where it cannot hold so many hand-ins."""
    match name:
        case "jsonl":
            yield from data.lines(results)
        case "github":
            yield from github.lines(results)
        case "junit":
            yield junit.document(results)
        case "gradescope":
            check_count(["gradescope"], len(results.students))
            yield from (gradescope.document(redact(one, assignment)) for one in results.students)


def check_count(formats: list[str], count: int) -> None:
    """GraderError where a format cannot hold that many hand-ins."""
    if "gradescope" in formats and count != 1:
        raise GraderError(f"Gradescope's format holds one hand-in, and these are {count}: give one file.")
