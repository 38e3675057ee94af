"""Entries that come with their names: `f_x = 2x, f_y = 2y` for the vector `(2x, 2y)`."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.by_solutions import states
from grader.answer.value.arrays.entries import Judge, in_any_order, in_order
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.notation.tree import Apply, Chain, Expr, Name


def each_named(
    expected: tuple[Expr, ...], student: Expr, judge: Judge, by_entry: bool, context: Context
) -> Judgement | None:
    """Entry by entry, in the order in which they stand; in another one a person looks at the names. None where the
    entries have no names, or letters alone, which are unknowns (`x = 1, y = 2`)."""
    values = _values(student, len(expected))
    if values is None or any(map(states, expected)):
        return None
    judged = in_order(expected, values, judge, by_entry, context)
    if not judged.right and in_any_order(expected, values, judge, False, context).right:
        return undecided("entries", finding("entries-undecided"))
    return judged


def _values(student: Expr, count: int) -> tuple[Expr, ...] | None:
    if not (isinstance(student, Apply) and student.op in ("sequence", "and") and len(student.args) == count > 1):
        return None
    named = [arg for arg in student.args if isinstance(arg, Chain) and arg.relations == ("=",)]
    if len(named) < count or any(_is_letter(arg.operands[0]) for arg in named):
        return None
    return tuple(arg.operands[1] for arg in named)


def _is_letter(expr: Expr) -> bool:
    return isinstance(expr, Name) and "_" not in expr.id
