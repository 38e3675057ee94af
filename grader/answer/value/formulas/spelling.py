"""A formula as it is written: up to brackets and order, with definitions put in or not."""

from __future__ import annotations

from functools import lru_cache

from grader.answer.value.asked.quantities import same_quantity
from grader.answer.value.numbers.worth import unfolded
from grader.limits import KEPT
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, Number, rebuild, walk


def shape(expr: Expr, names: Names) -> Expr:
    """As written, up to brackets and order of sums and products and the spelling of names and derivatives."""
    return _remembered(same_quantity(expr, names))


def plain_shape(expr: Expr, names: Names) -> Expr:
    """The same, with one spelling for powers of -1 and of e."""
    return shape(_respelled(expr), names)


def written_out(expr: Expr, names: Names) -> Expr:
    """With the definitions put in, and one spelling for powers of -1 and of e."""
    return plain_shape(unfolded(same_quantity(expr, names), names), names)


def size(expr: Expr) -> int:
    return sum(1 for _ in walk(expr))


def sorted_terms(expr: Expr) -> Expr:
    expr = rebuild(expr, sorted_terms)
    match expr:
        case Apply("pos", (inner,)) | Apply("neg", (Apply("neg", (inner,)),)):
            return inner
        case Apply("neg", (Apply("mul", (first, *rest)),)):
            return sorted_terms(Apply("mul", (Apply("neg", (first,)), *rest)))
        case Apply("add" | "mul" as op, args):
            flat = [a for arg in args for a in (arg.args if isinstance(arg, Apply) and arg.op == op else (arg,))]
            idle = Number("0") if op == "add" else Number("1")
            kept = [arg for arg in flat if arg != idle] or [idle]
            return kept[0] if len(kept) == 1 else Apply(op, tuple(sorted(kept, key=repr)))
    return expr


_remembered = lru_cache(maxsize=KEPT)(sorted_terms)


def _respelled(expr: Expr) -> Expr:
    match rebuild(expr, _respelled):
        case Apply("pow", (base, Apply("neg", (Number("1"),)))):
            return Apply("div", (Number("1"), base))
        case Apply("exp", (exponent,)):
            return Apply("pow", (Name("e"), exponent))
        case other:
            return other
