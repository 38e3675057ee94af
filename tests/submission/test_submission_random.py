"""Random hand-ins in many styles: every answer is found, and none under another part.

200 of each kind in the suite, FUZZ_HAND_INS (5,000) of each in `make fuzz`, others each time.
"""

from __future__ import annotations

import os
import time
from random import Random

import pytest
from random_hand_ins import KINDS, PARTS, HandIn

from grader import submission
from grader.submission import Placement

HAND_INS = int(os.environ.get("FUZZ_HAND_INS", "5000"))
FEW = 200


def placed(hand_in: HandIn) -> Placement:
    return submission.place(submission.read_data(hand_in.text.encode(), hand_in.name), PARTS)


def check(kind: str, seed: object, count: int) -> None:
    for k in range(count):
        hand_in = KINDS[kind](Random(f"{seed} {kind} {k}"))
        answers = placed(hand_in).answers
        found = {
            part: {mark for mark in hand_in.marks.values() if any(mark in piece.text for piece in answer.pieces)}
            for part, answer in answers.items()
        }
        assert found == {part: {mark} for part, mark in hand_in.marks.items()}, hand_in.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_few(kind: str) -> None:
    check(kind, "same", FEW)


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", KINDS)
def test_many(kind: str) -> None:
    check(kind, time.time_ns(), HAND_INS)
