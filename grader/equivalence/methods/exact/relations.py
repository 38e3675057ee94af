"""Relations between logarithms that the factors of their arguments do not show.

Over sines and cosines factorisation is not unique: 1 + sin x is (cos(x/2) + sin(x/2))^2, though no polynomial
factor says so. A sum k_1 log|p_1| + … + k_n log|p_n| with integers k is zero where the product of the powers p^k is
1 or -1, and that is a question about rational functions again.
"""

from __future__ import annotations

from math import gcd, lcm
from typing import Any

from grader.equivalence.methods.exact.closed import is_zero
from grader.equivalence.methods.exact.field import Field, Poly, Ratio
from grader.errors import LimitError

LARGEST_COEFFICIENT = 12
MOST_LOGARITHMS = 8
Exponents = tuple[int, ...]


def is_zero_sum(space: Field, x: Ratio) -> bool:
    """Proof that an element is zero: linear in logarithms, which cancel for every monomial beside them. False where
    there is none."""
    logarithms = [number for number, kernel in enumerate(space.kernels) if kernel.op == "log"]
    if not 2 <= len(logarithms) <= MOST_LOGARITHMS:
        return False
    top = space.reduce(x[0])
    beside = _by_monomial(top, logarithms)
    if beside is None:
        return False
    free = beside.pop(None, {})
    try:
        return is_zero(space, (space.ring.from_dict(free), space.one)) and all(
            _cancel(space, column) for column in _columns(beside)
        )
    except LimitError as error:
        if error.limit == "ANSWER_SECONDS":
            raise
        return False


def _by_monomial(top: Poly, logarithms: list[int]) -> dict[int | None, dict[Exponents, Any]] | None:
    """The coefficient of each logarithm as a polynomial, and what stands without one; None if not linear."""
    parts: dict[int | None, dict[Exponents, Any]] = {}
    for exponents, coefficient in zip(top.monoms(), top.coeffs(), strict=True):
        held = [number for number in logarithms if exponents[number]]
        if len(held) > 1 or (held and exponents[held[0]] > 1):
            return None
        number = held[0] if held else None
        rest = tuple(0 if k == number else int(e) for k, e in enumerate(exponents))
        parts.setdefault(number, {})[rest] = coefficient
    return parts


def _columns(beside: dict[int | None, dict[Exponents, Any]]) -> set[tuple[tuple[int, int], ...]]:
    """For every monomial the logarithms with their coefficients, as integers without a common factor."""
    columns: dict[Exponents, dict[int, Any]] = {}
    for number, polynomial in beside.items():
        if number is not None:
            for exponents, coefficient in polynomial.items():
                columns.setdefault(exponents, {})[number] = coefficient
    return {_whole(column) for column in columns.values()}


def _whole(column: dict[int, Any]) -> tuple[tuple[int, int], ...]:
    scale = lcm(*(int(c.q) for c in column.values()))
    whole = {number: int(c.p) * (scale // int(c.q)) for number, c in sorted(column.items())}
    common = gcd(*whole.values())
    if next(iter(whole.values())) < 0:
        common = -common
    return tuple((number, c // common) for number, c in whole.items())


def _cancel(space: Field, column: tuple[tuple[int, int], ...]) -> bool:
    """Whether the sum of c·log|p| is zero."""
    sides = [(space.one, space.one), (space.one, space.one)]
    for number, power in column:
        if abs(power) > LARGEST_COEFFICIENT:
            return False
        top, bottom = (space.reduce(poly) for poly in space.kernels[number].args[0])
        side = 0 if power > 0 else 1
        sides[side] = space.mul(sides[side], space.integer_power((top, bottom), abs(power)))
    left, right = sides
    return is_zero(space, space.sub(left, right)) or is_zero(space, space.add(left, right))
