"""One line of `compare --cases`: an answer block, what a student wrote, and the verdict as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.answer.block import read_block
from grader.answer.claim.prose.declined import unless_declined
from grader.answer.kind import Context, Kind
from grader.limits import PART_CHARACTERS, Budget
from grader.notation.cut import cut
from grader.notation.memo import Memo
from grader.notation.names import Names, read_names
from grader.values import Answer, Finding, Piece, Step, Verdict

STRIKE = "~~"
DELIMITERS = ("$", "\\(", "\\[", "\\begin{align", "\\begin{equation", "\\begin{gather", "\\begin{multline", STRIKE)
"""What says that a text has words and formulas, or words struck out; without one of them it is one formula."""
_NOTATIONS, _QUESTIONS = Memo(16), Memo(64)


def compare_case(row: Mapping[str, Any], show: bool = False) -> dict[str, Any]:
    """`{"id", "answer", "student", "notation"?}` -> `{"id", "outcome", "credit", "certain", "by", "message",
    "counterexample", "steps"}`. A block or notation with a mistake is undecided: no one can mark by it. Hints on
    what is wrong with a formula are only looked for where a person will read the message (`show`)."""
    names, kind, errors = _question(row.get("notation"), row.get("answer"))
    if kind is None or errors:
        verdict = Verdict("undecided", None, "block", findings=tuple(errors))
    else:
        context = Context(names, Budget.start(), "case", show=show)
        answer = answer_of(str(row.get("student", "")))
        verdict = unless_declined(kind.check(answer, context), answer)
    return {"id": row.get("id"), **as_data(verdict)}


def _question(notation: object, block: object) -> tuple[Names, Kind | None, list[Finding]]:
    """The names and the kind of a case, with the mistakes in them: one question often has many answers, and many
    questions have one notation."""

    def read() -> tuple[Names, Kind | None, list[Finding]]:
        names, complaints = _NOTATIONS.of(repr(notation), lambda: read_names(notation))
        kind, faults = read_block(block, names)
        return names, kind, [item for item in (*complaints, *faults) if item.level == "error"]

    return _QUESTIONS.of(repr((notation, block)), read)


def answer_of(text: str) -> Answer:
    """A text typed into a box: one formula, or words with formulas between delimiters. What is longer than a part
    may be is not looked into."""
    marks = [mark for mark in DELIMITERS if mark in text] if len(text) <= PART_CHARACTERS else []
    pieces = cut(text) if marks else ()
    if pieces and not (marks == [STRIKE] and pieces[0].text == text):  # `~~p` negates twice
        return Answer(pieces, text)
    return Answer((Piece("math", text),), text)


def as_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict as JSON can hold it."""
    example = verdict.counterexample
    return {
        "outcome": verdict.outcome,
        "credit": None if verdict.credit is None else float(verdict.credit),
        "certain": verdict.certain,
        "by": verdict.by,
        "message": message(verdict.findings),
        "counterexample": example
        and {"at": dict(example.at), "expected": example.expected, "student": example.student},
        "steps": [step_data(step) for step in verdict.steps],
    }


def step_data(step: Step) -> dict[str, Any]:
    return {"line": step.line, "text": step.text, "outcome": step.outcome, "message": message(step.findings)}


def message(findings: tuple[Finding, ...], language: str = "en") -> str:
    """The sentences of all findings, the deciding one first."""
    from grader.marking.feedback import sentence

    return " ".join(filter(None, (sentence(item, language) for item in findings)))
