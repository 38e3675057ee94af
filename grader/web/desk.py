"""A desk: `python -m grader.web.desk EXERCISES` answers requests, one JSON object a line in and out, in order.

Behind it stands the watched worker of `batch`: a request that hangs or breaks it is answered `undecided`, and the
next one finds a new worker. Workers are forked from here: what is loaded and remembered here is so in all.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from grader.batch.lines import Row, judge
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.web.work import answer_request, check, preview

ROOMS = ("notation", "equivalence", "answer", "marking", "sentences")
"""What a check passes through."""
HEAVY = "symbolic_worker"
"""SymPy's door, which runs in a process of its own."""


def main(exercises: str) -> None:
    """Answer requests from standard input until it ends."""
    assignment = load(Path(exercises))
    warm(assignment)

    def answer(row: Row) -> Row:
        if row.get("do") == "warm":  # before anybody asks: in the worker each page of memory is copied at first use
            try_samples(assignment)
            return {}
        return {"id": row.get("id"), **answer_request(assignment, row)}

    for lines in judge(sys.stdin.fileno(), answer):
        sys.stdout.buffer.write(b"".join(line + b"\n" for line in lines))
        sys.stdout.buffer.flush()


def warm(assignment: Assignment) -> None:
    """Load what a check may need, and check each part's own samples, so that no student waits for the first time.
    No text of a student is touched here; a sealed folder has no samples."""
    for room in ROOMS:
        package = importlib.import_module(f"grader.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"grader.{room}."):
            if not module.name.endswith(HEAVY):
                importlib.import_module(module.name)
    try_samples(assignment)


def try_samples(assignment: Assignment) -> None:
    """Read and check all samples; what comes of it is of no interest."""
    for part in assignment.parts:
        for sample in part.samples:
            list(preview(part, sample.text, assignment.language))
            check(assignment, part, sample.text)


if __name__ == "__main__":
    main(sys.argv[1])
