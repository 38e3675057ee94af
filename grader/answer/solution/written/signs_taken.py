"""One sign of a `±` said again: `x = 2 ± 3, x = 5` may take one of two values, and leave the other."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.equivalence import compare
from grader.equivalence.rewriting.signs import readings, signed
from grader.equivalence.truth import Different
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, facts
from grader.values import Finding

MOST_VALUES = 6
LISTS = frozenset({"sequence", "or", "and"})
_SIGNS = ("±", "\\pm", "\\mp", "+-", "+/-")


def signs_taken(values: tuple[Expr, ...], text: str, context: Context) -> Finding | None:
    """Of the values that a text lists, of which a `±` says two, some are said again, and others are not: a doubt
    for a person."""
    if not 2 < len(values) <= MOST_VALUES or not any(sign in text for sign in _SIGNS):
        return None
    again = {sum(same_value(value, other, context) for other in values) > 1 for value in values}
    if len(again) == 1:
        return None
    return Finding("reading-in-doubt", data=(("text", text), ("read", to_text(Apply("set", values)))))


def signs_taken_in(expr: Expr, context: Context) -> Finding | None:
    """The same of a list that was read as one formula."""
    if not (isinstance(expr, Apply) and expr.op in LISTS) or not signed(expr) or facts(expr).size > 60:
        return None
    ends = (part.operands[-1] if isinstance(part, Chain) else part for part in expr.args)
    return signs_taken(tuple(value for end in ends for value in readings(end)), _SIGNS[0] + to_text(expr), context)


def same_value(left: Expr, right: Expr, context: Context) -> bool:
    return not isinstance(compare(left, right, context.names, context.budget, context.seed), Different)
