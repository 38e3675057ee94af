"""Letters as typed, and what their spelling decides about the formulas around them."""

from __future__ import annotations

from functools import lru_cache

from grader.limits import KEPT
from grader.notation.lexing.segment import segment
from grader.notation.lexing.unbraced import needs_braces
from grader.notation.names import Names
from grader.notation.output.number_sets import letter_text, part_text
from grader.notation.tree import Apply, Bind, Chain, Expr, Name

NO_NAMES = Names()


def name_text(name: str) -> str:
    """`v_max`, but `v_{xt}`: without braces that might be a product."""
    base, _, below = name.rpartition("_")
    part = part_text(base, below) or letter_text(name)
    if part is not None:
        return part
    return f"{base}_{{{below}}}" if base and "_" not in base and needs_braces(below) else name


def is_infinite(expr: Expr) -> bool:
    match expr:
        case Apply("neg" | "pos", (inner,)):
            return is_infinite(inner)
        case _:
            return expr == Name("infinity")


def is_arrow(expr: Expr) -> bool:
    """`A -> B`, `x -> 0`."""
    return isinstance(expr, Chain) and "to" in expr.relations


def is_pair(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op in {"tuple", "list"}


def holds_d(node: Expr) -> bool:
    """A letter d of its own, under an integral, would be taken for its differential."""
    return node == Name("d") or (isinstance(node, Bind) and node.op in {"diff", "partial", "integral"})


@lru_cache(maxsize=KEPT)
def is_differential(name: str) -> bool:
    """Whether `d` before this name is read as the sign of a differential: before letters, Greek ones too."""
    base, _, sub = name.partition("_")
    if not base.isalpha() or base == "d" or (sub and not sub.isalnum()):
        return False
    return [part.value for part in segment("d" + base, NO_NAMES, False, False)] == ["d", base]
