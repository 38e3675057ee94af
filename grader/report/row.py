"""What the class page needs of one hand-in: small plain values, so that a class is counted without its results."""

from __future__ import annotations

from fractions import Fraction

from grader.late import dataclass
from grader.values import AnswerResult, Outcome, PartResult, Result


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer; of a derivation its first line that does not follow. `text` is as the student wrote it;
    nothing is `read_as` where nothing was read."""

    name: str
    read_as: str
    message: str
    mathml: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part. Where it `waits` for a person: why, and the share of the points that the program would propose."""

    part: str
    outcome: Outcome
    points: Fraction | None
    max_points: Fraction
    waits: bool = False
    why: str = ""
    suggested: Fraction | None = None
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One hand-in."""

    student: str
    points: Fraction
    max_points: Fraction
    open_points: Fraction
    parts: tuple[PartRow, ...]


def row(result: Result) -> Row:
    """What the class page needs of a result."""
    parts = tuple(map(_part, result.parts))
    return Row(result.student, result.points, result.max_points, result.open_points, parts)


def _part(part: PartResult) -> PartRow:
    wrong = [one for one in part.answers if one.verdict.outcome in ("incorrect", "partial")]
    mistakes = tuple(mistake for one in wrong if (mistake := _mistake(one)).read_as)
    waits = part.needs_person or part.points is None
    why, suggested = (_why(part), _suggested(part)) if waits else ("", None)
    return PartRow(part.part, part.outcome, part.points, part.max_points, waits, why, suggested, mistakes)


def _suggested(part: PartResult) -> Fraction | None:
    shares = [answer.verdict.suggested for answer in part.answers if answer.verdict.credit is None]
    return shares[0] if len(shares) == 1 else None


def _why(part: PartResult) -> str:
    """The sentence of the first answer that is open; of the marking scheme where all are decided."""
    open_answers = [one.message for one in part.answers if one.verdict.outcome in ("unreadable", "undecided")]
    return next(iter([*open_answers, *part.remarks]), "")


def _mistake(answer: AnswerResult) -> Mistake:
    """What was wrong: of a derivation its first line that does not follow, else the answer."""
    verdict = answer.verdict
    for step, message in zip(verdict.steps, answer.step_messages, strict=False):
        if step.outcome in ("does_not_follow", "implies_only", "implied_only"):
            return Mistake(answer.name, step.read_as, message or answer.message, step.mathml, step.text)
    if verdict.steps:
        return Mistake(answer.name, answer.message, answer.message)
    return Mistake(answer.name, verdict.read_as, answer.message, verdict.mathml, verdict.text)
