"""Distributions with a name: the normal one so far, for polynomials in the variable.

The expectation of a polynomial of degree d depends on the moments up to d only. So the law is replaced by d + 1
points with weights that have the same moments (some weights may be negative), and everything else is a finite sum.
Moments of the standard normal law: E[Z^(2k)] = (2k - 1)!!, odd ones 0.
"""

from __future__ import annotations

from functools import lru_cache

from flint import arb, fmpq, fmpq_mat

from grader.equivalence.functions import unary
from grader.equivalence.scalars import Scalar, Unsupported, divide
from grader.equivalence.world import Value, World
from grader.notation.tree import Apply, Expr, Number, walk

HIGHEST = 24
UNBOUNDED = HIGHEST + 1


def points(law: Expr, degree_: int, world: World) -> tuple[tuple[Value, Scalar], ...]:
    """Values and weights that stand for the law in polynomials up to this degree; empty where it has no name."""
    from grader.equivalence.evaluate import evaluate

    if not (isinstance(law, Apply) and law.op == "normal" and len(law.args) == 2):
        return ()
    if degree_ > HIGHEST:
        raise Unsupported("normal")
    mean, spread = evaluate(law.args[0], world), unary("sqrt", evaluate(law.args[1], world))
    return tuple((mean + spread * arb(at), arb(weight)) for at, weight in standard_normal(degree_))


def normal_density(expr: Apply, world: World) -> Value:
    """`N(x; mu, sigma^2)`: exp(-(x - mu)^2 / (2 sigma^2)) / sqrt(2 pi sigma^2)."""
    from grader.equivalence.evaluate import evaluate

    if len(expr.args) != 3:
        raise Unsupported("normal")
    x, mean, variance = (evaluate(arg, world) for arg in expr.args)
    away, twice = x - mean, arb(2) * variance
    return divide(unary("exp", -divide(away * away, twice)), unary("sqrt", arb.pi() * twice))


@lru_cache(maxsize=HIGHEST + 1)
def standard_normal(degree_: int) -> tuple[tuple[fmpq, fmpq], ...]:
    """Integers around zero with weights whose moments up to the degree are those of the standard normal law."""
    at = [fmpq(k - degree_ // 2) for k in range(degree_ + 1)]
    moments = [_double_factorial(k - 1) if k % 2 == 0 else 0 for k in range(degree_ + 1)]
    powers = fmpq_mat([[x**k for x in at] for k in range(degree_ + 1)])
    weights = powers.solve(fmpq_mat([[fmpq(m)] for m in moments]))
    return tuple((x, weights[k, 0]) for k, x in enumerate(at))


def _double_factorial(k: int) -> int:
    return 1 if k < 2 else k * _double_factorial(k - 2)


def degree(expr: Expr, variable: Expr) -> int:
    """A bound of the degree of a polynomial in the variable; beyond HIGHEST where it is none."""
    match expr:
        case _ if expr == variable:
            return 1
        case Apply("add" | "neg" | "pos", args):
            return max(degree(arg, variable) for arg in args)
        case Apply("mul", args):
            return min(UNBOUNDED, sum(degree(arg, variable) for arg in args))
        case Apply("pow", (base, Number(text))) if text.isdigit() and len(text) < 3:
            return min(UNBOUNDED, degree(base, variable) * int(text))
        case Apply("div", (top, bottom)) if degree(bottom, variable) == 0:
            return degree(top, variable)
        case _:
            return UNBOUNDED if any(node == variable for node in walk(expr)) else 0
