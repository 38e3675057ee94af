"""A number with its unit."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.claim.alternatives import check_alternatives
from grader.answer.claim.attempt import Picker
from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.amounts_said import amounts_said, is_given
from grader.answer.claim.select import pick
from grader.answer.claim.spelling.amounts_below import with_amounts_below
from grader.answer.claim.spelling.units_beside import with_units_beside
from grader.answer.claim.working import contradiction, names_value, pick_quantity, with_about
from grader.answer.fields import Reading, credit, digits, expression, formulas, option, tolerance, word
from grader.answer.kind import Context, Expected
from grader.answer.kinds.number import Number
from grader.answer.value.asked.sides import EQUALITIES
from grader.answer.value.judgement import HALF, Judgement, correct, finding, incorrect, partial, undecided
from grader.answer.value.numbers.compared import has_point, rounded_within
from grader.answer.value.numbers.digits import half_place, typed
from grader.answer.value.numbers.tolerance import Digits, Tolerance
from grader.answer.value.numbers.unit_words import unit
from grader.answer.value.numbers.units import (
    TEMPERATURE,
    Base,
    as_temperature,
    based,
    change,
    mentions_units,
    quantity,
    with_units,
)
from grader.answer.value.numbers.units import Quantity as Amount
from grader.answer.value.numbers.units_set import upright
from grader.answer.value.numbers.worth import approximation
from grader.answer.value.other_shape import other_shape
from grader.answer.value.same import compared
from grader.answer.value.shapes import VALUES, kind_of
from grader.late import dataclass, replace
from grader.limits import PART_CHARACTERS
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_mathml, to_text
from grader.notation.tree import Chain, Expr, Text, walk
from grader.values import Answer, Finding, Level, Verdict

MINIMUM_FIGURES = 3
EXACT = 10**30
"""A value between two roundings is taken for the fraction with a denominator up to this that is next to it."""
DEGREE = based({"deg": Fraction(1)})
CLOSE = (1, 5)
"""Percent by which a value may be off and is still called close."""


def amounts(value: object, reading: Reading) -> tuple[Expected, ...]:
    """Expected quantities, read with the units that stand in them."""
    found = []
    for item in value if isinstance(value, list) else [value]:
        names = with_units(reading.names, str(item))
        one = expression(item, Reading(names, reading.key, reading.findings))
        if one is not None:
            found.append(one)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number and its unit, such as `9.81 m/s^2`, `25 kN`, `3.0 \\mathrm{km/h}`, `20 °C`.

    Any unit of the same dimension will do (`units: same` asks for the very unit). `tolerance` and `digits` are as
    for numbers; an absolute tolerance is in the expected unit, digits are read off the number as typed. A missing
    unit, the wrong unit and the wrong number are told apart; right number without unit earns `nearly` (1/2). A
    letter that the exercise declares as a variable is no unit in `expected`: write `meter` there where `m` is a
    mass. Where no such letter stands in `expected`, `3 m` is a length in an answer all the same.

    Without `tolerance` and `digits` an expected decimal is taken for a measured value: the number, in the expected
    unit, must agree with it to the figures that it is written with, three at least (`19.97 kg` for `20 kg`, not
    `19.9 kg`), or be the converted value, rounded to as many. The verdict says so; `tolerance: {absolute: 0}` asks
    for the very number, and so does a fraction, a root or pi in `expected`.

    example:
      answer: {kind: quantity, expected: 9.81 m/s^2, digits: {significant: 3}}
      right: "9.81 m s^-2"
      nearly: "9.81"
      wrong: "9.81 m/s"
    """

    expected: tuple[Expected, ...] = option(amounts, (), required=True)
    tolerance: Tolerance | None = option(tolerance)
    digits: Digits | None = option(digits)
    units: str | None = option(word("convertible", "same"))
    nearly: Fraction = option(credit, HALF)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        """Letters of the exercise that stand where one would look for a unit: without any other it has none."""
        found = []
        for item in self.expected:
            read = quantity(item.expr, with_units(names, item.text))
            letters = sorted(name for name in free_names(item.expr) if unit(name) and name in names.declared)
            if letters and read is not None:
                level: Level = "note" if read.units else "error"
                told = finding("unit-is-a-letter", level, key="expected", text=item.text, name=letters[0])
                found.append(told)
        return tuple(found)

    def check(self, answer: Answer, context: Context) -> Verdict:
        verdict = self._checked(answer, context)
        read = verdict.read_as if verdict.mathml else ""
        names = with_units(self._without_letters(context.names), read)
        expr = parse(read, names).expr if read else None
        return verdict if expr is None else replace(verdict, mathml=to_mathml(upright(expr, names)))

    def _checked(self, answer: Answer, context: Context) -> Verdict:
        text = " ".join(piece.text for piece in answer.pieces)[:PART_CHARACTERS]
        wider = replace(context, names=with_units(self._without_letters(context.names), text))

        def judge(expected: Expr, student: Expr) -> Judgement:
            return self.judge_one(expected, student, wider)

        rounds = rounded_within(self.tolerance, self.digits, wider)

        def first(whole: Answer, inner: Context) -> Picked:
            told = with_about(whole) if self.digits else None
            end = self.rounded_end(pick(told or whole, inner, self.of), inner) if self.digits else None
            return end or pick_quantity(whole, inner, self.of, self.digits)

        def rounded(whole: Answer, inner: Context) -> Picked | None:
            return self.rounded_end(pick(whole, inner, self.of), inner)

        def checked(written: Answer, picker: Picker = first) -> Verdict:
            return check_alternatives(
                written, wider, self.of, self.expected, judge, first=picker, rounds=rounds, measured=True
            )

        verdict = checked(answer)
        if verdict.outcome == "incorrect" and ("≈" in answer.raw or "approx" in answer.raw):
            again = checked(answer, rounded)
            verdict = again if again.outcome == "correct" else verdict
        if verdict.outcome in ("incorrect", "partial") and (beside := with_units_beside(answer)) is not None:
            again = checked(beside)
            verdict = again if again.outcome in ("correct", "undecided") else verdict
        grouped = with_amounts_below(answer) if verdict.outcome == "incorrect" else None
        verdict = verdict if grouped is None else checked(grouped)
        if verdict.outcome == "correct" and self._is_given(verdict, wider):
            told = finding("question-restated")
            return replace(
                verdict, outcome="undecided", credit=None, by="restated", certain=False, findings=(told,)
            )
        contradicts = any(item.code == "contradictory-chain" for item in verdict.findings)
        if verdict.outcome not in ("incorrect", "missing") or contradicts:
            return verdict
        others = amounts_said(answer, verdict.text, context.question)
        right = next((each for each in others if checked(each).outcome == "correct"), None)
        return verdict if right is None else right_beside(right, verdict)

    def _is_given(self, verdict: Verdict, context: Context) -> bool:
        """Whether the question gives the quantity that was right in another unit: `72 km/h`, to be put in m/s."""
        expr = parse(verdict.read_as, with_units(context.names, verdict.read_as)).expr if context.question else None
        found = quantity(expr, context.names) if expr is not None else None
        keys = [quantity(item.expr, with_units(context.names, item.text)) for item in self.expected]
        same = found is None or any(key is None or key.units == found.units for key in keys)
        return found is not None and not same and is_given(found, context.question, context.names)

    def rounded_end(self, picked: Picked, context: Context) -> Picked | None:
        """`v = 22.563 m/s ≈ 23 m/s`: the rounded value, where it has the digits asked for, and the way to
        the value before it holds."""
        chain = picked.expr
        if not isinstance(chain, Chain) or chain.relations[-1] != "approx":
            return None
        exact, end = (quantity(side, context.names) for side in chain.operands[-2:])
        read = typed(end.number) if end else None
        if exact is None or end is None or read is None:
            return None
        if exact.units != end.units:  # `250 N/m * 0.043 m`
            left, right = based(exact.units), based(end.units)
            if left is None or right is None or left.dimensions != right.dimensions:
                return None
            exact = Amount(change(exact.number, left, right), end.units)
        digits = self.digits or Digits(significant=max(read.least, MINIMUM_FIGURES))
        begins = quantity(chain.operands[0], context.names)
        if not names_value(chain) and (begins is None or typed(begins.number) is None):
            return None
        value = approximation(exact.number, context)
        if value is None or not digits.near(read.value, value.limit_denominator(EXACT)):
            return None
        if digits.written(read) not in ("right", "ambiguous") or not EQUALITIES.issuperset(chain.relations):
            return None
        odd = contradiction(chain, context)
        return replace(picked, expr=chain.operands[-1], findings=(*picked.findings, *([odd] if odd else [])))

    def _without_letters(self, names: Names) -> Names:
        """Where no letter of the exercise stands in what is expected, `m` and `s` can only be units."""
        if any(not names.declared.isdisjoint(free_names(item.expr)) for item in self.expected):
            return names
        letters = {name: domain for name, domain in names.variables.items() if not unit(name)}
        return names if len(letters) == len(names.variables) else replace(names, variables=letters)

    def judge_one(self, expected: Expr, student: Expr, context: Context) -> Judgement:
        """First the units, then the number in the unit that its digits are read in."""
        names = with_units(context.names, to_text(expected))
        ours, theirs = quantity(expected, names), quantity(student, context.names)
        if ours is not None and theirs is None and kind_of(student) not in VALUES:
            return other_shape(expected, student)
        if ours is None or theirs is None:
            return compared(expected, student, context)
        if ours.units == theirs.units:
            return self.number(ours.number, theirs.number, context)
        if not theirs.units:
            judged = self.without_unit(ours, theirs, context)
            cancelled = judged.outcome == "partial" and mentions_units(student, context.names)  # `m/m`
            return incorrect("units", self.wrong_unit(ours, theirs, context)) if cancelled else judged
        left = based(ours.units)
        theirs = as_temperature(theirs, left)
        right = based(theirs.units)
        if left is None or right is None:
            return compared(expected, student, context)
        if left.dimensions != right.dimensions:
            degrees = left.dimensions == TEMPERATURE and right == DEGREE
            if degrees and self.number(ours.number, theirs.number, context).right:
                return undecided("units", finding("degrees-in-doubt"))
            return incorrect("units", self.wrong_unit(ours, theirs, context))
        judged = self.converted(ours, left, theirs, right, context)
        if judged.outcome == "incorrect" and self.by_1024(ours, theirs, context):
            return undecided("units", finding("binary-prefix"))
        if judged.right and self.units == "same":
            return partial("units", self.nearly, finding("not-the-unit-asked"), certain=judged.certain)
        return judged

    def number(self, expected: Expr, student: Expr, context: Context) -> Judgement:
        """One number against another in the same unit."""
        judged = self.by_rule(expected, student, context)
        return judged if self.ruled else kinder(judged, measured(expected, student, context))

    def by_rule(self, expected: Expr, student: Expr, context: Context) -> Judgement:
        rules = Number(tolerance=self.tolerance, digits=self.digits, nearly=self.nearly)
        return rules.judge_one(expected, student, context)

    @property
    def ruled(self) -> bool:
        """Whether the exercise says how near is near enough."""
        return self.tolerance is not None or self.digits is not None

    def converted(self, ours: Amount, left: Base, theirs: Amount, right: Base, context: Context) -> Judgement:
        """The expected number in the student's unit, or the student's in the expected one."""
        back = change(theirs.number, right, left)
        if self.tolerance is not None and self.tolerance.absolute is not None:
            return self.by_rule(ours.number, back, context)
        expected = change(ours.number, left, right)
        judged = self.by_rule(expected, theirs.number, context)
        if judged.right or self.ruled:
            return judged
        found = rounded(ours.number, expected, theirs.number, context)
        if found is None and shortened(ours.number, expected, theirs.number, context):
            found = partial("rounding", self.nearly, finding("rounded-too-far"), certain=False)
        return found or kinder(judged, measured(ours.number, back, context))

    def by_1024(self, ours: Amount, theirs: Amount, context: Context) -> bool:
        """Whether it is right if one of them, or both, mean 1024 by `k`, as many do for bytes."""
        mine, other = ((based(each.units), based(each.units, binary=True)) for each in (ours, theirs))
        for left, right in ((mine[0], other[1]), (mine[1], other[0]), (mine[1], other[1])):
            if left and right and self.converted(ours, left, theirs, right, context).right:
                return True
        return False

    def without_unit(self, ours: Amount, theirs: Amount, context: Context) -> Judgement:
        base = based(ours.units)
        if base is not None and base.half_turns and not base.dimensions:  # an angle in radians needs no unit
            judged = self.converted(ours, base, theirs, Base(Fraction(1), ()), context)
            if judged.right:
                return judged
        judged = self.number(ours.number, theirs.number, context)
        words = next((node.text for node in walk(theirs.number) if isinstance(node, Text)), "")
        if words and ours.units:
            return undecided("units", finding("unknown-unit", text=words.strip()))
        lacking = finding("missing-unit")
        if not ours.units or not judged.right:
            return judged if not ours.units else incorrect("units", *judged.findings[:1], lacking)
        return partial("units", self.nearly, lacking, certain=judged.certain)

    def wrong_unit(self, ours: Amount, theirs: Amount, context: Context) -> Finding:
        right = self.number(ours.number, theirs.number, context).right
        return finding("wrong-unit", number="right" if right else "wrong")


