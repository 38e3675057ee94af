"""Where something may bend, letter by letter: so that points can be chosen on every side of every bend.

A bend is an expression whose zeros are meant. It is taken apart into factors; one that has one sign, by its terms,
bends nowhere. What is left must hold a single letter: then the space falls into boxes, and each of them can be
visited. A factor of several letters (`x + y`, `1 - x^2 - y^2`) leaves open what lies beyond it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import add, mul
from typing import Any

from flint import fmpq, fmpq_mpoly_ctx, fmpq_poly

from grader.equivalence.evaluation.rationals import as_fraction, rational
from grader.equivalence.meanings import free_names
from grader.equivalence.sampling import care, zeros
from grader.notation.tree import Apply, Expr, Name, Number

MOST_DEGREE = 16
MOST_TERMS = 200
MOST_BOXES = 800
Places = dict[str, list[Fraction]]


class _Unfit(Exception):
    """No polynomial, or too large a one."""


def places(
    bends: Iterable[Expr], variables: Sequence[str], positive: frozenset[str], bits: int = 0
) -> Places | None:
    """The zeros of all bends by letters, as `care.roots_along`; None where a bend cannot be followed."""
    found: Places = {}
    single: dict[str, list[Expr]] = {}
    for factor in (part for bend in bends for part in _parts(bend)):
        letters = [v for v in variables if v in free_names(factor)]
        if len(letters) == 1:
            single.setdefault(letters[0], []).append(factor)
        elif letters:
            roots = _of_several(factor, letters, positive, bits)
            if roots is None:
                return None
            for letter, here in roots:
                found.setdefault(letter, []).extend(here)
    for letter, factors in single.items():
        along = _along(factors, letter, bits, alone=letter not in found)
        if along is None:
            return None
        found.setdefault(letter, []).extend(along)
    return {letter: sorted(set(roots)) for letter, roots in found.items()}


def boxes(found: Places) -> Iterator[dict[str, Fraction]] | None:
    """One point for every combination of zeros and stretches between them; None if there are too many."""
    rows = {letter: list(_stretches(roots)) for letter, roots in found.items() if roots}
    count = reduce(mul, map(len, rows.values()), 1)
    return _combined(list(rows.items())) if count <= MOST_BOXES else None


def _combined(rows: list[tuple[str, list[Fraction]]]) -> Iterator[dict[str, Fraction]]:
    if not rows:
        yield {}
        return
    (letter, values), *rest = rows
    for below in _combined(rest):
        for value in values:
            yield {letter: value, **below}


def _stretches(roots: list[Fraction]) -> Iterator[Fraction]:
    yield roots[0] - Fraction(1009, 997)
    yield from roots
    yield from (a + (b - a) * Fraction(389, 991) for a, b in pairwise(roots))
    yield roots[-1] + Fraction(1013, 991)


def _parts(bend: Expr) -> Iterator[Expr]:
    """What must be zero, or a pole, where the bend is."""
    match bend:
        case Apply("exp", _):
            return
        case Apply("neg" | "pos" | "sqrt" | "abs", (inner,)) | Apply("root", (inner, Number())):
            yield from _parts(inner)
        case Apply("mul" | "div", args):
            for arg in args:
                yield from _parts(arg)
        case Apply("pow", (base, exponent)) if base == Name("e") or as_fraction(exponent) is not None:
            if base != Name("e"):
                yield from _parts(base)
        case _:
            yield bend


def _along(factors: list[Expr], letter: str, bits: int, alone: bool) -> list[Fraction] | None:
    """All zeros of factors in one letter. Periodic ones must be alone: only among themselves they repeat."""
    if any(zeros.periodic(factor, letter) for factor in factors):
        return zeros.candidates(factors, letter, {}, bits) if alone else None
    found: list[Fraction] = []
    for factor in factors:
        roots = care.roots_along(factor, letter, {}, bits)
        if roots is None:
            return None
        found.extend(roots)
    return found


def _of_several(
    bend: Expr, letters: list[str], positive: frozenset[str], bits: int
) -> list[tuple[str, list[Fraction]]] | None:
    """The zeros of a polynomial in several letters, each factor of which has one letter or one sign."""
    ring = fmpq_mpoly_ctx.get(letters, "lex")
    try:
        poly = _polynomial(bend, dict(zip(letters, ring.gens(), strict=True)), ring)
    except _Unfit:
        return None
    found = []
    for factor, _ in [] if poly.is_constant() else poly.factor()[1]:
        used = [k for k, degree in enumerate(factor.degrees()) if degree]
        if len(used) == 1:
            found.append((letters[used[0]], care.roots_of(_dense(factor, used[0]), bits)))
        elif not _one_sign(factor, [k for k in used if letters[k] not in positive]):
            return None
    return found


def _dense(poly: Any, number: int) -> fmpq_poly:
    coefficients = [fmpq(0)] * (int(poly.degrees()[number]) + 1)
    for powers, coefficient in zip(poly.monoms(), poly.coeffs(), strict=True):
        coefficients[powers[number]] = coefficient
    return fmpq_poly(coefficients)


def _one_sign(poly: Any, doubtful: list[int]) -> bool:
    """All terms have the same one."""
    signs = {coefficient > 0 for coefficient in poly.coeffs()}
    return len(signs) == 1 and not any(powers[k] % 2 for powers in poly.monoms() for k in doubtful)


def _polynomial(expr: Expr, letters: dict[str, Any], ring: Any) -> Any:
    match expr:
        case Number(text):
            return ring.constant(rational(text))
        case Name(id) if id in letters:
            return letters[id]
        case Apply("neg", (inner,)):
            return -_polynomial(inner, letters, ring)
        case Apply("pos" | "boxed", (inner,)):
            return _polynomial(inner, letters, ring)
        case Apply("add" | "mul" as op, args):
            result = reduce(add if op == "add" else mul, (_polynomial(arg, letters, ring) for arg in args))
        case Apply("div", (top, bottom)) if as_fraction(bottom):
            result = _polynomial(top, letters, ring) / as_fraction(bottom)
        case Apply("pow", (base, Number(text))) if text.isdecimal() and int(text) <= MOST_DEGREE:
            inner = _polynomial(base, letters, ring)
            if inner.total_degree() * int(text) > MOST_DEGREE:
                raise _Unfit
            result = inner ** int(text)
        case _:
            raise _Unfit
    if result.total_degree() > MOST_DEGREE or len(result) > MOST_TERMS:
        raise _Unfit
    return result
