"""How nearly right: the simplest relation between a wrong answer and the expected one.

Every relation is a guess that `compare` must call Same before it is named; what cannot be checked is not said.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from flint import arb, ctx

from grader.equivalence import Same, compare
from grader.equivalence.evaluate import evaluate
from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.scalars import SCALARS, Undefined, Unsupported, Unsure, divide, real_part
from grader.equivalence.tensors import ShapeError
from grader.equivalence.world import World
from grader.errors import LimitError
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Expr, Name, Number, rebuild, walk
from grader.values import Finding

SECONDS = 0.4
MOST_VARIABLES = 4
MOST_INNER = 4
LARGEST = 1000
BITS = 128
TRIGONOMETRIC = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
PLACES = (Fraction(7, 5), Fraction(3, 7), Fraction(12, 7), Fraction(5, 8), Fraction(9, 2))


def relation(expected: Expr, student: Expr, names: Names, budget: Budget, seed: str = "") -> Finding | None:
    """The first relation that holds, as a finding of level note, or None. Never raises."""
    own = budget.within(SECONDS)
    try:
        for finding, left, right in _guesses(expected, student, names, own):
            if own.left == 0:
                return None
            if isinstance(compare(left, right, names, own, seed), Same):
                return finding
    except (LimitError, RecursionError, MemoryError, ShapeError, ArithmeticError, ValueError, TypeError):
        return None
    return None


def _guesses(
    expected: Expr, student: Expr, names: Names, budget: Budget
) -> Iterator[tuple[Finding, Expr, Expr]]:
    """What to say if the two trees are the same, cheapest and most usual first."""
    variables = _variables(expected, student, names)
    yield _near("near-sign"), expected, Apply("neg", (student,))
    yield from _constants(expected, student, variables, budget)
    yield _near("near-reciprocal"), expected, Apply("div", (Number("1"), student))
    yield from _derivatives(expected, student, variables)
    yield from _inner(expected, student, variables)
    yield from _degrees(expected, student)
    for a, b in combinations(variables[:MOST_VARIABLES], 2):
        yield _near("near-swapped", first=a, second=b), expected, _swap(student, a, b)


def _near(code: str, **data: str) -> Finding:
    return Finding(code, "note", data=tuple(data.items()))


def _variables(expected: Expr, student: Expr, names: Names) -> tuple[str, ...]:
    found = dict.fromkeys((*free_names(expected), *free_names(student)))
    return tuple(v for v in found if not is_constant(v, names) and v not in names.definitions)


def _constants(
    expected: Expr, student: Expr, variables: tuple[str, ...], budget: Budget
) -> Iterator[tuple[Finding, Expr, Expr]]:
    """A factor or a summand that is the same simple fraction at three points; then it is checked."""
    before, ctx.prec = ctx.prec, BITS
    try:
        values = [_pair(expected, student, variables, k, budget) for k in range(3)]
    finally:
        ctx.prec = before
    known = [pair for pair in values if pair is not None]
    if not known or not variables:
        return
    factor = _common([_quotient(b, a) for a, b in known])
    if factor is not None and factor not in (0, 1, -1):
        tree = _number(factor)
        yield _near("near-factor", factor=str(factor)), Apply("mul", (tree, expected)), student
    constant = _common([b - a for a, b in known])
    if constant is not None and constant != 0:
        yield _near("near-constant", constant=str(constant)), Apply("add", (expected, _number(constant))), student


def _pair(
    expected: Expr, student: Expr, variables: tuple[str, ...], k: int, budget: Budget
) -> tuple[arb, arb] | None:
    values = {}
    for j, v in enumerate(variables):
        place = PLACES[(k + j * (k + 1)) % len(PLACES)]
        values[v] = arb(place.numerator) / place.denominator
    try:
        world = World(values, budget)
        pair = [evaluate(side, world) for side in (expected, student)]
        if not all(isinstance(x, SCALARS) for x in pair):
            return None
        return real_part(pair[0]), real_part(pair[1])
    except (Undefined, Unsure, Unsupported):
        return None


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


def _number(value: Fraction) -> Expr:
    size: Expr = Number(str(abs(value.numerator)))
    if value.denominator != 1:
        size = Apply("div", (size, Number(str(value.denominator))))
    return Apply("neg", (size,)) if value < 0 else size


def _derivative(expr: Expr, variable: str) -> Expr:
    return Bind("diff", (Name(variable),), (Number("1"),), expr)


def _derivatives(expected: Expr, student: Expr, variables: tuple[str, ...]) -> Iterator[tuple[Finding, Expr, Expr]]:
    """The derivative of what was asked, or an antiderivative. (Constants have derivative zero: nothing to say.)"""
    for v in variables[:MOST_VARIABLES]:
        if v in free_names(expected):
            yield _near("near-derivative", variable=v), _derivative(expected, v), student
        if v in free_names(student):
            yield _near("near-antiderivative", variable=v), expected, _derivative(student, v)


def _inner(expected: Expr, student: Expr, variables: tuple[str, ...]) -> Iterator[tuple[Finding, Expr, Expr]]:
    """The answer without, or with twice, the derivative of an inner function."""
    inner = [
        node.args[0]
        for node in walk(expected)
        if isinstance(node, Apply) and node.args and not isinstance(node.args[0], (Name, Number))
        and node.op not in ("add", "mul", "neg", "div")
    ]
    for argument in list(dict.fromkeys(inner))[:MOST_INNER]:
        for v in variables[:2]:
            if v in free_names(argument):
                factor = f"d/d{v} ({to_text(argument)})"
                product = Apply("mul", (student, _derivative(argument, v)))
                yield _near("near-inner-derivative", factor=factor), expected, product


def _degrees(expected: Expr, student: Expr) -> Iterator[tuple[Finding, Expr, Expr]]:
    """Trigonometric functions taken of degrees where radians were meant, or the other way round."""
    if not any(isinstance(n, Apply) and n.op in TRIGONOMETRIC for n in walk(expected)):
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
