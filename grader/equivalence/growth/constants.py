"""Exact real constants: a rational, or one formula for each irrational number that has come up."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from flint import arb, ctx, fmpq

from grader.equivalence import compare
from grader.equivalence.evaluation import rationals
from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import Undefined, Unsupported, Unsure
from grader.equivalence.truth import Different, Same
from grader.equivalence.worlds.world import World
from grader.late import dataclass, field
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Number, facts

Constant: TypeAlias = fmpq | Expr
ZERO, ONE = fmpq(0), fmpq(1)
BITS = (128, 512, 2048)
DENOMINATOR = 1000
"""Of the rational that an irrational formula may turn out to be: log(8)/log(4)."""
LARGEST = 200
"""Nodes of the formula of a constant."""
NAMES = Names()


class NoOrder(Exception):
    """The normal form does not know this."""


@dataclass(slots=True)
class Constants:
    """The irrational constants of one comparison, each number once: equal constants are then equal values."""

    budget: Budget
    known: list[Expr] = field(default_factory=list)

    def of(self, expr: Expr) -> Constant:
        """The one constant that is equal to this formula."""
        if facts(expr).size > LARGEST:
            raise NoOrder
        ball = self._ball(expr, BITS[0])
        near = Fraction(float(ball.mid())).limit_denominator(DENOMINATOR)
        guess = fmpq(near.numerator, near.denominator)
        if ball.contains(guess) and self._same(expr, shown(guess)):
            return guess
        for one in self.known:
            if ball.overlaps(self._ball(one, BITS[0])) and self._same(expr, one):
                return one
        self.known.append(expr)
        return expr

    def plus(self, a: Constant, b: Constant) -> Constant:
        if isinstance(a, fmpq) and isinstance(b, fmpq):
            return a + b
        return a if b == ZERO else b if a == ZERO else self.of(Apply("add", (shown(a), shown(b))))

    def times(self, a: Constant, b: Constant) -> Constant:
        if isinstance(a, fmpq) and isinstance(b, fmpq):
            return a * b
        if ZERO in (a, b):
            return ZERO
        return a if b == ONE else b if a == ONE else self.of(Apply("mul", (shown(a), shown(b))))

    def power(self, a: Constant, exponent: Constant) -> Constant:
        if isinstance(a, fmpq) and isinstance(exponent, fmpq):
            whole = rationals.power(a, exponent)
            if whole is not None:
                return whole
        return self.of(Apply("pow", (shown(a), shown(exponent))))

    def apply(self, word: str, a: Constant) -> Constant:
        """`exp` or `log` of it."""
        return self.of(Apply(word, (shown(a),)))

    def sign(self, a: Constant) -> int:
        if isinstance(a, fmpq):
            return (a > 0) - (a < 0)
        for bits in BITS:
            ball = self._ball(a, bits)
            if ball > 0 or ball < 0:
                return 1 if ball > 0 else -1
        raise NoOrder

    def _ball(self, expr: Expr, bits: int) -> arb:
        before, ctx.prec = ctx.prec, bits
        try:
            value = evaluate(expr, World({}, self.budget))
        except (Undefined, Unsure, Unsupported) as error:
            raise NoOrder from error
        finally:
            ctx.prec = before
        if not isinstance(value, arb) or not value.is_finite() or abs(value) > 1 << 100:
            raise NoOrder
        return value

    def _same(self, left: Expr, right: Expr) -> bool:
        match compare(left, right, NAMES, self.budget):
            case Same(_, certain) if certain:
                return True
            case Different():
                return False
        raise NoOrder


def shown(constant: Constant) -> Expr:
    """As a formula."""
    if not isinstance(constant, fmpq):
        return constant
    size = Number(str(abs(constant.p)))
    value = size if constant.q == 1 else Apply("div", (size, Number(str(constant.q))))
    return Apply("neg", (value,)) if constant < 0 else value
