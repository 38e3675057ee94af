"""A hand-in looked at for its form alone: which parts are answered, and how each formula is read. The answers of
the exercise are never asked, so nothing of them can show."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.answer.claim.statements import statements
from grader.errors import LimitError
from grader.exercise.model import Part
from grader.marking.feedback import answer_result
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.values import Answer, Finding, Outcome, PartResult, Step, Verdict


def form_part(
    part: Part, answer: Answer | None, language: str, _earlier: object, twice: tuple[int, ...], _seed: str
) -> PartResult:
    """In place of `scheme.mark_part`: `missing`, `unreadable` where a formula is, else `undecided`; its steps are
    the formulas, `follows` or `unreadable`."""
    if answer is None:
        verdict = Verdict("missing", Fraction(0), "form", findings=(Finding("nothing-handed-in"),))
        return PartResult(part.id, "missing", None, part.points, (answer_result("", verdict, language),))
    steps = tuple(_steps(answer, part.names))
    unread = any(step.outcome == "unreadable" for step in steps)
    told = (Finding("answered-twice", data=(("lines", ", ".join(map(str, twice))),)),) if twice else ()
    outcome: Outcome = "unreadable" if unread else "undecided"
    verdict = Verdict(outcome, None, "form", findings=told, steps=steps, line=answer.line)
    shown = answer_result("", verdict, language)
    return PartResult(part.id, verdict.outcome, None, part.points, (shown,), raw=answer.raw, line=answer.line)


def _steps(answer: Answer, names: Names) -> Iterator[Step]:
    try:
        claimed = statements(answer, names)
    except LimitError as fault:
        yield Step(answer.line, "", "unreadable", (Finding("limit-met", data=(("limit", fault.limit),)),))
        return
    for claim in claimed:
        parsed = parse(claim.text, names)
        faults = tuple(f for f in parsed.findings if not (claim.continues and f.code == "leading-relation"))
        if parsed.expr is None:
            yield Step(claim.line, claim.text, "unreadable", faults)
        else:
            yield Step(claim.line, claim.text, "follows", faults, to_text(parsed.expr))
