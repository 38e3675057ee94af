"""Values of an expression of one variable along a line, to be drawn: nothing is decided by them."""

from __future__ import annotations

from collections.abc import Sequence

from flint import arb, ctx

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import Undefined, Unsupported, Unsure
from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.rewriting.inline import expand
from grader.equivalence.worlds.world import World
from grader.errors import FAULTS, LimitError
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Expr

PRECISION = 64


def variables(expr: Expr, names: Names) -> set[str]:
    """The letters on which the value depends, those of the exercise's own functions included."""
    return {name for name in free_names(expand(expr, names)) if not is_constant(name, names)}


def curve(expr: Expr, names: Names, variable: str, at: Sequence[float], budget: Budget) -> tuple[float | None, ...]:
    """The value at each place; None where there is none, or where it is not known well enough to be drawn."""
    before = ctx.prec
    try:
        ctx.prec = PRECISION
        spelled = expand(expr, names)
        return tuple(_value(spelled, variable, x, budget) for x in at)
    except (LimitError, RecursionError, MemoryError, *FAULTS):
        return (None,) * len(at)
    finally:
        ctx.prec = before


def _value(expr: Expr, variable: str, x: float, budget: Budget) -> float | None:
    budget.check()
    try:
        found = evaluate(expr, World({variable: arb(x)}, budget))
    except (Undefined, Unsupported, Unsure, *FAULTS):
        return None
    if not isinstance(found, arb) or not found.is_finite() or found.rad() > abs(found.mid()) / 100 + 1e-6:
        return None
    return float(found.mid())
