"""Words that bind variables: sums, products, derivatives, values at a point. (Chance and optima have their own.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import arb

from grader.equivalence.evaluation import series
from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.primitives import STRICT
from grader.equivalence.evaluation.scalars import SCALARS, Dual, Unsupported, integer
from grader.equivalence.worlds import tensors
from grader.equivalence.worlds.chance import expectation_under
from grader.equivalence.worlds.integrals import integral
from grader.equivalence.worlds.quadrature import QUADRATURE, quadrature
from grader.equivalence.worlds.tensors import Tensor
from grader.equivalence.worlds.world import Function, Value, World
from grader.errors import LimitError
from grader.notation.tree import Apply, Bind, Expr, Index, Name

TERMS = 20_000


def _indexes(expr: Bind, world: World) -> Iterator[Value]:
    """The values of the index: from the bounds, or what a set lists."""
    if len(expr.bounds) == 2:
        low, high = (integer(evaluate(bound, world)) for bound in expr.bounds)
        if low is None or high is None:
            raise Unsupported(expr.op)
        if high - low > TERMS:
            raise LimitError("FUNCTION_CALLS")
        for k in range(low, high + 1):
            yield arb(k)
        return
    if len(expr.bounds) == 1 and isinstance(expr.bounds[0], Apply) and expr.bounds[0].op == "set":
        for item in expr.bounds[0].args:
            yield evaluate(item, world)
        return
    support = world.chance.range_of(expr, world) if world.chance is not None else None
    if support is None:
        raise Unsupported(expr.op)
    yield from support


def _accumulate(expr: Bind, world: World) -> Value:
    if len(expr.variables) != 1 or not isinstance(expr.variables[0], Name):
        raise Unsupported(expr.op)
    if expr.op == "sum" and len(expr.bounds) == 2 and expr.bounds[1] == Name("infinity"):
        return series.total(expr, world)
    combine = tensors.plus if expr.op == "sum" else tensors.times
    total: Value = None
    for value in _indexes(expr, world):
        with world.bound(expr.variables[0].id, value):
            term = evaluate(expr.body, world)
        total = term if total is None else combine(total, term)
    if total is None:
        return arb(0 if expr.op == "sum" else 1)
    return total


def differentiate(variable: Expr, body: Callable[[], Value], world: World) -> Value:
    """The derivative of `body()` by one name or member of a family, or the gradient by a vector or matrix."""
    if isinstance(variable, Index) and isinstance(variable.base, Name):
        return _by_member(variable, variable.base.id, body, world)
    if not isinstance(variable, Name):
        raise Unsupported("diff")
    key = variable.id
    point = world.values.get(key)
    if isinstance(point, SCALARS):
        return _direction(key, lambda tag: Dual(point, arb(1), tag), body, world)
    if isinstance(point, Tensor):
        return _gradient(key, point, body, world)
    raise Unsupported("diff")


def _by_member(variable: Index, key: str, body: Callable[[], Value], world: World) -> Value:
    """By one member of a family, or one entry of a vector or matrix."""
    base = world.values.get(key)
    places = tuple(integer(evaluate(index, world)) for index in variable.indices)
    here = evaluate(variable, world)
    if None in places or not isinstance(here, SCALARS):
        raise Unsupported("diff")

    def moved(tag: int) -> Value:
        new = Dual(here, arb(1), tag)
        if isinstance(base, Function):
            return Function(lambda args, _: new if tuple(map(integer, args)) == places else base.call(args, ()))
        if isinstance(base, Tensor):
            flat = 1 in base.shape and len(places) == 1
            at = (places[0], 1) if flat and base.shape[1] == 1 else (1, places[0]) if flat else places
            return Tensor(
                tuple(
                    tuple(new if (i, k) == at else x for k, x in enumerate(row, 1))
                    for i, row in enumerate(base.rows, 1)
                )
            )
        return new

    return _direction(key, moved, body, world)


def _direction(key: str, moved: Callable[[int], Value], body: Callable[[], Value], world: World) -> Value:
    world.tags += 1
    tag = world.tags
    with world.bound(key, moved(tag)):
        return tensors.slopes(body(), tag)


def _gradient(key: str, point: Tensor, body: Callable[[], Value], world: World) -> Value:
    """Of a number: the same shape as the variable. Of a column by a column: the Jacobian."""
    height, width = point.shape

    def moved(i: int, k: int) -> Callable[[int], Value]:
        return lambda tag: Tensor(
            tuple(
                tuple(Dual(x, arb(1), tag) if (a, b) == (i, k) else x for b, x in enumerate(row))
                for a, row in enumerate(point.rows)
            )
        )

    parts = [[_direction(key, moved(i, k), body, world) for k in range(width)] for i in range(height)]
    if all(isinstance(x, SCALARS) for row in parts for x in row):
        return tensors.collapse(tuple(map(tuple, parts)))
    if width == 1 and all(isinstance(row[0], Tensor) and row[0].shape[1] == 1 for row in parts):
        columns = [tensors.entries(row[0]) for row in parts]
        return tensors.collapse(tuple(zip(*columns, strict=True)))
    raise Unsupported("gradient")


def _derivative(expr: Bind, world: World) -> Value:
    order = integer(evaluate(expr.bounds[0], world)) if expr.bounds else 1
    if order is None or not 0 <= order <= 12:
        raise Unsupported(expr.op)

    def nested(times: int) -> Value:
        if times == 0:
            return evaluate(expr.body, world)
        return differentiate(expr.variables[0], lambda: nested(times - 1), world)

    return nested(order)


def _at(expr: Bind, world: World) -> Value:
    if not isinstance(expr.variables[0], Name):
        raise Unsupported("at")
    with world.bound(expr.variables[0].id, evaluate(expr.bounds[0], world)):
        return evaluate(expr.body, world)


def _extreme(expr: Bind, world: World) -> Value:
    """The greatest or least value over the candidates of this world."""
    if len(expr.variables) != 1 or expr.bounds or world.candidates is None:
        raise Unsupported(expr.op)
    variable = expr.variables[0]
    if not isinstance(variable, Name):
        raise Unsupported(expr.op)
    name = variable.id
    values = []
    for candidate in world.candidates(name):
        with world.bound(name, candidate):
            values.append(evaluate(expr.body, world))
    return STRICT["max" if expr.op == "maximum" else "min"](tuple(values))


BINDERS: dict[str, Callable[[Bind, World], Value]] = {
    "sum": _accumulate,
    "product": _accumulate,
    series.ENDLESS: series.total,
    "diff": _derivative,
    "partial": _derivative,
    "gradient": _derivative,
    "at": _at,
    "integral": integral,
    QUADRATURE: quadrature,
    "expectation": expectation_under,
    "variance": expectation_under,
    "maximum": _extreme,
    "minimum": _extreme,
}
