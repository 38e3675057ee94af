"""How nearly right: each relation is named for its case, and nothing is named where none holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.equivalence.codes import CODES
from grader.equivalence.nearness import relation
from grader.limits import Budget
from grader.notation import Names, parse

CASES = Path(__file__).with_name("nearness_cases.txt")


def cases() -> list[list[str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("##")] for line in lines if not line.startswith("# ")]


@pytest.mark.parametrize(("expected", "student", "wanted"), cases())
def test_relation(expected: str, student: str, wanted: str) -> None:
    trees = [parse(text, Names()).expr for text in (expected, student)]
    assert trees[0] is not None and trees[1] is not None
    found = relation(trees[0], trees[1], Names(), Budget.start(20))
    if wanted == "nothing":
        assert found is None
        return
    assert found is not None
    assert " ".join((found.code, *(value for _, value in found.data))) == wanted
    assert tuple(key for key, _ in found.data) == CODES[found.code]
