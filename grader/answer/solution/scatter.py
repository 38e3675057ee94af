"""Statements compared at points: anywhere, and on the edges where a comparison turns. Evidence, not proof."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from grader.answer.kind import Context
from grader.answer.solution.conditions import Atom, Condition, atoms, holds
from grader.answer.solution.relation import Relation, Solutions, solution
from grader.answer.value.judgement import finding
from grader.answer.value.shapes import CONSTANTS
from grader.answer.value.worth import NoValue, domain_of, precision, value
from grader.equivalence.meanings import free_names
from grader.equivalence.points import REAL, fit
from grader.notation.tree import Apply, Expr
from grader.values import Counterexample

BITS = 192
ALMOST_ZERO = arb(2) ** -100
ROOT_WIDTH = arb(2) ** -170
NEAR_ROOT = arb(2) ** -8
SECANTS = 12
SIMPLE = 1000
ANYWHERE = 24
EDGES = 4
FAR = (15, 21, 30, 45, 70, 110, 200, 500, 1500)
GRID = tuple(
    sorted(Fraction(k, 3) + Fraction(1, 17) for k in (*range(-36, 37), *(s * 3 * k for k in FAR for s in (1, -1))))
)
"""Where changes of sign are looked for: close together near zero, further and further apart."""
Point = dict[str, Any]


def scattered(left: Condition, right: Condition, context: Context) -> Solutions:
    """`same` only where solutions of both were seen and none that the other refuses; never certain."""
    unknown = Solutions("unknown", "points", False, (finding("solutions-undecided"),))
    names = [n for a in (*atoms(left), *atoms(right)) for n in free_names(a.expr)]
    free = [n for n in dict.fromkeys(names) if n not in CONSTANTS]
    if len(free) > 8 or any(domain_of(context.names, n) not in NUMERIC for n in free):
        return unknown
    seen: dict[tuple[bool, bool], Point] = {}
    edges = 0
    with precision(BITS):
        for point, on_edge in points(left, right, free, context):
            context.budget.check()
            truths = truth(left, point, context), truth(right, point, context)
            if truths[0] is None or truths[1] is None:
                continue
            edges += on_edge
            seen.setdefault((truths[0], truths[1]), point)
        return verdict(seen, edges, unknown)


NUMERIC = ("", "real", "positive", "nonnegative", "nonzero", "interval", "rational")


def verdict(seen: dict[tuple[bool, bool], Point], edges: int, unknown: Solutions) -> Solutions:
    lost, gained = seen.get((True, False)), seen.get((False, True))
    if lost is None and gained is None:
        enough = (True, True) in seen and (False, False) in seen and edges > 0
        return Solutions("same", "points", False) if enough else unknown
    told = []
    if gained is not None:
        told.append(solution("solutions-gained", shown(gained)))
    if lost is not None:
        told.append(solution("solutions-lost", shown(lost)))
    relation: Relation = "different" if lost and gained else "right_in_left" if lost else "left_in_right"
    where = lost or gained or {}
    example = Counterexample(shown(where), *(("true", "false") if lost else ("false", "true")))
    return Solutions(relation, "points", False, tuple(told), counterexample=example)


def shown(point: Point) -> tuple[tuple[str, str], ...]:
    """The point in decimals, without zeros that say nothing."""
    return tuple((name, _plain(number.str(6, radius=False))) for name, number in point.items())


def _plain(decimal: str) -> str:
    return decimal.rstrip("0").rstrip(".") if "." in decimal and "e" not in decimal else decimal


def truth(this: Condition, point: Point, context: Context) -> bool | None:
    def sign(expr: Expr) -> int | None:
        found = value(expr, context, point, real=True)
        if isinstance(found, NoValue):
            return 2 if found.undefined else None
        if abs(found) < ALMOST_ZERO:
            return 0
        return 1 if found.real > 0 else -1 if found.real < 0 else None

    return holds(this, sign)


def points(left: Condition, right: Condition, free: list[str], context: Context) -> Iterator[tuple[Point, bool]]:
    """Points anywhere in the domain, then points on the edges of each comparison."""
    chance = random.Random(f"{context.seed}|{left!r}|{right!r}")
    for k in range(ANYWHERE if free else 1):
        yield {name: anywhere(chance, name, context, 1 + k % 4) for name in free}, False
    for atom in (*atoms(left), *atoms(right)):
        for factor in product_factors(atom):
            for _ in range(EDGES if len(free) > 1 else 1):
                for name in free:
                    yield from on_edge(factor, name, free, chance, context)


def anywhere(chance: random.Random, name: str, context: Context, scale: int = 1) -> Any:
    return _within(Fraction(chance.randrange(-4000, 4000) * scale, 1009), name, context)


def _within(number: Fraction, name: str, context: Context) -> Any:
    """The number, or one near it where the letter is declared to be positive, or to lie between two numbers."""
    number = fit(number, context.names.domain(name) or REAL)
    return arb(fmpq(number.numerator, number.denominator))


def product_factors(atom: Atom) -> tuple[Expr, ...]:
    """An equation whose one side is a product turns at each factor."""
    expr = atom.expr
    while isinstance(expr, Apply) and expr.op in ("neg", "pos", "div", "pow"):
        expr = expr.args[0]
    if isinstance(expr, Apply) and expr.op == "mul" and len(expr.args) <= 8:
        return tuple(f for arg in expr.args for f in product_factors(Atom(arg, atom.sign)))
    return (expr,)


def on_edge(
    expr: Expr, name: str, free: list[str], chance: random.Random, context: Context
) -> Iterator[tuple[Point, bool]]:
    """Points where `expr` is zero, found by a change of sign along one letter, and points on either side."""
    if name not in free_names(expr):
        return
    rest = {n: anywhere(chance, n, context) for n in free if n != name}
    before, at = None, None
    for here in _grid(name, context):
        found = real_value(expr, {**rest, name: here}, context)
        if found is not None and before is not None and at is not None and (found > 0) != (before > 0):
            root = bisected(expr, name, rest, at, here, before > 0, context)
            if root is not None:
                yield {**rest, name: _exactly(root)}, True
                for beside in (at, here):  # `=` and `<=` only differ on one side of the edge
                    yield {**rest, name: ((root + beside) / 2).mid()}, False
        before, at = found, here


def _grid(name: str, context: Context) -> list[Any]:
    """The places of the grid, from left to right, in the domain of the letter."""
    domain = context.names.domain(name) or REAL
    places = sorted({fit(number, domain) for number in GRID})
    return [arb(fmpq(number.numerator, number.denominator)) for number in places]


def _exactly(root: Any) -> Any:
    """The simple rational that a root found by numbers is; else the root with its inaccuracy, so that nothing is
    called undefined that only lies at the edge."""
    mantissa, power = map(int, root.mid().man_exp())
    near = (Fraction(mantissa) * Fraction(2) ** power).limit_denominator(SIMPLE)
    exact = arb(fmpq(near.numerator, near.denominator))
    return exact if abs(exact - root) < ALMOST_ZERO else arb(root.mid(), ROOT_WIDTH)


def real_value(expr: Expr, point: Point, context: Context) -> Any:
    found = value(expr, context, point, real=True)
    if isinstance(found, NoValue):
        return None
    return found.real


def bisected(expr: Expr, name: str, rest: Point, low: Any, high: Any, positive: bool, context: Context) -> Any:
    """The root between two points of opposite signs; None at a jump or a pole."""
    for _ in range(BITS - 20):
        middle = ((low + high) / 2).mid()
        found = real_value(expr, {**rest, name: middle}, context)
        if found is None:
            return None
        if high - low < ROOT_WIDTH:
            return middle if abs(found) < ALMOST_ZERO else None
        if (found > 0) == positive:
            low = middle
        else:
            high = middle
        if high - low < NEAR_ROOT:
            near = _secant(expr, name, rest, low, high, context)
            if near is not None:
                return near
    return None


def _secant(expr: Expr, name: str, rest: Point, low: Any, high: Any, context: Context) -> Any:
    """The root by secants from two points near it, where these run into one between them; else None."""
    ends, points = (low, high), [low, high]
    values = [real_value(expr, {**rest, name: at}, context) for at in points]
    for _ in range(SECANTS):
        if values[-1] is None or values[-2] is None or (values[-1] - values[-2]).contains(0):
            return None
        at = (points[-1] - values[-1] * (points[-1] - points[-2]) / (values[-1] - values[-2])).mid()
        if not ends[0] <= at <= ends[1]:
            return None
        found = real_value(expr, {**rest, name: at}, context)
        if found is not None and abs(found) < ROOT_WIDTH:
            return at
        points, values = [points[-1], at], [values[-1], found]
    return None
