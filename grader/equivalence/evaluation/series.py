"""Sums without end, enclosed: some terms, and a bound for all that follow.

The terms are bounded by M k^p exp(c k + d k^2) / (k!)^f for every k >= 1, read off the tree. With d <= 0 and f >= 0
the ratio of one bound to the one before falls: all bounds after the N-th make up a geometric series at most.
At first this only ever parts two sides, at low precision: a closed form is sooner had from SymPy. Where there is
none the sums are asked for to any precision, as `endless`.
"""

from __future__ import annotations

from flint import acb, arb, ctx, fmpq

from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.evaluation.scalars import Scalar, Unsupported, Unsure, integer
from grader.equivalence.rewriting.derive import depends
from grader.equivalence.worlds.world import World
from grader.late import dataclass
from grader.notation.tree import Apply, Bind, Expr, Name, rebuild

ENDLESS = "endless"
"""Written by `to_any_precision` alone: no word of the notation."""
BITS = 64
FEWEST = 16
TERMS = 2_048
BOUNDED = {"sin": 1, "cos": 1, "tanh": 1, "sign": 1, "arctan": 2}


@dataclass(frozen=True, slots=True)
class Bound:
    """size · k^power · exp(rate·k + square·k^2) · (k!)^factorials"""

    size: arb
    power: arb
    rate: arb
    square: arb
    factorials: int = 0

    def times(self, other: Bound) -> Bound:
        return Bound(
            self.size * other.size, self.power + other.power, self.rate + other.rate, self.square + other.square,
            self.factorials + other.factorials,
        )  # fmt: skip

    def inverse(self) -> Bound:
        if not self.size > 0:
            raise Unsure
        return Bound(1 / self.size, -self.power, -self.rate, -self.square, -self.factorials)

    def to_the(self, exponent: int) -> Bound:
        n = arb(exponent)
        return Bound(
            self.size**exponent, self.power * n, self.rate * n, self.square * n, self.factorials * exponent
        )

    def plus(self, other: Bound) -> Bound:
        """At least the sum, for k >= 1."""
        return Bound(
            self.size + other.size, self.power.max(other.power), self.rate.max(other.rate),
            self.square.max(other.square), max(self.factorials, other.factorials),
        )  # fmt: skip

    def at(self, k: int) -> arb:
        x = arb(k)
        value = self.size * x**self.power * (self.rate * x + self.square * x * x).exp()
        return value * arb.fac_ui(k) ** self.factorials

    def tail(self, start: int) -> arb:
        """Of all terms from `start` on; Unsure where they are not proved to fall fast enough."""
        if not self.square <= 0 or self.factorials > 0:
            raise Unsure
        k = arb(start)
        ratio = ((k + 1) / k) ** self.power.max(arb(0)) * (self.rate + self.square * (2 * k + 1)).exp()
        ratio = ratio * (k + 1) ** self.factorials
        if not ratio < 1:
            raise Unsure
        return self.at(start) / (1 - ratio)


def to_any_precision(expr: Expr) -> Expr:
    """The same with every sum without end as such."""
    expr = rebuild(expr, to_any_precision)
    if isinstance(expr, Bind) and expr.op == "sum" and expr.bounds[1:] == (Name("infinity"),):
        return Bind(ENDLESS, expr.variables, expr.bounds, expr.body)
    return expr


def total(bind: Bind, world: World) -> Scalar:
    """The value of a sum from an integer to infinity."""
    from grader.equivalence.evaluation.evaluate import evaluate

    if bind.op != ENDLESS and ctx.prec > BITS:
        raise Unsupported("infinity")
    index = bind.variables[0]
    low = integer(evaluate(bind.bounds[0], world))
    if low is None or not isinstance(index, Name):
        raise Unsupported("sum")
    end, rest = _enough(_Reader(world, index).upper(bind.body), low)
    result: Scalar = arb(0)
    for k in range(low, end):
        with world.bound(index.id, arb(k)):
            result = result + evaluate(bind.body, world)
    return result + _ball(rest, result)


def _enough(bound: Bound, low: int) -> tuple[int, arb]:
    """Where the terms may end, and what may follow: less than the precision shows, if so many terms suffice."""
    count = FEWEST
    while True:
        end = max(low, 1) + count
        try:
            rest = bound.tail(end)
        except Unsure:
            rest = None
        if rest is not None and rest.is_finite() and (rest < arb(2) ** (-ctx.prec) or count >= TERMS):
            return end, rest
        if count >= TERMS:
            raise Unsure
        count *= 2


def _ball(rest: arb, like: Scalar) -> Scalar:
    ball = arb(0, rest.abs_upper())
    return acb(ball, ball) if isinstance(like, acb) else ball


