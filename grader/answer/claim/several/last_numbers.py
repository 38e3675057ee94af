"""The numbers with which an answer ends, some of them worked out: `namely $\\sqrt8 = 2\\sqrt2$ and $\\sqrt2$`."""

from __future__ import annotations

from grader.answer.claim.picked import Picked
from grader.answer.claim.statements import statements
from grader.answer.kind import Context
from grader.answer.value.shapes import is_number
from grader.notation import parse
from grader.notation.tree import Apply, Chain, Expr
from grader.values import Answer

MOST = 6


def last_numbers(answer: Answer, context: Context) -> Picked | None:
    """These numbers as a set, where there are several; for a person, who reads whether they are the answer."""
    found = statements(answer, context.names)
    values: list[Expr] = []
    for statement in reversed(found[-MOST:]):
        value = _number(parse(statement.text, context.names).expr)
        if value is None or statement.role == "denied" or statement.continues:
            break
        values.insert(0, value)
    if len(values) < 2:
        return None
    text = ", ".join(statement.text for statement in found[-len(values) :])
    return Picked(text, Apply("set", tuple(values)), (), found[-1].line)


def _number(expr: Expr | None) -> Expr | None:
    """A number, or the last of numbers that are said to be equal."""
    match expr:
        case Chain(sides, relations) if set(relations) == {"="} and all(map(is_number, sides)):
            return sides[-1]
        case None:
            return None
    return expr if is_number(expr) else None
