"""One answer, now: the same watched worker as for a class, nothing kept."""

from __future__ import annotations

import json
from collections import deque

from grader.batch.broken import undecided
from grader.batch.pool import Done, Pool
from grader.batch.worker import Tell
from grader.cases import answer_of
from grader.exercise.model import Part
from grader.marking.scheme import mark_part
from grader.report.formats.codec import pack, unpack
from grader.values import PartResult


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
