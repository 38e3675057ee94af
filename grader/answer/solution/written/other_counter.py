r"""Solutions that come again, counted with another letter: `2k\pi` where `2\pi n` is known."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.by_solutions import by_solutions
from grader.answer.solution.written.progressions import COUNTING, INTEGERS, by_progressions, counts
from grader.answer.value.judgement import FULL, Judgement, finding, undecided
from grader.notation.names import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Name, facts, walk


def by_own_counter(judged: Judgement, expected: Expr, student: Expr, context: Context) -> Judgement:
    r"""The judgement, or that as families over all integers where it was not right: `x = -k\pi`, `x \in \{k\pi : k
    \in \mathbb{Z}\}` for a key `x = k\pi` that does not say what its letter is. Where the student does not say it
    either, it may be a certain integer: then it is for a person."""
    counters = free_names(expected) & COUNTING
    if judged.right or len(counters) != 1 or not isinstance(expected, Chain):
        return judged
    if counters.isdisjoint(node.id for node in walk(student) if isinstance(node, Name)):
        return judged
    counter = next(iter(counters))
    found = by_progressions(
        Apply("sequence", (expected, Chain((Name(counter), INTEGERS), ("in",)))), student, context
    )
    if found is None or not (found.relation == "same" or counts(student)):
        return judged
    if counts(student):
        return by_solutions(found)
    if Name("pi") not in walk(expected) and "degrees" not in facts(expected).words:  # `1 + k`: a letter as any
        return judged
    return undecided(
        "progressions",
        finding("reading-in-doubt", text=to_text(student), read=f"{to_text(student)}, {counter} in Z"),
        suggested=FULL,
    )


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
