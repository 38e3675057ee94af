"""A vector or matrix up to a factor, as an eigenvector is: the entries stand in the same ratio."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer.kind import Context
from grader.answer.value.arrays.entries import open_question
from grader.answer.value.arrays.matrices import Rows, as_column, multiplied_in, rows_of, shape_of, vector_of
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, undecided
from grader.answer.value.same import compared
from grader.equivalence import compare
from grader.equivalence.truth import Different, Same, Truth
from grader.errors import LimitError
from grader.limits import LIST_ITEMS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number

FACTORS = ("factor", "sign")
"""What a vector may be free in; a sign is a factor of one or minus one."""
_SEVERAL = frozenset({"set", "map_set", "set_of", "union", "or"})


def is_array(expr: Expr, context: Context) -> bool:
    return shape_of(as_column(multiplied_in(expr, context.names))) not in ((0, 0), (1, 1))


def scaled(freedom: str, expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """Whether `student` is a multiple of the array `expected`, not by zero; for a person where it is a set of them
    (an eigenspace for an eigenvector); None where the student wrote none of its shape."""
    ours = rows_of(as_column(multiplied_in(expected, context.names)))
    student = _without_proviso(student, expected)
    theirs = None if ours is None else _like(ours, student, context)
    if ours is None or theirs is None:
        several = isinstance(student, (Apply, Bind)) and student.op in _SEVERAL
        return undecided("entries", finding("entries-undecided")) if several else None
    left, right = ([entry for row in rows for entry in row] for rows in (ours, theirs))
    if len(left) > LIST_ITEMS:
        raise LimitError("LIST_ITEMS")
    if freedom == "sign":
        turned = [Apply("neg", (entry,)) for entry in right]
        same = _all_equal(list(zip(left, right, strict=True)), context)
        return same if same.right else _all_equal(list(zip(left, turned, strict=True)), context)
    pivot = next((k for k, entry in enumerate(left) if _is_not_zero(entry, context)), None)
    if pivot is None:
        return _all_equal(list(zip(left, right, strict=True)), context)
    if all(
        isinstance(compare(each, Number("0"), context.names, context.budget, context.seed), Same) for each in right
    ):
        return incorrect("entries", finding("zero-vector"))
    crossed = [
        (Apply("mul", (entry, right[pivot])), Apply("mul", (other, left[pivot])))
        for entry, other in zip(left, right, strict=True)
    ]
    return _all_equal(crossed, context)


def _like(ours: Rows, student: Expr, context: Context) -> Rows | None:
    """The rows of the student's array, of the shape asked for; a vector may be written in any way."""
    shape = len(ours), len(ours[0])
    match student:
        case Call(Name(id) as factor, args, ()) if len(args) == max(shape) and id not in context.names.functions:
            student = Apply("mul", (factor, Apply("tuple", args)))  # `t (1, 2)`
    student = multiplied_in(student, context.names)
    if 1 not in shape:
        rows = rows_of(student)
        return rows if rows is not None and shape_of(student) == shape else None
    vector = vector_of(student, max(shape))
    return (vector,) if vector is not None and len(vector) == max(shape) else None


def _without_proviso(student: Expr, expected: Expr) -> Expr:
    """`t (1, 2), t != 0` without what is said of the factor."""
    match student:
        case Apply("where" | "sequence" | "and", (value, Chain((Name(id), bound), (sign,)))):
            known = (
                bound == Number("0") if sign == "!=" else sign == "in" and not free_names(bound) - {"reals", "R"}
            )
            if known and id in free_names(value) and id not in free_names(expected):
                return value
    return student


def _all_equal(pairs: Sequence[tuple[Expr, Expr]], context: Context) -> Judgement:
    judged = []
    for ours, theirs in pairs:
        context.budget.check()
        judged.append(compared(ours, theirs, context))
        if judged[-1].outcome == "incorrect":
            return incorrect("entries", finding("not-a-multiple"), certain=judged[-1].certain)
    if any(not item.right for item in judged):
        return open_question(judged)
    return correct("entries", finding("equal", "note"), certain=all(item.certain for item in judged))


def _is_not_zero(entry: Expr, context: Context) -> bool:
    return isinstance(_beside_zero(entry, context), Different)


def _beside_zero(entry: Expr, context: Context) -> Truth:
    return compare(entry, Number("0"), context.names, context.budget, context.seed)
