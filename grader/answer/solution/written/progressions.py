r"""Solutions that come again: `x = \pi/4 + k\pi, k \in \mathbb{Z}`.

Each such family is an arithmetic progression over all integers, whatever its letter and wherever it begins. Where
their periods are commensurable they are compared exactly: over a common period each is a finite list of places.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from grader.answer.kind import Context
from grader.answer.solution.relation import Relation, Solutions, solution
from grader.answer.solution.written.residue_classes import is_class, with_classes
from grader.answer.value.numbers.worth import NoValue, precision, substituted, value
from grader.answer.value.shapes import is_number
from grader.equivalence import compare
from grader.equivalence.rewriting.signs import readings
from grader.equivalence.truth import Same
from grader.late import dataclass, replace
from grader.notation.names import Domain, free_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Name, Number, Text, walk

INTEGERS = Name("integers")
COUNTING = frozenset({"k", "n", "m", "l", "z", "j", "N", "K"})
"""Letters that count, where the answer does not say so."""
SAYING = frozenset({"is an integer", "integer", "an integer", "any integer", "ganz", "ganzzahlig"})
_Places: TypeAlias = tuple[tuple[Expr, ...], tuple[Expr, ...]]
PLACES = 120
LARGEST = 1000
"""Of a numerator or denominator of a quotient of periods."""
BITS = 256


@dataclass(frozen=True, slots=True)
class Family:
    """`start + k*period` for all integers k; without a period only `start`."""

    start: Expr
    period: Expr | None


def by_progressions(left: Expr, right: Expr, context: Context) -> Solutions | None:
    """How the families of `right` lie to those of `left`; None where `left` has none, or nothing can be told."""
    left, right = with_classes(left) if is_class(left) else left, with_classes(right)
    letter, ours = families_of(left, context, False)
    if not ours or all(family.period is None for family in ours):
        return None
    other, theirs = families_of(right, context, True)
    if theirs is None or (letter and other and letter != other):
        return None
    with precision(BITS):
        unit = next(family.period for family in ours if family.period is not None)
        whole = _common(tuple(f.period for f in (*ours, *theirs) if f.period is not None), unit, context)
        if whole is None:
            return None
        length = _times(unit, whole)
        mine, others = (_spread(families, unit, whole, context) for families in (ours, theirs))
        if mine is None or others is None:
            return None
        lost, gained = (_outside(a, b, length, context) for a, b in ((mine, others), (others, mine)))
    if lost is UNTOLD or gained is UNTOLD:
        return None
    return _related(letter or other or "x", gained, lost, context)


UNTOLD = Text("")
"""In place of a value: some are too near to tell."""


def _related(letter: str, gained: Expr | None, lost: Expr | None, context: Context) -> Solutions:
    relation: Relation = "same"
    if lost is not None:
        relation = "different" if gained is not None else "right_in_left"
    elif gained is not None:
        relation = "left_in_right"
    found = (("solutions-gained", gained), ("solutions-lost", lost))
    shown = [(code, decimal(place, context)) for code, place in found if place is not None]
    told = tuple(solution(code, ((letter, place),)) for code, place in shown)
    return Solutions(relation, "progressions", True, told)


def decimal(place: Expr, context: Context) -> str:
    with precision(64):
        text = str(value(place, context).real.mid().str(6, radius=False))
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def families_of(expr: Expr, context: Context, student: bool) -> tuple[str, tuple[Family, ...] | None]:
    """The letter that is solved for (empty: none), and the families; None where there is anything else. Only a
    `student` may leave out what the counting letter is."""
    mains, counting = _parted(expr)
    letters = {_letter(main) for main in mains} - {""}
    sides = [side for main in mains for side in _sides(main)]
    if len(letters) > 1 or not sides or not all(_holds(main, context) for main in mains):
        return "", None
    free = {name for side in sides for name in free_names(side) if not is_number(Name(name))}
    declared = {name for name in free if (d := context.names.domain(name)) is not None and d.kind == "integer"}
    if letters & free:
        return "", None
    if student:  # in a key a letter of the exercise is one integer, unless `n in Z` makes it all of them
        counting |= declared | (set() if counting else free & COUNTING)
    found = [_by_parity(side, counting, context) for side in sides]
    known = tuple(family for families in found if families is not None for family in families)
    return next(iter(letters), ""), None if None in found else known


def counts(expr: Expr) -> bool:
    """Whether it says of a letter that it is an integer, or one of some integers."""
    said = (node for node in walk(expr) if isinstance(node, Chain) and node.relations == ("in",))
    return any(INTEGERS in walk(node) for node in said)


def _parted(expr: Expr) -> tuple[tuple[Expr, ...], set[str]]:
    """The statements or values, and the letters of which it is said that they are integers."""
    match expr:
        case Apply("sequence", (*values, Name(id), Chain((Name(last), region), ("in",)) as told)) if (
            region == INTEGERS and id != last and any(id in free_names(each) for each in values)
        ):  # `k, n in Z`
            found, counting = _parted(Apply("sequence", (*values, told)))
            return found, counting | {id}
        case Apply("sequence" | "and" | "or", args):
            parts = [_parted(arg) for arg in args]
            return sum((mains for mains, _ in parts), ()), set().union(*(letters for _, letters in parts))
        case Apply("where", (main, remark)):
            mains, letters = _parted(main)
            others, said = _parted(remark)
            return (*mains, *others), letters | said
        case Chain((Name(id), region), ("in",)) if region == INTEGERS:
            return (), {id}
        case Apply("mul", (Name(id), Text(said))) if said in SAYING:
            return (), {id}
        case Chain((Name() as left, Bind("map_set" | "set_of") | Apply("set" | "union") as region), ("in" | "=",)):
            mains, letters = _parted(region)
            return tuple(Chain((left, main), ("=",)) for main in mains), letters
        case Bind("map_set", _, (condition,), body):
            conditions, letters = _parted(condition)
            if letters and not conditions:  # not over the naturals, nor over some of the integers
                return (body,), letters
        case Apply("set" | "union", args):
            return _parted(Apply("sequence", args))
    return (expr,), set()


def _letter(expr: Expr) -> str:
    """What a statement is solved for; empty for a value."""
    match expr:
        case Chain((Name(id), *_), relations) if set(relations) == {"="}:
            return id
    return ""


def _holds(main: Expr, context: Context) -> bool:
    """Whether the values between the letter and the end of a chain are that end: `x = (4k + 1)*pi/4 = …`."""
    if not (isinstance(main, Chain) and _letter(main)):
        return True
    way = main.operands[1:-1]
    truths = (compare(side, main.operands[-1], context.names, context.budget, context.seed) for side in way)
    return all(isinstance(truth, Same) for truth in truths)


def _sides(main: Expr) -> Iterator[Expr]:
    yield from readings(main.operands[-1] if isinstance(main, Chain) and _letter(main) else main)


def _by_parity(side: Expr, counting: set[str], context: Context) -> tuple[Family, ...] | None:
    """The families of a side: one, or those of even and odd integers, as in `(-1)^k*pi/6 + k*pi`."""
    whole = _family(side, counting, context)
    if whole is not None or counting.isdisjoint(free_names(side)):
        return None if whole is None else (whole,)
    names = context.names
    known = replace(names, variables={**names.variables, **dict.fromkeys(counting, Domain("integer"))})
    inner = replace(context, names=known)
    even, odd = (_family(_at_parity(side, counting, rest), counting, inner) for rest in ("0", "1"))
    return None if even is None or odd is None else (even, odd)


def _at_parity(side: Expr, counting: set[str], rest: str) -> Expr:
    return substituted(
        side, {name: _sum(Apply("mul", (Number("2"), Name(name))), Number(rest)) for name in counting}
    )


def _family(side: Expr, counting: set[str], context: Context) -> Family | None:
    """What a side is for all integers in place of its letter; None unless it is linear in one."""
    letters = [name for name in free_names(side) if name in counting]
    if len(letters) > 1:
        return None
    if not letters:
        return Family(side, None) if is_number(side) else None
    start, after = (substituted(side, {letters[0]: Number(at)}) for at in ("0", "1"))
    period = Apply("add", (after, Apply("neg", (start,))))
    line = Apply("add", (start, Apply("mul", (Name(letters[0]), period))))
    if not is_number(start) or not is_number(period):
        return None
    truth = compare(line, side, context.names, context.budget, context.seed)
    return Family(start, period) if isinstance(truth, Same) and truth.certain else None


def _quotient(period: Expr, unit: Expr, context: Context) -> Fraction | None:
    """How often one period holds another, where that is a simple fraction."""
    ours, theirs = value(period, context), value(unit, context)
    if isinstance(ours, NoValue) or isinstance(theirs, NoValue) or theirs.contains(0) or ours.contains(0):
        return None
    guess = Fraction(float((ours / theirs).real.mid())).limit_denominator(LARGEST)
    if not 0 < abs(guess.numerator) <= LARGEST:
        return None
    truth = compare(period, _times(unit, guess), context.names, context.budget, context.seed)
    return guess if isinstance(truth, Same) else None


def _times(unit: Expr, factor: Fraction) -> Expr:
    return Apply("div", (Apply("mul", (Number(str(factor.numerator)), unit)), Number(str(factor.denominator))))


def _common(periods: tuple[Expr, ...], unit: Expr, context: Context) -> Fraction | None:
    """The least length, in units, that is a whole number of each period."""
    sizes = [_quotient(period, unit, context) for period in periods]
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes):
        return None
    over = lcm(*(size.denominator for size in known))
    return Fraction(lcm(*(abs(int(size * over)) for size in known)), over)


def _spread(families: tuple[Family, ...], unit: Expr, whole: Fraction, context: Context) -> _Places | None:
    """Where the families lie within one common period, and what comes only once."""
    found: list[Expr] = []
    for family in families:
        size = None if family.period is None else _quotient(family.period, unit, context)
        if family.period is None or size is None:
            continue
        count = abs(int(whole / size))
        if len(found) + count > PLACES:
            return None
        found += [_sum(family.start, _times(family.period, Fraction(k))) for k in range(count)]
    return tuple(found), tuple(family.start for family in families if family.period is None)


def _outside(places: _Places, others: _Places, length: Expr, context: Context) -> Expr | None:
    """A place that is none of the others; None where there is none."""
    for once, place in (*((False, at) for at in places[0]), *((True, at) for at in places[1])):
        held = [_is_apart(place, other, length, context) for other in others[0]]
        if once:
            held += [_is_apart(place, other, None, context) for other in others[1]]
        if False not in held:
            return UNTOLD if None in held else place
    return None


def _is_apart(left: Expr, right: Expr, length: Expr | None, context: Context) -> bool | None:
    """Whether the distance is no whole number of lengths; without a `length`, whether there is any."""
    ours, theirs, period = (value(expr, context) for expr in (left, right, length or Number("1")))
    if any(isinstance(each, NoValue) for each in (ours, theirs, period)):
        return None
    turns = ((ours - theirs) / period).real
    nearest = round(float(turns.mid())) if length else 0
    if not (turns - nearest).contains(0):
        return True
    shifted = _sum(right, _times(length, Fraction(nearest))) if length else right
    return False if isinstance(compare(left, shifted, context.names, context.budget, context.seed), Same) else None


def _sum(left: Expr, right: Expr) -> Expr:
    return Apply("add", (left, right))
