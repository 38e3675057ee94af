"""Values of kernels as complex balls: what has which sign, and whether an algebraic number is zero.

The zero test needs no normal form. An algebraic integer of degree at most N, all of whose conjugates are at most B
in size, is zero or at least B^(1-N) in size, because the product of its conjugates is an integer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from flint import acb, arb, ctx, fmpq

from grader.equivalence.methods.exact.field import Field, Poly, Ratio
from grader.late import dataclass, field

ZERO_TEST_BITS = 12_000
LARGEST_ARGUMENT = 10**9
SIGN_BITS = (64, 256, 1024)


class Blur(Exception):
    """No finite enclosure here: undefined, too wide, or a kernel without a value."""


@dataclass(slots=True)
class Point:
    """A value for every kernel that is free (`draw`), and what has been computed from them."""

    draw: Callable[[int], acb]
    values: dict[int, acb] = field(default_factory=dict)


def _no_draw(number: int) -> acb:
    raise Blur


FUNCTIONS: dict[str, Callable[[acb], acb]] = {
    "arcsin": acb.asin, "arccos": acb.acos, "arctan": acb.atan, "gamma": acb.gamma, "erf": acb.erf,
    "exp": acb.exp, "cos": acb.cos, "sin": acb.sin,
}  # fmt: skip
"""Functions of one argument by the kernel's word."""


def value(space: Field, poly: Poly, point: Point) -> acb:
    """The polynomial's value."""
    total = acb(0)
    for powers, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
        term = acb(coefficient)
        for number, exponent in enumerate(powers):
            if exponent:
                term *= kernel_value(space, number, point) ** exponent
        total += term
    return total


def ratio_value(space: Field, x: Ratio, point: Point) -> acb:
    top, bottom = value(space, x[0], point), value(space, x[1], point)
    if bottom.contains(0):
        raise Blur
    return top / bottom


def kernel_value(space: Field, number: int, point: Point) -> acb:
    found = point.values.get(number)
    if found is None:
        found = _compute(space, number, point)
        if not found.is_finite():
            raise Blur
        point.values[number] = found
    return found


def _compute(space: Field, number: int, point: Point) -> acb:
    kernel = space.kernels[number]
    match kernel.op:
        case "i":
            return acb(0, 1)
        case "pi":
            return acb(arb.pi())
        case "euler_gamma":
            return acb(arb.const_euler())
        case "cospi":
            return acb((arb.pi() * kernel.unit).cos() * 2)
        case "log" | "root" | "sign":
            return _real_kernel(kernel.op, kernel.unit, ratio_value(space, kernel.args[0], point))
        case "principal":
            base = ratio_value(space, kernel.args[0], point)
            return (base.log() * acb(kernel.unit)).exp()
        case "abs":
            return acb(abs(ratio_value(space, kernel.args[0], point)))
        case "conjugate":
            return ratio_value(space, kernel.args[0], point).conjugate()
        case "clog":
            return ratio_value(space, kernel.args[0], point).log()
        case op if op in FUNCTIONS and len(kernel.args) == 1:
            argument = ratio_value(space, kernel.args[0], point) * acb(kernel.unit)
            if not abs(argument) < LARGEST_ARGUMENT:
                raise Blur
            return FUNCTIONS[op](argument)
        case _:
            return point.draw(number)


def _real_kernel(op: str, unit: fmpq, argument: acb) -> acb:
    x = argument.real
    if x.contains(0):
        raise Blur
    if op == "sign":
        return acb(1 if x > 0 else -1)
    return acb(abs(x).log() if op == "log" else (abs(x).log() * unit).exp())


def constant_value(space: Field, poly: Poly, bits: int) -> acb:
    """The value of a polynomial in constant kernels."""
    with ctx.workprec(bits):
        return value(space, poly, Point(_no_draw))


def constant_sign(space: Field, poly: Poly) -> int | None:
    """-1, 0, 1 for a real constant, None where it cannot be told."""
    for bits in SIGN_BITS:
        try:
            x = constant_value(space, poly, bits).real
        except Blur:
            continue
        if x > 0:
            return 1
        if x < 0:
            return -1
    return 0 if is_zero_number(space, poly) else None


def is_zero_number(space: Field, poly: Poly) -> bool:
    """Proof that a polynomial in algebraic constants is zero. False where there is none."""
    if poly.is_constant():
        return bool(poly.is_zero())
    bound = _bound(space, poly)
    if bound is None:
        return False
    size, degree = bound
    bits = math.ceil((degree - 1) * math.log2(max(size, 2.0))) + 8
    if bits > ZERO_TEST_BITS:
        return False
    try:
        x = constant_value(space, poly, bits + 64 + int(math.log2(max(size, 2.0))))
    except Blur:
        return False
    return bool(abs(x) * arb(size) < arb(2) ** (-bits))


def _bound(space: Field, poly: Poly) -> tuple[float, int] | None:
    """A bound for all conjugates of the scaled number and for its degree."""
    used = space.used(poly)
    degree = 1
    for number in _ancestors(space, used):
        algebraic = space.kernels[number].algebraic
        if algebraic is None:
            return None
        degree *= algebraic.degree
        if degree > 4096:
            return None
    scale = math.lcm(*(int(c.q) for c in poly.coeffs()))
    degrees = poly.degrees()
    for number in used:
        kernel = space.kernels[number].algebraic
        scale *= (kernel.scale if kernel else 1) ** int(degrees[number])
    size = conjugate_size(space, poly)
    if size is None or scale.bit_length() > 900 or size * float(scale) > 1e300:
        return None
    return size * float(scale) * 1.001 + 1, degree


def conjugate_size(space: Field, poly: Poly) -> float | None:
    """A bound for the size of every conjugate."""
    total = 0.0
    for powers, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
        if max(int(abs(coefficient.p).bit_length()), int(coefficient.q.bit_length())) > 900:
            return None
        term = abs(float(Fraction(int(coefficient.p), int(coefficient.q)))) * 1.001
        for number, exponent in enumerate(powers):
            if exponent:
                algebraic = space.kernels[number].algebraic
                if algebraic is None:
                    return None
                try:
                    term *= algebraic.bound ** int(exponent)
                except OverflowError:
                    return None
        total += term
    return total * 1.001


def _ancestors(space: Field, numbers: list[int]) -> set[int]:
    """The kernels from which these are built, themselves included."""
    found: set[int] = set()
    stack = list(numbers)
    while stack:
        number = stack.pop()
        if number not in found:
            found.add(number)
            for top, bottom in space.kernels[number].args:
                stack.extend(space.used(top, bottom))
    return found
