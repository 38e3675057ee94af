"""A number: exact, near enough, or with the digits asked for."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.claim.alternatives import check_alternatives
from grader.answer.claim.picked import Picked
from grader.answer.claim.select import pick
from grader.answer.claim.spelling.bases import Asked, asked_base, in_base_ten
from grader.answer.claim.working import names_value, with_about
from grader.answer.fields import alternatives, credit, digits, formulas, option, several, tolerance
from grader.answer.kind import Context, Expected
from grader.answer.match.plain import plain
from grader.answer.value.formulas.order_for_value import is_order
from grader.answer.value.judgement import HALF, Judgement, correct, finding, incorrect, partial, undecided
from grader.answer.value.numbers.compared import (
    both_near,
    coarser,
    equal,
    has_point,
    near,
    power_of_ten,
    rounded_within,
    rounding,
    rounds_to,
)
from grader.answer.value.numbers.complex_digits import Components, components, is_complex
from grader.answer.value.numbers.digits import typed
from grader.answer.value.numbers.tolerance import Digits, Tolerance
from grader.answer.value.numbers.worth import approximation
from grader.answer.value.other_shape import other_shape
from grader.answer.value.shapes import VALUES, kind_of
from grader.late import dataclass, replace
from grader.notation.names import Names
from grader.notation.tree import Chain, Expr
from grader.values import Answer, Finding, Verdict

ROUNDED = frozenset({"rounded-value", "degrees-rounded"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number, exact or within a tolerance; digits are read off the text as typed.

    Without `tolerance` or `digits` the number must be equal: `1/4`, `0.25` and `2^-2` are one number, `0.333`
    is not `1/3`. An expected decimal that is rounded to three figures or more (`3.14` for `3.14159`) is nearly
    right. With `tolerance: {absolute: a}` or `{relative: r}` it may be off by as much; with both, either
    suffices. With `digits: {significant: 3}` or `{decimals: 2}` it must be written with as many digits, and be
    the expected value rounded to them; `accuracy: 2` asks only that the first two are right. Trailing zeros
    count as typed: `0.0300` has three significant figures, `300` may have one to three and is let pass. A half is
    rounded away from zero, or to an even digit; of a complex number both parts are looked at.
    A decimal comma is seen where one number is asked for and nothing else makes sense of it.
    With `form: exact` a decimal point is the wrong form. Right value in the wrong form or with the wrong number
    of digits earns `nearly` (1/2). Several expected values: any of them is right. A key with a base, `1101_2`,
    `(CA)_16` or `0xCA`, asks for the digits in that base: `CA` will do, `202` is for a person.

    example:
      answer: {kind: number, expected: 9.81, digits: {significant: 3}}
      right: "9.81"
      nearly: "9.807"
      wrong: "8.91"
    """

    expected: tuple[Expected, ...] = option(alternatives, (), required=True)
    tolerance: Tolerance | None = option(tolerance)
    digits: Digits | None = option(digits)
    form: tuple[str, ...] = option(several("exact"), ())
    nearly: Fraction = option(credit, HALF)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        odd = [item for item in self.expected if kind_of(item.expr) not in ("number", "expression")]
        found = [finding("expected-of-other-kind", key="expected", text=item.text, kind="number") for item in odd]
        if self.tolerance and self.digits:
            found.append(finding("tolerance-and-digits", "note", key="tolerance"))
        if "exact" in self.form and self.digits:
            found.append(finding("exact-and-digits", key="form"))
        return tuple(found)

    def check(self, answer: Answer, context: Context) -> Verdict:
        asked = asked_base(self.expected)
        if asked is not None:
            return self._in_base(asked, answer, context)

        def judge(expected: Expr, student: Expr) -> Judgement:
            both = both_near(expected, student, self.tolerance, context) if self.tolerance else None
            return both or self.judge_one(expected, student, context)

        def first(whole: Answer, inner: Context) -> Picked | None:
            if self.digits is None:
                return None
            told = with_about(whole)
            again = pick(told, inner, self.of) if told else None
            if again is not None and names_value(again.expr):
                end = rounded_end(again, self.digits, inner)
                if end is not again:
                    return end
            return rounded_end(pick(whole, inner, self.of), self.digits, inner)

        rounds = rounded_within(self.tolerance, self.digits, context)
        return check_alternatives(answer, context, self.of, self.expected, judge, first=first, rounds=rounds)

    def _in_base(self, asked: Asked, answer: Answer, context: Context) -> Verdict:
        """The digits of a number in a base; the same number in another base is for a person."""
        kind = replace(self, expected=asked.expected)
        written, found = in_base_ten(answer, asked.base)
        verdict = kind.check(written, context)
        if found and verdict.outcome != "incorrect":
            return verdict
        plain = kind.check(answer, context) if found else verdict
        if not plain.credit and plain.suggested is None:
            return verdict
        doubt = (finding("base-in-doubt"),)
        return replace(plain, outcome="undecided", credit=None, by="notation", certain=False, findings=doubt)

    def judge_one(self, expected: Expr, student: Expr, context: Context) -> Judgement:
        """One number against one number."""
        if kind_of(student) not in VALUES and self.digits is not None:
            return other_shape(expected, student)
        if self.digits is not None:
            return self.judge_digits(expected, student, self.digits, context)
        judged = plain(expected, student, context, self.tolerance)
        if "exact" in self.form and any(item.code in ROUNDED for item in judged.findings):
            return incorrect(judged.by, finding("decimals-not-exact"), certain=judged.certain)
        if judged.outcome == "incorrect" and is_order(student, expected, context.names):
            return judged.adding(finding("growth-for-value"))
        if judged.right and "exact" in self.form and has_point(student):
            return partial(judged.by, self.nearly, finding("decimals-not-exact"), certain=judged.certain)
        if judged.outcome == "incorrect" and self.tolerance is None and coarser(expected, student):
            return partial("rounding", self.nearly, finding("rounded-too-far"), certain=judged.certain)
        return judged

    def judge_digits(self, expected: Expr, student: Expr, wanted: Digits, context: Context) -> Judgement:
        number = typed(student)
        both = components(student, context.names) if number is None or is_complex(expected, context) else None
        if both is not None:
            return self.judge_parts(expected, student, both, wanted, context)
        if number is None:
            judged = equal(expected, student, context)
            rounded = judged.outcome == "undecided" and rounding(exact=student, decimal=expected, context=context)
            return partial("digits", self.nearly, finding("not-a-decimal")) if judged.right or rounded else judged
        if self.tolerance is not None:
            judged = near(expected, student, self.tolerance, context)
            rounded = judged.right
        else:
            rounded = rounds_to(number.value, expected, wanted, context)
            judged = incorrect("digits", finding("not-equal"))
        if not rounded and approximation(expected, context) is None:
            return undecided("digits", finding("no-number-expected"))
        written = wanted.written(number)
        if not rounded and self.tolerance is None and written == "too-few" and number.least > 1:
            rounded = rounds_to(number.value, expected, Digits(significant=number.least), context)
        if not rounded:
            return power_of_ten(expected, student, context) or judged
        return self.judge_written(written, wanted)

    def judge_parts(
        self, expected: Expr, student: Expr, both: Components, wanted: Digits, context: Context
    ) -> Judgement:
        """A complex number: both of its parts are the expected ones, rounded."""
        if self.tolerance is not None:
            judged = near(expected, student, self.tolerance, context)
        elif both.rounded_from(expected, wanted, context):
            judged = correct("digits")
        else:
            judged = incorrect("digits", finding("not-equal"))
        written = {wanted.written(part) for part in both.typed}
        fault = next((each for each in ("too-few", "too-many", "ambiguous") if each in written), "right")
        fewer = Digits(significant=max(part.least for part in both.typed))
        if fault == "too-few" and self.tolerance is None and (fewer.significant or 0) > 1:
            judged = correct("digits") if both.rounded_from(expected, fewer, context) else judged
        return self.judge_written(fault, wanted) if judged.right else judged

    def judge_written(self, written: str, wanted: Digits) -> Judgement:
        """A right value with these digits."""
        counted = str(wanted.decimals if wanted.significant is None else wanted.significant)
        unit = "decimals" if wanted.significant is None else "significant"
        match written:
            case "right":
                return correct("digits", finding("equal-to-digits", "note", digits=counted, unit=unit))
            case "ambiguous":
                note = finding("ambiguous-digits", "note", digits=counted)
                return correct("digits", finding("equal-to-digits", "note", digits=counted, unit=unit), note)
            case fault:
                return partial("digits", self.nearly, finding(f"{fault}-digits", digits=counted, unit=unit))


def rounded_end(picked: Picked, wanted: Digits, context: Context) -> Picked:
    """`5/16 = 0.3125 ≈ 0.313`: where digits are asked for, the value behind `≈` counts if it has as many. Behind a
    first `≈` a decimal may be rounded once more, `≈ 0.3125 ≈ 0.313` or `≈ 0.3125 = 0.313`."""
    match picked.expr:
        case Chain((*way, exact, decimal), (*before, last)) if last == "approx" or (
            last == "=" and "approx" in before and typed(exact) is not None
        ):
            read = components(decimal, context.names)
            if read is None or not read.rounded_from(exact, wanted, context):
                return picked
            if any(wanted.written(part) not in ("right", "ambiguous") for part in read.typed):
                return picked
            if typed(exact) is None:
                return replace(picked, expr=Chain((*way, exact, decimal), (*before, "=")))
            kept = Chain((*way, decimal), tuple(before)) if way else decimal
            return rounded_end(replace(picked, expr=kept), wanted, context)
    return picked
