"""How a formula must be written: the forms that the exercise may ask for."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.notation.tree import Expr
from grader.values import Finding

FORMS = (
    "factored",
    "expanded",
    "lowest_terms",
    "single_fraction",
    "partial_fractions",
    "completed_square",
    "as_written",
    "evaluated",
    "exact",
    "rationalised",
)


def fault(form: str, student: Expr, expected: Expr, variable: Expr | None, context: Context) -> Finding | None:
    """Why `student` does not have the form, or None where it has."""
    from grader.equivalence import forms

    return forms.fault(form, student, context.names, variable, expected, context.budget)
