"""One comparison as a multiple of another: `2x = 4` and `x = 2`, `-2x < 4` and `x > -2`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb

from grader.answer.kind import Context
from grader.answer.solution.conditions import Atom
from grader.answer.value.numbers.worth import NoValue, ball, domain_of, precision, substituted, value
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.meanings import free_names
from grader.equivalence.truth import Same, Unknown
from grader.notation.tree import Apply, Expr, Name, Number

POINTS = tuple(map(Fraction, ("2", "3", "5", "7/2", "11/3", "13/4", "17", "19/5")))
SHIFTS = 5
BITS = 192
NEARLY = arb(2) ** -150
SIMPLE = 1000
NEVER = (Number("0"), Number("1"))
"""What is never equal."""
FACTORS = 2


def proportional(left: Atom, right: Atom, context: Context) -> bool | None:
    """Whether one is a constant multiple of the other (a positive one for an order): True where proved, False
    where only supported, None where it is not so or cannot be told."""
    if left.sign == right.sign and left.expr == right.expr:
        return True
    products = _products(left, right, context)
    if products is not None:
        truth = compare(*products, context.names, context.budget, context.seed)
        holed = isinstance(truth, Same) and _of_one_letter(left.expr, right.expr) and _domains_differ(truth)
        return truth.certain if isinstance(truth, Same) and not holed else None
    return _without_values(left.expr, right.expr, context) if left.sign == right.sign == "=" else None


def _of_one_letter(left: Expr, right: Expr) -> bool:
    return len({*free_names(left), *free_names(right)} - CONSTANTS) == 1


def _domains_differ(truth: Same) -> bool:
    """Where one side has no value there is no solution, though there may be one of the other."""
    return any(note.code == "domains-differ" for note in truth.notes)


def proportional_if_positive(left: Atom, right: Atom, context: Context) -> tuple[str, ...]:
    """The letters that must be positive for one to be a constant multiple of the other, if that is all."""
    products = _products(left, right, context)
    truth = products and compare(*products, context.names, context.budget, context.seed)
    if not isinstance(truth, Unknown) or truth.finding.code != "positive-only":
        return ()
    return tuple(truth.finding.get("names").split(", "))


def _without_values(left: Expr, right: Expr, context: Context) -> bool | None:
    """Two sides that have no value at a point (sums over a sample, functions of which nothing is known): whether
    one is the other, or the other times or divided by a letter that is never zero; with either sign."""
    letters = [n for n in dict.fromkeys((*free_names(left), *free_names(right))) if _never_zero(n, context)]
    pairs = [(left, right)]
    for factor in map(Name, letters[:FACTORS]):
        pairs += [(Apply("mul", (factor, left)), right), (left, Apply("mul", (factor, right)))]
    for ours, theirs in pairs:
        for other in (theirs, Apply("neg", (theirs,))):
            truth = compare(ours, other, context.names, context.budget, context.seed)
            if isinstance(truth, Same):
                return truth.certain
    return None


def _never_zero(name: str, context: Context) -> bool:
    return domain_of(context.names, name) in ("positive", "nonzero", "positive integer")


def point(left: Expr, right: Expr, context: Context, shift: int) -> dict[str, Expr]:
    """Numbers for all letters, fit for their domains."""
    free = [n for n in dict.fromkeys((*free_names(left), *free_names(right))) if n not in CONSTANTS]
    found: dict[str, Expr] = {}
    for k, name in enumerate(free):
        number = POINTS[(k + shift) % len(POINTS)]
        if "integer" in domain_of(context.names, name):
            number = Fraction(number.numerator)
        top, bottom = Number(str(number.numerator)), Number(str(number.denominator))
        found[name] = top if number.denominator == 1 else Apply("div", (top, bottom))
    return found


def _quotient(left: Expr, right: Expr, context: Context) -> Any:
    """Of the values of two numbers; None where one has no value or may be zero."""
    with precision(BITS):
        ours, theirs = value(left, context), value(right, context)
        if isinstance(ours, NoValue) or isinstance(theirs, NoValue) or ours.contains(0) or theirs.contains(0):
            return None
        return ours / theirs


def _products(left: Atom, right: Atom, context: Context) -> tuple[Expr, Expr] | None:
    """What must be equal if one is a multiple of the other, by their values at a point. None where they are not, or
    have no value anywhere."""
    for shift in range(SHIFTS if left.sign == right.sign else 0):
        at = point(left.expr, right.expr, context, shift)
        ours, theirs = substituted(left.expr, at), substituted(right.expr, at)
        quotient = _quotient(ours, theirs, context)
        if quotient is None:
            continue
        if quotient.real < 0 and left.sign in ("<", "<="):
            return NEVER
        near = _simple(quotient)
        if near is None:
            return Apply("mul", (left.expr, theirs)), Apply("mul", (right.expr, ours))
        return _times(near.denominator, left.expr), _times(near.numerator, right.expr)
    return None


def _simple(quotient: Any) -> Fraction | None:
    """The simple fraction that it is as far as can be seen: roots and logarithms of numbers make more work."""
    mantissa, power = map(int, quotient.real.mid().man_exp())
    near = (Fraction(mantissa) * Fraction(2) ** power).limit_denominator(SIMPLE)
    return near if abs(quotient - ball(near)) < NEARLY else None


def _times(factor: int, expr: Expr) -> Expr:
    if abs(factor) > 1:
        expr = Apply("mul", (Number(str(abs(factor))), expr))
    return Apply("neg", (expr,)) if factor < 0 else expr
