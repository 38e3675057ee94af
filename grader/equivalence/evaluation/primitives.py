"""Words whose arguments are all evaluated first: arithmetic, matrices, largest and smallest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import mul

from flint import arb, fmpq

from grader.equivalence.evaluation import rationals
from grader.equivalence.evaluation.functions import unary
from grader.equivalence.evaluation.powers import binomial, logarithm, root
from grader.equivalence.evaluation.scalars import (
    PLAIN,
    SCALARS,
    Scalar,
    Unsupported,
    Unsure,
    divide,
    real_part,
    sign_of,
)
from grader.equivalence.worlds import tensors
from grader.equivalence.worlds.tensors import Tensor
from grader.equivalence.worlds.world import Value


def entrywise(op: str, x: Value) -> Value:
    """A function of one number; of a matrix entry by entry. The size of a vector is its length."""
    if isinstance(x, SCALARS):
        return unary(op, x)
    if isinstance(x, Tensor):
        if op == "abs" and 1 in x.shape:
            return tensors.norm(x, None)
        return tensors.entrywise(lambda entry: unary(op, entry), x)
    raise Unsupported(op)


def _multiply(args: tuple[Value, ...]) -> Value:
    return reduce(mul if PLAIN.issuperset(map(type, args)) else tensors.times, args)


def _divide(args: tuple[Value, ...]) -> Value:
    top, bottom = args
    if isinstance(bottom, Tensor):
        return tensors.times(top, tensors.inverse(bottom))
    if isinstance(top, Tensor):
        return tensors.entrywise(lambda x: divide(x, bottom), top)
    if not isinstance(top, SCALARS) or not isinstance(bottom, SCALARS):
        raise Unsupported("div")
    return divide(top, bottom)


def _log(args: tuple[Value, ...]) -> Value:
    return entrywise("log", args[0]) if len(args) == 1 else logarithm(args[0], args[1])


def _extreme(sign: int) -> Callable[[tuple[Value, ...]], Value]:
    """The largest or smallest: proved by the balls, or the hull of those that may be."""

    def choose(args: tuple[Value, ...]) -> Value:
        items = tensors.entries(args[0]) if len(args) == 1 and isinstance(args[0], Tensor) else args
        if not all(isinstance(x, SCALARS) for x in items):
            raise Unsupported("max")
        best = items[0]
        for item in items[1:]:
            if type(best) is arb and type(item) is arb:
                best = best.max(item) if sign > 0 else best.min(item)
            elif sign * sign_of(real_part(item) - real_part(best)) > 0:
                best = item
        return best

    return choose


def _mod(args: tuple[Value, ...]) -> Value:
    return args[0] - args[1] * unary("floor", divide(args[0], args[1]))


def _rational(op: Callable[[Sequence[fmpq]], fmpq]) -> Callable[[tuple[Value, ...]], Value]:
    """A word of exact rational numbers; a ball with a width may hold any."""

    def function(args: tuple[Value, ...]) -> Value:
        if not all(isinstance(x, SCALARS) for x in args):
            raise Unsupported("gcd")
        numbers = [rationals.exact(x) for x in args]
        if None in numbers:
            raise Unsure
        return arb(op([x for x in numbers if x is not None]))

    return function


def _of_numbers(op: str, function: Callable[[Scalar, Scalar], Scalar]) -> Callable[[tuple[Value, ...]], Value]:
    """A function of two numbers; of lists and truth values it has no value that is known here."""

    def call(args: tuple[Value, ...]) -> Value:
        if len(args) != 2 or not all(isinstance(arg, SCALARS) for arg in args):
            raise Unsupported(op)
        return function(*args)

    return call


STRICT: dict[str, Callable[[tuple[Value, ...]], Value]] = {
    "mul": _multiply,
    "pos": lambda args: args[0],
    "div": _divide,
    "root": _of_numbers("root", root),
    "binomial": _of_numbers("binomial", binomial),
    "mod": _mod,
    "log": _log,
    "max": _extreme(1),
    "min": _extreme(-1),
    "gcd": _rational(rationals.gcd),
    "lcm": _rational(rationals.lcm),
    "transpose": lambda args: tensors.transpose(args[0]),
    "conjugate_transpose": lambda args: tensors.conjugate_transpose(args[0]),
    "adjugate": lambda args: tensors.adjugate(args[0]),
    "det": lambda args: tensors.determinant(args[0]),
    "trace": lambda args: tensors.trace(args[0]),
    "inner": lambda args: tensors.inner(*args),
    "outer": lambda args: tensors.outer(*args),
    "hadamard": lambda args: reduce(tensors.hadamard, args),
    "cross": lambda args: tensors.cross(*args),
    **dict.fromkeys(("sequence", "tuple", "list"), lambda args: tuple(args)),
}
