"""Equations, inequalities and systems: the same solutions."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from grader.answer.claim.alternatives import check_statements, letters
from grader.answer.claim.picked import Picked
from grader.answer.claim.several.half_lines import half_lines
from grader.answer.claim.several.solutions_listed import all_equations, numbered_solutions
from grader.answer.fields import (
    alternatives,
    collection,
    credit,
    formula,
    formulas,
    option,
    several,
    tolerance,
    word,
)
from grader.answer.kind import Context, Expected
from grader.answer.match.alike import alike, statements
from grader.answer.match.freedom import Freedom, up_to
from grader.answer.match.real_sets import of_reals, parted
from grader.answer.solution.by_solutions import by_solutions, states
from grader.answer.solution.methods.by_families import by_families
from grader.answer.solution.relation import Solutions
from grader.answer.solution.solutions import relate
from grader.answer.solution.written.assignments import (
    concluded,
    each_in,
    lists_points,
    points,
    signs_apart,
    without_name,
)
from grader.answer.solution.written.each import each_solution, of_a_letter, of_numbers
from grader.answer.solution.written.flats import in_coordinates, of_points
from grader.answer.solution.written.other_counter import by_other_counter, by_own_counter
from grader.answer.solution.written.parameters import heads, same_with_parameters
from grader.answer.solution.written.progressions import by_progressions, counts
from grader.answer.solution.written.residue_classes import is_class, is_value
from grader.answer.solution.written.solution_sets import is_open_set, without_set
from grader.answer.value.arrays.named_arrays import with_triples
from grader.answer.value.formulas.shorthand import solutions_of_set
from grader.answer.value.formulas.written import FORMS, in_form
from grader.answer.value.judgement import FULL, HALF, Judgement, finding, undecided
from grader.answer.value.nearly import with_relation
from grader.answer.value.numbers.tolerance import Tolerance
from grader.answer.value.same import strict_domain
from grader.answer.value.shapes import CONSTANTS, kind_of
from grader.equivalence import compare
from grader.equivalence.truth import Same
from grader.late import dataclass
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Chain, Expr
from grader.values import Answer, Finding, Verdict

STATEMENTS = ("equation", "inequality", "system", "interval", "set", "logic")


def not_statements(expected: tuple[Expected, ...], kind: str) -> tuple[Finding, ...]:
    """Expected answers that state nothing."""
    odd = [item for item in expected if kind_of(item.expr) not in STATEMENTS]
    return tuple(finding("expected-of-other-kind", key="expected", text=item.text, kind=kind) for item in odd)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """What equations and inequalities have in common: all but their name and their page of the manual."""

    NAME: ClassVar[str]

    expected: tuple[Expected, ...] = option(alternatives, (), required=True)
    form: tuple[str, ...] = option(several(*FORMS), ())
    variable: Expr | None = option(formula)
    up_to: str | None = option(word("renaming"))
    fixed: tuple[Expr, ...] = option(formulas, ())
    domain: str | None = option(word("strict"))
    nearly: Fraction = option(credit, HALF)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        return not_statements(self.expected, self.NAME)

    def check(self, answer: Answer, context: Context) -> Verdict:
        def judge(expected: Expr, written: Expr) -> Judgement:
            found = of_points(expected, written, context)
            if found is not None:
                return found
            student = concluded(in_coordinates(written, _unknowns(expected), context.names), _unknowns(expected))
            each = each_solution(student, context)
            if each is None:
                return judge_one(expected, student)
            judged = judge_one(expected, each).adding(finding("each-a-solution", "assumption"))
            if not judged.right and not of_numbers(each):
                return judge_one(expected, student)
            if judged.right and of_a_letter(each):  # it may be meant as what holds at once
                return undecided("solutions", finding("and-of-solutions"), suggested=FULL)
            return judged

        def judge_one(expected: Expr, written: Expr) -> Judgement:
            student = without_name(solutions_of_set(expected, written), _unknowns(expected))
            again = by_progressions(expected, student, context)
            if is_class(expected) and (again is None or is_value(student)):
                return of_class(again)
            if again is not None:
                return by_solutions(again)
            counted = by_other_counter(expected, student, context) or by_families(expected, student, context)
            if counted is not None:
                return counted
            student = parted(student, context) if len(_unknowns(expected)) == 1 else student
            student = of_reals(student, context.names.declared | letters(self.of, self.expected))
            student = without_name(_worked_out(student, context), _unknowns(expected))
            if self.up_to is not None:
                return up_to(Freedom(self.up_to, fixed=self.fixed), expected, student, context)
            judged = with_relation(statements(expected, student, context), expected, student, context)
            judged = by_own_counter(judged, expected, student, context)
            if judged.outcome == "incorrect" and judged.by == "shape" and counts(student):
                judged = undecided("progressions", finding("families-in-doubt"))
            if self.domain == "strict":
                judged = strict_domain(judged, self.nearly)
            return in_form(judged, self.form, self.nearly, student, expected, self.variable, context)

        listed = all(lists_points(item.expr) for item in self.expected)

        def first(whole: Answer, inner: Context) -> Picked | None:
            if listed:
                return all_equations(whole, inner)
            return numbered_solutions(whole, inner) or half_lines(whole, inner)

        return check_statements(answer, context, self.of, self.expected, judge, first)


def of_class(found: Solutions | None) -> Judgement:
    """One number where a class of them is asked, or what was not compared with it."""
    if found is None:
        return undecided("progressions", finding("solutions-undecided"))
    if found.relation == "right_in_left":
        return undecided("progressions", finding("one-of-class"))
    return by_solutions(found)


def _worked_out(student: Expr, context: Context) -> Expr:
    """`f'(x) = 2x - 4 = 0` says `2x - 4 = 0`, where the first link holds whatever the letters are."""
    match student:
        case Chain((first, *more), ("=", *after)) if len(more) > 1 and set(after) == {"="}:
            if isinstance(compare(first, more[0], context.names, context.budget, context.seed), Same):
                return _worked_out(Chain(tuple(more), tuple(after)), context)
    return student


def _unknowns(expected: Expr) -> frozenset[str]:
    return frozenset(free_names(expected)) - CONSTANTS


def _regrouped(student: Expr, expected: Expr) -> Expr:
    """Solutions listed one after the other as what they state: `x = 1, y = 2; x = 2, y = 1`, and `L = {1, 2}`
    as its set. Coordinates without names come in the order of the alphabet."""
    unknowns = _unknowns(expected)
    found = points(student, unknowns) if len(unknowns) > 1 else None
    named = found and found.ordered_as(tuple(sorted(unknowns)))
    return without_name(student, unknowns) if named is None else named.statement()


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation(_Statement):
    """An equation with the same solutions as the expected one, however it is rearranged.

    Multiplied by something that may vanish it is another equation: the verdict says which solution was gained
    or lost. `x = 1 or x = 2`, `x = 1, 2`, `x in {1, 2}` and `x = ±2` are read. `1 and 2` are two solutions, and
    `x = 1 and x = 2`, which no number is, goes to a person. Where the expected equation only names its value
    (`x = 3`, `f(x) = 2x`), the value alone is enough. A line or a plane may be given by a point and directions,
    `(x, y) = (0, 1) + t (1, 2)` for `y = 2x + 1`, or a normal vector. `up_to: renaming` lets the letters
    differ, `form: as_written` wants it written like the expected one up to order.

    Letters are real: `x^4 = 16` has two solutions, four with `variables: {x: complex}`. Solutions may stand in
    lines of their own. Where only the solutions are right, and not an equation that has them, ask for `kind:
    set`. Solutions that come again are families over the integers, `expected: "x = pi/4 + k*pi, k in Z"`: any
    letter, any beginning and several families in place of one are right. So is a congruence, `x ≡ 23 (mod 105)`,
    which may be the key as well; one number of its class is for a person.

    example:
      answer: {kind: equation, expected: "x^2 = 4"}
      right: ["x = 2 or x = -2", "x = ±2", "2x^2 - 8 = 0"]
      nearly: "x = 2"
      wrong: ["x^2 = 2", "x = 2 = -2"]
    """

    NAME = "equation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inequality(_Statement):
    """An inequality, or several joined by `and` and `or`, with the same solutions as the expected one.

    Chains (`-1 < x <= 2`), intervals (`(-1, 2]`), `x in (-1, 2]` and absolute values are read, so are words (`x
    is at least 3`, "no solution", "all real numbers except 0"). A comma between inequalities for one letter is
    an "and" where an "or" would leave nothing out (`x < 3, x > -3`), else an "or"; `x != 1, 2` excludes both.
    `x < 1 and x > 3`, which no number is, goes to a person where the two regions are right.

    Ends count: `<` for `<=` is wrong, and the verdict says so; foresee it under `mistakes` where it should earn
    something. With one letter and polynomials or their quotients the verdict is proved, else it rests on many
    points and on the edges between them. Not only solved ones are right: `x^2 < 4` is so for `-2 < x < 2`.

    example:
      answer: {kind: inequality, expected: "-2 < x < 2"}
      right: ["x > -2 and x < 2", "(-2, 2)", "|x| < 2", "-2x < 4, x < 2"]
      nearly: "-2 <= x <= 2"
      wrong: ["x < 2", "x < 2 or x > -2"]
      person: "x < ±2"
    """

    NAME = "inequality"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A list of equations with the same common solutions as the expected ones.

    Any number of equations will do: superfluous ones cost nothing, one that does not follow is named, and so is
    a lack of equations. A list in YAML is one system. Solutions of a linear system may be given with free
    parameters (`x = t, y = 3 - 2t` for `2x + y = 3`), in letters of which the exercise does not speak. Several
    solutions are `(1, 2), (2, 1)` or `x = 1, y = 2 or x = 2, y = 1`; coordinates without names come in the
    order of the alphabet.

    example:
      answer: {kind: system, expected: ["x + y = 3", "x - y = 1"]}
      right: ["x = 2, y = 1", "(2, 1)", "2x = 4, y = x - 1"]
      nearly: "[x + y = 3]"
      wrong: ["[x = 1, y = 2]", "(1, 2)"]
    """

    expected: tuple[Expected, ...] = option(collection("list"), (), required=True)
    tolerance: Tolerance | None = option(tolerance)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        return ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        def judge(expected: Expr, student: Expr) -> Judgement:
            unknowns = frozenset(name.id for name in heads(expected)) or _unknowns(expected)
            student = in_coordinates(student, unknowns, context.names)
            again = by_progressions(expected, student, context)
            if again is not None:
                return by_solutions(again)
            student = _regrouped(without_set(expected, each_in(student)), expected)
            if is_open_set(student):
                return undecided("solutions", finding("solutions-undecided"))
            plain_values = isinstance(student, Apply) and not any(map(states, student.args))
            if (isinstance(expected, Chain) or kind_of(expected) == "system") and not plain_values:
                judged = by_solutions(relate(expected, student, context), expected, student)
                apart = None if judged.right else signs_apart(student)
                if apart is not None and by_solutions(relate(expected, apart, context), expected, apart).right:
                    return undecided("solutions", finding("signs-apart"), suggested=FULL)
                return judged if judged.right else same_with_parameters(expected, student, context) or judged
            judged = alike(expected, student, context)
            return judged if judged.right else same_with_parameters(expected, student, context) or judged

        written = with_triples(answer) if "|" in answer.raw else answer
        return check_statements(written, context, self.of, self.expected, judge, all_equations)
