"""Sets of real numbers whose ends are known: intervals, finite sets, their unions, and solved inequalities.

The line is cut at all ends; between them membership cannot change. Ends are compared by `equivalence`, so that
`[0, sqrt(2)/2]` and `[0, 1/sqrt(2)]` are one region, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.answer.kind import Context
from grader.answer.solution.conditions import infinite
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, undecided
from grader.answer.value.numbers.worth import NoValue, precision, value
from grader.answer.value.shapes import is_number, unwrapped
from grader.equivalence import compare
from grader.equivalence.rewriting.signs import readings, signed
from grader.equivalence.truth import Same
from grader.late import dataclass
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Chain, Expr, Interval, Name, Number
from grader.values import Finding

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
INFINITY = Name("infinity")
EMPTY = Name("empty")
REALS = Name("reals")
ENDS = 40
SIGNED: dict[str, Expr] = {
    "reals_positive": Interval(Number("0"), INFINITY, False, False),
    "reals_nonnegative": Interval(Number("0"), INFINITY, True, False),
    "reals_negative": Interval(Apply("neg", (INFINITY,)), Number("0"), False, False),
    "reals_nonpositive": Interval(Apply("neg", (INFINITY,)), Number("0"), False, True),
    "reals_plus": Interval(Number("0"), INFINITY, False, False),
    "reals_minus": Interval(Apply("neg", (INFINITY,)), Number("0"), False, False),
    "reals_star": Apply("complement", (Apply("set", (Number("0"),)),)),
}
"""Real numbers of one sign, by the name that the reader gives them."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A region, and what was said to lie in it (None for a bare region)."""

    region: Expr
    subject: Expr | None = None


def solved(expr: Expr) -> Solved | None:
    """The region that a bare set, `x in …` or a solved inequality states; None for all else."""
    expr = unwrapped(expr)
    match expr:
        case Apply("set", items) if signed(expr):  # `{±2}`
            return Solved(Apply("set", tuple(value for item in items for value in readings(item))))
        case Interval() | Apply("set", _) | Name("empty" | "reals"):
            return Solved(expr)
        case Apply("tuple" | "list" as op, (low, high)) if _end(low) and _end(high):
            return Solved(Interval(low, high, op == "list", op == "list"))
        case Name(id) if id in SIGNED:
            return Solved(SIGNED[id])
        case Apply("setminus", (Name("R"), *others)):
            return _joined("setminus", (REALS, *others))
        case Bind("set_of", (letter,), bounds, body):
            parts = [solved(body), *map(solved, bounds)]
            known = [part.region for part in parts if part is not None and part.subject in (None, letter)]
            return Solved(Apply("intersection", tuple(known))) if len(known) == len(parts) else None
        case Apply("union" | "intersection" | "setminus" | "complement" | "and" | "or" as op, args):
            return _joined(op, args)
        case Apply("not", (inner,)):
            below = solved(inner)
            return below and Solved(Apply("complement", (below.region,)), below.subject)
        case Chain((subject, region), ("in" | "notin" as relation,)):
            below = solved(region)
            if below is None or below.subject is not None:
                return None
            return Solved(below.region if relation == "in" else Apply("complement", (below.region,)), subject)
        case Chain((low, subject, high), (first, second)) if _end(low) and _end(high):
            left, right = _half(subject, FLIPPED.get(first, ""), low), _half(subject, second, high)
            same = left and right and (first in ("<", "<=")) == (second in ("<", "<=")) and first not in ("=", "!=")
            return Solved(Apply("intersection", (left, right)), subject) if left and right and same else None
        case Chain((left, right), (relation,)):
            if _end(right) and not _end(left):
                found = _half(left, relation, right)
                return None if found is None else Solved(found, left)
            if _end(left) and not _end(right):
                found = _half(right, FLIPPED.get(relation, ""), left)
                return None if found is None else Solved(found, right)
    return None


def _joined(op: str, args: tuple[Expr, ...]) -> Solved | None:
    parts = [solved(arg) for arg in args]
    known = [part for part in parts if part is not None]
    subjects = {part.subject for part in known}
    if len(known) != len(parts) or len(subjects) > 1:
        return None
    op = {"and": "intersection", "or": "union"}.get(op, op)
    return Solved(Apply(op, tuple(part.region for part in known)), subjects.pop())


def _half(subject: Expr, relation: str, end: Expr) -> Expr | None:
    """The numbers that stand in the relation to `end`."""
    below = Apply("neg", (INFINITY,))
    match relation:
        case "=":
            return Apply("set", (end,))
        case "!=":
            return Apply("complement", (Apply("set", (end,)),))
        case "<" | "<=":
            return Interval(below, end, False, relation == "<=")
        case ">" | ">=":
            return Interval(end, INFINITY, relation == ">=", False)
    return None


def _end(expr: Expr) -> bool:
    return is_number(expr)


