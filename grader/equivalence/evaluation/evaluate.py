"""The value of an expression in a world. Undefined, Unsure, Unsupported, ShapeError and LimitError say why there is
none; nothing else is raised on purpose. The precision is `flint.ctx.prec`, set by the caller."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add, mul
from typing import TypeAlias

from flint import acb, arb, fmpq

from grader.equivalence.evaluation import rationals
from grader.equivalence.evaluation.powers import integer_power, power
from grader.equivalence.evaluation.primitives import STRICT, entrywise
from grader.equivalence.evaluation.rationals import as_fraction, rational
from grader.equivalence.evaluation.scalars import (
    PLAIN,
    SCALARS,
    Dual,
    Scalar,
    Undefined,
    Unsupported,
    divide,
    integer,
    real_part,
    sign_of,
)
from grader.equivalence.worlds import tensors
from grader.equivalence.worlds.chance import CHANCE, Copies
from grader.equivalence.worlds.information import INFORMATION
from grader.equivalence.worlds.tensors import Tensor
from grader.equivalence.worlds.world import CHECK_EVERY, Function, Value, World
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Interval, Matrix, Name, Number, Text

DIGITS = frozenset("0123456789")
Word: TypeAlias = Callable[[Apply, World], Value]

CONSTANTS: dict[str, Callable[[], Scalar]] = {
    "pi": arb.pi,
    "e": arb.const_e,
    "euler_gamma": arb.const_euler,
    "true": lambda: True,
    "false": lambda: False,
}


def evaluate(expr: Expr, world: World) -> Value:
    """What `expr` means in `world`."""
    steps = world.steps = world.steps + 1
    if not steps % CHECK_EVERY:
        world.check()
    if type(expr) is Apply:
        return WORDS.get(expr.op, _function)(expr, world)
    if type(expr) is Number:
        value = rational(expr.text)
        return acb(value) if world.complex else arb(value)
    return _SHAPES[type(expr)](expr, world)


def _name(expr: Name, world: World) -> Value:
    value = world.values.get(expr.id)
    if value is not None:
        return value.values[0] if type(value) is Copies else value
    if expr.id == "i" and world.complex:
        return acb(0, 1)
    constant = CONSTANTS.get(expr.id)
    if constant is None:
        raise Unsupported(expr.id)
    value = constant()
    return acb(value) if world.complex and type(value) is arb else value


def _function(expr: Apply, world: World) -> Value:
    if len(expr.args) != 1:
        raise Unsupported(expr.op)
    return entrywise(expr.op, evaluate(expr.args[0], world))


def _strict(function: Callable[[tuple[Value, ...]], Value]) -> Word:
    def apply(expr: Apply, world: World) -> Value:
        return function(tuple([evaluate(arg, world) for arg in expr.args]))

    return apply


def _of_balls(op: str, join: Callable[[arb, arb], arb]) -> Word:
    """A word of two arguments, which are most often two balls."""
    otherwise = STRICT[op]

    def apply(expr: Apply, world: World) -> Value:
        if len(expr.args) != 2:
            return otherwise(tuple([evaluate(arg, world) for arg in expr.args]))
        first, second = expr.args
        a, b = evaluate(first, world), evaluate(second, world)
        return join(a, b) if type(a) is type(b) is arb else otherwise((a, b))

    return apply


def _neg(expr: Apply, world: World) -> Value:
    value = evaluate(expr.args[0], world)
    return -value if type(value) is arb else tensors.negative(value)


def _jumping(otherwise: Word) -> Word:
    """Where the arguments are exact numbers, so is the value."""

    def apply(expr: Apply, world: World) -> Value:
        value = _exact(expr, world)
        if value is None:
            return otherwise(expr, world)
        return acb(value) if world.complex else arb(value)

    return apply


def _exact(expr: Expr, world: World) -> fmpq | None:
    """The rational number that plain arithmetic gives, without rounding; None where that does not tell it."""
    world.count()
    match expr:
        case Number(text):
            return rational(text)
        case Name(id) if id in world.values and isinstance(world.values[id], arb | acb):
            return rationals.exact(world.values[id])
        case Apply(op, args):
            numbers: list[fmpq] = []
            for arg in args:
                number = _exact(arg, world)
                if number is None:
                    return None
                numbers.append(number)
            return rationals.apply(op, numbers)
        case _:
            return None


def _call(expr: Call, world: World) -> Value:
    function = evaluate(expr.function, world)
    if not isinstance(function, Function):
        raise Unsupported("call")
    args = tuple(evaluate(arg, world) for arg in expr.args)
    return function.call(args, tuple(evaluate(arg, world) for arg in expr.given))


def _index(expr: Index, world: World) -> Value:
    base = world.values.get(expr.base.id) if isinstance(expr.base, Name) else None
    if not isinstance(base, Copies):
        base = evaluate(expr.base, world)
    at = [evaluate(index, world) for index in expr.indices]
    if any(isinstance(place, tuple) for place in at):  # `X_{(n)}`: which one that is depends on the values
        raise Unsupported("index")
    places = tuple(map(integer, at))
    if any(place is None for place in places):
        raise Unsupported("index")
    return member(base, tuple(place for place in places if place is not None))


def member(base: Value, places: tuple[int, ...]) -> Value:
    """The member of a family, vector or matrix, counted from 1."""
    if isinstance(base, Function):
        return base.call(tuple(arb(place) for place in places), ())
    if isinstance(base, Copies):
        if len(places) == 1 and 1 <= places[0] < len(base.values):
            return base.values[places[0]]
        raise Undefined("index")
    if isinstance(base, Tensor):
        height, width = base.shape
        if len(places) == 1:
            flat = tensors.entries(base) if 1 in (height, width) else tuple(Tensor((r,)) for r in base.rows)
            if 1 <= places[0] <= len(flat):
                return flat[places[0] - 1]
        elif len(places) == 2 and 1 <= places[0] <= height and 1 <= places[1] <= width:
            return base.rows[places[0] - 1][places[1] - 1]
        raise Undefined("index")
    if isinstance(base, SCALARS):  # a vector of one entry is that entry
        if all(place == 1 for place in places):
            return base
        raise Undefined("index")
    raise Unsupported("index")


def _matrix(expr: Matrix, world: World) -> Value:
    if len({len(row) for row in expr.rows}) != 1:
        raise Unsupported("ragged")
    return tensors.collapse(_blocks(tuple(tuple(evaluate(x, world) for x in row) for row in expr.rows)))


def _blocks(rows: tuple[tuple[Value, ...], ...]) -> tensors.Rows:
    if not all(isinstance(x, SCALARS) for row in rows for x in row):
        raise Unsupported("matrix")
    return rows


def _chain(expr: Chain, world: World) -> Value:
    operands = [evaluate(operand, world) for operand in expr.operands]
    return all(_holds(a, r, b) for a, r, b in zip(operands, expr.relations, operands[1:], strict=False))


def _holds(a: Value, relation: str, b: Value) -> bool:
    if relation not in COMPARISONS:
        raise Unsupported(relation)
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        if relation not in ("=", "!=") or a.shape != b.shape:
            raise Unsupported(relation)
        same = all(x == 0 for x in map(sign_of, tensors.entries(tensors.plus(a, tensors.negative(b)))))
        return same == (relation == "=")
    if not isinstance(a, SCALARS) or not isinstance(b, SCALARS):
        raise Unsupported(relation)
    if relation in ("=", "!="):
        return (compare_scalars(a, b) == 0) == (relation == "=")
    return COMPARISONS[relation](sign_of(real_part(a) - real_part(b)))


def compare_scalars(a: Scalar, b: Scalar) -> int:
    """0 where proved equal, 1 where proved different, else Unsure."""
    difference = a - b
    if type(difference) is acb:
        return abs(sign_of(difference.real)) or abs(sign_of(difference.imag))
    return abs(sign_of(difference))


COMPARISONS: dict[str, Callable[[int], bool]] = {
    "=": lambda s: s == 0,
    "!=": lambda s: s != 0,
    "<": lambda s: s < 0,
    "<=": lambda s: s <= 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
}


def _unsupported(expr: Expr, world: World) -> Value:
    raise Unsupported(type(expr).__name__.lower())


def _bind(expr: Bind, world: World) -> Value:
    from grader.equivalence.evaluation.binders import BINDERS

    handler = BINDERS.get(expr.op)
    if handler is None:
        raise Unsupported(expr.op)
    return handler(expr, world)


_SHAPES: dict[type, Callable[..., Value]] = {
    Name: _name,
    Text: _unsupported,
    Call: _call,
    Index: _index,
    Bind: _bind,
    Chain: _chain,
    Interval: _unsupported,
    Matrix: _matrix,
}


def _add(expr: Apply, world: World) -> Value:
    """A sum; a number that is written out beside a vector is that number in every entry (`1 - sigma(z)`)."""
    values = [evaluate(arg, world) for arg in expr.args]
    if len(values) == 2 and type(values[0]) is type(values[1]) is arb:
        return values[0] + values[1]
    if PLAIN.issuperset(map(type, values)):
        return reduce(add, values)
    vector = next((v for v in values if isinstance(v, Tensor) and 1 in v.shape), None)
    if vector is not None:
        for k, arg in enumerate(expr.args):
            if isinstance(values[k], SCALARS) and isinstance(arg.args[0] if _signed(arg) else arg, Number):  # type: ignore[union-attr]
                values[k] = _everywhere(values[k], vector)
    return reduce(tensors.plus, values)


def _everywhere(x: Value, like: Tensor) -> Tensor:
    """A vector of the same shape, full of x."""
    return tensors.entrywise(lambda _: x, like)


def _signed(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op in ("neg", "pos")


def _pow(expr: Apply, world: World) -> Value:
    base, exponent = expr.args
    if type(base) is Name and base.id == "e" and "e" not in world.values:
        return entrywise("exp", evaluate(exponent, world))
    if type(base) is Apply and base.op == "norm" and exponent == Number("2"):
        return tensors.squared_norm(evaluate(base.args[0], world))
    below = evaluate(base, world)
    if isinstance(below, Tensor):
        return _tensor_power(expr, below, world)
    if type(exponent) is Number and exponent.text in DIGITS and isinstance(below, SCALARS):
        return integer_power(below, int(exponent.text))
    above = evaluate(exponent, world)
    if not isinstance(below, SCALARS) or not isinstance(above, SCALARS):
        raise Unsupported("pow")
    return power(below, above, as_fraction(exponent))


def _tensor_power(expr: Apply, base: Tensor, world: World) -> Value:
    if expr.args[1] in (Name("T"), Name("top")) and "T" not in world.values:
        return tensors.transpose(base)
    whole = integer(evaluate(expr.args[1], world))
    if whole is None:
        raise Unsupported("pow")
    return tensors.matrix_power(base, whole)


def _cases(expr: Apply, world: World) -> Value:
    args = expr.args
    for k in range(0, len(args) - 1, 2):
        holds = evaluate(args[k + 1], world)
        if not isinstance(holds, bool):
            raise Unsupported("cases")
        if holds:
            return evaluate(args[k], world)
    if len(args) % 2:
        return evaluate(args[-1], world)
    raise Undefined("cases")


def _plus_minus(expr: Apply, world: World) -> Value:
    sign = world.pm if expr.op in ("pm", "plus_minus") else -world.pm
    values = [evaluate(arg, world) for arg in expr.args]
    last = values[-1] if sign > 0 else tensors.negative(values[-1])
    return last if len(values) == 1 else tensors.plus(values[0], last)


def _norm(expr: Apply, world: World) -> Value:
    p = integer(evaluate(expr.args[1], world)) if len(expr.args) > 1 else None
    return tensors.norm(evaluate(expr.args[0], world), p)


def _connective(expr: Apply, world: World) -> Value:
    values = [evaluate(arg, world) for arg in expr.args]
    if not all(isinstance(v, bool) for v in values):
        raise Unsupported(expr.op)
    match expr.op:
        case "and":
            return all(values)
        case "or":
            return any(values)
        case "not":
            return not values[0]
        case "xor":
            return sum(values) % 2 == 1
        case "implies":
            return not values[0] or values[1]
        case _:
            return all(v == values[0] for v in values)


def _prime(expr: Apply, world: World) -> Value:
    """f', f'': the derivative of a function of one argument (by the first, if there are more)."""
    function = evaluate(expr.args[0], world)
    order = integer(evaluate(expr.args[1], world)) if len(expr.args) > 1 else 1
    if not isinstance(function, Function) or order is None or not 0 <= order <= 8:
        raise Unsupported("prime")
    for _ in range(order):
        function = _slope_function(function, world)
    return function


