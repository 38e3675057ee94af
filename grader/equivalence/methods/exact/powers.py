"""exp and roots: one family, because |p|^r = exp(r log |p|).

exp(sum c·m)      product of kernels exp(u·m), one for each monomial m, to integer powers
|p|^(a/q)         power of the kernel t = |p|^(1/q), with t^q = |p|
f^r               by the factors of f, with their signs
"""

from __future__ import annotations

from math import lcm
from typing import Any

from flint import fmpq, fmpz

from grader.equivalence.methods.exact import signs
from grader.equivalence.methods.exact.balls import conjugate_size, constant_sign
from grader.equivalence.methods.exact.field import Algebraic, Field, Kernel, Poly, Polys, Ratio, Undefined

LARGEST_STEP = 400
LARGEST_ROOT = 60
FACTOR_BITS = 64
SMALL_PRIMES = 1000


# exp ---------------------------------------------------------------------------------------------------------


def terms(space: Field, x: Ratio) -> list[tuple[Any, Ratio, Polys]]:
    """A normal element as a sum of rational multiples of monomials (over one denominator), with their keys."""
    top, bottom = x
    if bottom.is_one():
        return [_term(space, powers, c, space.one) for powers, c in _pairs(top)]
    if len(bottom) > 1:
        whole, rest = divmod(top, bottom)
        found = [_term(space, powers, c, space.one) for powers, c in _pairs(whole)]
        return found + [_term(space, powers, c, bottom) for powers, c in _pairs(rest)]
    below = bottom.monoms()[0]
    found = []
    for powers, c in _pairs(top):
        above = tuple(max(a - b, 0) for a, b in zip(powers, below, strict=True))
        left = tuple(max(b - a, 0) for a, b in zip(powers, below, strict=True))
        found.append(_term(space, above, c, space.ring.from_dict({left: 1})))
    return found


def _pairs(poly: Poly) -> Any:
    return zip(poly.monoms(), poly.coeffs(), strict=True)


def _term(space: Field, powers: tuple[int, ...], coefficient: Any, bottom: Poly) -> tuple[Any, Ratio, Polys]:
    monomial = (space.ring.from_dict({powers: 1}), bottom)
    return coefficient, monomial, space.key(monomial)


def exp(space: Field, x: Ratio) -> Ratio:
    """e^x: real parts by kernels, imaginary parts by cosine and sine."""
    from grader.equivalence.methods.exact import angles

    result = (space.one, space.one)
    turned = (space.nought, space.one)
    for coefficient, monomial, key in terms(space, space.normal(x)):
        without_i = angles.divided_by_i(space, monomial)
        if without_i is not None:
            turned = space.add(turned, space.mul(space.number(coefficient), without_i))
        else:
            result = space.mul(result, exp_term(space, coefficient, monomial, key))
    if turned[0].is_zero():
        return result
    cosine, sine = angles.cos_sin(space, turned)
    return space.mul(result, space.add(cosine, space.mul(imaginary(space), sine)))


def exp_term(space: Field, coefficient: Any, monomial: Ratio, key: Polys) -> Ratio:
    """exp(c·m) for one monomial m."""
    used = space.used(monomial[0])
    if len(used) == 1 and monomial[1].is_one() and monomial[0].total_degree() == 1:
        kernel = space.kernels[used[0]]
        if kernel.op == "log" and kernel.args[0][1].is_one():
            return abs_power(space, kernel.args[0][0], coefficient)
    return _exp_kernel(space, coefficient, monomial, key)


def _exp_kernel(space: Field, coefficient: Any, monomial: Ratio, key: Polys) -> Ratio:
    number = space.find(("exp", key), monomial)
    if number is None and _renewed(space):
        number = space.find(("exp", key), monomial)
    if number is None:
        number = _new_exp(space, ("exp", key), abs(coefficient), monomial)
    steps = coefficient / space.kernels[number].unit
    if steps.q != 1 and steps.q <= LARGEST_ROOT:
        finer = _new_exp(space, ("exp", key), space.kernels[number].unit / steps.q, monomial)
        space.rule(number, 1, space.gens[finer] ** int(steps.q))
        number, steps = finer, fmpq(steps.p)
    if steps.q != 1 or abs(steps) > LARGEST_STEP:
        own = ("exp", key, str(abs(coefficient)))
        number = space.index[own] if own in space.index else _new_exp(space, own, abs(coefficient), monomial)
        steps = fmpq(1 if coefficient > 0 else -1)
    return signed_power(space, space.gens[number], int(steps.p))


