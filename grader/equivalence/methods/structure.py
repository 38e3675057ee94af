"""The same tree, but for brackets, the order of sums and products, the spelling of numbers and bound names.

No law of arithmetic is used beyond commutativity and associativity of numbers, so this is certain, and quick.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import TypeAlias

from grader.equivalence.evaluation.rationals import rational
from grader.equivalence.truth import Same
from grader.errors import LimitError
from grader.notation.names import Names
from grader.notation.tree import (
    Apply,
    Bind,
    Call,
    Chain,
    Expr,
    Facts,
    Index,
    Interval,
    Matrix,
    Name,
    Number,
    Text,
    facts,
)

Shape: TypeAlias = Hashable
COMMUTATIVE = frozenset({"add", "and", "or", "set", "union", "intersection", "min", "max", "gcd", "lcm"})
NESTING = COMMUTATIVE - {"set"}
MAY_GO = frozenset({"pos", "boxed", "sequence", "add", "mul"})
"""Words that are no part of the shape where they stand over one argument."""
DOTS = Apply("ellipsis", ())
IN_PLACE = frozenset({"diff", "partial", "gradient"})
WITHOUT_ORDER = frozenset({"vector", "matrix"})


def decide(left: Expr, right: Expr, names: Names) -> Same | None:
    """Same where the trees are one after trivial normalisation, else None."""
    if left == right:
        return Same("structure", True, everywhere=True)
    try:
        equal = not _far_apart(left, right, names) and shape(left, names) == shape(right, names)
    except (LimitError, RecursionError):
        return None
    return Same("structure", True, everywhere=True) if equal else None


def _far_apart(left: Expr, right: Expr, names: Names) -> bool:
    """A cheap look: different words and leaves cannot become one shape."""
    mine, theirs = facts(left), facts(right)
    if mine.letters != theirs.letters or len(mine.numbers) != len(theirs.numbers):
        return True
    if (mine.words ^ theirs.words) - MAY_GO:
        return True
    if sorted(mine.numbers) != sorted(theirs.numbers) and _values(mine) != _values(theirs):
        return True
    return Bind not in mine.shapes and not names.same and set(mine.names) != set(theirs.names)


def _values(held: Facts) -> list[str]:
    """The numbers in it."""
    return sorted((text.lstrip("0") or "0") if text.isdigit() else str(rational(text)) for text in held.numbers)


def shape(expr: Expr, names: Names) -> Shape:
    """A hashable value that equal trees share."""
    held = facts(expr)
    return _shape(expr, names, {}, Matrix not in held.shapes and not any(_is_array(id, names) for id in held.names))


def _is_array(id: str, names: Names) -> bool:
    """A name for a vector or a matrix: its products do not commute."""
    domain = names.domain(id)
    return domain is not None and domain.kind in WITHOUT_ORDER


def _shape(expr: Expr, names: Names, bound: dict[str, int], commuting: bool) -> Shape:
    if isinstance(expr, Name):
        id = expr.id
        return ("bound", bound[id]) if id in bound else ("name", names.canonical(id))
    if isinstance(expr, Number):
        return _number(expr.text)
    if isinstance(expr, Apply):
        return _of_word(expr.op, expr.args, names, bound, commuting)

    def inner(*parts: Expr) -> tuple[Shape, ...]:
        return tuple([_shape(part, names, bound, commuting) for part in parts])

    match expr:
        case Text(text):
            return ("text", text)
        case Call(function, args, given):
            return ("call", *inner(function), inner(*args), inner(*given))
        case Index(base, indices):
            return ("index", *inner(base, *indices))
        case Bind(op, variables, bounds, body) if op in IN_PLACE:
            return (op, inner(*variables), inner(*bounds), *inner(body))
        case Bind(op, variables, bounds, body):
            within = dict(bound)
            for variable in variables:
                if isinstance(variable, Name):
                    within[variable.id] = len(within)
            heads = tuple(_shape(variable, names, within, commuting) for variable in variables)
            return (op, heads, inner(*bounds), _shape(body, names, within, commuting))
        case Chain(operands, relations):
            return ("chain", relations, *inner(*operands))
        case Interval(low, high, closed_low, closed_high):
            return ("interval", closed_low, closed_high, *inner(low, high))
        case Matrix(rows):
            return ("matrix", *(inner(*row) for row in rows))


def _of_word(op: str, args: tuple[Expr, ...], names: Names, bound: dict[str, int], commuting: bool) -> Shape:
    if len(args) == 1 and op in MAY_GO:
        return _shape(args[0], names, bound, commuting)
    loose = op in COMMUTATIVE or (op == "mul" and commuting)
    if loose and not (op in ("add", "mul") and DOTS in args):
        return (op, *sorted(_flat(op, args, names, bound, commuting), key=repr))
    return (op, *[_shape(arg, names, bound, commuting) for arg in args])


@lru_cache(maxsize=4096)
def _number(text: str) -> Shape:
    value = rational(text)
    return ("number", int(value.p), int(value.q))


def _flat(op: str, args: tuple[Expr, ...], names: Names, bound: dict[str, int], commuting: bool) -> list[Shape]:
    """The arguments' shapes, nested ones of the same word lifted out."""
    found: list[Shape] = []
    for arg in args:
        below = _shape(arg, names, bound, commuting)
        if isinstance(below, tuple) and below and below[0] == op and (op == "mul" or op in NESTING):
            found.extend(below[1:])
        else:
            found.append(below)
    return found
