"""What a name is in this exercise, as the engine asks for it; and which names stand free in an expression."""

from __future__ import annotations

from collections.abc import Iterator

from grader.equivalence.evaluation.evaluate import CONSTANTS
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, children, facts

INDEXED_BY_BODY = frozenset({"diff", "partial", "gradient"})
"""Words whose variable keeps its outer meaning: the derivative is taken where we are."""


def kind_of(names: Names, name: str) -> str:
    """The declared kind (`real`, `positive`, …), that of `*`, or `real`."""
    domain = names.domain(name)
    return "real" if domain is None else domain.kind


def is_constant(name: str, names: Names) -> bool:
    """A letter such as pi, e or i, unless the exercise declares it as its own."""
    return (name in CONSTANTS or name in ("i", "infinity", "empty", "reals")) and name not in names.variables


def free_names(expr: Expr) -> tuple[str, ...]:
    """The names that stand free, in order of appearance (functions of calls included)."""
    held = facts(expr)
    if Bind not in held.shapes:
        return held.names
    found: dict[str, None] = {}
    _collect(expr, frozenset(), found)
    return tuple(found)


def _collect(expr: Expr, bound: frozenset[str], found: dict[str, None]) -> None:
    match expr:
        case Name(id):
            if id not in bound:
                found[id] = None
        case Bind(op, variables, bounds, body):
            own = frozenset(v.id for v in variables if isinstance(v, Name)) if op == "map_set" else frozenset()
            for bound_ in bounds:  # `t in R` of a set speaks of its own letters
                _collect(bound_, bound | own, found)
            if op in INDEXED_BY_BODY:
                for variable in variables:
                    _collect(variable, bound, found)
                inner = bound
            else:
                inner = bound | {v.id for v in variables if isinstance(v, Name)}
            _collect(body, inner, found)
        case _:
            for child in children(expr):
                _collect(child, bound, found)


def functions_called(expr: Expr) -> Iterator[str]:
    """Names that stand as functions."""
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Call) and isinstance(node.function, Name):
            yield node.function.id
        if isinstance(node, Apply) and node.op == "prime" and isinstance(node.args[0], Name):
            yield node.args[0].id
        stack.extend(children(node))


def families(expr: Expr) -> Iterator[str]:
    """Names that stand with an index."""
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Index) and isinstance(node.base, Name):
            yield node.base.id
        stack.extend(children(node))
