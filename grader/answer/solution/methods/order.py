"""Objectives with the same argument of the maximum: they order all points alike."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from flint import acb, fmpq

from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, undecided
from grader.answer.value.numbers.worth import NoValue, domain_of, precision, value
from grader.answer.value.same import compared
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.meanings import free_names
from grader.notation.tree import Expr, Name

WORLDS = 6
POINTS = 10


def same_order(expected: Expr, student: Expr, variable: Expr | None, context: Context) -> Judgement:
    """`student` is an increasing function of `expected` in `variable`: seen at many points, never certain, unless
    the two are equal. The other letters are parameters, fixed while points are compared."""
    judged = compared(expected, student, context)
    if judged.right:
        return judged
    moving = variable if isinstance(variable, Name) else None
    letters = [n for n in dict.fromkeys((*free_names(expected), *free_names(student))) if n not in CONSTANTS]
    chance = random.Random(f"{context.seed}|{expected!r}|{student!r}")
    compared_points = 0
    with precision(128):
        for _ in range(WORLDS):
            context.budget.check()
            fixed = {n: _number(chance, n, context) for n in letters if moving is not None and n != moving.id}
            pairs = []
            for _ in range(POINTS):
                point = {n: fixed.get(n) or _number(chance, n, context) for n in letters}
                pairs.append((_real(expected, point, context), _real(student, point, context)))
            found = _disagree([(a, b) for a, b in pairs if a is not None and b is not None])
            if found is True:
                return incorrect("order", finding("other-order"))
            compared_points += found or 0
    if compared_points < WORLDS * POINTS:
        return undecided("order", finding("order-undecided"))
    return correct("order", finding("same-order", "note"), certain=False)


def _number(chance: random.Random, name: str, context: Context) -> Any:
    number = Fraction(chance.randrange(-3000, 3000), 997)
    if domain_of(context.names, name) in ("positive", "nonnegative", "positive integer"):
        number = abs(number) + Fraction(1, 997)
    return acb(fmpq(number.numerator, number.denominator))


def _real(expr: Expr, point: dict[str, Any], context: Context) -> Any:
    found = value(expr, context, point)
    return None if isinstance(found, NoValue) or not found.imag.contains(0) else found.real


def _disagree(pairs: list[tuple[Any, Any]]) -> int | bool:
    """True where two points are ordered differently; else how many pairs of points were compared."""
    count = 0
    for k, (a, b) in enumerate(pairs):
        for c, d in pairs[:k]:
            up, also = _sign(a - c), _sign(b - d)
            if up is None or also is None:
                continue
            if up != also:
                return True
            count += 1
    return count


def _sign(difference: Any) -> int | None:
    return 1 if difference > 0 else -1 if difference < 0 else None
