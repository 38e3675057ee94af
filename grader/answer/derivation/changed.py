"""What changed in a wrong step: the one summand, factor or part of a quotient in which the two sides differ."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.equivalence.truth import Same
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Expr, Name, walk

MOST = 8
"""Of longer sums and products the terms are not compared one by one."""


def changed(left: Expr, right: Expr, scope: Scope) -> tuple[tuple[str, str], ...]:
    """As data of a finding: `was` and `became`, or `lost`, or `added`; nothing where more than one term differs or
    the terms say no more than the sides. Terms are the same if `compare` says so, whatever their spelling."""
    for op in ("add", "mul"):
        found = _differing(_terms(left, op), _terms(right, op), scope)
        if found is None:
            continue
        was, became = found
        if _are_numbers(was, became) and op == "mul":
            return ()  # `3 x` became `2 x`: the product says more than its factor
        if was is not None and became is not None:
            inner = () if _are_numbers(was, became) else changed(was, became, scope)
            return inner or (("was", to_text(was)), ("became", to_text(became)))
        return (("lost", to_text(was)),) if was is not None else (("added", to_text(became)),) if became else ()
    match left, right:
        case Apply("div", (above, below)), Apply("div", (other_above, other_below)):
            sides = [(above, other_above), (below, other_below)]
            apart = [pair for pair in sides if not _same(*pair, scope)]
            if len(apart) == 1:
                texts = map(to_text, apart[0])
                return changed(*apart[0], scope) or tuple(zip(("was", "became"), texts, strict=True))
    return ()


def _are_numbers(*exprs: Expr | None) -> bool:
    return not any(isinstance(node, Name) for expr in exprs if expr is not None for node in walk(expr))


def _differing(ours: list[Expr], theirs: list[Expr], scope: Scope) -> tuple[Expr | None, Expr | None] | None:
    """The term on each side that has no partner on the other, where it is one at most and others have."""
    if max(len(ours), len(theirs)) < 2 or max(len(ours), len(theirs)) > MOST:
        return None
    left, right = list(ours), list(theirs)
    for term in ours:
        partner = next((other for other in right if _same(term, other, scope)), None)
        if partner is not None:
            left.remove(term)
            right.remove(partner)
    if len(left) == len(ours) or len(left) > 1 or len(right) > 1 or not (left or right):
        return None
    return (left[0] if left else None), (right[0] if right else None)


def _same(left: Expr, right: Expr, scope: Scope) -> bool:
    return left == right or isinstance(scope.compare(left, right), Same)


def _terms(expr: Expr, op: str) -> list[Expr]:
    """The summands or factors, brackets of the same kind opened; the sign of a product is its first factor's."""
    match expr:
        case Apply(word, args) if word == op:
            return [term for arg in args for term in _terms(arg, op)]
        case Apply("neg", (Apply("add", args),)) if op == "add":
            return [Apply("neg", (term,)) for term in args]
    return [expr]
