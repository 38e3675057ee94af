"""An integrand cut where a size or a sign in it turns: `|x - a|` is one line below a, another one above it."""

from __future__ import annotations

from itertools import pairwise

from flint import arb

from grader.equivalence.evaluation.functions import REAL_SIZE
from grader.equivalence.evaluation.scalars import Undefined, Unsupported, Unsure, sign_of
from grader.equivalence.rewriting.derive import depends, derivative
from grader.equivalence.worlds.world import World
from grader.notation.tree import Apply, Bind, Expr, Name, Number, rebuild, walk

KINKED = frozenset({REAL_SIZE, "abs", "sign"})
MOST = 8
"""Places at which an integrand is cut."""
Piece = tuple[Expr, arb, arb]
"""The integrand between two ends."""


def pieces(body: Expr, variable: Name, low: arb, high: arb, world: World) -> tuple[Piece, ...]:
    """The integrand piece by piece, without the words that turn at the places between. One piece where there are
    none, or where it is not seen in which order they lie."""
    if high < low:
        return tuple((part, b, a) for part, a, b in pieces(body, variable, high, low, world))
    whole = ((body, low, high),)
    kinks = [node for node in dict.fromkeys(walk(body)) if _turns_once(node, variable)]
    if not 0 < len(kinks) <= MOST or any(isinstance(node, Bind) for node in walk(body)):
        return whole
    try:
        places = [_place(node, variable, world) for node in kinks]
        within = [place for place in places if not (place <= low or place >= high)]
        ends = [low, *sorted(within, key=lambda place: float(place.mid())), high]
        if not all(left < right for left, right in pairwise(ends)):
            return whole
        return tuple((_settled(body, kinks, variable, (a + b) / 2, world), a, b) for a, b in pairwise(ends))
    except (Undefined, Unsupported, Unsure):
        return whole


def _turns_once(node: Expr, variable: Name) -> bool:
    """Whether it is the size or sign of something linear in the variable."""
    if not (isinstance(node, Apply) and node.op in KINKED and len(node.args) == 1 and depends(node, variable)):
        return False
    slope = derivative(node.args[0], variable)
    return slope is not None and not depends(slope, variable) and not any(map(_kinked, walk(node.args[0])))


def _kinked(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op in KINKED


def _place(node: Expr, variable: Name, world: World) -> arb:
    """Where it turns."""
    assert isinstance(node, Apply)
    slope = derivative(node.args[0], variable)
    steep = _at(slope or Number("0"), variable, arb(0), world)
    start = _at(node.args[0], variable, arb(0), world)
    if not sign_of(steep):
        raise Unsure
    return -start / steep


def _at(expr: Expr, variable: Name, place: arb, world: World) -> arb:
    from grader.equivalence.evaluation.evaluate import evaluate

    with world.bound(variable.id, place):
        value = evaluate(expr, world)
    if type(value) is not arb:
        raise Unsupported("integral")
    return value


def _settled(body: Expr, kinks: list[Expr], variable: Name, middle: arb, world: World) -> Expr:
    """The integrand with each of the words as what it is on this piece."""
    signs = {node: sign_of(_at(node.args[0], variable, middle, world)) for node in kinks if isinstance(node, Apply)}

    def settle(expr: Expr) -> Expr:
        if expr not in signs or not isinstance(expr, Apply):
            return rebuild(expr, settle)
        side = Number("1") if expr.op == "sign" else expr.args[0]
        return side if signs[expr] > 0 else Apply("neg", (side,))

    return settle(body)
