"""Integrals by double exponential quadrature: over half lines, and up to ends where the integrand has no bound.

The error is seen, not proved: each halving of the step about doubles the digits that are right, and the ball that
is given out has half of those that came out alike twice. What rests on it is evidence. It is asked last, and for
integrals of the expected side alone: a student's own could hide something between the points.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, ctx

from grader.equivalence.evaluation.scalars import Scalar, Undefined, Unsupported, Unsure
from grader.equivalence.meanings import is_constant
from grader.equivalence.rewriting.derive import depends
from grader.equivalence.worlds.world import World
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Expr, Name, rebuild, walk

QUADRATURE = "quadrature"
"""Written by `with_evidence` alone: no word of the notation."""
KINKED = frozenset(
    {"abs", "sign", "max", "min", "floor", "ceiling", "mod", "heaviside", "cases", "indicator", "re", "im", "arg"}
)
FIRST, LAST = 2, 10
"""The step is 2^-FIRST at first and never below 2^-LAST."""
FURTHEST = 10
QUIET = 3
"""So many terms in a row that do not count end the sum."""
CHECK_EVERY = 64
STEADY = arb(1) / 100
"""The sums of the sizes agree so far, or there are poles of which the two sides cancel (`x/(x^2 - 1)`)."""
Map = Callable[[Any], tuple[Any, Any]]
"""From the new variable to the old one and its derivative."""


def with_evidence(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr] | None:
    """Both sides with their integrals to be found so, if all of the right side stand on the left; else None."""
    ours, theirs = (
        {node for node in walk(side) if isinstance(node, Bind) and node.op == "integral"} for side in (left, right)
    )
    if not ours or not theirs <= ours or not is_constant("infinity", names):
        return None
    return _renamed(left), _renamed(right)


def _renamed(expr: Expr) -> Expr:
    expr = rebuild(expr, _renamed)
    if isinstance(expr, Bind) and expr.op == "integral":
        return Bind(QUADRATURE, expr.variables, expr.bounds, expr.body)
    return expr


def quadrature(expr: Bind, world: World) -> Scalar:
    """The value with its ball, at the precision in force."""
    from grader.equivalence.evaluation.evaluate import evaluate

    if len(expr.bounds) != 2 or len(expr.variables) != 1 or not isinstance(expr.variables[0], Name):
        raise Unsupported("integral")
    if world.complex or any(_unfit(node, expr.variables[0]) for node in walk(expr.body)):
        raise Unsupported("integral")
    name, bits = expr.variables[0].id, 3 * ctx.prec // 2 + 16

    def integrand(x: Any) -> Any:
        with world.bound(name, x):
            value = evaluate(expr.body, world)
        if type(value) is not arb or not value.is_finite():
            raise Unsure
        return value

    radius, before = arb(2) ** (-ctx.prec * 3 // 4), ctx.prec
    ctx.prec = 3 * bits  # ends where there is no value are come so near
    try:
        ends = [_end(bound, world) for bound in expr.bounds]
        value = _Sum(integrand, _map(*ends), bits, world).value()
    finally:
        ctx.prec = before
    return arb(value.mid(), radius)


def _unfit(node: Expr, variable: Name) -> bool:
    return isinstance(node, Apply) and node.op in KINKED and depends(node, variable)


def _end(bound: Expr, world: World) -> Any:
    from grader.equivalence.evaluation.evaluate import evaluate

    match bound:
        case Name("infinity"):
            return arb("inf")
        case Apply("neg", (Name("infinity"),)):
            return arb("-inf")
    value = evaluate(bound, world)
    if type(value) is not arb or not value.is_finite():
        raise Unsupported("integral")
    return value


def _map(low: Any, high: Any) -> Map:
    if not low < high:
        raise Unsupported("integral")
    if low.is_finite() and high.is_finite():
        return lambda t: _on_interval(t, low, high - low)
    if low.is_finite():
        return lambda t: _on_half_line(t, low, 1)
    if high.is_finite():
        return lambda t: _on_half_line(t, high, -1)
    return _on_line


def _on_interval(t: Any, low: Any, length: Any) -> tuple[Any, Any]:
    growth = (arb.pi() * t.sinh()).exp()
    part = growth / (1 + growth)
    return low + length * part, length * part / (1 + growth) * arb.pi() * t.cosh()


def _on_half_line(t: Any, end: Any, direction: int) -> tuple[Any, Any]:
    distance = (arb.pi() / 2 * t.sinh()).exp()
    return end + direction * distance, distance * arb.pi() / 2 * t.cosh()


def _on_line(t: Any) -> tuple[Any, Any]:
    inner = arb.pi() / 2 * t.sinh()
    return inner.sinh(), inner.cosh() * arb.pi() / 2 * t.cosh()


class _Sum:
    """The trapezoidal rule in the new variable."""

    def __init__(self, integrand: Callable[[Any], Any], map_: Map, bits: int, world: World) -> None:
        self._integrand, self._map, self._world = integrand, map_, world
        self._small = arb(2) ** -bits
        self._seen = 0
        self._sizes = arb(0)

    def value(self) -> Any:
        """Halving the step until two sums agree. Unsure where they do not."""
        total, apart = self._term(arb(0)), arb("inf")
        for direction in (1, -1):
            total += self._ray(direction, arb(2) ** -FIRST, arb(2) ** -FIRST)
        found, mass = total / 2**FIRST, self._sizes / 2**FIRST
        for level in range(FIRST + 1, LAST + 1):
            step = arb(2) ** -level
            for direction in (1, -1):
                total += self._ray(direction, step, 2 * step)
            before, found, last = found, total * step, apart
            apart, lighter, mass = abs(found - before), mass, self._sizes * step
            if apart < self._small and last < self._small.root(4):
                if not abs(mass - lighter) <= STEADY * mass:
                    raise Unsure
                return found
        raise Unsure

    def _ray(self, direction: int, start: Any, step: Any) -> Any:
        """The terms on one side of zero."""
        total, quiet, at = arb(0), 0, start
        size = arb("inf")
        while quiet < QUIET:
            if at > FURTHEST:
                raise Unsure
            try:
                term = self._term(direction * at)
            except (Undefined, Unsure):
                if size < self._small:
                    break
                raise Unsure from None
            total, size, at = total + term, abs(term), at + step
            quiet = quiet + 1 if size < self._small else 0
        return total

    def _term(self, t: Any) -> Any:
        self._seen += 1
        if self._seen % CHECK_EVERY == 0:
            self._world.budget.check()
        place, slope = self._map(t)
        term = (self._integrand(place.mid()) * slope).mid()
        self._sizes += abs(term)
        return term
