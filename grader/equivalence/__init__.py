"""compare(left, right, names, budget) -> Same | Different | Unknown: the cheapest method that can decide does."""

from __future__ import annotations

from grader.equivalence import ladder
from grader.equivalence.truth import Different, Same, Truth, Unknown
from grader.limits import Budget
from grader.notation.memo import Question
from grader.notation.names import Names
from grader.notation.tree import Expr, facts, small

__all__ = ["Different", "Same", "Truth", "Unknown", "compare"]
DECIDED = (Same, Different)


def compare(left: Expr, right: Expr, names: Names, budget: Budget, seed: str = "") -> Truth:
    """Are the two equal wherever both are defined in the declared domain? `left` is what was expected.

    Never raises: a limit that is met, and whatever else goes wrong inside, is Unknown with its name. What was
    decided once is remembered in `names.memo`; an Unknown is not, for it may be for want of time.
    """
    ours, theirs = facts(left), facts(right)
    outline = (ours.names, ours.numbers, theirs.names, theirs.numbers)
    question = Question(left, right, names, seed, outline=outline)
    known = names.memo.get(question)
    if not isinstance(known, DECIDED):
        known = ladder.climb(left, right, names, budget, seed)
        if isinstance(known, DECIDED) and small(left) and small(right):
            names.memo.put(question, known)
    return known
