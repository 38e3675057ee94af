"""A value with the condition under which it is meant: `1/x (x > 0)`, `x^2 if x > 0`, `1/x, x \\ne 0`."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.claim.restrictions import leaves_room
from grader.answer.kind import Context
from grader.answer.solution.solutions import relate
from grader.answer.solution.written.regions import ends_of, inside, solved, sorted_ends
from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.answer.value.shapes import ORDERS, VALUES, kind_of
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Chain, Expr, Name, walk

PIECEWISE = frozenset({"abs", "sign", "cases", "max", "min", "sqrt", "root", "floor", "ceiling", "indicator"})
"""Words that another formula may replace on a part of the line."""

Judge = Callable[[Expr, Expr], Judgement]


def judged_with_proviso(judge: Judge, expected: Expr, student: Expr, context: Context) -> Judgement:
    """The value by `judge`; a condition that only says where it holds does not harm a value that is right without
    it, and is told. What is wrong in general but may be right under its condition is left to a person."""
    value, proviso = parted(student)
    if isinstance(expected, Apply) and expected.op == "where":
        return _both(judge, expected, value, proviso, context)
    if proviso is None or kind_of(expected) not in VALUES:
        judged = judge(expected, student)
        if judged.right and any(item.code == "domains-differ" for item in judged.findings):
            left_out = _left_out(student, context)
            return undecided("proviso", finding("condition-undecided", condition=left_out)) if left_out else judged
        return judged
    judged = judge(expected, value)
    if judged.outcome in ("correct", "partial"):
        if judged.by != "elimination" and leaves_room(proviso, value, context):  # of a line it leaves out a part
            return judged.adding(finding("under-a-condition", "assumption", condition=to_text(proviso)))
        return undecided("proviso", finding("condition-undecided", condition=to_text(proviso)))
    if judged.outcome == "incorrect" and (_is_piecewise(expected) or _is_of_letters(proviso)):
        return undecided("proviso", finding("condition-undecided", condition=to_text(proviso)))
    return judged


def parted(expr: Expr) -> tuple[Expr, Expr | None]:
    """A value and its condition, which may stand behind a comma."""
    match expr:
        case Apply("where", (value, proviso)):
            return value, proviso
        case Apply("sequence", (value, Chain(_, relations) as proviso)) if not isinstance(value, Chain):
            if ORDERS.issuperset(relations) or relations == ("in",):
                return value, proviso
    return expr, None


def _both(judge: Judge, expected: Apply, value: Expr, proviso: Expr | None, context: Context) -> Judgement:
    """The value must be right, and hold where it was asked to."""
    judged = judge(expected.args[0], value)
    if not judged.right:
        return judged
    if proviso is None:
        return undecided("proviso", finding("condition-missing"))
    match relate(expected.args[1], proviso, context).relation:
        case "same":
            return judged
        case "unknown":
            return undecided("proviso", finding("condition-undecided", condition=to_text(proviso)))
    return incorrect("proviso", finding("other-condition", condition=to_text(proviso)))


def _left_out(expr: Expr, context: Context) -> str:
    """The conditions of cases that leave out more than single points, or nothing."""
    match expr:
        case Apply("cases", entries) if len(entries) % 2 == 0:
            either = Apply("or", entries[1::2])
            found = solved(either)
            ends = sorted_ends(tuple(ends_of(found.region)), context) if found is not None else None
            if found is not None and ends is not None:
                gaps = (inside(found.region, place, ends) for place in range(0, 2 * len(ends) + 1, 2))
                return to_text(either) if False in gaps else ""
    return ""


def _is_of_letters(proviso: Expr) -> bool:
    """`i != j`, of two indexes: one case of several."""
    match proviso:
        case Chain((Name(), Name()), ("=" | "!=",)):
            return True
    return False


def _is_piecewise(expr: Expr) -> bool:
    return any((isinstance(node, Apply) and node.op in PIECEWISE) or isinstance(node, Bind) for node in walk(expr))
