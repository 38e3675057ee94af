"""Factorials, binomials, and rounding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from math import gcd, lcm
from typing import Any

from flint import fmpq, fmpz, fmpz_mat

from grader.equivalence.methods.exact import logs, powers
from grader.equivalence.methods.exact.balls import Blur, constant_value
from grader.equivalence.methods.exact.closed import closed, constant, integer
from grader.equivalence.methods.exact.field import Field, Poly, Ratio, Undefined
from grader.errors import LimitError

LARGEST_FACTORIAL = 2000
LARGEST_SHIFT = 60
LARGEST_BINOMIAL = 40

Function = Callable[[Field, Sequence[Ratio]], Ratio]


def factorial(space: Field, args: Sequence[Ratio]) -> Ratio:
    """n! over the factorial of the argument without its integer part; (-1/2)! = sqrt(pi)."""
    x = space.normal(args[0])
    number = constant(x)
    if number is not None and number.q == 1:
        whole = int(number.p)
        if whole < 0:
            raise Undefined
        if whole > LARGEST_FACTORIAL:
            raise LimitError("EXACT_BITS")
        return space.number(fmpq(fmpz.fac_ui(fmpz(whole))))
    free = x[0].to_dict().get((0,) * len(space.gens), fmpq(0)) if x[1].is_one() else fmpq(0)
    shift = int(free.floor()) if abs(free) <= LARGEST_SHIFT else 0
    if number is not None and number.q == 2 and abs(free) <= LARGEST_SHIFT:
        rest, base = fmpq(-1, 2), powers.rational_power(space, powers.pi(space), fmpq(1, 2))
        shift = int((number - rest).p)
        start: Ratio = space.number(rest)
    else:
        start = space.sub(x, space.number(fmpq(shift)))
        base = closed(space, "factorial", [start], positive=logs.is_integer(space, start))
    return space.mul(base, _rising(space, start, shift))


def _rising(space: Field, start: Ratio, steps: int) -> Ratio:
    """(start + steps)! / start!"""
    result = (space.one, space.one)
    for step in range(1, abs(steps) + 1):
        offset = step if steps > 0 else steps + step
        result = space.mul(result, space.add(start, space.number(fmpq(offset))))
    return result if steps >= 0 else space.inverse(result)


def binomial(space: Field, args: Sequence[Ratio]) -> Ratio:
    n, k = args
    lower = integer(space, k)
    if lower is not None and lower <= LARGEST_BINOMIAL:
        if lower < 0:
            return space.nought, space.one
        result = (space.one, space.one)
        for step in range(lower):
            factor = space.sub(n, space.number(fmpq(step)))
            result = space.mul(result, space.div(factor, space.number(fmpq(step + 1))))
        return result
    upper = integer(space, n)
    if upper is not None and lower is not None:
        if not 0 <= upper <= LARGEST_FACTORIAL:
            raise LimitError("EXACT_BITS")
        return space.number(fmpq(fmpz.bin_uiui(upper, lower)))
    below = space.mul(factorial(space, [k]), factorial(space, [space.sub(n, k)]))
    return space.div(factorial(space, [n]), below)


def floor(space: Field, args: Sequence[Ratio]) -> Ratio:
    """floor(x + n) = floor(x) + n, for a number n and for whole letters"""
    x = space.normal(args[0])
    number = constant(x)
    if number is not None:
        return space.number(fmpq(number.floor()))
    if logs.is_integer(space, x):
        return x
    if space.is_constant(*x) and space.is_real(*x):
        try:
            value = (constant_value(space, x[0], 256) / constant_value(space, x[1], 256)).real
        except Blur:
            return closed(space, "floor", [x], integral=True)
        whole = value.floor().unique_fmpz()
        if whole is not None:
            return space.number(fmpq(whole))
    whole = _whole_part(space, x)
    rest = space.normal(space.sub(x, (whole, space.one)))
    if whole.is_zero():
        return closed(space, "floor", [rest], integral=True)
    return space.add(floor(space, [rest]), (whole, space.one))


def _whole_part(space: Field, x: Ratio) -> Poly:
    """Terms with whole values, out of the quotient: the coefficients without their fractions."""
    quotient = x[0] if x[1].is_one() else divmod(x[0], x[1])[0]
    whole = {
        monomial: fmpq(c.floor())
        for monomial, c in quotient.to_dict().items()
        if all(space.kernels[k].integer for k, power in enumerate(monomial) if power)
    }
    return space.ring.from_dict(whole)


def ceiling(space: Field, args: Sequence[Ratio]) -> Ratio:
    return space.neg(floor(space, [space.neg(args[0])]))


def mod(space: Field, args: Sequence[Ratio]) -> Ratio:
    """a mod b = a - b floor(a/b)"""
    a, b = args
    return space.sub(a, space.mul(b, floor(space, [space.div(a, b)])))


def of_rationals(op: str, function: Callable[[Sequence[fmpq]], fmpq], size: Function) -> Function:
    """gcd or lcm: of numbers carried out; of one argument, however often, its size."""

    def apply(space: Field, args: Sequence[Ratio]) -> Ratio:
        found = {space.key(arg): arg for arg in map(space.normal, args)}
        numbers = [constant(arg) for arg in found.values()]
        if None not in numbers:
            return space.number(function([number for number in numbers if number is not None]))
        if len(found) == 1 and space.is_real(*next(iter(found.values()))):
            return size(space, list(found.values()))
        if all(logs.is_integer(space, arg) for arg in found.values()):
            if op == "gcd":
                return _gcd(space, [arg[0] for arg in found.values()], size)
            if len(found) == 2:
                first, second = found.values()
                return space.div(size(space, [space.mul(first, second)]), _gcd(space, [first[0], second[0]], size))
        return closed(space, op, sorted(found.values(), key=_terms))

    return apply


def _gcd(space: Field, polys: list[Poly], size: Function) -> Ratio:
    """Of whole values: what is added to one in multiples of another changes nothing, and common factors come out.
    gcd(n, n + 1) = gcd(n, 1) = 1, gcd(2a, 2b) = 2 gcd(a, b)"""
    rows = _combined(space, polys)
    common = reduce(lambda a, b: a.gcd(b), rows)
    content = gcd(*(int(c.p) for row in rows for c in row.coeffs()))
    factor = _primitive(common) * content
    rest = [row / factor for row in rows]
    outer = size(space, [(factor, space.one)])
    if any(row.is_constant() and abs(row.leading_coefficient()) == 1 for row in rest):
        return outer
    inner = closed(space, "gcd", [(row, space.one) for row in rest], positive=True, integral=True)
    return space.mul(outer, inner)


def _primitive(poly: Poly) -> Poly:
    """The multiple with whole coefficients that have no common divisor."""
    scale = lcm(*(int(c.q) for c in poly.coeffs()))
    return poly * scale / gcd(*(int(c.p * (scale // c.q)) for c in poly.coeffs()))


def _combined(space: Field, polys: list[Poly]) -> list[Poly]:
    """A basis of the whole combinations, in Hermite's normal form, with the rests by what is a number."""
    rows = _hermite(space, polys)
    number = next((abs(int(row.leading_coefficient().p)) for row in rows if row.is_constant()), 0)
    reduced = [row if row.is_constant() else _remainder(space, row, number) for row in rows] if number else rows
    return rows if reduced == rows else _combined(space, [row for row in reduced if not row.is_zero()])


def _remainder(space: Field, poly: Poly, number: int) -> Poly:
    return space.ring.from_dict({m: fmpq(int(c.p) % number) for m, c in poly.to_dict().items()})


def _hermite(space: Field, polys: list[Poly]) -> list[Poly]:
    monomials = sorted({monomial for poly in polys for monomial in poly.monoms()}, reverse=True)
    tables = [poly.to_dict() for poly in polys]
    matrix = fmpz_mat([[int(table.get(m, fmpq(0)).p) for m in monomials] for table in tables]).hnf()
    rows = [dict(zip(monomials, row, strict=True)) for row in matrix.tolist()]
    kept = [{m: fmpq(c) for m, c in row.items() if c} for row in rows]
    return [space.ring.from_dict(row) for row in kept if row]


def _terms(x: Ratio) -> list[tuple[list[tuple[int, ...]], list[Any]]]:
    """By which elements in normal form are put in order."""
    return [(poly.monoms(), poly.coeffs()) for poly in x]
