"""Each part against its own samples, its model answers and its foreseen mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.answer.kind import Context, Kind
from grader.cases import answer_of
from grader.exercise.model import Mistake, NamedAnswer, Part, Sample
from grader.late import dataclass
from grader.limits import Budget
from grader.marking.scheme import mark_part
from grader.sentences import sentence
from grader.values import Answer, Finding, PartResult, Piece, Verdict

BY_STEPS = ("derivation", "text")
"""Kinds whose model answer is not handed in as it stands: samples show what is right."""
EXCERPT = 60
"""Characters of a sample that are quoted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that `grader test` tried: `what` it was, whether it went as the author says, and what came out."""

    part: str
    what: str
    passed: bool
    got: str
    file: str
    line: int


def trial(part: Part) -> Iterator[Check]:
    """A part against its own samples, model answers and foreseen mistakes, one check at a time."""
    for sample in part.samples:
        result = mark_part(part, answer_of(sample.text))
        passed = _as_wanted(part, sample, result)
        what = f"{sample.want} sample {_excerpt(sample.text)}"
        got = f"wanted {_wanted(part, sample)}, got {_got(result)}"
        yield Check(part.id, what, passed, got, part.file, sample.line)
    for wanted in part.answers:
        yield from _model(part, wanted)
        yield from (_mistake(part, wanted, mistake) for mistake in wanted.mistakes if mistake.text)
        yield from _told_apart(part, wanted)


def _excerpt(text: str) -> str:
    """A sample as a line of output quotes it."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= EXCERPT else line[: EXCERPT - 1] + '…'}`"


def _wanted(part: Part, sample: Sample) -> str:
    """What a sample must earn, for the author."""
    if sample.points is not None:
        return f"{sample.points} of {part.points} points"
    return {
        "correct": f"{part.points} of {part.points} points",
        "partial": "some of the points",
        "incorrect": "0 points",
    }[sample.want]


def _as_wanted(part: Part, sample: Sample, result: PartResult) -> bool:
    """Whether a sample earned what it must. A correct one may wait for a person where a text is part of the answer,
    as long as nothing in it was marked wrong."""
    points = result.points
    if sample.points is not None:
        return points == sample.points
    pairs = zip(part.answers, result.answers, strict=True)
    decided = [each.verdict for wanted, each in pairs if kind_name(wanted.kind) != "text"]
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
        + (f" ({each.message})" if each.verdict.outcome != "correct" and each.message else _read_as(each.verdict))
        for each in result.answers
    )
    return f"{points} of {result.max_points} points: {answers}"


def _read_as(verdict: Verdict) -> str:
    return f", read as `{verdict.read_as}`" if verdict.read_as else ""


def _model(part: Part, wanted: NamedAnswer) -> Iterator[Check]:
    """The model answer, handed in as typed, must earn full marks."""
    if wanted.expected and kind_name(wanted.kind) not in BY_STEPS:
        verdict = handed_in(part, wanted.kind, wanted.expected)
        got = verdict.outcome if verdict.outcome == "correct" else f"{verdict.outcome}: {reason(verdict)}"
        what = named("the model answer", wanted)
        yield Check(part.id, what, accepted(verdict), got, part.file, wanted.line)


def _mistake(part: Part, wanted: NamedAnswer, mistake: Mistake) -> Check:
    """A foreseen mistake must not be right, and must be known again when it is handed in."""
    verdict = handed_in(part, wanted.kind, mistake.text)
    known = handed_in(part, mistake.kind, mistake.text)
    passed = verdict.outcome != "correct" and known.outcome == "correct"
    got = f"{verdict.outcome} as answer, {known.outcome} as mistake"
    return Check(part.id, named(f"the mistake {mistake.text}", wanted), passed, got, part.file, mistake.line)


def accepted(verdict: Verdict) -> bool:
    """Whether the exercise takes its own model answer. One that is exact where digits are asked for is the
    best that an author can write: students must round it."""
    rounds = verdict.outcome == "partial" and verdict.findings[:1] and verdict.findings[0].code == "not-a-decimal"
    return verdict.outcome == "correct" or bool(rounds)


def _told_apart(part: Part, wanted: NamedAnswer) -> Iterator[Check]:
    """A mistake that an earlier one is already never gets to say its word."""
    for number, later in enumerate(wanted.mistakes):
        for first in wanted.mistakes[:number] if later.text else ():
            if handed_in(part, first.kind, later.text).outcome == "correct":
                what = named(f"the mistake {later.text}", wanted)
                got = f"the same as the mistake in line {first.line}, which comes first"
                yield Check(part.id, what, False, got, part.file, later.line)


def handed_in(part: Part, kind: Kind, text: str) -> Verdict:
    answer = Answer((Piece("math", text),), text)
    return kind.check(answer, Context(part.names, Budget.start(), part.id, question=part.question, part=part.id))


def reason(verdict: Verdict) -> str:
    return sentence(verdict.findings[0] if verdict.findings else Finding("outcome-undecided"))


def named(what: str, wanted: NamedAnswer) -> str:
    return f"{what} ({wanted.name})" if wanted.name else what


def kind_name(kind: Kind) -> str:
    return type(kind).__name__.lower()
