"""A desk: `python -m grader.web.desk EXERCISES` answers requests, one JSON object a line in and out, in order.

Behind it stands the watched worker of `batch`: a request that hangs or breaks it is answered `undecided`, and the
next one finds a new worker.
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader.batch.lines import Row, judge
from grader.exercise.load import load
from grader.web.work import answer_request


def main(exercises: str) -> None:
    """Answer requests from standard input until it ends."""
    assignment = load(Path(exercises))

    def answer(row: Row) -> Row:
        return {"id": row.get("id"), **answer_request(assignment, row)}

    for lines in judge(sys.stdin.fileno(), answer):
        sys.stdout.buffer.write(b"".join(line + b"\n" for line in lines))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
