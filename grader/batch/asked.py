"""Whether two answers of students mean the same, asked of a watched worker: what hangs or dies means no."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from grader.batch.pool import Done, Pool
from grader.batch.store import Store, digest
from grader.batch.worker import Tell
from grader.exercise.model import Assignment, Part
from grader.late import dataclass
from grader.marking.decisions import equal, meaning

ANSWERED = b"="
"""Stands before what is kept, so that an empty answer is one too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`marking.decisions.equal` and `meaning`."""

    pool: Pool
    store: Store
    """What was asked before is not asked again; the death of a worker is no answer."""

    @classmethod
    @contextmanager
    def of(cls, assignment: Assignment, store: Store | None = None) -> Iterator[Asked]:
        """With a worker that knows the parts of this assignment."""

        def handle(line: bytes, _: Tell) -> bytes:
            name, left, *other = json.loads(line)
            part = assignment.part(name)
            if part is None:
                return b""
            return b"yes" * equal(left, other[0], part) if other else meaning(left, part).encode()

        with Pool(handle, lanes=1) as pool:
            yield cls(pool, store or Store(None))

    def equal(self, left: str, right: str, part: Part) -> bool:
        """Whether two readings certainly mean the same, as far as is known."""
        return self._ask(part.id, left, right) == b"yes"

    def key(self, reading: str, part: Part) -> str:
        """The key of the reading's fingerprint; empty where there is none."""
        return self._ask(part.id, reading).decode()

    def _ask(self, *question: str) -> bytes:
        line = json.dumps(question).encode()
        key = f"{digest(b'asked', line)}.asked"
        if kept := self.store.get(key):
            return kept.removeprefix(ANSWERED)
        answer = self._asked(line)
        if answer is not None:
            self.store.put(key, ANSWERED + answer)
        return answer or b""

    def _asked(self, line: bytes) -> bytes | None:
        self.pool.submit(line)
        while self.pool.busy:
            for end in self.pool.wait()[0]:
                return end.reply if isinstance(end, Done) else None
        return None
