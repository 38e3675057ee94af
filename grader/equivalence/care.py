"""When agreement at sample points says little: kinks and steps between the points, huge and tiny values.

Points only ever separate. To call two sides the same on the evidence of points (never `certain`), nothing may hide
between the points (every kink is matched on the other side, or the points were chosen around it) or below the
working precision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from flint import arb, ctx, fmpq, fmpq_poly

from grader.equivalence.evaluate import evaluate
from grader.equivalence.points import Point
from grader.equivalence.rationals import as_fraction, rational
from grader.equivalence.scalars import SCALARS, Undefined, Unsupported, Unsure, primal
from grader.equivalence.world import World
from grader.notation.tree import Apply, Bind, Expr, Matrix, Name, Number, children, walk

STEPS = frozenset({"floor", "ceiling", "mod", "heaviside", "gcd", "lcm", "indicator", "round", "cases"})
EXTREME_BITS = 1_000
MOST_NODES = 600
MOST_DEGREE = 6


def hidden(left: Expr, right: Expr) -> str:
    """The word of a step that stands on one side only, or an empty string."""
    for one, other in ((left, right), (right, left)):
        known = set(walk(other))
        for node in walk(one):
            if isinstance(node, Apply) and node.op in STEPS and node not in known:
                return node.op
            if _delta(node) and node not in known:
                return "pow"
    return ""


def _delta(node: Expr) -> bool:
    """`0^u`, a bump of width zero."""
    return isinstance(node, Apply) and node.op == "pow" and node.args[0] == Number("0")


def kinks(left: Expr, right: Expr) -> list[Expr]:
    """Where a side may bend: the arguments whose zeros are bends, unless the other side has the same node."""
    found: list[Expr] = []
    for one, other in ((left, right), (right, left)):
        known = set(walk(other))
        for node in walk(one):
            if isinstance(node, Apply) and node not in known:
                found.extend(_bends(node))
    return list(dict.fromkeys(found))


def _bends(node: Apply) -> Iterator[Expr]:
    match node:
        case Apply("abs" | "sign" | "sqrt" | "arg", (inner,)):
            yield inner
        case Apply("root", (inner, _)):
            yield inner
        case Apply("max" | "min", args):
            for k, a in enumerate(args):
                for b in args[k + 1 :]:
                    yield Apply("add", (a, Apply("neg", (b,))))
        case Apply("pow", (base, exponent)) if not _is_whole(exponent):
            if not (isinstance(base, Number | Matrix) or base == Name("e")):
                yield base
        case Apply("arcsin" | "arccos" | "arctan" | "re" | "im", (inner,)) if _trigonometric(inner):
            yield Apply(node.op, (inner,))


def _is_whole(exponent: Expr) -> bool:
    number = as_fraction(exponent)
    return number is not None and bool(number.q == 1)


def _trigonometric(inner: Expr) -> bool:
    return any(isinstance(n, Apply) and n.op in ("sin", "cos", "tan", "cot", "sec", "csc") for n in walk(inner))


def roots_along(bend: Expr, variable: str, point: Point, world: Callable[[Point], World]) -> list[Fraction] | None:
    """Real zeros of a bend in one variable, the others fixed, where it is a polynomial of low degree; else None."""
    if any(isinstance(n, Apply) and n.op not in ("add", "neg", "mul", "pow", "div", "pos") for n in walk(bend)):
        return None
    at = [fmpq(k) for k in range(-1, MOST_DEGREE + 2)]
    values = [exactly(bend, {**point, variable: x}, world) for x in at]
    if any(v is None for v in values):
        return None
    poly = _interpolate(at[:-1], [v for v in values if v is not None][:-1])
    if poly(at[-1]) != values[-1]:
        return None
    if poly.degree() < 1:
        return []
    found = []
    for root, _ in poly.numer().complex_roots():  # type: ignore[misc, has-type, unused-ignore]
        if root.imag.contains(0):  # type: ignore[has-type, unused-ignore]
            text = root.real.mid().str(25, radius=False)  # type: ignore[has-type, unused-ignore]
            found.append(Fraction(text).limit_denominator(10**12))
    return sorted(found)


def exactly(expr: Expr, point: Point, world: Callable[[Point], World]) -> fmpq | None:
    """The exact rational value of a polynomial with rational numbers, by plain recursion."""
    match expr:
        case Number(text):
            return rational(text)
        case Name(id):
            value = point.get(id)
            return value if isinstance(value, fmpq) else None
        case Apply(op, args):
            parts = [exactly(arg, point, world) for arg in args]
            known = [p for p in parts if p is not None]
            return _combine(op, known) if len(known) == len(parts) else None
        case _:
            return None


def _combine(op: str, parts: list[fmpq]) -> fmpq | None:
    match op:
        case "add":
            return sum(parts[1:], parts[0])
        case "mul":
            product = parts[0]
            for part in parts[1:]:
                product *= part
            return product
        case "neg":
            return -parts[0]
        case "pos":
            return parts[0]
        case "div":
            return parts[0] / parts[1] if parts[1] != 0 else None
        case "pow":
            if parts[1].q == 1 and 0 <= parts[1].p <= MOST_DEGREE:
                return parts[0] ** int(parts[1].p)
    return None


def _interpolate(at: list[fmpq], values: list[fmpq]) -> fmpq_poly:
    result = fmpq_poly([0])
    for i, x in enumerate(at):
        basis = fmpq_poly([values[i]])
        for k, other in enumerate(at):
            if k != i:
                basis = basis * fmpq_poly([-other, 1]) / (x - other)
        result += basis
    return result


def around(roots: list[Fraction]) -> Iterator[Fraction]:
    """The zeros, points between neighbouring ones, and points beyond."""
    if not roots:
        return
    yield from roots
    for a, b in pairwise(roots):
        if a != b:
            yield a + (b - a) * Fraction(389, 991)
    yield roots[0] - Fraction(1009, 997)
    yield roots[-1] + Fraction(1013, 991)
    yield roots[0] - 1000
    yield roots[-1] + 1000


def extreme(expr: Expr, world: World, bits: int = EXTREME_BITS) -> bool:
    """Does a part of it have a size that could hide another part: beyond 2^±bits, at this point?"""
    nodes = 0
    before, ctx.prec = ctx.prec, 64
    try:
        for node in _outside_binders(expr):
            nodes += 1
            if nodes > MOST_NODES:
                return True
            if _is_extreme(node, world, bits):
                return True
    finally:
        ctx.prec = before
    return False


def _is_extreme(node: Expr, world: World, bits: int) -> bool:
    if isinstance(node, Name):
        return False
    try:
        value = evaluate(node, world)
    except (Undefined, Unsure, Unsupported):
        return False
    if not isinstance(value, SCALARS):
        return False
    size = abs(primal(value))
    if size.is_zero():
        return False
    return not (size < arb(2) ** bits) or bool(0 < size < arb(2) ** -bits) or _vanishing(size, bits)


def _vanishing(size: arb, bits: int) -> bool:
    """A ball around zero that is far smaller than its precision explains."""
    return bool(size.contains(0) and size.abs_upper() < arb(2) ** -bits)


def _outside_binders(expr: Expr) -> Iterator[Expr]:
    stack = [expr]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, Bind):
            stack.extend(children(node))
