"""The real solutions of a condition as a plain value: equations, inequalities, intervals and what joins them.

Only where all sides are rational functions. With one letter the condition is looked at along its axis, with several
along a random line: there it is a union of points and intervals between roots, which are exact (irreducible factors
over the rationals). Only ends at which the truth changes belong to the value.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any, TypeAlias

from flint import arb, ctx, fmpq, fmpq_poly

from grader.equivalence.evaluation.rationals import as_fraction, rational
from grader.equivalence.evaluation.scalars import Unsupported, Unsure
from grader.equivalence.meanings import free_names, is_constant
from grader.late import dataclass
from grader.limits import FREE_SYMBOLS, Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Interval, Name, Number

MOST_DEGREE = 60
LADDER = (320, 768, 2048)
SIDES: dict[str, Callable[[int], bool]] = {
    "=": lambda s: s == 0, "!=": lambda s: s != 0, "<": lambda s: s < 0, "<=": lambda s: s <= 0,
    ">": lambda s: s > 0, ">=": lambda s: s >= 0,
}  # fmt: skip
POSITIVE = frozenset({"positive", "positive integer"})
REALS = frozenset({"real", "positive"})
Polynomial: TypeAlias = Any
"""fmpq_poly; its stubs are not true everywhere."""
Place = Callable[[arb], object]
Test = Callable[["Point"], bool | None]


@dataclass(frozen=True, slots=True)
class Point:
    """Where a polynomial is asked for its sign: a root of an irreducible factor, or a rational number between."""

    at: arb
    factor: Polynomial | None = None

    def sign(self, p: Polynomial) -> int:
        """Unsure where more digits are needed."""
        if p.is_zero() or (self.factor is not None and p % self.factor == 0):
            return 0
        value = arb(0)
        for coefficient in reversed(p.coeffs()):
            value = value * self.at + arb(coefficient)
        if value.contains(0) and not value.is_zero():
            raise Unsure
        return 1 if value > 0 else -1 if value < 0 else 0


@dataclass(slots=True)
class Line:
    """The letters along a line, and every polynomial whose roots may be an end."""

    letters: dict[str, Polynomial]
    ends: list[Polynomial]
    budget: Budget

    def ratio(self, expr: Expr) -> tuple[Polynomial, Polynomial]:
        """A side as a quotient of polynomials; Unsupported where it is something else."""
        self.budget.check()
        one = fmpq_poly([1])
        match expr:
            case Number(text):
                return fmpq_poly([rational(text)]), one
            case Name(id) if id in self.letters:
                return self.letters[id], one
            case Apply("neg" | "pos" | "boxed" as op, (inner,)):
                top, bottom = self.ratio(inner)
                return (-top if op == "neg" else top), bottom
            case Apply("add", args):
                return self._sum([self.ratio(arg) for arg in args])
            case Apply("mul", args):
                top, bottom = one, one
                for arg in args:
                    above, below = self.ratio(arg)
                    top, bottom = _small(top * above), _small(bottom * below)
                return top, bottom
            case Apply("div", (left, right)):
                (a, b), (c, d) = self.ratio(left), self.ratio(right)
                self.ends.append(c)
                return _small(a * d), _small(b * c)
            case Apply("pow", (base, exponent)):
                return self._power(base, exponent)
        raise Unsupported("polynomial")

    def _sum(self, parts: list[tuple[Polynomial, Polynomial]]) -> tuple[Polynomial, Polynomial]:
        top, bottom = parts[0]
        for above, below in parts[1:]:
            top, bottom = _small(top * below + above * bottom), _small(bottom * below)
        return top, bottom

    def _power(self, base: Expr, exponent: Expr) -> tuple[Polynomial, Polynomial]:
        top, bottom = self.ratio(base)
        power = as_fraction(exponent)
        if power is None or power.q != 1 or abs(power) * max(top.degree(), bottom.degree(), 1) > MOST_DEGREE:
            raise Unsupported("pow")
        if power < 0:
            self.ends.append(top)
            top, bottom = bottom, top
        return top ** abs(int(power.p)), bottom ** abs(int(power.p))

    def test(self, expr: Expr) -> Test:
        """How to ask the condition at a point; None there where a side has no value."""
        match expr:
            case Apply("boxed", (inner,)):
                return self.test(inner)
            case Apply("and" | "or" | "sequence" as op, args):
                return _joined(op == "and", [self.test(arg) for arg in args])
            case Apply("not", (inner,)):
                return _negated(self.test(inner))
            case Chain(operands, ("in",)) if isinstance(operands[1], Interval):
                return self._interval(operands[0], operands[1])
            case Chain(operands, relations) if all(r in SIDES for r in relations):
                pairs = zip(operands, relations, operands[1:], strict=False)
                return _joined(True, [self._relation(a, r, b) for a, r, b in pairs])
        raise Unsupported("condition")

    def _interval(self, middle: Expr, interval: Interval) -> Test:
        low, high = interval.low, interval.high
        tests = []
        if low != Apply("neg", (Name("infinity"),)):
            tests.append(self._relation(low, "<=" if interval.closed_low else "<", middle))
        if high != Name("infinity"):
            tests.append(self._relation(middle, "<=" if interval.closed_high else "<", high))
        return _joined(True, tests)

    def _relation(self, left: Expr, relation: str, right: Expr) -> Test:
        (a, b), (c, d) = self.ratio(left), self.ratio(right)
        top, bottom, holds = _small(a * d - c * b), _small(b * d), SIDES[relation]
        self.ends += [top, bottom]

        def ask(point: Point) -> bool | None:
            below = point.sign(bottom)
            return None if below == 0 else holds(point.sign(top) * below)

        return ask


def _joined(every: bool, tests: list[Test]) -> Test:
    def ask(point: Point) -> bool | None:
        values = [test(point) for test in tests]
        return None if None in values and every else all(values) if every else any(values)

    return ask


def _negated(test: Test) -> Test:
    def ask(point: Point) -> bool | None:
        value = test(point)
        return None if value is None else not value

    return ask


def _small(p: Polynomial) -> Polynomial:
    if p.degree() > MOST_DEGREE:
        raise Unsupported("degree")
    return p


def region(expr: Expr, names: Names, seed: str, place: Place, budget: Budget) -> object:
    """The solutions as a value, `place` rounding their ends; None where that needs too many digits.
    Unsupported where the condition is not of this kind; LimitError passes through."""
    letters = sorted(name for name in free_names(expr) if not is_constant(name, names))
    kinds = {name: domain.kind if (domain := names.domain(name)) else "real" for name in letters}
    if not letters or len(letters) > FREE_SYMBOLS or not REALS.issuperset(kinds.values()):
        raise Unsupported("letters")
    line = Line(_along(letters, seed), [], budget)
    test = line.test(expr)
    positive = [line.letters[name] for name in letters if kinds[name] in POSITIVE]
    line.ends += positive

    def holds(point: Point) -> bool:
        return all(point.sign(p) > 0 for p in positive) and bool(test(point))

    before = ctx.prec
    try:
        for bits in LADDER:
            ctx.prec = bits
            with suppress(Unsure):
                return _changes(line.ends, holds, place)
    finally:
        ctx.prec = before
    return None


def _along(letters: list[str], seed: str) -> dict[str, Polynomial]:
    if len(letters) == 1:
        return {letters[0]: fmpq_poly([0, 1])}
    found = {}
    for name in letters:
        rng = random.Random(f"{seed}/line/{name}")
        found[name] = fmpq_poly([fmpq(rng.randrange(100, 3000), 997), fmpq(rng.randrange(-4000, 4000) | 1, 1009)])
    return found


def _changes(ends: list[Polynomial], holds: Callable[[Point], bool], place: Place) -> tuple[object, ...]:
    """Whether it holds far to the left, then each place where that changes: its cell, there and right of it."""
    roots = _roots(ends)
    between = _between([root.at for root in roots])
    now = holds(between[0])
    found: list[object] = ["region", now]
    for root, after in zip(roots, between[1:], strict=True):
        here, then = holds(root), holds(after)
        if not now == here == then:
            found.append((place(root.at), here, then))
        now = then
    return tuple(found)


def _roots(ends: list[Polynomial]) -> list[Point]:
    """All real roots in order, each with its factor; Unsure where two cannot be told apart."""
    factors: dict[str, Polynomial] = {}
    for p in ends:
        if p.degree() > 0:
            factors.update({str(f): f for f, _ in p.factor()[1]})
    roots = [(root, f) for f in factors.values() for root, _ in f.complex_roots()]
    found = [Point(arb(root.real), f) for root, f in roots if root.imag == 0]
    found.sort(key=lambda point: float(point.at.mid()))
    for one, other in pairwise(found):
        if not one.at < other.at:
            raise Unsure
    return found


def _between(roots: list[arb]) -> list[Point]:
    if not roots:
        return [Point(arb(0))]
    middle = [(a + b) / 2 for a, b in pairwise(roots)]
    points = [(roots[0] - 1), *middle, (roots[-1] + 1)]
    return [Point(arb(point.mid())) for point in points]
