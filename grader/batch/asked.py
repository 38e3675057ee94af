"""Whether two answers of students mean the same, asked of a watched worker: what hangs or dies means no."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from grader.batch.pool import Done, Pool
from grader.batch.worker import Tell
from grader.exercise.model import Assignment, Part
from grader.marking.decisions import equal


@dataclass(frozen=True, slots=True)
class Asked:
    """Called like `marking.decisions.equal`."""

    pool: Pool

    @classmethod
    @contextmanager
    def of(cls, assignment: Assignment) -> Iterator[Asked]:
        """With a worker that knows the parts of this assignment."""

        def handle(line: bytes, _: Tell) -> bytes:
            left, right, name = json.loads(line)
            part = assignment.part(name)
            return b"yes" if part is not None and equal(left, right, part) else b"no"

        with Pool(handle, lanes=1) as pool:
            yield cls(pool)

    def __call__(self, left: str, right: str, part: Part) -> bool:
        self.pool.submit(json.dumps([left, right, part.id]).encode())
        while self.pool.busy:
            for end in self.pool.wait()[0]:
                return isinstance(end, Done) and end.reply == b"yes"
        return False
