"""Equal answers share a fingerprint, whatever their form; others hardly ever do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_compare_cases import cases, is_long, read
from test_exact_properties import POINTS, REWRITES, TREES, apart, change, has_value, mutate, nodes, values

from grader.equivalence.fingerprint import Fingerprint, fingerprint
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Expr

PAIRS = Path(__file__).with_name("fingerprint_pairs.txt")
NAMES = Names()
SEED = "seed"


def of(text: str, names: Names, seed: str = SEED) -> Fingerprint | None:
    expr = parse(text, names).expr
    assert expr is not None, text
    return fingerprint(expr, names, seed, Budget.start(20))


def pairs() -> list[list[str]]:
    rows = [line.split("##") for line in PAIRS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [[part.strip() for part in [*row, ""][:4]] for row in rows]


@pytest.mark.parametrize(("left", "right", "wanted", "block"), pairs())
def test_pair(left: str, right: str, wanted: str, block: str) -> None:
    names = read(block)
    for seed in (SEED, "another"):
        ours, theirs = of(left, names, seed), of(right, names, seed)
        if wanted == "none":
            assert ours is None
            continue
        assert ours is not None and theirs is not None
        assert ours.agrees(theirs) == theirs.agrees(ours) == (wanted in ("shared", "collide"))
        assert wanted != "shared" or ours.key == theirs.key


SAME = [
    pytest.param(left, right, block, marks=[pytest.mark.fuzz] * is_long([left, right]))
    for left, right, wanted, block in cases()
    if wanted in ("same", "differs")
]


@pytest.mark.parametrize(("left", "right", "block"), SAME)
def test_what_compare_calls_the_same_never_has_two(left: str, right: str, block: str) -> None:
    names = read(block)
    ours, theirs = of(left, names), of(right, names)
    assert ours is None or theirs is None or ours.agrees(theirs)


def test_it_is_the_same_in_every_process() -> None:
    found = of(r"\frac{e^{-x}}{(1+e^{-x})^2}", NAMES)
    assert found is not None and found.key == "0:deea48a73d106618"


@settings(max_examples=300, deadline=None)
@given(TREES, st.integers(0, 20), st.sampled_from(REWRITES))
def test_an_identity_keeps_it(tree: Expr, where: int, rewrite: Callable[[Expr], Expr]) -> None:
    other = change(tree, where % nodes(tree), rewrite)
    ours, theirs = fingerprint(tree, NAMES, SEED), fingerprint(other, NAMES, SEED)
    if ours is not None and theirs is not None and has_value(tree) and not apart(tree, other):
        assert ours.agrees(theirs)


@settings(max_examples=300, deadline=None)
@given(TREES, st.integers(0, 20))
def test_a_mutation_that_shows_among_positive_numbers_changes_it(tree: Expr, where: int) -> None:
    other = change(tree, where % nodes(tree), mutate)
    ours, theirs = fingerprint(tree, NAMES, SEED), fingerprint(other, NAMES, SEED)
    if ours is not None and theirs is not None and apart_among_positive(tree, other):
        assert not ours.agrees(theirs)


def apart_among_positive(tree: Expr, other: Expr) -> bool:
    pairs = [pair for at, *pair in zip(POINTS, values(tree), values(other), strict=True) if min(at.values()) > 0]
    return any(a is not None and b is not None and abs(a - b) > 1e-4 * (1 + max(abs(a), abs(b))) for a, b in pairs)
