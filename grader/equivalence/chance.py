"""Chance in a small world: distributions on a few values, events and random variables on a few outcomes.

Definitions: P(A|B) = P(A and B) / P(B); E[X] a weighted sum; Var[X] = E[(X - E X)^2]; Cov likewise;
H(p) = -sum p log p; H(p, q) = -sum p log q; D(p || q) = sum p log(p / q); I(X; Y) = D(p(x,y) || p(x) p(y)).
A term of probability 0 counts 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flint import arb

from grader.equivalence import tensors
from grader.equivalence.functions import unary
from grader.equivalence.scalars import SCALARS, Scalar, Undefined, Unsupported, divide, primal, sign_of
from grader.equivalence.world import Function, Value, World
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, walk


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


def _chance(world: World) -> Chance:
    if world.chance is None:
        raise Unsupported("chance")
    chance: Chance = world.chance
    return chance


def weights(distribution: Expr, world: World) -> tuple[tuple[Value, Scalar], ...]:
    """The values of a distribution with their probabilities."""
    from grader.equivalence.evaluate import evaluate

    chance = _chance(world)
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
    from grader.equivalence.evaluate import evaluate

    if len(expr.variables) != 1 or not isinstance(expr.variables[0], Name) or len(expr.bounds) != 1:
        raise Unsupported(expr.op)
    pairs = []
    for value, weight in weights(expr.bounds[0], world):
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


def _on_outcomes(expr: Expr, world: World) -> list[tuple[Scalar, Value]]:
    """The value of an expression on each outcome."""
    from grader.equivalence.evaluate import evaluate

    outer = world.values
    try:
        pairs = []
        for outcome in _chance(world).outcomes:
            world.values = {**outer, **outcome.values}
            pairs.append((outcome.weight, evaluate(expr, world)))
        return pairs
    finally:
        world.values = outer


def _condition(expr: Expr) -> tuple[Expr, Expr | None]:
    match expr:
        case Apply("given", (inner, condition)):
            return inner, condition
        case _:
            return expr, None


def _event(expr: Expr) -> Expr:
    """An event as a statement: commas and intersections are `and`, unions `or`."""
    match expr:
        case Apply("sequence" | "intersection" | "mul" | "tuple", parts):
            return Apply("and", tuple(map(_event, parts)))
        case Apply("union", parts):
            return Apply("or", tuple(map(_event, parts)))
        case Apply("complement", parts):
            return Apply("not", tuple(map(_event, parts)))
        case Apply("setminus", (a, b)):
            return Apply("and", (_event(a), Apply("not", (_event(b),))))
        case Apply("and" | "or" | "not", parts):
            return Apply(expr.op, tuple(map(_event, parts)))
        case _:
            return expr


def _probability_of(expr: Expr, world: World) -> Scalar:
    total: Scalar = arb(0)
    for weight, holds in _on_outcomes(_event(expr), world):
        if not isinstance(holds, bool):
            raise Unsupported("event")
        if holds:
            total = total + weight
    return total


def probability(expr: Apply, world: World) -> Value:
    event, condition = _condition(expr.args[0] if len(expr.args) == 1 else Apply("sequence", expr.args))
    if condition is None:
        return _probability_of(event, world)
    return divide(_probability_of(Apply("and", (event, condition)), world), _probability_of(condition, world))


def _restricted(pairs: list[tuple[Scalar, Value]], holds: list[tuple[Scalar, Value]]) -> list[tuple[Scalar, Value]]:
    """The same variable given an event."""
    if not all(isinstance(h, bool) for _, h in holds):
        raise Unsupported("given")
    total = sum((w for w, h in holds if h), arb(0))
    return [(divide(w, total), x) for (w, x), (_, h) in zip(pairs, holds, strict=True) if h]


def _variable(expr: Expr, world: World) -> list[tuple[Scalar, Value]]:
    inner, condition = _condition(expr)
    pairs = _on_outcomes(inner, world)
    if condition is None:
        return pairs
    return _restricted(pairs, _on_outcomes(_event(condition), world))


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
    from grader.equivalence.evaluate import evaluate

    holds = evaluate(_event(expr.args[0]), world)
    if not isinstance(holds, bool):
        raise Unsupported("indicator")
    return arb(int(holds))


def _is_random(expr: Expr, world: World) -> bool:
    names = {n.id for n in walk(expr) if isinstance(n, Name)}
    return any(names & outcome.values.keys() for outcome in _chance(world).outcomes[:1])


def _table(exprs: tuple[Expr, ...], world: World) -> dict[tuple[str, ...], Scalar]:
    """The distribution of several random variables together; keys are texts of their exact values."""
    columns = [_on_outcomes(expr, world) for expr in exprs]
    table: dict[tuple[str, ...], Scalar] = {}
    for row in zip(*columns, strict=True):
        key = tuple(repr(primal(x)) if isinstance(x, SCALARS) else repr(x) for _, x in row)
        table[key] = table.get(key, arb(0)) + row[0][0]
    return table


def _log_sum(pairs: list[tuple[Scalar, Scalar]]) -> Scalar:
    """sum of p * log q, with 0 * log 0 = 0."""
    total: Scalar = arb(0)
    for p, q in pairs:
        if not primal(p).is_zero():
            total = total + p * unary("log", q)
    return total


def entropy(expr: Apply, world: World) -> Value:
    inner, condition = _condition(expr.args[0])
    if len(expr.args) == 1 and not _is_random(inner, world):
        masses = [w for _, w in weights(inner, world)]
        return -_log_sum([(p, p) for p in masses])
    variables = expr.args if condition is None else (inner,)
    if condition is not None:
        both = _table((inner, condition), world)
        return -_log_sum([(p, p) for p in both.values()]) + _log_sum(
            [(p, p) for p in _table((condition,), world).values()]
        )
    return -_log_sum([(p, p) for p in _table(variables, world).values()])


def mutual_information(expr: Apply, world: World) -> Value:
    args = expr.args[0].args if len(expr.args) == 1 and isinstance(expr.args[0], Apply) else expr.args
    if len(args) != 2:
        raise Unsupported(expr.op)
    parts = [_table((arg,), world) for arg in args]
    both = _table(args, world)
    total: Scalar = arb(0)
    for key, p in both.items():
        total = total + p * unary("log", divide(p, parts[0][key[:1]] * parts[1][key[1:]]))
    return total


def divergence(expr: Apply, world: World) -> Value:
    """D(p || q), or the cross-entropy H(p, q), on the values of p."""
    from grader.equivalence.evaluate import evaluate

    if len(expr.args) != 2:
        raise Unsupported(expr.op)
    first, second = expr.args
    given: tuple[Value, ...] = ()
    if isinstance(second, Call):
        given = tuple(evaluate(condition, world) for condition in second.given)
        second = second.function
    other = mass_function(second, world)
    total: Scalar = arb(0)
    for value, p in weights(first, world):
        if primal(p).is_zero():
            continue
        q = other.call((value,), given)
        if sign_of(q) == 0:
            raise Undefined("divergence")
        log_ratio = unary("log", p) - unary("log", q) if expr.op == "kl" else -unary("log", q)
        total = total + p * log_ratio
    return total


def mass_function(distribution: Expr, world: World) -> Function:
    """The probability of a value."""
    from grader.equivalence.evaluate import evaluate

    chance = _chance(world)
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
    "entropy": entropy,
    "mutual_information": mutual_information,
    "kl": divergence,
    "cross_entropy": divergence,
}
