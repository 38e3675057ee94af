"""`x^T z` and `<x, z>` of which the exercise declares the components alone: `x_1 z_1 + x_2 z_2`."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.notation.tree import Apply, Expr, Name, Number, facts, rebuild

MOST = 9
PRODUCTS = frozenset({"transpose", "inner", "norm"})


def with_components(expr: Expr, scope: Scope) -> Expr:
    """With inner products of such vectors written out."""
    if PRODUCTS.isdisjoint(facts(expr).words):
        return expr
    return _written_out(expr, scope)


def _written_out(expr: Expr, scope: Scope) -> Expr:
    match expr:
        case Apply("inner", (first, second)):
            return _product(first, second, scope) or expr
        case Apply("pow", (Apply("norm", (vector,)), Number("2"))):
            return _product(vector, vector, scope) or expr
        case Apply("mul", (*before, Apply("transpose", (first,)), second)):
            product = _product(first, second, scope)
            if product is not None:
                return Apply("mul", (*before, product)) if before else product
    return rebuild(expr, lambda node: _written_out(node, scope))


def _product(first: Expr, second: Expr, scope: Scope) -> Expr | None:
    ours, theirs = _components(first, scope), _components(second, scope)
    if len(ours) < 2 or len(ours) != len(theirs):
        return None
    return Apply("add", tuple(Apply("mul", pair) for pair in zip(ours, theirs, strict=True)))


def _components(vector: Expr, scope: Scope) -> tuple[Expr, ...]:
    if not isinstance(vector, Name) or scope.is_known(vector.id):
        return ()
    declared = scope.names.variables
    size = next((k for k in range(1, MOST) if f"{vector.id}_{k}" not in declared), MOST) - 1
    return tuple(Name(f"{vector.id}_{k}") for k in range(1, size + 1))
