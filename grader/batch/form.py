"""The form of one hand-in, looked at in a watched worker as everything that a student wrote."""

from __future__ import annotations

import json
from pathlib import Path

from grader.batch.broken import broken_off
from grader.batch.pool import Done, Pool
from grader.batch.worker import Tell
from grader.errors import SubmissionError
from grader.exercise.model import Assignment
from grader.grading import grade
from grader.marking.form import form_part
from grader.report.formats.codec import pack, unpack
from grader.sentences import sentence
from grader.submission import read_data
from grader.submission.opening import file_bytes
from grader.values import Result


def form_of(assignment: Assignment, file: Path) -> Result:
    """The form of one hand-in: nothing is judged. SubmissionError where it cannot be read."""
    data, name = file_bytes(file), file.name

    def handle(_: bytes, __: Tell) -> bytes:
        try:
            result = grade(assignment, read_data(data, name), file.stem, form_part)
        except SubmissionError as fault:
            return json.dumps({"problem": str(fault)}).encode()
        return json.dumps({"result": pack(result)}, allow_nan=False).encode()

    with Pool(handle) as pool:
        pool.submit(b"form")
        while pool.busy:
            for end in pool.wait()[0]:
                if not isinstance(end, Done):
                    raise SubmissionError(sentence(broken_off(end.why)))
                reply = json.loads(end.reply)
                if "problem" in reply:
                    raise SubmissionError(reply["problem"])
                return unpack(Result, reply["result"])
    raise AssertionError("a pool ended without an end of its task")
