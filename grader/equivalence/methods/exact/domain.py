"""Where the sides are defined: a point at which every condition holds, and one at which they differ."""

from __future__ import annotations

from math import prod

from flint import acb, fmpq

from grader.equivalence.methods.exact.balls import Blur, Point, ratio_value, value
from grader.equivalence.methods.exact.field import Field, Poly, Polys, Ratio
from grader.equivalence.methods.exact.signs import sign_of_terms
from grader.equivalence.truth import Different, Same
from grader.late import dataclass
from grader.values import Counterexample

TRIES = 24
SMALL_PRODUCT = 64
SIZES = (fmpq(37, 23), fmpq(7, 11), fmpq(113, 19), fmpq(2, 9), fmpq(301, 13), fmpq(1, 61))


@dataclass(frozen=True, slots=True)
class Side:
    """One side's element, what must not vanish and what must hold for it to have a value."""

    value: Ratio
    divisors: tuple[Poly, ...]
    conditions: tuple[tuple[Ratio, str], ...]


def same(space: Field, left: Side, right: Side) -> Same | None:
    """Same, unless no point is found where both sides are defined."""
    divisors = [d for side in (left, right) for d in side.divisors if not _never_zero(space, d)]
    conditions = [c for side in (left, right) for c in side.conditions if not _surely(space, c)]
    if divisors or conditions:
        plain = [d for side in (left, right) for d in side.divisors]
        if not any(_holds(space, plain, conditions, number) for number in range(TRIES)):
            return None
    return Same("exact", True, everywhere=_alike(space, left, right))


def _alike(space: Field, left: Side, right: Side) -> bool:
    """Both sides divide by the same factors and ask the same."""
    if left.conditions or right.conditions:
        conditions = [{(_asked(x, kind), kind) for x, kind in side.conditions} for side in (left, right)]
        if conditions[0] != conditions[1]:
            return False
    if not left.divisors and not right.divisors:
        return True
    divisors = [{Polys(_monic(d)) for d in side.divisors} for side in (left, right)]
    if divisors[0] == divisors[1]:
        return True
    if _same_product(left.divisors, right.divisors):
        return True
    same_kernels = space.used(*left.divisors) == space.used(*right.divisors)
    return same_kernels and _factors(space, left.divisors) == _factors(space, right.divisors)


def _same_product(left: tuple[Poly, ...], right: tuple[Poly, ...]) -> bool:
    """What vanishes where one of them does is the same; not looked at where it is no small product."""
    if not left or not right or max(prod(map(len, left)), prod(map(len, right))) > SMALL_PRODUCT:
        return False
    ours, theirs = (prod(side[1:], start=side[0]) for side in (left, right))
    return bool(_monic(ours) == _monic(theirs))


def _factors(space: Field, divisors: tuple[Poly, ...]) -> set[Polys]:
    """What must not vanish: `a/(bc)` and `a/b/c` ask the same."""
    return {Polys(_monic(factor)) for divisor in divisors for factor, _ in space.factors(divisor)[1]}


def _monic(poly: Poly) -> Poly:
    return poly / poly.leading_coefficient()


def _asked(x: Ratio, kind: str) -> Polys:
    """What a condition is about; where only its sign counts, without the size of its first coefficient."""
    top, bottom = x
    signed = kind in ("positive", "nonnegative") and not top.is_zero()
    return Polys(top / abs(top.leading_coefficient()) if signed else top, bottom)


def _never_zero(space: Field, poly: Poly) -> bool:
    """A polynomial in variables alone, or one whose terms are all of one sign, is not zero on any open set."""
    if space.all_names:
        return True
    return all(space.kernels[number].op == "name" for number in space.used(poly)) or (
        space.is_real(poly) and sign_of_terms(space, poly) is not None
    )


def _surely(space: Field, condition: tuple[Ratio, str]) -> bool:
    (top, bottom), kind = condition
    if kind == "real":
        return True
    if kind == "within" or space.signs:
        return False
    return sign_of_terms(space, top) == 1 and sign_of_terms(space, bottom) == 1


def _holds(space: Field, divisors: list[Poly], conditions: list[tuple[Ratio, str]], number: int) -> bool:
    """All conditions hold at the point of that number, proved by enclosures."""
    space.budget.check()
    point = Point(lambda kernel: _free(space, kernel, number))
    try:
        return all(not value(space, d, point).contains(0) for d in divisors) and all(
            _condition(ratio_value(space, x, point), kind) for x, kind in conditions
        )
    except Blur:
        return False


def _condition(x: acb, kind: str) -> bool:
    if kind == "within":
        return bool(abs(x.real) < 1)
    return kind == "real" or bool(x.real > 0)


def _free(space: Field, kernel: int, number: int) -> acb:
    known = space.kernels[kernel]
    real = draw(space, kernel, number)
    return acb(real) if known.real or known.op != "name" else acb(real, draw(space, kernel, number + 1))


def draw(space: Field, kernel: int, number: int) -> fmpq:
    """A value for a free kernel in the point of that number: positive ones first, then of either sign."""
    known = space.kernels[kernel]
    size = SIZES[(kernel + number) % len(SIZES)] + fmpq(kernel * 7 + number, 97)
    if number % 3 == 2:
        size = size / (abs(size) + 1)
    if known.integer:
        size = fmpq(2 + (kernel * 5 + number) % 9)
    if number >= 3 and not known.positive and (number >> (kernel % 4)) & 1:
        size = -size
    return size


def different(space: Field, left: Side, right: Side) -> Different | None:
    """Different, for numbers and for rational functions of the variables: with a point in Q as witness."""
    polys = [*left.value, *right.value, *left.divisors, *right.divisors]
    used = space.used(*polys)
    if any(space.kernels[number].op != "name" or not space.kernels[number].real for number in used):
        return _different_numbers(space, left, right)
    if left.conditions or right.conditions:
        return None
    difference = space.sub(left.value, right.value)[0]
    for number in range(TRIES):
        at = {kernel: draw(space, kernel, number) for kernel in used}
        values = [_at(space, poly, at) for poly in (difference, *polys[1:2], *polys[3:])]
        if all(v != 0 for v in values):
            mine, theirs = (_at(space, x[0], at) / _at(space, x[1], at) for x in (left.value, right.value))
            where = tuple((space.kernels[kernel].name, str(v)) for kernel, v in at.items())
            return Different("exact", Counterexample(where, str(mine), str(theirs)))
    return None


def _at(space: Field, poly: Poly, at: dict[int, fmpq]) -> fmpq:
    total = fmpq(0)
    for powers, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
        term = fmpq(coefficient)
        for kernel, x in at.items():
            if powers[kernel]:
                term *= x ** powers[kernel]
        total += term
    return total


def _different_numbers(space: Field, left: Side, right: Side) -> Different | None:
    return None
