"""The same expression up to order and grouping of sums and products (`form: as_written`).

`-u` is a factor -1 (counted: (-x)(-x) is not x·x), `u/v` a product with 1/v, `exp(u)` is e^u, `u > v` stays what it
is and `u = v` may be turned round. Nothing is computed.
"""

from __future__ import annotations

from collections.abc import Hashable

from grader.equivalence.evaluation.rationals import rational
from grader.errors import LimitError
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Interval, Matrix, Name, Number, Text

MINUS: Hashable = ("minus",)
UNORDERED = frozenset({"and", "or", "set", "union", "intersection", "min", "max", "gcd", "lcm", "add", "mul"})
NESTING = UNORDERED - {"set"}


def same(left: Expr, right: Expr, names: Names) -> bool:
    """Written alike up to order and grouping."""
    try:
        return left == right or shape(left, names) == shape(right, names)
    except (LimitError, RecursionError):
        return False


def shape(expr: Expr, names: Names) -> Hashable:
    """A value that expressions written alike share."""

    def inner(*parts: Expr) -> tuple[Hashable, ...]:
        return tuple(shape(part, names) for part in parts)

    match expr:
        case Number(text):
            value = rational(text)
            return ("number", int(value.p), int(value.q), text.isdigit())
        case Name(id):
            return ("name", names.canonical(id))
        case Text(text):
            return ("text", text)
        case Apply("pos" | "boxed", (arg,)):
            return shape(arg, names)
        case Apply("neg", (arg,)):
            return _gather("mul", [MINUS, shape(arg, names)])
        case Apply("div", (top, bottom)):
            return _gather("mul", [shape(top, names), ("over", shape(bottom, names))])
        case Apply("exp", (arg,)):
            return ("pow", ("name", "e"), shape(arg, names))
        case Apply(op, args) if op in UNORDERED:
            return _gather(op, list(inner(*args)))
        case Apply(op, args):
            return (op, *inner(*args))
        case Call(function, args, given):
            return ("call", *inner(function), inner(*args), inner(*given))
        case Index(base, indices):
            return ("index", *inner(base, *indices))
        case Bind(op, variables, bounds, body):
            return (op, inner(*variables), inner(*bounds), *inner(body))
        case Chain(operands, ("=",)):
            return ("chain", ("=",), *sorted(inner(*operands), key=repr))
        case Chain(operands, relations):
            return ("chain", relations, *inner(*operands))
        case Interval(low, high, closed_low, closed_high):
            return ("interval", closed_low, closed_high, *inner(low, high))
        case Matrix(rows):
            return ("matrix", *(inner(*row) for row in rows))


def _gather(op: str, parts: list[Hashable]) -> Hashable:
    """One flat sum or product, in a fixed order."""
    flat: list[Hashable] = []
    for part in parts:
        if op in NESTING and isinstance(part, tuple) and part and part[0] == op:
            flat.extend(part[1:])
        else:
            flat.append(part)
    return (op, *sorted(flat, key=repr)) if len(flat) > 1 else flat[0]
