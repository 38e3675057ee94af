"""Sine and cosine: angle addition down to one pair of kernels a monomial, exact values at rational multiples of pi.

cos(u·m), sin(u·m) with sin^2 = 1 - cos^2;  n-fold angles by powers of cos + i sin;  imaginary angles by exp
"""

from __future__ import annotations

import math
from typing import Any

from flint import acb, fmpq, fmpz_poly

from grader.equivalence.methods.exact import logs, powers
from grader.equivalence.methods.exact.balls import Blur, constant_value
from grader.equivalence.methods.exact.closed import is_zero
from grader.equivalence.methods.exact.field import Algebraic, Field, Kernel, Key, Poly, Polys, Ratio

LARGEST_MULTIPLE = 64
LARGEST_PART = 120
HALVED = frozenset({4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48})
"""Denominators whose cosines are square roots, by halving the angle."""
Pair = tuple[Ratio, Ratio]


def cos_sin(space: Field, x: Ratio) -> Pair:
    """cos x and sin x."""
    pair: Pair | None = None
    for coefficient, monomial, key in powers.terms(space, space.normal(x)):
        part = _term(space, coefficient, monomial, key)
        pair = part if pair is None else _sum(space, pair, part)
    return pair or ((space.one, space.one), (space.nought, space.one))


def _sum(space: Field, a: Pair, b: Pair) -> Pair:
    """Cosine and sine of the sum of two angles."""
    (c, s), (d, t) = a, b
    return (
        space.sub(space.mul(c, d), space.mul(s, t)),
        space.add(space.mul(s, d), space.mul(c, t)),
    )


def _term(space: Field, coefficient: Any, monomial: Ratio, key: Polys) -> Pair:
    height = divided_by_i(space, monomial)
    if height is not None:
        return _imaginary(space, space.mul(space.number(coefficient), height))
    used = space.used(*monomial)
    turned = _half_turns(space, coefficient, monomial)
    if turned is not None:
        return turned, (space.nought, space.one)
    if len(used) == 1 and monomial[1].is_one() and monomial[0].total_degree() == 1:
        kernel = space.kernels[used[0]]
        if kernel.op == "pi":
            return cos_pi(space, coefficient), sin_pi(space, coefficient)
        if kernel.op in ("arcsin", "arctan") and coefficient.q == 1 and abs(coefficient) <= LARGEST_MULTIPLE:
            return multiple(space, _inverse_pair(space, kernel), int(coefficient.p))
    return _kernel_pair(space, coefficient, monomial, key)


def turn(space: Field, angle: Ratio) -> Ratio:
    """exp(i·angle)"""
    return powers.exp(space, space.mul(powers.imaginary(space), angle))


def turn_of(space: Field, poly: Poly) -> Ratio | None:
    """The angle f of a polynomial that is exp(i·f) by form: i, or cos f + i sin f."""
    number = space.index.get(("i",))
    if number is None:
        return None
    imaginary = space.gens[number]
    if poly == imaginary:
        return space.mul(space.number(fmpq(1, 2)), powers.pi(space))
    for cosine in space.used(poly):
        sine = space.index.get(("sin", cosine))
        if sine is None:
            continue
        for direction in (1, -1):
            if poly == space.gens[cosine] + direction * imaginary * space.gens[sine]:
                kernel = space.kernels[cosine]
                return space.mul(space.number(kernel.unit * direction), kernel.args[0])
    return None


def known_turn(space: Field, x: Ratio) -> Ratio | None:
    """The angle of a number of size 1, where it is a simple part of pi: guessed by value, then proved."""
    try:
        value = constant_value(space, x[0], 64) / constant_value(space, x[1], 64)
        guess = float((value.log() / acb(0, 1)).real.mid()) / math.pi
    except (Blur, ValueError):
        return None
    part = fmpq(round(guess * 24), 24)
    if abs(guess - round(guess * 24) / 24) > 1e-9:
        return None
    turned = space.add(cos_pi(space, part), space.mul(powers.imaginary(space), sin_pi(space, part)))
    if not is_zero(space, space.sub(turned, x)):
        return None
    return space.mul(space.number(part), powers.pi(space))


