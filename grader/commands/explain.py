"""`grader explain`: how one part of one hand-in was decided, value by value, for the instructor."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.batch.run import grade_file
from grader.commands.console import Console
from grader.commands.parts import part_named
from grader.exercise.load import load
from grader.exercise.model import NamedAnswer, Part
from grader.marking.reveal import redact
from grader.report.clean import as_typed, clean
from grader.report.numbers import shown
from grader.report.words import ENGLISH, worth
from grader.values import AnswerResult, Counterexample, Finding, PartResult, Step


def execute(args: argparse.Namespace, console: Console) -> int:
    """Prints the trace; 0. GraderError for usage and files that cannot be read."""
    assignment = load(Path(args.exercises))
    part = part_named(assignment, args.part)
    result = grade_file(assignment, Path(args.submission))
    marked, seen = (
        next(one for one in each.parts if one.part == part.id) for each in (result, redact(result, assignment))
    )
    for line in (*_text(marked, args.submission), *_answers(part, marked, seen), *_points(marked, result.notes)):
        console.out(line)
    return 0


def _text(marked: PartResult, file: str) -> Iterator[str]:
    yield f"part {marked.part} of {clean(file)}"
    if not marked.raw:
        yield "  no text was found for it"
        return
    yield ""
    yield "text, as it stands in the file"
    for number, line in enumerate(marked.raw.split("\n"), start=marked.line):
        if line.strip():
            yield f"  {number:>5} | {clean(line, keep='	')}"
    yield ""
    yield "cut into pieces"
    for piece in marked.pieces:
        yield f"  {piece.line}:{piece.column} {piece.kind}: {clean(' '.join(piece.text.split()))}"


def _answers(part: Part, marked: PartResult, seen: PartResult) -> Iterator[str]:
    for wanted, answer, told in zip(part.answers, marked.answers, seen.answers, strict=True):
        yield ""
        yield f"answer {wanted.name or '(the only one)'}, {worth(wanted.points, ENGLISH)}"
        yield from _wanted(wanted)
        yield from _verdict(answer)
        # Without what would tell the key: so it stands on the student's page.
        yield from (f"  said to the student: {clean(text)}" for text in (told.message, *told.hints) if text)


def _wanted(wanted: NamedAnswer) -> Iterator[str]:
    yield f"  kind: {type(wanted.kind).__name__.lower()}"
    yield f"  expected: {clean(wanted.expected)}"
    for mistake in wanted.mistakes:
        yield f"  foreseen mistake: {clean(mistake.text)} (credit {mistake.credit})"


def _verdict(answer: AnswerResult) -> Iterator[str]:
    verdict = answer.verdict
    yield f"  what counted, line {verdict.line}: {clean(' '.join(verdict.text.split()))}"
    if verdict.read_as:
        yield f"  read as: {as_typed(verdict.read_as)}"
    for step, message in zip(verdict.lines, [*answer.step_messages, *[""] * len(verdict.lines)], strict=False):
        yield from _step(step, message)
    credit = "a person decides" if verdict.credit is None else f"credit {verdict.credit}"
    surety = "proved" if verdict.certain else "not proved"
    yield f"  verdict: {verdict.outcome}, {credit}, by {verdict.by}, {surety}"
    yield from _findings(verdict.findings, "  ")
    yield from _evidence(verdict.counterexample, "  ")


def _step(step: Step, message: str) -> Iterator[str]:
    yield f"  statement, line {step.line}: {clean(' '.join(step.text.split()))}"
    if step.read_as:
        yield f"    read as: {as_typed(step.read_as)}"
    yield f"    {step.outcome}" + (f": {as_typed(message)}" if message else "")
    yield from _findings(step.findings, "    ")
    yield from _evidence(step.counterexample, "    ")


def _findings(findings: Iterable[Finding], indent: str) -> Iterator[str]:
    for one in findings:
        where = f" at {one.span.start} to {one.span.end}" if one.span else ""
        data = "".join(f", {name} {clean(value)}" for name, value in one.data)
        yield f"{indent}finding: {one.code} ({one.level}){where}{data}"


def _evidence(found: Counterexample | None, indent: str) -> Iterator[str]:
    if found:
        where = ", ".join(f"{clean(name)} = {clean(value)}" for name, value in found.at) or "as it stands"
        yield f"{indent}evidence: {where}: expected {clean(found.expected)}, here {clean(found.student)}"


def _points(marked: PartResult, notes: Iterable[str]) -> Iterator[str]:
    yield ""
    points = "open" if marked.points is None else shown(marked.points)
    yield f"{marked.outcome}: {points} of {worth(marked.max_points, ENGLISH)}"
    yield from (f"  left to a person: {clean(text)}" for text in marked.doubts)
    yield from (f"  a person's comment: {clean(text)}" for text in marked.comments)
    yield from (f"  feedback: {clean(text)}" for text in marked.feedback)
    for note in notes:
        yield f"  note on the hand-in: {clean(note)}"
