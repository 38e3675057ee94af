"""`compare --cases` survives whatever a line does to the engine."""

import ctypes
import json
import os
import threading
import time
from typing import Any

import pytest

from grader import limits
from grader.batch.lines import judge


def engine(row: dict[str, Any]) -> dict[str, Any]:
    """An engine that does what the student says."""
    match row.get("student"):
        case "sleep":
            time.sleep(60)
        case "abort":
            os.abort()
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(0)
        case "allocate":
            bytearray(2 << 30)
        case "raise":
            raise RecursionError
        case "nan":
            return {"id": row["id"], "credit": float("nan")}
        case "flood":
            os.write(1, b"x" * 100_000)
        case "fork":
            if os.fork() == 0:
                time.sleep(60)
            os.abort()
    return {"id": row.get("id"), "outcome": "correct"}


def run(lines: list[bytes]) -> list[dict[str, Any]]:
    reader, writer = os.pipe()

    def feed() -> None:
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(b"\n".join(lines))

    feeder = threading.Thread(target=feed)
    feeder.start()
    answers = [json.loads(line) for some in judge(reader, engine) for line in some]
    feeder.join()
    os.close(reader)
    return answers


def case(identity: object, student: str) -> bytes:
    return json.dumps({"id": identity, "student": student}).encode()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ANSWER_KILL_SECONDS", 1.0)


@pytest.mark.parametrize(
    "bad, says",
    [
        ("sleep", "ANSWER_KILL_SECONDS"),
        ("abort", "SIGABRT"),
        ("segfault", "SIGSEGV"),
        ("exit", "exit"),
        ("allocate", "ANSWER_BYTES"),
        ("raise", "RecursionError"),
        ("nan", "ValueError"),
        ("fork", "ANSWER_KILL_SECONDS"),
    ],
)
def test_only_the_guilty_line_is_lost(bad: str, says: str) -> None:
    fine = [case(n, "fine") for n in range(40)]
    answers = run([*fine[:20], case("bad", bad), *fine[20:]])
    assert [answer["id"] for answer in answers] == [*range(20), "bad", *range(20, 40)]
    lost = answers.pop(20)
    assert lost["outcome"] == "undecided" and lost["credit"] is None and says in lost["message"]
    assert {answer["outcome"] for answer in answers} == {"correct"}


def test_what_is_no_case_is_said_in_place() -> None:
    bad = [b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"id": 1e999}', b'{"id": NaN}', b'{"id": "\\ud800"}']
    bad.append(b"7" * 9_000)
    answers = run([case(0, "fine"), *bad, b"", b"  ", case(1, "flood")])
    assert len(answers) == len(bad) + 2
    assert [a["outcome"] for a in answers[1:5]] == ["unreadable"] * 4
    assert answers[0]["id"] == 0 and answers[-1]["id"] == 1


def test_many_lines_stay_in_order() -> None:
    answers = run([case(n, "x" * (n % 700)) for n in range(5_000)] + [case("long", "x" * 3_000_000)])
    assert [answer["id"] for answer in answers] == [*range(5_000), "long"]


def test_answers_come_before_the_input_ends() -> None:
    reader, writer = os.pipe()
    os.write(writer, case(1, "fine") + b"\n")
    answers = judge(reader, engine)
    assert json.loads(next(answers)[0])["id"] == 1
    os.write(writer, case(2, "fine") + b"\n")
    assert json.loads(next(answers)[0])["id"] == 2
    os.close(writer)
    assert list(answers) == []
    os.close(reader)
