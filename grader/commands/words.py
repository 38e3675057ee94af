"""Results in words that a terminal can show: no formula between dollar signs."""

from __future__ import annotations

from grader.exercise.model import Assignment, Part
from grader.exercise.typeset import spoken as said
from grader.late import replace
from grader.values import AnswerResult, PartResult, Result


def spoken(result: Result, assignment: Assignment) -> Result:
    """A hand-in whose texts of the author can be read without typesetting."""
    known = {part.id: part for part in assignment.parts}
    parts = (spoken_part(one, known[one.part]) if one.part in known else one for one in result.parts)
    return replace(result, parts=tuple(parts))


def spoken_part(result: PartResult, part: Part) -> PartResult:
    """The same for one part."""

    def hints(answer: AnswerResult) -> AnswerResult:
        return replace(answer, hints=tuple(said(hint, part.names) for hint in answer.hints))

    return replace(
        result,
        answers=tuple(map(hints, result.answers)),
        feedback=tuple(said(text, part.names) for text in result.feedback),
        comments=tuple(said(text, part.names) for text in result.comments),
        solution=said(result.solution, part.names),
        question=said(result.question, part.names),
    )
