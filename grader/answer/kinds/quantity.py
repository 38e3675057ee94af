"""A number with its unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer.digits import typed
from grader.answer.fields import Reading, credit, digits, expression, formulas, option, tolerance, word
from grader.answer.judgement import HALF, Judgement, correct, finding, incorrect, partial, undecided
from grader.answer.kind import Context, Expected
from grader.answer.kinds.number import Number
from grader.answer.numbers import approximation, rounded_within
from grader.answer.reading import check_alternatives
from grader.answer.same import compared
from grader.answer.tolerance import Digits, Tolerance
from grader.answer.units import Base, as_temperature, based, change, quantity, with_units
from grader.answer.units import Quantity as Amount
from grader.answer.working import pick_quantity
from grader.limits import PART_CHARACTERS
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Expr, Text, walk
from grader.notation.tree import Number as Literal
from grader.values import Answer, Finding, Verdict

MINIMUM_FIGURES = 3


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
    for numbers; an absolute tolerance is in the expected unit, digits are read off the number as typed. Without
    either, a converted value may be rounded to as many figures as the expected one has, three at least. A missing
    unit, the wrong unit and the wrong number are told apart; right number without unit earns `nearly` (1/2). A
    letter that the exercise declares as a variable is no unit.

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
        return ()

    def check(self, answer: Answer, context: Context) -> Verdict:
        text = " ".join(piece.text for piece in answer.pieces)[:PART_CHARACTERS]
        wider = replace(context, names=with_units(context.names, text))

        def judge(expected: Expr, student: Expr) -> Judgement:
            return self.judge_one(expected, student, wider)

        rounds = rounded_within(self.tolerance, self.digits, wider)
        return check_alternatives(
            answer, wider, self.of, self.expected, judge,
            first=lambda whole, inner: pick_quantity(whole, inner, self.of), rounds=rounds,
        )  # fmt: skip

    def judge_one(self, expected: Expr, student: Expr, context: Context) -> Judgement:
        """First the units, then the number in the unit that its digits are read in."""
        names = with_units(context.names, to_text(expected))
        ours, theirs = quantity(expected, names), quantity(student, context.names)
        if theirs is None and (pointed := without_comma(student)) is not None:
            note = finding("decimal-comma", "assumption", number=to_text(pointed.args[0]).replace(".", ","))
            return self.judge_one(expected, pointed, context).adding(note)
        if ours is None or theirs is None:
            return compared(expected, student, context)
        if ours.units == theirs.units:
            return self.number(ours.number, theirs.number, context)
        if not theirs.units:
            return self.without_unit(ours, theirs, context)
        left = based(ours.units)
        theirs = as_temperature(theirs, left)
        right = based(theirs.units)
        if left is None or right is None:
            return compared(expected, student, context)
        if left.dimensions != right.dimensions:
            return incorrect("units", self.wrong_unit(ours, theirs, context))
        judged = self.converted(ours, left, theirs, right, context)
        if judged.right and self.units == "same":
            return partial("units", self.nearly, finding("not-the-unit-asked"), certain=judged.certain)
        return judged

    def number(self, expected: Expr, student: Expr, context: Context) -> Judgement:
        rules = Number(tolerance=self.tolerance, digits=self.digits, nearly=self.nearly)
        return rules.judge_one(expected, student, context)

    def converted(self, ours: Amount, left: Base, theirs: Amount, right: Base, context: Context) -> Judgement:
        """The expected number in the student's unit, or the student's in the expected one."""
        if self.tolerance is not None and self.tolerance.absolute is not None:
            return self.number(ours.number, change(theirs.number, right, left), context)
        expected = change(ours.number, left, right)
        judged = self.number(expected, theirs.number, context)
        if judged.outcome == "incorrect" and self.tolerance is None and self.digits is None:
            return rounded(ours.number, expected, theirs.number, context) or judged
        return judged

    def without_unit(self, ours: Amount, theirs: Amount, context: Context) -> Judgement:
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


def without_comma(expr: Expr) -> Apply | None:
    """`2,5 m` with a decimal point, for a quantity is one number; None for anything else."""
    match expr:
        case Apply("sequence", (Literal(whole), Apply("mul", (Literal(digits), *units)))):
            if (whole + digits).isdecimal():
                return Apply("mul", (Literal(f"{whole}.{digits}"), *units))
    return None


def rounded(typed_value: Expr, expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """A converted value, rounded to as many figures as the expected number has."""
    ours, theirs, exact = typed(typed_value), typed(student), approximation(expected, context)
    if ours is None or theirs is None or exact is None:
        return None
    figures = theirs.least
    if figures < max(MINIMUM_FIGURES, ours.least) or not Digits(significant=figures).near(theirs.value, exact):
        return None
    return correct("units", finding("equal-after-rounding", "note", digits=str(figures)), certain=False)
