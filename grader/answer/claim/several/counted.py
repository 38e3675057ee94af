r"""A number beside what it counts: `There are $12$: $1, 5, 7, \ldots$`."""

from __future__ import annotations

from functools import partial

from grader.answer.claim.marks import Judge
from grader.answer.claim.picked import Picked
from grader.answer.value.judgement import Judgement, finding, undecided, within_limits
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Expr, Number
from grader.values import Answer

FEW = 3
"""Items of a list that may be several answers; more of them are what was counted."""


def by_count(answer: Answer, picked: Picked, judge: Judge, names: Names) -> Judgement | None:
    """Where a list was picked: what the number beside it is worth, if it counts the list; for a person where either
    of both is right alone. None where neither is."""
    items = _items(picked.expr)
    if len(items) < FEW:
        return None
    formulas = [piece.text.strip() for piece in answer.pieces if piece.kind in ("math", "display")]
    read = [parse(text, names).expr for text in formulas[:3]]
    numbers = [expr for expr in read if isinstance(expr, Number) and expr not in items]
    counted = Number(str(len(set(items))))
    told = within_limits(partial(judge, counted))
    if numbers == [counted] and len(formulas) == 2 and len(set(items)) == len(items):
        return told
    counts = (counted, *numbers) if len(items) > FEW else numbers
    right = next((expr for expr in counts if within_limits(partial(judge, expr)).right), None)
    return None if right is None else undecided("select", finding("right-beside-others", right=to_text(right)))


def _items(expr: Expr | None) -> tuple[Expr, ...]:
    match expr:
        case Apply("sequence" | "set" | "list", items):
            return items
    return ()
