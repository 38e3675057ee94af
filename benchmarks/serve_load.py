"""What students do with a page of `grader serve`, for locust: type an answer, see how it is read, check it, think.

Run by `benchmarks/serve.py`. `GRADER_TOKEN` is the page's token; with `GRADER_BURST` nobody types, and all press
"Check" in the same instant, again and again.
"""

from __future__ import annotations

import itertools
import os
import random
import time

from locust import FastHttpUser, constant, task  # type: ignore[import-not-found]

from benchmarks.handins import answers

BURST = float(os.environ.get("GRADER_BURST", "0"))
KEYS_A_SECOND, KEYS = 4, 40
THINKS = (3.0, 9.0)
"""Seconds between reading a reply and typing again."""
NUMBERS = itertools.count(1)


class Student(FastHttpUser):
    """One student: an answer of one's own each time, so that no reply is remembered from another's."""

    wait_time = constant(0)

    def on_start(self) -> None:
        number, seed = next(NUMBERS), int(os.environ.get("GRADER_SEED", "1"))
        self.random = random.Random(f"{seed} {number}")
        self.answers = itertools.cycle(answers(number, seed).items())
        for _ in range(number % 10):
            next(self.answers)

    @task
    def answer(self) -> None:
        part, text = next(self.answers)
        if BURST:
            time.sleep(BURST - time.time() % BURST)  # everybody waits for the same stroke of the clock
        else:
            self.type(part, text)
        self.ask("check", part, text, "parts")
        if not BURST:
            time.sleep(self.random.uniform(*THINKS))

    def type(self, part: str, text: str) -> None:
        """The last keys of the answer, one preview a key press, as the page asks for them."""
        for end in range(max(1, len(text) - KEYS), len(text) + 1):
            before = time.monotonic()
            self.ask("read", part, text[:end], "lines")
            time.sleep(max(0.0, 1 / KEYS_A_SECOND - (time.monotonic() - before)))

    def ask(self, what: str, part: str, text: str, wanted: str) -> None:
        headers = {"X-Grader-Token": os.environ["GRADER_TOKEN"]}
        body = {"part": part, "text": text}
        with self.client.post(f"/api/{what}", json=body, headers=headers, catch_response=True) as said:
            if wanted not in said.json():
                said.failure("no answer")
