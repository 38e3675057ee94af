"""One order of growth against another: first how fast it grows, then the symbol before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import permutations

from grader.answer.kind import Context
from grader.answer.value.formulas.orders import (
    SYMBOLS,
    Written,
    contradiction,
    last_order,
    several,
    unknown,
    written,
)
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, partial, undecided
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import kind_of
from grader.equivalence import Same, compare
from grader.equivalence.growth import Order, letters, order
from grader.late import replace
from grader.notation.names import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, Text, facts, walk
from grader.values import Finding

MAY_BE_SMALL = frozenset({"h", "x", "epsilon", "delta"})
"""Letters that tend to 0 in many courses: `O(h^2)` is an error."""
SIZES = frozenset({"n", "N", "m", "M", "V", "E"})
"""Letters that no course takes for constants."""
STRICT = frozenset({"o", "omega"})
SAYS = {"O": {"most"}, "Omega": {"least"}, "Theta": {"most", "least"}, "": {"most", "least"}}
AGREES: Mapping[str, frozenset[str]] = {
    "O": frozenset({"same", "slower"}), "Theta": frozenset({"same"}), "": frozenset({"same"}),
    "Omega": frozenset({"same", "faster"}), "o": frozenset({"slower"}), "omega": frozenset({"faster"}),
}  # fmt: skip
"""How a side may grow that stands before an order with this symbol in a chain."""
RENAMED = 3
"""Letters of the student's own up to which another naming is looked for."""
SHAPES = frozenset({"list", "set", "matrix", "interval"})


def same_order(
    expected: Expr, student: Expr, nearly: Fraction, known: frozenset[str], context: Context
) -> Judgement:
    """Whether the answer says the order that was asked. `known` are the letters of all that is expected."""
    names = context.names
    asked = written(expected, names)
    said, before = last_order(student, names)
    if said is None or asked is None or said.words or Text in facts(said.inner).shapes:
        shape = kind_of(student)
        if said is None and shape in SHAPES and facts(student).shapes.isdisjoint((Text, Chain)):
            return incorrect("shape", finding("other-shape", expected="growth", student=shape))
        return unknown(said)
    folded, notes = _in_our_letters(asked.inner, said.inner)
    end = student.operands[-1] if isinstance(student, Chain) else student
    refused = _contradicted(before, said, asked, end, context)
    if refused is not None:
        return refused
    doubt = _in_doubt(asked.inner, folded, known, context)
    if doubt is not None:
        return doubt
    found = _order(asked.inner, folded, context)
    if found is None or (found.relation != "same" and several(student, names)):
        return unknown(said)
    judged = _by_symbol(asked, replace(said, inner=folded), found, nearly, context)
    if judged.credit and not _names_what_grows(student, asked.inner):
        return undecided("growth", finding("growth-undecided"))
    if judged.credit and _says_more(before, said, context):
        told = finding("right-beside-others", right=to_text(end)) if judged.right else finding("growth-undecided")
        return undecided("growth", told)
    return judged.adding(*said.notes, *notes)


def _names_what_grows(student: Expr, asked: Expr) -> bool:
    """Whether the left side is `T(n)`, `T` or a formula in the letters of the order: `T(n)^2 = O(n^2)` is of a
    function of its own, and so is `T(n/2)`."""
    if not isinstance(student, Chain):
        return True
    left = student.operands[0]
    match left:
        case Name():
            return True
        case Call(Name(), args) | Apply("mul", args) if all(isinstance(arg, Name) for arg in args):
            return True
    bound = {name for node in walk(left) if isinstance(node, Bind) for name in map(to_text, node.variables)}
    return free_names(left) <= {*letters(asked), *bound, *SYMBOLS}


def _order(first: Expr, second: Expr, context: Context) -> Order | None:
    found = order(first, second, context.names, context.budget)
    if found is None and isinstance(compare(first, second, context.names, context.budget, context.seed), Same):
        return Order("same")
    return found


def _in_our_letters(expected: Expr, student: Expr) -> tuple[Expr, tuple[Finding, ...]]:
    """`O(N log N)` for `O(n log n)`: small letters for capital ones and the other way round."""
    ours, theirs = set(letters(expected)), free_names(student)
    by = {name: name.swapcase() for name in theirs if name.swapcase() in ours - theirs and name not in ours}
    if not by:
        return student, ()
    told = ", ".join(sorted(by.values()))
    turned = substituted(student, {name: Name(other) for name, other in by.items()})
    return turned, (finding("growth-case", "assumption", names=told),)


def _contradicted(
    before: tuple[tuple[Expr, str], ...], said: Written, asked: Written, end: Expr, context: Context
) -> Judgement | None:
    """Where a side of a chain does not agree with the order at its end: `n^3 = O(n^2)`. What holds letters of its
    own is working, or only names what is bounded."""
    known = {*letters(said.inner), *letters(asked.inner)}
    for side, relation in before:
        found = written(side, context.names)
        if found is None or not known.issuperset(letters(found.inner)):
            continue
        by = order(said.inner, found.inner, context.names, context.budget)
        allowed = AGREES["O" if relation == "<=" and said.symbol in SAYS else said.symbol]
        if by is not None and by.relation not in allowed:
            return contradiction(side, end)
    return None


