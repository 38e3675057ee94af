"""An exercise against itself: its mistakes of spelling, and whether it marks its own answers as its author says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from grader.answer.kind import Context, Kind
from grader.answer.kinds.derivation import Derivation
from grader.cases import answer_of
from grader.errors import Problem
from grader.exercise.load import read
from grader.exercise.model import Assignment, Mistake, NamedAnswer, Part, Sample
from grader.limits import Budget
from grader.marking.scheme import mark_part
from grader.sentences import sentence
from grader.values import Answer, Finding, PartResult, Piece, Verdict

BY_STEPS = ("derivation", "text")
"""Kinds whose model answer is not handed in as it stands: samples show what is right."""


@dataclass(frozen=True, slots=True)
class Linted:
    """`problems` make the files unusable, `warnings` are worth a look. `assignment` is None where nothing loads."""

    assignment: Assignment | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that `grader test` tried: `what` it was, whether it went as the author says, and what came out."""

    part: str
    what: str
    passed: bool
    got: str
    file: str
    line: int


def lint(path: Path | str) -> Linted:
    """All mistakes and warnings of an exercise file or folder. Samples are left to `test`."""
    assignment, problems = read(Path(path))
    warnings = list(assignment.warnings) if assignment else []
    for part in assignment.parts if assignment and not problems else ():
        for wanted in part.answers:
            problems += _contradictions(part, wanted)
            problems += _doubts(part, wanted)
            warnings += _wide(part, wanted)
    return Linted(None if problems else assignment, tuple(problems), tuple(warnings))


def test(assignment: Assignment) -> Iterator[Check]:
    """Each part against its own samples, its model answers and its foreseen mistakes, one check at a time."""
    for part in assignment.parts:
        for sample in part.samples:
            result = mark_part(part, answer_of(sample.text), assignment.language)
            passed = _as_wanted(part, sample, result)
            yield Check(part.id, f"{sample.want} sample", passed, _got(result), part.file, sample.line)
        for wanted in part.answers:
            yield from _model(part, wanted)
            yield from (_mistake(part, wanted, mistake) for mistake in wanted.mistakes if mistake.text)


def _contradictions(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """A model answer that its own exercise does not take, and a foreseen mistake that it takes as right."""
    where = f"Part {part.id}" + (f", {wanted.name}" if wanted.name else "")
    if wanted.expected and _kind_name(wanted.kind) not in BY_STEPS:
        verdict = _handed_in(part, wanted.kind, wanted.expected)
        if verdict.outcome != "correct":
            message = f"{where}: the model answer itself would be {verdict.outcome}: {_reason(verdict)}"
            yield Problem(part.file, wanted.line, wanted.column, message)
    for mistake in wanted.mistakes:
        if mistake.text and _handed_in(part, wanted.kind, mistake.text).outcome == "correct":
            message = f"{where}: the mistake {mistake.text} would be taken as right."
            yield Problem(part.file, mistake.line, 1, message)


def _doubts(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """What a kind sees only by comparing, and leaves out while loading."""
    for kind in (wanted.kind, *wanted.also):
        for finding in kind.doubts(part.names) if isinstance(kind, Derivation) else ():
            message = f"Part {part.id}{', ' * bool(wanted.name)}{wanted.name}: {sentence(finding)}"
            yield Problem(part.file, wanted.line, wanted.column, message)


def _wide(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """A tolerance as wide as the value itself."""
    if getattr(wanted.kind, "tolerance", None) is None or not wanted.expected:
        return
    exact = replace(wanted.kind, tolerance=None)  # type: ignore[type-var]
    zero = "0"
    if _handed_in(part, wanted.kind, zero).outcome == "correct" != _handed_in(part, exact, zero).outcome:
        message = f"Part {part.id}: the tolerance is as wide as the value: 0 would be accepted."
        yield Problem(part.file, wanted.line, wanted.column, message)


def _as_wanted(part: Part, sample: Sample, result: PartResult) -> bool:
    """Whether a sample earned what it must. A correct one may wait for a person where a text is part of the answer,
    as long as nothing in it was marked wrong."""
    points = result.points
    if sample.points is not None:
        return points == sample.points
    pairs = zip(part.answers, result.answers, strict=True)
    decided = [each.verdict for wanted, each in pairs if _kind_name(wanted.kind) != "text"]
    match sample.want:
        case "correct":
            waits = points is None and all(verdict.outcome == "correct" for verdict in decided)
            return result.outcome == "correct" or waits
        case "incorrect":
            return points == 0
        case "partial":
            credits = [verdict.credit or Fraction(0) for verdict in decided]
            if points is None:
                return any(credits) and any(credit < 1 for credit in credits)
            return 0 < points < result.max_points


def _got(result: PartResult) -> str:
    """What came out, for the author: points, and of each answer the outcome with its reason."""
    points = "open" if result.points is None else str(result.points)
    answers = "; ".join(
        f"{each.name + ': ' if each.name else ''}{each.verdict.outcome}"
        + (f" ({each.message})" if each.verdict.outcome != "correct" and each.message else "")
        for each in result.answers
    )
    return f"{points} of {result.max_points} points: {answers}"


def _model(part: Part, wanted: NamedAnswer) -> Iterator[Check]:
    """The model answer, handed in as typed, must earn full marks."""
    if wanted.expected and _kind_name(wanted.kind) not in BY_STEPS:
        verdict = _handed_in(part, wanted.kind, wanted.expected)
        got = verdict.outcome if verdict.outcome == "correct" else f"{verdict.outcome}: {_reason(verdict)}"
        what = _named("the model answer", wanted)
        yield Check(part.id, what, verdict.outcome == "correct", got, part.file, wanted.line)


def _mistake(part: Part, wanted: NamedAnswer, mistake: Mistake) -> Check:
    """A foreseen mistake must not be right, and must be known again when it is handed in."""
    verdict = _handed_in(part, wanted.kind, mistake.text)
    known = _handed_in(part, mistake.kind, mistake.text)
    passed = verdict.outcome != "correct" and known.outcome == "correct"
    got = f"{verdict.outcome} as answer, {known.outcome} as mistake"
    return Check(part.id, _named(f"the mistake {mistake.text}", wanted), passed, got, part.file, mistake.line)


def _handed_in(part: Part, kind: Kind, text: str) -> Verdict:
    answer = Answer((Piece("math", text),), text)
    return kind.check(answer, Context(part.names, Budget.start(), part.id))


def _reason(verdict: Verdict) -> str:
    return sentence(verdict.findings[0] if verdict.findings else Finding("outcome-undecided"))


def _named(what: str, wanted: NamedAnswer) -> str:
    return f"{what} ({wanted.name})" if wanted.name else what


def _kind_name(kind: Kind) -> str:
    return type(kind).__name__.lower()
