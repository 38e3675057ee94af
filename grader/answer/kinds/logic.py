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
from grader.answer.match.alike import alike
from grader.answer.value.asked.restated import repeats
from grader.answer.value.formulas.normal_forms import NORMAL_FORMS, odd_clause
from grader.answer.value.formulas.truth_tables import equated, is_proposition, same_table
from grader.answer.value.formulas.written import in_form
from grader.answer.value.judgement import HALF, Judgement, finding, incorrect, partial, undecided
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import TRUTHS, kind_of
from grader.late import dataclass, pattern, replace
from grader.limits import PART_CHARACTERS
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Name, facts
from grader.values import Answer, Finding, Verdict

EITHER = pattern(r"(?i)\b(?:either|entweder)\b")
_SIMPLIFY = pattern(r"(?i)\b(?:simplif|vereinfach|normal ?form|minimi[sz]e)")
MOST_SIDES = 12
QUANTIFIED = pattern(
    r"\\forall|\\exists|[∀∃]|\b(?:for|für)\s+(?:all|some|every|any|each|alle|ein|jedes)\b", re.IGNORECASE
)
"""Quantifiers, which are not decided: they are taken off other answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """A proposition with the same truth table: `and`, `or`, `not`, `implies`, `iff`, `xor` and their signs.

    Up to twelve letters. Where the tables differ, the verdict gives values for which they do. With `form:
    as_written` it must also be written like the expected one, up to order; with `form: dnf` or `form: cnf` it is
    any disjunction of conjunctions of letters and negated ones, or any conjunction of disjunctions.
    Of a chain of equivalences, `not (p -> q) ≡ … ≡ p and not q`, the end counts where all of it holds.

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
    form: tuple[str, ...] = option(several("as_written", *NORMAL_FORMS), ())
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
            sides, key = _sides(student, known), proposition(expected, known)
            if (last := _worked_out(key, student, sides)) is not None:
                return judge(expected, last)
            if (broken := _of_chain(key, student, sides)) is not None:
                return broken
            if _of_propositions(student):  # `q <= p` may be an arrow, `p, q` may be meant together
                return undecided("truth table", finding("not-a-proposition"))
            if isinstance(expected, Name) and kind_of(student) not in ("logic", "expression", "number"):
                return alike(expected, student, context)
            if kind_of(student) not in ("logic", "expression"):
                return incorrect("shape", finding("other-shape", expected="logic", student=kind_of(student)))
            turned = other_letters(student, known)
            student = substituted(student, {name: Name(letter) for name, letter in turned.items()})
            judged = same_table(key, student)
            simplified = _SIMPLIFY.search(context.question) is not None
            doubt = _in_doubt(judged, key, student, sides, simplified) or (
                judged.outcome == "incorrect" and _of_words(key, student, chained, answer, told)
            )
            if doubt:
                return doubt
            if judged.right and QUANTIFIED.search(answer.raw[:PART_CHARACTERS]):
                return undecided("truth table", finding("not-a-proposition"))
            if judged.right and repeats(student, (key,), context.question, context.names, said):
                return undecided("restated", finding("question-restated"))
            judged = self._in_form(judged, student, expected, context)
            return judged.adding(finding("other-case", "note")) if turned else judged

        return check_statements(read, context, self.of, self.expected, judge)

    def _in_form(self, judged: Judgement, student: Expr, expected: Expr, context: Context) -> Judgement:
        for form in self.form if judged.right else ():
            if form in NORMAL_FORMS and (clause := odd_clause(form, student)):
                wrong = finding("not-normal-form", form=form.upper(), clause=clause)
                return partial(judged.by, self.nearly, wrong, certain=judged.certain)
        others = tuple(form for form in self.form if form not in NORMAL_FORMS)
        return in_form(judged, others, self.nearly, student, expected, None, context)


