"""`compare --cases`: lines in, lines out, in order, whatever a line holds. The engine runs in a watched worker."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from grader.batch.pool import Done, End, Pool
from grader.batch.worker import Tell, confess

Row: TypeAlias = dict[str, Any]
Compare: TypeAlias = Callable[[Row], Row]
CHUNK = 1 << 16
AHEAD = 256
"""Lines that the worker is given in advance."""


def judge(source: int, compare: Compare) -> Iterator[list[bytes]]:
    """Answer every line of the file descriptor `source` with one line, in order; several at a time as they come.

    `compare` maps a row (contract.md, section 2) to its answer; what it raises becomes `undecided`. Blank lines
    are passed over.
    """
    backlog: deque[bytes] = deque()
    begun: list[bytes] = []
    ended = False
    with Pool(answering(compare), depth=AHEAD) as pool:
        while backlog or pool.busy or not ended:
            while backlog and pool.room:
                pool.submit(backlog.popleft())
            ends, readable = pool.wait(source if not (ended or backlog) else None)
            if readable:
                chunk = os.read(source, CHUNK)
                ended = not chunk
                backlog += _whole_lines(begun, chunk or b"\n")
            if ends:
                yield [answer_line(end) for end in ends]


def _whole_lines(begun: list[bytes], chunk: bytes) -> list[bytes]:
    """The lines that end in `chunk`; what it begins stays in `begun`. Linear, however long a line is."""
    head, *more = chunk.split(b"\n")
    begun.append(head)
    lines = []
    for piece in more:
        lines.append(b"".join(begun))
        begun[:] = [piece]
    return [line for line in lines if line.strip()]


def answering(compare: Compare) -> Callable[[bytes, Tell], bytes]:
    """What the worker does with one line."""

    def handle(line: bytes, _: Tell) -> bytes:
        try:
            row = json.loads(line, parse_constant=_refuse)
        except (ValueError, RecursionError) as fault:
            return dump(blank(None, "unreadable", "This line is not JSON that I can read: " + _reason(fault)))
        if not isinstance(row, dict):
            return dump(blank(None, "unreadable", "A case is a JSON object with `answer` and `student`."))
        try:
            return dump(compare(row))
        except MemoryError:
            raise
        except Exception as fault:
            confess()
            said = f"An internal fault stopped me ({type(fault).__name__})."
            return dump(blank(_identity(row), "undecided", said))

    return handle


def answer_line(end: End) -> bytes:
    """The line to print for a task that ended, well or not."""
    if isinstance(end, Done):
        return end.reply
    try:
        identity = _identity(json.loads(end.task, parse_constant=_refuse))
    except (ValueError, RecursionError):
        identity = None
    return dump(blank(identity, "undecided", lost_sentence(end.why)))


def lost_sentence(why: str) -> str:
    """What to tell where a worker hung or died."""
    match why:
        case "ANSWER_KILL_SECONDS" | "SUBMISSION_SECONDS":
            return f"I stopped before I could decide: checking took too long (limit {why})."
        case "ANSWER_BYTES":
            return f"I stopped before I could decide: checking took too much memory (limit {why})."
        case _:
            return f"I stopped before I could decide: the checking process broke off ({why})."


def blank(identity: object, outcome: str, message: str) -> Row:
    """An answer of `compare --cases` that no engine gave."""
    return {
        "id": identity,
        "outcome": outcome,
        "credit": None,
        "certain": False,
        "by": "limits",
        "message": message,
        "counterexample": None,
        "steps": [],
    }


def dump(row: Row) -> bytes:
    """One line of strict ASCII JSON."""
    return json.dumps(row, ensure_ascii=True, allow_nan=False, separators=(", ", ": ")).encode("ascii")


def _identity(row: object) -> object:
    """The row's id, where it is a plain value that can be printed again (a float may be infinite)."""
    identity = row.get("id") if isinstance(row, dict) else None
    return identity if isinstance(identity, str | int) else None


def _reason(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"{fault.msg} at column {fault.colno}."
    if isinstance(fault, RecursionError):
        return "it is nested too deeply."
    return "it holds a number or a character that JSON does not have."


def _refuse(name: str) -> object:
    raise ValueError(name)
