"""Chance in a small world: distributions on a few values, events and random variables on a few outcomes.

Definitions: P(A|B) = P(A and B) / P(B); E[X] a weighted sum; Var[X] = E[(X - E X)^2]; Cov likewise;
(Entropies: `information`.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import arb

from grader.equivalence.evaluation.functions import unary
from grader.equivalence.evaluation.scalars import SCALARS, Scalar, Undefined, Unsupported, divide, primal
from grader.equivalence.worlds import named, tensors
from grader.equivalence.worlds.named import degree
from grader.equivalence.worlds.world import Function, Value, World
from grader.late import dataclass, field
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, walk


@dataclass(frozen=True, slots=True)
class Copies:
    """In one outcome the values of a family of random copies; the first is that of the bare name."""

    values: tuple[Value, ...]


PER_OUTCOME = "per_outcome"
"""Written by `outcomewise` alone: no word of the notation."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One point of the probability space: its weight, and what each random variable or event is there."""

    weight: Scalar
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Chance:
    """The values that distributions live on, the outcomes of the space, and the empirical distributions."""

    support: tuple[Scalar, ...]
    outcomes: tuple[Outcome, ...]
    empirical: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    length: int = 3

    def range_of(self, expr: Bind, world: World) -> Iterator[Value] | None:
        """What an index without bounds runs over: the places of a family, or the values of a distribution."""
        variable = expr.variables[0]
        for node in walk(expr.body):
            if isinstance(node, Index) and variable in node.indices:
                return (arb(k) for k in range(1, self.length + 1))
        for node in walk(expr.body):
            if isinstance(node, Call) and variable in (*node.args, *node.given):
                return iter(self.support)
            if isinstance(node, Chain) and variable in node.operands:
                return iter(self.support)
        return None


def space(world: World) -> Chance:
    if world.chance is None:
        raise Unsupported("chance")
    chance: Chance = world.chance
    return chance


def weights(distribution: Expr, world: World) -> tuple[tuple[Value, Scalar], ...]:
    """The values of a distribution with their probabilities."""
    from grader.equivalence.evaluation.evaluate import evaluate

    chance = space(world)
    given: tuple[Value, ...] = ()
    match distribution:
        case Name(id) if id in chance.empirical:
            samples = chance.empirical[id]
            return tuple((x, divide(arb(1), arb(len(samples)))) for x in samples)
        case Call(function, _, conditions):
            given = tuple(evaluate(condition, world) for condition in conditions)
            density = evaluate(function, world)
        case _:
            density = evaluate(distribution, world)
    if not isinstance(density, Function):
        raise Unsupported("distribution")
    return tuple((x, density.call((x,), given)) for x in chance.support)


def expectation_under(expr: Bind, world: World) -> Value:
    """E or Var of the body where the variable follows a distribution."""
    from grader.equivalence.evaluation.evaluate import evaluate

    if len(expr.variables) != 1 or not isinstance(expr.variables[0], Name) or len(expr.bounds) != 1:
        raise Unsupported(expr.op)
    law = expr.bounds[0]
    known = named.points(law, degree(expr.body, expr.variables[0]) * (2 if expr.op == "variance" else 1), world)
    pairs = []
    for value, weight in known or weights(law, world):
        with world.bound(expr.variables[0].id, value):
            pairs.append((weight, evaluate(expr.body, world)))
    return _mean(pairs) if expr.op == "expectation" else _spread(pairs, pairs)


def _mean(pairs: list[tuple[Scalar, Value]]) -> Value:
    total: Value = None
    for weight, value in pairs:
        part = tensors.times(weight, value)
        total = part if total is None else tensors.plus(total, part)
    if total is None:
        raise Undefined("expectation")
    return total


def _spread(left: list[tuple[Scalar, Value]], right: list[tuple[Scalar, Value]]) -> Value:
    """Cov of two variables on the same outcomes."""
    a, b = _mean(left), _mean(right)
    pairs = []
    for (weight, x), (_, y) in zip(left, right, strict=True):
        dx, dy = tensors.plus(x, tensors.negative(a)), tensors.plus(y, tensors.negative(b))
        pairs.append((weight, tensors.times(dx, tensors.transpose(dy))))
    return _mean(pairs)


def on_outcomes(expr: Expr, world: World) -> list[tuple[Scalar, Value]]:
    """The value of an expression on each outcome."""
    from grader.equivalence.evaluation.evaluate import evaluate

    outer = world.values
    try:
        pairs = []
        for outcome in space(world).outcomes:
            world.values = {**outer, **outcome.values}
            pairs.append((outcome.weight, evaluate(expr, world)))
        return pairs
    finally:
        world.values = outer


def condition_of(expr: Expr) -> tuple[Expr, Expr | None]:
    match expr:
        case Apply("given", (inner, condition)):
            return inner, condition
        case _:
            return expr, None


