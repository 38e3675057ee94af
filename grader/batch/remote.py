"""A job on another machine: `python -m grader.batch.remote` reads exercises and hand-ins as lines (see `cluster`),
grades in watched workers, and prints the version of the program and an entry for each hand-in, in order."""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from grader.batch.run import graded_here
from grader.batch.store import program
from grader.batch.task import Grader
from grader.errors import SubmissionError
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.late import dataclass
from grader.report.formats import html


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with the job; `problem` says why it could not be read where it lies."""

    name: str
    held: bytes
    problem: str
    alias: str = ""
    """Pseudonyms are made where the secret is, and such hand-ins go nowhere."""

    def data(self) -> bytes:
        if self.problem:
            raise SubmissionError(self.problem)
        return self.held


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-in that came with the job."""

    student: str
    name: str
    files: tuple[File, ...]


def main() -> None:
    """Standard input to its end, then standard output."""
    head, *lines = sys.stdin.buffer.read().splitlines()
    handins = [_handed(json.loads(line)) for line in lines]
    grader = Grader(_assignment(json.loads(head)), handins, html.student_page)
    entries = dict(graded_here(grader, list(range(len(handins))), jobs=1))
    answer = [program().encode(), *(entries[number] for number in range(len(handins)))]
    sys.stdout.buffer.write(b"\n".join(answer) + b"\n")


def _assignment(head: dict[str, Any]) -> Assignment:
    """Loaded from files of the names that they have where they come from: an author's names, without folders."""
    with tempfile.TemporaryDirectory(prefix="grader-") as folder:
        path = Path(folder).joinpath(*(Path(name).name for name in head["path"]))
        home = path.parent if len(head["path"]) > 1 else path
        home.mkdir(parents=True, exist_ok=True)
        for name, text in head["files"].items():
            (home / Path(name).name).write_bytes(base64.b64decode(text))
        return load(path)


def _handed(row: dict[str, Any]) -> Handed:
    files = tuple(File(name, base64.b64decode(text), problem) for name, text, problem in row["files"])
    return Handed(row["student"], row["name"], files)


if __name__ == "__main__":
    main()
