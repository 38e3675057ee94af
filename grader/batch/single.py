"""One hand-in or one answer, now: the same watched worker as for a class, nothing kept."""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path

from grader.batch.plan import Handin, Plan, safe_name
from grader.batch.pool import Done, Pool
from grader.batch.run import run
from grader.batch.store import Store
from grader.batch.task import undecided
from grader.batch.worker import Tell
from grader.cases import answer_of
from grader.errors import SubmissionError
from grader.exercise.model import Assignment, Part
from grader.marking.scheme import mark_part
from grader.report.formats.codec import pack, unpack
from grader.values import PartResult, Result


def grade_file(assignment: Assignment, file: Path) -> Result:
    """The result of one hand-in, not redacted. SubmissionError where it cannot be read."""
    handin = Handin(safe_name(file.stem), file)
    graded = run(assignment, Plan((handin,), ()), Store(None), 1, lambda _: None)
    for problem in graded.problems:
        raise SubmissionError(problem)
    return next(iter(graded))


def mark_text(part: Part, text: str, language: str, seed: str = "") -> PartResult:
    """The result of one part for a text typed by a student."""
    answer = answer_of(text)

    def handle(_: bytes, __: Tell) -> bytes:
        return json.dumps(pack(mark_part(part, answer, language, seed=seed)), allow_nan=False).encode()

    tasks = deque([b"answer"])
    with Pool(handle) as pool:
        while tasks or pool.busy:
            if tasks:
                pool.submit(tasks.popleft())
            for end in pool.wait()[0]:
                if isinstance(end, Done):
                    return unpack(PartResult, json.loads(end.reply))
                return undecided(part, answer, end.why, language)
    raise AssertionError("a pool ended without an end of its task")
