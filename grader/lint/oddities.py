"""Answers that load and can hardly be meant: a unit that nobody knows, an empty interval, an option twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeGuard

from grader.answer.claim.choice.options import plain
from grader.answer.kind import Context, Expected, quantities
from grader.answer.kinds.choice import Choice
from grader.answer.kinds.collection import Interval
from grader.answer.kinds.derivation import Derivation
from grader.answer.kinds.equation import System
from grader.answer.kinds.quantity import Quantity
from grader.answer.solution.solutions import relate
from grader.answer.value.numbers.unit_words import PER, segmented, unit
from grader.answer.value.numbers.units import quantity, with_units
from grader.answer.value.numbers.worth import approximation
from grader.answer.value.shapes import CONSTANTS
from grader.errors import Problem
from grader.exercise.model import NamedAnswer, Part
from grader.exercise.schema import listed
from grader.late import pattern
from grader.limits import Budget
from grader.notation.printing import to_text
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import Apply, Expr, Name, walk
from grader.notation.tree import Interval as Stretch

BARE = pattern(r"[^\[\]{}(),=<>]*\d[^\[\]{}(),=<>]*")
"""A number or the like, without brackets around it."""
DATE = pattern(r"\d{4}-\d\d-\d\d")
WORD = pattern(r"(?<![\\A-Za-z])[^\W\d_]+")


def oddities(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """A warning for each."""
    where = f"Part {part.id}" + (f", {wanted.name}" if wanted.name else "")
    match wanted.kind:
        case Quantity() as kind:
            found = _units(part, kind)
        case Interval() as kind:
            found = _turned(part, kind)
        case Choice() as kind:
            found = _twice(kind)
        case System() as kind:
            found = _without_solution(part, kind)
        case Derivation(to=None):
            found = iter(("without `to` any end will do, as long as each line follows",))
        case _:
            found = iter(())
    for said in (*found, *_undeclared_vectors(part, wanted), *_any_of_numbers(wanted), *_dates(wanted)):
        yield Problem(part.file, wanted.line, wanted.column, f"{where}: {said}.")


def _undeclared_vectors(part: Part, wanted: NamedAnswer) -> Iterator[str]:
    """Letters in a product of vectors that are none: `u \\times v` of a student is then a product of numbers."""
    for expr in quantities(wanted.kind):
        for node in walk(expr):
            letters = [arg.id for arg in node.args if isinstance(arg, Name)] if _is_product(node) else []
            strange = [name for name in letters if name not in part.names.declared and not name.startswith("vec(")]
            if strange:
                said = ", ".join(f"{name}: vector(3)" for name in strange)
                names = "` and `".join(strange)
                yield (
                    f"`{to_text(node)}` is a product of vectors, and `{names}` are not declared as such:"
                    f" write `notation: {{variables: {{{said}}}}}`, so that a student's product is read as one"
                )


def _any_of_numbers(wanted: NamedAnswer) -> Iterator[str]:
    """`expected: [1, 2]` of an interval, where its ends may be meant."""
    texts = [item.text for item in wanted.kind.expected] if isinstance(wanted.kind, Interval) else []
    if len(texts) > 1 and all(BARE.fullmatch(text) for text in texts):
        yield (
            f"each of {listed(texts)} alone is right here, for brackets without quotes are a list for YAML: "
            f"if they are the ends, put quotes around them, `expected: '[{', '.join(texts)}]'`"
        )


def _dates(wanted: NamedAnswer) -> Iterator[str]:
    """`2024-01-02` is 2021 to a reader of mathematics."""
    texts = [item.text for item in getattr(wanted.kind, "expected", ()) if isinstance(item, Expected)]
    for text in filter(DATE.fullmatch, map(str.strip, texts)):
        yield f"`{text}` is read as a difference: write `kind: text` where a date is meant"


def _is_product(node: Expr) -> TypeGuard[Apply]:
    return isinstance(node, Apply) and node.op in ("cross", "inner", "outer")


def _without_solution(part: Part, kind: System) -> Iterator[str]:
    """Equations that contradict one another: no values are right."""
    context = Context(part.names, Budget.start(), part.id)
    for item in kind.expected:
        if relate(item.expr, Name("false"), context).relation == "same":
            yield f"the equations `{item.text}` have no common solution, so that no values can be right"


def _units(part: Part, kind: Quantity) -> Iterator[str]:
    for item in kind.expected:
        read = quantity(item.expr, with_units(part.names, item.text))
        words = [word for word in WORD.findall(item.text) if word not in part.names.declared]
        strange = next((word for word in words if _is_strange(word)), "")
        if strange:
            yield f"`{strange}` in `{item.text}` is no unit that is known, and is read letter by letter"
        elif read is not None and not read.units:
            yield f"`{item.text}` has no unit: write `kind: number` where none is meant"


def _is_strange(word: str) -> bool:
    """Whether letters that stand together are no unit, nor different ones (`Nm`): `kgg` is a gram too much."""
    if unit(word) or word in CONSTANTS or word in PER:
        return False
    parts = [found[0] for each in segmented(word) if (found := unit(each)) is not None]
    return len(word) > 1 and len(set(parts)) < max(len(parts), 1)


def _turned(part: Part, kind: Interval) -> Iterator[str]:
    context = Context(part.names, Budget.start(), part.id)
    for item in kind.expected:
        for node in walk(as_set(item.expr)):
            if isinstance(node, Stretch) and _is_above(node.low, node.high, context):
                low, high = to_text(node.low), to_text(node.high)
                yield f"the interval from `{low}` to `{high}` is empty: its ends seem to be in the wrong order"


def _is_above(low: Expr, high: Expr, context: Context) -> bool:
    ours, theirs = approximation(low, context), approximation(high, context)
    return ours is not None and theirs is not None and ours > theirs


def _twice(kind: Choice) -> Iterator[str]:
    counted = Counter(plain(text) for text in kind.options.values() if plain(text))
    for label, text in kind.options.items():
        if counted[plain(text)] > 1:
            counted[plain(text)] = 0
            yield f"the text of option {label}, `{text}`, stands there twice: only labels tell the two apart"
