"""What is kept of one hand-in, on a line that is read only as far as needed: how it ended, what the class page
counts, its line of `results.json`, its page, and the whole result. All of it is made in the worker."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from grader.late import dataclass, replace
from grader.report.formats import data
from grader.report.formats.codec import pack, unpack
from grader.report.row import Row, row
from grader.values import Result

Ending: TypeAlias = Literal["decided", "waits", "unread"]
BETWEEN = b"\t"
"""Never stands in JSON as it is written here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The pieces of a line, each read when it is asked for. ValueError where one is not what it should be."""

    pieces: Sequence[bytes]

    @classmethod
    def of(cls, line: bytes) -> Entry:
        """The entry again. ValueError where it is none."""
        _, _, *pieces = line.split(BETWEEN)
        if len(pieces) != 4:
            raise ValueError("no entry")
        return cls(pieces)

    @property
    def row(self) -> Row:
        """What the class page counts."""
        return unpack(Row, json.loads(self.pieces[0]))

    def line(self, source: str) -> str:
        """The student's line of `results.json`; the hand-in lies at `source`."""
        return data.placed(self.pieces[1].decode("ascii"), source)

    @property
    def page(self) -> str:
        """The student's page; empty where none was made."""
        return str(json.loads(self.pieces[2]))

    def result(self, source: str) -> Result:
        """The whole result, without what only a page shows."""
        return replace(unpack(Result, json.loads(self.pieces[3])), source=source)


def entry_line(result: Result, page: str = "", problem: str = "") -> bytes:
    """Bytes without a line end. `problem` is the sentence on a hand-in that could not be read."""
    waits = any(part.needs_person or part.points is None for part in result.parts)
    ending: Ending = "unread" if problem else "waits" if waits else "decided"
    told = (_dump(problem), _dump(pack(row(result))), data.unplaced(result).encode("ascii"), _dump(page))
    # What only a page shows is not kept beside the page.
    parts = tuple(replace(one, question="", solution="", pieces=(), formulas=()) for one in result.parts)
    kept = replace(result, parts=parts) if page else result
    return BETWEEN.join((ending.encode(), *told, _dump(pack(kept))))


def ending(line: bytes) -> tuple[Ending, str]:
    """How a hand-in ended, and the sentence on one that could not be read: without reading the rest."""
    word, problem, _ = line.split(BETWEEN, 2)
    if word == b"unread":
        return "unread", json.loads(problem)
    return ("waits" if word == b"waits" else "decided"), ""


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode(errors="surrogatepass")
