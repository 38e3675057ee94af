"""One comparison as a multiple of another: `2x = 4` and `x = 2`, `-2x < 4` and `x > -2`."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.kind import Context
from grader.answer.solution.conditions import Atom
from grader.answer.value.shapes import CONSTANTS
from grader.answer.value.worth import NoValue, domain_of, precision, substituted, value
from grader.equivalence import compare
from grader.equivalence.meanings import free_names
from grader.equivalence.truth import Same
from grader.notation.tree import Apply, Expr, Name, Number

POINTS = tuple(map(Fraction, ("2", "3", "5", "7/2", "11/3", "13/4", "17", "19/5")))
SHIFTS = 5
FACTORS = 2


def proportional(left: Atom, right: Atom, context: Context) -> bool | None:
    """Whether one is a constant multiple of the other (a positive one for an order): True where proved, False
    where only supported, None where it is not so or cannot be told."""
    if left.sign != right.sign:
        return None
    if left.expr == right.expr:
        return True
    for shift in range(SHIFTS):
        at = point(left.expr, right.expr, context, shift)
        ours, theirs = substituted(left.expr, at), substituted(right.expr, at)
        sign = same_sign(ours, theirs, context)
        if sign == 0:
            continue
        if sign < 0 and left.sign in ("<", "<="):
            return None
        products = Apply("mul", (left.expr, theirs)), Apply("mul", (right.expr, ours))
        truth = compare(*products, context.names, context.budget, context.seed)
        return truth.certain if isinstance(truth, Same) else None
    return _without_values(left.expr, right.expr, context) if left.sign == "=" else None


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


def same_sign(left: Expr, right: Expr, context: Context) -> int:
    """1 where both are real with one sign or their quotient is positive, -1 for opposite signs, 0 for neither.
    Complex values count as 1: an equation does not ask."""
    with precision(192):
        ours, theirs = value(left, context), value(right, context)
        if isinstance(ours, NoValue) or isinstance(theirs, NoValue):
            return 0
        if ours.contains(0) or theirs.contains(0):
            return 0
        quotient = ours / theirs
        return -1 if quotient.real < 0 else 1
