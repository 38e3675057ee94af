"""Multinomial coefficients by factorials: `\\binom{n}{a, b, c}` is n!/(a! b! c!) where a + b + c = n."""

from __future__ import annotations

from grader.equivalence.evaluation.rationals import as_fraction
from grader.notation.tree import Apply, Expr, rebuild


def spelled_out(expr: Expr) -> Expr:
    """With factorials; numbers that do not add up stay as they are."""
    expr = rebuild(expr, spelled_out)
    match expr:
        case Apply("binomial", (whole, Apply("sequence" | "tuple" | "list", parts))) if _add_up(whole, parts):
            below = Apply("mul", tuple(Apply("factorial", (part,)) for part in parts))
            return Apply("div", (Apply("factorial", (whole,)), below))
    return expr


def _add_up(whole: Expr, parts: tuple[Expr, ...]) -> bool:
    total, numbers = as_fraction(whole), [as_fraction(part) for part in parts]
    known = [number for number in numbers if number is not None]
    return len(parts) > 1 and (total is None or len(known) < len(parts) or sum(known[1:], known[0]) == total)
