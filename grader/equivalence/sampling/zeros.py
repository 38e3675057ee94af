"""Where an expression in one letter may be zero or have a pole, though it is no polynomial: real candidates.

    sqrt(u), |u|, max       a letter s of its own with s^2 = u, s^2 = u^2; it is eliminated by a resultant
    sin(k x), cos(k x)      rational functions of t = tan(w x/2): one period of zeros stands for all
    pi, e                   rational numbers that are close enough

Whatever is zero is found; what is found need not be zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from operator import mul
from typing import Any, TypeAlias

from flint import arb, ctx, fmpq, fmpq_mpoly_ctx, fmpq_poly

from grader.equivalence.evaluation.rationals import as_fraction, rational
from grader.equivalence.sampling.points import Point
from grader.late import dataclass, field
from grader.notation.tree import Apply, Expr, Name, Number, walk

MOST_RADICALS = 4
MOST_DEGREE = 48
MOST_MULTIPLE = 12
MOST_POWER = 8
TURNING = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
PERIODS = (-1, 0, 1)
Ratio: TypeAlias = tuple[Any, Any]
"""Numerator and denominator, fmpq_mpoly."""


class Unfit(Exception):
    """Not for this method."""


def candidates(bends: Sequence[Expr], variable: str, point: Point, bits: int = 0) -> list[Fraction] | None:
    """Numbers close to all zeros and poles of the bends, good to so many bits; None where one cannot be followed.
    Of periodic bends those of three periods: all of them must have one period in common, then."""
    turns = list(_turns(bends, variable))
    try:
        frequency, half_turn = _frequency(turns, variable)
        found: set[Fraction] = set()
        for bend in bends:
            found.update(_Search(variable, point, frequency, half_turn, bits or 128).run(bend))
    except (Unfit, ZeroDivisionError):
        return None
    return sorted(found)


def periodic(bend: Expr, variable: str) -> bool:
    """Whether the letter stands within a trigonometric function."""
    return any(True for _ in _turns((bend,), variable))


def _turns(bends: Sequence[Expr], variable: str) -> Iterator[Expr]:
    for bend in bends:
        for node in walk(bend):
            if isinstance(node, Apply) and node.op in TURNING and Name(variable) in walk(node):
                yield node.args[0]


def _frequency(angles: list[Expr], variable: str) -> tuple[fmpq, bool]:
    """The common divisor w of the factors k of angles k x, and whether pi is a factor of them; 0 if none."""
    found = [_factor(angle, variable) for angle in angles]
    if not found:
        return fmpq(0), False
    if len({half for _, half in found}) > 1:
        raise Unfit
    factors = [abs(k) for k, _ in found]
    bottom = lcm(*(int(k.q) for k in factors))
    return fmpq(gcd(*(int((k * bottom).p) for k in factors)), bottom), found[0][1]


def _factor(angle: Expr, variable: str) -> tuple[fmpq, bool]:
    """k of an angle k x or k pi x."""
    match angle:
        case Name(id) if id == variable:
            return fmpq(1), False
        case Apply("neg", (inner,)):
            k, half = _factor(inner, variable)
            return -k, half
        case Apply("div", (top, bottom)):
            below = as_fraction(bottom)
            if below:
                k, half = _factor(top, variable)
                return k / below, half
        case Apply("mul", args):
            turning = [arg for arg in args if Name(variable) in walk(arg)]
            numbers = [as_fraction(arg) for arg in args if arg not in turning and arg != Name("pi")]
            known = [number for number in numbers if number is not None]
            if len(turning) == 1 and len(known) == len(numbers) and args.count(Name("pi")) <= 1:
                k, half = _factor(turning[0], variable)
                k = reduce(mul, known, k)
                if k != 0 and not (half and Name("pi") in args):
                    return k, half or Name("pi") in args
    raise Unfit


@dataclass(slots=True)
class _Search:
    variable: str
    point: Point
    frequency: fmpq
    half_turn: bool
    bits: int
    ring: Any = field(
        default_factory=lambda: fmpq_mpoly_ctx.get([f"z{k}" for k in range(MOST_RADICALS + 1)], "lex")
    )
    radicals: list[Any] = field(default_factory=list)
    """For the k-th letter a polynomial in it and earlier letters, which is zero."""

    def run(self, bend: Expr) -> Iterator[Fraction]:
        """Candidates of one bend."""
        self.radicals.clear()
        top, bottom = self._read(bend)
        for part in (top, bottom):
            yield from self._places(self._eliminated(part))

    def _eliminated(self, poly: Any) -> Any:
        for number in range(len(self.radicals), 0, -1):
            if poly.degrees()[number]:
                poly = poly.resultant(self.radicals[number - 1], f"z{number}")
                if poly.total_degree() > MOST_DEGREE * 4:
                    raise Unfit
        if poly.is_zero():
            raise Unfit
        return poly

    def _places(self, poly: Any) -> Iterator[Fraction]:
        coefficients = [fmpq(0)] * (int(poly.degrees()[0]) + 1)
        for powers, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
            coefficients[powers[0]] = coefficient
        dense = fmpq_poly(coefficients)
        before, ctx.prec = ctx.prec, self.bits + 64
        try:
            roots: Any = [] if dense.degree() < 1 else dense.numer().complex_roots()
            for root, _ in roots:
                if root.imag.contains(0):
                    yield from self._turned(2 * root.real.atan()) if self.frequency else (_close(root.real),)
            if self.frequency:
                yield from self._turned(arb.pi())
        finally:
            ctx.prec = before

    def _turned(self, angle: arb) -> Iterator[Fraction]:
        """Where w x is this angle, in every period."""
        turn = arb.pi()
        for n in PERIODS:
            x = (angle + 2 * n * turn) / self.frequency
            yield _close(x / turn if self.half_turn else x)

    def _number(self, value: Any) -> Ratio:
        return self.ring.constant(value), self.ring.constant(1)

    def _read(self, expr: Expr) -> Ratio:
        match expr:
            case Number(text):
                return self._number(rational(text))
            case Name(id):
                return self._name(id)
            case Apply("neg", (x,)):
                return self._times(self._number(-1), self._read(x))
            case Apply("pos" | "boxed", (x,)):
                return self._read(x)
            case Apply("add", args):
                return self._fold(self._plus, args)
            case Apply("mul", args):
                return self._fold(self._times, args)
            case Apply("div", (a, b)):
                return self._times(self._read(a), self._over(self._read(b)))
            case Apply("pow", (base, exponent)):
                return self._power(self._read(base), as_fraction(exponent))
            case Apply("sqrt", (x,)):
                return self._power(self._read(x), fmpq(1, 2))
            case Apply("root", (x, Number(degree))):
                return self._power(self._read(x), 1 / rational(degree))
            case Apply("abs", (x,)):
                return self._size(self._read(x))
            case Apply("max" | "min" as op, args):
                return self._fold(lambda a, b: self._extreme(op, a, b), args)
            case Apply(op, (angle,)) if op in TURNING and self.frequency:
                return self._turn(op, angle)
        raise Unfit

    def _name(self, id: str) -> Ratio:
        if id == self.variable:
            if self.frequency:
                raise Unfit
            return self.ring.gens()[0], self.ring.constant(1)
        value = self.point.get(id)
        if value is None and id in ("pi", "e"):
            before, ctx.prec = ctx.prec, self.bits + 128
            try:
                close = _close(arb.pi() if id == "pi" else arb.const_e())
            finally:
                ctx.prec = before
            value = fmpq(close.numerator, close.denominator)
        if not isinstance(value, fmpq):
            raise Unfit
        return self._number(value)

    def _fold(self, combine: Callable[[Ratio, Ratio], Ratio], args: Sequence[Expr]) -> Ratio:
        return reduce(combine, map(self._read, args))

    def _reduced(self, top: Any, bottom: Any) -> Ratio:
        if bottom.is_zero() or max(top.total_degree(), bottom.total_degree()) > MOST_DEGREE:
            raise Unfit
        common = top.gcd(bottom)
        return (top, bottom) if common.is_constant() else (top / common, bottom / common)

    def _plus(self, a: Ratio, b: Ratio) -> Ratio:
        return self._reduced(a[0] * b[1] + b[0] * a[1], a[1] * b[1])

    def _times(self, a: Ratio, b: Ratio) -> Ratio:
        return self._reduced(a[0] * b[0], a[1] * b[1])

    def _over(self, x: Ratio) -> Ratio:
        return self._reduced(x[1], x[0])

    def _power(self, x: Ratio, exponent: fmpq | None) -> Ratio:
        if exponent is None or abs(exponent.p) > MOST_POWER or exponent.q > MOST_POWER:
            raise Unfit
        if exponent.q != 1:
            x = self._radical(int(exponent.q), x)
        result = self._number(1)
        for _ in range(abs(int(exponent.p))):
            result = self._times(result, x)
        return self._over(result) if exponent < 0 else result

    def _radical(self, degree: int, x: Ratio) -> Ratio:
        """A letter s with s^degree = x."""
        if len(self.radicals) == MOST_RADICALS:
            raise Unfit
        letter = self.ring.gens()[len(self.radicals) + 1]
        self.radicals.append(x[1] * letter**degree - x[0])
        return letter, self.ring.constant(1)

    def _size(self, x: Ratio) -> Ratio:
        return self._radical(2, self._times(x, x))

    def _extreme(self, op: str, a: Ratio, b: Ratio) -> Ratio:
        gap = self._size(self._plus(a, self._times(self._number(-1), b)))
        both = self._plus(self._plus(a, b), gap if op == "max" else self._times(self._number(-1), gap))
        return self._times(self._number(fmpq(1, 2)), both)

    def _turn(self, op: str, angle: Expr) -> Ratio:
        """By t = tan(w x/2): cos(w x) = (1 - t^2)/(1 + t^2), sin(w x) = 2t/(1 + t^2), and multiples."""
        times = _factor(angle, self.variable)[0] / self.frequency
        if abs(times.p) > MOST_MULTIPLE:
            raise Unfit
        t, one = self.ring.gens()[0], self.ring.constant(1)
        real, height = one, self.ring.constant(0)
        for _ in range(abs(int(times.p))):  # (1 + it)^(2n), of size (1 + t^2)^n
            real, height = real * (1 - t * t) - height * 2 * t, real * 2 * t + height * (1 - t * t)
        size = (1 + t * t) ** abs(int(times.p))
        cos, sin = self._reduced(real, size), self._reduced(height if times > 0 else -height, size)
        match op:
            case "cos":
                return cos
            case "sin":
                return sin
            case "tan":
                return self._times(sin, self._over(cos))
            case "cot":
                return self._times(cos, self._over(sin))
        return self._over(cos if op == "sec" else sin)


def _close(x: arb) -> Fraction:
    """A rational number in the ball."""
    mantissa, exponent = x.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
