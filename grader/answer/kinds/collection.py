"""Sets, lists, intervals and matrices: entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeGuard

from grader.answer.claim.alternatives import check_alternatives, letters
from grader.answer.claim.attempt import Picker
from grader.answer.claim.several.coordinates import said_apart
from grader.answer.claim.several.last_numbers import last_numbers
from grader.answer.claim.several.points_joined import points_joined, said_anywhere
from grader.answer.claim.several.solutions_listed import (
    all_equations,
    all_values,
    bare_lines,
    listed_solutions,
    named_values,
    said_values,
)
from grader.answer.claim.several.united import only_set, right_elsewhere, united
from grader.answer.claim.spelling.ordered import with_orders
from grader.answer.fields import alternatives, collection, flag, formulas, option, tolerance, word
from grader.answer.kind import Context, Expected
from grader.answer.match.alike import Rules, alike, items_of_set
from grader.answer.match.near_regions import by_ends, near_region
from grader.answer.match.real_sets import of_reals
from grader.answer.solution.by_solutions import states
from grader.answer.solution.written.assignments import concluded, without_name
from grader.answer.solution.written.flats import same_flats
from grader.answer.solution.written.integers_told import integers_told, says_again
from grader.answer.solution.written.other_counter import by_other_counter
from grader.answer.value.arrays.listed_otherwise import by_order, sets_by_name, with_told_sets
from grader.answer.value.arrays.matrices import as_column, multiplied_in, shape_of
from grader.answer.value.arrays.named_arrays import by_name, with_bars, with_names
from grader.answer.value.arrays.points import as_point, with_columns, with_rows
from grader.answer.value.arrays.scaled import FACTORS, scaled
from grader.answer.value.arrays.tuples_written import is_product_of, with_tuples
from grader.answer.value.arrays.zero_vector import ZERO_ALONE, holds_zero, is_trivial, is_zero
from grader.answer.value.judgement import FULL, Judgement, correct, finding, undecided
from grader.answer.value.numbers.tolerance import Tolerance
from grader.answer.value.sets.reaches import in_brackets_of
from grader.answer.value.shapes import is_number, kind_of
from grader.equivalence.rewriting.signs import readings, signed
from grader.late import dataclass, replace
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import Apply, Chain, Expr, Name, walk
from grader.values import Answer, Finding, Verdict

PAIR = 2
"""Coordinates of a point in the plane."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A finite set: the same elements, in any order and however often.

    `x = 1 or x = 2`, `x = 1, 2`, bare commas, `±3`, lines and a single value are read as sets; of points, `x =
    1, y = 2; x = 2, y = 1` too; `{}`, `\\emptyset` and "no solution" are the empty one (`expected: "{}"`).
    Missing elements are counted, superfluous ones named. Three or more right elements in round or square
    brackets are half right; two may be an interval. An equation for the elements (`x^2 = 9`) is not an answer;
    a set with dots goes to a person. `{k*pi | k in Z}` asks for a family over the integers.

    `{(1, 2) + t*(3, 4) | t in R}` and `span{(1, 2, 0), (0, 1, 1)}` ask for a line, a plane or a subspace: any
    point, directions and letters that give the same points are right, and so is `{(x, y, z) | y = x + z}`; a basis
    alone or a bare equation is for a person.

    `partial: true` gives credit by element: the share of those asked for that are there, less one for each that
    is listed beyond their number, so that guessing many gains nothing. `tolerance` lets numbers be off;
    `ordered: true` asks for the order as well.

    example:
      answer: {kind: set, expected: "{1, 2, 3}", partial: true}
      right: ["{3, 1, 2}", "x = 1, 2, 3", "1, 2 and 3"]
      nearly: ["{1, 2}", "[1, 2, 3]"]
      wrong: ["{4, 5}", "[1, 3]"]
      person: "{1, ..., 3}"
    """

    expected: tuple[Expected, ...] = option(collection("set"), (), required=True)
    partial: bool = option(flag, False)
    ordered: bool = option(flag, False)
    tolerance: Tolerance | None = option(tolerance)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        return ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        def judge(expected: Expr, student: Expr) -> Judgement:
            if self.ordered and isinstance(expected, Apply) and isinstance(student, Apply):
                expected, student = (Apply("list", side.args) for side in (expected, student))
            if isinstance(expected, Apply) and expected.op == "setminus":  # `R \\ {0}`
                expected, student = (of_reals(side, context.names.declared) for side in (expected, student))
            flats = same_flats(expected, student, context)
            if flats is not None:
                return flats
            said = student
            student = sets_by_name(expected, without_name(concluded(student, known), known))
            student = with_told_sets(student, context.question, context.names)
            if is_trivial(expected) and (holds_zero(student) or is_zero(student)):
                meant = finding("zero-vector-meant", "assumption")
                return correct("entries", meant) if holds_zero(student) else undecided("entries", meant)
            if expected == ZERO_ALONE != student and (is_trivial(student) or holds_zero(student)):
                return undecided("entries", finding("zero-or-vector"))
            ruled, expected, student = student, integers_told(expected), integers_told(student)
            judged = alike(expected, student, context, Rules(self.tolerance, self.ordered or None, self.partial))
            if judged.credit and ruled != student and says_again(ruled, context.question):
                return undecided("entries", finding("question-restated"))
            if judged.credit and is_element(said, self.of):
                read = to_text(Chain(said.operands, ("=",)))
                return undecided("shape", finding("reading-in-doubt", text=to_text(said), read=read))
            if judged.outcome == "incorrect" and (point := unbracketed_point(expected, student)) is not None:
                doubt = finding("reading-in-doubt", text=to_text(student), read=to_text(point))
                return undecided("entries", doubt) if alike(expected, point, context).right else judged
            counted = None if judged.right else by_other_counter(expected, student, context)
            return counted if counted is not None and counted.outcome == "undecided" else judged

        known = letters(self.of, self.expected)
        pointed = all(map(_of_points, self.expected))
        written = points_joined(answer, context.names) if pointed else answer

        def right_points(points: tuple[Expr, ...]) -> bool:
            return any(judge(item.expr, Apply("set", points)).right for item in self.expected)

        def checked(first: Picker | None) -> Verdict:
            return check_alternatives(written, context, self.of, self.expected, judge, first=first)

        finite = all(_of_values(item.expr) for item in self.expected)
        stated = _of_statements(self.expected)
        verdict = checked(all_equations if stated else listed_solutions if finite else said_values)
        if finite and verdict.by == "chain" and bare_lines(answer, context) is not None:
            listed = checked(bare_lines)
            verdict = listed if listed.outcome == "correct" else verdict
        if finite:
            return named_instead(verdict, checked)
        return said_anywhere(verdict, written, context.names, right_points) if pointed else verdict


def unbracketed_point(expected: Expr, student: Expr) -> Expr | None:
    """`{(3, -3, 1)}` for `3, -3, 1`, where the set of one point is asked."""
    match expected, student:
        case Apply("set", (Apply("tuple", ours),)), Apply("sequence", theirs):
            numbers = len(ours) == len(theirs) and all(kind_of(each) == "number" for each in theirs)
            return Apply("set", (Apply("tuple", theirs),)) if numbers else None
    return None


def is_element(student: Expr, of: tuple[Expr, ...]) -> TypeGuard[Chain]:
    """`A ∈ {1, 2}` where the set A is asked, or one made of it: that says that A is an element."""
    match student:
        case Chain((Name(id), _), ("in",)):
            return id[0].isupper() and any(id in free_names(asked) for asked in of)
    return False


def named_instead(found: Verdict, check: Callable[[Picker | None], Verdict]) -> Verdict:
    """The verdict, or for a person where the values of different letters, `a = 2, b = 3`, would be right, or those
    that one letter has anywhere in the answer."""
    if found.outcome not in ("incorrect", "partial"):
        return found
    of_letters = () if found.by == "chain" else (all_values, partial(all_values, which=1))
    tried = (check(first) for first in (named_values, *of_letters, last_numbers))
    right = next((again for again in tried if again.outcome == "correct"), None)
    return for_a_person(right) if right is not None else found


def for_a_person(right: Verdict) -> Verdict:
    """What would be right, if it was meant so."""
    doubt = finding("reading-in-doubt", text=right.text, read=right.read_as or right.text)
    return replace(right, outcome="undecided", credit=None, certain=False, findings=(doubt,), suggested=FULL)


def _only_point(student: Expr) -> Expr:
    """`L = {(2, -1)}`: the one point of a set."""
    match student:
        case Apply("set", (Apply("tuple" | "given") as point,)):
            return point
    return student


def _of_values(expected: Expr) -> bool:
    """Whether it is a finite set of values: not of points, nor of equations."""
    items = items_of_set(expected)
    return items is not None and not any(kind_of(item) in ("list", "system", "equation") for item in items)


def _of_points(expected: Expected) -> bool:
    """Whether the elements are points."""
    items = items_of_set(expected.expr)
    return bool(items) and all(kind_of(item) == "list" for item in items or ())


def _of_statements(expected: tuple[Expected, ...]) -> bool:
    """Whether the elements are equations: `{a = 1, b = 2}`."""
    return all(isinstance(item.expr, Apply) and all(map(states, item.expr.args)) for item in expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """Several values: a list `[1, 2]`, a tuple `(1, 2)`, or values with commas between them.

    What stands in brackets is compared in its order, bare commas have none; `ordered` says it either way.
    Repetitions count; only where the entries asked for are different, without order and brackets, may one be
    said twice. `partial: true` gives credit by entry (without order, an entry beyond their number takes one
    off); `tolerance` lets numbers be off. Two numbers in brackets may be an interval: `(1, 2)` is not `[1, 2]`.

    example:
      answer: {kind: list, expected: "(1, 2, 3)", partial: true}
      right: ["(1, 4/2, 3)", "1, 2, 3", "(1|2|3)"]
      nearly: "(1, 3, 3)"
      wrong: ["(3, 1, 2)", "{1, 2, 3}"]
      person: "1, 2, ..."
    """

    expected: tuple[Expected, ...] = option(collection("list"), (), required=True)
    partial: bool = option(flag, False)
    ordered: bool | None = option(flag)
    tolerance: Tolerance | None = option(tolerance)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        return ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        rules = Rules(self.tolerance, self.ordered, self.partial)
        loose = all(isinstance(item.expr, Apply) and item.expr.op == "sequence" for item in self.expected)
        values = loose and not self.ordered and all(_of_values(item.expr) for item in self.expected)
        stated = loose and all(any(isinstance(n, Chain) for n in walk(item.expr)) for item in self.expected)

        known = letters(self.of, self.expected)

        def judge(expected: Expr, student: Expr) -> Judgement:
            vector = isinstance(expected, Apply) and expected.op in ("tuple", "list")
            if (told := by_order(expected, student, context)) is not None:
                judged, holds = alike(expected, told[0], context, rules), told[1]
                return judged if holds or not judged.credit else undecided("entries", finding("entries-undecided"))
            if vector and is_product_of(expected, student):
                return undecided("entries", finding("entries-undecided"))
            student = _only_point(without_name(student, known)) if vector else student
            if values and signed(student) and is_number(student):  # `2 ± 3`
                student = Apply("sequence", readings(student))
            return alike(expected, multiplied_in(student, context.names) if vector else student, context, rules)

        first = listed_solutions if values else all_equations if stated else None
        keys = [item.expr for item in self.expected]
        apart = with_orders(with_tuples(answer, keys, context.question))
        written = answer if loose else with_columns(with_bars(apart), keys)

        def checked(first: Picker | None) -> Verdict:
            return check_alternatives(written, context, self.of, self.expected, judge, first=first)

        def is_right(point: Expr) -> bool:
            return any(judge(item.expr, point).right for item in self.expected)

        found = checked(first) if stated else named_instead(checked(first), checked)
        pairs = all(isinstance(item.expr, Apply) and len(item.expr.args) == PAIR for item in self.expected)
        if loose or not pairs:
            return found
        return said_apart(found, written, context.names, is_right, self.of, context.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval or a union of intervals and points: the same real numbers.

    Open and closed ends count, the verdict names the end; where the question asks for a confidence interval, its
    brackets cost nothing. Unions, intersections, complements (`\\setminus`,
    `A^c`, `R \\ {0}`) and `]a, b[` are read. An inequality with the same solutions is as good (`x > 2`, `2 < x
    <= 3`, `|x| < 1`), so is `{x : x > 2}`. Between bare intervals that do not meet, a comma or "and" lists the
    parts of a union; where they meet, a person says what is meant. `[3, oo]` is taken for `[3, oo)`: no number
    is infinite.

    In `expected` a pair in brackets is an interval, `R` stands for all real numbers, `{}` for none of them.
    `tolerance` lets the ends be off, each by as much; the brackets count all the same. `partial: true` gives credit
    by end, its bracket included (an end beyond their number takes one off). `ordered` changes nothing here.

    example:
      answer: {kind: interval, expected: "[0, 1) ∪ {2}", partial: true}
      right: ["{2} ∪ [0, 1)", "[0, 1[ ∪ {2}", "0 <= x < 1 or x = 2", '[0, 2] \\ [1, 2)']
      nearly: "[0, 1] ∪ {2}"
      wrong: ["(0, 2)", "{0, 1}"]
      person: "x from 0 to 1"
    """

    expected: tuple[Expected, ...] = option(alternatives, (), required=True)
    tolerance: Tolerance | None = option(tolerance)
    partial: bool = option(flag, False)
    ordered: bool | None = option(flag)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        return ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        named = context.names.declared

        def judge(expected: Expr, student: Expr) -> Judgement:
            student = of_reals(student, named)
            student = in_brackets_of(expected, student, context.question) or student
            judged = alike(expected, student, context)
            if judged.outcome == "incorrect" and self.tolerance is not None:
                judged = near_region(expected, student, self.tolerance, context) or judged
            if judged.outcome == "incorrect" and self.partial:
                judged = by_ends(judged, expected, student, self.tolerance, context)
            return judged

        # here a pair in brackets, `(-1, 4)`, is an interval, and `R` is the real numbers
        expected = tuple(replace(item, expr=of_reals(as_set(item.expr), named)) for item in self.expected)
        written = united(answer, context.names)

        def checked(of_answer: Answer) -> Verdict:
            return check_alternatives(of_answer, context, self.of, expected, judge, may_state=True, first=only_set)

        return right_elsewhere(checked(written), written, checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A matrix or vector, entry by entry.

    A vector may be written as a row, a column, a tuple or a sum of unit vectors (`i - 2j`, `e_1 - 2 e_2`), and
    a factor may stand before any of them: `1/3 [[2, -1], [-1, 2]]`. Rows are `[[1, 2], [3, 4]]`, `[1 2; 3 4]`
    or LaTeX; `I`, `E_2`, `diag(1, 2)` and `0` have the size that is asked for, unless they are letters of the
    exercise. Sums of matrices are worked out, products and powers are not. `A^{-1} = …` is an answer where `of:
    A^-1` is asked. Bars are a determinant. The wrong shape is said in a sentence, wrong entries are named by
    their places. `partial: true` gives credit by entry; `tolerance` lets numbers be off; `ordered` changes nothing.
    `up_to: factor` lets it be a multiple, as an eigenvector may, `up_to: sign` its negative, as a unit normal.

    example:
      answer: {kind: matrix, expected: "[[1, 2], [3, 4]]", partial: true}
      right:
        - '\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}'
        - "[1 2; 3 4]"
        - "1/2 [[2, 4], [6, 8]]"
      nearly: "[[1, 2], [3, 5]]"
      wrong: ["[[1, 2, 3, 4]]", "-2"]
    """

    expected: tuple[Expected, ...] = option(collection("matrix"), (), required=True)
    partial: bool = option(flag, False)
    ordered: bool | None = option(flag)
    tolerance: Tolerance | None = option(tolerance)
    up_to: str | None = option(word(*FACTORS))
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        return ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        rules = Rules(self.tolerance, True, self.partial)
        known = letters(self.of, self.expected) | context.names.declared
        shapes = [shape_of(as_column(multiplied_in(item.expr, context.names))) for item in self.expected]

        def judge(expected: Expr, student: Expr) -> Judgement:
            ours = as_column(multiplied_in(expected, context.names))
            shape = shape_of(ours)
            if 1 in shape:
                student = as_point(student, max(shape))
            free = scaled(self.up_to, ours, by_name(student, shape, known), context) if self.up_to else None
            if free is not None:
                return free
            return alike(ours, multiplied_in(by_name(student, shape, known), context.names), context, rules)

        columns = with_columns(with_rows(answer), [item.expr for item in self.expected])
        written = with_names(columns, shapes[0], known)
        return check_alternatives(written, context, self.of, self.expected, judge)
