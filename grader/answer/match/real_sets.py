"""A set of real numbers against another: intervals, what is solved for a letter, and any other condition on one.

`(0, 1)` and `0 < x < 1` are compared by their ends; `x^2 < x` by its solutions. Between bare sets a comma, an "and"
or an "or" lists the parts of a union, where these have nothing in common and none is empty; between inequalities a
comma is an "and" where an "or" would leave nothing out, and an "or" where an "and" would leave nothing.
"""

from __future__ import annotations

from itertools import combinations

from grader.answer.kind import Context
from grader.answer.solution.by_solutions import by_solutions
from grader.answer.solution.solutions import relate
from grader.answer.solution.written.regions import covers, same_region, solved
from grader.answer.value.asked.agreement import untold
from grader.answer.value.asked.left_sides import is_letter
from grader.answer.value.formulas.shorthand import excluded
from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.other_shape import other_shape
from grader.answer.value.same import compared
from grader.answer.value.shapes import CONSTANTS, NO_LETTERS
from grader.equivalence.meanings import free_names
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Interval, Name, Number, Text, rebuild, walk

MOST_PARTS = 8
LIES = frozenset({"lies", "is", "liegt", "ist"})
EMPTY, REALS = Name("empty"), Name("reals")
POINTS = ("x", "t", "y", "u", "v", "w", "z", "s", "p", "q", "r", "a", "b", "c")
"""Letters for a point of a region, where it has none; the first that is free."""


def same_set(expected: Expr, student: Expr, context: Context) -> Judgement:
    """Whether two sets of real numbers are the same; `expected` is one. `R_+` is without 0, or a person decides."""
    judged = _same_set(expected, student, context)
    wide = _with_zero(expected), _with_zero(student)
    if judged.outcome == "incorrect" and wide != (expected, student):
        sides = ((wide[0], student), (expected, wide[1]))
        if any(_same_set(*each, context).right for each in sides):
            return undecided("regions", finding("zero-in-doubt"))
    return judged


def _with_zero(expr: Expr) -> Expr:
    """With 0 where a sign leaves it open."""
    if isinstance(expr, Name):
        return Name({"reals_plus": "reals_nonnegative", "reals_minus": "reals_nonpositive"}.get(expr.id, expr.id))
    return rebuild(expr, _with_zero) if any(isinstance(node, Name) for node in walk(expr)) else expr


def _same_set(expected: Expr, student: Expr, context: Context) -> Judgement:
    if isinstance(student, Apply) and student.op == "or" and all(map(is_bare, student.args)):
        union = Apply("union", student.args)
        judged = _same_set(expected, union, context)
        apart = judged.credit is None or not judged.credit or _parts_of_one(student.args, context)
        return judged if apart else undecided("regions", finding("sets-joined"))
    student = parted(as_set(student), context)
    ours, theirs = solved(expected), solved(student)
    if ours is None:
        return _by_condition(expected, student, context) or compared(expected, student, context)
    if theirs is not None and isinstance(theirs.subject, Name) and not is_letter(theirs.subject):
        return untold(theirs.subject, theirs.region)
    if theirs is not None and _is_letter(theirs.subject):
        return same_points(ours.region, theirs.region, context)
    letter = _unknown(student, expected)
    asked = Chain((letter, ours.region), ("in",))
    match student:
        case Bind("set_of"):
            return by_solutions(relate(asked, Chain((letter, student), ("in",)), context))
        case Chain() | Apply("and" | "or" | "not"):
            return by_solutions(relate(asked, student, context))
    if isinstance(student, Apply) and student.op == "sequence" and all(is_bare(part) for part in student.args):
        return undecided("regions", finding("sets-joined"))
    said = next((node.text for node in walk(student) if isinstance(node, Text)), "")
    return undecided("regions", finding("words-for-formula", text=said)) if said else other_shape(expected, student)


