"""A proposition: the same truth table."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.answer.claim.alternatives import check_statements, letters
from grader.answer.claim.spelling.connectives import (
    as_proposition,
    other_letters,
    proposition,
    said_of_truth,
    truth_beside,
    with_connectives,
    with_strokes,
)
from grader.answer.fields import credit, formulas, option, propositions, several
from grader.answer.kind import Context, Expected
from grader.answer.value.alike import alike
from grader.answer.value.judgement import HALF, Judgement, finding, incorrect, undecided
from grader.answer.value.restated import repeats
from grader.answer.value.shapes import kind_of
from grader.answer.value.truth_tables import equated, is_proposition, same_table
from grader.answer.value.worth import substituted
from grader.answer.value.written import in_form
from grader.late import dataclass, pattern, replace
from grader.limits import PART_CHARACTERS
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Name, facts
from grader.values import Answer, Finding, Verdict

EITHER = pattern(r"(?i)\b(?:either|entweder)\b")
QUANTIFIED = pattern(
    r"\\forall|\\exists|[∀∃]|\b(?:for|für)\s+(?:all|some|every|any|each|alle|ein|jedes)\b", re.IGNORECASE
)
"""Quantifiers, which are not decided: they are taken off other answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """A proposition with the same truth table: `and`, `or`, `not`, `implies`, `iff`, `xor` and their signs.

    Up to twelve letters. Where the tables differ, the verdict gives values for which they do. With `form:
    as_written` it must also be written like the expected one, up to order.

    `not` binds most tightly, then `and`, `or`, and last the arrows; `p -> q -> r` is `p -> (q -> r)`. Arrows of
    any kind are implications, bars and primes negate, a product is an `and`, `+` an `or`; `true`, `T` and `1`
    are true unless they are letters of the key. `if p then q`, `p only if q`, `neither p nor q` are read.
    Quantifiers are not decided: such an answer goes to a person, and so does `p <= q`, which may be an arrow.

    example:
      answer: {kind: logic, expected: "not A and not B", form: as_written}
      right: ["not B and not A", "¬A ∧ ¬B", '\\overline{A} \\land \\overline{B}']
      nearly: "not (A or B)"
      wrong: ["not A or not B", "A -> B"]
      person: "A <= B"
    """

    expected: tuple[Expected, ...] = option(propositions, (), required=True)
    form: tuple[str, ...] = option(several("as_written"), ())
    nearly: Fraction = option(credit, HALF)
    of: tuple[Expr, ...] = option(formulas, ())

    def faults(self, names: Names) -> tuple[Finding, ...]:
        odd = [e for e in self.expected if kind_of(e.expr) != "logic" and not isinstance(e.expr, Name)]
        return tuple(finding("expected-of-other-kind", key="expected", text=e.text, kind="logic") for e in odd)

    def check(self, answer: Answer, context: Context) -> Verdict:
        verdict = self._check(answer, context)
        other = with_strokes(answer) if verdict.outcome == "incorrect" else None
        if other is None or self._check(other, context).outcome == "incorrect":
            return verdict
        in_doubt = (finding("bar-in-doubt"),)
        return replace(verdict, outcome="undecided", credit=None, findings=in_doubt, counterexample=None)

    def _check(self, answer: Answer, context: Context) -> Verdict:
        known = letters((), self.expected)
        read = with_connectives(answer, known)
        told = said_of_truth(read)

        def said(text: str) -> Expr | None:
            found = parse(as_proposition(text, known), context.names).expr
            return found and proposition(found, known)

        def judge(expected: Expr, student: Expr) -> Judgement:
            if beside := truth_beside(student, known):
                return undecided("truth table", finding("words-in-answer", words=beside))
            chained = Chain in facts(student).shapes
            student = proposition(student, known)
            if (last := _worked_out(proposition(expected, known), student)) is not None:
                return judge(expected, last)
            if _of_propositions(student):  # `q <= p` may be an arrow, `p, q` may be meant together
                return undecided("truth table", finding("not-a-proposition"))
            if isinstance(expected, Name) and kind_of(student) not in ("logic", "expression", "number"):
                return alike(expected, student, context)
            if kind_of(student) not in ("logic", "expression"):
                return incorrect("shape", finding("other-shape", expected="logic", student=kind_of(student)))
            turned = other_letters(student, known)
            student = substituted(student, {name: Name(letter) for name, letter in turned.items()})
            judged = same_table(proposition(expected, known), student)
            if judged.outcome == "incorrect" and not isinstance(expected, Name):
                side = _right_side(proposition(expected, known), student)
                if side is not None:
                    return undecided("truth table", finding("right-beside-others", right=to_text(side)))
                if chained and Chain not in facts(expected).shapes:  # `not (p -> q) = p and not q`
                    return undecided("truth table", finding("not-a-proposition"))
            if judged.outcome == "incorrect" and _one_of(proposition(expected, known), student, answer):
                return undecided("truth table", finding("words-in-answer", words="either"))
            if told and judged.outcome == "incorrect":
                return undecided("truth table", finding("words-in-answer", words=told))
            if judged.right and QUANTIFIED.search(answer.raw[:PART_CHARACTERS]):
                return undecided("truth table", finding("not-a-proposition"))
            keys = (proposition(expected, known),)
            if judged.right and repeats(student, keys, context.question, context.names, said):
                return undecided("restated", finding("question-restated"))
            judged = in_form(judged, self.form, self.nearly, student, expected, None, context)
            return judged.adding(finding("other-case", "note")) if turned else judged

        return check_statements(read, context, self.of, self.expected, judge)


def _one_of(expected: Expr, student: Expr, answer: Answer) -> bool:
    """Whether `either p or q` is right if it leaves out both."""
    match student:
        case Apply("or", parts) if EITHER.search(answer.raw[:PART_CHARACTERS]):
            return same_table(expected, Apply("xor", parts)).right
    return False


def _right_side(expected: Expr, student: Expr) -> Expr | None:
    """The side that was asked for, of a chain that works it out: `not (p -> q) <=> p and not q`."""
    sides = student.args if isinstance(student, Apply) and student.op == "iff" else equated(student) or ()
    return next((side for side in sides if same_table(expected, side).right), None)


def _worked_out(expected: Expr, student: Expr) -> Expr | None:
    """The end of a chain that works out what was asked for, each side with its truth table."""
    match student:
        case Apply("iff", sides) | Chain(sides, ("equiv" | "=", *_)) if len(sides) > 1:
            ours = kind_of(expected) == "logic" and all(same_table(expected, side).right for side in sides)
            return sides[-1] if ours and not same_table(expected, student).right else None
    return None


def _of_propositions(expr: Expr) -> bool:
    match expr:
        case Chain(parts) | Apply("sequence", parts):
            return all(is_proposition(part) for part in parts)
    return False
