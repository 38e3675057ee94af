"""An equation that is meant for all values of a letter: what follows by comparing coefficients or exponents.

x^2 + x - 2 = x^2 + m x + n     =>   m = 1
x^(m-3) x^(3m) = x              =>   4 m - 3 = 1
"""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.solutions import relate
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, walk

POINTS = ("0", "1", "2", "3", "5")
BASES = ("2", "3")
DEGREE = len(POINTS) - 1


def follows_as_identity(before: Expr, after: Expr, context: Context) -> str:
    """As `_compared`, in this order or, where the two say the same, in the other one."""
    forward = _compared(before, after, context, ("same", "left_in_right"))
    return forward or _compared(after, before, context, ("same",))


def _compared(before: Expr, after: Expr, context: Context, accepted: tuple[str, ...]) -> str:
    """The letter for all of whose values `before` must be meant, so that `after`, which does without it, follows;
    empty where there is none. Both sides must be polynomials of degree two or more in the letter, or powers of it
    with unknown exponents: a letter that merely drops out was divided away."""
    if not isinstance(before, Chain) or before.relations != ("=",):
        return ""
    left, right = before.operands
    gone = (free_names(left) & free_names(right)) - free_names(after) - CONSTANTS
    kept = (free_names(before) & free_names(after)) - CONSTANTS
    for name in sorted(gone) if kept else ():
        points = _points(left, right, name)
        equations = tuple(_at(before, name, point) for point in points)
        if equations and relate(Apply("and", equations), after, context).relation in accepted:
            return name
    return ""


def _points(left: Expr, right: Expr, name: str) -> tuple[str, ...]:
    """As many values of the letter as decide the identity."""
    degrees = degree(left, name), degree(right, name)
    if all(degree is not None and 2 <= degree <= DEGREE for degree in degrees):
        return POINTS[: max(degree or 0 for degree in degrees) + 1]
    if any(_is_power(node, name) for node in walk(left)) and all(_only_base(side, name) for side in (left, right)):
        return BASES
    return ()


def _at(chain: Chain, name: str, point: str) -> Expr:
    return Chain(tuple(substituted(side, {name: Number(point)}) for side in chain.operands), chain.relations)


def degree(expr: Expr, name: str) -> int | None:
    """The degree as written, or None where it is no polynomial."""
    if name not in free_names(expr):
        return 0
    match expr:
        case Name():
            return 1
        case Apply("add", args):
            degrees = [degree(arg, name) for arg in args]
            return None if None in degrees else max(degree or 0 for degree in degrees)
        case Apply("mul", args):
            degrees = [degree(arg, name) for arg in args]
            return None if None in degrees else sum(degree or 0 for degree in degrees)
        case Apply("neg" | "pos", (inner,)):
            return degree(inner, name)
        case Apply("div", (above, below)) if name not in free_names(below):
            return degree(above, name)
        case Apply("pow", (base, Number(power))) if power.isdecimal() and len(power) < 3:
            inside = degree(base, name)
            return None if inside is None else inside * int(power)
    return None


def _is_power(node: Expr, name: str) -> bool:
    """Whether it is a power of the letter with an unknown exponent."""
    match node:
        case Apply("pow", (base, exponent)):
            return name in free_names(base) and bool(free_names(exponent) - CONSTANTS)
    return False


def _only_base(expr: Expr, name: str) -> bool:
    """Whether the letter stands in products, quotients and bases of powers only."""
    match expr:
        case Name() | Number():
            return True
        case Apply("mul" | "div", args):
            return all(_only_base(arg, name) for arg in args)
        case Apply("pow", (base, exponent)):
            return _only_base(base, name) and name not in free_names(exponent)
    return name not in free_names(expr)