def event_of(expr: Expr) -> Expr:
    """An event as a statement: commas and intersections are `and`, unions `or`."""
    match expr:
        case Apply("sequence" | "intersection" | "mul" | "tuple", parts):
            return Apply("and", tuple(map(event_of, parts)))
        case Apply("union", parts):
            return Apply("or", tuple(map(event_of, parts)))
        case Apply("complement", parts):
            return Apply("not", tuple(map(event_of, parts)))
        case Apply("setminus", (a, b)):
            return Apply("and", (event_of(a), Apply("not", (event_of(b),))))
        case Apply("and" | "or" | "not", parts):
            return Apply(expr.op, tuple(map(event_of, parts)))
        case _:
            return expr


def _probability_of(expr: Expr, world: World) -> Scalar:
    return _total(on_outcomes(event_of(expr), world))


def _total(pairs: list[tuple[Scalar, Value]]) -> Scalar:
    total: Scalar = arb(0)
    for weight, holds in pairs:
        if not isinstance(holds, bool):
            raise Unsupported("event")
        if holds:
            total = total + weight
    return total


def probability(expr: Apply, world: World) -> Value:
    event, condition = condition_of(expr.args[0] if len(expr.args) == 1 else Apply("sequence", expr.args))
    if condition is None:
        return _probability_of(event, world)
    holds = held(condition, world)
    both = [(w, h and e) for (w, h), (_, e) in zip(holds, on_outcomes(event_of(event), world), strict=True)]
    return divide(_total(both), _total(holds))


def restricted(pairs: list[tuple[Scalar, Value]], holds: list[tuple[Scalar, Value]]) -> list[tuple[Scalar, Value]]:
    """The same variable given an event."""
    if not all(isinstance(h, bool) for _, h in holds):
        raise Unsupported("given")
    total = sum((w for w, h in holds if h), arb(0))
    return [(divide(w, total), x) for (w, x), (_, h) in zip(pairs, holds, strict=True) if h]


def _variable(expr: Expr, world: World) -> list[tuple[Scalar, Value]]:
    inner, condition = condition_of(expr)
    pairs = on_outcomes(inner, world)
    if condition is None:
        return pairs
    return restricted(pairs, held(condition, world))


def held(condition: Expr, world: World) -> list[tuple[Scalar, Value]]:
    """Where an event holds; of a random variable where it has the value that it has in the outcome at hand."""
    from grader.equivalence.evaluation.evaluate import evaluate

    pairs = on_outcomes(event_of(condition), world)
    if all(isinstance(value, bool) for _, value in pairs):
        return pairs
    here = key_of(evaluate(condition, world))
    return [(weight, key_of(value) == here) for weight, value in pairs]


def key_of(value: Value) -> str:
    """The same text for the same exact value."""
    return repr(primal(value)) if isinstance(value, SCALARS) else repr(value)


def per_outcome(expr: Apply, world: World) -> Value:
    """A random variable: its values on all outcomes."""
    return tuple(value for _, value in on_outcomes(expr.args[0], world))


def expectation(expr: Apply, world: World) -> Value:
    return _mean(_variable(expr.args[0], world))


def variance(expr: Apply, world: World) -> Value:
    pairs = _variable(expr.args[0], world)
    return _spread(pairs, pairs)


def covariance(expr: Apply, world: World) -> Value:
    left, right = expr.args if len(expr.args) == 2 else (expr.args[0], expr.args[0])
    return _spread(_variable(left, world), _variable(right, world))


def correlation(expr: Apply, world: World) -> Value:
    left, right = (_variable(arg, world) for arg in expr.args)
    return divide(_spread(left, right), unary("sqrt", _spread(left, left) * _spread(right, right)))


def indicator(expr: Apply, world: World) -> Value:
    from grader.equivalence.evaluation.evaluate import evaluate

    holds = evaluate(event_of(expr.args[0]), world)
    if not isinstance(holds, bool):
        raise Unsupported("indicator")
    return arb(int(holds))


def mass_function(distribution: Expr, world: World) -> Function:
    """The probability of a value."""
    from grader.equivalence.evaluation.evaluate import evaluate

    chance = space(world)
    if isinstance(distribution, Name) and distribution.id in chance.empirical:
        return empirical_mass(chance.empirical[distribution.id])
    meaning = evaluate(distribution, world)
    if not isinstance(meaning, Function):
        raise Unsupported("distribution")
    return meaning


def empirical_mass(samples: tuple[Value, ...]) -> Function:
    """The share of the samples that have the value."""

    def mass(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        hits = sum(1 for x in samples if repr(x) == repr(args[0]))
        return divide(arb(hits), arb(len(samples)))

    return Function(mass)


CHANCE: dict[str, Callable[[Apply, World], Value]] = {
    "probability": probability,
    "expectation": expectation,
    "variance": variance,
    "covariance": covariance,
    "correlation": correlation,
    "indicator": indicator,
    "normal": named.normal_density,
    PER_OUTCOME: per_outcome,
}
