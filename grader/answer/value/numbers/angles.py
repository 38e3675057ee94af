"""Angles whose unit is left away: `sin(30)` and `arctan(0.4) = 21.8`, as a calculator takes and gives degrees."""

from __future__ import annotations

from grader.answer.value.shapes import is_number
from grader.late import pattern
from grader.notation.tree import Apply, Expr, Name, Number, Text, facts, rebuild, walk

OF_ANGLES = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
TO_ANGLES = frozenset({"arcsin", "arccos", "arctan", "arccot"})
DEGREES = "degrees"
_ONE_DEGREE = Apply(DEGREES, (Number("1"),))
_DEGREES = pattern(r"°|\\circ|\bdeg(?:ree|ré)|\bgrad(?:maß)?\b|winkelgrad")


def in_degrees(expr: Expr) -> Expr:
    """The formula with degrees where it takes or gives angles that are plain numbers, or itself: done twice, it
    is done once."""
    if not (OF_ANGLES | TO_ANGLES) & facts(expr).words:
        return expr
    match expr:
        case Apply(op, (angle,)) if op in OF_ANGLES and _is_plain(angle):
            return Apply(op, (Apply(DEGREES, (angle,)),))
        case Apply(op, (_,)) if op in TO_ANGLES:
            return Apply("div", (expr, _ONE_DEGREE))
        case Apply("div", (Apply(op, (_,)), below)) if op in TO_ANGLES and below == _ONE_DEGREE:
            return expr
    return rebuild(expr, in_degrees)


def _is_plain(angle: Expr) -> bool:
    return is_number(angle) and not any(node == Name("pi") or _is_degrees(node) for node in walk(angle))


def without_degrees(expr: Expr) -> Expr | None:
    """How many degrees `21.8°` or `arctan(0.4)` are; None for what does not say that it is an angle."""
    match expr:
        case Apply(op, (number,)) if op == DEGREES and is_number(number):
            return number
        case Apply(op, _) if op in TO_ANGLES and is_number(expr):
            return in_degrees(expr)
    return None


def _is_degrees(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == DEGREES


def asks_degrees(question: str) -> bool:
    """Whether the question says that an angle is counted in degrees."""
    return _DEGREES.search(question.casefold()) is not None


_TURN = Apply("div", (Name("pi"), Name("pi")))
"""A factor of 1 by which an angle is no plain number: it is in radians, and not in degrees."""
_LETTERS = (Name("r"), Name("a"), Name("d"))


def in_radians(expr: Expr, known: frozenset[str]) -> Expr:
    """The formula without the `rad` behind angles, `sin(2 rad)`, which says that they are in no degrees. Letters
    that are `known` are no such word."""
    held = facts(expr)
    if held.words.isdisjoint(OF_ANGLES) or not ({"r", "rad"}.intersection(held.names) or Text in held.shapes):
        return expr
    if not known.isdisjoint(("r", "a", "d", "rad")):
        return expr
    match expr:
        case Apply(op, (Apply("mul", factors),)) if op in OF_ANGLES and (size := _rad(factors)):
            return Apply(op, (Apply("mul", (*factors[:-size], _TURN)),))
    return rebuild(expr, lambda part: in_radians(part, known))


def _rad(factors: tuple[Expr, ...]) -> int:
    """How many factors at the end spell `rad`, behind a factor that is another one."""
    if factors[-3:] == _LETTERS and len(factors) > len(_LETTERS):
        return len(_LETTERS)
    return int(len(factors) > 1 and factors[-1] in (Name("rad"), Text("rad")))
