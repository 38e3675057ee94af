"""What a student might hand in that is nearly right: a sign, a factor, a term off. None may earn anything.

A near miss of a value is tried only where it is proved to differ from the key, and where the exercise does not say
that such a difference does not matter (`up_to`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from grader.answer.kind import Expected
from grader.equivalence import Different, compare
from grader.equivalence.meanings import free_names, is_constant
from grader.exercise.model import NamedAnswer, Part
from grader.late import dataclass
from grader.limits import Budget
from grader.lint.trial import Check, handed_in, kind_name, named
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Chain, Expr, Name, Number, children, rebuild
from grader.values import Verdict

VALUES = ("expression", "number", "quantity")
WHOLE = ("set", "list", "interval", "matrix", "system", "equation", "inequality")
"""Kinds of which an entry or a side is changed: what is left may earn its share, but never all."""
ALLOWED = {
    "constant": frozenset({"off by one", "a term dropped"}),
    "factor": frozenset({"sign", "factor 2", "a factor dropped", "letters swapped"}),
    "sign": frozenset({"sign", "letters swapped"}),
    "renaming": frozenset({"letters swapped"}),
    "family": frozenset({"sign", "factor 2", "a term dropped", "letters swapped"}),
    "increasing": frozenset({"factor 2", "off by one", "a term dropped", "a factor dropped", "reciprocal"}),
}
"""By `up_to`: the differences that the exercise does not mind."""
SHAPES = frozenset({"a term dropped", "a factor dropped", "reciprocal", "letters swapped"})
"""Near misses that may well lie within a tolerance that is meant."""
MOST = 24
"""Near misses tried of one answer."""
ONE, TWO = Number("1"), Number("2")
EMPTY = ("", " ", "?", "…", "$$")
"""Answers that say nothing."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A wrong answer and what is wrong with it."""

    what: str
    expr: Expr


def attack(part: Part, wanted: NamedAnswer) -> Iterator[Check]:
    """Near misses and empty answers against one answer; a check for each."""
    kind = kind_name(wanted.kind)
    for text in EMPTY:
        verdict = handed_in(part, wanted.kind, text)
        yield _check(part, wanted, f"the empty answer “{text}”", verdict, nothing=True)
    key = _key(wanted)
    if key is None or kind not in (*VALUES, *WHOLE, "derivation"):
        return
    if kind != "derivation" and _differs(part, key, Number("0")):
        yield _check(part, wanted, "the answer 0", handed_in(part, wanted.kind, "0"), nothing=True)
    allowed = ALLOWED.get(getattr(wanted.kind, "up_to", None) or "", frozenset[str]())
    # A quantity is a product with its unit, and half a quantity earns its share.
    skipped = allowed | (SHAPES if kind == "quantity" or getattr(wanted.kind, "tolerance", None) else frozenset())
    misses = [miss for miss in (_entries(key) if kind in WHOLE else near(key, part)) if miss.what not in skipped]
    for miss in misses[:MOST]:
        if not (kind in WHOLE or _differs(part, key, miss.expr)):
            continue
        text = _typed(wanted, miss.expr)
        yield _check(part, wanted, f"{miss.what}, {text}", handed_in(part, wanted.kind, text), kind in VALUES)


def near(key: Expr, part: Part) -> Iterator[Miss]:
    """Near misses of one value."""
    yield Miss("sign", Apply("neg", (key,)))
    yield Miss("factor 2", Apply("mul", (TWO, key)))
    yield Miss("factor 2", Apply("div", (key, TWO)))
    yield Miss("off by one", Apply("add", (key, ONE)))
    yield Miss("off by one", Apply("add", (key, Apply("neg", (ONE,)))))
    yield Miss("reciprocal", Apply("div", (ONE, key)))
    yield from _dropped(key)
    letters = [name for name in free_names(key) if not is_constant(name, part.names)]
    for first, second in list(combinations(letters, 2))[:6]:
        yield Miss("letters swapped", _swapped(key, first, second))


def _dropped(key: Expr) -> Iterator[Miss]:
    """Without one of the terms or factors that stand outermost, or without the denominator."""
    match key:
        case Apply("add", terms):
            for kept in _without_one(terms):
                yield Miss("a term dropped", kept[0] if len(kept) == 1 else Apply("add", kept))
        case Apply("mul", factors):
            for kept in _without_one(factors):
                yield Miss("a factor dropped", kept[0] if len(kept) == 1 else Apply("mul", kept))
        case Apply("div", (above, below)):
            yield Miss("a factor dropped", above)
            for miss in _dropped(above):
                yield Miss(miss.what, Apply("div", (miss.expr, below)))
        case Apply("neg", (inner,)):
            for miss in _dropped(inner):
                yield Miss(miss.what, Apply("neg", (miss.expr,)))


def _without_one(items: tuple[Expr, ...]) -> Iterator[tuple[Expr, ...]]:
    return (items[:k] + items[k + 1 :] for k in range(len(items)))


def _swapped(expr: Expr, first: str, second: str) -> Expr:
    match expr:
        case Name(id) if id in (first, second):
            return Name(second if id == first else first)
    return rebuild(expr, lambda child: _swapped(child, first, second))


def _entries(key: Expr) -> Iterator[Miss]:
    """With one entry or side off by one, and without one entry. A set by a rule has none."""
    if isinstance(key, Bind):
        return
    for k in range(len(children(key))):
        yield Miss("an entry off by one", _with_child(key, k))
    if isinstance(key, Apply) and len(key.args) > 1:
        for kept in _without_one(key.args):
            yield Miss("an entry dropped", Apply(key.op, kept))


def _with_child(key: Expr, wanted: int) -> Expr:
    """With the entry of this number off by one; of an entry that is a relation, its last side."""
    numbers = iter(range(len(children(key))))

    def change(child: Expr) -> Expr:
        if next(numbers) != wanted:
            return child
        last = len(children(child)) - 1
        return _with_child(child, last) if isinstance(child, Chain) else Apply("add", (child, ONE))

    return rebuild(key, change)


def _key(wanted: NamedAnswer) -> Expr | None:
    """The first of the right answers, the end of a derivation."""
    expected = getattr(wanted.kind, "expected", None) or (getattr(wanted.kind, "to", None),)
    first = next(iter(expected), None)
    return first.expr if isinstance(first, Expected) else None


def _typed(wanted: NamedAnswer, miss: Expr) -> str:
    """A wrong end of a derivation is handed in as a line from its beginning."""
    start = getattr(wanted.kind, "from_", None)
    return f"{to_text(start.expr)} = {to_text(miss)}" if isinstance(start, Expected) else to_text(miss)


def _differs(part: Part, key: Expr, miss: Expr) -> bool:
    return isinstance(compare(key, miss, part.names, Budget.start(), part.id), Different)


def _check(part: Part, wanted: NamedAnswer, what: str, verdict: Verdict, nothing: bool) -> Check:
    """Passed where nothing is earned; where an entry may earn its share, where not everything is."""
    earned = bool(verdict.credit) if nothing else verdict.outcome == "correct"
    credit = verdict.credit
    got = "open" if credit is None else f"earns {credit * wanted.points} of {wanted.points} points"
    return Check(part.id, named(what, wanted), not earned, got, part.file, wanted.line)
