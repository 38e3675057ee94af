"""Equations in one complex unknown: their roots, each tried in the other statement.

z^2 = -4      z = 2i or z = -2i
"""

from __future__ import annotations

from typing import Any

from flint import acb, fmpq_poly

from grader.answer.kind import Context
from grader.answer.solution.conditions import Condition, atoms, holds
from grader.answer.solution.relation import Relation, Solutions, solution
from grader.answer.value.formulas.polynomials import ratio, ring_of
from grader.answer.value.numbers.worth import NoValue, domain_of, precision, value
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.meanings import free_names
from grader.notation.tree import Expr
from grader.values import Counterexample

BITS = 256
ALMOST_ZERO = 2.0**-100
DEGREE = 60


def complex_solutions(left: Condition, right: Condition, context: Context) -> Solutions | None:
    """How two statements about one complex unknown lie to each other. None where a letter is not complex (by its
    declaration or, where nothing is said of it, by an `i` that was written), and where roots are not to be had."""
    parts = (*atoms(left), *atoms(right))
    names = {name for part in parts for name in free_names(part.expr)}
    letters = names - CONSTANTS
    if len(letters) != 1 or any(part.sign != "=" for part in parts):
        return None
    (letter,) = letters
    kind = domain_of(context.names, letter)
    if kind != "complex" and (kind or "i" not in names):
        return None
    with precision(BITS):
        found = [_roots(part.expr, letter, context) for part in parts]
        if any(roots is None for roots in found):
            return None
        return _compared(left, right, letter, [root for roots in found for root in roots or ()], context)


def _compared(
    left: Condition, right: Condition, letter: str, roots: list[Any], context: Context
) -> Solutions | None:
    lost: list[Any] = []
    gained: list[Any] = []
    for root in roots:
        ours, theirs = (_truth(side, letter, root, context) for side in (left, right))
        if ours is None or theirs is None:
            return None
        if ours != theirs:
            (lost if ours else gained).append(root)
    relation: Relation = "different" if lost and gained else "right_in_left" if lost else "left_in_right"
    if not lost and not gained:
        return Solutions("same", "complex roots", False)
    told = [solution(code, ((letter, _shown(some[0])),)) for code, some in _named(gained, lost) if some]
    sides = ("true", "false") if lost else ("false", "true")
    example = Counterexample(((letter, _shown((lost or gained)[0])),), *sides)
    return Solutions(relation, "complex roots", False, tuple(told), counterexample=example)


def _named(gained: list[Any], lost: list[Any]) -> tuple[tuple[str, list[Any]], ...]:
    return ("solutions-gained", gained), ("solutions-lost", lost)


def _truth(this: Condition, letter: str, root: Any, context: Context) -> bool | None:
    def sign(expr: Expr) -> int | None:
        found = value(expr, context, {letter: root})
        if isinstance(found, NoValue):
            return 2 if found.undefined else None
        if abs(found) < ALMOST_ZERO:
            return 0
        return 1 if not found.contains(0) else None

    return holds(this, sign)


def _roots(expr: Expr, letter: str, context: Context) -> list[Any] | None:
    """All complex roots of a polynomial with rational coefficients, or of a linear equation with any."""
    ring = ring_of((expr,), CONSTANTS)
    part = ratio(expr, ring) if ring is not None else None
    if part is not None:
        return _of_polynomial(part.top)
    at = [value(expr, context, {letter: acb(k)}) for k in range(3)]
    if any(isinstance(found, NoValue) for found in at):
        return None
    slope = at[1] - at[0]
    if slope.contains(0) or not abs(at[2] - at[1] - slope) < ALMOST_ZERO:
        return None
    return [-at[0] / slope]


def _of_polynomial(top: Any) -> list[Any] | None:
    if top.is_constant():
        return None if top.is_zero() else []
    degree = top.total_degree()
    if degree > DEGREE:
        return None
    found = {int(powers[0]): coefficient for powers, coefficient in top.to_dict().items()}
    polynomial: Any = fmpq_poly([found.get(k, 0) for k in range(degree + 1)])
    polynomial = polynomial / polynomial.gcd(polynomial.derivative())
    return [root for root, _ in polynomial.complex_roots()]


def _shown(root: Any) -> str:
    """A root in decimals: `-1 + 2i`."""
    real, imaginary = (float(part.mid()) for part in (root.real, root.imag))
    real, imaginary = (0.0 if abs(part) < 1e-12 else part for part in (real, imaginary))
    if not imaginary:
        return f"{real:.6g}"
    size = "" if abs(imaginary) == 1 else f"{abs(imaginary):.6g}"
    sign = "-" if imaginary < 0 else "+" if real else ""
    return f"{real:.6g} {sign} {size}i" if real else f"{sign}{size}i"
