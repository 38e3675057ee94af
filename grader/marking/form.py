"""A result for its form alone: which parts are answered, and how each formula was read. Nothing is left of what
became of an answer, so nothing of it can show."""

from __future__ import annotations

from collections.abc import Iterator

from grader.late import replace
from grader.marking.feedback import answer_result
from grader.marking.working import CONTINUES
from grader.values import Finding, Outcome, PartResult, Result, Step, Verdict


def form(result: Result) -> Result:
    """The parts are `missing`, `unreadable` where a formula is, else `undecided`; the steps of their only answer
    are the formulas as they were read when they were checked, `follows` or `unreadable`."""
    return replace(result, parts=tuple(_part(part, result.language) for part in result.parts))


def _part(part: PartResult, language: str) -> PartResult:
    steps: dict[tuple[int, str], Step] = {}
    for step in (each for answer in part.answers for each in _steps(answer.verdict)):
        steps.setdefault((step.line, step.read_as or step.text), step)
    found = tuple(sorted(steps.values(), key=lambda step: step.line))
    outcome: Outcome = "unreadable" if any(step.outcome == "unreadable" for step in found) else "undecided"
    if part.outcome == "missing":
        outcome = "missing"
    verdict = Verdict(outcome, None, "form", findings=_told(part), steps=found, line=part.line)
    bare = PartResult(part.part, outcome, None, part.max_points, raw=part.raw, line=part.line, doubts=part.doubts)
    return replace(bare, answers=(answer_result("", verdict, language),))


def _told(part: PartResult) -> tuple[Finding, ...]:
    """What is said of a part under whose label nothing stands."""
    return () if part.raw or not part.answers else part.answers[0].verdict.findings[:1]


def _steps(verdict: Verdict) -> Iterator[Step]:
    """The formulas of an answer: its lines, and the value that counted."""
    for step in verdict.lines:
        if step.outcome == "unreadable":
            yield Step(step.line, step.text, "unreadable", step.findings)
        elif step.read_as and (step.text != verdict.text or verdict.steps):
            sign = f"{step.text[0]} " if step.text.startswith(CONTINUES) else ""
            yield Step(step.line, step.text, "follows", (), sign + step.read_as)
    if not verdict.steps and verdict.outcome == "unreadable":
        yield Step(verdict.line, verdict.text, "unreadable", verdict.findings)
    elif not verdict.steps and verdict.read_as:
        yield Step(verdict.line, verdict.text, "follows", (), verdict.read_as)
