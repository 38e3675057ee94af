"""The exact method against pairs that it must prove, must leave open, or must tell apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.equivalence.methods import exact
from grader.equivalence.truth import Different, Same
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import read_names

HERE = Path(__file__).parent


def lines(path: Path) -> list[list[str]]:
    texts = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [[part.strip() for part in line.split("|")] for line in texts if line and not line.startswith("#")]


def decide(left: str, right: str, variables: str = "") -> Same | Different | None:
    pairs = [entry.split(":") for entry in variables.split(",") if entry.strip()]
    block = {
        "variables": {name.strip(): domain.strip() for name, domain in pairs},
        "functions": {"f": "abstract"},
    }
    names, mistakes = read_names(block)
    assert not mistakes, mistakes
    trees = [parse(text, names) for text in (left, right)]
    assert all(tree.expr is not None for tree in trees), trees
    return exact.decide(trees[0].expr, trees[1].expr, names, Budget.start(20))


@pytest.mark.parametrize(("left", "right", "names", "expected"), lines(HERE / "exact_pairs.txt"))
def test_pair(left: str, right: str, names: str, expected: str) -> None:
    verdicts = [decide(left, right, names), decide(right, left, names)]
    wanted = {"same": Same, "open": type(None), "different": Different}[expected]
    assert [type(verdict) for verdict in verdicts] == [wanted, wanted], verdicts


@pytest.mark.parametrize(("left", "right"), lines(HERE / "attacks" / "never_same.txt"))
def test_attack_is_never_the_same(left: str, right: str) -> None:
    assert not isinstance(decide(left, right), Same)
    assert not isinstance(decide(right, left), Same)


def test_same_is_certain_and_names_the_method() -> None:
    assert decide("(x + 1)^2", "x^2 + 2*x + 1") == Same("exact", True)


def test_witness_is_a_point_where_the_sides_differ() -> None:
    verdict = decide("x^2", "x^2 + x")
    assert isinstance(verdict, Different) and verdict.witness is not None
    assert verdict.witness.expected != verdict.witness.student and verdict.witness.at[0][0] == "x"
