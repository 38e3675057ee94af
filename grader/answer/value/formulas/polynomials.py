"""Formulas that are quotients of polynomials over the rationals, as python-flint holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from grader.answer.value.numbers.worth import fraction
from grader.equivalence.meanings import free_names
from grader.errors import LimitError
from grader.late import dataclass
from grader.limits import EXACT_BITS, FREE_SYMBOLS, MONOMIAL_DEGREE, POLYNOMIAL_DEGREE, POLYNOMIAL_TERMS
from grader.notation.tree import Apply, Expr, Name, Number

Polynomial = Any
"""fmpq_mpoly; python-flint has no type stubs."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Polynomials in these names."""

    names: tuple[str, ...]
    context: Any

    def generator(self, name: str) -> Polynomial:
        return self.context.gen(self.names.index(name))

    def number(self, value: fmpq) -> Polynomial:
        return self.context.constant(value)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`top / bottom`, not cancelled."""

    top: Polynomial
    bottom: Polynomial


def ring_of(expressions: Iterable[Expr], constants: frozenset[str]) -> Ring | None:
    """A ring for all free names of the expressions; None where a constant such as pi or i is among them."""
    names = tuple(dict.fromkeys(name for expr in expressions for name in free_names(expr)))
    if len(names) > FREE_SYMBOLS:
        raise LimitError("FREE_SYMBOLS")
    if any(name in constants for name in names):
        return None
    context = fmpq_mpoly_ctx.get([f"v{k}" for k in range(len(names))], Ordering.degrevlex)
    return Ring(names, context)


def ratio(expr: Expr, ring: Ring) -> Ratio | None:
    """The expression as a quotient, or None where it is something else. LimitError where it grows too large."""
    one = ring.number(fmpq(1))
    match expr:
        case Number():
            number = fraction(expr)
            return None if number is None else Ratio(ring.number(fmpq(number.numerator, number.denominator)), one)
        case Name(id):
            return Ratio(ring.generator(id), one) if id in ring.names else None
        case Apply("neg", (inner,)):
            below = ratio(inner, ring)
            return below and Ratio(-below.top, below.bottom)
        case Apply("pos" | "boxed", (inner,)):
            return ratio(inner, ring)
        case Apply("add" | "mul" | "div" as op, args):
            return _fold(op, args, ring)
        case Apply("pow", (base, exponent)):
            return _power(base, exponent, ring)
    return None


def _fold(op: str, args: tuple[Expr, ...], ring: Ring) -> Ratio | None:
    found: Ratio | None = None
    for arg in args:
        part = ratio(arg, ring)
        if part is None:
            return None
        found = part if found is None else bounded(_combine(op, found, part))
    return found


def _combine(op: str, a: Ratio, b: Ratio) -> Ratio:
    match op:
        case "add" if a.bottom == b.bottom:
            return Ratio(a.top + b.top, a.bottom)
        case "add":
            return Ratio(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
        case "mul":
            return Ratio(a.top * b.top, a.bottom * b.bottom)
    return Ratio(a.top * b.bottom, a.bottom * b.top)


def _power(base: Expr, exponent: Expr, ring: Ring) -> Ratio | None:
    below, power = ratio(base, ring), fraction(exponent)
    if below is None or power is None or power.denominator != 1:
        return None
    size, terms = abs(power.numerator), max(len(below.top), len(below.bottom))
    degree = max(below.top.total_degree(), below.bottom.total_degree(), 0)
    if degree * size > (POLYNOMIAL_DEGREE if terms > 1 else MONOMIAL_DEGREE) or (terms > 1 and size > 200):
        raise LimitError("POLYNOMIAL_DEGREE")
    if terms <= 1 and size * _bits(below) > EXACT_BITS:
        raise LimitError("EXACT_BITS")
    top, bottom = (below.top, below.bottom) if power >= 0 else (below.bottom, below.top)
    return bounded(Ratio(top**size, bottom**size))


def _bits(part: Ratio) -> int:
    coefficients = (*part.top.coeffs(), *part.bottom.coeffs())
    return max((int(abs(c.p)).bit_length() + int(c.q).bit_length() for c in coefficients), default=1)


def bounded(part: Ratio) -> Ratio:
    """The same, unless it has grown beyond the limit."""
    if max(len(part.top), len(part.bottom)) > POLYNOMIAL_TERMS:
        raise LimitError("POLYNOMIAL_TERMS")
    return part


def factors(polynomial: Polynomial) -> tuple[Polynomial, ...]:
    """Its irreducible factors over the rationals, without multiplicity, each with leading coefficient one."""
    if polynomial.is_zero() or polynomial.is_constant():
        return ()
    letters, rest = _letters_out(polynomial)
    if len(rest) > 2000 or rest.total_degree() > 200:
        raise LimitError("POLYNOMIAL_TERMS")
    found = () if rest.is_constant() else (f / f.leading_coefficient() for f, _ in rest.factor()[1])
    return tuple(sorted((*letters, *found), key=str))


def _letters_out(polynomial: Polynomial) -> tuple[list[Polynomial], Polynomial]:
    """The letters that divide every term, and what is left without them: `x^6000 - x^5999` is x and x - 1."""
    least = [min(powers) for powers in zip(*polynomial.monoms(), strict=True)]
    ring = polynomial.context()
    whole = tuple(int(power) for power in least)
    if not any(whole):
        return [], polynomial
    letters = [gen for gen, power in zip(ring.gens(), whole, strict=True) if power]
    return letters, polynomial / ring.from_dict({whole: 1})
