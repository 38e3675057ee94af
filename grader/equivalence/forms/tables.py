"""Truth tables as plain values: what all propositions that mean the same share."""

from __future__ import annotations

from itertools import product

from grader.equivalence.evaluation.scalars import Unsupported
from grader.errors import LimitError
from grader.notation.tree import Apply, Chain, Expr, Name, walk

LETTERS = 12


def table(expr: Expr) -> tuple[object, ...] | bool | Name:
    """The letters that matter, and the values for all of theirs in order; a truth value or a letter where it is no
    more than that. Unsupported for what is no proposition."""
    letters = sorted({node.id for node in walk(expr) if isinstance(node, Name)} - {"true", "false"})
    if len(letters) > LETTERS:
        raise LimitError("LETTERS")
    rows = {bits: _truth(expr, dict(zip(letters, bits, strict=True))) for bits in _assignments(len(letters))}
    matter = [k for k in range(len(letters)) if any(_without(rows, bits, k) != rows[bits] for bits in rows)]
    short = {tuple(bits[k] for k in matter): value for bits, value in rows.items()}
    if not matter:
        return short[()]
    if len(matter) == 1 and short[(True,)]:
        return Name(letters[matter[0]])
    return ("table", *(letters[k] for k in matter), *(short[bits] for bits in _assignments(len(matter))))


def _assignments(count: int) -> product[tuple[bool, ...]]:
    return product((False, True), repeat=count)


def _without(rows: dict[tuple[bool, ...], bool], bits: tuple[bool, ...], k: int) -> bool:
    return rows[(*bits[:k], not bits[k], *bits[k + 1 :])]


def _truth(expr: Expr, world: dict[str, bool]) -> bool:
    match expr:
        case Name("true" | "false" as id):
            return id == "true"
        case Name(id):
            return world[id]
        case Chain((left, right), ("to",)):
            return not _truth(left, world) or _truth(right, world)
        case Apply(op, args):
            return _connected(op, [_truth(arg, world) for arg in args])
    raise Unsupported("proposition")


def _connected(op: str, values: list[bool]) -> bool:
    match op:
        case "and" | "or":
            return all(values) if op == "and" else any(values)
        case "not" | "boxed" | "pos":
            return values[0] != (op == "not")
        case "xor":
            return sum(values) % 2 == 1
        case "implies":
            return not values[0] or values[-1]
        case "iff":
            return len(set(values)) == 1
    raise Unsupported(op)
