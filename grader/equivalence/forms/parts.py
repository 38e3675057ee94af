"""The small questions that forms ask of an expression as it is written."""

from __future__ import annotations

from grader.notation.printing import to_text
from grader.notation.tree import Apply, Expr, Number
from grader.values import Finding


def bare(expr: Expr) -> Expr:
    """Without boxes and plus signs around it."""
    while isinstance(expr, Apply) and expr.op in ("boxed", "pos"):
        expr = expr.args[0]
    return expr


def finding(code: str, *data: tuple[str, Expr | str]) -> Finding:
    """What stands in the way of a form, with parts of the expression as texts."""
    return Finding(code, data=tuple((key, x if isinstance(x, str) else to_text(x)) for key, x in data))


def is_sum(expr: Expr) -> bool:
    """A sum, perhaps with a sign before it."""
    match bare(expr):
        case Apply("add"):
            return True
        case Apply("neg", (arg,)):
            return is_sum(arg)
        case _:
            return False


def unsigned(expr: Expr) -> Expr:
    """Without the signs before it."""
    expr = bare(expr)
    while isinstance(expr, Apply) and expr.op == "neg":
        expr = bare(expr.args[0])
    return expr


def whole(expr: Expr) -> int | None:
    """The plain whole number that stands there."""
    return int(expr.text) if isinstance(expr, Number) and expr.text.isdigit() and len(expr.text) < 300 else None
