"""Sets of real numbers whose ends may be off: the same pattern of parts and brackets, each end near its own."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.regions import ends_of, inside, solved, sorted_ends
from grader.answer.value.judgement import Judgement, correct, finding, undecided
from grader.answer.value.left_sides import is_letter
from grader.answer.value.real_sets import is_bare, parted
from grader.answer.value.tolerance import Tolerance
from grader.answer.value.worth import place
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import Apply, Expr


def near_region(expected: Expr, student: Expr, allowed: Tolerance, context: Context) -> Judgement | None:
    """Right where each end lies within the tolerance of the end that is asked for; else None. Where
    one of several sets is right (`[0, 0.33) or {}`), a person says what is meant."""
    if isinstance(student, Apply) and student.op == "or" and all(map(is_bare, student.args)):
        near = any(near_region(expected, part, allowed, context) for part in student.args)
        return undecided("regions", finding("sets-joined")) if near else None
    ours, theirs = solved(expected), solved(parted(as_set(student), context))
    if ours is None or theirs is None or not is_letter(theirs.subject):
        return None
    asked, given = (sorted_ends(tuple(ends_of(each.region)), context) for each in (ours, theirs))
    if not asked or given is None or len(asked) != len(given):
        return None
    for wanted, end in zip(asked, given, strict=True):
        if place(end[0], wanted[0], allowed.absolute, allowed.relative, context) not in ("inside", "edge"):
            return None
    places = range(2 * len(asked) + 1)
    same = [inside(ours.region, k, asked) for k in places] == [inside(theirs.region, k, given) for k in places]
    return correct("tolerance", finding("within-tolerance", "note")) if same else None
