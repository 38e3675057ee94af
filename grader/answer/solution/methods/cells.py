"""Statements in one real unknown, decided exactly: the real line is cut at every root, and one point of each
piece is looked at. Rational functions with rational coefficients only."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from flint import acb, arb, fmpq, fmpq_poly, fmpz

from grader.answer.solution.conditions import Condition, atoms, holds
from grader.answer.value.formulas.polynomials import Polynomial, Ratio, Ring, factors, ratio
from grader.answer.value.numbers.worth import precision
from grader.equivalence.sampling.agreement import show_exact
from grader.equivalence.sampling.points import plain_end
from grader.errors import LimitError
from grader.late import dataclass
from grader.notation.names import Domain
from grader.notation.tree import Expr

BITS = 256
ROOTS = 400
EXACT_DEGREE = 200
MARGIN = fmpq(1)
CUT = frozenset({"real", "positive", "nonnegative", "nonzero", "interval"})
LONGEST_SHOWN = 24
"""Characters of a fraction that anybody reads."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sample point: a rational between the roots, or a root (its factor, and the ball that isolates it)."""

    rational: fmpq | None
    factor: fmpq_poly | None = None
    ball: Any = None

    def show(self) -> str:
        if self.rational is not None:
            return readable(self.rational)
        if self.factor is not None and self.factor.degree() == 1:
            return readable(-self.factor[0] / self.factor[1])
        return str(self.ball.str(8, radius=False))


def readable(value: fmpq) -> str:
    """A fraction as it is, or its first digits where nobody would read all of them."""
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else show_exact(value)


@dataclass(frozen=True, slots=True)
class Line:
    """The real line cut for two conditions; `table` has the quotient for each expression that they compare."""

    name: str
    table: dict[Expr, tuple[fmpq_poly, fmpq_poly]]
    places: tuple[Place, ...]

    def sign(self, expr: Expr, place: Place) -> int:
        """The sign of an expression there; 2 where it is undefined."""
        top, bottom = self.table[expr]
        below = sign_at(bottom, place)
        return 2 if below == 0 else sign_at(top, place) * below

    def holds(self, condition: Condition, place: Place) -> bool:
        return bool(holds(condition, lambda expr: self.sign(expr, place)))


def line(left: Condition, right: Condition, ring: Ring, domain: Domain) -> Line | None:
    """The line cut at all roots of both, and at the ends of the domain; None where something is not a rational
    function of one unknown, or the unknown is not any real number between two rational ones."""
    bounds = ends(domain)
    if len(ring.names) != 1 or domain.kind not in CUT or bounds is None:
        return None
    table: dict[Expr, tuple[fmpq_poly, fmpq_poly]] = {}
    found: dict[str, Polynomial] = {}
    for atom in (*atoms(left), *atoms(right)):
        part = ratio(atom.expr, ring)
        if part is None or part.bottom.is_zero():
            return None
        table[atom.expr] = (dense(part.top), dense(part.bottom))
        found.update((str(factor), factor) for factor in _factors(part))
    for end, _ in bounds:
        edge = ring.generator(ring.names[0]) - ring.number(end)
        found[str(edge)] = edge
    roots = sorted_roots(tuple(dense(factor) for factor in found.values()))
    places = tuple(place for place in samples(roots) if belongs(place, domain))
    return Line(ring.names[0], table, places)


def _factors(part: Ratio) -> Iterator[Polynomial]:
    yield from factors(part.top)
    yield from factors(part.bottom)


def dense(polynomial: Polynomial) -> fmpq_poly:
    """A polynomial of one variable as a list of coefficients."""
    degree = max(polynomial.total_degree(), 0)
    coefficients = [fmpq(0)] * (degree + 1)
    for (power,), coefficient in polynomial.to_dict().items():
        coefficients[int(power)] = coefficient
    return fmpq_poly(coefficients)


def sorted_roots(found: tuple[fmpq_poly, ...]) -> list[Place]:
    """The real roots of distinct irreducible polynomials, from left to right."""
    if sum(factor.degree() for factor in found) > ROOTS:
        raise LimitError("POLYNOMIAL_DEGREE")
    roots = []
    with precision(BITS):
        for factor in found:
            found_roots: Any = factor.complex_roots()
            for root, _ in found_roots:
                if acb(root).imag == 0:
                    roots.append(Place(None, factor, acb(root).real))
    return sorted(roots, key=lambda place: Fraction(*_exact(place.ball)))


def _exact(ball: Any) -> tuple[int, int]:
    mantissa, exponent = ball.mid().man_exp()
    power = int(exponent)
    return (int(mantissa) << power, 1) if power >= 0 else (int(mantissa), 1 << -power)


def samples(roots: list[Place]) -> Iterator[Place]:
    """Each root, a rational between neighbours, and one beyond either end."""
    if not roots:
        yield Place(fmpq(1))
        return
    edges = [fmpq(*map(fmpz, _exact(root.ball))) for root in roots]
    yield Place(edges[0] - MARGIN)
    for k, root in enumerate(roots):
        yield root
        yield Place((edges[k] + edges[k + 1]) / 2 if k + 1 < len(roots) else edges[k] + MARGIN)


def ends(domain: Domain) -> tuple[tuple[fmpq, int], ...] | None:
    """Where the domain ends, and on which side of that it lies; None where that is no plain number."""
    low, high = ("0", None) if domain.kind in ("positive", "nonnegative") else (domain.low, domain.high)
    found: list[tuple[fmpq, int]] = []
    for text, side in ((low, 1), (high, -1)):
        end = plain_end(text)
        if end is not None:
            found.append((fmpq(end.numerator, end.denominator), side))
        elif text is not None:
            return None
    return tuple(found)


def belongs(place: Place, domain: Domain) -> bool:
    """Whether the point lies in the declared domain."""
    if domain.kind == "nonzero":
        return sign_at(fmpq_poly([0, 1]), place) != 0
    closed = {1: domain.kind == "nonnegative" or domain.closed[0], -1: domain.closed[1]}
    signs = ((sign_at(fmpq_poly([-end, 1]), place) * side, closed[side]) for end, side in ends(domain) or ())
    return all(sign > 0 or (included and sign == 0) for sign, included in signs)


def sign_at(polynomial: fmpq_poly, place: Place) -> int:
    """The exact sign of a polynomial at a point."""
    sign = 0 if polynomial.degree() <= EXACT_DEGREE else _sign_by_balls(polynomial, place)
    if sign:
        return sign
    if place.rational is not None:
        value = polynomial(place.rational)
        return int(value > 0) - int(value < 0)
    assert place.factor is not None
    if not (polynomial % place.factor):
        return 0
    sign = _sign_by_balls(polynomial, place)
    if not sign:
        raise LimitError("EXACT_BITS")
    return sign


def _sign_by_balls(polynomial: fmpq_poly, place: Place) -> int:
    """The sign, or 0 where balls do not tell it."""
    with precision(BITS):
        x = place.ball if place.rational is None else arb(place.rational)
        ball = arb(0)
        for coefficient in reversed(polynomial.coeffs()):
            ball = ball * x + arb(coefficient)
        return int(bool(ball > 0)) - int(bool(ball < 0))
