"""`grader grade`: a folder of hand-ins in, reports out."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import monotonic

from grader.batch.asked import Asked
from grader.batch.cluster import Cluster
from grader.batch.plan import Plan, check_output, plan
from grader.batch.run import Graded, Progress, run
from grader.batch.store import open_store, write
from grader.commands.changes import Before, Change, told
from grader.commands.console import Console
from grader.commands.printing import FORMATS, check_count, print_class, written
from grader.commands.progress import Meter
from grader.course import register
from grader.errors import GraderError
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.late import replace
from grader.policy.rules import Rules
from grader.report.formats import data, html
from grader.report.summary import Count, Summary, doubtful
from grader.review.alike import together, waits
from grader.values import ClassResults

INTERRUPTED, WAITS = 130, 3


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 graded; 3 with --strict where something waits for a person. GraderError for usage and bad files."""
    formats = wanted_formats(args.format)
    if args.jobs is not None and args.jobs < 1:
        raise GraderError(f"-j {args.jobs}: the number of processes is at least 1 (without -j: all processors).")
    output, given = Path(args.output), [Path(one) for one in args.submissions]
    check_output(output, given, written(formats))
    assignment, rules = load(Path(args.exercises)), Rules.of(Path(args.exercises))
    todo = plan(given, rules.arrange, register.names(rules.register or output / register.FILE))
    if args.cluster and rules.register:
        raise GraderError("Pseudonyms are made on this machine alone: grade without --cluster.")
    check_count(formats, len(todo.handins))
    rules.meet(((one.student, one.taken) for one in todo.handins), assignment.language)
    meter = Meter(console, monotonic())
    seen = Progress(0, len(todo.handins), 0, 0)

    def tell(progress: Progress) -> None:
        nonlocal seen
        seen = progress
        meter(progress)

    try:
        store = open_store(assignment.hash + assignment.reviewed, args.fresh)
        elsewhere = Cluster(args.cluster, Path(args.exercises)) if args.cluster else None
        graded = run(assignment, todo, store, args.jobs or _processors(), tell, html.student_page, elsewhere)
        graded = replace(graded, adjust=rules)
        if args.dry_run:
            meter.end(seen, len(graded.problems))
            return _only_tell(output, graded, console)
        changed: list[Change] = []
        results, summary, gone = _write(output, assignment, todo, graded, changed, rules)
    except KeyboardInterrupt:
        meter.end(seen)
        console.fail(f"grader: stopped after {seen.done} of {seen.total}. Run the same command again to go on.")
        return INTERRUPTED
    meter.end(seen, len(graded.problems))
    for line in told(changed):
        console.err(line)
    if gone:
        console.err(f"Taken away from {output}: {gone} of an earlier run's pages, of students not in this one.")
    print_class(formats, results, summary, assignment, output, console)
    return WAITS if args.strict and summary.waiting else 0


def wanted_formats(text: str) -> list[str]:
    """The formats in a comma-separated list; GraderError for one that there is not."""
    formats = [word.strip() for word in text.split(",") if word.strip()]
    for word in formats:
        if word not in FORMATS:
            raise GraderError(f'I know no format "{word}": choose from {", ".join(FORMATS)}.')
    return formats or ["text"]


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _only_tell(output: Path, graded: Graded, console: Console) -> int:
    """What would change. Nothing is written but what is kept for the next run."""
    before = Before.of(output / "results.json")
    lines = (entry.line(handin.source) for handin, entry in graded.each())
    changed = [change for line in lines for change in before.changes(line)]
    for line in told(changed) or ["No mark changes."]:
        console.out(line)
    return 0


def _write(
    output: Path, assignment: Assignment, todo: Plan, graded: Graded, changed: list[Change], rules: Rules
) -> tuple[ClassResults, Summary, int]:
    """All files of the report; which marks are other than in the last run is added to `changed`. Pages of an
    earlier run that this one has no student for are taken away: how many."""
    if len(graded.problems) == len(graded):
        raise GraderError("None of the hand-ins could be graded.\n  " + "\n  ".join(graded.problems))
    results = ClassResults(assignment.title, assignment.hash, graded, (*graded.problems, *todo.notes, *rules.notes))
    students = output / "students"
    try:
        students.mkdir(mode=0o700, parents=True, exist_ok=True)
        count = Count()
        pages = {f"{one.student}.html" for one in todo.handins}
        gone = _clear(students, pages)
        with Asked.of(assignment, graded.entries.store) as meaning:
            counted = cache(lambda: count.summary(together(assignment, meaning)))
            _stream(output / "results.json", results, graded, count, students, changed, rules, counted)
            summary, waiting = counted(), waits(assignment, output, meaning)
        page = html.class_page(results.title, results.problems, summary, waiting, assignment.language)
        _update(output / "index.html", page.encode())
        _register(output / register.FILE, todo, rules.register)
    except OSError as fault:
        raise GraderError(f"I cannot write the reports to {output}: {fault.strerror or fault}.") from fault
    return results, summary, gone


def _register(file: Path, todo: Plan, secret: Path | None) -> None:
    """Who is who: beside the results; with pseudonyms beside the secret alone."""
    document = register.document(((one.student, one.taken) for one in todo.handins), todo.left).encode()
    if secret is not None:
        file.unlink(missing_ok=True)
    _update(secret or file, document)


def _stream(
    file: Path,
    results: ClassResults,
    graded: Graded,
    count: Count,
    students: Path,
    changed: list[Change],
    rules: Rules,
    counted: Callable[[], Summary],
) -> None:
    """One pass over the results: `results.json`, the students' pages and the counts of the class, which are
    `counted` at its end."""

    def each() -> Iterator[str]:
        for handin, entry in graded.each():
            row = entry.row
            ruling = rules.ruling(row.student, row.points, row.max_points)
            count.add(row, ruling.deduction)
            page = html.with_rules(entry.page, row, ruling.adjustment, rules.language)
            _update(students / f"{handin.student}.html", page.encode())
            line = data.ruled(entry.line(handin.source), ruling.adjustment, ruling.members)
            changed.extend(before.changes(line))
            yield line

    before = Before.of(file)
    part = file.with_name(".results.json.part")
    with open(part, "w", encoding="ascii") as stream:
        os.fchmod(stream.fileno(), 0o600)
        stream.writelines(data.document(results, each(), lambda: doubtful(counted())))
    os.replace(part, file)


def _update(file: Path, page: bytes) -> None:
    """Write a page that is not there as it should be."""
    with suppress(OSError):
        if not file.is_symlink() and file.read_bytes() == page:
            return
    write(file, page)


def _clear(students: Path, kept: set[str]) -> int:
    """Take away pages that we wrote for students who are not in this run, and what a run that was killed began. How
    many pages these were."""
    gone = 0
    for begun in (*students.glob(".*.part"), *students.parent.glob(".*.part")):
        begun.unlink(missing_ok=True)
    for file in students.iterdir():
        if file.suffix == ".html" and file.name not in kept and not file.is_symlink():
            with open(file, "rb") as opened:
                ours = b'content="grader"' in opened.read(2_000)
            if ours:
                file.unlink()
                gone += 1
    return gone
