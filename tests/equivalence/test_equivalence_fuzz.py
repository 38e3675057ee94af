"""`make fuzz`: FUZZ_PAIRS (100,000) pairs of random trees through the whole of `compare`, without a wrong verdict.

A pair is a tree and the same tree after one rewrite that keeps its value (must not be Different), or after one
mutation that shows as floats (must not be Same). What is Unknown is counted: it goes to a person.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_exact_properties import LEAVES, REWRITES, apart, change, grow, has_value, mutate, nodes

from grader.equivalence import Different, Same, compare
from grader.limits import Budget
from grader.notation.names import Domain, Names
from grader.notation.tree import Expr

NAMES = Names(default=Domain("real"))
PAIRS = int(os.environ.get("FUZZ_PAIRS", "100000"))
PLACES = len(REWRITES)
TREES = st.recursive(LEAVES, grow, max_leaves=12)
RUNS = settings(
    max_examples=max(1, 2 * PAIRS // PLACES), deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
"""Enough for trees of one node too; a run ends where its half of the pairs is reached."""

pytestmark = pytest.mark.fuzz


def verdict(left: Expr, right: Expr) -> str:
    return type(compare(left, right, NAMES, Budget.start(20))).__name__


def test_no_rewrite_is_different() -> None:
    seen: Counter[str] = Counter()

    @RUNS
    @given(TREES, st.integers(0, 40))
    def run(tree: Expr, where: int) -> None:
        for rewrite in REWRITES if seen.total() < PAIRS // 2 else ():
            other = change(tree, where % nodes(tree), rewrite)
            if other == tree:
                continue
            found = verdict(tree, other)
            seen[found] += 1
            assert found != Different.__name__ or apart(tree, other), other

    run()
    print(f"{seen.total()} pairs after a rewrite: {dict(seen)}")


def test_no_mutation_that_shows_is_the_same() -> None:
    seen: Counter[str] = Counter()

    @RUNS
    @given(TREES, st.integers(0, 40))
    def run(tree: Expr, where: int) -> None:
        for place in range(min(PLACES, nodes(tree))) if seen.total() < PAIRS // 2 else ():
            other = change(tree, (where + place) % nodes(tree), mutate)
            if other == tree:
                continue
            found = verdict(tree, other)
            shows = has_value(tree) and apart(tree, other)
            seen[f"{found}, {'shows' if shows else 'does not show'}"] += 1
            assert not (shows and found == Same.__name__), other

    run()
    print(f"{seen.total()} pairs after a mutation: {dict(seen)}")
