"""One interval written in several ways, one after the other: `CI = 50 ± 1.96*2 = [46.08, 53.92]`."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from grader.answer.kind import Context
from grader.answer.value.numbers.digits import typed
from grader.answer.value.numbers.worth import place
from grader.answer.value.shapes import is_number
from grader.late import pattern, replace
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import Apply, Chain, Expr, Interval, Name

LITTLE = Fraction(1, 1000)
"""How far an end may be off where it is written anew, relative to it."""
_CONFIDENCE = pattern(
    r"\bconfidence|\bKonfidenz|\bVertrauens|\bconfiance|\bprediction interval|\bcredible|\b(?:CI|KI)\b",
    re.IGNORECASE,
)
_LINKS = frozenset({"=", "approx", "to", "equiv"})


def one_reach(expr: Expr, context: Context) -> Expr:
    """The last of them that is not behind an `≈`, where all ends are the same but for rounding, and no brackets
    differ; else the statement as it stands. What holds letters may stand before them: a name, `bar(x) ± z
    sigma/sqrt(n)`."""
    if not isinstance(expr, Chain) or not _LINKS.issuperset(expr.relations):
        return expr
    ends = [_ends(side) for side in expr.operands]
    told = next((k for k, each in enumerate(ends) if each is not None), len(ends))
    written = [each for each in ends[told:] if each is not None]
    if len(written) < 2 or len(written) < len(ends) - told or any(map(is_number, expr.operands[:told])):
        return expr
    same = all(
        _same(*both, context) for ours, theirs in pairwise(written) for both in zip(ours, theirs, strict=True)
    )
    sides = expr.operands[told:]
    brackets = {_brackets(side) for side in sides} - {None}
    if not same or len(brackets) > 1:
        return expr
    exact = next((k for k in range(1, len(sides)) if expr.relations[told + k - 1] == "approx"), len(sides))
    value = next((side for side in reversed(sides[:exact]) if _brackets(side)), None)
    said = next((each for side in sides if (each := _brackets(side))), None)
    if value is None and said is not None:
        return Interval(*written[exact - 1], *said)
    return value or sides[exact - 1]


def _ends(expr: Expr) -> tuple[Expr, Expr] | None:
    match expr:
        case Apply("plus_minus", (middle, reach)) if is_number(middle) and is_number(reach):
            return Apply("add", (middle, Apply("neg", (reach,)))), Apply("add", (middle, reach))
        case Interval(low, high) | Apply("tuple" | "list", (low, high)) if is_number(low) and is_number(high):
            return low, high
    return None


def _brackets(expr: Expr) -> tuple[bool, bool] | None:
    """Which ends belong to it; None where that is not said."""
    match expr:
        case Interval():
            return expr.closed_low, expr.closed_high
        case Apply("tuple" | "list" as op):
            return op == "list", op == "list"
    return None


def _same(exact: Expr, written: Expr, context: Context) -> bool:
    read = typed(written)
    half = Fraction(1, 2 * 10**read.places) if read is not None and read.places > 0 else Fraction(0)
    return place(written, exact, half, LITTLE, context) in ("inside", "edge")


def leaves_ends(question: str) -> bool:
    """Whether it asks for an interval of which nobody asks whether its ends belong to it."""
    return _CONFIDENCE.search(question) is not None


def in_brackets_of(expected: Expr, student: Expr, question: str) -> Expr | None:
    """A confidence interval with the brackets of the expected one: nobody asks whether its ends belong to it. None
    for anything else."""
    if not isinstance(expected, Interval) or not leaves_ends(question):
        return None
    match student:
        case Chain((low, Name(), high), ("<" | "<=", "<" | "<=")):
            return replace(expected, low=low, high=high)
        case Chain((_, value), ("=" | "in",)):
            return in_brackets_of(expected, value, question)
    read = as_set(student)
    return replace(expected, low=read.low, high=read.high) if isinstance(read, Interval) else None
