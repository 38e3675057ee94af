"""The three truths of `equivalence` as judgements."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.kind import Context
from grader.answer.value.judgement import FULL, Judgement, finding, incorrect, partial, undecided
from grader.answer.value.shapes import kind_of
from grader.equivalence import compare
from grader.equivalence.truth import Different, Same, Truth
from grader.notation.tree import Apply, Expr

STATEMENTS = frozenset({"logic", "equation", "inequality", "system"})


def judged(truth: Truth) -> Judgement:
    """Same is correct, Different is incorrect with its witness, Unknown goes to a person."""
    match truth:
        case Same(by, certain, notes):
            return Judgement("correct", FULL, by, certain, (finding("equal", "note"), *notes))
        case Different(by, witness, certain, notes):
            return incorrect(by, finding("not-equal"), *notes, certain=certain, counterexample=witness)
    return undecided("none", truth.finding)


def compared(expected: Expr, student: Expr, context: Context) -> Judgement:
    """Whether two expressions are equal wherever both are defined. Two values are none."""
    if isinstance(student, Apply) and student.op == "or" and kind_of(expected) not in STATEMENTS:
        return incorrect("shape", finding("other-shape", expected=kind_of(expected), student=kind_of(student)))
    return judged(compare(expected, student, context.names, context.budget, context.seed))


def strict_domain(judgement: Judgement, nearly: Fraction) -> Judgement:
    """With `domain: strict`, sides that are not defined at the same places are only nearly the same."""
    differs = [item for item in judgement.findings if item.code in ("domains-differ", "letter-not-zero")]
    if not judgement.right or not differs:
        return judgement
    return partial(judgement.by, nearly, *differs, certain=judgement.certain)
