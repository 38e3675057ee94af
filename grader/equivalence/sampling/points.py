"""Sample points over the declared domains: small ones first, fit for showing, then large random rationals.

The random ones depend on the seed and both texts, so that they can be repeated, and move when the answer moves.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from flint import arb, fmpq

from grader.notation.names import Domain, Names
from grader.notation.tree import Expr

Coordinate: TypeAlias = fmpq | tuple[fmpq, fmpq]
Point: TypeAlias = dict[str, Coordinate]

SMALL = tuple(
    tuple(map(Fraction, row.split()))
    for row in (
        "2 3 5 7 4 6",
        "-1 -2 -3 -4 -5 -6",
        "3 -1/2 2 -3/2 4 -5/2",
        "1/2 1/3 3/2 2/3 1/4 5/2",
        "1 1 1 1 1 1",
        "0 0 0 0 0 0",
        "-2 3 -1/2 5 -1 2",
        "5 2 1/2 -1 3 -2",
        "-1/2 0 2 1 -3 1/3",
    )
)
CURATED_POINTS = len(SMALL)
REAL = Domain("real")
SCALES = tuple(map(Fraction, ("1", "3", "1/2", "10", "1", "1/30", "100", "2", "1000")))


def generator(seed: str, left: Expr, right: Expr) -> random.Random:
    """Random numbers fixed by the seed and by what was written on both sides."""
    digest = hashlib.sha256("\0".join((seed, repr(left), repr(right))).encode("utf-8", "replace")).digest()
    return random.Random(int.from_bytes(digest[:16], "big"))


def fit(value: Fraction, domain: Domain) -> Fraction:
    """The nearest sensible value in the domain."""
    match domain.kind:
        case "integer":
            return Fraction(round(value))
        case "positive integer":
            return max(abs(Fraction(round(value))), Fraction(1))
        case "nonnegative integer":
            return abs(Fraction(round(value)))
        case "positive":
            return abs(value) if value else Fraction(3, 2)
        case "nonnegative":
            return abs(value)
        case "nonzero":
            return value or Fraction(3, 2)
        case "interval":
            return _within(value, domain)
        case _:
            return value


def surely_outside(value: arb, domain: Domain) -> bool:
    """Whether a real number lies beyond an end of the domain."""
    if domain.kind in ("positive", "positive integer"):
        return bool(value <= 0)
    if domain.kind in ("nonnegative", "nonnegative integer"):
        return bool(value < 0)
    low, high = (plain_end(domain.low), plain_end(domain.high)) if domain.kind == "interval" else (None, None)
    below = low is not None and bool(value < arb(_rational(low)))
    return below or (high is not None and bool(value > arb(_rational(high))))


def _within(value: Fraction, domain: Domain) -> Fraction:
    """Squeezed into an interval, or shifted beyond its one end."""
    low, high = plain_end(domain.low), plain_end(domain.high)
    if low is not None and high is not None:
        return low + (high - low) * (Fraction(1, 2) + value / (2 * (1 + abs(value))) * Fraction(9, 10))
    if low is not None:
        return low + (abs(value) or Fraction(1, 7))
    return value if high is None else high - (abs(value) or Fraction(1, 7))


def plain_end(text: str | None) -> Fraction | None:
    """The end of an interval as a plain number; an end that is not one does not bound the samples."""
    try:
        return None if text is None or len(text) > 50 else Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _rational(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def coordinate(real: Fraction, imaginary: Fraction, domain: Domain) -> Coordinate:
    if domain.kind == "complex":
        return _rational(real), _rational(imaginary)
    return _rational(fit(real, domain))


def place(x: Fraction, domain: Domain) -> Coordinate:
    """A place that was chosen (beside a bend): itself where it lies in the interval, else as any other value."""
    low, high = plain_end(domain.low), plain_end(domain.high)
    inside = domain.kind == "interval" and (low is None or low < x) and (high is None or x < high)
    return _rational(x) if inside else coordinate(x, Fraction(0), domain)


def curated(variables: tuple[str, ...], names: Names) -> Iterator[Point]:
    """Small numbers, different for different variables: positive, negative, mixed; then all one and all zero."""
    declared = bool(names.variables) or names.default is not None
    domains = tuple(names.domain(v) or REAL for v in variables) if declared else len(variables)
    for k in range(CURATED_POINTS if variables else 1):
        yield dict(zip(variables, _row(k, domains), strict=True))


@lru_cache(maxsize=1024)
def _row(k: int, domains: tuple[Domain, ...] | int) -> tuple[Coordinate, ...]:
    """For variables of these domains; for so many real ones."""
    row, length = SMALL[k], len(SMALL[k])
    if isinstance(domains, int):
        domains = (REAL,) * domains
    return tuple(coordinate(row[j % length], row[(j + 1) % length] / 2, d) for j, d in enumerate(domains))


def randomised(variables: tuple[str, ...], names: Names, rng: random.Random, count: int) -> Iterator[Point]:
    """Fractions with large denominators at several scales, both signs."""
    kinds = {v: names.domain(v) or REAL for v in variables}
    for k in range(count):
        scale = SCALES[k % len(SCALES)]
        yield {v: coordinate(_any(rng, scale), _any(rng, scale), kinds[v]) for v in variables}


def spread(variables: tuple[str, ...], names: Names, rng: random.Random, count: int) -> Iterator[Point]:
    """As `randomised`, but every variable has a scale of its own: for expressions that seldom have a value."""
    kinds = {v: names.domain(v) or REAL for v in variables}
    for _ in range(count):
        yield {v: coordinate(_any(rng, s := rng.choice(SCALES)), _any(rng, s), kinds[v]) for v in variables}


def _any(rng: random.Random, scale: Fraction) -> Fraction:
    bottom = rng.randrange(1 << 20, 1 << 21) | 1
    return rng.choice((-1, 1)) * scale * Fraction(rng.randrange(bottom // 16, 2 * bottom), bottom)