def _by_condition(expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """Against `{x in R | x^2 < 2}`, whose ends are not told, by the solutions; None for what has none."""
    match expected:
        case Bind("set_of", (Name(id) as letter,), (Name("reals"),) | (), _):
            asked = Chain((letter, expected), ("in",))
        case _:
            return None
    theirs = solved(student)
    if isinstance(student, Bind) or (theirs is not None and theirs.subject is None):
        return by_solutions(relate(asked, Chain((letter, student), ("in",)), context))
    letters = [name for name in free_names(student) if name not in CONSTANTS]
    if not isinstance(student, Chain | Apply) or len(letters) != 1:
        return None
    return by_solutions(relate(asked, substituted(student, {letters[0]: Name(id)}), context), expected, student)


def same_points(expected: Expr, student: Expr, context: Context) -> Judgement:
    """Whether two regions are the same, also where their ends hold letters: `[0, 2a]`, `(mu - s, mu + s)`."""
    judged = same_region(expected, student, context)
    names = {*free_names(expected), *free_names(student)}
    if judged.outcome != "undecided" or names <= CONSTANTS | NO_LETTERS:
        return judged
    point = Name(next(name for name in POINTS if name not in names))
    found = relate(Chain((point, expected), ("in",)), Chain((point, student), ("in",)), context)
    told = by_solutions(found)
    if told.outcome != "incorrect":
        return told
    if not (isinstance(expected, Interval) and isinstance(student, Interval)):
        return judged  # `{a} ∪ (a, b)` is `[a, b)` unless nothing lies between a and b
    return incorrect("regions", finding("regions-differ"), certain=told.certain, counterexample=told.counterexample)


def _is_letter(subject: Expr | None) -> bool:
    """Whether a region is said of a letter or a value of a function, or of nothing: not of `x^2` or `|x|`."""
    match subject:
        case None | Name() | Call() | Index():
            return True
        case Apply("mul", (Name(), Text(said))):
            return said in LIES
    return False


def _unknown(statement: Expr, expected: Expr) -> Expr:
    """The letter of which a statement says where it lies: one that the ends of the expected region do not hold."""
    letters = [name for name in free_names(statement) if name not in CONSTANTS]
    ends = set(free_names(expected))
    return Name(next((name for name in letters if name not in ends), letters[0] if letters else "x"))


def is_bare(expr: Expr) -> bool:
    """Whether it is a set of which nothing is said: `{1} or {2}` may be a choice of two, or a union."""
    found = solved(expr)
    return found is not None and found.subject is None


def parted(expr: Expr, context: Context) -> Expr:
    """What commas, and "and" between bare sets, mean: see above. Without change where that is not clear."""
    expr = excluded(expr)
    if not (isinstance(expr, Apply) and expr.op in ("sequence", "and") and len(expr.args) > 1):
        return expr
    parts = tuple(map(as_set, expr.args))
    found = [solved(part) for part in parts]
    known = [part for part in found if part is not None]
    subjects = {part.subject for part in known}
    if len(known) < len(found) or len(subjects) > 1:
        return expr
    regions = tuple(part.region for part in known)
    if subjects == {None}:
        if all(isinstance(region, Apply) and region.op == "set" for region in regions):
            return expr
        return Apply("union", parts) if _parts_of_one(regions, context) else Apply("sequence", parts)
    if expr.op == "sequence" and covers(Apply("union", regions), REALS, context):
        return Apply("and", parts)
    either = expr.op == "sequence" and covers(Apply("intersection", regions), EMPTY, context)
    return Apply("or", parts) if either else expr


def _parts_of_one(regions: tuple[Expr, ...], context: Context) -> bool:
    """Whether no two of them meet and none is empty: else one of them may be meant, `[0, 1) or {}`."""
    pairs = (Apply("intersection", pair) for pair in combinations(regions[:MOST_PARTS], 2))
    apart = len(regions) <= MOST_PARTS and all(covers(pair, EMPTY, context) for pair in pairs)
    return apart and not any(covers(region, EMPTY, context) for region in regions)


def of_reals(expr: Expr, names: frozenset[str]) -> Expr:
    """With `R`, which is no letter of the exercise, as the real numbers where a set must stand."""
    match expr:
        case Name("R") if "R" not in names:
            return REALS
        case Apply("union" | "intersection" | "setminus" as op, args):
            return Apply(op, tuple(of_reals(arg, names) for arg in args))
        case Apply("add", (whole, Apply("neg", (Apply("set") as part,)))):  # `R - {0}`
            return Apply("setminus", (of_reals(whole, names), part))
        case Apply("add", (Name() | Number() as by, Apply("tuple" | "list" as op, (low, high)))):  # `a + (-r, r)`
            return as_set(Apply(op, (Apply("add", (by, low)), Apply("add", (by, high)))))
        case Apply("div", (whole, Apply("set") as part)):
            return Apply("setminus", (of_reals(whole, names), part))
        case Apply("pow", (Apply("set" | "union") | Interval() as inner, Name("c" | "C"))):
            return Apply("complement", (inner,))
        case Apply("pow", (Apply("tuple" | "list") as inner, Name("c" | "C"))):
            return Apply("complement", (as_set(inner),))
        case Chain((left, right), ("in" | "=" | "notin",) as relations):
            return Chain((left, of_reals(right, names)), relations)
    return expr
