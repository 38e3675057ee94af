"""`grader ci`: pull requests and other hand-ins by people who would like a green check.

Hand-ins are data: nothing in them is executed or read as configuration, links are not followed, nothing is kept
between runs, and what is printed shows no more than the exercise reveals before hand-in. An empty run is an error.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from grader.batch.plan import check_output, plan
from grader.batch.run import Graded, run
from grader.batch.store import Store, write
from grader.commands.console import Console
from grader.commands.outcome import FULL, LESS, code
from grader.commands.words import spoken
from grader.errors import GraderError
from grader.exercise.load import load
from grader.late import replace
from grader.marking.reveal import redact
from grader.report.formats import classroom50, data, github, gradescope, html, junit, step_summary
from grader.report.formats.terminal import Style
from grader.report.numbers import shown
from grader.values import ClassResults, Result

SUMMARY = "GITHUB_STEP_SUMMARY"


def execute(args: argparse.Namespace, console: Console) -> int:
    """0, 1 or 3 as `check`, over all hand-ins; 1 where one could not be graded. GraderError for usage and nothing
    to grade. With --require graded, 0 where every hand-in was graded and answers something."""
    output, given = Path(args.output), [Path(one) for one in args.submissions]
    root = Path(args.root).resolve() if args.root else None
    _no_links(given, root)
    check_output(output, given)
    assignment = load(Path(args.exercises))
    todo = plan(given)
    graded = run(assignment, todo, Store(None), args.jobs or 2, lambda _: None, html.student_page, handed_in=False)
    seen = (_relative(redact(one, assignment, handed_in=False), root) for one in graded)
    students = tuple(spoken(one, assignment) for one in seen)
    problems = (*graded.problems, *(_empty(one) for one in students if _answers_nothing(one)))
    results = ClassResults(assignment.title, assignment.hash, students, problems)
    _write(output, results, graded, args.scale, os.environ)
    _tell(results, todo.notes, console)
    if problems:
        return LESS
    return FULL if args.require == "graded" else code(part for one in students for part in one.parts)


def _no_links(given: list[Path], root: Path | None) -> None:
    """GraderError where a hand-in is reached through a link, or lies outside of the checkout that it belongs to."""
    for path in given:
        if path.is_symlink():
            raise GraderError(f"{path} is a link: I do not follow links in hand-ins.")
        if root is not None and not path.resolve().is_relative_to(root):
            raise GraderError(f"{path} does not lie in {root}.")


def _relative(result: Result, root: Path | None) -> Result:
    """With its place in the repository, as annotations want it."""
    source = Path(result.source)
    if root is None or not source.resolve().is_relative_to(root):
        return result
    return replace(result, source=str(source.resolve().relative_to(root)))


def _answers_nothing(result: Result) -> bool:
    return all(part.outcome == "missing" for part in result.parts)


def _empty(result: Result) -> str:
    return f"{result.source}: nothing in it answers any part of the exercises."


def _write(output: Path, results: ClassResults, graded: Graded, scale: int, environment: Mapping[str, str]) -> None:
    """All files, and the summary of the job where GitHub asks for one."""
    try:
        (output / "students").mkdir(parents=True, exist_ok=True)
        for name, text in _files(results, scale, environment):
            write(output / name, text.encode())
        for handin, entry in graded.each():
            write(output / "students" / f"{handin.student}.html", entry.page.encode())
        if environment.get(SUMMARY):
            with open(environment[SUMMARY], "a", encoding="utf-8") as summary:
                summary.write(step_summary.document(results))
    except OSError as fault:
        raise GraderError(f"I cannot write to {output}: {fault.strerror or fault}.") from fault


def _files(results: ClassResults, scale: int, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "results.json", "".join(data.document(results))
    yield "junit.xml", junit.document(results)
    yield "summary.md", step_summary.document(results)
    students = list(results.students)
    if len(students) == 1:
        yield "gradescope.json", gradescope.document(students[0])
        yield "classroom50.json", _classroom(students[0], scale, environment)


def _classroom(result: Result, scale: int, environment: Mapping[str, str]) -> str:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        return classroom50.document(result, scale or classroom50.smallest_scale(result), environment, now)
    except ValueError as fault:
        raise GraderError(f"Another --scale is needed: {fault}.") from fault


def _tell(results: ClassResults, notes: tuple[str, ...], console: Console) -> None:
    """Annotations for GitHub, a line a hand-in for everybody."""
    style = Style(console.colour, console.unicode)
    for note in notes:
        console.err(style.plain(note))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in github.lines(results):
            console.raw(f"{line}\n".encode())
    for problem in results.problems:
        console.fail(style.plain(problem))
    for one in results.students:
        still = f", {shown(one.open_points)} open" if one.open_points else ""
        console.out(style.plain(f"{one.student}: {shown(one.points)} / {shown(one.max_points)}{still}"))
