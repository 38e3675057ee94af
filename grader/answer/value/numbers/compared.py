"""Numbers against numbers: equal, near enough, rounded, off by a power of ten."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, undecided
from grader.answer.value.numbers.complex_digits import components
from grader.answer.value.numbers.digits import typed
from grader.answer.value.numbers.tolerance import Digits, Slack, Tolerance
from grader.answer.value.numbers.worth import NoValue, approximation, place, precision, value
from grader.answer.value.same import compared
from grader.answer.value.shapes import is_number
from grader.equivalence.rewriting.signs import readings, signed
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Number, walk

MANY_FIGURES = 6
"""An expected decimal of so many figures is a rounded value that nobody hits by chance."""


def has_point(expr: Expr) -> bool:
    """Whether a decimal was typed somewhere."""
    return any(isinstance(node, Number) and ("." in node.text or "e" in node.text.lower()) for node in walk(expr))


def equal(expected: Expr, student: Expr, context: Context) -> Judgement:
    """Equal numbers; where they are not, whether one is the other rounded."""
    judged = compared(expected, student, context)
    if judged.outcome == "undecided" and _undefined(student, context) and not _undefined(expected, context):
        return incorrect("balls", finding("no-value"))
    if judged.outcome != "incorrect":
        return judged
    if has_point(student) and rounding(exact=expected, decimal=student, context=context):
        if isinstance(student, Apply) and student.op == "degrees":  # which are seldom written otherwise
            return undecided("rounding", finding("degrees-rounded"))
        return incorrect(judged.by, finding("rounded-value"), certain=judged.certain)
    if has_point(expected) and rounding(exact=student, decimal=expected, context=context, least=2):
        figures = getattr(typed(expected), "least", 0)
        if figures >= MANY_FIGURES:
            note = finding("equal-after-rounding", "note", digits=str(figures))
            return correct("rounding", note, certain=False)
        return undecided("rounding", finding("expected-is-rounded"))
    if has_point(expected) and _longer(expected, student):
        return undecided("rounding", finding("expected-is-rounded"))
    return power_of_ten(expected, student, context) or judged


def _undefined(expr: Expr, context: Context) -> bool:
    """Whether it is proved to have no value, such as 1/0."""
    with precision(128):
        found = value(expr, context)
    return isinstance(found, NoValue) and found.undefined


def _longer(expected: Expr, student: Expr) -> bool:
    """Whether a decimal has many more figures and the expected one is that value rounded."""
    ours, theirs = typed(expected), typed(student)
    if ours is None or theirs is None or ours.least < 2 or theirs.least <= MANY_FIGURES:
        return False
    return Digits(significant=ours.least).near(ours.value, theirs.value)


def coarser(expected: Expr, student: Expr) -> bool:
    """Whether the expected decimal was rounded to fewer figures, three at least."""
    ours, theirs = typed(expected), typed(student)
    if ours is None or theirs is None or not (has_point(expected) and has_point(student)):
        return False
    figures = theirs.least
    return 3 <= figures < ours.least and Digits(significant=figures).near(theirs.value, ours.value)


def near(expected: Expr, student: Expr, allowed: Tolerance, context: Context) -> Judgement:
    """Within the tolerance; the edge belongs to it. No number beside the real line is near one on it."""
    if _is_real(expected, context) and not _is_real(student, context):
        return incorrect("tolerance", finding("outside-tolerance"))
    match place(student, expected, allowed.absolute, allowed.relative, context):
        case "inside":
            return correct("tolerance", finding("within-tolerance", "note"))
        case "edge":
            return correct("tolerance", finding("within-tolerance", "note"), certain=False)
        case "outside":
            return power_of_ten(expected, student, context) or incorrect("tolerance", finding("outside-tolerance"))
    judged = compared(expected, student, context)
    return judged if judged.right else undecided("tolerance", finding("no-number"))


def both_near(expected: Expr, student: Expr, allowed: Tolerance, context: Context) -> Judgement | None:
    """Of `a ± b` where one number is asked for: two values, which may both be near enough; else None."""
    if not signed(student) or signed(expected):
        return None
    both = readings(student)
    right = all(near(expected, each, allowed, context).right for each in both)
    return values_apart(*both[:2]) if right else incorrect("tolerance", finding("outside-tolerance"))


def values_apart(left: Expr, right: Expr) -> Judgement:
    """Two values, either of which may do: which is the answer, nobody has said."""
    return undecided("shape", finding("values-apart", left=to_text(left), right=to_text(right)))


def _is_real(expr: Expr, context: Context) -> bool:
    """Whether it may have a real value, or none at all."""
    with precision(128):
        found = value(expr, context)
    return isinstance(found, NoValue) or found.imag.contains(0)


MOST_ROUNDED, LEAST_ROUNDED = 3, 2
"""Figures that a number must keep to be taken for the one before it, rounded: an exact one, and a decimal."""


def rounded_within(tolerance: Tolerance | None, digits: Digits | None, context: Context) -> Slack:
    """Which decimals an exercise lets stand for a number: those within its tolerance, or with its digits."""

    def rounds(exact: Expr, decimal: Expr) -> bool:
        read = components(decimal, context.names)
        if (read is None and not _of_decimals(decimal)) or typed(exact) is not None:
            return False
        if tolerance is not None:
            return place(decimal, exact, tolerance.absolute, tolerance.relative, context) in ("inside", "edge")
        return digits is not None and read is not None and read.rounded_from(exact, digits, context)

    return rounds


def _of_decimals(expr: Expr) -> bool:
    """`45 * 0.09 * 0.0576`: worked out from decimals, which may be rounded ones."""
    return is_number(expr) and has_point(expr)


def rounds_to(number: Fraction, expected: Expr, wanted: Digits, context: Context) -> bool:
    """Whether a decimal is the expected value rounded to the digits asked for."""
    exact = approximation(expected, context)
    return exact is not None and wanted.near(number, exact)


def rounding(exact: Expr, decimal: Expr, context: Context, least: int = 3) -> bool:
    """Whether `decimal` is `exact` rounded to `least` figures or more; a typed decimal is not exact."""
    exact, decimal = _without_degrees(exact, decimal)
    number = typed(decimal)
    if number is None or number.least < least or typed(exact) is not None:
        return False
    return rounds_to(number.value, exact, Digits(significant=number.least), context)


def _without_degrees(exact: Expr, decimal: Expr) -> tuple[Expr, Expr]:
    """`arctan(0.4)` and `21.80°` as numbers of degrees."""
    match decimal:
        case Apply("degrees" as op, (number,)):
            return Apply("div", (exact, Apply(op, (Number("1"),)))), number
    return exact, decimal


def exact_end(expr: Expr, context: Context) -> Expr | None:
    """`x = 0.333 ≈ 1/3` as `x = 1/3`: the exact value of which the decimal before it is the rounded one."""
    match expr:
        case Chain((*way, decimal, exact), (*before, "approx")) if has_point(decimal) and not has_point(exact):
            if rounding(exact=exact, decimal=decimal, context=context):
                return Chain((*way, exact), tuple(before)) if way else exact
    return None


def without_rounded(expr: Expr, context: Context) -> tuple[Expr, Expr, Expr] | None:
    """`x = 7/12 = 0.583` as `x = 7/12`, and the two that only rounding makes equal; None where there are none."""
    if not isinstance(expr, Chain) or not {"=", "approx"}.issuperset(expr.relations):
        return None
    for k in range(1, len(expr.operands)):
        left, right = expr.operands[k - 1 : k + 1]
        for exact, decimal, at in ((left, right, k), (right, left, k - 1)):
            said = has_point(decimal) and not has_point(exact)
            if said and expr.relations[k - 1] == "=" and rounding(exact=exact, decimal=decimal, context=context):
                kept = (*expr.operands[:at], *expr.operands[at + 1 :])
                before = (*expr.relations[: k - 1], *expr.relations[k:])
                return (Chain(kept, before) if before else kept[0]), exact, decimal
    return None


def rounded_on(expr: Expr, context: Context) -> tuple[tuple[Expr, Expr], Expr, Expr] | None:
    """`x = 10.75 = 10.8`: the ends of a chain in which each number is the one before it, equal or rounded, and the
    first two that only rounding makes equal; None where there are none, or anything else stands between."""
    if not isinstance(expr, Chain) or not {"=", "approx"}.issuperset(expr.relations):
        return None
    numbers = expr.operands[0 if is_number(expr.operands[0]) else 1 :]
    first: tuple[Expr, Expr] | None = None
    for left, right in pairwise(numbers):
        left, right = _without_degrees(left, right)
        ours, read, exact = typed(left), typed(right), approximation(left, context)
        if read is None or exact is None:
            return None
        if read.value == exact:
            continue
        figures = MOST_ROUNDED if ours is None else LEAST_ROUNDED
        shorter = ours is None or ours.least > read.least
        if not shorter or read.least < figures or not Digits(significant=read.least).near(read.value, exact):
            return None
        first = first or (left, right)
    return ((numbers[0], numbers[-1]), *first) if first else None


def power_of_ten(expected: Expr, student: Expr, context: Context) -> Judgement | None:
    """The same digits with the point elsewhere."""
    ours, theirs = approximation(expected, context), approximation(student, context)
    if not ours or not theirs:
        return None
    ratio, exponent = theirs / ours, 0
    while ratio >= 10 and exponent < 30:
        ratio, exponent = ratio / 10, exponent + 1
    while ratio < 1 and exponent > -30:
        ratio, exponent = ratio * 10, exponent - 1
    if ratio == 1 and exponent:
        return incorrect("ratio", finding("power-of-ten", exponent=str(exponent)))
    return None
