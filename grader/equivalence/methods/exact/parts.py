"""Complex numbers taken apart: the conjugate of an element, its size, its real and imaginary part.

conj    a homomorphism: i to -i, real kernels to themselves, exp f to exp(conj f), z to a kernel of its own
|x|     by factors: |c f g / h| = |c| |f| |g| / |h|, |exp f| = exp(re f), and |f|^2 = f conj f for all others
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import fmpq

from grader.equivalence.methods.exact import angles, powers, signs
from grader.equivalence.methods.exact.closed import closed
from grader.equivalence.methods.exact.field import Field, Kernel, Poly, Polys, Ratio

MOST_TERMS = 100
WHOLE = ("name", "conjugate", "exp", "cos", "sin")
"""Complex kernels of which the conjugate is known."""


def conjugate(space: Field, args: Sequence[Ratio]) -> Ratio:
    x = space.normal(args[0])
    if space.is_real(*x):
        return x
    known = ("i", *WHOLE)
    complex_ = [n for n in space.used(*x) if not space.kernels[n].real]
    if any(space.kernels[n].op not in known for n in complex_) or len(x[0]) + len(x[1]) > MOST_TERMS:
        return closed(space, "conjugate", [x], real=False)
    images = {number: _of_kernel(space, number) for number in complex_}
    return space.div(_with(space, x[0], images), _with(space, x[1], images))


def _of_kernel(space: Field, number: int) -> Ratio:
    kernel = space.kernels[number]
    if kernel.op == "i":
        return space.neg(space.element(number))
    if kernel.op == "conjugate":
        return kernel.args[0]
    if kernel.op == "name":
        return closed(space, "conjugate", [space.element(number)], real=False)
    turned = conjugate(space, [space.mul(space.number(kernel.unit), kernel.args[0])])
    if kernel.op == "exp":
        return powers.exp(space, turned)
    return angles.cos_sin(space, turned)[0 if kernel.op == "cos" else 1]


def _with(space: Field, poly: Poly, images: dict[int, Ratio]) -> Ratio:
    """The polynomial with these in place of some generators."""
    total: Ratio = (space.nought, space.one)
    for exponents, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
        kept = tuple(0 if number in images else e for number, e in enumerate(exponents))
        term: Ratio = (space.ring.from_dict({kept: coefficient}), space.one)
        for number, image in images.items():
            if exponents[number]:
                term = space.mul(term, space.integer_power(image, int(exponents[number])))
        total = space.add(total, term)
    return total


def size(space: Field, args: Sequence[Ratio]) -> Ratio:
    x = space.normal(args[0])
    if space.is_real(*x):
        return signs.absolute(space, x)
    cartesian = _cartesian(space, x)
    if cartesian is not None:
        return cartesian
    result: Ratio = (space.one, space.one)
    for poly, side in ((x[0], 1), (x[1], -1)):
        content, factors = space.factors(poly)
        result = space.mul(result, space.integer_power(space.number(abs(content)), side))
        for factor, exponent in factors:
            result = space.mul(result, space.integer_power(_of_factor(space, factor), side * exponent))
    return result


def _cartesian(space: Field, x: Ratio) -> Ratio | None:
    """|a + ib| for real a and b."""
    number = space.index.get(("i",))
    if number is None or not x[1].is_one():
        return None
    real, height = space.coefficient(x[0], number, 0), space.coefficient(x[0], number, 1)
    if not space.is_real(real, height):
        return None
    square = space.product(real, real) + space.product(height, height)
    return powers.rational_power(space, (square, space.one), fmpq(1, 2))


def _of_factor(space: Field, factor: Poly) -> Ratio:
    x: Ratio = (factor, space.one)
    if space.is_real(factor):
        return signs.absolute(space, x)
    cartesian = _cartesian(space, x)
    if cartesian is not None:
        return cartesian
    angle = angles.turn_of(space, factor)
    if angle is not None:
        return powers.exp(space, space.neg(imaginary_part(space, [angle])))
    used = space.used(factor)
    kernel = space.kernels[used[0]]
    if kernel.op == "exp" and factor == space.gens[used[0]]:
        return powers.exp(space, real_part(space, [space.mul(space.number(kernel.unit), kernel.args[0])]))
    turned = space.normal(conjugate(space, [x]))
    return _kernel(space, factor, turned)


def _kernel(space: Field, factor: Poly, turned: Ratio) -> Ratio:
    """A kernel that the factor and its conjugate share, whose square is the product of both."""
    keys = ("abs", Polys(factor)), ("abs", Polys(turned[0]))
    number = next((space.index[key] for key in keys if key in space.index and turned[1].is_one()), None)
    if number is None:
        number = space.new(
            keys[0],
            Kernel(
                "abs", ((factor, space.one),), positive=True, constant=space.is_constant(factor),
                binders=space.binders(factor),
            ),
        )  # fmt: skip
        if turned[1].is_one():
            space.rule(number, 2, space.product(factor, turned[0]))
    return space.element(number)


def real_part(space: Field, args: Sequence[Ratio]) -> Ratio:
    return space.mul(space.number(fmpq(1, 2)), space.add(args[0], conjugate(space, args)))


def imaginary_part(space: Field, args: Sequence[Ratio]) -> Ratio:
    gap = space.sub(args[0], conjugate(space, args))
    return space.div(space.mul(space.number(fmpq(1, 2)), gap), powers.imaginary(space))


PARTS: dict[str, Callable[[Field, Sequence[Ratio]], Ratio]] = {
    "abs": size, "conjugate": conjugate, "re": real_part, "im": imaginary_part,
}  # fmt: skip
