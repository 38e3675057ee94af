"""What a student may see of a result. Redacted before anything is rendered, so that no page can hold the key."""

from __future__ import annotations

from collections.abc import Mapping

from grader.exercise.model import Assignment, Part, Reveal
from grader.late import replace
from grader.marking.feedback import answer_result, sentence
from grader.values import AnswerResult, Counterexample, Finding, PartResult, Result, Step, Verdict

SECRET = frozenset({"expected", "missing"})
"""Data that quote the key, whatever the finding. Sentences do without them."""
SECRET_OF: dict[str, frozenset[str]] = {
    "concept-not-found": frozenset({"name"}),
    "concept-negated": frozenset({"name"}),
    "concept-of-another": frozenset({"name"}),
    "concept-forbidden": frozenset({"name"}),
    "solutions-lost": frozenset({"values"}),
    "end-should-belong": frozenset({"end"}),
    "end-should-not-belong": frozenset({"end"}),
    "near-factor": frozenset({"factor"}),
    "near-constant": frozenset({"constant"}),
    "near-inner-derivative": frozenset({"factor"}),
}
"""Data from which the key can be had, by finding."""
ELSEWHERE = "perhaps-elsewhere"
RUBRIC = frozenset({"concept-found", "concept-seen", "concept-hint"})
"""Findings in which the author's rubric speaks."""


def redact(result: Result, assignment: Assignment, handed_in: bool = True) -> Result:
    """The result as its student may see it, by the `reveal` of each part. Before it is handed in (by `check`, on
    the page) the rubric of a text is not quoted: whoever tried words would be told it."""
    parts: dict[str, Part] = {part.id: part for part in assignment.parts}
    shown = (_part(part, parts, result.language) for part in result.parts)
    if not handed_in:
        shown = (_before(part, parts, result.language) for part in shown)
    return replace(result, parts=tuple(shown))


def _before(part: PartResult, parts: Mapping[str, Part], language: str) -> PartResult:
    """Without what a rubric says; where the solution is shown, nothing is left to hide. What stands under no label
    the student can still put under one."""
    own = parts.get(part.part)
    if own is not None and own.reveal == "solution":
        return part
    answers = tuple(_answer_before(answer, language) for answer in part.answers)
    return _without_unused(replace(part, answers=answers))


def _answer_before(answer: AnswerResult, language: str) -> AnswerResult:
    findings = answer.verdict.findings
    if not any(finding.code in RUBRIC or finding.code == ELSEWHERE for finding in findings):
        return answer
    bare = tuple(_said_before(finding) for finding in findings if finding.code != "concept-hint")
    return answer_result(answer.name, replace(answer.verdict, findings=bare), language)


def _said_before(finding: Finding) -> Finding:
    if finding.code == ELSEWHERE:
        return Finding("label-missing")
    return _emptied(finding, frozenset({"name"})) if finding.code in RUBRIC else finding


def _part(part: PartResult, parts: Mapping[str, Part], language: str) -> PartResult:
    own = parts.get(part.part)
    level: Reveal = own.reveal if own else "outcome"
    match level:
        case "solution":
            return part
        case "feedback":
            answers = tuple(_feedback(answer, language) for answer in part.answers)
            return _without_unused(replace(part, answers=answers, solution=""))
        case _:
            answers = tuple(_outcome(answer, language) for answer in part.answers)
            # What a person says to the student, the student may see.
            return _without_unused(replace(part, answers=answers, solution="", feedback=()))


def _without_unused(part: PartResult) -> PartResult:
    """Only the formulas that still stand in a text of the part: one of what was taken out may be the key."""
    messages = (text for each in part.answers for text in (each.message, *each.hints, *each.step_messages))
    texts = (part.question, *part.remarks, *messages)
    used = tuple(pair for pair in part.formulas if any(pair[0] in text for text in texts))
    return replace(part, formulas=used)


def _outcome(answer: AnswerResult, language: str) -> AnswerResult:
    """Only what became of it; how it was read stays, for that is the student's own."""
    verdict = answer.verdict
    elsewhere = any(finding.code == ELSEWHERE for finding in verdict.findings)
    unread = verdict.findings if elsewhere or verdict.outcome in ("unreadable", "missing") else ()
    told = unread or (Finding(f"outcome-{verdict.outcome}", "note"),)
    bare = replace(verdict, findings=told, counterexample=None, steps=(), working=(), suggested=None, by="")
    return AnswerResult(answer.name, bare, sentence(told[0], language))


def _feedback(answer: AnswerResult, language: str) -> AnswerResult:
    """All but the key: its values at a point, and what findings quote of it."""
    verdict = answer.verdict
    bare: Verdict = replace(
        verdict,
        findings=tuple(map(_unquoted, verdict.findings)),
        counterexample=verdict.counterexample if verdict.steps else _own_side(verdict.counterexample),
        steps=tuple(_step(step) for step in verdict.steps),
        working=tuple(_step(step) for step in verdict.working),
    )
    return answer_result(answer.name, bare, language)


def _step(step: Step) -> Step:
    return replace(step, findings=tuple(map(_unquoted, step.findings)))


def _unquoted(finding: Finding) -> Finding:
    return _emptied(finding, SECRET | SECRET_OF.get(finding.code, frozenset()))


def _emptied(finding: Finding, secret: frozenset[str]) -> Finding:
    return replace(finding, data=tuple((name, "" if name in secret else value) for name, value in finding.data))


def _own_side(witness: Counterexample | None) -> Counterexample | None:
    """A counterexample without the value of the key. (In a derivation both sides are the student's own.)"""
    return None if witness is None or not witness.at else replace(witness, expected="")
