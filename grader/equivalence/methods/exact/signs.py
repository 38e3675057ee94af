"""Signs of real factors. |p| is s·p where s is a kernel with s^2 = 1, unless the sign of p is known.

Where a logarithm or an even root is taken, its argument is positive: that ties the signs of the argument's odd
factors together, as linear relations over the field of two elements.
"""

from __future__ import annotations

from typing import Any

from flint import fmpq, fmpq_poly, fmpz_poly

from grader.equivalence.methods.exact.balls import constant_sign
from grader.equivalence.methods.exact.field import Field, Kernel, Poly, Polys, Ratio, Undefined

ROOT_DEGREE = 12


def known_sign(space: Field, poly: Poly) -> int | None:
    """1 or -1 where a real polynomial has no other sign (zeros on thin sets apart), None where it is not known."""
    if poly.is_constant():
        lead = poly.leading_coefficient()
        return 1 if lead > 0 else -1
    held = space.signs.get(Polys(poly))
    if held is not None:
        held = space.reduce(held)
        return int(held.leading_coefficient().p) if held.is_constant() else None
    if space.is_constant(poly):
        return constant_sign(space, poly) or None
    return sign_of_terms(space, poly) or _sign_of_one_variable(space, poly)


def sign_of_terms(space: Field, poly: Poly) -> int | None:
    """All terms of one sign."""
    doubtful = [number for number in space.used(poly) if not _positive(space, number)]
    common = 0
    for powers, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
        if any(powers[number] % 2 for number in doubtful):
            return None
        sign = 1 if coefficient > 0 else -1
        if common and sign != common:
            return None
        common = sign
    return common


def _positive(space: Field, number: int) -> bool:
    if space.kernels[number].positive:
        return True
    held = space.signs.get(Polys(space.gens[number]))
    return held is not None and bool(space.reduce(held).is_one())


def _sign_of_one_variable(space: Field, poly: Poly) -> int | None:
    """A polynomial in one real kernel without real roots."""
    used = space.used(poly)
    if len(used) != 1 or poly.total_degree() % 2 or poly.total_degree() > ROOT_DEGREE:
        return None
    coefficients = [fmpq(0)] * (poly.total_degree() + 1)
    for powers, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
        coefficients[powers[used[0]]] = coefficient
    if coefficients[0] == 0:
        return None
    dense = fmpq_poly(coefficients)
    whole = fmpz_poly((dense * dense.denom()).numer())
    found: Any = whole.complex_roots()
    if any(root.imag.is_zero() for root, _ in found):
        return None
    return 1 if coefficients[0] > 0 else -1


def sign(space: Field, poly: Poly) -> Poly:
    """The sign as a polynomial: a constant, or a kernel."""
    known = known_sign(space, poly)
    if known is not None:
        return space.ring.constant(known)
    used = space.used(poly)
    if len(used) == 1 and space.kernels[used[0]].op == "sign" and poly == space.gens[used[0]]:
        return poly
    key = Polys(poly)
    held = space.signs.get(key)
    if held is None:
        binders = space.binders(poly)
        constant = space.is_constant(poly)
        number = space.new(
            ("sign", key), Kernel("sign", ((poly, space.one),), integer=True, constant=constant, binders=binders)
        )
        space.rule(number, 2, space.one)
        held = space.signs[key] = space.gens[number]
    return space.reduce(held)


def known_direction(space: Field, content: int, odd: list[Poly]) -> int:
    """The sign of content · product of the factors; 0 where it is not known."""
    for poly in odd:
        content *= known_sign(space, poly) or 0
    return content


def assume_positive(space: Field, content: int, odd: list[Poly]) -> bool:
    """From now on content · product of the factors is positive. False where that must not be assumed."""
    unknown = [poly for poly in odd if known_sign(space, poly) is None]
    for poly in odd:
        if poly not in unknown:
            content *= known_sign(space, poly) or 1
    if not unknown:
        if content < 0:
            raise Undefined
        return True
    if space.principal or space.guarded or space.binders(*unknown):
        return False
    if len(unknown) == 1 and Polys(unknown[0]) not in space.signs:
        space.signs[Polys(unknown[0])] = space.ring.constant(content)
        return True
    product = space.ring.constant(content)
    for poly in unknown:
        product = space.reduce(product * sign(space, poly))
    used = space.used(product)
    if not used:
        if product.leading_coefficient() < 0:
            raise Undefined
        return True
    last = used[-1]
    space.rule(last, 1, space.coefficient(product, last, 1))
    return True


def absolute(space: Field, x: Ratio) -> Ratio:
    """|x| for real x."""
    top, bottom = space.normal(x)
    return _absolute(space, top), _absolute(space, bottom)


def _absolute(space: Field, poly: Poly) -> Poly:
    known = known_sign(space, poly) if not poly.is_zero() else 1
    if known is not None:
        return poly * known
    content, factors = space.factors(poly)
    result = space.ring.constant(abs(content))
    for factor, exponent in factors:
        result = space.product(result, space.power(factor, exponent))
        if exponent % 2:
            result = space.product(result, sign(space, factor))
    return result


def sign_of_ratio(space: Field, x: Ratio) -> Poly:
    """s with |x| = s·x."""
    top, bottom = space.normal(x)
    result = space.one
    for poly in (top, bottom):
        known = known_sign(space, poly)
        if known is not None:
            result = result * known
            continue
        content, factors = space.factors(poly)
        result = result * (1 if content > 0 else -1)
        for factor, exponent in factors:
            if exponent % 2:
                result = space.product(result, sign(space, factor))
    return result
