"""Orders of growth: how one formula grows beside another, asked in both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.equivalence.growth import order
from grader.limits import Budget
from grader.notation import Names, parse

CASES = Path(__file__).with_name("growth.txt")
TURNED = {"faster": "slower", "slower": "faster"}


def cases() -> list[list[str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("##")] for line in lines if not line.startswith("# ")]


@pytest.mark.parametrize(("left", "right", "wanted"), cases())
def test_order(left: str, right: str, wanted: str) -> None:
    trees = [parse(text, Names()).expr for text in (left, right)]
    assert trees[0] is not None and trees[1] is not None
    found = order(trees[0], trees[1], Names(), Budget.start(20))
    relation, _, along = wanted.partition(" ")
    assert (found.relation if found else "unknown") == relation
    assert (found.along if found else "") == along
    back = order(trees[1], trees[0], Names(), Budget.start(20))
    assert (back.relation if back else "unknown") == TURNED.get(relation, relation)


@pytest.mark.parametrize("text", ["(a+b+c+d+n)^8", "exp(" * 20 + "n" + ")" * 20, "n!" * 1, "(n+1)^(n+1)" * 3])
def test_what_is_large_ends(text: str) -> None:
    tree = parse(text, Names()).expr
    assert tree is not None
    order(tree, tree, Names(), Budget.start(2))
