"""Entropy, cross-entropy, divergence and mutual information in a small world.

Definitions: H(p) = -sum p log p; H(p, q) = -sum p log q; D(p || q) = sum p log(p / q); H(X | Y) = H(X, Y) - H(Y);
I(X; Y | Z) = H(X, Z) + H(Y, Z) - H(X, Y, Z) - H(Z).
A term of probability 0 counts 0 (Cover and Thomas, chapter 2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from flint import arb

from grader.equivalence.evaluation.functions import unary
from grader.equivalence.evaluation.scalars import Scalar, Undefined, Unsupported, primal, sign_of
from grader.equivalence.worlds.chance import (
    condition_of,
    event_of,
    key_of,
    mass_function,
    on_outcomes,
    restricted,
    space,
    weights,
)
from grader.equivalence.worlds.world import Value, World
from grader.notation.tree import Apply, Call, Chain, Expr, Name, walk


def _parts(expr: Expr) -> tuple[Expr, ...]:
    """`X, Y` as both."""
    return expr.args if isinstance(expr, Apply) and expr.op in ("tuple", "sequence", "and") else (expr,)


def _is_random(expr: Expr, world: World) -> bool:
    names = {n.id for n in walk(expr) if isinstance(n, Name)}
    return any(names & outcome.values.keys() for outcome in space(world).outcomes[:1])


def _entropy_of(exprs: tuple[Expr, ...], world: World, event: Expr | None = None) -> Scalar:
    """Of several random variables together, given an event."""
    columns = [on_outcomes(expr, world) for expr in exprs]
    if event is not None:
        holds = on_outcomes(event_of(event), world)
        columns = [restricted(column, holds) for column in columns]
    table: dict[tuple[str, ...], Scalar] = {}
    for row in zip(*columns, strict=True):
        key = tuple(key_of(value) for _, value in row)
        table[key] = table.get(key, arb(0)) + row[0][0]
    return -_log_sum([(p, p) for p in table.values()])


def _log_sum(pairs: list[tuple[Scalar, Scalar]]) -> Scalar:
    """sum of p * log q, with 0 * log 0 = 0."""
    total: Scalar = arb(0)
    for p, q in pairs:
        if not primal(p).is_zero():
            total = total + p * unary("log", q)
    return total


def entropy(expr: Apply, world: World) -> Value:
    inner, condition = condition_of(expr.args[0])
    if len(expr.args) == 1 and condition is None and not _is_random(inner, world):
        return -_log_sum([(p, p) for _, p in weights(inner, world)])
    if condition is None:
        return _entropy_of(tuple(part for arg in expr.args for part in _parts(arg)), world)
    if isinstance(condition, Chain):
        return _entropy_of(_parts(inner), world, condition)
    return _entropy_of((*_parts(inner), *_parts(condition)), world) - _entropy_of(_parts(condition), world)


def mutual_information(expr: Apply, world: World) -> Value:
    if len(expr.args) != 2:
        raise Unsupported(expr.op)
    first = _parts(expr.args[0])
    inner, condition = condition_of(expr.args[1])
    second, third = _parts(inner), () if condition is None else _parts(condition)
    joint = _entropy_of((*first, *second, *third), world)
    base = _entropy_of(third, world) if third else arb(0)
    return _entropy_of((*first, *third), world) + _entropy_of((*second, *third), world) - joint - base


def divergence(expr: Apply, world: World) -> Value:
    """D(p || q), or the cross-entropy H(p, q)."""
    if len(expr.args) != 2:
        raise Unsupported(expr.op)
    total: Scalar = arb(0)
    for p, q in _pairs(*expr.args, world):
        if primal(p).is_zero():
            continue
        if sign_of(q) == 0:
            raise Undefined("divergence")
        log_ratio = unary("log", p) - unary("log", q) if expr.op == "kl" else -unary("log", q)
        total = total + p * log_ratio
    return total


def _pairs(first: Expr, second: Expr, world: World) -> Iterator[tuple[Scalar, Scalar]]:
    """The masses of both, value by value: of `p` and `q`, or of `p(x, y)` and `p(x) p(y)` for all x and y."""
    from grader.equivalence.evaluation.evaluate import evaluate

    variables = [v.id for v in first.args if isinstance(v, Name)] if isinstance(first, Call) else []
    if variables:
        for values in product(space(world).support, repeat=len(variables)):
            before = dict(world.values)
            world.values.update(zip(variables, values, strict=True))
            try:
                yield evaluate(first, world), evaluate(second, world)
            finally:
                world.values.clear()
                world.values.update(before)
        return
    given: tuple[Value, ...] = ()
    if isinstance(second, Call):
        given = tuple(evaluate(condition, world) for condition in second.given)
        second = second.function
    other = mass_function(second, world)
    for value, p in weights(first, world):
        yield p, other.call((value,), given)


INFORMATION: dict[str, Callable[[Apply, World], Value]] = {
    "entropy": entropy,
    "mutual_information": mutual_information,
    "kl": divergence,
    "cross_entropy": divergence,
}
