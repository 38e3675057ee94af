"""Equations and orders between logarithms, without them: `log(1 - p) - log p = 0` holds where `(1 - p)/p = 1`, and
`1 - p` and `p` are positive."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from grader.answer.solution.conditions import ZERO, Atom, Condition, Junction, Sign, minus
from grader.equivalence.evaluation.rationals import as_fraction
from grader.notation.tree import Apply, Expr, Name, Number, facts

MOST = 6
"""Of the power to which something below a logarithm is raised."""
ONE = Number("1")
Terms = tuple[tuple[Fraction, Expr], ...]


def without_logarithms(this: Condition) -> Condition:
    """The same statement about what stands below the logarithms, where each side is a sum of these."""
    match this:
        case Junction(word, parts):
            return Junction(word, tuple(without_logarithms(part) for part in parts))
        case Atom(expr, sign) if "log" in facts(expr).words:
            terms = tuple(_terms(expr, Fraction(1)))
            return this if None in terms else _powers(tuple(term for term in terms if term), sign) or this
    return this


def _powers(terms: Terms, sign: Sign) -> Condition | None:
    scale = lcm(*(factor.denominator for factor, _ in terms))
    powers = [(int(factor * scale), inner) for factor, inner in terms]
    if not powers or any(abs(power) > MOST for power, _ in powers):
        return None
    top, bottom = (_product([(p * way, inner) for p, inner in powers if p * way > 0]) for way in (1, -1))
    positive = tuple(Atom(Apply("neg", (inner,)), "<") for _, inner in powers)
    return Junction("and", (Atom(minus(Apply("div", (top, bottom)), ONE), sign), *positive))


def _product(powers: list[tuple[int, Expr]]) -> Expr:
    parts = tuple(inner if power == 1 else Apply("pow", (inner, Number(str(power)))) for power, inner in powers)
    return ONE if not parts else parts[0] if len(parts) == 1 else Apply("mul", parts)


def _terms(expr: Expr, factor: Fraction) -> Iterator[tuple[Fraction, Expr] | None]:
    """`2 log(x) - log(3)` as (2, x) and (-1, 3); None where there is something else in it."""
    match expr:
        case Apply("add", args):
            for arg in args:
                yield from _terms(arg, factor)
        case Apply("neg", (inner,)):
            yield from _terms(inner, -factor)
        case Apply("pos", (inner,)):
            yield from _terms(inner, factor)
        case Apply("log", (inner,)) | Apply("log", (inner, Name("e"))):
            yield factor, inner
        case Apply("mul", args):
            numbers = [value for arg in args if (value := as_fraction(arg)) is not None]
            others = [arg for arg in args if as_fraction(arg) is None]
            if len(others) != 1:
                yield None
                return
            for value in numbers:
                factor *= Fraction(int(value.p), int(value.q))
            yield from _terms(others[0], factor)
        case Apply("div", (top, bottom)) if value := as_fraction(bottom):
            yield from _terms(top, factor / Fraction(int(value.p), int(value.q)))
        case _:
            if expr != ZERO:
                yield None
