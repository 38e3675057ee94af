"""Grade many hand-ins: what is kept from before is used again, the rest goes to the workers; one result a file.

Results are the same at any number of workers: each depends on its hand-in, the exercises and the program alone.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import TypeAlias

from grader.batch.broken import broken_off, unread
from grader.batch.entry import Entry, ending
from grader.batch.plan import Handin, Plan, safe_name
from grader.batch.pool import Done, End, Lost, Pool
from grader.batch.store import Store, digest
from grader.batch.task import ALL, PAGE, Grader, Render, Task
from grader.course.model import Owner, Source, Taken
from grader.errors import SubmissionError
from grader.exercise.model import Assignment
from grader.late import dataclass, replace
from grader.limits import SUBMISSION_SECONDS
from grader.sentences import sentence
from grader.values import Result

Work: TypeAlias = Callable[[Grader, Sequence[int]], Iterator[tuple[int, bytes]]]
"""As `graded_here`."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `kept` were graded by an earlier run, `waiting` have something for a person."""

    done: int
    total: int
    kept: int
    waiting: int


@dataclass(slots=True)
class Entries:
    """What became of each hand-in, by its number: where it is kept, or the text itself where nothing is kept."""

    store: Store
    keys: list[str]
    texts: dict[int, bytes]

    def get(self, number: int) -> bytes | None:
        """The entry as text, or None where there is none."""
        return self.texts.get(number) or self.store.get(self.keys[number])

    def load(self, number: int) -> Entry | None:
        """The entry, or None where there is none."""
        data = self.get(number)
        return Entry.of(data) if data else None

    def save(self, number: int, data: bytes) -> None:
        """Keep at once; in memory only what cannot be kept on disk."""
        if not self.store.put(self.keys[number], data):
            self.texts[number] = data


@dataclass(frozen=True, slots=True)
class Graded(Collection[Result]):
    """The results of a run in the order of the plan, read from where they are kept each time that one goes
    through them: a large class need not fit in memory. `problems` are sentences on files that could not be read."""

    entries: Entries
    handins: tuple[Handin, ...]
    problems: tuple[str, ...]
    adjust: Callable[[Result], Result] = lambda result: result
    """What the rules of the course make of a result."""

    def __len__(self) -> int:
        return len(self.handins)

    def __iter__(self) -> Iterator[Result]:
        return (self.adjust(entry.result(handin.source)) for handin, entry in self.each())

    def __contains__(self, wanted: object) -> bool:
        return any(one == wanted for one in self)

    def each(self) -> Iterator[tuple[Handin, Entry]]:
        """Each hand-in with what is kept of it."""
        for number, handin in enumerate(self.handins):
            entry = self.entries.load(number)
            if entry is None:
                raise OSError(f"the result of {handin.path} was taken away while I worked")
            yield handin, entry


def run(
    assignment: Assignment,
    plan: Plan,
    store: Store,
    jobs: int,
    tell: Callable[[Progress], None],
    render: Render | None = None,
    elsewhere: Work | None = None,
    handed_in: bool = True,
) -> Graded:
    """Grade all that is not kept, then hand out the results in the order of the plan. `render` makes the pages, of
    what a student may see before or after hand-in; `elsewhere` does the work in place of `jobs` processes here."""
    handins = plan.handins
    entries = Entries(store, [_key(handin) for handin in handins], {})
    ends = {number: ending(data) for number in range(len(handins)) if (data := entries.get(number))}
    todo = [number for number in range(len(handins)) if number not in ends]
    kept = len(ends)
    progress = Progress(kept, len(handins), kept, sum(_waits(end) for end in ends.values()))
    tell(progress)
    grader = Grader(assignment, handins, render, handed_in)
    for number, data in elsewhere(grader, todo) if elsewhere else graded_here(grader, todo, jobs):
        entries.save(number, data)
        ends[number] = ending(data)
        progress = replace(progress, done=progress.done + 1, waiting=progress.waiting + _waits(ends[number]))
        tell(progress)
    problems = [f"{handins[number].source}: {problem}" for number, (_, problem) in sorted(ends.items()) if problem]
    return Graded(entries, handins, tuple(problems))


def grade_file(assignment: Assignment, file: Path) -> Result:
    """The result of one hand-in, not redacted, nothing kept. SubmissionError where it cannot be read."""
    handin = Handin(safe_name(file.stem), Taken(Owner(file.stem), (Source(file),), "this file was given."))
    graded = run(assignment, Plan((handin,), ()), Store(None), 1, lambda _: None)
    for problem in graded.problems:
        raise SubmissionError(problem)
    return next(iter(graded))


def _waits(end: tuple[str, str]) -> bool:
    return end[0] != "decided"


def _key(handin: Handin) -> str:
    """What the result depends on, beside the exercises and the program; empty where a file cannot be read."""
    pieces = [handin.student.encode()]
    try:
        for source in handin.taken.sources:
            pieces += [source.name.encode(errors="surrogateescape"), source.data()]
    except (SubmissionError, ValueError):
        return ""
    return digest(*pieces) + ".json"


def graded_here(grader: Grader, numbers: Sequence[int], jobs: int) -> Iterator[tuple[int, bytes]]:
    """Each number with its entry, in the order in which they end. A guilty part is left out and the rest graded."""
    todo = deque(Task(number, {}) for number in numbers)
    began: dict[int, float] = {}
    gc.freeze()
    with Pool(grader, lanes=min(jobs, len(numbers))) as pool:
        while todo or pool.busy:
            while todo and pool.room:
                task = todo.popleft()
                began.setdefault(task.number, monotonic())
                pool.submit(task.line())
            for end in pool.wait()[0]:
                task = Task.of(end.task)
                if (entry := _entry(end, task, grader)) is not None:
                    yield task.number, entry
                elif isinstance(end, Lost):
                    todo.appendleft(_without_guilty(task, end, began[task.number]))


def _entry(end: End, task: Task, grader: Grader) -> bytes | None:
    """What to keep, or None where the hand-in is to be tried again without the part that broke it."""
    if isinstance(end, Done):
        return end.reply
    if end.news and (ALL not in task.lost or end.news == PAGE.encode()):
        return None
    handin, said = grader.handins[task.number], sentence(broken_off(end.why))
    return grader.entry(unread(grader.assignment, handin.student, handin.name, said), said)


def _without_guilty(task: Task, end: Lost, began: float) -> Task:
    if monotonic() - began > SUBMISSION_SECONDS and end.news != PAGE.encode():
        return Task(task.number, {**task.lost, ALL: "SUBMISSION_SECONDS"})
    return Task(task.number, {**task.lost, end.news.decode(): end.why})
