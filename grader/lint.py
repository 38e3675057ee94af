"""An exercise against itself: its mistakes of spelling, and whether it marks its own samples as its author says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from grader.answer.kind import Context
from grader.cases import answer_of
from grader.errors import Problem
from grader.exercise.load import read
from grader.exercise.model import Assignment, NamedAnswer, Part, Sample
from grader.limits import Budget
from grader.marking.scheme import mark_part
from grader.values import Answer, PartResult, Piece


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
    """All mistakes and warnings of an exercise file or folder. Nothing is marked."""
    assignment, problems = read(Path(path))
    warnings = assignment.warnings if assignment else ()
    return Linted(None if problems else assignment, tuple(problems), warnings)


def test(assignment: Assignment) -> Iterator[Check]:
    """Each part against its own samples, its model answers and its foreseen mistakes, one check at a time."""
    for part in assignment.parts:
        for sample in part.samples:
            yield _sample(part, sample, assignment.language)
        for wanted in part.answers:
            yield from _model(part, wanted)
            yield from _mistakes(part, wanted)


def _sample(part: Part, sample: Sample, language: str) -> Check:
    result = mark_part(part, answer_of(sample.text), language)
    what = f"{sample.want} sample"
    return Check(part.id, what, _as_wanted(sample, result), _got(result), part.file, sample.line)


def _as_wanted(sample: Sample, result: PartResult) -> bool:
    """Whether a sample earned what it must. A correct one may wait for a person where a text is part of the answer,
    as long as nothing in it was marked wrong."""
    points = result.points
    if sample.points is not None:
        return points == sample.points
    match sample.want:
        case "correct":
            decided = [each.verdict.outcome for each in result.answers if each.verdict.by != "text"]
            return result.outcome == "correct" or (points is None and set(decided) <= {"correct"})
        case "incorrect":
            return points == 0
        case "partial":
            some = [each.verdict.credit or Fraction(0) for each in result.answers if each.verdict.by != "text"]
            if points is None:
                return any(some) and any(credit < 1 for credit in some)
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
    """The model answer, handed in as typed, must earn full marks. Derivations and texts have none to hand in."""
    if not wanted.expected or _kind_of(wanted) in ("derivation", "text"):
        return
    verdict = wanted.kind.check(_typed(wanted.expected), Context(part.names, Budget.start(), part.id))
    got = f"{verdict.outcome} by {verdict.by}"
    yield Check(part.id, _named("the model answer", wanted), verdict.outcome == "correct", got, part.file, part.line)


def _mistakes(part: Part, wanted: NamedAnswer) -> Iterator[Check]:
    """A foreseen mistake must not be right, and must be known again when it is handed in."""
    for mistake in wanted.mistakes:
        if not mistake.text:
            continue
        context = Context(part.names, Budget.start(), part.id)
        verdict = wanted.kind.check(_typed(mistake.text), context)
        known = mistake.kind.check(_typed(mistake.text), context)
        passed = verdict.outcome != "correct" and known.outcome == "correct"
        what = _named(f"the mistake {mistake.text}", wanted)
        got = f"{verdict.outcome} as answer, {known.outcome} as mistake"
        yield Check(part.id, what, passed, got, part.file, part.line)


def _named(what: str, wanted: NamedAnswer) -> str:
    return f"{what} ({wanted.name})" if wanted.name else what


def _kind_of(wanted: NamedAnswer) -> str:
    return type(wanted.kind).__name__.lower()


def _typed(text: str) -> Answer:
    return Answer((Piece("math", text),), text)
