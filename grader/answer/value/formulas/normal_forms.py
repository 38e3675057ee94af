"""Normal forms of propositions: a disjunction of conjunctions of literals, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from grader.answer.value.shapes import TRUTHS
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Expr, Name

NORMAL_FORMS = ("cnf", "dnf")
_OR, _AND = frozenset({"or", "add"}), frozenset({"and", "mul"})
_LAYERS = {"dnf": (_OR, _AND), "cnf": (_AND, _OR)}
"""Which connectives hold the clauses together, and which the literals of one."""


def odd_clause(form: str, expr: Expr) -> str:
    """What of a proposition keeps it from having the form; nothing where it has it."""
    outer, inner = _LAYERS[form]
    literals = (each for clause in _opened(expr, outer) for each in _opened(clause, inner))
    return next((to_text(each) for each in literals if not _is_literal(each)), "")


def _opened(expr: Expr, ops: frozenset[str]) -> Iterator[Expr]:
    match expr:
        case Apply("pos" | "boxed", (inner,)):
            yield from _opened(inner, ops)
        case Apply(op, args) if op in ops:
            for arg in args:
                yield from _opened(arg, ops)
        case _:
            yield expr


def _is_literal(expr: Expr) -> bool:
    match expr:
        case Name(id) | Apply("not" | "complement", (Name(id),)):
            return id not in TRUTHS or isinstance(expr, Name)
    return False