def _slope_function(function: Function, world: World) -> Function:
    def call(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        if len(args) == 1 and not given and isinstance(args[0], Tensor):
            return tensors.entrywise(lambda x: call((x,), ()), args[0])
        if not args or not isinstance(args[0], SCALARS):
            raise Unsupported("prime")
        world.tags += 1
        tag = world.tags
        return tensors.slopes(function.call((Dual(args[0], arb(1), tag), *args[1:]), given), tag)

    return Function(call)


LAZY: dict[str, Word] = {
    "add": _add,
    "neg": _neg,
    "mul": _of_balls("mul", mul),
    "div": _of_balls("div", divide),
    "pow": _pow,
    "cases": _cases,
    "pm": _plus_minus,
    "mp": _plus_minus,
    "plus_minus": _plus_minus,
    "minus_plus": _plus_minus,
    "norm": _norm,
    "rank": lambda expr, world: tensors.rank(expr, world.complex),
    **dict.fromkeys(("and", "or", "not", "xor", "implies", "iff"), _connective),
    "boxed": lambda expr, world: evaluate(expr.args[0], world),
    "prime": _prime,
    **CHANCE,
    **INFORMATION,
}
WORDS: dict[str, Word] = {**{op: _strict(function) for op, function in STRICT.items()}, **LAZY}
WORDS |= {op: _jumping(WORDS.get(op, _function)) for op in rationals.JUMPS}
