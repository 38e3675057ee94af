"""The values in an answer that may open a box: what the kinds read out of it, in the forms in which they seal it.

Which box opens decides nothing: the answer is checked again by the block within. So any value may be tried, and one
that is not costs a right answer its box.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Interval, Matrix, Name
from grader.values import Answer

MOST = 10
"""Values of one answer that are tried; each costs a slow hash."""
SEVERAL = frozenset({"sequence", "list", "tuple", "set", "and", "or"})
BETWEEN = frozenset({"<", "<="})
LETTERS = 3
LOGICAL = frozenset({"not", "implies", "iff", "xor"})


def as_rows(expr: Expr) -> Expr:
    """A list of rows of equal length as the matrix that it writes."""
    match expr:
        case Apply("list" | "tuple", rows) if all(isinstance(row, Apply) and row.op in SEVERAL for row in rows):
            entries = tuple(row.args for row in rows if isinstance(row, Apply))
            if len({len(row) for row in entries}) == 1:
                return Matrix(entries)
    return expr


def keys(answer: Answer, picked: str, names: Names) -> Iterator[Expr]:
    """Values that the answer may mean besides the one that was picked, each once, the likeliest first."""
    texts = [piece.text for piece in answer.pieces if piece.kind in ("math", "display")] or [
        piece.text for piece in answer.pieces if piece.kind == "prose"
    ]
    read = [expr for text in texts[:MOST] if (expr := parse(text.strip(" .,;\n"), names).expr) is not None]
    whole = parse(picked, names).expr
    last = [Apply("sequence", tuple(read[-count:])) for count in range(len(read), 1, -1)]
    exprs = (*([] if whole is None else [whole]), *last, *reversed(read))
    found = (form for expr in exprs for form in _forms(expr, names))
    yield from islice(dict.fromkeys(found), MOST)


def _forms(expr: Expr, names: Names) -> Iterator[Expr]:
    yield as_rows(expr)
    match expr:
        case Chain((Name(), value), ("=" | "in" | "defines",)):
            yield from _forms(value, names)
        case Chain((low, Name(), high), (first, last)) if {first, last} <= BETWEEN:
            yield Interval(low, high, first == "<=", last == "<=")
        case Interval():
            letters = sorted(name for name in names.variables if name != "*")[:LETTERS]
            yield from (Chain((Name(letter), expr), ("in",)) for letter in letters)
        case Apply(op, items) if op in SEVERAL:
            values = tuple(map(_value, items))
            yield from (Apply(kind, values) for kind in ("set", "list"))
            yield from values[::-1]
        case Apply("percent", (value,)):  # `45 %`, where so many percent may be asked
            yield value
        case Apply("pm", (value,)):
            yield Apply("set", (value, Apply("neg", (value,))))


def _value(expr: Expr) -> Expr:
    match expr:
        case Chain((Name(), value), ("=",)):
            return value
    return expr


def is_plain(expr: Expr, shape: str) -> bool:
    """Whether it is written as what was asked for, in a form of which all was tried: without a box it is wrong."""
    several = isinstance(expr, Matrix) or (isinstance(expr, Apply) and expr.op in SEVERAL)
    states = isinstance(expr, Chain | Interval)
    match shape:
        case "value":
            return not several and not isinstance(expr, Interval)
        case "collection":
            return several
    return states or several or (isinstance(expr, Apply) and expr.op in LOGICAL)
