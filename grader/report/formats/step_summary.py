"""The summary of a run as GitHub shows it below a job: Markdown in which nothing that others wrote is Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.late import pattern
from grader.report.clean import clean, cut
from grader.report.numbers import shown
from grader.report.words import SIGNS, words_of
from grader.values import ClassResults, PartResult, Result

MOST_BYTES = 900_000
"""GitHub takes 1 MiB a step."""
MESSAGE = 300
LINKED = pattern(r"(?<=[@#])(?=\w)|(?<=:)(?=/)|(?<=www)(?=\.)", re.IGNORECASE)
"""Places within what is made a link: `@name`, `a@b.org`, `#1`, `http://`, `www.`."""


def document(results: ClassResults) -> str:
    """One table a hand-in, at most as many as GitHub takes. The results must be redacted: anybody may read it."""
    made = [f"## {text(results.title)}\n"]
    made += [f"- {text(cut(problem, MESSAGE))}\n" for problem in results.problems]
    size = sum(map(len, made))
    left = 0
    for one in results.students:
        table = "".join(_table(one))
        size += len(table.encode())
        if size > MOST_BYTES:
            left += 1
        else:
            made.append(table)
    return "\n".join([*made, *([f"{left} more hand-ins are in the report.\n"] if left else [])])


def _table(result: Result) -> Iterator[str]:
    words = words_of(result.language)
    open_points = words.open_points.replace("{points}", shown(result.open_points))
    still = f" ({text(open_points)})" if result.open_points else ""
    yield f"### {text(result.student)}: {shown(result.points)} / {shown(result.max_points)}{still}\n\n"
    yield "| | | | |\n|---|---|---|---|\n"
    for part in result.parts:
        points = "…" if part.points is None else shown(part.points)
        sign = SIGNS[part.outcome].unicode
        yield f"| {text(part.part)} | {sign} {words.outcomes[part.outcome]} | {points} / {shown(part.max_points)} "
        yield f"| {_said(part)} |\n"
    for note in result.notes:
        yield f"\n{text(cut(note, MESSAGE))}\n"


def _said(part: PartResult) -> str:
    if part.outcome in ("correct", "missing"):
        return ""
    told = [f"{each.name}: {each.message}" if each.name else each.message for each in part.answers if each.message]
    return "<br>".join(text(cut(one, MESSAGE)) for one in [*told, *part.remarks])


def text(raw: str) -> str:
    """Text that is shown as it is: all that Markdown or HTML might read is spelled as a character reference, which
    Markdown never takes for structure or mathematics. GitHub looks for mentions and addresses once more when that
    is done: a character that shows nothing stands in the middle of them."""
    apart = LINKED.sub("\u200b", clean(raw))
    return "".join(char if char.isalnum() or char == " " else f"&#{ord(char)};" for char in apart)
