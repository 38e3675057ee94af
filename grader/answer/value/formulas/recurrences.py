r"""Sequences that are traced back by their recurrence: `a_n = 2a_{n-1} + 1 = 4a_{n-2} + 3 = \dots = 2^n - 1`."""

from __future__ import annotations

from grader.notation.tree import Apply, Call, Expr, Index, Name, walk


def traced_back(left: Expr, right: Expr, first: Expr) -> bool:
    """Whether one side is made of the other by a recurrence, as far as anybody can tell."""
    return _runs_back(left, first) and (_runs_back(right, first) or left == Apply("ellipsis", ()))


def _runs_back(side: Expr, first: Expr) -> bool:
    """Whether a side holds a member of the sequence with which the chain begins, or says `and so on`: what a
    recurrence makes of it, no formula tells."""
    match first:
        case Name(id) if "_" in id:
            base = Name(id.partition("_")[0])
        case Index(Name() as name, _) | Call(Name() as name, _):
            base = name
        case _:
            return False
    return any(_is_member(node, base) for node in walk(side))


def _is_member(node: Expr, base: Name) -> bool:
    match node:
        case Apply("ellipsis"):
            return True
        case Index(name, _) | Call(name, _):
            return name == base
        case Name(id):
            return id.startswith(f"{base.id}_")
    return False
