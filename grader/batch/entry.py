"""What is kept of one hand-in: its end, its result and its page, on a line that is read only as far as needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

from grader.report.formats.codec import pack, unpack
from grader.values import Result

Ending: TypeAlias = Literal["decided", "waits", "unread"]
BETWEEN = b"\t"
"""Never stands in JSON as it is written here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`page` is the student's page. `problem` is the sentence on a hand-in that could not be read: its points are
    open then."""

    result: Result
    page: str = ""
    problem: str = ""

    def line(self) -> bytes:
        """Bytes without a line end."""
        waits = any(part.needs_person or part.points is None for part in self.result.parts)
        ending: Ending = "unread" if self.problem else "waits" if waits else "decided"
        pieces = (_dump(self.problem), _dump(pack(self.result)), _dump(self.page))
        return BETWEEN.join((ending.encode(), *pieces))

    @classmethod
    def of(cls, line: bytes) -> Entry:
        """The entry again. ValueError where it is none."""
        _, problem, result, page = line.split(BETWEEN)
        return cls(unpack(Result, json.loads(result)), json.loads(page), json.loads(problem))


def ending(line: bytes) -> tuple[Ending, str]:
    """How a hand-in ended, and the sentence on one that could not be read: without reading the rest."""
    word, problem, _ = line.split(BETWEEN, 2)
    if word == b"unread":
        return "unread", json.loads(problem)
    return ("waits" if word == b"waits" else "decided"), ""


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode(errors="surrogatepass")