def same_region(expected: Expr, student: Expr, context: Context) -> Judgement:
    """Whether two regions have the same points; which end or bracket is wrong, where that is simple."""
    if expected == student:
        return correct("structure", finding("equal", "note"))
    ends = sorted_ends((*ends_of(expected), *ends_of(student)), context)
    if ends is None:
        return undecided("regions", finding("ends-undecided"))
    places = range(2 * len(ends) + 1)
    ours = [inside(expected, place, ends) for place in places]
    theirs = [inside(student, place, ends) for place in places]
    if None in ours or None in theirs:
        return undecided("regions", finding("ends-undecided"))
    if ours == theirs:
        return correct("regions", finding("equal", "note"))
    if isinstance(expected, Interval) and len(ends) == 2 and theirs == [bool(place % 2) for place in places]:
        return incorrect("shape", finding("other-brackets"))  # `{2, 3}` for `(2, 3)`
    wrong = [place for place in places if ours[place] != theirs[place]]
    return incorrect("regions", *_named(wrong, ours, ends))


def is_empty(region: Expr, context: Context) -> bool:
    """Whether no number lies in it: `(2, -1)` is a point, and no interval."""
    ends = sorted_ends(tuple(ends_of(region)), context)
    return ends is not None and not any(inside(region, place, ends) for place in range(2 * len(ends) + 1))


def covers(region: Expr, other: Expr, context: Context) -> bool:
    """Whether the two are provably the same set."""
    return same_region(other, region, context).right


def _named(wrong: list[int], ours: list[bool | None], ends: list[tuple[Expr, ...]]) -> Iterator[Finding]:
    """Only single points wrong: the brackets there; else that the sets differ."""
    points = [place for place in wrong if place % 2]
    if len(points) < len(wrong):
        yield finding("regions-differ")
        return
    for place in points:
        code = "end-should-belong" if ours[place] else "end-should-not-belong"
        yield finding(code, end=to_text(ends[place // 2][0]))


def ends_of(region: Expr) -> Iterator[Expr]:
    """All finite ends and points."""
    match region:
        case Interval(low, high, _, _):
            yield from (end for end in (low, high) if not infinite(end))
        case Apply("set", items):
            yield from items
        case Apply("union" | "intersection" | "setminus" | "complement", args):
            for arg in args:
                yield from ends_of(arg)


def sorted_ends(ends: tuple[Expr, ...], context: Context) -> list[tuple[Expr, ...]] | None:
    """From left to right, equal ones together; None where two cannot be told apart, or one is no real number."""
    if len(ends) > ENDS:
        return None
    found: list[tuple[Expr, ...]] = []
    for end in ends:
        place = 0
        for place, group in enumerate(found):
            order = _order(end, group[0], context)
            if order is None:
                return None
            if order == 0:
                found[place] = (*group, end)
                break
            if order < 0:
                found.insert(place, (end,))
                break
        else:
            if _order(end, end, context) is None:
                return None
            found.append((end,))
    return found


def _order(left: Expr, right: Expr, context: Context) -> int | None:
    with precision(256):
        ours, theirs = value(left, context), value(right, context)
        if isinstance(ours, NoValue) or isinstance(theirs, NoValue):
            return 0 if left == right and not isinstance(ours, NoValue) else None
        if not (ours.imag.contains(0) and theirs.imag.contains(0)):
            return None
        if ours.real < theirs.real:
            return -1
        if ours.real > theirs.real:
            return 1
    if left == right:
        return 0
    truth = compare(left, right, context.names, context.budget, context.seed)
    return 0 if isinstance(truth, Same) else None


def inside(region: Expr, place: int, ends: list[tuple[Expr, ...]]) -> bool | None:
    """Whether the place (odd: the end itself, even: the gap before it) belongs to the region."""
    match region:
        case Interval(low, high, closed_low, closed_high):
            from_low = infinite(low) < 0 or _after(place, _index(low, ends), closed_low)
            to_high = infinite(high) > 0 or _before(place, _index(high, ends), closed_high)
            return from_low and to_high and infinite(low) <= 0 and infinite(high) >= 0
        case Apply("set", items):
            return any(2 * _index(item, ends) + 1 == place for item in items)
        case Name("empty"):
            return False
        case Name("reals"):
            return True
        case Apply(op, args):
            parts = [inside(arg, place, ends) for arg in args]
            return None if None in parts else _combined(op, [bool(part) for part in parts])
    return None


def _combined(op: str, parts: list[bool]) -> bool | None:
    match op:
        case "union":
            return any(parts)
        case "intersection":
            return all(parts)
        case "setminus":
            return parts[0] and not any(parts[1:])
        case "complement":
            return not parts[-1]
    return None


def _index(end: Expr, ends: list[tuple[Expr, ...]]) -> int:
    return next((k for k, group in enumerate(ends) if end in group), -1)


def _after(place: int, index: int, closed: bool) -> bool:
    point = 2 * index + 1
    return place > point or (closed and place == point)


def _before(place: int, index: int, closed: bool) -> bool:
    point = 2 * index + 1
    return place < point or (closed and place == point)
