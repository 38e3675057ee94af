"""What the functions share: which number an element is, whether it is zero, closed kernels."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from grader.equivalence.methods.exact.balls import is_zero_number
from grader.equivalence.methods.exact.field import Field, Kernel, Poly, Ratio


def constant(x: Ratio) -> fmpq | None:
    """The rational number that a normal element is."""
    if x[1].is_one() and x[0].is_constant():
        return fmpq(0) if x[0].is_zero() else x[0].leading_coefficient()
    return None


def integer(space: Field, x: Ratio) -> int | None:
    number = constant(space.normal(x))
    return int(number.p) if number is not None and number.q == 1 else None


def is_zero(space: Field, x: Ratio) -> bool:
    """Proof that an element is zero: its numerator reduces to zero, or to a number that is."""
    top = space.reduce(x[0])
    if top.is_zero():
        return True
    if not any(kernel.algebraic for kernel in space.kernels):
        return False
    used = space.used(top)
    if all(space.kernels[number].algebraic for number in used):
        return is_zero_number(space, top)
    return all(is_zero_number(space, part) for part in _by_numbers(space, top))


def _by_numbers(space: Field, poly: Poly) -> list[Poly]:
    """The coefficients of a polynomial in the transcendental kernels: algebraic numbers."""
    parts: dict[tuple[int, ...], dict[tuple[int, ...], object]] = {}
    algebraic = [kernel.algebraic is not None for kernel in space.kernels]
    size = len(space.kernels)
    for exponents, c in zip(poly.monoms(), poly.coeffs(), strict=True):
        outer = tuple(0 if k < size and algebraic[k] else e for k, e in enumerate(exponents))
        inner = tuple(e if k < size and algebraic[k] else 0 for k, e in enumerate(exponents))
        parts.setdefault(outer, {})[inner] = c
    return [space.ring.from_dict(part) for part in parts.values()]


def closed(
    space: Field, op: str, args: Sequence[Ratio], name: str = "", *,
    real: bool = True, positive: bool = False, integral: bool = False, binders: frozenset[str] = frozenset(),
) -> Ratio:  # fmt: skip
    """A kernel of which only its arguments are known."""
    args = [space.normal(arg) for arg in args]
    key = (op, name, *(space.key(arg) for arg in args))
    number = space.index.get(key)
    if number is None:
        number = _alike(space, op, name, args)
    if number is None:
        polys = [poly for arg in args for poly in arg]
        kernel = Kernel(
            op, tuple(args), name=name, real=(real and not space.principal) or (real and space.is_real(*polys)),
            positive=positive, integer=integral, constant=bool(args) and space.is_constant(*polys),
            binders=binders | space.binders(*polys),
        )  # fmt: skip
        number = space.new(key, kernel)
    return space.element(number)


def _alike(space: Field, op: str, name: str, args: Sequence[Ratio]) -> int | None:
    """An earlier kernel of the same word whose arguments are equal though they look different."""
    for number, kernel in enumerate(space.kernels):
        if kernel.op == op and kernel.name == name and len(kernel.args) == len(args):
            space.budget.check()
            if all(is_zero(space, space.sub(a, b)) for a, b in zip(kernel.args, args, strict=True)):
                return number
    return None
