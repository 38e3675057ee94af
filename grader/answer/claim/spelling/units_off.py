"""A unit where plain numbers are asked for, `(30 + 40j) Ω`, `(4, 3, 0) N`: a person says whether it may."""

from __future__ import annotations

from collections.abc import Iterator

from grader.answer.claim.picked import Picked
from grader.answer.claim.spelling.measured import READING_IN_DOUBT
from grader.answer.value.numbers.units import Quantity, mentions_units, quantity, with_units
from grader.answer.value.shapes import CONSTANTS
from grader.late import replace
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Matrix
from grader.values import Finding

_ROWS = frozenset({"tuple", "list"})


def without_units(picked: Picked, names: Names, arrays: bool) -> Iterator[Picked]:
    """What is picked without the unit at its end; `arrays`: a vector or a matrix of numbers is asked for."""
    wider = with_units(names, picked.text)
    expr = parse(picked.text, wider).expr if picked.expr is not None else None
    if expr is None or not mentions_units(expr, wider):
        return
    before = expr.operands[:-1] if isinstance(expr, Chain) else ()
    last = expr.operands[-1] if isinstance(expr, Chain) else expr
    end = _array(last, wider) if arrays else _number(last, wider)
    if end is None:
        return
    plain = Chain((*before, end), expr.relations) if isinstance(expr, Chain) else end
    data = (("text", picked.text.strip()), ("read", to_text(end)))
    note = Finding(READING_IN_DOUBT, "assumption", data=data)
    yield replace(picked, expr=plain, findings=(*picked.findings, note))


def _number(expr: Expr, names: Names) -> Expr | None:
    """The number of a quantity, perhaps a complex one; several letters alone are a product: `5 V t`."""
    found = quantity(expr, names)
    if found is None or not found.units or (len(found.units) > 1 and max(map(len, found.units)) == 1):
        return None
    worked = isinstance(found.number, Apply) and found.number.op == "mul"
    return found.number if not worked and free_names(found.number) <= {"i", "j"} else None


def _array(expr: Expr, names: Names) -> Expr | None:
    """The array before a unit, or one whose entries have all the same unit, if they are not zero."""
    entries = [quantity(entry, names) for entry in _entries(expr)]
    if entries:
        numbers = [each.number for each in entries if each is not None and _may_have(each, entries[0])]
        return Apply("tuple", tuple(numbers)) if len(numbers) == len(entries) else None
    found = quantity(expr, names)
    plain = found is not None and bool(found.units) and not free_names(found.number) - CONSTANTS
    return found.number if found is not None and plain else None


def _entries(expr: Expr) -> tuple[Expr, ...]:
    """Those of a vector."""
    match expr:
        case Apply(op, args) if op in _ROWS:
            return args
        case Matrix(rows) if all(len(row) == 1 for row in rows):
            return tuple(row[0] for row in rows)
    return ()


def _may_have(entry: Quantity, first: Quantity | None) -> bool:
    return first is not None and (not entry.units or not first.units or entry.units == first.units)
