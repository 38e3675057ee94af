"""Random questions with right and wrong answers: no wrong one earns anything, no right one is marked wrong.

A few of each family in the suite, FUZZ_QUESTIONS (2,000) of each in `make fuzz`, others each time.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from random import Random

import pytest
import random_conditions
import random_logic
import random_measures
import random_numbers
import random_regions
import random_workings
from random_case import Case, Family, worded

from grader.cases import compare_case

FAMILIES: dict[str, Family] = {
    "antiderivatives": random_conditions.antiderivatives,
    "chains": random_workings.chains,
    "choices": random_workings.choices,
    "complex numbers": random_conditions.complex_numbers,
    "conditional": random_conditions.conditional,
    "digits": random_conditions.digits,
    "families": random_measures.families,
    "finite sets": random_numbers.finite_sets,
    "forms": random_workings.forms,
    "inequalities": random_regions.inequalities,
    "intervals": random_regions.intervals,
    "linear": random_workings.linear,
    "lines": random_numbers.lines,
    "lists": random_numbers.lists,
    "matrices": random_numbers.matrices,
    "orders": random_measures.orders,
    "propositions": random_logic.propositions,
    "quantities": random_measures.quantities,
    "solutions": random_numbers.solutions,
    "systems": random_numbers.systems,
    "tolerances": random_measures.tolerances,
}
PARTLY = frozenset({"antiderivatives", "chains", "digits", "forms", "linear"})
"""Families in which a wrong answer earns its share."""
AS_THEY_ARE = frozenset({"chains", "choices", "linear"})
"""Families whose answers are more than one formula."""
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
