"""Systems of as many equations as unknowns: solutions proved by Krawczyk's test, at which the other system fails.

From some starting points Newton's method is run; around what it finds lies a box X with midpoint x. With Y close to
the inverse of the Jacobian J, a box K = x - Y f(x) + (1 - Y J(X)) (X - x) inside X proves that X holds a solution.
Where an equation of the other system is not zero on all of it, that solution is not shared.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from flint import arb, arb_mat

from grader.answer.kind import Context
from grader.answer.solution.conditions import Atom, Condition, Junction, atoms
from grader.answer.solution.methods.scatter import shown
from grader.answer.solution.relation import Relation, Solutions, solution
from grader.answer.value.numbers.worth import domain_of, precision
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import Dual, Undefined, Unsupported, Unsure, primal
from grader.equivalence.meanings import free_names
from grader.equivalence.worlds.world import World
from grader.notation.tree import Expr
from grader.values import Counterexample

BITS = 128
STARTS = 24
STEPS = 60
MOST_UNKNOWNS = 4
RADIUS = arb(2) ** -60
NEAR = arb(2) ** -90
Point = dict[str, Any]
"""A ball for each unknown."""


class _Nothing(Exception):
    """No value, or no derivative, here."""


def unshared(left: Condition, right: Condition, context: Context) -> Solutions | None:
    """A solution of one system that is none of the other; None where none was found."""
    sides = [_equations(side) for side in (left, right)]
    names = tuple(dict.fromkeys(n for side in sides for e in side for n in free_names(e) if n not in CONSTANTS))
    if not 1 <= len(names) <= MOST_UNKNOWNS or any(domain_of(context.names, n) not in ("", "real") for n in names):
        return None
    with precision(BITS):
        lost, gained = (_found(one, other, names, context) for one, other in (sides, sides[::-1]))
    if lost is None and gained is None:
        return None
    told = [solution("solutions-gained", shown(gained))] if gained is not None else []
    told += [solution("solutions-lost", shown(lost))] if lost is not None else []
    relation: Relation = "different" if lost and gained else "right_in_left" if lost else "left_in_right"
    values = ("true", "false") if lost else ("false", "true")
    example = Counterexample(shown(lost or gained or {}), *values)
    return Solutions(relation, "enclosure", bool(lost and gained), tuple(told), counterexample=example)


def _equations(this: Condition) -> list[Expr]:
    """What is zero; nothing where the condition is more than equations side by side."""
    if isinstance(this, bool) or any(atom.sign != "=" for atom in atoms(this)):
        return []
    if isinstance(this, Junction) and (this.word != "and" or not all(isinstance(p, Atom) for p in this.parts)):
        return []
    return [atom.expr for atom in atoms(this)]


def _found(system: list[Expr], other: list[Expr], names: tuple[str, ...], context: Context) -> Point | None:
    """A proved solution of the system where an equation of the other is not zero."""
    if len(system) != len(names) or not other:
        return None
    for start in _starts(names):
        context.budget.check()
        try:
            box = _solution(system, names, start, context)
            if box is not None and any(_parted(expr, box, context) for expr in other):
                return box
        except (_Nothing, ZeroDivisionError):
            continue
    return None


def _parted(expr: Expr, box: Point, context: Context) -> bool:
    try:
        value = primal(evaluate(expr, World(dict(box), context.budget)))
    except (Undefined, Unsure, Unsupported):
        return False
    return isinstance(value, arb) and not value.contains(0)


def _starts(names: tuple[str, ...]) -> Iterator[arb_mat]:
    """Small and larger points, the same every time."""
    chance = random.Random(len(names))
    for k in range(STARTS):
        scale = (1, 3, 10, 30)[k % 4]
        yield arb_mat([[arb(scale) * chance.randrange(-100, 101) / 64] for _ in names])


def _solution(system: list[Expr], names: tuple[str, ...], start: arb_mat, context: Context) -> Point | None:
    """Newton's method, then Krawczyk's test."""
    x = start
    for _ in range(STEPS):
        values, slopes = _linear(system, names, x, context)
        step = slopes.mid().solve(values.mid())
        x = (x - step).mid()
        if all(abs(entry) < NEAR for entry in step.entries()):
            return _proved(system, names, x, context)
    return None


def _proved(system: list[Expr], names: tuple[str, ...], x: arb_mat, context: Context) -> Point | None:
    box = arb_mat([[arb(entry.mid(), RADIUS)] for entry in x.entries()])
    values, slopes = _linear(system, names, x, context)
    inverse = slopes.mid().inv().mid()
    _, around = _linear(system, names, box, context)
    unit = arb_mat([[int(i == k) for k in range(len(names))] for i in range(len(names))])
    image = x - inverse * values + (unit - inverse * around) * (box - x)
    inside = all(a.contains_interior(b) for a, b in zip(box.entries(), image.entries(), strict=True))
    return dict(zip(names, image.entries(), strict=True)) if inside else None


def _linear(system: list[Expr], names: tuple[str, ...], x: arb_mat, context: Context) -> tuple[arb_mat, arb_mat]:
    """Values and Jacobian on a box."""
    point = dict(zip(names, x.entries(), strict=True))
    rows = [[_slope(expr, name, point, context) for name in names] for expr in system]
    values = [[_number(expr, point, context)] for expr in system]
    return arb_mat(values), arb_mat(rows)


def _number(expr: Expr, point: Point, context: Context) -> Any:
    try:
        value = primal(evaluate(expr, World(dict(point), context.budget)))
    except (Undefined, Unsure, Unsupported) as error:
        raise _Nothing from error
    if not isinstance(value, arb):
        raise _Nothing
    return value


def _slope(expr: Expr, name: str, point: Point, context: Context) -> Any:
    try:
        value = evaluate(expr, World({**point, name: Dual(point[name], arb(1), 1)}, context.budget))
    except (Undefined, Unsure, Unsupported) as error:
        raise _Nothing from error
    slope = value.slope if isinstance(value, Dual) else arb(0)
    if not isinstance(slope, arb):
        raise _Nothing
    return slope
