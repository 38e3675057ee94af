"""What a question gives of a function that has no formula, `f(1) = 1`: an answer may not say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from grader.answer.kind import Context
from grader.answer.value.asked.question import said_in
from grader.answer.value.shapes import CONSTANTS, is_number
from grader.equivalence import compare
from grader.equivalence.truth import Different
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Name, rebuild, walk

UNKNOWNS = frozenset("xyz")


def false_of_given(sides: Sequence[Expr], context: Context) -> tuple[Expr, Expr] | None:
    """Two sides of a chain, of which one holds values of such a function, that differ by what the question gives;
    or of which the first is one such value and the second depends on an unknown: `f'(1) = 3x - 2`."""
    names = context.names
    if not names.abstract or not any(_called(node, names) for side in sides for node in walk(side)):
        return None
    given = _given(context.question, names)
    for left, right in pairwise(sides):
        if _called(left, names) and _letters(right, names) & UNKNOWNS:
            return left, right
        ours, theirs = (_with(side, given) for side in (left, right))
        if (ours, theirs) == (left, right) or any(map(_is_open, (ours, theirs), (names, names))):
            continue
        if _letters(ours, names) != _letters(theirs, names):
            continue
        if isinstance(compare(ours, theirs, names, context.budget, context.seed), Different):
            return left, right
    return None


def _given(question: str, names: Names) -> dict[Expr, Expr]:
    found: dict[Expr, Expr] = {}
    for text in said_in(question):
        expr = parse(text, names).expr
        parts = expr.args if isinstance(expr, Apply) and expr.op in ("and", "sequence") else (expr,)
        for part in parts:
            match part:
                case Chain((call, value), ("=",)) if _called(call, names) and is_number(value):
                    found[call] = value
    return found


def _called(expr: Expr, names: Names) -> bool:
    """Whether it is the value of such a function, or of a derivative of it, at a number."""
    match expr:
        case Call(Name(id) | Apply("prime", (Name(id), _)), args):
            return id in names.abstract and all(map(is_number, args))
    return False


def _with(expr: Expr, given: dict[Expr, Expr]) -> Expr:
    return given[expr] if expr in given else rebuild(expr, lambda node: _with(node, given))


def _is_open(expr: Expr, names: Names) -> bool:
    return any(isinstance(node, Name) and node.id in names.abstract for node in walk(expr))


def _letters(expr: Expr, names: Names) -> frozenset[str]:
    return frozenset(free_names(expr)) - CONSTANTS - names.abstract
