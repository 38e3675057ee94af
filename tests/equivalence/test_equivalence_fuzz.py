"""`make fuzz`: FUZZ_PAIRS (100,000) pairs of random trees through the whole of `compare`, without a wrong verdict.

A pair is a tree and the same tree after one rewrite that keeps its value, or after one mutation. Each verdict has
an independent judge, `fuzz_oracle`: what is Same must nowhere differ there, and the witness of what is Different
must be a place where the two do differ. Only pairs with a verdict that the judge could see for itself are counted
towards FUZZ_PAIRS. What is Unknown goes to a person.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction

import fuzz_oracle as oracle
import fuzz_trees as all_words
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_exact_properties import LEAVES, REWRITES, change, grow, mutate, nodes

from grader.equivalence import Different, Same, Truth, compare
from grader.limits import Budget
from grader.notation.names import Domain, Names
from grader.notation.printing import to_text
from grader.notation.tree import Expr

NAMES = Names(default=Domain("real"))
PAIRS = int(os.environ.get("FUZZ_PAIRS", "100000"))
PLACES = len(REWRITES)
Partners = Callable[[Expr, int], Iterator[Expr]]
TREES = st.recursive(LEAVES, grow, max_leaves=12)
RUNS_OF = 4
SEEN = ("Same, seen to agree", "Different, seen at the witness")
RUNS = settings(
    max_examples=max(1, 3 * PAIRS // PLACES), deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
"""Enough for trees of one node too; a run ends where its quarter of the pairs is reached."""

pytestmark = pytest.mark.fuzz


def rewritten(tree: Expr, where: int) -> Iterator[Expr]:
    return (change(tree, where % nodes(tree), rewrite) for rewrite in REWRITES)


def mutated(tree: Expr, where: int) -> Iterator[Expr]:
    return (change(tree, (where + place) % nodes(tree), mutate) for place in range(min(PLACES, nodes(tree))))


def checked(tree: Expr, other: Expr, truth: Truth) -> str:
    """What was found and how the judge sees it; fails where the two contradict each other."""
    match truth:
        case Same():
            alike, apart = oracle.verdicts(tree, other)
            assert not apart, f"called the same: {to_text(tree)} and {to_text(other)}"
            return "Same, seen to agree" if alike else "Same, no point to look at"
        case Different(_, witness):
            assert witness is not None
            at = {name: Fraction(value) for name, value in witness.at}
            a, b = (oracle.value(side, at, oracle.FINE) for side in (tree, other))
            if a is None or b is None or oracle.tiny(a, b):
                return "Different, witness too large, too small or too close to an edge for the judge"
            assert not oracle.agree(a, b, oracle.FINE), (
                f"called different: {to_text(tree)} and {to_text(other)} at {at}"
            )
            return "Different, seen at the witness"
    return "Unknown"


def judged(seen: Counter[str]) -> int:
    return sum(seen[what] for what in SEEN)


@pytest.mark.parametrize(
    ("trees", "partners"),
    [
        (TREES, rewritten),
        (TREES, mutated),
        (all_words.TREES, all_words.rewritten),
        (all_words.TREES, all_words.mutated),
    ],
    ids=["a rewrite", "a mutation", "a law", "a slip"],
)
def test_no_verdict_is_wrong(
    trees: st.SearchStrategy[Expr], partners: Partners, request: pytest.FixtureRequest
) -> None:
    seen: Counter[str] = Counter()

    @RUNS
    @given(trees, st.integers(0, 40))
    def run(tree: Expr, where: int) -> None:
        for other in partners(tree, where) if judged(seen) < PAIRS // RUNS_OF else ():
            if other != tree:
                seen[checked(tree, other, compare(tree, other, NAMES, Budget.start(20)))] += 1

    run()
    assert judged(seen) >= PAIRS // RUNS_OF, seen
    print(f"{seen.total()} pairs after {request.node.callspec.id}: {dict(seen)}")