def right_beside(right: Answer, verdict: Verdict) -> Verdict:
    """Where the words say the right quantity, and another one was taken for the answer, a person reads both."""
    told = finding("right-beside-others", right=right.raw)
    return replace(verdict, outcome="undecided", credit=None, by="select", certain=False, findings=(told,))


def rounded(typed_value: Expr, expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """A converted value, rounded to as many figures as the expected number has."""
    ours, theirs, exact = typed(typed_value), typed(student), approximation(expected, context)
    if ours is None or theirs is None or exact is None:
        return None
    figures, least = theirs.least, MINIMUM_FIGURES - has_point(typed_value)
    if figures < max(least, ours.least) or not Digits(significant=figures).near(theirs.value, exact):
        return None
    return correct("units", finding("equal-after-rounding", "note", digits=str(figures)), certain=False)


def shortened(typed_value: Expr, expected: Expr, student: Expr, context: Context) -> bool:
    """Whether it is the converted value, rounded to fewer figures than the expected number has, three at least."""
    ours, theirs, exact = typed(typed_value), typed(student), approximation(expected, context)
    if ours is None or theirs is None or exact is None or not has_point(typed_value):
        return False
    figures = theirs.least
    return MINIMUM_FIGURES <= figures < ours.least and Digits(significant=figures).near(theirs.value, exact)


def kinder(judged: Judgement, found: Judgement | None) -> Judgement:
    """What was `found` of a measured value, where it is right or says more of a wrong one."""
    better = found is not None and not judged.right and (found.right or judged.outcome == "incorrect")
    return found if found is not None and better else judged


def measured(expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """Whether a number agrees with a decimal to the figures that it is written with; else how close it is."""
    ours, theirs = typed(expected), approximation(student, context)
    if ours is None or theirs is None or not ours.value:
        return None
    figures, distance = max(ours.least, MINIMUM_FIGURES), abs(theirs - ours.value)
    if distance <= half_place(ours.value, figures):
        return correct("rounding", finding("agrees-to-figures", "note", digits=str(figures)), certain=False)
    percent = next((each for each in CLOSE if distance * 100 < each * abs(ours.value)), None)
    if percent is None:
        return None
    return incorrect("rounding", finding("close-value", percent=str(percent)), certain=False)
