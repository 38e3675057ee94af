"""compare(left, right, names, budget) -> Same | Different | Unknown: the cheapest method that can decide does."""

from __future__ import annotations

from grader.equivalence import ladder
from grader.equivalence.truth import Different, Same, Truth, Unknown
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Expr

__all__ = ["Different", "Same", "Truth", "Unknown", "compare"]


def compare(left: Expr, right: Expr, names: Names, budget: Budget, seed: str = "") -> Truth:
    """Are the two equal wherever both are defined in the declared domain? `left` is what was expected.

    Never raises: a limit that is met, and whatever else goes wrong inside, is Unknown with its name.
    """
    return ladder.climb(left, right, names, budget, seed)
