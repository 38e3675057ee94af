"""What is left of a part whose checking was broken off: the answer, and a person who decides."""

from __future__ import annotations

from grader.exercise.model import Part
from grader.marking.feedback import answer_result
from grader.values import Answer, Finding, PartResult, Verdict


def undecided(part: Part, answer: Answer, why: str, language: str) -> PartResult:
    """A part whose checking was broken off: nothing is lost of the answer, and a person decides."""
    finding = broken_off(why)
    verdict = Verdict("undecided", None, "limits", certain=False, findings=(finding,), line=answer.line)
    return PartResult(
        part=part.id,
        outcome="undecided",
        points=None,
        max_points=part.points,
        answers=tuple(answer_result(wanted.name, verdict, language) for wanted in part.answers),
        needs_person=True,
        question=part.question,
        raw=answer.raw,
        line=answer.line,
        pieces=answer.pieces,
        formulas=part.formulas,
    )


def broken_off(why: str) -> Finding:
    """The finding for a worker that hung or died: a limit, a signal or a fault of ours by name."""
    match why:
        case "ANSWER_KILL_SECONDS" | "SUBMISSION_SECONDS" | "ANSWER_BYTES":
            return Finding("limit-met", data=(("limit", why),))
        case _:
            return Finding("checking-broke-off", data=(("why", why),))
