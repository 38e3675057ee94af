"""Answers that only say the question again: true, and worth nothing."""

from __future__ import annotations

from dataclasses import replace

from grader.answer.select import same_quantity
from grader.notation.names import Function, Names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, walk

TO_BE_WORKED_OUT = frozenset(
    {"prime", "dot_over", "nabla", "kl", "cross_entropy", "mutual_information", "probability", "det", "rank"}
)
"""Words of `Apply` that name a quantity and do not yet say what it is."""


def restates(expr: Expr, of: tuple[Expr, ...], expected: Expr, names: Names) -> bool:
    """Whether a value is the quantity that is asked for (`of`), or still speaks of it, and does not say what it
    is: it is spelled as the question, or a word or function of the question is left that the answer has not."""
    asked = {same_quantity(each, names) for each in of}
    if not asked or same_quantity(expected, names) in asked:
        return False
    student = same_quantity(expr, names)
    left = frozenset().union(*map(_unsaid, asked)) - _unsaid(same_quantity(expected, names))
    return student in asked or bool(left & _unsaid(student))


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


def opaque(names: Names) -> Names:
    """The same names without what they stand for: functions and definitions are only letters."""
    functions = {name: Function(each.params) for name, each in names.functions.items()}
    return replace(names, functions=functions, definitions={})
