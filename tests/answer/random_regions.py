"""Sets of real numbers as intervals and as inequalities: what they hold is a row of truths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import NamedTuple

from random_case import Case

LEAST, MOST = -5, 5
PLACES = range(2 * LEAST - 1, 2 * MOST + 2)
"""Twice the places that tell two such sets apart: whole numbers, and one between and beyond them."""
Reals = tuple[bool, ...]


def reals(chance: Random) -> Reals:
    """One to three pieces that end at whole numbers."""
    held = [False] * len(PLACES)
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        a, b = sorted(chance.sample(range(len(PLACES)), 2))
        held[a : b + 1] = [True] * (b + 1 - a)
    return tuple(held)


def near(held: Reals, chance: Random) -> Reals:
    """Another set: one end, one point or all of it is otherwise."""
    edges = [k for k in range(1, len(held)) if held[k] != held[k - 1]]
    other = list(held)
    match chance.randrange(4):
        case 0 if edges:
            place = chance.choice(edges) - chance.randrange(2)
        case 1:
            return tuple(not one for one in held)
        case 2:
            return held[::-1]
        case _:
            place = chance.randrange(len(held))
    other[place] = not other[place]
    return tuple(other)


class Piece(NamedTuple):
    low: int | None
    high: int | None
    with_low: bool
    with_high: bool


def pieces(held: Reals) -> list[Piece]:
    """The largest intervals, from left to right; a point has twice the same end."""
    found, start = [], None
    for k, (one, after) in enumerate(zip(held, (*held[1:], False), strict=True)):
        if one and start is None:
            start = k
        if one and not after and start is not None:
            low, with_low = _end(start, -1)
            high, with_high = _end(k, 1)
            found.append(Piece(low, high, with_low, with_high))
            start = None
    return found


def _end(index: int, side: int) -> tuple[int | None, bool]:
    place = PLACES[index]
    if place == PLACES[0 if side < 0 else -1]:
        return None, False
    return (place // 2, True) if place % 2 == 0 else ((place + side) // 2, False)


def as_intervals(held: Reals, chance: Random) -> str:
    if not any(held):
        return chance.choice((r"\emptyset", "{}", "∅"))
    turned = chance.random() < 0.2
    infinity = chance.choice(("oo", "inf", r"\infty", "∞"))

    def shown(piece: Piece) -> str:
        if piece.low is not None and piece.low == piece.high:
            return rf"\{{{piece.low}\}}" if infinity == r"\infty" else f"{{{piece.low}}}"
        opened, closed = ("]", "[") if turned else ("(", ")")
        left = "[" if piece.with_low else opened
        right = "]" if piece.with_high else closed
        low = f"-{infinity}" if piece.low is None else str(piece.low)
        high = infinity if piece.high is None else str(piece.high)
        return f"{left}{low}, {high}{right}"

    parts = [shown(piece) for piece in pieces(held)]
    chance.shuffle(parts)
    return chance.choice((" U ", r" \cup ", " ∪ ")).join(parts)


def as_inequality(held: Reals, chance: Random) -> str:
    latex = chance.random() < 0.4
    less, equal_less = "<", chance.choice(("<=", "≤")) if not latex else r"\le"
    more, equal_more = ">", chance.choice((">=", "≥")) if not latex else r"\ge"

    def shown(piece: Piece) -> str:
        if piece == (None, None, False, False):
            return r"x \in \mathbb{R}" if latex else "x in R"
        if piece.low is not None and piece.low == piece.high:
            return f"x = {piece.low}"
        below, above = equal_less if piece.with_high else less, equal_more if piece.with_low else more
        if piece.low is None or piece.high is None:
            return f"x {above} {piece.low}" if piece.high is None else f"x {below} {piece.high}"
        if chance.random() < 0.3:
            return f"(x {above} {piece.low} {'and' if not latex else chr(92) + 'land'} x {below} {piece.high})"
        return f"{piece.low} {equal_less if piece.with_low else less} x {below} {piece.high}"

    parts = [shown(piece) for piece in pieces(held)]
    chance.shuffle(parts)
    return chance.choice((" or ", r" \lor ", r" \text{ or } ") if latex else (" or ", " or ")).join(parts)


def by_sign(held_of: Callable[[Callable[[Fraction], bool]], Reals], chance: Random) -> tuple[str, Reals]:
    """A polynomial or quotient beside zero, and where it holds."""
    roots = [chance.randint(LEAST + 1, MOST - 1) for _ in range(chance.randint(1, 3))]
    pole = chance.choice((None, None, chance.randint(LEAST + 1, MOST - 1)))
    relation = chance.choice(("<", ">", "<=", ">="))
    times = chance.choice((1, 1, -1, 2))
    factors = "".join("x" if r == 0 else f"(x - {r})" if r > 0 else f"(x + {-r})" for r in roots)
    top = factors if times == 1 else f"{times if times != -1 else '-'}{factors}"
    text = f"{top} {relation} 0" if pole is None else f"({top})/(x - ({pole})) {relation} 0"

    def holds(x: Fraction) -> bool:
        value: Fraction = Fraction(times)
        for root in roots:
            value *= x - root
        if pole is not None:
            if x == pole:
                return False
            value /= x - pole
        return {"<": value < 0, ">": value > 0, "<=": value <= 0, ">=": value >= 0}[relation]

    return text, held_of(holds)


def _held(holds: Callable[[Fraction], bool]) -> Reals:
    return tuple(holds(Fraction(place, 2)) for place in PLACES)


def intervals(chance: Random) -> Iterator[Case]:
    held = reals(chance)
    block = {"kind": "interval", "expected": as_intervals(held, chance)}
    for meant in (held, near(held, chance)):
        if any(meant):
            for way in (as_intervals, as_inequality):
                yield Case(block, way(meant, chance), meant == held)


def inequalities(chance: Random) -> Iterator[Case]:
    text, held = by_sign(_held, chance) if chance.random() < 0.5 else ("", reals(chance))
    if not any(held) or all(held):
        return
    block = {"kind": "inequality", "expected": text or as_inequality(held, chance)}
    yield Case(block, as_inequality(held, chance), True)
    yield Case(block, as_intervals(held, chance), True)
    other = near(held, chance)
    if any(other):
        yield Case(block, as_inequality(other, chance), other == held)
        yield Case(block, as_intervals(other, chance), other == held)
    text, signed = by_sign(_held, chance)
    yield Case(block, text, signed == held)
