"""How a statement of a derivation is shown, and why one could not be judged."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.errors import LimitError
from grader.notation.printing import to_mathml, to_text
from grader.notation.tree import Chain, Expr
from grader.values import Finding

SIGNS = {"approx": "≈", "equiv": "≡", "defines": ":=", "<=": "≤", ">=": "≥", "!=": "≠", "propto": "∝"}
FAULTS = (ArithmeticError, ValueError, TypeError, AttributeError, NotImplementedError, LookupError)
"""Faults of ours, as `equivalence` catches them: one line must not cost the judgement of the others."""


def fault(error: Exception) -> Finding:
    """Why a statement could not be judged: a limit by its name, or a fault of ours."""
    match error:
        case LimitError():
            return Finding("limit-met", data=(("limit", error.limit),))
        case RecursionError():
            return Finding("limit-met", data=(("limit", "DEPTH"),))
    return Finding("engine-fault", data=(("fault", type(error).__name__),))


def sign(relation: str) -> str:
    """A relation as it is shown."""
    return SIGNS.get(relation, relation or "=")


def shown(left: Expr | None, relation: str, right: Expr, context: Context) -> tuple[str, str]:
    """Our reading of a statement, as text and as MathML, for a page that shows it."""
    if not context.show:
        return "", ""
    whole = right if left is None else Chain((left, right), (relation,))
    return to_text(whole), to_mathml(whole)
