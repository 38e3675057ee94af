"""Annotations for GitHub: workflow commands at the student's own lines, the most important first.

A student's text can only stand within one of our commands, never begin a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.report.clean import clean, cut
from grader.values import AnswerResult, ClassResults, PartResult, Result

MOST = 10
"""More are not shown by GitHub; the last one says how many there are."""
URGENCY = {"incorrect": 0, "unreadable": 1, "partial": 2, "undecided": 3, "missing": 4}
LEVEL = {
    "incorrect": "error",
    "unreadable": "warning",
    "partial": "warning",
    "undecided": "notice",
    "missing": "notice",
}


def lines(results: ClassResults) -> Iterator[str]:
    """Workflow commands, one a line."""
    found = [
        (URGENCY[answer.verdict.outcome], one, part, answer)
        for one in results.students
        for part in one.parts
        for answer in part.answers
        if answer.verdict.outcome in URGENCY
    ]
    found.sort(key=lambda entry: entry[0])
    most = MOST if len(found) <= MOST else MOST - 1
    for _, one, part, answer in found[:most]:
        yield _command(one, part, answer)
    if len(found) > most:
        yield f"::notice title=grader::{len(found) - most} more remarks are in the report."
    for problem in results.problems[:MOST]:
        yield f"::error title=not graded::{_data(problem)}"


def _command(result: Result, part: PartResult, answer: AnswerResult) -> str:
    verdict = answer.verdict
    line = min((step.line for step in verdict.steps if step.outcome == "does_not_follow"), default=verdict.line)
    where = f"file={_property(result.source)},line={line}," if verdict.outcome != "missing" else ""
    title = f"{part.part} {answer.name}".strip()
    message = answer.message or verdict.outcome
    return f"::{LEVEL[verdict.outcome]} {where}title={_property(title)}::{_data(cut(message, 400))}"


def _data(text: str) -> str:
    """Escaped as GitHub reads it; no line break and no second `::` is left."""
    escaped = clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("::", ":%3A").replace("##[", "## [")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
