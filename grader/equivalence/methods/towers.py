"""Numbers too large for any ball, such as `10^(10^(10^10))`: told apart by logarithms of logarithms.

A tower is exp(exp(... a)) with so many exponentials over a ball a. Sums, products and powers of positive numbers
are enclosed as towers: log(x y) = log x + log y, log(x^y) = y log x, and x + y lies between the larger one and 4
times it. What encloses both sides disjointly proves that they differ; only what is written alike is the same.
"""

from __future__ import annotations

from functools import reduce

from flint import arb, ctx

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import Undefined, Unsupported, Unsure
from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.methods import structure
from grader.equivalence.sampling.agreement import show
from grader.equivalence.truth import Different, Same
from grader.equivalence.worlds.world import World
from grader.errors import LimitError
from grader.late import dataclass
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name
from grader.values import Counterexample

BITS = 256
LARGEST = 10**9
"""The exponential of what is larger is not carried out."""


@dataclass(frozen=True, slots=True)
class Tower:
    """exp applied `height` times to `top`."""

    height: int
    top: arb


def decide(left: Expr, right: Expr, names: Names, budget: Budget) -> Same | Different | None:
    """Different where two numbers are enclosed apart."""
    if any(not is_constant(id, names) for side in (left, right) for id in free_names(side)):
        return None
    before, ctx.prec = ctx.prec, BITS
    try:
        ours, theirs = _tower(left, budget), _tower(right, budget)
        if _apart(ours, theirs):
            return Different("balls", Counterexample((), _shown(ours), _shown(theirs)))
        return structure.decide(left, right, names) if ours.height and theirs.height else None
    except (LimitError, Undefined, Unsupported, Unsure):
        return None
    finally:
        ctx.prec = before


def _tower(expr: Expr, budget: Budget) -> Tower:
    """A positive number."""
    budget.check()
    try:
        value = evaluate(expr, World({}, budget, False))
        if isinstance(value, arb):
            return _plain(value)
    except (LimitError, Unsure):
        pass
    match expr:
        case Apply("pow", (base, exponent)) if base != Name("e"):
            return _exp(_times(_tower(exponent, budget), _log(_tower(base, budget))))
        case Apply("pow", (_, exponent)) | Apply("exp", (exponent,)):
            return _exp(_tower(exponent, budget))
        case Apply("mul" | "add" as op, args):
            return reduce(_times if op == "mul" else _plus, [_tower(arg, budget) for arg in args])
        case _:
            raise Unsupported("tower")


def _plain(value: arb) -> Tower:
    """Heights tell the order: what is larger than exp(LARGEST) has one."""
    if not value > 0:
        raise Unsupported("tower")
    size = value.log()
    return Tower(0, value) if size < LARGEST else Tower(1, size)


def _log(x: Tower) -> Tower:
    return Tower(x.height - 1, x.top) if x.height else _plain(x.top.log())


def _exp(x: Tower) -> Tower:
    return Tower(0, x.top.exp()) if x.height == 0 and x.top < LARGEST else Tower(x.height + 1, x.top)


def _times(x: Tower, y: Tower) -> Tower:
    if x.height == y.height == 0:
        return _plain(x.top * y.top)
    for one, other in ((x, y), (y, x)):
        if one == Tower(0, arb(1)):
            return other
    return _exp(_plus(_log(x), _log(y)))


def _plus(x: Tower, y: Tower) -> Tower:
    """At least the larger one, at most 4 times it: up to log 4 more beneath the last exponential."""
    if x.height == y.height == 0:
        return _plain(x.top + y.top)
    low, high = sorted((x, y), key=lambda tower: tower.height)
    top = high.top.max(low.top) if low.height == high.height else high.top
    return Tower(high.height, top.union(top + arb(4).log()))


def _apart(x: Tower, y: Tower) -> bool:
    while x.height != y.height:
        low, high = sorted((x, y), key=lambda tower: tower.height)
        x, y = Tower(low.height + 1, low.top.log()), high
    return bool(x.top.is_finite() and y.top.is_finite() and not x.top.overlaps(y.top))


def _shown(x: Tower) -> str:
    return "exp(" * x.height + show(x.top) + ")" * x.height
