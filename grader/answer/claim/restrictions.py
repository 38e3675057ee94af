"""Whether a condition beside a value takes something from it: `ln x, x > 0` does not, `x^2, x < 0` does."""

from __future__ import annotations

from collections.abc import Iterator

from flint import acb

from grader.answer.kind import Context
from grader.answer.value.numbers.worth import NoValue, domain_of, fraction, precision, substituted
from grader.answer.value.numbers.worth import value as worth
from grader.answer.value.shapes import CONSTANTS, is_number
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Interval, Name, Number, walk

BITS = 96
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
COUNTED = frozenset("nmkijtNM")
"""Letters of numbers and times, which may begin at 1."""
BEGINS = {"positive": ">", "nonnegative": ">=", "nonnegative integer": ">=", "positive integer": ">"}
"""How a domain begins at 0."""
BEYOND = tuple(map(Number, ("0.125", "1", "1.5", "7")))
"""Distances from the end of a condition at which the value is looked at."""

LATER = (Number("60"), Number("121"))
"""Terms of a series that are compared: one even, one odd."""


def leaves_room(proviso: Expr, value: Expr, context: Context) -> bool:
    """Whether it leaves out single points only, or what is no loss: where the value is not real, or the letter is
    not by what is declared; or says `x > 0` as one does to be safe, or what the question says."""
    match proviso:
        case Chain((Name(id), Name("reals")), ("in",)):
            return id in free_names(value)
        case Chain((Name(id), end), ("!=",)) | Chain((end, Name(id)), ("!=",)) if is_number(end):
            return id in free_names(value)
    id, bounds = _bounds(proviso)
    if id not in free_names(value):
        return False
    if len(bounds) == 1 and _is_usual(id, *bounds[0], context):
        return True
    return _is_asked(proviso, context) or all(_is_natural(id, *bound, value, context) for bound in bounds)


def _bounds(proviso: Expr) -> tuple[str, list[tuple[str, Expr]]]:
    """The letter that a condition bounds by numbers, and how; no letter where it does something else."""
    match proviso:
        case Chain((Name(id), end), (relation,)) if relation in FLIPPED and is_number(end):
            return id, [(relation, end)]
        case Chain((end, Name(id)), (relation,)) if relation in FLIPPED and is_number(end):
            return id, [(FLIPPED[relation], end)]
        case Chain((low, Name(id), high), (first, second)) if {first, second} <= {"<", "<="}:
            return (id, [(FLIPPED[first], low), (second, high)]) if is_number(low) and is_number(high) else ("", [])
        case Chain((Apply("abs", (Name(id),)), end), ("<" | "<=" as relation,)) if is_number(end):
            return id, [(FLIPPED[relation], Apply("neg", (end,))), (relation, end)]
        case Chain((Name(id), Interval(low, high)), ("in",)) if low != high:
            return id, [(relation, end) for relation, end in ((">=", low), ("<=", high)) if is_number(end)]
    return "", []


def _is_asked(proviso: Expr, context: Context) -> bool:
    """Whether a formula of the question says the same."""
    formulas = (piece.text for piece in cut(context.question) if piece.kind != "prose")
    asked = (parse(text, context.names).expr for text in formulas)
    return any(proviso in walk(expr) for expr in asked if expr is not None)


def _is_usual(id: str, relation: str, end: Expr, context: Context) -> bool:
    """`x > 0` of a real letter, `n >= 1` of one that counts; and what is declared."""
    domain, low = domain_of(context.names, id), fraction(end)
    if relation not in (">", ">=") or low is None:
        return False
    if domain in BEGINS:
        begun = low == 0 and relation in (">=", BEGINS[domain])
        return low < 0 or begun or (domain == "positive integer" and low == 1 and relation == ">=")
    counts = not domain and relation == ">=" and id.partition("_")[0] in COUNTED
    return domain in ("", "real") and (low == 0 or (low == 1 and counts))


def _is_natural(id: str, relation: str, end: Expr, value: Expr, context: Context) -> bool:
    """Whether the value is not real on the other side of one end, or is a series that ends to converge there; at
    the end itself (`|x| <= 1`) nobody looks."""
    above = relation in (">", ">=")
    others = {name: Number("2") for name in free_names(value) if name not in CONSTANTS}
    with precision(BITS):
        if (series := _series(value)) is not None:
            near = next(_beyond(end, not above))
            return (
                relation in ("<", ">")
                and not _grows(series, id, near, context)
                and all(_grows(series, id, place, context) for place in _beyond(end, above))
            )
        places = _beyond(end, above)
        return all(_has_none(substituted(value, {**others, id: place}), context) for place in places)


def _beyond(end: Expr, above: bool) -> Iterator[Expr]:
    for step in BEYOND:
        yield Apply("add", (end, Apply("neg", (step,)) if above else step))


def _series(expr: Expr) -> Bind | None:
    """The first infinite sum in it."""
    sums = (node for node in walk(expr) if isinstance(node, Bind) and node.op == "sum" and len(node.bounds) == 2)
    return next((node for node in sums if node.bounds[1] == Name("infinity")), None)


def _grows(series: Bind, id: str, place: Expr, context: Context) -> bool:
    """Whether its later terms are larger than earlier ones, at a place."""
    (counter,) = (name.id for name in series.variables if isinstance(name, Name))
    terms = [worth(substituted(series.body, {id: place, counter: at}), context) for at in LATER]
    first, last = terms
    return isinstance(first, acb) and isinstance(last, acb) and bool(abs(last) > abs(first))


def _has_none(value: Expr, context: Context) -> bool:
    found = worth(value, context, real=True)
    return found.undefined if isinstance(found, NoValue) else isinstance(found, acb) and not found.imag.contains(0)
