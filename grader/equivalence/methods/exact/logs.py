"""Logarithms, and powers whose exponent is no number.

log |f|     sum of kernels log |p| over the factors p of f
f^e         exp(e log |f|), with the sign of f to the power e as a kernel of its own
"""

from __future__ import annotations

from typing import Any

from flint import fmpq

from grader.equivalence.methods.exact import powers, signs
from grader.equivalence.methods.exact.field import Field, Kernel, Poly, Polys, Ratio, Undefined
from grader.errors import LimitError


def log_factor(space: Field, factor: Poly) -> Ratio:
    """log |p| for a real factor p."""
    used = space.used(factor)
    if len(factor) == 1 and len(used) == 1 and factor == space.gens[used[0]]:
        kernel = space.kernels[used[0]]
        match kernel.op:
            case "exp" if kernel.real:
                return space.mul(space.number(kernel.unit), kernel.args[0])
            case "root":
                return space.mul(space.number(kernel.unit), log_factor(space, kernel.args[0][0]))
            case "sign" | "turn":
                return space.nought, space.one
    key = ("log", Polys(factor))
    number = space.find(key, (factor, space.one))
    if number is None:
        number = space.new(
            key,
            Kernel(
                "log", ((factor, space.one),), constant=space.is_constant(factor), binders=space.binders(factor)
            ),
        )
    return space.element(number)


def log(space: Field, x: Ratio) -> Ratio:
    """The natural logarithm, as log |x|; that x is positive is noted as a condition."""
    x = space.normal(x)
    if x[0].is_zero():
        raise Undefined
    result: Ratio = (space.nought, space.one)
    if not space.is_real(*x):
        return _closed_log(space, x)
    direction, numbers, factors = powers.split(space, x)
    odd = [base for base, power in factors if power % 2]
    if space.is_constant(*x):
        if powers.constant_direction(space, x) < 0:
            if not space.principal:
                raise Undefined
            result = space.mul(powers.imaginary(space), powers.pi(space))
    elif space.principal and signs.known_direction(space, direction, odd) < 0:
        result = space.mul(powers.imaginary(space), powers.pi(space))
    elif not signs.assume_positive(space, direction, odd):
        return _closed_log(space, x)
    else:
        space.conditions.append((x, "positive"))
    for base, power in numbers + factors:
        result = space.add(result, space.mul(space.number(fmpq(power)), log_factor(space, base)))
    return result


def _closed_log(space: Field, x: Ratio) -> Ratio:
    key = ("clog", space.key(x))
    number = space.index.get(key)
    if number is None:
        number = space.new(
            key,
            Kernel(
                "clog", (x,), real=not space.principal and space.is_real(*x),
                constant=space.is_constant(*x), binders=space.binders(*x),
            ),
        )  # fmt: skip
    return space.element(number)


def is_integer(space: Field, x: Ratio) -> bool:
    """All values are integers, by form."""
    return bool(
        x[1].is_one()
        and all(c.q == 1 for c in x[0].coeffs())
        and all(space.kernels[number].integer for number in space.used(x[0]))
    )


def power(space: Field, base: Ratio, exponent: Ratio) -> Ratio | None:
    """base^exponent; None where no law applies."""
    exponent = space.normal(exponent)
    if exponent[0].is_constant() and exponent[1].is_one():
        number = fmpq(0) if exponent[0].is_zero() else exponent[0].leading_coefficient()
        return powers.rational_power(space, base, number)
    base = space.normal(base)
    if base[0].is_zero() or not space.is_real(*base):
        return _turned_power(space, base, exponent)
    if base[0].is_one() and base[1].is_one():
        return base
    direction, numbers, factors = powers.split(space, base)
    if space.is_constant(*base):
        direction, turns = powers.constant_direction(space, base), []
        if direction == 0:
            return None
    else:
        turns = [(poly, times) for poly, times in factors if times % 2 and signs.known_sign(space, poly) != 1]
    result: Ratio = (space.one, space.one)
    if direction < 0:
        result = _sign_power(space, -space.one, exponent)
    for poly, times in turns:
        # The direction of a divisor is turned too: (w/z)^e is w^e z^(-e), where both are negative as well.
        turned = exponent if times > 0 else space.neg(exponent)
        result = space.mul(result, _sign_power(space, signs.sign(space, poly), turned))
    if (turns or direction < 0) and not is_integer(space, exponent):
        space.conditions.append((base, "positive"))
    for poly, times in numbers + factors:
        scaled = space.mul(space.number(fmpq(times)), exponent)
        result = space.mul(result, powers.exp(space, space.mul(scaled, log_factor(space, poly))))
    return result


def _turned_power(space: Field, base: Ratio, exponent: Ratio) -> Ratio | None:
    """(cos f + i sin f)^n = exp(i n f) for an integer n; of a number, with its size to the power n."""
    if base[0].is_zero() or not base[1].is_one() or not is_integer(space, exponent):
        return None
    from grader.equivalence.methods.exact import angles, parts

    angle = angles.turn_of(space, base[0])
    if angle is not None:
        return angles.turn(space, space.mul(angle, exponent))
    size = parts.size(space, [base])
    angle = angles.known_turn(space, space.div(base, size)) if space.is_constant(*base) else None
    raised = None if angle is None else power(space, size, exponent)
    if angle is None or raised is None:
        return None
    return space.mul(raised, angles.turn(space, space.mul(angle, exponent)))


def _sign_power(space: Field, turn: Poly, exponent: Ratio) -> Ratio:
    """s^e for a sign s, as the principal power e^(i·pi·e) of -1 has it: so exponents add, and where e is an integer
    its even part falls away."""
    if turn.is_one():
        return space.one, space.one
    result: Ratio = (space.one, space.one)
    for coefficient, monomial, key in powers.terms(space, exponent):
        whole = is_integer(space, monomial)
        if monomial[0].is_one() and monomial[1].is_one() and coefficient.q == 1:
            result = space.mul(result, (turn if coefficient.p % 2 else space.one, space.one))
        elif not whole or coefficient.q != 1:
            result = space.mul(result, _turn(space, turn, coefficient, monomial, key))
        elif coefficient.p % 2:
            result = space.mul(result, _turn(space, turn, fmpq(1), monomial, key))
    return result


def _turn(space: Field, turn: Poly, coefficient: Any, monomial: Ratio, key: Polys) -> Ratio:
    """The kernel s^(m/q) to the power p. Only for an integer exponent its square is 1."""
    whole = coefficient.q == 1 and is_integer(space, monomial)
    name = ("turn", Polys(turn), key, int(coefficient.q))
    number = space.index.get(name)
    if number is None:
        kernel = Kernel(
            "turn", (monomial, (turn, space.one)), real=whole or not space.principal, integer=whole,
            binders=space.binders(*monomial, turn),
        )  # fmt: skip
        number = space.new(name, kernel)
        if whole:
            space.rule(number, 2, space.one)
    if abs(coefficient.p) > powers.LARGEST_STEP:
        raise LimitError("POLYNOMIAL_DEGREE")
    return powers.signed_power(space, space.gens[number], int(coefficient.p))