def _half_turns(space: Field, coefficient: Any, monomial: Ratio) -> Ratio | None:
    """cos(n·pi) = (-1)^n for an integer n that is no number; the sine is 0."""
    number = space.index.get(("pi",))
    if number is None or coefficient.q != 1 or not monomial[1].is_one() or monomial[0] == space.gens[number]:
        return None
    if monomial[0].degrees()[number] != 1:
        return None
    rest = monomial[0] / space.gens[number], space.one
    if not logs.is_integer(space, rest):
        return None
    return logs.power(space, (-space.one, space.one), space.mul(space.number(coefficient), rest))


def divided_by_i(space: Field, monomial: Ratio) -> Ratio | None:
    """m/i where the monomial holds the factor i, else None."""
    number = space.index.get(("i",))
    if number is None or monomial[0].is_constant() or not monomial[0].degrees()[number]:
        return None
    return monomial[0] / space.gens[number], monomial[1]


def _imaginary(space: Field, height: Ratio) -> Pair:
    """cos(iy) = cosh y, sin(iy) = i sinh y."""
    up, down = powers.exp(space, height), powers.exp(space, space.neg(height))
    half = space.number(fmpq(1, 2))
    return (
        space.mul(half, space.add(up, down)),
        space.mul(powers.imaginary(space), space.mul(half, space.sub(up, down))),
    )


def _inverse_pair(space: Field, kernel: Kernel) -> Pair:
    """Cosine and sine of arcsin f or arctan f."""
    f = kernel.args[0]
    one = (space.one, space.one)
    square = space.mul(f, f)
    if kernel.op == "arcsin":
        return powers.rational_power(space, space.sub(one, square), fmpq(1, 2)), f
    cosine = powers.rational_power(space, space.add(one, square), fmpq(-1, 2))
    return cosine, space.mul(f, cosine)


def _kernel_pair(space: Field, coefficient: Any, monomial: Ratio, key: Polys) -> Pair:
    number = space.find(("cos", key), monomial)
    if number is None and _renewed(space):
        number = space.find(("cos", key), monomial)
    if number is None:
        number = _new_pair(space, ("cos", key), abs(coefficient), monomial)
    steps = coefficient / space.kernels[number].unit
    if steps.q != 1 and steps.q <= LARGEST_MULTIPLE:
        number = _refine(space, number, ("cos", key), int(steps.q), monomial)
        steps = fmpq(steps.p)
    if steps.q != 1 or abs(steps) > LARGEST_MULTIPLE:
        own = ("cos", key, str(abs(coefficient)))
        found = space.index.get(own)
        number = found if found is not None else _new_pair(space, own, abs(coefficient), monomial)
        steps = fmpq(1 if coefficient > 0 else -1)
    return multiple(space, _pair(space, number), int(steps.p))


def _renewed(space: Field) -> bool:
    """As for exponentials (see `powers`): `cos(sin 2)` once `sin 1` is there."""
    stale = space.stale("cos")
    for number, argument in stale:
        cosine, sine = cos_sin(space, space.mul(space.number(space.kernels[number].unit), argument))
        both = space.used(cosine[0], sine[0])
        if cosine[1].is_one() and sine[1].is_one() and number not in both:
            space.rule(number, 1, cosine[0])
            space.rule(space.index[("sin", number)], 1, sine[0])
    return bool(stale)


def _pair(space: Field, number: int) -> Pair:
    sine = space.index[("sin", number)]
    return space.element(number), space.element(sine)


def _new_pair(space: Field, key: Key, unit: Any, monomial: Ratio) -> int:
    common = {
        "args": (monomial,), "unit": unit, "real": space.is_real(*monomial),
        "constant": space.is_constant(*monomial), "binders": space.binders(*monomial),
    }  # fmt: skip
    cosine = space.new(key, Kernel("cos", **common))
    sine = space.new(("sin", cosine), Kernel("sin", **common))
    space.rule(sine, 2, space.one - space.gens[cosine] ** 2)
    return cosine


