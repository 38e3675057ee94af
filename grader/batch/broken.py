"""What is left where checking was broken off or a file could not be read: open points; a person decides."""

from __future__ import annotations

from grader.exercise.model import Assignment, Part
from grader.marking.feedback import answer_result
from grader.sentences import sentence
from grader.values import Answer, Finding, PartResult, Result, Verdict


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


def unread(assignment: Assignment, student: str, source: str, why: str) -> Result:
    """A hand-in that could not be read: the student is not forgotten, and no part costs points until a person has
    looked. `why` is the sentence that says what is wrong with the file."""
    verdict = Verdict("unreadable", None, "reader", certain=False, findings=(Finding("handin-unread"),))
    language = assignment.language

    def open_part(part: Part) -> PartResult:
        answers = tuple(answer_result(wanted.name, verdict, language) for wanted in part.answers)
        return PartResult(part.id, "unreadable", None, part.points, answers, needs_person=True,
                          question=part.question, formulas=part.formulas)  # fmt: skip

    return Result(student, (), source, tuple(map(open_part, assignment.parts)), (why,), language)


def marks_alone(result: Result, why: str) -> Result:
    """What a page shows whose making broke off: the marks, and nothing that a student wrote."""
    parts = tuple(
        PartResult(part.part, part.outcome, part.points, part.max_points, needs_person=part.needs_person)
        for part in result.parts
    )
    note = sentence(Finding("page-broke-off", data=(("why", why),)), result.language)
    return Result(result.student, (), "", parts, (note,), result.language)


def broken_off(why: str) -> Finding:
    """The finding for a worker that hung or died: a limit, a signal or a fault of ours by name."""
    match why:
        case "ANSWER_KILL_SECONDS" | "SUBMISSION_SECONDS" | "ANSWER_BYTES":
            return Finding("limit-met", data=(("limit", why),))
        case _:
            return Finding("checking-broke-off", data=(("why", why),))