def _says_more(before: tuple[tuple[Expr, str], ...], said: Written, context: Context) -> bool:
    """Whether the bound at the end of a chain is not tight for what stands before (`T(n) = Theta(n) = O(n^2)`), or
    the bound from the other side stands there, too."""
    if said.symbol not in ("O", "Omega"):
        return False
    sides = [each for side, _ in before if (each := written(side, context.names)) is not None]
    for side in sides:
        if set(letters(said.inner)).issuperset(letters(side.inner)):
            found = order(said.inner, side.inner, context.names, context.budget)
            other = side.symbol not in ("", "Theta", said.symbol)
            if found is not None and (found.relation == "same") == other:
                return True
    return False


def _in_doubt(expected: Expr, student: Expr, known: frozenset[str], context: Context) -> Judgement | None:
    """Where the order is another one, or the same, as one takes the letters."""
    ours, theirs = letters(expected), letters(student)
    extra = [name for name in theirs if name not in known]
    if any(name.partition("_")[0] in ours for name in extra):  # `n2` for `n^2`
        return undecided("growth", finding("growth-letters", names=", ".join(extra)))
    readings = _readings(student, extra, [name for name in ours if name not in theirs])
    if extra and any(_is_same(expected, reading, context) for reading in readings):
        return undecided("growth", finding("growth-letters", names=", ".join(extra)))
    small = {name: Apply("div", (Number("1"), Name(name))) for name in ours if name in MAY_BE_SMALL}
    if small:
        large = _order(expected, student, context)
        other = _order(substituted(expected, small), substituted(student, small), context)
        if large and other and (large.relation == "same") != (other.relation == "same"):
            return undecided("growth", finding("growth-small", names=", ".join(small)))
    return None


def _is_same(expected: Expr, student: Expr, context: Context) -> bool:
    found = _order(expected, student, context)
    return found is not None and found.relation == "same"


def _readings(student: Expr, extra: list[str], missing: list[str]) -> Iterator[Expr]:
    """Letters of the student's own as constants, unless they count things, and as other names of the letters that
    were asked about."""
    constants = [name for name in extra if name not in SIZES]
    for value in ("1", "2", "3") if constants else ():
        yield substituted(student, dict.fromkeys(constants, Number(value)))
    if len(extra) == len(missing) <= RENAMED:
        for chosen in permutations(missing):
            yield substituted(student, {name: Name(other) for name, other in zip(extra, chosen, strict=True)})


def _by_symbol(asked: Written, said: Written, found: Order, nearly: Fraction, context: Context) -> Judgement:
    if STRICT & {asked.symbol, said.symbol}:
        return _strict(asked, said, found, nearly)
    if found.relation != "same":
        return incorrect("growth", *_told(asked, said, found))
    right = finding("equal", "note")
    reduced = (finding("growth-reduced", "note"),) if _reducible(said.inner, context) else ()
    wanted, given = SAYS[asked.symbol or "O"], SAYS[said.symbol]
    if not said.symbol:
        note = (finding("growth-bare", "assumption"),) if asked.symbol else ()
        return correct("growth", right, *note, *reduced)
    if (not asked.symbol and said.symbol == "O") or wanted == given:
        return correct("growth", right, *reduced)
    if wanted < given:
        return correct("growth", right, *((finding("growth-stronger", "note"),) if asked.symbol else ()), *reduced)
    return partial("growth", nearly, finding("growth-symbol", said=said.symbol))


def _strict(asked: Written, said: Written, found: Order, nearly: Fraction) -> Judgement:
    """`o(f)` and `omega(f)`: below, or above, every multiple of f."""
    if found.relation == "same":
        if asked.symbol == said.symbol:
            return correct("growth", finding("equal", "note"))
        if asked.symbol in STRICT and (said.symbol or "O") == {"o": "O", "omega": "Omega"}[asked.symbol]:
            return partial("growth", nearly, finding("growth-symbol", said=said.symbol))
        return incorrect("growth", finding("growth-symbol", said=said.symbol))
    if asked.symbol == said.symbol or asked.symbol not in STRICT:
        return incorrect("growth", *_told(asked, said, found))
    return unknown(None)


def _told(asked: Written, said: Written, found: Order) -> list[Finding]:
    """How it grows otherwise; with it that a bound which is true may not be tight."""
    if MAY_BE_SMALL & {*letters(asked.inner), *letters(said.inner)}:
        return [finding("growth-other")]
    code = "growth-faster" if found.relation == "faster" else "growth-slower"
    told = [finding(code, student=to_text(said.inner), along=found.along)]
    loose = {"O": "faster", "Omega": "slower"}.get(said.symbol)
    if not found.along and loose == found.relation and SAYS[said.symbol] <= SAYS[asked.symbol]:
        told.append(finding("growth-not-tight"))
    return told


def _reducible(inner: Expr, context: Context) -> bool:
    """Whether a constant or a lower term stands in it that could be left out."""
    match inner:
        case Apply("mul" | "div", args) if any(isinstance(arg, Number) for arg in args):
            return True
        case Apply("add", args):
            orders = (order(inner, arg, context.names, context.budget) for arg in args)
            return any(each is not None and each.relation == "same" for each in orders)
    return False
