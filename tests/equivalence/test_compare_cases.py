"""Pairs with the verdict that they must have; what is Different has a witness, what is certain is proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.equivalence import Different, Same, Truth, Unknown, compare
from grader.equivalence.methods import symbolic
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import Names, read_names

CASES = [Path(__file__).with_name(name) for name in ("compare_cases.txt", "breadth.txt")]


def cases() -> list[list[str]]:
    lines = [line for path in CASES for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [[part.strip() for part in line.split("##")] for line in lines if line and not line.startswith("# ")]
    return [row + [""] * (4 - len(row)) for row in rows]


def is_long(case: list[str]) -> bool:
    """Integrals and endless sums, some of which take seconds: asked once here, the other way round in the fuzz."""
    text = case[0] + case[1]
    return r"\int" in text or (r"\sum" in text and r"\infty" in text)


def read(block: str) -> Names:
    variables = dict(part.split(":", 1) for part in block.split(";") if part)
    names, mistakes = read_names(
        {"variables": {k.strip(): v.strip() for k, v in variables.items()}, "functions": {"p": "density"}}
    )
    assert not mistakes
    return names


def verdict(left: str, right: str, block: str, seed: str = "") -> Truth:
    names = read(block)
    trees = [parse(text, names).expr for text in (left, right)]
    assert trees[0] is not None and trees[1] is not None, "not read"
    return compare(trees[0], trees[1], names, Budget.start(20), seed)


@pytest.fixture(scope="module", autouse=True)
def sympy_is_up() -> None:
    """Its start may take long on a busy machine; no case is about that."""
    assert symbolic.worker().warm(60)


@pytest.mark.parametrize(("left", "right", "wanted", "block"), cases())
def test_verdict(left: str, right: str, wanted: str, block: str) -> None:
    for seed in ("",) if is_long([left, right]) else ("", "other"):
        found = verdict(left, right, block, seed)
        match wanted:
            case "same" | "differs":
                assert isinstance(found, Same), found
                assert (wanted == "differs") == any(n.code == "domains-differ" for n in found.notes), found
                assert not found.certain or found.by in ("structure", "exact")
            case "different":
                assert isinstance(found, Different) and found.witness is not None, found
                assert found.witness.expected != found.witness.student
            case _:
                assert isinstance(found, Unknown), found


@pytest.mark.parametrize(
    ("left", "right", "wanted", "block"),
    [pytest.param(*case, marks=[pytest.mark.fuzz] * is_long(case)) for case in cases()],
)
def test_the_other_way_round_is_never_the_contrary(left: str, right: str, wanted: str, block: str) -> None:
    found = verdict(right, left, block)
    if wanted == "different":
        assert not isinstance(found, Same), found
    elif wanted in ("same", "differs"):
        assert not isinstance(found, Different), found
