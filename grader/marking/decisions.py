"""What a person has decided holds for every equal answer: the same reading, or another one that certainly means the
same, in the same words. What was decided on an answer that waited says nothing of one that the program could mark,
and no decision on a text takes anything from a right answer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction

from grader.equivalence import Same, compare
from grader.exercise.model import Decision, NamedAnswer, Part
from grader.late import replace
from grader.limits import Budget
from grader.marking.feedback import answer_result
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.values import Answer, Finding, Outcome, PartResult, Piece, Verdict

SECONDS, ALL_SECONDS = 0.3, 1.0
"""For comparing one answer with one decision, and with all decisions on its part."""
READING = "…"
"""Stands for what was read among the words around it."""
READ = ("math", "display", "prose")
SIGNS = {"math": "$", "display": "$$", "struck": "~~", "code": "`"}
LONGEST = 2_000
"""Characters of a text that is read again to see whether it is all that was read."""


def reading(text: str, read_as: str, steps: Sequence[str]) -> str:
    """What an answer says, as far as grouping goes: its steps, else its reading, else its words without the blanks.
    Empty where nothing is known of it."""
    if steps:
        return "\n".join(" ".join(step.split()) for step in steps)
    return read_as.strip() or " ".join(text.split())


def reading_of(verdict: Verdict) -> str:
    """The same, of a verdict."""
    return reading(verdict.text, verdict.read_as, [step.text for step in verdict.steps])


def digest(said: str) -> str:
    """Stands for a long reading in a file."""
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:32]


def mark(said: str, around: str) -> str:
    """Stands for a reading with the words around it."""
    return digest(digest(said) + around if around else said)


def around(answer: Answer, verdict: Verdict, names: Names) -> str:
    """All the words of an answer, with `…` for what was read: two answers with one reading are not equal where one
    of them has words that the other has not. Formulas that were not read, or not all of them, stand as they are."""
    said = reading_of(verdict)
    written = [piece for piece in answer.pieces if piece.text.strip()]
    if _bare("".join(piece.text for piece in written)) == _bare(said):  # an answer in words
        return READING
    return " ".join(_worded(piece, said, names) for piece in written)


def _bare(text: str) -> str:
    return "".join(text.split())


def _worded(piece: Piece, said: str, names: Names) -> str:
    text = " ".join(piece.text.split())
    if piece.kind in READ and (text == said or (len(text) <= LONGEST and _reads(text, said, names))):
        return READING
    sign = SIGNS.get(piece.kind, "")
    return sign + text.replace(READING, "...") + sign


def _reads(text: str, said: str, names: Names) -> bool:
    """Whether a text is its reading and nothing was assumed or left out in it."""
    parsed = parse(text, names)
    return parsed.expr is not None and not parsed.findings and to_text(parsed.expr) == said


def comparable(wanted: NamedAnswer) -> bool:
    """Whether equal values deserve equal points: not where the form or the digits count."""
    return not any(getattr(wanted.kind, name, None) for name in ("form", "digits"))


def equal(left: str, right: str, part: Part, seconds: float = SECONDS) -> bool:
    """Whether two readings certainly mean the same, as far as the time goes."""
    if seconds <= 0:
        return False
    one, other = parse(left, part.names).expr, parse(right, part.names).expr
    if one is None or other is None:
        return False
    truth = compare(one, other, part.names, Budget.start(min(seconds, SECONDS)), "review")
    return isinstance(truth, Same) and truth.certain


def meaning(said: str, part: Part) -> str:
    """What readings that mean the same share, as far as the time goes; empty where it is not known."""
    from grader.equivalence.fingerprint import fingerprint

    expr = parse(said, part.names).expr
    found = None if expr is None else fingerprint(expr, part.names, part.id, Budget.start(SECONDS))
    return "" if found is None else found.key


def decided(part: Part, wanted: NamedAnswer, verdict: Verdict, answer: Answer) -> Decision | None:
    """The decision on this answer, the last where there are several: people may change their mind."""
    own = [one for one in reversed(part.decisions) if not one.student and one.answer == wanted.name]
    said = reading_of(verdict)
    if not own or not said or verdict.outcome in ("correct", "missing"):
        return None
    waits = bool(verdict.around)
    # What waited and can be marked by now stays as it was decided, unless an earlier part makes the difference.
    words = verdict.around or ("" if part.uses else around(answer, verdict, part.names))
    alone = not waits or words == READING
    own = [one for one in own if (one.around == words if one.around else alone or one.digest)]
    marks = (mark(said, words), digest(said) if alone else "")
    for one in own:
        if one.digest in marks if one.digest else one.text == said:
            return one
    if verdict.steps or not verdict.read_as or not comparable(wanted):
        return None
    budget = Budget.start(ALL_SECONDS)
    near = (one for one in own if one.text and (waits or not one.around))
    return next((one for one in near if equal(one.text, said, part, budget.left)), None)


def apply(verdict: Verdict, decision: Decision, most: Fraction) -> Verdict:
    """The verdict as the person decided it. What was found out stands behind where it says the same; a doubt or a
    promise that is settled is not repeated."""
    credit = min(decision.points / most, Fraction(1)) if most else Fraction(1)
    agrees = verdict.credit is not None and verdict.outcome == _outcome(credit)
    kept = (each for each in verdict.findings if agrees or each.level == "assumption")
    findings = (Finding("decided-by-person", "note"), *kept)
    return replace(
        verdict,
        outcome=_outcome(credit),
        credit=credit,
        by="person",
        findings=findings,
        counterexample=verdict.counterexample if agrees else None,
        steps=tuple(replace(one, findings=()) if one.outcome == "undecided" else one for one in verdict.steps),
        suggested=None,
    )


def override(part: Part, result: PartResult, student: str, language: str) -> PartResult:
    """The part's result with what a person decided for this one hand-in."""
    found = [one for one in part.decisions if one.student and one.student == student]
    if not found or result.outcome == "missing":
        return result
    decision = found[-1]
    credit = decision.points / part.points if part.points else Fraction(1)
    answers = tuple(
        answer_result(one.name, apply(one.verdict, replace(decision, points=credit), Fraction(1)), language)
        for one in result.answers
    )
    comments = tuple(dict.fromkeys(filter(None, (decision.comment, *result.comments))))
    return replace(result, outcome=_outcome(credit), points=decision.points, answers=answers, needs_person=False,
                   doubts=(), comments=comments)  # fmt: skip


def _outcome(credit: Fraction) -> Outcome:
    return "correct" if credit == 1 else "partial" if credit else "incorrect"
