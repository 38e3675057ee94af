"""`1 + x + O(x^2)`: a value up to a remainder that an order bounds. What stands before it must agree below that."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.answer.value.polynomials import ratio, ring_of
from grader.answer.value.shapes import CONSTANTS
from grader.answer.value.worth import substituted
from grader.equivalence import Same, compare
from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.tree import Apply, Call, Expr, Name, Number, facts

SYMBOLS = {"O": "O", "cal(O)": "O", "Omicron": "O", "o": "o"}


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
