"""Expressions with `±`: the two readings, with one choice of sign throughout."""

from __future__ import annotations

from grader.notation.tree import Apply, Expr, facts, rebuild

SIGNS = frozenset({"pm", "mp", "plus_minus", "minus_plus"})


def signed(expr: Expr) -> bool:
    """Whether a `±` stands in it."""
    return not facts(expr).words.isdisjoint(SIGNS)


def readings(expr: Expr) -> tuple[Expr, ...]:
    """Both readings of what holds a `±`, else the one that there is."""
    return choices(expr) if signed(expr) else (expr,)


def choices(expr: Expr) -> tuple[Expr, Expr]:
    """With the upper sign everywhere, and with the lower one."""
    return _choose(expr, True), _choose(expr, False)


def _choose(expr: Expr, upper: bool) -> Expr:
    expr = rebuild(expr, lambda child: _choose(child, upper))
    match expr:
        case Apply("pm" | "mp" as op, (inner,)):
            return inner if (op == "pm") == upper else Apply("neg", (inner,))
        case Apply("plus_minus" | "minus_plus" as op, (first, second)):
            positive = (op == "plus_minus") == upper
            return Apply("add", (first, second if positive else Apply("neg", (second,))))
        case _:
            return expr
