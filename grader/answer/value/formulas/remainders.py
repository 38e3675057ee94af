"""`1 + x + O(x^2)`: a value up to a remainder that an order bounds. What stands before it must agree below that."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import factorial

from grader.answer.kind import Context
from grader.answer.value.formulas.polynomials import ratio, ring_of
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import Same, compare
from grader.late import dataclass, pattern
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Call, Expr, Name, Number, facts, rebuild, walk

SYMBOLS = {"O": "O", "cal(O)": "O", "Omicron": "O", "o": "o"}
MOST_FACTORIAL = 30
_SERIES = pattern(r"taylor|maclaurin|series|reihe|approxim|näherung|développement", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Expansion:
    """What is said exactly, and the remainder: its symbol (empty where there is none) and what bounds it."""

    main: Expr
    symbol: str = ""
    bound: Expr = Number("1")


def expansion(expr: Expr, names: Names) -> Expansion:
    """The parts of a sum with one remainder; all of it is said exactly where there is none."""
    if not isinstance(expr, Apply) or expr.op != "add" or SYMBOLS.keys().isdisjoint(facts(expr).names):
        return Expansion(expr)
    found = [_remainder(arg, names) for arg in expr.args]
    said = [each for each in found if each is not None]
    kept = tuple(arg for arg, each in zip(expr.args, found, strict=True) if each is None)
    if len(said) != 1 or not kept:
        return Expansion(expr)
    symbol, bound = said[0]
    return Expansion(kept[0] if len(kept) == 1 else Apply("add", kept), symbol, bound)


def _remainder(term: Expr, names: Names) -> tuple[str, Expr] | None:
    match term:
        case Call(Name(id), (inner,), ()) | Apply("mul", (Name(id), inner)):
            return (SYMBOLS[id], inner) if id in SYMBOLS and id not in names.declared else None
    return None


def same_expansion(
    expected: Expansion, student: Expr, judge: Callable[[Expr, Expr], Judgement], context: Context
) -> Judgement:
    """Right with the same remainder, wrong where a term below it is another one; a person judges the rest."""
    theirs = expansion(student, context.names)
    judged = judge(expected.main, theirs.main)
    same = theirs.symbol == expected.symbol and isinstance(
        compare(expected.bound, theirs.bound, context.names, context.budget, context.seed), Same
    )
    if judged.right and same:
        return judged
    if judged.outcome == "incorrect" and _apart_below(expected, theirs):
        return judged
    return undecided("remainder", finding("remainder-in-doubt"))


def without_remainder(expr: Expr, context: Context) -> Expr | None:
    """A polynomial without the remainder behind it, `x - x^3/6` of `x - x^3/6 + O(x^5)`, where it says no more than
    a polynomial of this degree does; None for all else."""
    found = expansion(expr, context.names)
    place, power = _base(found.bound)
    letters = free_names(place) if found.symbol and power > 0 else frozenset()
    elsewhere = _is_shifted(found.main) if isinstance(place, Name) else place not in walk(found.main)
    if len(letters) != 1 or elsewhere:
        return None
    letter = next(iter(letters))
    moved = Apply("add", (Name(letter), Name(letter), Apply("neg", (place,))))
    main = _multiplied_out(substituted(found.main, {letter: moved}))
    ring = ring_of((main,), CONSTANTS)
    part = ratio(main, ring) if ring is not None and letter in ring.names else None
    if ring is None or part is None or not part.bottom.is_constant():
        return None
    powers = {each[ring.names.index(letter)] for each in part.top.monoms()}
    degree = max(powers)
    step = 2 if len({each % 2 for each in powers}) == 1 else 1  # of an even or odd function
    known = degree <= power - (found.symbol == "O") < degree + step
    return found.main if known and degree > 1 and len(powers) > 1 else None


def going_on(expr: Expr) -> Expr | None:
    """A sum without the dots at its end, `x - x^3/6 + …`; None where there are none, or others."""
    match expr:
        case Apply("add", (*terms, Apply("ellipsis") | Apply("neg", (Apply("ellipsis"),)))) if len(terms) > 1:
            main = Apply("add", tuple(terms))
            return None if "ellipsis" in facts(main).words else main
    return None


def is_of_series(question: str) -> bool:
    """Whether a polynomial is asked as the beginning of a series."""
    return _SERIES.search(question) is not None


def _base(bound: Expr) -> tuple[Expr, int]:
    """`x`, `x - 1` and the power of it."""
    match bound:
        case Apply("pow", (base, Number(text))) if text.isdigit():
            return base, int(text)
    return bound, 1


def _is_shifted(main: Expr) -> bool:
    """Whether it is written in powers of `x - 1`, not of `x`."""
    bases = (node.args[0] for node in walk(main) if isinstance(node, Apply) and node.op == "pow")
    return any(isinstance(base, Apply) and base.op == "add" for base in bases)


def _multiplied_out(expr: Expr) -> Expr:
    """With factorials of digits as numbers."""
    match expr:
        case Apply("factorial", (Number(text),)) if text.isdigit() and int(text) <= MOST_FACTORIAL:
            return Number(str(factorial(int(text))))
    return rebuild(expr, _multiplied_out)


def _apart_below(ours: Expansion, theirs: Expansion) -> bool:
    """Whether a term differs that no remainder may hide; false where that cannot be told."""
    letter, power = _power(ours.bound)
    other_letter, other = _power(theirs.bound) if theirs.symbol else (letter, power)
    if not letter or letter != other_letter or power * other <= 0:
        return False
    inverse: dict[str, Expr] = {letter: Apply("div", (Number("1"), Name(letter)))} if power < 0 else {}
    mains = [substituted(side.main, inverse) for side in (ours, theirs)]
    ring = ring_of(mains, CONSTANTS)
    if ring is None or letter not in ring.names:
        return False
    found = [side for main in mains if (side := ratio(main, ring)) is not None and side.bottom.is_constant()]
    if len(found) < len(mains):
        return False
    at = ring.names.index(letter)
    apart = found[0].top / found[0].bottom - found[1].top / found[1].bottom
    return any(powers[at] < min(abs(power), abs(other)) for powers in apart.monoms())


def _power(bound: Expr) -> tuple[str, int]:
    """The letter and its power, negative below a line; 0 where it is something else."""
    match bound:
        case Name(id):
            return id, 1
        case Apply("pow", (Name(id), Number(text))) if text.isdigit():
            return id, int(text)
        case Apply("div", (Number("1"), below)):
            letter, power = _power(below)
            return letter, -power
        case Apply("pow", (Name(id), Apply("neg", (Number(text),)))) if text.isdigit():
            return id, -int(text)
    return "", 0