class _Reader:
    """Bounds of the parts of a term, for all k >= 1."""

    def __init__(self, world: World, index: Name) -> None:
        self.world, self.index = world, index

    def upper(self, expr: Expr) -> Bound:
        if not depends(expr, self.index):
            return _constant(self._size(expr))
        match expr:
            case Name():
                return _of_index(1)
            case Apply("neg" | "pos" | "abs", (inner,)):
                return self.upper(inner)
            case Apply("add", args):
                result = self.upper(args[0])
                for arg in args[1:]:
                    result = result.plus(self.upper(arg))
                return result
            case Apply("mul", args):
                result = self.upper(args[0])
                for arg in args[1:]:
                    result = result.times(self.upper(arg))
                return result
            case Apply("div", (top, bottom)):
                return self.upper(top).times(self.lower(bottom).inverse())
            case Apply(op, (_,)) if op in BOUNDED and not self.world.complex:
                return _constant(arb(BOUNDED[op]))
            case Apply("sqrt", (Name(),)):
                return _of_index(fmpq(1, 2))
            case Apply("log", (Name(),)):
                return _of_index(1)
        return self._both_ways(expr, self.upper)

    def lower(self, expr: Expr) -> Bound:
        """Of the size; what is bounded must be positive where a sum is concerned."""
        if not depends(expr, self.index):
            return _constant(self._size(expr))
        match expr:
            case Name():
                return _of_index(1)
            case Apply("neg" | "pos" | "abs", (inner,)):
                return self.lower(inner)
            case Apply("mul", args):
                result = self.lower(args[0])
                for arg in args[1:]:
                    result = result.times(self.lower(arg))
                return result
            case Apply("div", (top, bottom)):
                return self.lower(top).times(self.upper(bottom).inverse())
            case Apply("add", args) if all(map(self._positive, args)):
                return self.lower(next(arg for arg in args if depends(arg, self.index)))
        return self._both_ways(expr, self.lower)

    def _both_ways(self, expr: Expr, side: object) -> Bound:
        """What is known exactly, up to constants."""
        match expr:
            case Apply("factorial", (inner,)):
                return self._factorial(inner, side == self.upper)
            case Apply("exp", (exponent,)) | Apply("pow", (Name("e"), exponent)):
                return self._exponential(exponent, arb(1))
            case Apply("pow", (base, exponent)) if not depends(base, self.index):
                size = self._size(base)
                if not size > 0:
                    raise Unsure
                return self._exponential(exponent, size.log())
            case Apply("pow", (base, exponent)):
                number = as_fraction(exponent)
                if number is None or number.q != 1:
                    raise Unsupported("sum")
                part = self.upper(base) if (number > 0) == (side == self.upper) else self.lower(base)
                return part.to_the(int(number.p))
        raise Unsupported("sum")

    def _exponential(self, exponent: Expr, scale: arb) -> Bound:
        free, linear, square = (_real(c) * scale for c in self._quadratic(exponent))
        return Bound(free.exp(), arb(0), linear, square)

    def _factorial(self, inner: Expr, above: bool) -> Bound:
        """k! itself; (a k + b)! is at least (k!)^a for whole a >= 1 and b >= 0."""
        free, linear, square = map(_real, self._quadratic(inner))
        times, more = integer(linear), integer(free)
        if times is None or more is None or square != 0 or times < 1 or more < 0:
            raise Unsupported("sum")
        if above and (times, more) != (1, 0):
            raise Unsupported("sum")
        return Bound(arb(1), arb(0), arb(0), arb(0), times)

    def _quadratic(self, expr: Expr) -> tuple[Scalar, Scalar, Scalar]:
        """The coefficients of a polynomial in the index of degree at most two."""
        zero = arb(0)
        if not depends(expr, self.index):
            return self._value(expr), zero, zero
        match expr:
            case Name():
                return zero, arb(1), zero
            case Apply("neg", (inner,)):
                a, b, c = self._quadratic(inner)
                return -a, -b, -c
            case Apply("add", args):
                parts = [self._quadratic(arg) for arg in args]
                a, b, c = (sum(column, zero) for column in zip(*parts, strict=True))
                return a, b, c
            case Apply("mul", args):
                result = self._quadratic(args[0])
                for arg in args[1:]:
                    result = _product(result, self._quadratic(arg))
                return result
            case Apply("div", (top, bottom)) if not depends(bottom, self.index):
                below = self._value(bottom)
                a, b, c = self._quadratic(top)
                return a / below, b / below, c / below
            case Apply("pow", (base, exponent)) if as_fraction(exponent) == 2:
                part = self._quadratic(base)
                return _product(part, part)
        raise Unsupported("sum")

    def _positive(self, expr: Expr) -> bool:
        """Surely not negative for k >= 1, by form."""
        if not depends(expr, self.index):
            return bool(_real(self._value(expr)) >= 0)
        match expr:
            case Name() | Apply("abs" | "exp" | "factorial", _):
                return True
            case Apply("mul" | "add" | "div", args):
                return all(map(self._positive, args))
            case Apply("pow", (base, exponent)):
                return self._positive(base) or as_fraction(exponent) in (2, 4)
        return False

    def _value(self, expr: Expr) -> Scalar:
        from grader.equivalence.evaluation.evaluate import evaluate

        value = evaluate(expr, self.world)
        if not isinstance(value, arb | acb):
            raise Unsupported("sum")
        return value

    def _size(self, expr: Expr) -> arb:
        return arb(abs(self._value(expr)))


def _constant(size: arb) -> Bound:
    return Bound(size, arb(0), arb(0), arb(0))


def _of_index(power: int | fmpq) -> Bound:
    return Bound(arb(1), arb(power), arb(0), arb(0))


def _real(x: Scalar) -> arb:
    return x.real if isinstance(x, acb) else x


def _product(x: tuple[Scalar, ...], y: tuple[Scalar, ...]) -> tuple[Scalar, Scalar, Scalar]:
    """Of two polynomials whose product has degree two at most."""
    if any(not (x[i] * y[k]).is_zero() for i, k in ((1, 2), (2, 1), (2, 2))):
        raise Unsupported("sum")
    return x[0] * y[0], x[0] * y[1] + x[1] * y[0], x[0] * y[2] + x[1] * y[1] + x[2] * y[0]
