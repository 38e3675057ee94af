"""Rational functions over Q in kernels: the arithmetic under the exact method.

A kernel is whatever is not a rational operation: a variable, `exp` of a monomial, a root, `f(x)` of an abstract f.
It is one generator of a python-flint polynomial ring; an element is a pair (numerator, denominator). What is known
of an algebraic kernel is a rule: its d-th power is a polynomial in earlier kernels (sqrt(2)^2 = 2, i^2 = -1,
sin^2 = 1 - cos^2). Elements are equal wherever both are defined if the difference's numerator reduces to zero.
Sizes are estimated before every product and power, because python-flint aborts the process on giant ones.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

from flint import fmpq, fmpq_mpoly_ctx

from grader.errors import LimitError
from grader.late import dataclass, replace
from grader.limits import EXACT_BITS, MONOMIAL_DEGREE, POLYNOMIAL_DEGREE, POLYNOMIAL_TERMS, Budget

Poly: TypeAlias = Any
"""fmpq_mpoly; python-flint has no type stubs."""
Ratio: TypeAlias = tuple[Poly, Poly]
Key: TypeAlias = tuple[Any, ...]


class Polys:
    """Some polynomials of one ring as a key of a table: they are compared and never spelled, for python-flint 0.9
    keeps the memory of every text that it makes of a polynomial."""

    __slots__ = ("polys",)

    def __init__(self, *polys: Poly) -> None:
        self.polys = polys

    def __hash__(self) -> int:
        return hash(tuple(map(len, self.polys)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polys) and self.polys == other.polys


PRODUCT_TERMS = 400_000
GCD_TERMS = 400
FACTOR_TERMS = 60
FACTOR_DEGREE = 60


class Undefined(Exception):
    """No value anywhere: a zero divisor, or conditions that exclude each other."""


class Full(Exception):
    """The ring has no generator left; a larger one is needed."""


@dataclass(frozen=True, slots=True)
class Algebraic:
    """Bounds for the zero test: degree over the earlier kernels, size of all conjugates, and a factor that makes
    the kernel an algebraic integer."""

    degree: int
    bound: float
    scale: int = 1


@dataclass(slots=True)
class Kernel:
    """What one generator stands for. `op` and `args` say how its value is enclosed; `unit` multiplies `args[0]`."""

    op: str
    args: tuple[Ratio, ...] = ()
    name: str = ""
    unit: Any = 1
    real: bool = True
    positive: bool = False
    integer: bool = False
    constant: bool = False
    binders: frozenset[str] = frozenset()
    algebraic: Algebraic | None = None


@lru_cache(maxsize=8)
def _ring(size: int) -> tuple[Any, tuple[Poly, ...], Poly, Poly]:
    ring = fmpq_mpoly_ctx.get([f"k{index}" for index in range(size)], "degrevlex")
    return ring, tuple(ring.gens()), ring.constant(1), ring.constant(0)


class Field:
    """The ring, its kernels, the rules between them and the conditions under which the laws used hold."""

    def __init__(self, size: int, budget: Budget, principal: bool = False) -> None:
        self.ring, self.gens, self.one, self.nought = _ring(size)
        self.budget = budget
        self.principal = principal
        """Complex values may occur: roots and logarithms of what is not known to be positive stay closed."""
        self.kernels: list[Kernel] = []
        self.index: dict[Key, int] = {}
        self.rules: dict[int, tuple[int, Poly]] = {}
        self.signs: dict[Polys, Poly] = {}
        self.divisors: list[Poly] = []
        self.conditions: list[tuple[Ratio, str]] = []
        self.refined = False
        """Some kernel was replaced by finer ones: arguments noted before may look different now."""
        self.guarded = False
        """Within a branch: what it needs to be defined need not hold elsewhere, so nothing is assumed."""
        self.all_real, self.all_names, self.some_constant, self.some_bound = True, True, False, False
        """What kernels there are at all: so that most elements need not be searched for them."""

    def branch(self, budget: Budget) -> Field:
        """The same field to go on from: what is read there is not known here."""
        other = object.__new__(Field)
        other.__dict__.update(self.__dict__)
        other.budget = budget
        other.kernels, other.index = self.kernels.copy(), self.index.copy()
        other.rules, other.signs = self.rules.copy(), self.signs.copy()
        return other

    # kernels -----------------------------------------------------------------------------------------------

    def new(self, key: Key, kernel: Kernel) -> int:
        """A fresh generator for the kernel, found again by `key`."""
        number = len(self.kernels)
        if number >= len(self.gens):
            raise Full
        self.kernels.append(kernel)
        self.index[key] = number
        self.all_real = self.all_real and kernel.real
        self.all_names = self.all_names and kernel.op == "name"
        self.some_constant = self.some_constant or kernel.constant
        self.some_bound = self.some_bound or bool(kernel.binders)
        return number

    def find(self, key: Key, argument: Ratio) -> int | None:
        """The kernel of that key; or one of the same word whose argument has become this one by refinement."""
        number = self.index.get(key)
        if number is not None or not self.refined:
            return number
        for other, kernel in enumerate(self.kernels):
            if kernel.op != key[0] or len(kernel.args) != 1 or self.rules.get(other, (0,))[0] == 1:
                continue
            top, bottom = (self.reduce(poly) for poly in kernel.args[0])
            if (top, bottom) == argument:
                self.index[key] = other
                return other
        return None

    def stale(self, word: str) -> list[tuple[int, Ratio]]:
        """The kernels of a word whose argument looks different by now, with that argument; each is told once."""
        found: list[tuple[int, Ratio]] = []
        for number, kernel in enumerate(self.kernels if self.refined else ()):
            if kernel.op == word and kernel.args and self.rules.get(number, (0,))[0] != 1:
                argument = self.normal(kernel.args[0])
                if argument != kernel.args[0]:
                    self.kernels[number] = replace(kernel, args=(argument,))
                    found.append((number, argument))
        return found

    def element(self, number: int) -> Ratio:
        return self.gens[number], self.one

    def number(self, value: Any) -> Ratio:
        return self.ring.constant(value), self.one

    def rule(self, number: int, degree: int, replacement: Poly) -> None:
        """From now on the generator's `degree`-th power is the replacement."""
        self.rules[number] = (degree, replacement)
        self.refined = self.refined or degree == 1

    def used(self, *polys: Poly) -> list[int]:
        """The generators that occur."""
        found: list[int] = []
        for poly in polys:
            if not poly.is_constant():
                here = [number for number, degree in enumerate(poly.degrees()) if degree]
                found = sorted({*found, *here}) if found else here
        return found

    def is_real(self, *polys: Poly) -> bool:
        return self.all_real or all(self.kernels[number].real for number in self.used(*polys))

    def is_constant(self, *polys: Poly) -> bool:
        if not self.some_constant:
            return all(poly.is_constant() for poly in polys)
        return all(self.kernels[number].constant for number in self.used(*polys))

    def binders(self, *polys: Poly) -> frozenset[str]:
        if not self.some_bound:
            return frozenset()
        return frozenset().union(*(self.kernels[number].binders for number in self.used(*polys)))

    # arithmetic --------------------------------------------------------------------------------------------

    def product(self, a: Poly, b: Poly) -> Poly:
        if len(a) * len(b) > 64:
            self.budget.check()
            if len(a) * len(b) > PRODUCT_TERMS or a.total_degree() + b.total_degree() > 2 * POLYNOMIAL_DEGREE:
                raise LimitError("POLYNOMIAL_TERMS")
        return self.reduce(a * b) if self.rules else a * b

    def power(self, a: Poly, exponent: int) -> Poly:
        """`a ** exponent` for a non-negative exponent, if the result is of bounded size."""
        if exponent == 1 or a.is_one():
            return a
        highest = POLYNOMIAL_DEGREE if len(a) > 1 else MONOMIAL_DEGREE
        if exponent * max(1, a.total_degree()) > highest and not a.is_constant():
            raise LimitError("POLYNOMIAL_DEGREE")
        self._check_power(a, exponent)
        if not self.rules:
            return a**exponent
        result, square = self.one, a
        while exponent:
            if exponent & 1:
                result = self.product(result, square)
            exponent >>= 1
            if exponent:
                square = self.product(square, square)
        return result

    def _check_power(self, a: Poly, exponent: int) -> None:
        if len(a) == 1 and a.leading_coefficient() == 1:
            return
        bits = max((size_of(c) for c in a.coeffs()), default=1)
        if exponent * (bits + len(a).bit_length()) > EXACT_BITS:
            raise LimitError("EXACT_BITS")
        terms = 1
        for degree in a.degrees() if len(a) > 1 else ():
            terms *= exponent * degree + 1
        if len(a) > 1:
            terms = min(terms, multinomial_terms(exponent, len(a)))
        if terms > POLYNOMIAL_TERMS or terms * exponent * bits > 5 * EXACT_BITS:
            raise LimitError("POLYNOMIAL_TERMS")

    def reduce(self, poly: Poly) -> Poly:
        """Apply the rules until none applies."""
        while self.rules and not poly.is_constant():
            degrees = poly.degrees()
            for number, (degree, replacement) in self.rules.items():
                if degrees[number] >= degree:
                    poly = self._rewrite(poly, number, degree, replacement)
                    break
            else:
                return poly
        return poly

    def _rewrite(self, poly: Poly, number: int, degree: int, replacement: Poly) -> Poly:
        self.budget.check()
        parts: dict[int, dict[tuple[int, ...], Any]] = {}
        for powers, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
            times, rest = divmod(powers[number], degree)
            parts.setdefault(times, {})[(*powers[:number], rest, *powers[number + 1 :])] = coefficient
        result = self.nought
        for times, part in parts.items():
            piece = self.ring.from_dict(part)
            result += self._limited(piece, self.power(replacement, times)) if times else piece
        return result

    def _limited(self, a: Poly, b: Poly) -> Poly:
        if len(a) * len(b) > PRODUCT_TERMS:
            raise LimitError("POLYNOMIAL_TERMS")
        return a * b

    def add(self, a: Ratio, b: Ratio) -> Ratio:
        (n, d), (m, e) = a, b
        if d is e or d == e:
            return n + m, d
        if d.is_one():
            return self.product(n, e) + m, e
        if e.is_one():
            return n + self.product(m, d), d
        if len(d) + len(e) > GCD_TERMS:
            return self.product(n, e) + self.product(m, d), self.product(d, e)
        common = d.gcd(e)
        e_rest = e / common
        return self.product(n, e_rest) + self.product(m, d / common), self.product(d, e_rest)

    def neg(self, a: Ratio) -> Ratio:
        return -a[0], a[1]

    def sub(self, a: Ratio, b: Ratio) -> Ratio:
        return self.add(a, (-b[0], b[1]))

    def mul(self, a: Ratio, b: Ratio) -> Ratio:
        (n, d), (m, e) = a, b
        top = self.product(n, m)
        if e is self.one or e.is_one():
            return top, d
        return top, (e if d.is_one() else self.product(d, e))

    def inverse(self, a: Ratio) -> Ratio:
        """1/a. What must not be zero for that is noted; a divisor that is zero raises Undefined."""
        top, bottom = self.rational(a)
        if top.is_zero():
            raise Undefined
        if top.is_constant():
            return bottom / top.leading_coefficient(), self.one
        self.divisors.append(top)
        return self.rational((bottom, top))

    def div(self, a: Ratio, b: Ratio) -> Ratio:
        if b[0].is_constant() and b[1].is_one() and not b[0].is_zero():
            return a[0] / b[0].leading_coefficient(), a[1]
        return self.mul(a, self.inverse(b))

    def rational(self, a: Ratio) -> Ratio:
        """The same value with a denominator free of square roots of numbers and of i, as far as that is simple."""
        top, bottom = a
        if not self.rules or bottom.is_constant():
            return a
        degrees = bottom.degrees()
        for number in sorted(self.rules, reverse=True):
            degree, _ = self.rules[number]
            if degree < 2 or degrees[number] != 1:
                continue
            if self.kernels[number].algebraic is None and not self._is_sign_factor(bottom, number):
                continue
            factor = self._conjugate(bottom, number, degree)
            if factor is not None:
                top, bottom = self.product(top, factor), self.product(bottom, factor)
                degrees = bottom.degrees()
        return top, bottom

    def _is_sign_factor(self, poly: Poly, number: int) -> bool:
        """The polynomial is a multiple of a sign s, and 1/s = s."""
        return self.kernels[number].op == "sign" and self.coefficient(poly, number, 0).is_zero()

    def _conjugate(self, poly: Poly, number: int, degree: int) -> Poly | None:
        """A factor that frees the polynomial of the generator (a - bt for a + bt with t^2 known; t^(q-1) for t)."""
        free = self.coefficient(poly, number, 0)
        if free.is_zero():
            return self.gens[number] ** (degree - 1)
        return poly - 2 * (poly - free) if degree == 2 else None

    def coefficient(self, poly: Poly, number: int, exponent: int) -> Poly:
        """The coefficient of a power of one generator."""
        part = {
            (*powers[:number], 0, *powers[number + 1 :]): value
            for powers, value in zip(poly.monoms(), poly.coeffs(), strict=True)
            if powers[number] == exponent
        }
        return self.ring.from_dict(part)

    def normal(self, a: Ratio) -> Ratio:
        """Reduced, in lowest terms, the denominator monic: equal rational functions look the same."""
        top, bottom = self.rational((self.reduce(a[0]), self.reduce(a[1])))
        if bottom.is_constant():
            if bottom.is_zero():
                raise Undefined
            return (top if bottom.is_one() else top / bottom.leading_coefficient()), self.one
        if len(top) + len(bottom) <= GCD_TERMS:
            common = top.gcd(bottom)
            if not common.is_constant():
                top, bottom = top / common, bottom / common
        lead = bottom.leading_coefficient()
        if lead != 1:
            top, bottom = top / lead, bottom / lead
        return top, bottom

    def key(self, a: Ratio) -> Polys:
        """What equal elements in normal form share."""
        return Polys(*a)

    def integer_power(self, a: Ratio, exponent: int) -> Ratio:
        if exponent < 0:
            return self.integer_power(self.inverse(a), -exponent)
        if exponent == 0:
            return self.one, self.one
        top, bottom = a
        return self.power(top, exponent), (bottom if bottom.is_one() else self.power(bottom, exponent))

    def factors(self, poly: Poly) -> tuple[Any, list[tuple[Poly, int]]]:
        """The rational content and the factors over Q (a large polynomial counts as one factor)."""
        if poly.is_constant():
            return (poly.leading_coefficient() if not poly.is_zero() else fmpq(0)), []
        if len(poly) == 1:
            exponents = poly.monoms()[0]
            return poly.coeffs()[0], [(self.gens[k], int(e)) for k, e in enumerate(exponents) if e]
        if len(poly) > FACTOR_TERMS or poly.total_degree() > FACTOR_DEGREE:
            lead = poly.leading_coefficient()
            return lead, [(poly / lead, 1)]
        self.budget.check()
        content, found = poly.factor()
        return content, [(factor, int(exponent)) for factor, exponent in found]


def size_of(value: Any) -> int:
    """Bits of a rational."""
    return int(abs(value.p).bit_length()) + int(value.q.bit_length())


def multinomial_terms(exponent: int, terms: int) -> int:
    """How many terms a power of a sum can have: C(exponent + terms - 1, terms - 1), cut off."""
    count = 1
    for step in range(1, terms):
        count = count * (exponent + step) // step
        if count > 100 * POLYNOMIAL_TERMS:
            break
    return count
