"""Where values along one letter turn without a change of sign, since they touch zero or have a pole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal

from flint import arb, ctx

from grader.answer.solution.methods.crossings import (
    ALMOST_ZERO,
    NEAR_ROOT,
    ROOT_WIDTH,
    Along,
    bisected,
    degree_in,
    grid,
    secant,
)
from grader.answer.value.numbers.worth import precision
from grader.notation.names import Domain
from grader.notation.tree import Apply, Expr, Name, walk

FINE = 420
STEP = arb(2) ** -110
"""A slope is a difference over twice this step, inaccurate by the square of it: far below ROOT_WIDTH."""
Turn = tuple[Any, Literal["edge", "pole"]]


def turns(expr: Expr, name: str, along: Along, domain: Domain) -> Iterator[Turn]:
    """The places of the letter where the values touch zero, and the poles."""
    degree = degree_in(expr, name)
    if degree is not None and degree <= 2:
        yield from _vertex(along) if degree == 2 else ()
        return
    seen = [(at, value) for at in grid(domain) if (value := along(at)) is not None]
    for (low, before), (high, after) in pairwise(seen):
        if (after > 0) != (before > 0) and bisected(along, low, high, before > 0) is None:
            pole = bisected(_upside_down(along), low, high, before > 0)
            yield from ((pole, "pole"),) if pole is not None else ()
    for (low, before), (_, here), (high, after) in zip(seen, seen[1:], seen[2:], strict=False):
        if not (before > 0) == (here > 0) == (after > 0):
            continue
        if abs(here) <= abs(before) and abs(here) <= abs(after):
            root = _touching(along, low, high)
            yield from ((root, "edge"),) if root is not None else ()
        elif abs(here) >= abs(before) and abs(here) >= abs(after):
            pole = _touching(_upside_down(along), low, high)
            yield from ((pole, "pole"),) if pole is not None else ()


def steps(expr: Expr) -> Iterator[Expr]:
    """What is zero where a function jumps that is named in an expression."""
    for node in walk(expr):
        match node:
            case Apply("floor" | "ceiling", (inner,)):
                yield Apply("sin", (Apply("mul", (Name("pi"), inner)),))
            case Apply("mod", (inner, step)):
                yield Apply("sin", (Apply("mul", (Name("pi"), Apply("div", (inner, step)))),))
            case Apply("sign", (inner,)):
                yield inner


def _vertex(along: Along) -> Iterator[Turn]:
    """Of a polynomial of second degree, by its values at three places."""
    low, middle, high = along(arb(-1)), along(arb(0)), along(arb(1))
    if low is None or middle is None or high is None:
        return
    a, b = (low + high) / 2 - middle, (high - low) / 2
    at = None if a.contains(0) else (-b / (2 * a)).mid()
    found = None if at is None else along(at)
    if found is not None and abs(found) < ALMOST_ZERO:
        yield at, "edge"


def _touching(along: Along, low: Any, high: Any) -> Any:
    """The place between two of the same sign where the values turn, and are zero; None where they are not."""

    def slope(at: Any) -> Any:
        before, after = along(at - STEP), along(at + STEP)
        return None if before is None or after is None else (after - before) / (2 * STEP)

    with precision(max(FINE, ctx.prec)):
        low, high = low.mid(), high.mid()
        ends = slope(low), slope(high)
        if None in ends or (ends[0] > 0) == (ends[1] > 0):
            return None
        at = _turning(slope, low, high, bool(ends[0] > 0))
        found = None if at is None else along(at)
    return at if found is not None and abs(found) < ALMOST_ZERO else None


def _turning(slope: Along, low: Any, high: Any, positive: bool) -> Any:
    """Where the slope changes its sign between two places, at a corner as well."""
    while high - low > ROOT_WIDTH:
        middle = ((low + high) / 2).mid()
        found = slope(middle)
        if found is None:
            return None
        if (found > 0) == positive:
            low = middle
        else:
            high = middle
        near = secant(slope, low, high) if high - low < NEAR_ROOT else None
        if near is not None:
            return near
    return ((low + high) / 2).mid()


def _upside_down(along: Along) -> Along:
    """Zero where the other has a pole."""

    def flipped(at: Any) -> Any:
        found = along(at)
        return None if found is None or found.contains(0) else 1 / found

    return flipped
