r"""Solutions that come again, counted with another letter: `2k\pi` where `2\pi n` is known."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.progressions import COUNTING, INTEGERS, by_progressions
from grader.answer.value.by_solutions import by_solutions
from grader.answer.value.judgement import FULL, Judgement, finding, undecided
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Name


def by_other_counter(expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """The judgement as families over all integers, where the letter that counts in the key is another one than
    that of the student, and the key does not say what it is; None where nothing counts, or nothing can be told.
    Where the exercise declares its letter, or only values are compared, it may be a certain integer: what is right
    as a family is for a person."""
    ours, theirs = free_names(expected) & COUNTING, free_names(student) & COUNTING
    known = {name for name in theirs if name in context.names.declared}
    if len(ours) != 1 or not theirs or ours & theirs or known:
        return None
    counter = next(iter(ours))
    told = Apply("sequence", (expected, Chain((Name(counter), INTEGERS), ("in",))))
    found = by_progressions(told, student, context)
    if found is None:
        return None
    judged = by_solutions(found)
    states = isinstance(expected, Chain) or (isinstance(expected, Apply) and expected.op in ("or", "and"))
    if judged.right and (counter in context.names.declared or not states):
        return undecided("progressions", finding("other-counter", name=counter), suggested=FULL)
    return judged
