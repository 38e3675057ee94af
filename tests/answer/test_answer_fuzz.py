"""Random questions with right and wrong answers: no wrong one earns anything, no right one is marked wrong.

A few of each family in the suite, FUZZ_QUESTIONS (2,000) of each in `make fuzz`, others each time.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from random import Random

import pytest
from random_case import Case, worded
from random_families import AS_THEY_ARE, FAMILIES, PARTLY

from grader.cases import compare_case

QUESTIONS = int(os.environ.get("FUZZ_QUESTIONS", "2000"))
FEW = 25
MOST_PERSONS = 0.02
"""The share of right answers that may go to a person."""


def outcome(case: Case, text: str, most: float) -> str:
    """What becomes of `text`, the answer of a case; fails where that is the contrary of what is right. A wrong one
    may earn up to `most`, though not all."""
    found = compare_case({"answer": case.block, "student": text})
    told = f"{case.block} <- {text!r}: {found['outcome']} by {found['by']}, {found['message']}"
    if case.right:
        assert found["outcome"] in ("correct", "undecided"), f"right, but {told}"
    else:
        assert found["outcome"] != "correct" and (found["credit"] or 0) <= most, f"wrong, but {told}"
    return f"{'right' if case.right else 'wrong'}, {found['outcome']}"


def run(family: str, seed: object, questions: int) -> Counter[str]:
    tally: Counter[str] = Counter()
    for k in range(questions):
        chance = Random(f"{seed} {family} {k}")
        for case in FAMILIES[family](chance):
            text = case.text if family in AS_THEY_ARE else worded(case.text, chance)
            tally[outcome(case, text, 0.99 if family in PARTLY else 0)] += 1
    print(f"{family}: {dict(tally)}")
    return tally


@pytest.mark.parametrize("family", FAMILIES)
def test_a_few(family: str) -> None:
    tally = run(family, "same", FEW)
    assert tally["right, undecided"] == 0
    assert min(tally["right, correct"], tally["wrong, incorrect"] + tally["wrong, partial"]) >= FEW


@pytest.mark.fuzz
@pytest.mark.parametrize("family", FAMILIES)
def test_many(family: str) -> None:
    tally = run(family, time.time_ns(), QUESTIONS)
    assert tally["right, undecided"] <= MOST_PERSONS * tally["right, correct"]
