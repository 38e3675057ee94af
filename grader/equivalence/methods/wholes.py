"""Roundings of whole numbers that no ball shows to be whole: `floor(log_2 8)` is 3, as `log_2 8 = 3` is proved."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb, ctx

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import Undefined, Unsupported, Unsure
from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.truth import Same, Truth
from grader.equivalence.worlds.tensors import ShapeError
from grader.equivalence.worlds.world import World
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Number, rebuild

BITS = 128
Judge = Callable[[Expr, Expr, Names], Truth]


def rounded(expr: Expr, names: Names, budget: Budget, judge: Judge) -> Expr:
    """With the number in place of each rounding of what is proved to be a whole number; else as it was."""
    below = rebuild(expr, lambda child: rounded(child, names, budget, judge))
    match below:
        case Apply("floor" | "ceiling", (inner,)):
            whole = _whole(inner, names, budget, judge)
            return below if whole is None else whole
        case Apply("mod", (inner, modulus)):
            whole = _whole(Apply("div", (inner, modulus)), names, budget, judge)
            return below if whole is None else Number("0")
    return below


def _whole(expr: Expr, names: Names, budget: Budget, judge: Judge) -> Expr | None:
    """The whole number that it is; None where that is not proved."""
    if not all(is_constant(name, names) for name in free_names(expr)):
        return None
    value = _value(expr, budget)
    nearest = None if value is None else value.unique_fmpz()
    if nearest is None:
        return None
    size: Expr = Number(str(abs(int(nearest))))
    number = Apply("neg", (size,)) if nearest < 0 else size
    verdict = judge(expr, number, names)
    return number if isinstance(verdict, Same) and verdict.certain else None


def _value(expr: Expr, budget: Budget) -> arb | None:
    before, ctx.prec = ctx.prec, BITS
    try:
        value = evaluate(expr, World({}, budget))
    except (Undefined, Unsupported, Unsure, ShapeError):
        return None
    finally:
        ctx.prec = before
    return value if isinstance(value, arb) else None
