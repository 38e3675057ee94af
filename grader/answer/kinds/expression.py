"""A formula: equal wherever both are defined, perhaps in a certain form, perhaps up to something."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.claim.alternatives import check_alternatives
from grader.answer.claim.prose.letters_told import told_narrow
from grader.answer.fields import alternatives, credit, formula, formulas, option, several, tolerance, word
from grader.answer.kind import Context, Expected
from grader.answer.match.alike import Rules, alike
from grader.answer.match.freedom import UP_TO, Freedom, up_to
from grader.answer.solution.written.other_counter import by_other_counter
from grader.answer.value.asked.left_sides import ARRAYS
from grader.answer.value.formulas.order_for_value import is_order, order_for_value
from grader.answer.value.formulas.remainders import (
    expansion,
    going_on,
    is_of_series,
    same_expansion,
    without_remainder,
)
from grader.answer.value.formulas.written import FORMS, in_form
from grader.answer.value.judgement import HALF, Judgement, finding, undecided
from grader.answer.value.nearly import with_relation
from grader.answer.value.numbers.compared import rounded_within
from grader.answer.value.numbers.tolerance import Tolerance
from grader.answer.value.same import strict_domain
from grader.answer.value.shapes import kind_of
from grader.late import dataclass, replace
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, walk
from grader.values import Answer, Finding, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A formula, equal to the expected one wherever both are defined in the declared domain.

    `form` asks how it is written: factored, expanded, lowest_terms, single_fraction, partial_fractions,
    completed_square, as_written (the same up to order and grouping), evaluated (no derivative, integral, sum or
    limit left), exact (no decimals); a list asks for all of them, `variable` says in which letter. Right value in
    the wrong form earns `nearly` (1/2). `up_to` lets it differ: by a constant (an antiderivative in `variable`;
    without its arbitrary constant it earns `nearly`, with `constant: optional` all), by a non-zero factor, by its
    sign, by a renaming of letters (not those that are `fixed`), by an increasing map (the same argument of the
    maximum), or it is a general solution (`family`: the same functions of `variable`, however the arbitrary
    constants are named or combined; constants are all letters that are neither declared nor `fixed`).
    `1 + x + O(x^2)` has a remainder: terms below it must agree, and a person judges another remainder.
    `tolerance` lets the numbers in it be off. `domain: strict` gives `nearly` where it is defined elsewhere.

    Letters are real. One of which the exercise says nothing is taken as positive where only its sign stands between
    two sides (`sqrt(a^2/3)` for `a/sqrt(3)`), and the verdict says so; not `x`, `y`, `t` and angles, and not where
    the sign is all that was asked (`sqrt(q^2)` for `q`): a person decides there. `variables: {a: real}` ends it.

    example:
      answer: {expected: (x - 1)*(x + 1), form: factored}
      right: "(x+1)(x-1)"
      nearly: "x^2 - 1"
      wrong: "(x-1)^2"
    """

    expected: tuple[Expected, ...] = option(alternatives, (), required=True)
    form: tuple[str, ...] = option(several(*FORMS), ())
    up_to: str | None = option(word(*UP_TO))
    variable: Expr | None = option(formula)
    constant: str | None = option(word("required", "optional"))
    fixed: tuple[Expr, ...] = option(formulas, ())
    tolerance: Tolerance | None = option(tolerance)
    domain: str | None = option(word("strict"))
    nearly: Fraction = option(credit, HALF)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        found = []
        if self.up_to in ("constant", "family") and self.variable is None:
            found.append(finding("missing-variable", key="variable", option=self.up_to))
        if self.constant is not None and self.up_to != "constant":
            found.append(finding("option-without", key="constant", option="constant", needs="up_to: constant"))
        if self.fixed and self.up_to not in ("renaming", "family"):
            found.append(finding("option-without", key="fixed", option="fixed", needs="up_to: renaming"))
        return tuple(found)

    def check(self, answer: Answer, context: Context) -> Verdict:
        def judge(expected: Expr, student: Expr) -> Judgement:
            return self.judge_one(expected, student, context)

        def belongs(side: Expr) -> bool:  # `y = e^(x^2 + c) = C e^(x^2)`
            return any(judge(item.expr, side).credit for item in self.expected)

        rounds = rounded_within(self.tolerance, None, context)
        has_constants = self.up_to in ("constant", "family")
        within = belongs if has_constants else None
        found = check_alternatives(answer, context, self.of, self.expected, judge, rounds=rounds, belongs=within)
        bound = context.names.declared.union(n.id for n in (self.variable, *self.fixed) if isinstance(n, Name))
        free = has_constants and found.credit
        words = told_narrow(answer, found.text, bound) if free else ""
        if words:  # the constant of integration is any number
            return replace(
                found, outcome="undecided", credit=None, findings=(finding("value-turned", words=words),)
            )
        return found

    def judge_one(self, expected: Expr, student: Expr, context: Context) -> Judgement:
        """One formula against one formula: first the value, then the form."""
        judged = self.value(expected, student, context)
        if self.domain == "strict":
            judged = strict_domain(judged, self.nearly)
        if self.up_to is None and self.tolerance is None:
            judged = with_relation(judged, expected, student, context)
        counted = by_other_counter(expected, student, context) if judged.outcome == "incorrect" else None
        if counted is not None and counted.outcome == "undecided":
            return counted
        if judged.outcome == "incorrect" and is_order(student, expected, context.names):
            return order_for_value(judged, expected, student, context)
        return in_form(judged, self.form, self.nearly, student, expected, self.variable, context)

    def value(self, expected: Expr, student: Expr, context: Context) -> Judgement:
        if self.up_to is not None:
            freedom = Freedom(self.up_to, self.variable, self.constant != "optional", self.fixed, self.nearly)
            return up_to(freedom, expected, student, context)
        ours = expansion(expected, context.names)
        if ours.symbol:
            return same_expansion(ours, student, lambda left, right: self.value(left, right, context), context)
        if (main := going_on(student)) is not None:  # `1 + x + x^2/2 + …`
            judged = alike(expected, main, context, Rules(self.tolerance))
            sure = judged.right and is_of_series(context.question)
            return judged if sure else undecided("remainder", finding("remainder-in-doubt"))
        student = without_remainder(student, context) or student
        judged = alike(expected, student, context, Rules(self.tolerance))
        if judged.outcome == "incorrect" and judged.by == "shape" and _holds_array(expected):
            return undecided("shape", finding("entries-undecided"))  # `(1 + 2t, 3)` for `(1, 3) + t (2, 0)`
        return judged


def _holds_array(expr: Expr) -> bool:
    """Whether it is made of vectors, and no vector itself."""
    return isinstance(expr, Apply) and expr.op == "add" and any(kind_of(node) in ARRAYS for node in walk(expr))
