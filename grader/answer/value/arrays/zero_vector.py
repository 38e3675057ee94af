"""The set of the zero vector, written with a 0: `{0}` for `{(0, 0, 0)}`."""

from __future__ import annotations

from grader.answer.value.arrays.named_arrays import ZERO, ZERO_WORDS
from grader.notation.tree import Apply, Expr, Index, Matrix, Name, Number, Text

_NUMBER = Number("0")
ZERO_ALONE = Apply("set", (_NUMBER,))


def is_trivial(expected: Expr) -> bool:
    """Whether it is the set of the zero vector alone."""
    match expected:
        case Apply("set", (Apply("tuple" | "list", (_, _, *_) as entries),)):
            return all(entry == _NUMBER for entry in entries)
        case Apply("set", (Matrix(rows),)):
            return all(entry == _NUMBER for row in rows for entry in row)
    return False


def is_zero(expr: Expr) -> bool:
    """`0`, `\\vec 0`, `0_V`, "zero vector"."""
    match expr:
        case Name(id):
            return id in ZERO
        case Text(words):
            return " ".join(words.casefold().split()).removeprefix("the ") in ZERO_WORDS
        case Index(base, _):
            return base == _NUMBER
    return expr == _NUMBER


def holds_zero(expr: Expr) -> bool:
    """`{0}`."""
    match expr:
        case Apply("set", (inner,)):
            return is_zero(inner)
    return False
