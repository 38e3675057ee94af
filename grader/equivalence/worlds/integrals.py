"""Integrals: over a density of a small world a weighted sum, between two numbers by rigorous quadrature."""

from __future__ import annotations

from flint import acb, arb

from grader.equivalence.scalars import SCALARS, Scalar, Undefined, Unsupported, Unsure, real_part
from grader.equivalence.worlds import tensors
from grader.equivalence.worlds.world import Value, World
from grader.errors import LimitError
from grader.notation.tree import Bind, Call, Expr, Name, walk

EVALUATIONS = 4_000


def integral(expr: Bind, world: World) -> Value:
    """The definite integral; Unsupported where no method here applies (SymPy may know more)."""
    if len(expr.variables) != 1 or not isinstance(expr.variables[0], Name):
        raise Unsupported("integral")
    name = expr.variables[0].id
    if world.chance is not None and _has_density(expr.body, expr.variables[0]) and _everywhere(expr):
        return _over_support(expr, name, world)
    if len(expr.bounds) != 2:
        raise Unsupported("integral")
    return _quadrature(expr, name, world)


def _has_density(body: Expr, variable: Expr) -> bool:
    return any(isinstance(n, Call) and variable in (*n.args, *n.given) for n in walk(body))


def _everywhere(expr: Bind) -> bool:
    """No bounds, or minus infinity to infinity."""
    return not expr.bounds or all(Name("infinity") in walk(bound) for bound in expr.bounds)


def _over_support(expr: Bind, name: str, world: World) -> Value:
    from grader.equivalence.evaluate import evaluate

    total: Value = None
    for value in world.chance.support:
        with world.bound(name, value):
            term = evaluate(expr.body, world)
        total = term if total is None else tensors.plus(total, term)
    return total


def _quadrature(expr: Bind, name: str, world: World) -> Scalar:
    from grader.equivalence.evaluate import evaluate

    if any(Name("infinity") in walk(bound) for bound in expr.bounds):
        raise Unsupported("integral")
    ends = [evaluate(bound, world) for bound in expr.bounds]
    if not all(type(end) in (arb, acb) for end in ends):
        raise Unsupported("integral")
    inner = World(
        {key: acb(x) if type(x) is arb else x for key, x in world.values.items() if isinstance(x, SCALARS)},
        world.budget,
        complex=True,
    )

    stopped: list[Exception] = []

    def integrand(x: acb, analytic: bool) -> acb:
        if stopped:
            return acb("nan")
        try:
            with inner.bound(name, x):
                return acb(evaluate(expr.body, inner))
        except (Undefined, Unsure):
            return acb("nan")
        except (Unsupported, LimitError, TypeError, RecursionError) as error:  # must not cross the C code
            stopped.append(error)
            return acb("nan")

    low, high = (acb(end) for end in ends)
    result = acb.integral(integrand, low, high, eval_limit=EVALUATIONS)
    if stopped:
        raise stopped[0]
    if not result.is_finite():
        raise Unsure
    if world.complex:
        return result
    return real_part(result)
