"""When agreement at sample points says little: kinks and steps between the points, huge and tiny values.

Points only ever separate. To call two sides the same on the evidence of points (never `certain`), nothing may hide
between the points (every kink is matched on the other side, or the points were chosen around it) or below the
working precision.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import mul
from typing import Any

from flint import arb, ctx, fmpq, fmpq_poly

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.rationals import as_fraction, power, rational
from grader.equivalence.evaluation.scalars import SCALARS, Undefined, Unsupported, Unsure, primal
from grader.equivalence.sampling.points import Point
from grader.equivalence.worlds.world import Value, World
from grader.notation.tree import Apply, Bind, Expr, Matrix, Name, Number, children, walk

STEPS = frozenset({"floor", "ceiling", "mod", "heaviside", "gcd", "lcm", "indicator", "round", "cases"})
EXTREME_BITS = 1_000
LEVEL = {"tanh": 346, "coth": 346, "erf": 26, "erfc": 26}
"""Functions that are level for large arguments: from here on closer than EXTREME_BITS show."""
MOST_NODES = 600
MOST_DEGREE = 40
CLOSE = (Fraction(1, 997), Fraction(1, 10**6), Fraction(1, 10**9))
DISTANCES = tuple(map(Fraction, "5/2 9/2 31/5 9 29/2 23 41 97 211 1000".split()))
SHARES = tuple(map(Fraction, "1/9 2/7 4/7 6/7".split()))
BESIDE = Fraction(1, 1 << 1500)
"""So close that whatever bends or jumps there shows, if it holds no number beyond EXTREME_BITS."""
BESIDE_BITS = 2_600


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
    if not isinstance(node, Apply) or node.op != "pow" or node.args[0] != Number("0"):
        return False
    return any(isinstance(below, Name) for below in walk(node.args[1]))


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


def roots_along(bend: Expr, variable: str, point: Point, bits: int = 0) -> list[Fraction] | None:
    """Real zeros of a bend in one variable, the others fixed, where it is a polynomial; else what may be one, or
    None. Rational zeros of polynomials are exact, others close: short fractions, or good to so many bits."""
    poly = polynomial_along(bend, variable, point)
    if poly is None:
        return _beyond_polynomials(bend, variable, point, bits)
    return roots_of(poly, bits)


def roots_of(poly: fmpq_poly, bits: int = 0) -> list[Fraction]:
    """The real zeros of a polynomial."""
    found: list[Fraction] = []
    factors: list[tuple[Any, int]] = poly.numer().factor()[1] if poly.degree() > 0 else []
    for factor, _ in factors:
        if factor.degree() == 1:
            found.append(Fraction(-int(factor[0]), int(factor[1])))
        else:
            found.extend(_real_roots(factor, bits))
    return sorted(found)


def _beyond_polynomials(bend: Expr, variable: str, point: Point, bits: int) -> list[Fraction] | None:
    match bend:
        case Apply("exp", _):
            return []
        case Apply("neg" | "pos" | "sqrt" | "abs", (inner,)) | Apply("root", (inner, Number())):
            return roots_along(inner, variable, point, bits)
        case Apply("mul" | "div", args):
            found = [roots_along(arg, variable, point, bits) for arg in args]
            known = [roots for roots in found if roots is not None]
            return sorted({root for roots in known for root in roots}) if len(known) == len(found) else None
        case Apply("pow", (base, exponent)) if base == Name("e") or as_fraction(exponent) is not None:
            return [] if base == Name("e") else roots_along(base, variable, point, bits)
    from grader.equivalence.sampling import zeros

    return zeros.candidates((bend,), variable, point, bits)


def _real_roots(factor: Any, bits: int) -> Iterator[Fraction]:
    before, ctx.prec = ctx.prec, bits or 128
    try:
        for root, _ in factor.complex_roots():
            if root.imag.contains(0):
                close = Fraction(root.real.mid().str(bits * 3 // 10 or 25, radius=False))
                yield close if bits else close.limit_denominator(10**12)
    finally:
        ctx.prec = before


def polynomial_along(expr: Expr, variable: str, point: Point) -> fmpq_poly | None:
    """The expression as a polynomial in the variable, of bounded degree."""
    match expr:
        case Number(text):
            return fmpq_poly([rational(text)])
        case Name(id) if id == variable:
            return fmpq_poly([0, 1])
        case Name(id):
            value = point.get(id)
            return fmpq_poly([value]) if isinstance(value, fmpq) else None
        case Apply(op, args):
            parts = [polynomial_along(arg, variable, point) for arg in args]
            known = [part for part in parts if part is not None]
            return _combined(op, known) if len(known) == len(parts) else None
        case _:
            return None


def _combined(op: str, parts: list[fmpq_poly]) -> fmpq_poly | None:
    constants = [part[0] for part in parts if part.degree() <= 0]
    match op:
        case "add":
            return sum(parts[1:], parts[0])
        case "mul" if sum(part.degree() for part in parts) <= MOST_DEGREE:
            return reduce(mul, parts)
        case "neg":
            return -parts[0]
        case "pos":
            return parts[0]
        case "div" if parts[1].degree() == 0:
            return parts[0] / parts[1][0]
        case "pow" if len(constants) == 2:
            value = power(constants[0], constants[1])
            return None if value is None else fmpq_poly([value])
        case "pow" if parts[1].degree() <= 0 and parts[1][0].q == 1 and 0 <= parts[1][0].p <= MOST_DEGREE:
            exponent = int(parts[1][0].p)
            return parts[0] ** exponent if exponent * parts[0].degree() <= MOST_DEGREE else None
    return None


def exactly(expr: Expr, point: Point) -> fmpq | None:
    """The exact rational value of a polynomial with rational numbers."""
    value = polynomial_along(expr, "", point)
    return None if value is None else value[0]


def around(roots: list[Fraction]) -> Iterator[Fraction]:
    """The zeros, points close to them, between neighbouring ones, and on either side."""
    if not roots:
        return
    yield from roots
    for root in roots:
        for distance in CLOSE:
            yield root - distance
            yield root + distance
    for a, b in pairwise(roots):
        if a != b:
            yield a + (b - a) * Fraction(389, 991)
    yield roots[0] - Fraction(1009, 997)
    yield roots[-1] + Fraction(1013, 991)


def beyond(roots: list[Fraction]) -> Iterator[Fraction]:
    """More points on either side and between neighbours, near and far: if a side seldom has a value (`log(sin x)`)
    one point says nothing of its stretch."""
    if not roots:
        return
    for distance in DISTANCES:
        yield roots[0] - distance
        yield roots[-1] + distance
    for a, b in pairwise(roots):
        if a != b:
            yield from (a + (b - a) * share for share in SHARES)


def beside(roots: list[Fraction]) -> Iterator[Fraction]:
    """Points to be looked at with BESIDE_BITS."""
    for root in roots:
        yield root - BESIDE
        yield root + BESIDE


def extreme(expr: Expr, world: World, bits: int = EXTREME_BITS) -> bool:
    """Does a part of it have a size that could hide another part: beyond 2^±bits, at this point? Raises Unsure
    where that cannot be told."""
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
        value = _value(node, world)
        if isinstance(node, Apply) and node.op in LEVEL and _beyond(_value(node.args[0], world), LEVEL[node.op]):
            return True
    except (Undefined, Unsupported):
        return False
    if not isinstance(value, SCALARS):
        return False
    size = abs(primal(value))
    if size.is_zero():
        return False
    return not (size < arb(2) ** bits) or bool(0 < size < arb(2) ** -bits) or _vanishing(size, bits)


def _value(node: Expr, world: World) -> Value:
    """At low precision, or at a high one where that does not tell."""
    try:
        return evaluate(node, world)
    except Unsure:
        before, ctx.prec = ctx.prec, BESIDE_BITS
        try:
            return evaluate(node, world)
        finally:
            ctx.prec = before


def _beyond(x: Value, limit: int) -> bool:
    return isinstance(x, SCALARS) and not abs(primal(x)) < limit


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
