"""Sets of real numbers whose ends may be off: the same pattern of parts and brackets, each end near its own."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.kind import Context
from grader.answer.match.real_sets import is_bare, parted
from grader.answer.solution.written.regions import ends_of, inside, solved, sorted_ends
from grader.answer.value.asked.left_sides import is_letter
from grader.answer.value.judgement import Judgement, correct, finding, partial, undecided
from grader.answer.value.numbers.tolerance import Tolerance
from grader.answer.value.numbers.worth import place
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


def by_ends(
    judged: Judgement, expected: Expr, student: Expr, allowed: Tolerance | None, context: Context
) -> Judgement:
    """The same judgement with the share of the ends that are right: their value, within the tolerance, and what
    belongs to the set there and on both sides. Each end beyond their number takes one off."""
    ours, theirs = solved(expected), solved(parted(as_set(student), context))
    if ours is None or theirs is None or not is_letter(theirs.subject):
        return judged
    asked, given = (_edges(each.region, context) for each in (ours, theirs))
    if not asked or given is None:
        return judged
    absolute, relative = (allowed.absolute, allowed.relative) if allowed else (Fraction(0), None)
    right = 0
    for end, pattern in asked:
        same = (other for other, shape in given if shape == pattern)
        right += any(place(other, end, absolute, relative, context) in ("inside", "edge") for other in same)
    share = Fraction(right - max(0, len(given) - len(asked)), len(asked))
    return partial("regions", share, *judged.findings, certain=judged.certain)


def _edges(region: Expr, context: Context) -> list[tuple[Expr, tuple[bool | None, ...]]] | None:
    """The finite ends, and whether what lies before, at and behind each belongs to the set; None where that is not
    seen."""
    ends = sorted_ends(tuple(ends_of(region)), context)
    if ends is None:
        return None
    patterns = [tuple(inside(region, 2 * k + at, ends) for at in range(3)) for k in range(len(ends))]
    if any(None in pattern for pattern in patterns):
        return None
    return [(end[0], pattern) for end, pattern in zip(ends, patterns, strict=True) if len(set(pattern)) > 1]