def _in_doubt(
    judged: Judgement, key: Expr, student: Expr, sides: tuple[Expr, ...], simplified: bool
) -> Judgement | None:
    """Why a chain of equivalences is for a person: one side is right, or only the whole, `p <=> q <=> q`; or that,
    where something was to be `simplified`, it says that this is true, `p <=> true`."""
    true = simplified and any(isinstance(side, Name) and side.id in TRUTHS for side in sides)
    said = len(sides) > 2 or (true and key not in sides[1:])
    if judged.right and said and facts(key).words.isdisjoint(("iff", "xor")):
        return undecided("truth table", finding("not-a-proposition"))
    side = _right_side(key, student, sides) if judged.outcome == "incorrect" else None
    return None if side is None else undecided("truth table", finding("right-beside-others", right=to_text(side)))


def _of_words(key: Expr, student: Expr, chained: bool, answer: Answer, told: str) -> Judgement | None:
    """Why a proposition that is wrong as it was read may be meant otherwise."""
    if chained and not isinstance(key, Name) and Chain not in facts(key).shapes:  # `not (p -> q) = p and not q`
        return undecided("truth table", finding("not-a-proposition"))
    words = "either" if _one_of(key, student, answer) else told
    return undecided("truth table", finding("words-in-answer", words=words)) if words else None


def _one_of(expected: Expr, student: Expr, answer: Answer) -> bool:
    """Whether `either p or q` is right if it leaves out both."""
    match student:
        case Apply("or", parts) if EITHER.search(answer.raw[:PART_CHARACTERS]):
            return same_table(expected, Apply("xor", parts)).right
    return False


def _sides(student: Expr, known: frozenset[str]) -> tuple[Expr, ...]:
    """What stands between the signs of a chain of equivalences, `p and q <=> q and p <=> …`."""
    match student:
        case Apply("iff", (left, right)):
            return (*(_sides(left, known) or (left,)), right)
        case Chain(sides, relations) if {"=", "equiv"}.issuperset(relations):
            return tuple(proposition(side, known) for side in sides)
    return ()


def _of_chain(expected: Expr, student: Expr, sides: tuple[Expr, ...]) -> Judgement | None:
    """What a chain says that does not hold, `xy + xy' = x + y`; None where its sides are no propositions."""
    if not isinstance(student, Chain) or not sides or _of_propositions(student):
        return None
    side = next((side for side in sides if same_table(expected, side).right), None)
    if side is not None:
        return undecided("truth table", finding("right-beside-others", right=to_text(side)))
    judged = same_table(expected, sides[-1])
    return judged if judged.outcome == "incorrect" else None


def _right_side(expected: Expr, student: Expr, sides: tuple[Expr, ...]) -> Expr | None:
    """The side that was asked for, of a chain that works it out: `not (p -> q) <=> p and not q`."""
    if isinstance(expected, Name) and expected in sides and len(sides) == 2:  # `p <=> q` says nothing of p
        return None
    return next((side for side in sides or equated(student) or () if same_table(expected, side).right), None)


def _worked_out(expected: Expr, student: Expr, sides: tuple[Expr, ...]) -> Expr | None:
    """The end of a chain of sides that have one truth table, which is not what the chain itself says. One of its
    signs may belong to a side: `p <-> q ≡ (p and q) or (not p and not q)`."""
    if not 1 < len(sides) <= MOST_SIDES or (len(sides) == 2 and same_table(expected, student).right):
        return None
    merged = ((*sides[:at], Apply("iff", sides[at : at + 2]), *sides[at + 2 :]) for at in range(len(sides) - 1))
    chains = (sides, *merged) if len(sides) > 2 else (sides,)
    return next((chain[-1] for chain in chains if all(same_table(chain[-1], each).right for each in chain)), None)


def _of_propositions(expr: Expr) -> bool:
    match expr:
        case Chain(parts) | Apply("sequence", parts):
            return all(is_proposition(part) for part in parts)
    return False