def _refine(space: Field, old: int, key: Key, parts: int, monomial: Ratio) -> int:
    """A pair of kernels at a part of the angle; the earlier pair becomes its multiple."""
    sine = space.index[("sin", old)]
    new = _new_pair(space, key, space.kernels[old].unit / parts, monomial)
    (c, _), (s, _) = multiple(space, _pair(space, new), parts)
    space.rule(old, 1, c)
    space.rule(sine, 1, s)
    return new


def multiple(space: Field, pair: Pair, times: int) -> Pair:
    """Cosine and sine of the multiple of an angle."""
    if times < 0:
        cosine, sine = multiple(space, pair, -times)
        return cosine, space.neg(sine)
    if times == 0:
        return (space.one, space.one), (space.nought, space.one)
    result: Pair | None = None
    while times:
        if times & 1:
            result = pair if result is None else _sum(space, result, pair)
        times >>= 1
        if times:
            pair = _sum(space, pair, pair)
    assert result is not None
    return result


# rational multiples of pi --------------------------------------------------------------------------------------


def sin_pi(space: Field, part: Any) -> Ratio:
    """sin(r·pi)"""
    return cos_pi(space, fmpq(1, 2) - part)


def cos_pi(space: Field, part: Any) -> Ratio:
    """cos(r·pi): in square roots where the denominator is small, else by the minimal polynomial."""
    part = _turn(abs(fmpq(part)))
    if part > 1:
        part = 2 - part
    if part > fmpq(1, 2):
        return space.neg(cos_pi(space, 1 - part))
    match int(part.p), int(part.q):
        case 0, 1:
            return space.one, space.one
        case 1, 2:
            return space.nought, space.one
        case 1, 3:
            return space.number(fmpq(1, 2))
        case _, 5:
            root = powers.rational_power(space, space.number(fmpq(5)), fmpq(1, 2))
            sign = 1 if part.p == 1 else -1
            return space.div(space.add(root, space.number(fmpq(sign))), space.number(fmpq(4)))
        case _, q if q in HALVED:
            double = space.add((space.one, space.one), cos_pi(space, 2 * part))
            return powers.rational_power(space, space.div(double, space.number(fmpq(2))), fmpq(1, 2))
        case p, q:
            return _by_minimal_polynomial(space, p, q)


def _turn(part: Any) -> Any:
    return fmpq(int(part.p) % (2 * int(part.q)), int(part.q))


def _by_minimal_polynomial(space: Field, p: int, q: int) -> Ratio:
    if q > LARGEST_PART:
        own = ("cospi", p, q)
        if own not in space.index:
            space.new(own, Kernel("cospi", unit=fmpq(p, q), constant=True))
        return space.div(space.element(space.index[own]), space.number(fmpq(2)))
    key = ("cospi", 1, q)
    number = space.index.get(key)
    if number is None:
        number = _new_cospi(space, key, q)
    twice = _chebyshev(space, space.gens[number], p)
    return twice / fmpq(2), space.one


def _new_cospi(space: Field, key: tuple[Any, ...], q: int) -> int:
    """The kernel 2cos(pi/q), whose minimal polynomial is monic and integral."""
    polynomial = fmpz_poly.cos_minpoly(2 * q)
    degree = polynomial.degree()
    number = space.new(
        key, Kernel("cospi", unit=fmpq(1, q), constant=True, positive=True, algebraic=Algebraic(degree, 2.0))
    )
    generator, lower = space.gens[number], space.nought
    for exponent in range(degree):
        lower -= int(polynomial[exponent]) * generator**exponent
    space.rule(number, degree, lower)
    return number


def _chebyshev(space: Field, x: Poly, n: int) -> Poly:
    """2cos(n·t) from x = 2cos t."""
    before, now = space.ring.constant(2), x
    for _ in range(n - 1):
        before, now = now, space.reduce(x * now - before)
    return now
