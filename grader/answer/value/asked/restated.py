"""Answers that only say the question again: true, and worth nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from grader.answer.value.asked.quantities import same_quantity
from grader.answer.value.formulas.spelling import shape
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Name, Number, walk

TO_BE_WORKED_OUT = frozenset(
    {"prime", "dot_over", "nabla", "kl", "cross_entropy", "mutual_information", "probability", "det", "rank"}
)
"""Words of `Apply` that name a quantity and do not yet say what it is."""
Read: TypeAlias = Callable[[str], Expr | None]


def restates(expr: Expr, of: tuple[Expr, ...], expected: Expr, names: Names) -> bool:
    """Whether a value is the quantity that is asked for (`of`), or still speaks of it, and does not say what it
    is: it is spelled as the question, or a word or function of the question is left that the answer has not."""
    asked = {same_quantity(each, names) for each in of}
    if not asked or same_quantity(expected, names) in asked:
        return False
    student = same_quantity(expr, names)
    left = frozenset().union(*map(_unsaid, asked)) - _unsaid(same_quantity(expected, names))
    return student in asked or bool(left & _unsaid(student))


def repeats(expr: Expr, expected: Iterable[Expr], question: str, names: Names, read: Read | None = None) -> bool:
    """Whether an answer that is right only says a formula of the question again, where the key is another one:
    `{1, 2, 3} \\ {2, 4}`, where this is to be worked out. `read` says how formulas are read, if not plainly."""
    end = expr
    match expr:
        case Chain((Name() | Index() | Call(), value), ("=" | "in",)):
            end = value
    if not question or all(isinstance(each, Name | Number) for each in (expr, end)):
        return False
    ours, keys = {shape(each, names) for each in (expr, end)}, {shape(key, names) for key in expected}
    return bool(keys) and ours.isdisjoint(keys) and not ours.isdisjoint(_shown(question, names, read))


def _shown(question: str, names: Names, read: Read | None) -> set[Expr]:
    """The formulas of a question, and the sides and items of those."""
    texts = [piece.text for piece in cut(question) if piece.kind in ("math", "display")]
    found = [read(text) if read else parse(text.strip(" .,"), names).expr for text in texts]
    whole = [expr for expr in found if expr is not None]
    parts = [part for expr in whole for part in _parts(expr)]
    return {shape(expr, names) for expr in (*whole, *parts) if not isinstance(expr, Name | Number)}


def _parts(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case Chain(operands):
            return operands
        case Apply("sequence" | "and", items):
            return (*items, *(part for item in items for part in _parts(item)))
    return ()


def _unsaid(expr: Expr) -> frozenset[str]:
    """What has yet to be worked out: derivatives, integrals, limits, sums, divergences, functions by their name."""
    found = set()
    for node in walk(expr):
        match node:
            case Bind(op):
                found.add("diff" if op == "partial" else op)
            case Apply(op) if op in TO_BE_WORKED_OUT:
                found.add(op)
            case Call(Name(id)):
                found.add(f"{id}()")
    return frozenset(found)
