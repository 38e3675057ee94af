"""How a formula must be written: the forms that the exercise may ask for, after its value was found right."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement, incorrect, partial, undecided
from grader.equivalence.forms.predicates import fault
from grader.notation.tree import Expr

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


def in_form(
    judged: Judgement,
    forms: tuple[str, ...],
    nearly: Fraction,
    student: Expr,
    expected: Expr,
    variable: Expr | None,
    context: Context,
) -> Judgement:
    """A right answer in the wrong form is only nearly right; what was not right stays as it is. Where `evaluated`
    is asked, a derivative or integral left to do says the question again: that is no answer."""
    for form in forms if judged.right else ():
        wrong = fault(form, student, context.names, variable, expected, context.budget)
        if wrong is not None and wrong.code == "form-undecided":
            return undecided("form", wrong)
        if wrong is not None and wrong.code == "not-evaluated":
            return incorrect("form", wrong)
        if wrong is not None:
            return partial(judged.by, nearly, wrong, certain=judged.certain)
    return judged