def _renewed(space: Field) -> bool:
    """Exponentials whose argument was refined since (`e^{sin 2}` once `sin 1` is there) in terms of new kernels."""
    stale = space.stale("exp")
    for number, argument in stale:
        top, bottom = exp(space, space.mul(space.number(space.kernels[number].unit), argument))
        if bottom.is_one() and number not in space.used(top):
            space.rule(number, 1, top)
    return bool(stale)


def _new_exp(space: Field, key: tuple[Any, ...], unit: Any, monomial: Ratio) -> int:
    real = space.is_real(*monomial)
    return space.new(
        key,
        Kernel(
            "exp", (monomial,), unit=unit, real=real, positive=real,
            constant=space.is_constant(*monomial), binders=space.binders(*monomial),
        ),
    )  # fmt: skip


def signed_power(space: Field, generator: Poly, exponent: int) -> Ratio:
    """The power of a kernel that is never zero."""
    if exponent >= 0:
        return space.reduce(space.power(generator, exponent)), space.one
    return space.one, space.reduce(space.power(generator, -exponent))


def imaginary(space: Field) -> Ratio:
    """The kernel i."""
    number = space.index.get(("i",))
    if number is None:
        number = space.new(("i",), Kernel("i", real=False, constant=True, algebraic=Algebraic(2, 1.0)))
        space.rule(number, 2, -space.one)
    return space.element(number)


def pi(space: Field) -> Ratio:
    number = space.index.get(("pi",))
    if number is None:
        number = space.new(("pi",), Kernel("pi", positive=True, constant=True))
    return space.element(number)


# roots -------------------------------------------------------------------------------------------------------


def abs_power(space: Field, factor: Poly, exponent: Any) -> Ratio:
    """|p|^r for a real factor p (a generator, an irreducible polynomial, a positive integer)."""
    exponent = fmpq(exponent)
    used = space.used(factor)
    if len(factor) == 1 and len(used) == 1 and factor == space.gens[used[0]]:
        kernel = space.kernels[used[0]]
        match kernel.op:
            case "exp" if kernel.real:
                monomial = kernel.args[0]
                return exp_term(space, exponent * kernel.unit, monomial, space.key(monomial))
            case "root":
                return abs_power(space, kernel.args[0][0], exponent * kernel.unit)
            case "sign" | "turn":
                return space.one, space.one
    if exponent.q == 1:
        whole = int(exponent.p)
        base = factor if whole % 2 == 0 else space.product(factor, signs.sign(space, factor))
        return space.integer_power((base, space.one), whole)
    if exponent.q > LARGEST_ROOT:
        from grader.equivalence.methods.exact.logs import log_factor

        monomial = log_factor(space, factor)
        return _exp_kernel(space, exponent, monomial, space.key(monomial))
    whole, part = divmod(int(exponent.p), int(exponent.q))
    root = _root(space, factor, int(exponent.q))
    result = signed_power(space, space.gens[root], part * int((fmpq(1, exponent.q) / space.kernels[root].unit).p))
    return space.mul(result, abs_power(space, factor, fmpq(whole))) if whole else result


