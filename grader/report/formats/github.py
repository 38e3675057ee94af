"""Annotations for GitHub: workflow commands at the student's own lines, the most important first.

A student's text can only stand within one of our commands, never begin a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.report.clean import clean, cut
from grader.report.place import place
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
    problems = list(results.problems)
    found = [
        (URGENCY[answer.verdict.outcome], one, part, answer)
        for one in results.students
        for part in one.parts
        for answer in part.answers
        if answer.verdict.outcome in URGENCY
    ]
    found.sort(key=lambda entry: entry[0])
    told = [f"::error title=not graded::{_data(cut(problem, 400))}" for problem in problems]
    told += [_command(one, part, answer) for _, one, part, answer in found]
    most = MOST if len(told) <= MOST else MOST - 1
    yield from told[:most]
    if len(told) > most:
        yield f"::notice title=grader::{len(told) - most} more remarks are in the report."


def _command(result: Result, part: PartResult, answer: AnswerResult) -> str:
    verdict = answer.verdict
    where = _where(result, part, answer) if verdict.outcome != "missing" else ""
    title = f"{part.part} {answer.name}".strip()
    foreseen = verdict.findings and verdict.findings[0].code == "foreseen-mistake"
    message = " ".join([answer.message or verdict.outcome, *(part.feedback if foreseen else ())])
    return f"::{LEVEL[verdict.outcome]} {where}title={_property(title)}::{_data(cut(message, 400))}"


def _where(result: Result, part: PartResult, answer: AnswerResult) -> str:
    """The file, line and columns: of the first step that does not follow, else of the formula that counted. The
    file alone where the part has no place in it."""
    verdict = answer.verdict
    if not part.line:
        return f"file={_property(result.source)},"
    wrong = next((step for step in verdict.steps if step.outcome == "does_not_follow"), None)
    spot = place(part, wrong.line, wrong.text) if wrong else place(part, verdict.line, verdict.text)
    columns = f"col={spot.column},endColumn={spot.column + spot.length}," if spot.column else ""
    return f"file={_property(result.source)},line={spot.line},{columns}"


def _data(text: str) -> str:
    """Escaped as GitHub reads it; no line break and no second `::` is left."""
    escaped = clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("::", ":%3A").replace("##[", "## [")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
