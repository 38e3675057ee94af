"""Statements compared at points: anywhere, and on the edges where a comparison turns. Evidence, not proof."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from types import MappingProxyType
from typing import Any, Literal

from flint import arb, fmpq

from grader.answer.kind import Context
from grader.answer.solution.conditions import Atom, Condition, atoms, holds
from grader.answer.solution.methods.crossings import ALMOST_ZERO, BITS, ROOT_WIDTH, crossings, degree_in
from grader.answer.solution.methods.reach import (
    domain_edges,
    edges_apart,
    is_reached,
    product_factors,
    runs_on,
    undone,
)
from grader.answer.solution.methods.turns import steps, turns
from grader.answer.solution.relation import Relation, Solutions, solution
from grader.answer.value.judgement import finding
from grader.answer.value.numbers.worth import NoValue, domain_of, precision, value
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.meanings import free_names
from grader.equivalence.sampling.points import REAL, fit
from grader.notation.tree import Expr, facts
from grader.values import Counterexample

SIMPLE = 1000
ANYWHERE = 24
EDGES = 6
MOST_ALONE = 6
"""Edges of one letter that are looked at together with others."""
ENDLESS = frozenset({"tan", "cot", "sec", "csc"})
SCALES = (1, Fraction(1, 5))
"""Of the other letters: some edges lie near zero."""
MOST_LETTERS = 8
ASIDE = arb(9) / 8
"""Beside an edge, where no letter has a value that is special."""
NUMERIC = ("", "real", "positive", "nonnegative", "nonzero", "interval", "rational")
Point = dict[str, Any]
Scale = int | Fraction
Where = Literal["edge", "beside", "pole"]
NONE: Mapping[str, Any] = MappingProxyType({})


def scattered(left: Condition, right: Condition, context: Context) -> Solutions:
    """`same` only where solutions of both were seen and none that the other refuses; never certain. Ends where
    solutions of either side were seen that the other refuses: no point can say more."""
    unknown = Solutions("unknown", "points", False, (finding("solutions-undecided"),))
    free = _letters(left, right, context)
    if free is None:
        return unknown
    seen: dict[tuple[bool, bool], Point] = {}
    edges, parted = 0, False
    with precision(BITS):
        for point, where in points(left, right, free, context):
            context.budget.check()
            truths = truth(left, point, context, where), truth(right, point, context, where)
            if where == "pole":
                parted |= truths[0] is not truths[1]
                continue
            if truths[0] is None or truths[1] is None:
                known = truths != (None, None) and where == "edge"
                parted |= known and any(_is_blurred(atom, point, context) for atom in (*atoms(left), *atoms(right)))
                continue
            edges += where == "edge"
            seen.setdefault((truths[0], truths[1]), point)
            if (True, False) in seen and (False, True) in seen:
                break
        alike = not free and not seen.keys().isdisjoint({(True, True), (False, False)})
        found = Solutions("same", "points", False) if alike else verdict(seen, edges, unknown)
    if found.relation != "same":
        return found
    ours, theirs = tuple(atoms(left)), tuple(atoms(right))
    alone = edges_apart(ours, theirs)
    with precision(BITS):
        parted |= not all(is_reached(edge, context) for edge in alone) or runs_on(ours, theirs, alone, context)
    parted |= len(ours) != len(theirs) and _has_endless_poles(ours) is not _has_endless_poles(theirs)
    return unknown if parted else found


def _has_endless_poles(conditions: tuple[Atom, ...]) -> bool:
    """Whether something in them grows beyond all bounds again and again, on stretches that no point may meet:
    `tan x < 10^9` beside `x > 2`."""
    return any(not ENDLESS.isdisjoint(facts(atom.expr).words) for atom in conditions)


def apart(left: Condition, right: Condition, context: Context) -> bool:
    """Whether one of the points tells the two apart."""
    free = _letters(left, right, context)
    if free is None:
        return False
    with precision(BITS):
        truths = (
            (truth(left, at, context), truth(right, at, context))
            for at, where in points(left, right, free, context)
            if where != "pole"
        )
        return any(pair in ((True, False), (False, True)) for pair in truths)


def _letters(left: Condition, right: Condition, context: Context) -> list[str] | None:
    """All that stand for numbers; None where there are too many, or other ones."""
    names = [n for a in (*atoms(left), *atoms(right)) for n in free_names(a.expr)]
    free = [n for n in dict.fromkeys(names) if n not in CONSTANTS]
    known = len(free) <= MOST_LETTERS and all(domain_of(context.names, n) in NUMERIC for n in free)
    return free if known else None


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


def truth(this: Condition, point: Point, context: Context, where: Where = "beside") -> bool | None:
    def sign(expr: Expr) -> int | None:
        found = value(expr, context, point, real=True)
        if isinstance(found, NoValue):
            return 2 if found.undefined or where == "pole" else None
        if abs(found) < ALMOST_ZERO:
            return 0
        return 1 if found.real > 0 else -1 if found.real < 0 else None

    return holds(this, sign)


def _is_blurred(atom: Atom, point: Point, context: Context) -> bool:
    """Whether it has a value, and numbers are too coarse to say of which sign."""
    found = value(atom.expr, context, point, real=True)
    return not isinstance(found, NoValue) and found.contains(0) and not abs(found) < ALMOST_ZERO


def points(left: Condition, right: Condition, free: list[str], context: Context) -> Iterator[tuple[Point, Where]]:
    """Points anywhere in the domain, then points on the edges of each comparison."""
    chance = random.Random(f"{context.seed}|{left!r}|{right!r}")
    for k in range(ANYWHERE if free else 1):
        yield {name: anywhere(chance, name, context, 1 + k % 4) for name in free}, "beside"
    if not free:
        return
    factors = [
        undone(factor)
        for atom in (*atoms(left), *atoms(right))
        for factor in (*product_factors(atom.expr), *steps(atom.expr), *domain_edges(atom.expr))
    ]
    for factor in dict.fromkeys(factors):
        letters = _along(factor, free)
        for k in range(EDGES * len(free) if len(free) > 1 else 1):
            scale = SCALES[k // len(letters) % len(SCALES)]
            yield from on_edge(factor, letters[k % len(letters)], free, chance, context, scale)
    if len(free) > 1:
        yield from _where_edges_meet(tuple(dict.fromkeys(factors)), free, chance, context)


def _where_edges_meet(
    factors: tuple[Expr, ...], free: list[str], chance: random.Random, context: Context
) -> Iterator[tuple[Point, Where]]:
    """On an edge of several letters, right at and beside the edge of one of them: `y = x^2, x < 5`."""
    alone = [(factor, name) for factor in factors for name in free if {name} == set(free_names(factor)) & set(free)]
    for factor, name in alone[:MOST_ALONE]:
        found = on_edge(factor, name, [name], chance, context, 1)
        places = (point[name] for point, where in found if where == "edge")
        for place in islice(places, MOST_ALONE):
            for at in (place, place - ASIDE, place + ASIDE):
                for other in (each for each in factors if each != factor):
                    letter = next((n for n in _along(other, free) if n != name), None)
                    if letter is not None:
                        yield from on_edge(other, letter, free, chance, context, 1, {name: at})


def _along(expr: Expr, free: list[str]) -> list[str]:
    """The letters for which it can be solved, since each of them leads to every edge; else all."""
    return [name for name in free if degree_in(expr, name) in (1, 2)] or free


def anywhere(chance: random.Random, name: str, context: Context, scale: Scale = 1) -> Any:
    return _within(scale * Fraction(chance.randrange(-4000, 4000), 1009), name, context)


def _within(number: Fraction, name: str, context: Context) -> Any:
    """The number, or one near it where the letter is declared to be positive, or to lie between two numbers."""
    number = fit(number, context.names.domain(name) or REAL)
    return arb(fmpq(number.numerator, number.denominator))


def on_edge(
    expr: Expr, name: str, free: list[str], chance: random.Random, context: Context, scale: Scale,
    fixed: Mapping[str, Any] = NONE,
) -> Iterator[tuple[Point, Where]]:  # fmt: skip
    """Points where `expr` is zero, found by a change of sign along one letter, and points on either side; where it
    touches zero, and where it has a pole."""
    if name not in free_names(expr):
        return
    rest = {n: fixed[n] if n in fixed else anywhere(chance, n, context, scale) for n in free if n != name}
    domain = context.names.domain(name) or REAL

    def along(at: Any) -> Any:
        return real_value(expr, {**rest, name: at}, context)

    for before, root, after in crossings(expr, name, along, domain):
        yield {**rest, name: _exactly(root)}, "edge"
        for beside in (before, after):  # `=` and `<=` only differ on one side of the edge
            yield {**rest, name: ((root + beside) / 2).mid()}, "beside"
    for place, where in turns(expr, name, along, domain):
        yield {**rest, name: _exactly(place)}, where


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