def _root(space: Field, factor: Poly, degree: int) -> int:
    """The generator |p|^(1/q), q a multiple of `degree`; an earlier, coarser one becomes its power."""
    key = ("root", Polys(factor))
    held = space.find(key, (factor, space.one))
    old = int(space.kernels[held].unit.q) if held is not None else 1
    if held is not None and old % degree == 0:
        return held
    fine = lcm(old, degree)
    constant = space.is_constant(factor)
    number = space.new(
        key,
        Kernel(
            "root", ((factor, space.one),), unit=fmpq(1, fine), positive=True, constant=constant,
            binders=space.binders(factor), algebraic=_algebraic_root(space, factor, fine) if constant else None,
        ),
    )  # fmt: skip
    size = factor if factor.is_constant() else space.product(factor, signs.sign(space, factor))
    space.rule(number, fine, size)
    if held is not None:
        space.rule(held, 1, space.gens[number] ** (fine // old))
    return number


def _algebraic_root(space: Field, factor: Poly, degree: int) -> Algebraic | None:
    size = conjugate_size(space, factor)
    if size is None:
        return None
    scale = lcm(*(int(c.q) for c in factor.coeffs()))
    for number, exponent in enumerate(factor.degrees()):
        inner = space.kernels[number].algebraic if exponent else None
        scale *= inner.scale ** int(exponent) if inner else 1
    if scale.bit_length() > 64:
        return None
    return Algebraic(degree, max(1.0, size) ** (1 / degree) * 1.001, scale)


def number_factors(space: Field, value: Any) -> list[tuple[Poly, int]]:
    """A positive rational as powers of primes; the large rest of a large number counts as one factor."""
    found: list[tuple[Poly, int]] = []
    for part, direction in ((value.p, 1), (value.q, -1)):
        found += [(space.ring.constant(base), direction * power) for base, power in _integer_factors(int(part))]
    return found


def _integer_factors(value: int) -> list[tuple[int, int]]:
    if value.bit_length() <= FACTOR_BITS:
        return [(int(base), int(power)) for base, power in fmpz(value).factor()]
    found = []
    for base in range(2, SMALL_PRIMES):
        power = 0
        while value % base == 0:
            value //= base
            power += 1
        if power:
            found.append((base, power))
    if value == 1:
        return found
    if value.bit_length() <= FACTOR_BITS:
        return found + [(int(base), int(power)) for base, power in fmpz(value).factor()]
    root = int(fmpz(value).isqrt())
    return [*found, (root, 2)] if root * root == value else [*found, (value, 1)]


def split(space: Field, x: Ratio) -> tuple[int, list[tuple[Poly, int]], list[tuple[Poly, int]]]:
    """A normal, real element as sign, positive numbers and factors, each with an exponent."""
    numbers: list[tuple[Poly, int]] = []
    factors: list[tuple[Poly, int]] = []
    direction = 1
    for poly, side in ((x[0], 1), (x[1], -1)):
        content, found = space.factors(poly)
        turns, found = _with_sines(space, found)
        if (content < 0) != bool(turns % 2):
            direction = -direction
        numbers += [(base, side * power) for base, power in number_factors(space, abs(content))]
        factors += [(base, side * power) for base, power in found]
    return direction, numbers, factors


def _with_sines(space: Field, found: list[tuple[Poly, int]]) -> tuple[int, list[tuple[Poly, int]]]:
    """(cos - 1)(cos + 1) is -sin^2: better bases for roots and logarithms. How many signs turn, and the factors."""
    if len(found) < 2:
        return 0, found
    exponents = {Polys(poly): (poly, power) for poly, power in found}
    for poly, power in found:
        used = space.used(poly)
        if len(used) == 1 and poly == space.gens[used[0]] - 1 and space.kernels[used[0]].op == "cos":
            other, its_power = exponents.get(Polys(poly + 2), (poly, 0))
            both = min(power, its_power)
            sine = space.index.get(("sin", used[0]))
            if both and sine is not None:
                rest = [(p, k) for p, k in found if p not in (poly, other)]
                rest += [(p, k - both) for p, k in ((poly, power), (other, its_power)) if k > both]
                return both, [*rest, (space.gens[sine], 2 * both)]
    return 0, found


def rational_power(space: Field, x: Ratio, exponent: Any) -> Ratio:
    """x^(a/q). Over the reals an even root needs x >= 0 (noted as a condition), an odd one keeps the sign."""
    if exponent.q == 1:
        return space.integer_power(x, int(exponent.p))
    x = space.normal(x)
    if x[0].is_zero():
        if exponent > 0:
            return x
        raise Undefined
    if x[0].is_constant() and x[1].is_one():
        return _number_power(space, x[0].leading_coefficient(), exponent)
    if not space.is_real(*x):
        outer, rest = _positive_factors(space, x, exponent)
        turned = _turned(space, rest, exponent) if space.is_constant(*rest) else None
        return space.mul(outer, turned or _principal(space, rest, exponent))
    direction, numbers, factors = split(space, x)
    odd = [base for base, power in factors if power % 2]
    result: Ratio = (space.one, space.one)
    if exponent.q % 2 == 0 or space.principal:
        if space.is_constant(*x) and constant_direction(space, x) < 0:
            return _negative_power(space, x, exponent)
        if space.principal and signs.known_direction(space, direction, odd) < 0:
            return _negative_power(space, x, exponent)
        if not signs.assume_positive(space, direction, odd):
            return _principal(space, x, exponent)
        if not space.is_constant(*x):
            space.conditions.append((x, "nonnegative"))
    elif exponent.p % 2:
        turn = signs.sign_of_ratio(space, x)
        result = (turn, space.one)
    for base, power in numbers + factors:
        result = space.mul(result, abs_power(space, base, exponent * power))
    return space.normal(result) if exponent < 0 else result


def constant_direction(space: Field, x: Ratio) -> int:
    top, bottom = constant_sign(space, x[0]), constant_sign(space, x[1])
    return (top or 0) * (bottom or 0)


def _number_power(space: Field, value: Any, exponent: Any) -> Ratio:
    if value < 0:
        if exponent.q % 2 and not space.principal:
            size = _number_power(space, -value, exponent)
            return space.neg(size) if exponent.p % 2 else size
        return _negative_power(space, space.number(value), exponent)
    result: Ratio = (space.one, space.one)
    for base, power in number_factors(space, value):
        result = space.mul(result, abs_power(space, base, exponent * power))
    return space.rational(result)


def _negative_power(space: Field, x: Ratio, exponent: Any) -> Ratio:
    """The principal power of a negative constant: exp(i·pi·r)·|x|^r."""
    from grader.equivalence.methods.exact import angles

    turn = space.add(angles.cos_pi(space, exponent), space.mul(imaginary(space), angles.sin_pi(space, exponent)))
    return space.mul(turn, rational_power(space, space.neg(x), exponent))


def _positive_factors(space: Field, x: Ratio, exponent: Any) -> tuple[Ratio, Ratio]:
    """(p z)^r = p^r z^r for a positive p: that power, and z."""
    outer: Ratio = (space.one, space.one)
    rest: Ratio = (space.one, space.one)
    for poly, side in ((x[0], 1), (x[1], -1)):
        content, factors = space.factors(poly)
        if content < 0:
            rest = space.neg(rest)
        for base, power in number_factors(space, abs(content)):
            outer = space.mul(outer, abs_power(space, base, exponent * power * side))
        for base, power in factors:
            if space.is_real(base) and signs.known_sign(space, base) == 1:
                outer = space.mul(outer, abs_power(space, base, exponent * power * side))
            else:
                rest = space.mul(rest, space.integer_power((base, space.one), power * side))
    return outer, space.normal(rest)


def _turned(space: Field, x: Ratio, exponent: Any) -> Ratio | None:
    """The principal power of a complex number whose angle is a simple part of pi."""
    from grader.equivalence.methods.exact import angles, parts

    size = parts.size(space, [x])
    angle = angles.known_turn(space, space.div(x, size))
    if angle is None:
        return None
    turn = angles.turn(space, space.mul(space.number(exponent), angle))
    return space.mul(rational_power(space, size, exponent), turn)


def _principal(space: Field, x: Ratio, exponent: Any) -> Ratio:
    """A closed kernel t = x^(1/q) with t^q = x."""
    key = ("principal", space.key(x), int(exponent.q))
    number = space.index.get(key)
    if number is None:
        number = space.new(
            key,
            Kernel(
                "principal", (x,), unit=fmpq(1, exponent.q), real=not space.principal and space.is_real(*x),
                constant=space.is_constant(*x), binders=space.binders(*x),
            ),
        )  # fmt: skip
        if x[1].is_one():
            space.rule(number, int(exponent.q), x[0])
    return space.integer_power(space.element(number), int(exponent.p))
