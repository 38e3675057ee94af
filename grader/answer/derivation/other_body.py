"""The same limit or the same integral, of something else: true where both come to the same number, and no step by
any rule that is known here: `lim (3 + x)` for `lim sin(3x)/x`, `∫ 1 dx` for `∫ x e^x dx`."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.equivalence.rewriting.derive import derivative
from grader.equivalence.truth import Same
from grader.notation.tree import Apply, Bind, Expr


def of_another(form: Expr, question: Expr, scope: Scope) -> bool:
    """Whether a form is that limit or integral of another body, which is neither equal nor, under a limit, the
    quotient of the derivatives (l'Hospital)."""
    match question, form:
        case Bind("limit" | "integral" as op, (variable,), (_, *_) as bounds, asked), Bind(other, ours, ends, body):
            if (other, ours, ends) != (op, (variable,), bounds) or isinstance(scope.compare(asked, body), Same):
                return False
        case _:
            return False
    quotient = _of_derivatives(asked, variable) if op == "limit" else None
    return quotient is None or not isinstance(scope.compare(quotient, body), Same)


def _of_derivatives(expr: Expr, variable: Expr) -> Expr | None:
    match expr:
        case Apply("div", (top, bottom)):
            above, below = derivative(top, variable), derivative(bottom, variable)
            return None if above is None or below is None else Apply("div", (above, below))
    return None
