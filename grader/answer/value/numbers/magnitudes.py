"""Letters of which the exercise says nothing, where an answer is right as long as they are positive.

`a/sqrt(3)` was asked and `sqrt(a^2/3)` came. The engine does not decide: over the reals the two differ. A teaching
assistant does: `a` is a length, a mass, a speed. So an undeclared letter is taken to be positive here, and the
verdict says so, unless it is one that runs over both signs by custom (`x`, `y`, `t`, angles), or that is a whole
side by itself (`sqrt(q^2)` for `q`: the sign is all that was asked), or there is an absolute value (its author has
thought of both signs) or a letter in an exponent (where powers of powers are not what they seem).
`q: real` ends it.
Only answers are read in this way, never the steps of an argument.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement
from grader.equivalence.sampling.positivity import taken_as_positive, with_positive
from grader.late import replace
from grader.notation.tree import Apply, Chain, Expr, Name, walk

OF_BOTH_SIGNS = frozenset("x y t theta vartheta phi varphi".split())
ABOUT_SIGNS = frozenset({"abs", "norm", "sign", "arg", "pm", "mp", "plus_minus", "minus_plus"})


def with_magnitudes(
    expected: Expr, student: Expr, context: Context, judge: Callable[[Context], Judgement]
) -> Judgement:
    """What `judge` says, and where it only wants to know the sign of magnitudes: what it says of positive ones."""
    judged = judge(context)
    told = judged.findings[0] if judged.findings else None
    if judged.outcome != "undecided" or told is None or told.code != "positive-only":
        return judged
    letters = tuple(told.get("names").split(", "))
    if not are_magnitudes(letters, expected, student):
        return judged
    again = judge(replace(context, names=with_positive(context.names, letters)))
    return again.adding(taken_as_positive(letters)) if again.right else judged


def are_magnitudes(letters: tuple[str, ...], expected: Expr, student: Expr) -> bool:
    """Whether nothing speaks against taking all of these as positive."""
    if any(letter.split("_")[0] in OF_BOTH_SIGNS for letter in letters):
        return False
    if any(Name(letter) in (*_sides(expected), *_sides(student)) for letter in letters):
        return False
    return not any(_speaks_against(node) for side in (expected, student) for node in walk(side))


def _sides(expr: Expr) -> tuple[Expr, ...]:
    return expr.operands if isinstance(expr, Chain) else (expr,)


def _speaks_against(node: Expr) -> bool:
    match node:
        case Apply("pow", (_, exponent)):
            return any(isinstance(below, Name) for below in walk(exponent))
        case Apply(op):
            return op in ABOUT_SIGNS
    return False
