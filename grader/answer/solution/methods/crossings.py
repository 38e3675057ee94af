"""Where an expression changes its sign along one letter: solved where it is of first or second degree in it, else
looked for on a grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import arb, fmpq

from grader.equivalence.meanings import free_names
from grader.equivalence.sampling.points import fit, place
from grader.equivalence.sampling.zeros import periodic
from grader.notation.names import Domain
from grader.notation.tree import Apply, Expr, Name, Number

BITS = 192
ALMOST_ZERO = arb(2) ** -100
ROOT_WIDTH = arb(2) ** -170
NEAR_ROOT = arb(2) ** -8
SECANTS = 12
FAR = (15, 21, 30, 45, 70, 110, 200, 500, 1500)
DECADES = tuple(10**k for k in (4, 5, 6, 8, 10, 13, 17, 22, 28))
GRID = tuple(
    sorted(
        Fraction(k, 3) + Fraction(1, 17)
        for k in (*range(-36, 37), *(s * 3 * k for k in FAR + DECADES for s in (1, -1)))
    )
)
"""Where changes of sign are looked for: close together near zero, further and further apart."""
FAR_ROOT = arb(2) ** 20
"""Beyond this size a root has its neighbours at a distance of its own size, as many times smaller."""
BESIDE = Fraction(2, 7)
"""How far from a root that was solved for the places beside it are, at most."""
Along = Callable[[Any], Any]
"""The value where the letter has this one, or None."""
Crossing = tuple[Any, Any, Any]
"""A place before, the root, a place after."""


def crossings(expr: Expr, name: str, along: Along, domain: Domain) -> Iterator[Crossing]:
    """The changes of sign in the domain of the letter, at the precision BITS."""
    degree = degree_in(expr, name)
    if degree is not None and degree <= 2:
        yield from _solved(along, domain)
        return
    before, at = None, None
    for here in grid(domain):
        found = along(here)
        if found is not None and before is not None and at is not None and (found > 0) != (before > 0):
            root = bisected(along, at, here, before > 0, not periodic(expr, name))
            if root is not None:
                yield at, root, here
        before, at = found, here


def degree_in(expr: Expr, name: str) -> int | None:
    """At most the degree of a polynomial in the letter; None where it is none, or is not written as one."""
    match expr:
        case Name(id) if id == name:
            return 1
        case Apply("add" | "mul" | "neg" | "pos" as op, args):
            below = [degree for arg in args if (degree := degree_in(arg, name)) is not None]
            if len(below) == len(args):
                return sum(below) if op == "mul" else max(below)
        case Apply("div", (top, bottom)) if name not in free_names(bottom):
            return degree_in(top, name)
        case Apply("pow", (base, Number("2"))):
            degree = degree_in(base, name)
            return None if degree is None else 2 * degree
    return None if name in free_names(expr) else 0


def _solved(along: Along, domain: Domain) -> list[Crossing]:
    """Of a polynomial of at most second degree, by its values at three places."""
    low, middle, high = along(arb(-1)), along(arb(0)), along(arb(1))
    if low is None or middle is None or high is None:
        return []
    a, b = (low + high) / 2 - middle, (high - low) / 2
    square = b * b - 4 * a * middle
    if abs(a) < ALMOST_ZERO:
        roots = [] if b.contains(0) else [(-middle / b).mid()]
    elif square > ALMOST_ZERO:
        root = square.sqrt() if b < 0 else -square.sqrt()
        larger = (root - b) / 2  # no difference of what is nearly equal
        roots = sorted(((larger / a).mid(), (middle / larger).mid()), key=float)
    else:
        roots = []
    roots = [root for root in roots if root.is_finite()]
    apart = [abs(roots[1] - roots[0]) / 2] if len(roots) == 2 else []
    beside = min([arb(BESIDE.numerator) / BESIDE.denominator, *apart], key=float)
    if len(roots) == 1 and abs(roots[0]) > FAR_ROOT:
        beside = (abs(roots[0]) / FAR_ROOT).mid()
    found = [(root - beside, root, root + beside) for root in roots]
    return [crossing for crossing in found if all(_inside(at, domain) for at in crossing)]


def _inside(at: Any, domain: Domain) -> bool:
    mantissa, power = map(int, at.mid().man_exp())
    exact = Fraction(mantissa) * Fraction(2) ** power
    return place(exact, domain) == fmpq(exact.numerator, exact.denominator)


@lru_cache(maxsize=64)
def grid(domain: Domain) -> tuple[Any, ...]:
    """The places of the grid, from left to right, in the domain of the letter."""
    places = sorted({fit(number, domain) for number in GRID})
    return tuple(arb(fmpq(number.numerator, number.denominator)) for number in places)


def bisected(along: Along, low: Any, high: Any, positive: bool, scaled: bool = False) -> Any:
    """The root between two points of opposite signs; None at a jump or a pole. `scaled`: as close
    as its size allows; what comes again and again is not looked for so far away."""
    for _ in range(2 * BITS):
        middle = ((low + high) / 2).mid()
        found = along(middle)
        if found is None:
            return None
        if high - low < (ROOT_WIDTH * (1 + abs(middle)) if scaled else ROOT_WIDTH):
            return middle if abs(found) < ALMOST_ZERO else None
        if (found > 0) == positive:
            low = middle
        else:
            high = middle
        if high - low < NEAR_ROOT:
            near = secant(along, low, high)
            if near is not None:
                return near
    return None


def secant(along: Along, low: Any, high: Any) -> Any:
    """The root by secants from two points near it, where these run into one between them; else None."""
    ends, points = (low, high), [low, high]
    values = [along(at) for at in points]
    for _ in range(SECANTS):
        if values[-1] is None or values[-2] is None or (values[-1] - values[-2]).contains(0):
            return None
        at = (points[-1] - values[-1] * (points[-1] - points[-2]) / (values[-1] - values[-2])).mid()
        if not ends[0] <= at <= ends[1]:
            return None
        found = along(at)
        if found is not None and abs(found) < ROOT_WIDTH:
            return at
        points, values = [points[-1], at], [values[-1], found]
    return None
