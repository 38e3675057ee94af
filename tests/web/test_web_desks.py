"""Who is asked next, and what is asked once: the page's side of the desks, without processes."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from grader.cases import answer_of
from grader.exercise.load import load
from grader.marking.scheme import mark_part
from grader.web.desks import LARGEST, WAITING, BusyError, Desk, Desks, Queue
from grader.web.work import preview


class Slow(Desk):
    """A desk that answers when it is told to, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.asked: list[str] = []
        self.go = asyncio.Event()
        self.outcome = "incorrect"

    async def start(self) -> None: ...

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(request["text"])
        await self.go.wait()
        return {"parts": [{"outcome": self.outcome}], "for": request["text"]}


def desks(desk: Slow) -> Desks:
    made = Desks(Path(), 1)
    made._checkers, made._reader = [desk], desk
    return made


def check(text: str) -> dict[str, Any]:
    return {"do": "check", "part": "1a", "text": text}


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_the_same_question_is_asked_once() -> None:
    async def run() -> None:
        desk = Slow()
        page = desks(desk)
        await page.start()
        asking = [asyncio.create_task(page.ask(check(text))) for text in ("x", "y", "x", "x")]
        await settle()
        asking[0].cancel()  # who asked first has gone: the others are answered all the same
        desk.go.set()
        replies = await asyncio.gather(*asking[1:])
        assert [reply["for"] for reply in replies] == ["y", "x", "x"] and desk.asked == ["x", "y"]
        assert (await page.ask(check("x")))["for"] == "x" and desk.asked == ["x", "y"]

    asyncio.run(run())


@pytest.mark.parametrize(("outcome", "text"), [("undecided", "x"), ("incorrect", "x" * LARGEST)])
def test_what_was_left_open_or_is_long_is_asked_again(outcome: str, text: str) -> None:
    async def run() -> None:
        desk = Slow()
        desk.outcome = outcome
        desk.go.set()
        page = desks(desk)
        await page.start()
        for _ in range(2):
            await page.ask(check(text))
        assert desk.asked == [text, text]

    asyncio.run(run())


def test_short_texts_go_first_and_too_many_are_sent_away() -> None:
    async def run() -> None:
        desk = Slow()
        page = desks(desk)
        await page.start()
        texts = ["first", "second", "long" * 99, *(f"q{number}" for number in range(WAITING - 3))]
        asking = [asyncio.create_task(page.ask(check(text))) for text in texts]
        await settle()
        with pytest.raises(BusyError):
            await page.ask(check("one too many"))
        desk.go.set()
        await asyncio.gather(*asking)
        assert desk.asked[:2] == ["first", "second"] and desk.asked[-1] == "long" * 99

    asyncio.run(run())


def test_who_goes_gives_the_desk_back() -> None:
    async def run() -> None:
        queue, desk = Queue(), Slow()
        waiting = [asyncio.create_task(queue.take(length)) for length in (5, 3, 4)]
        await settle()
        waiting[1].cancel()
        await settle()
        queue.give(desk)
        assert await waiting[2] is desk
        queue.give(desk)
        waiting[0].cancel()  # in the instant in which its turn comes
        await settle()
        assert await asyncio.wait_for(queue.take(1), 1) is desk

    asyncio.run(run())


def test_nobody_is_overtaken_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        queue, desk = Queue(), Slow()
        clock = [0.0]
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: clock[0])
        long = asyncio.ensure_future(queue.take(2_000))
        await settle()
        clock[0] = 3.0
        later = asyncio.ensure_future(queue.take(10))
        await settle()
        queue.give(desk)
        assert await long is desk and not later.done()
        later.cancel()

    asyncio.run(run())


def test_a_preview_shows_the_unit_behind_a_marked_number(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        'exercise: "1"\nparts: {a: {question: q, answer: {kind: quantity, expected: 23 m/s}}}\n', "utf-8"
    )
    [row] = preview(load(path).parts[0], "$v = 23$ m/s.", "en")
    assert row["read_as"] == "v = (23*m)/s"


@pytest.mark.parametrize(
    ("answer", "text", "read"),
    [
        ("{kind: logic, expected: A -> (B and C)}", "A -> B and C", ["A implies B and C"]),
        ("{kind: logic, expected: A -> (B and C)}", "$A \\to B \\land C$", ["A implies B and C"]),
        ("{kind: logic, expected: A or B}", "~A v B", ["not A or B"]),
        ("{kind: logic, expected: A or B}", "So it is A", ["A"]),
        ("'1.41'", "1,42", ["1.42"]),
        ("{kind: set, expected: '{1.5, 2}'}", "{1,5; 2}", ["{1.5, 2}"]),
        ("{kind: set, expected: '{1, 2}'}", "1,2", ["1, 2"]),
        ("{kind: list, expected: '(1, 2)'}", "(1,2)", ["(1, 2)"]),
        ("{kind: quantity, expected: 1.5 m}", "1,5 m", ["1.5*m"]),
    ],
)
def test_a_preview_reads_as_the_check_does(answer: str, text: str, read: list[str], tmp_path: Path) -> None:
    path = tmp_path / "1.yaml"
    path.write_text(f"exercise: '1'\nparts:\n  a: {{question: q, points: 1, answer: {answer}}}\n")
    part = load(path).parts[0]
    assert [row["read_as"] for row in preview(part, text, "en")] == read
    verdict = mark_part(part, answer_of(text)).answers[0].verdict
    assert [verdict.read_as] == read


def test_a_preview_shows_spans_and_what_stands_behind_a_label(tmp_path: Path) -> None:
    path = tmp_path / "1.yaml"
    path.write_text("exercise: '1'\ntitle: t\nparts:\n  a:\n    points: 1\n    answer: 'span{(1,2)}'\n")
    part = load(path).parts[0]
    shown = {
        "span{(1,2)}": ["span{(1, 2)}"],
        r"$\text{span}\{(1,2)\}$": ["span{(1, 2)}"],
        "E: x + y = 1": ["x + y = 1"],
        "g: (1,2) + t(3,4)": ["(1, 2) + t(3, 4)"],
        "3 : 4": ["3/4"],
        "no solution": [],
    }
    assert {text: [row["read_as"] for row in preview(part, text, "en")] for text in shown} == shown


def test_the_page_says_everything_in_german_too() -> None:
    static = Path(__file__).parents[2] / "grader" / "web" / "static"
    script, page = ((static / name).read_text() for name in ("page.js", "page.html"))
    german = set(re.findall(r'"([^"\n]+)": "', script.partition("const GERMAN")[2].partition("\n};")[0]))
    own = re.findall(r"data-say>([^<]+)<", page) + re.findall(r'say\("([^"]+)"\)', script)
    words = re.findall(r': "([^"]+)"', re.findall(r"const WORDS = .*", script)[0])
    assert len(own) > 15 and {*own, *words} <= german
