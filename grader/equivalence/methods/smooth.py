"""Definite integrals of what bends, cut where it does: each part is an integral of something smooth.

int_{-1}^1 |x| e^x dx   is   int_{-1}^0 -x e^x dx + int_0^1 x e^x dx
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from flint import arb, ctx, fmpq, fmpq_poly

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.rationals import literal
from grader.equivalence.evaluation.scalars import Undefined, Unsupported, Unsure
from grader.equivalence.meanings import is_constant
from grader.equivalence.methods.monotone import same_sign
from grader.equivalence.rewriting.derive import depends
from grader.equivalence.sampling import care
from grader.equivalence.worlds.world import World
from grader.late import dataclass
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Expr, Name, Number, rebuild, walk

ROUNDED = frozenset({"floor", "ceiling"})
BENT = frozenset({"abs", "sign", "max", "min"}) | ROUNDED
MOST_PARTS = 8
MOST_PIECES = 4
BITS = 128
ONE = Number("1")


class _Unfit(Exception):
    """Not to be cut."""


def cut_at_bends(expr: Expr, names: Names, budget: Budget) -> Expr:
    """With every integral between numbers cut where its integrand bends, if all these places are known exactly."""
    expr = rebuild(expr, lambda child: cut_at_bends(child, names, budget))
    if not isinstance(expr, Bind) or expr.op != "integral" or len(expr.bounds) != 2:
        return expr
    if len(expr.variables) != 1 or not isinstance(expr.variables[0], Name):
        return expr
    before, ctx.prec = ctx.prec, BITS
    try:
        parts = _Cutter(expr.variables[0], names, budget).parts(expr.body, *expr.bounds, depth=0)
        return parts[0] if len(parts) == 1 else Apply("add", tuple(parts))
    except (_Unfit, Undefined, Unsure, Unsupported):
        return expr
    finally:
        ctx.prec = before


@dataclass(frozen=True, slots=True)
class _Cutter:
    variable: Name
    names: Names
    budget: Budget

    def parts(self, body: Expr, low: Expr, high: Expr, depth: int) -> list[Expr]:
        """Integrals over adjoining stretches."""
        piece = next((node for node in walk(body) if isinstance(node, Apply) and self._bends(node)), None)
        if piece is None:
            return [Bind("integral", (self.variable,), (low, high), body)]
        if depth >= MOST_PIECES:
            raise _Unfit
        if piece.op in ROUNDED:
            return self._levels(piece, body, low, high, depth)
        bend = same_sign(piece.args[0] if len(piece.args) == 1 else _gap(*piece.args), self.names)
        found: list[Expr] = []
        for start, end in pairwise((low, *self._between(self._roots(bend), low, high), high)):
            chosen = _chosen(piece, self._sign(bend, self._inside(start, end)))
            found += self.parts(_replaced(body, piece, chosen), start, end, depth + 1)
            if len(found) > MOST_PARTS:
                raise _Unfit
        return found

    def _levels(self, piece: Apply, body: Expr, low: Expr, high: Expr, depth: int) -> list[Expr]:
        """Where `floor` or `ceiling` of something linear is one number after the other."""
        inner = care.polynomial_along(piece.args[0], self.variable.id, {})
        if inner is None or inner.degree() != 1:
            raise _Unfit
        ends = sorted((inner(_fraction(self._value(end))) for end in (low, high)), key=float)
        first, last = math.floor(ends[0]), math.ceil(ends[1])
        if last - first > MOST_PARTS:
            raise _Unfit
        cuts: list[Expr] = [literal((fmpq(k) - inner[0]) / inner[1]) for k in range(first, last + 1)]
        found: list[Expr] = []
        for start, end in pairwise((low, *self._between(cuts, low, high), high)):
            middle = inner(_fraction(self._inside(start, end)))
            level = math.floor(middle) if piece.op == "floor" else math.ceil(middle)
            found += self.parts(_replaced(body, piece, literal(fmpq(level))), start, end, depth + 1)
        return found

    def _bends(self, node: Apply) -> bool:
        """Innermost, and of one or two arguments."""
        if node.op not in BENT or not depends(node, self.variable):
            return False
        if any(isinstance(n, Apply) and n.op in BENT for arg in node.args for n in walk(arg)):
            return False
        return len(node.args) == (2 if node.op in ("max", "min") else 1)

    def _roots(self, bend: Expr) -> list[Expr]:
        """All places where the sign may change, as exact numbers."""
        if not depends(bend, self.variable):
            return []
        match bend:
            case Apply("neg" | "pos" | "abs" | "sqrt", (inner,)):
                return self._roots(inner)
            case Apply("mul" | "div", args):
                return [root for arg in args for root in self._roots(arg)]
            case Apply("log", (inner,)):
                return self._roots(_gap(inner, ONE))
            case Apply("exp", _) | Apply("pow", (Name("e"), _)):
                return []
            case Apply("add", (Apply("exp", (x,)) | Apply("pow", (Name("e"), x)), Apply("neg", (level,)))):
                if not depends(level, self.variable) and self._value(level) > 0:
                    return self._roots(_gap(x, Apply("log", (level,))))
        return self._linear_root(bend) or _roots_of(care.polynomial_along(bend, self.variable.id, {}))

    def _linear_root(self, bend: Expr) -> list[Expr]:
        """Of the letter less a number."""
        match bend:
            case Apply("add", (Name() as letter, Apply("neg", (number,)))) if letter == self.variable:
                return [] if depends(number, self.variable) else [number]
        return []

    def _between(self, roots: list[Expr], low: Expr, high: Expr) -> list[Expr]:
        """Those within the bounds, in their order."""
        ends = self._value(low), self._value(high)
        if not ends[0] < ends[1]:
            raise _Unfit
        inside: list[tuple[Any, Expr]] = []
        for root in dict.fromkeys(roots):
            value = self._value(root)
            if value > ends[0] and value < ends[1]:
                inside.append((value, root))
            elif not (value <= ends[0] or value >= ends[1] or root in (low, high)):
                raise _Unfit
        inside.sort(key=lambda pair: float(pair[0].mid()))
        if any(not a < b for (a, _), (b, _) in pairwise(inside)):
            raise _Unfit
        return [root for _, root in inside]

    def _inside(self, low: Expr, high: Expr) -> Any:
        a, b = self._value(low), self._value(high)
        if not a.is_finite():
            return (b - 1 if b.is_finite() else arb(0)).mid()
        return (a + 1 if not b.is_finite() else (a + b) / 2).mid()

    def _value(self, number: Expr) -> Any:
        match number:
            case Name("infinity") if is_constant("infinity", self.names):
                return arb("inf")
            case Apply("neg", (Name("infinity"),)) if is_constant("infinity", self.names):
                return arb("-inf")
        value = evaluate(number, World({}, self.budget))
        if type(value) is not arb:
            raise _Unfit
        return value

    def _sign(self, bend: Expr, at: Any) -> int:
        value = evaluate(bend, World({self.variable.id: at}, self.budget))
        if type(value) is not arb or value.contains(0):
            raise _Unfit
        return 1 if value > 0 else -1


def _chosen(piece: Apply, sign: int) -> Expr:
    match piece:
        case Apply("abs", (inner,)):
            return inner if sign > 0 else Apply("neg", (inner,))
        case Apply("sign", _):
            return ONE if sign > 0 else Apply("neg", (ONE,))
    return piece.args[0] if (sign > 0) == (piece.op == "max") else piece.args[1]


def _gap(a: Expr, b: Expr) -> Expr:
    return Apply("add", (a, Apply("neg", (b,))))


def _replaced(expr: Expr, old: Expr, new: Expr) -> Expr:
    return new if expr == old else rebuild(expr, lambda child: _replaced(child, old, new))


def _roots_of(poly: fmpq_poly | None) -> list[Expr]:
    """Those of a polynomial with factors of first and second degree."""
    if poly is None:
        raise _Unfit
    factors: list[tuple[Any, int]] = poly.numer().factor()[1] if poly.degree() > 0 else []
    found: list[Expr] = []
    for factor, _ in factors:
        c, b, a = (fmpq(int(factor[k])) for k in range(3))
        if factor.degree() == 1:
            found.append(literal(-c / b))
        elif factor.degree() == 2:
            root = Apply("sqrt", (literal(b * b - 4 * a * c),))
            if b * b > 4 * a * c:
                sides = (root, Apply("neg", (root,)))
                found += [_over(Apply("add", (literal(-b), side)), 2 * a) for side in sides]
        elif any(root.imag.contains(0) for root, _ in factor.complex_roots()):
            raise _Unfit
    return found


def _over(top: Expr, bottom: fmpq) -> Expr:
    return Apply("div", (top, literal(bottom)))


def _fraction(ball: Any) -> fmpq:
    """The middle of a ball, exactly."""
    if not ball.is_finite():
        raise _Unfit
    mantissa, power = ball.mid().man_exp()
    return fmpq(int(mantissa)) * fmpq(2) ** int(power)
