"""How nearly right: the simplest relation between a wrong answer and the expected one.

Every relation is a guess that must hold at sample points, and then be called Same by `compare`, before it is named;
what cannot be checked is not said. The work is bounded by the size of the two trees, never by a clock: whatever is
larger, or may need long (integrals, limits), is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, islice

from flint import arb, ctx

from grader.equivalence import Same, compare
from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.rationals import literal
from grader.equivalence.evaluation.scalars import SCALARS, Undefined, Unsupported, Unsure, divide, real_part
from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.rewriting.inline import expand
from grader.equivalence.worlds.tensors import ShapeError
from grader.equivalence.worlds.world import World
from grader.errors import LimitError
from grader.late import dataclass
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Expr, Name, Number, rebuild, walk
from grader.values import Finding

MOST_NODES = 120
MOST_VARIABLES = 4
MOST_INNER = 4
LARGEST = 100
BITS = 128
FAULTS = (LimitError, RecursionError, MemoryError, ShapeError, ArithmeticError, ValueError, TypeError)
TRIGONOMETRIC = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
SLOW = frozenset({"integral", "limit", "argmax", "argmin", "maximum", "minimum"})
PLACES = (Fraction(7, 5), Fraction(3, 7), Fraction(12, 7), Fraction(5, 8), Fraction(9, 2))
POINTS = 3
Guess = tuple[Finding, Expr, Expr]
Values = tuple[arb, arb]


def relation(expected: Expr, student: Expr, names: Names, budget: Budget, seed: str = "") -> Finding | None:
    """The first relation that holds, as a finding of level note, or None. Never raises."""
    try:
        pair = expand(expected, names), expand(student, names)
        if any(_large(side) for side in pair):
            return None
        if any(isinstance(node, Bind) for side in pair for node in walk(side)):
            guesses: Iterator[Guess] = iter([(_near("near-sign"), pair[0], Apply("neg", (pair[1],)))])
        else:
            guesses = _Search(*pair, names, budget).guesses()
        for finding, left, right in guesses:
            if isinstance(compare(left, right, names, budget, seed), Same):
                return finding
    except FAULTS:
        return None
    return None


def _large(expr: Expr) -> bool:
    nodes = list(islice(walk(expr), MOST_NODES + 1))
    return len(nodes) > MOST_NODES or any(isinstance(node, Bind) and node.op in SLOW for node in nodes)


@dataclass(frozen=True, slots=True)
class _Search:
    """Two different formulas, and what may make them the same."""

    expected: Expr
    student: Expr
    names: Names
    budget: Budget

    def guesses(self) -> Iterator[Guess]:
        """What to say if the two trees are the same, most usual first; all hold at the sample points."""
        expected, student = self.expected, self.student
        variables = _variables(expected, student, self.names)
        values = list(self._values(expected, student, variables))
        if all((a + b).contains(0) for a, b in values):  # without real values (matrices, i) it is only checked
            yield _near("near-sign"), expected, Apply("neg", (student,))
        if variables:
            yield from _constants(expected, student, values)
        if values and all((a * b - 1).contains(0) for a, b in values):
            yield _near("near-reciprocal"), expected, Apply("div", (Number("1"), student))
        for guess in self._rebuilt(variables):
            if self._meet(guess[1], guess[2], variables):
                yield guess

    def _rebuilt(self, variables: tuple[str, ...]) -> Iterator[Guess]:
        yield from self._derivatives(variables)
        yield from _inner(self.expected, self.student, variables)
        yield from _degrees(self.expected, self.student)
        shared = [v for v in variables if v in free_names(self.expected) and v in free_names(self.student)]
        for a, b in combinations(shared[:MOST_VARIABLES], 2):
            yield _near("near-swapped", first=a, second=b), self.expected, _swap(self.student, a, b)

    def _derivatives(self, variables: tuple[str, ...]) -> Iterator[Guess]:
        """The derivative of what was asked, or an antiderivative. Both sides must depend on the letter: that one
        number is the derivative of something is nothing to say."""
        for v in variables[:MOST_VARIABLES]:
            if v in free_names(self.expected) and v in free_names(self.student):
                yield _near("near-derivative", variable=v), self._derivative(self.expected, v), self.student
                yield _near("near-antiderivative", variable=v), self.expected, self._derivative(self.student, v)

    def _derivative(self, expr: Expr, variable: str) -> Expr:
        return expand(_derivative(expr, variable), self.names)

    def _meet(self, left: Expr, right: Expr, variables: tuple[str, ...]) -> bool:
        """Whether they agree at the points, and have a value at one; the first difference ends the search."""
        seen = False
        for a, b in self._values(left, right, variables):
            if not a.overlaps(b):
                return False
            seen = True
        return seen

    def _values(self, left: Expr, right: Expr, variables: tuple[str, ...]) -> Iterator[Values]:
        """Both at up to three points where both have a real value."""
        for k in range(POINTS if variables else 1):
            before, ctx.prec = ctx.prec, BITS
            try:
                pair = self._pair(left, right, variables, k)
            finally:
                ctx.prec = before
            if pair is not None:
                yield pair

    def _pair(self, left: Expr, right: Expr, variables: tuple[str, ...], k: int) -> Values | None:
        values = {}
        for j, v in enumerate(variables):
            place = PLACES[(k + j * (k + 1)) % len(PLACES)]
            values[v] = arb(place.numerator) / place.denominator
        try:
            world = World(values, self.budget)
            pair = [evaluate(side, world) for side in (left, right)]
            if not all(isinstance(x, SCALARS) for x in pair):
                return None
            return real_part(pair[0]), real_part(pair[1])
        except (Undefined, Unsure, Unsupported):
            return None


def _near(code: str, **data: str) -> Finding:
    return Finding(code, "note", data=tuple(data.items()))


def _variables(expected: Expr, student: Expr, names: Names) -> tuple[str, ...]:
    found = dict.fromkeys((*free_names(expected), *free_names(student)))
    return tuple(v for v in found if not is_constant(v, names))


def _constants(expected: Expr, student: Expr, values: list[Values]) -> Iterator[Guess]:
    """A factor or a summand that is the same simple fraction at all points."""
    if not values:
        return
    factor = _common([_quotient(b, a) for a, b in values])
    if factor is not None and factor not in (0, 1, -1):
        yield _near("near-factor", factor=str(factor)), Apply("mul", (literal(factor), expected)), student
    constant = _common([b - a for a, b in values])
    if constant is not None and constant != 0:
        yield _near("near-constant", constant=str(constant)), Apply("add", (expected, literal(constant))), student


def _quotient(a: arb, b: arb) -> arb | None:
    try:
        quotient: arb = divide(a, b)
        return quotient
    except (Undefined, Unsure):
        return None


def _common(values: list[arb | None]) -> Fraction | None:
    """The simple fraction that all the balls contain."""
    first = values[0]
    if first is None or not abs(first) < LARGEST:
        return None
    guess = Fraction(float(first.mid())).limit_denominator(LARGEST)
    ball = arb(guess.numerator) / guess.denominator
    return guess if all(v is not None and v.overlaps(ball) for v in values) else None


def _derivative(expr: Expr, variable: str) -> Expr:
    return Bind("diff", (Name(variable),), (Number("1"),), expr)


def _inner(expected: Expr, student: Expr, variables: tuple[str, ...]) -> Iterator[Guess]:
    """The answer lacks the derivative of an inner function."""
    outer = [node for node in walk(expected) if isinstance(node, Apply) and node.args]
    inner = [
        node.args[1] if node.op == "div" else node.args[0]
        for node in outer
        if node.op not in ("add", "mul", "neg")
        and not isinstance(node.args[1] if node.op == "div" else node.args[0], (Name, Number))
    ]
    for argument in list(dict.fromkeys(inner))[:MOST_INNER]:
        for v in variables[:2]:
            if v in free_names(argument):
                factor = f"d/d{v} ({to_text(argument)})"
                product = Apply("mul", (student, _derivative(argument, v)))
                yield _near("near-inner-derivative", factor=factor), expected, product


def _degrees(expected: Expr, student: Expr) -> Iterator[Guess]:
    """Trigonometric functions taken of degrees where radians were meant, or the other way round."""
    if not any(isinstance(n, Apply) and n.op in TRIGONOMETRIC for each in (expected, student) for n in walk(each)):
        return
    factor = Apply("div", (Name("pi"), Number("180")))
    yield _near("near-degrees"), _scale(expected, factor), student
    yield _near("near-degrees"), expected, _scale(student, factor)


def _scale(expr: Expr, factor: Expr) -> Expr:
    expr = rebuild(expr, lambda child: _scale(child, factor))
    if isinstance(expr, Apply) and expr.op in TRIGONOMETRIC:
        return Apply(expr.op, (Apply("mul", (expr.args[0], factor)),))
    return expr


def _swap(expr: Expr, a: str, b: str) -> Expr:
    match expr:
        case Name(id):
            return Name(b) if id == a else Name(a) if id == b else expr
        case _:
            return rebuild(expr, lambda child: _swap(child, a, b))
