"""Random formulas in the spellings of people: what is read is worth what was meant."""

from __future__ import annotations

import os
import time
from random import Random

import pytest
from random_spellings import Latex, Typed, formula

from grader.equivalence import Different, compare
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text

FORMULAS = int(os.environ.get("FUZZ_FORMULAS", "20000"))
FEW = 300
NAMES = Names()
WRITERS = {"latex": Latex, "typed": Typed}


def check(writer: str, seed: object, count: int) -> None:
    for k in range(count):
        chance = Random(f"{seed} {writer} {k}")
        meant = formula(chance, 3)
        text = WRITERS[writer](chance).at(meant)
        read = parse(text, NAMES).expr
        assert read is not None, text
        found = compare(meant, read, NAMES, Budget.start(), "spelling")
        assert not isinstance(found, Different), f"{text}: meant {to_text(meant)}, read {to_text(read)}"


@pytest.mark.parametrize("writer", WRITERS)
def test_a_few(writer: str) -> None:
    check(writer, "same", FEW)


@pytest.mark.fuzz
@pytest.mark.parametrize("writer", WRITERS)
def test_many(writer: str) -> None:
    check(writer, time.time_ns(), FORMULAS)
