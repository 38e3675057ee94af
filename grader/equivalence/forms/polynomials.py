"""Polynomials for `forms`: does a small part of an expression factor, what is its degree, what is common to two."""

from __future__ import annotations

from math import gcd
from typing import Any

from grader.equivalence.methods.exact.field import Field, Full, Ratio, Undefined
from grader.equivalence.methods.exact.reader import NotNumber, Reader
from grader.late import dataclass
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, walk

SIZE = 32


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A polynomial over Q in kernels."""

    space: Field
    poly: Any

    def factors(self) -> tuple[int, list[tuple[Any, int]]]:
        """The whole number hidden in all coefficients (1 where there is none), and the factors over Q."""
        common = 0
        for coefficient in self.poly.coeffs():
            common = gcd(common, int(coefficient.p))
        return common, self.space.factors(self.poly)[1]


class Polynomials:
    """Reads parts of one expression; each reading starts afresh, so that what is asked stays small."""

    def __init__(self, names: Names, budget: Budget) -> None:
        self.names = names
        self.budget = budget

    def _read(self, *exprs: Expr) -> tuple[Field, Reader, list[Ratio]] | None:
        # Roots stay closed: over Q, sqrt(2)*x + 2 has no factor sqrt(2).
        space = Field(SIZE, self.budget, principal=True)
        reader = Reader(space, self.names)
        try:
            return space, reader, [space.normal(reader.read(expr)) for expr in exprs]
        except (NotNumber, Undefined, Full):
            return None

    def polynomial(self, expr: Expr) -> Polynomial | None:
        """The expression as a polynomial in its kernels; None where it has a denominator."""
        found = self._read(expr)
        if found is None or not found[2][0][1].is_one():
            return None
        return Polynomial(found[0], found[2][0][0])

    def monomial(self, expr: Expr) -> str | None:
        """The kernels of a single term without its number, as a text that like terms share."""
        if any(isinstance(node, Apply) and node.op == "add" for node in walk(expr)):
            return None
        found = self._read(expr)
        if found is None or len(found[2][0][0]) != 1:
            return None
        space, _, ((top, bottom),) = found
        named = {f"k{number}": f"{k.op}{k.name}{k.unit}{k.args}" for number, k in enumerate(space.kernels)}
        text = []
        for poly in (top, bottom):
            if len(poly) != 1:
                return None
            text.append(",".join(f"{named[f'k{k}']}^{e}" for k, e in enumerate(poly.monoms()[0]) if e))
        return "/".join(text)

    def common_number(self, a: int, b: int) -> int:
        return gcd(a, b)

    def common(self, top: Expr, bottom: Expr) -> str | None:
        """A common factor that is no number, as text."""
        found = self._shared(top, bottom)
        return None if found is None or found[1].is_constant() else self._text(*found)

    def _shared(self, top: Expr, bottom: Expr) -> tuple[Field, Any] | None:
        found = self._read(top, bottom)
        if found is None:
            return None
        space, _, ((a, over), (b, under)) = found
        polynomial = over.is_one() and under.is_one() and not b.is_constant() and not a.is_zero()
        return (space, a.gcd(b)) if polynomial else None

    def common_sum(self, top: Expr, bottom: Expr) -> str | None:
        """A common factor of more than one term, as text."""
        above, below = (self._holds_sum(part) for part in (top, bottom))
        if not (above and below):
            return None
        found = self._shared(top, bottom)
        return None if found is None or len(found[1]) < 2 else self._text(*found)

    def _holds_sum(self, expr: Expr) -> bool:
        return any(isinstance(node, Apply) and node.op == "add" for node in walk(expr))

    def _text(self, space: Field, poly: Any) -> str:
        """The polynomial in the names of its kernels; words for kernels that are no names."""
        text = str(poly)
        for number in reversed(range(len(space.kernels))):
            kernel = space.kernels[number]
            text = text.replace(f"k{number}", kernel.name if kernel.op == "name" else "…")
        return text

    def degree(self, expr: Expr, variable: Expr | None) -> int | None:
        """The degree in the variable (in all names without one); None where it is no polynomial in it."""
        if variable is None:
            found = self._read(expr)
            if found is None or not found[2][0][1].is_one():
                return None
            return int(found[2][0][0].total_degree()) if not found[2][0][0].is_constant() else 0
        found = self._read(expr, variable)
        if found is None:
            return None
        space, _, ((top, bottom), (x, _)) = found
        numbers = space.used(x)
        if len(numbers) != 1 or x != space.gens[numbers[0]]:
            return None
        if numbers[0] in space.used(bottom) or not self._only_rational(space, numbers[0], top, bottom):
            return None
        return 0 if top.is_constant() else int(top.degrees()[numbers[0]])

    def _only_rational(self, space: Field, variable: int, *polys: Any) -> bool:
        """No other kernel holds the variable."""
        return not any(
            variable in space.used(top, bottom)
            for number in space.used(*polys)
            for top, bottom in space.kernels[number].args
        )

    def powers_over(self, term: Expr, variable: Expr | None) -> frozenset[str]:
        """The powers of the variable above the divisor of a term, each with it: two terms that share one make one
        fraction. Without a divisor what makes like terms of it."""
        fraction = _over(term)
        if fraction is None:
            return frozenset({self.monomial(term) or ""} - {""})
        if variable is None:
            letters = {node for node in walk(term) if isinstance(node, Name)}
            variable = letters.pop() if len(letters) == 1 else None
        found = None if variable is None else self._read(*fraction, variable)
        if found is None:
            return frozenset()
        space, _, ((top, _), (bottom, _), (x, _)) = found
        numbers = space.used(x)
        if len(numbers) != 1 or bottom.is_constant():
            return frozenset()
        below = sorted(f"{self._text(space, part)}^{power}" for part, power in space.factors(bottom)[1])
        powers = {monomial[numbers[0]] for monomial in top.monoms()}
        return frozenset(f"{power}/{below}" for power in powers)

    def is_partial_fraction(self, term: Expr, variable: Expr | None) -> bool:
        """A polynomial in the variable, or a proper fraction over a power of one irreducible polynomial."""
        if variable is None:
            letters = {node for node in walk(term) if isinstance(node, Name)}
            if len(letters) != 1:
                return True
            variable = letters.pop()
        fraction = _over(term)
        if fraction is None:
            return self.degree(term, variable) is not None
        found = self._read(*fraction, variable)
        if found is None:
            return False
        space, _, ((top, over), (bottom, under), (x, _)) = found
        numbers = space.used(x)
        if len(numbers) != 1 or not (over.is_one() and under.is_one()):
            return False
        number = numbers[0]
        parts = [part for part, _ in space.factors(bottom)[1] if number in space.used(part)]
        if not parts:
            return True
        above = 0 if top.is_constant() else int(top.degrees()[number])
        return len(parts) == 1 and above < int(parts[0].degrees()[number])


def _over(term: Expr) -> tuple[Expr, Expr] | None:
    """Numerator and denominator of a term that is a fraction, or a product with one fraction in it."""
    match term:
        case Apply("neg" | "pos", (inner,)):
            return _over(inner)
        case Apply("div", (top, bottom)):
            return top, bottom
        case Apply("mul", args):
            fractions = [k for k, arg in enumerate(args) if _over(arg) is not None]
            if len(fractions) != 1:
                return None
            top, bottom = _over(args[fractions[0]]) or (term, term)
            rest = args[: fractions[0]] + args[fractions[0] + 1 :]
            return Apply("mul", (*rest, top)), bottom
        case _:
            return None
