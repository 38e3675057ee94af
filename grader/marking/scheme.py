"""A part and what was handed in for it -> points.

For each answer asked there is one ordered list: the right answer, other right answers, foreseen mistakes. The one
that earns most counts, the first of equals. Points are exact fractions. Where one answer is unreadable or undecided
the points of the part are open (None) and a person decides; what is known of the other answers is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer.kind import Context, Kind
from grader.exercise.model import NamedAnswer, Part
from grader.limits import Budget
from grader.marking.carry import carried
from grader.marking.feedback import answer_result, sentence
from grader.notation.names import Names
from grader.values import Answer, Finding, Outcome, PartResult, Verdict

OPEN: frozenset[Outcome] = frozenset({"unreadable", "undecided"})
"""Outcomes that a person has to look at."""

FULL = Fraction(1)
NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Marked:
    """One answer with its verdict, and what its author says to it."""

    verdict: Verdict
    feedback: tuple[str, ...] = ()


def mark_part(
    part: Part,
    answer: Answer | None,
    language: str = "en",
    earlier: Mapping[str, PartResult] | None = None,
    twice: tuple[int, ...] = (),
    seed: str = "",
) -> PartResult:
    """Marks one part. `earlier` are the results of the parts before, for errors carried forward; `twice` the lines
    at which the part was answered where that is more than one (then a person decides which counts)."""
    if answer is None:
        return _missing(part, language)
    marked = [_mark(part, wanted, answer, earlier or {}, f"{seed}:{part.id}", language) for wanted in part.answers]
    answers = tuple(
        answer_result(wanted.name, each.verdict, language)
        for wanted, each in zip(part.answers, marked, strict=True)
    )
    remarks = [remark for each in marked for remark in each.feedback]
    outcome, points = _sum(part, [each.verdict for each in marked])
    if twice:
        lines = Finding("answered-twice", data=(("lines", ", ".join(map(str, twice))),))
        remarks.insert(0, sentence(lines, language))
        outcome, points = "undecided", None
    return PartResult(
        part=part.id,
        outcome=outcome,
        points=points,
        max_points=part.points,
        answers=answers,
        needs_person=points is None,
        question=part.question,
        raw=answer.raw,
        line=answer.line,
        feedback=tuple(dict.fromkeys(remarks)),
        solution=_solution(part),
        pieces=answer.pieces,
        formulas=part.formulas,
    )


def _missing(part: Part, language: str) -> PartResult:
    verdict = Verdict("missing", NONE, "empty", findings=(Finding("nothing-handed-in"),))
    answers = tuple(answer_result(wanted.name, verdict, language) for wanted in part.answers)
    return PartResult(
        part.id, "missing", NONE, part.points, answers,
        question=part.question, solution=_solution(part), formulas=part.formulas,
    )  # fmt: skip


def _solution(part: Part) -> str:
    """What may be shown as solution: nothing unless the exercise says so."""
    if part.reveal != "solution":
        return ""
    return part.solution or "; ".join(f"{a.name}: {a.expected}" if a.name else a.expected for a in part.answers)


def _sum(part: Part, verdicts: list[Verdict]) -> tuple[Outcome, Fraction | None]:
    """The part's outcome and points."""
    outcomes: set[Outcome] = {verdict.outcome for verdict in verdicts}
    if outcomes & OPEN:
        return ("unreadable" if outcomes <= {"unreadable", "missing"} else "undecided"), None
    if any(verdict.credit is None for verdict in verdicts):
        return "undecided", None
    shares = zip(part.answers, verdicts, strict=True)
    points = sum((wanted.points * (verdict.credit or NONE) for wanted, verdict in shares), NONE)
    if outcomes <= {"missing"}:
        return "missing", NONE
    if outcomes == {"correct"} or (points and points == part.points):
        return "correct", points
    return ("partial" if points else "incorrect"), points


def _mark(
    part: Part, wanted: NamedAnswer, answer: Answer, earlier: Mapping[str, PartResult], seed: str, language: str
) -> Marked:
    """The best that the answer earns as right answer, as another right answer, as a foreseen mistake, or as what
    follows from the student's own earlier value."""
    seed = f"{seed}:{wanted.name}"
    best = _check(wanted.kind, answer, part.names, seed)
    for other in wanted.also:
        if best.outcome == "correct":
            break
        best = _better(best, _check(other, answer, part.names, seed))
    if best.outcome in ("correct", "missing"):
        return Marked(best)
    if best.outcome in ("incorrect", "partial"):
        again = carried(part, wanted, answer, earlier, seed)
        if again is not None and (again.verdict.credit or NONE) > (best.credit or NONE):
            finding = Finding("carried-from", "note", data=(("part", again.part), ("value", again.value)))
            verdict = replace(again.verdict, findings=(finding, *again.verdict.findings))
            return Marked(verdict, (sentence(finding, language),))
    return _foreseen(wanted, best, answer, part.names, seed)


def _foreseen(wanted: NamedAnswer, best: Verdict, answer: Answer, names: Names, seed: str) -> Marked:
    """The first foreseen mistake that this answer is: its feedback, and its credit where that is more."""
    if best.outcome not in ("incorrect", "partial"):
        return Marked(best)
    for mistake in wanted.mistakes:
        if _check(mistake.kind, answer, names, seed).outcome != "correct":
            continue
        credit = max(mistake.credit, best.credit or NONE)
        outcome: Outcome = "correct" if credit == FULL else "partial" if credit else "incorrect"
        finding = Finding("foreseen-mistake", "note")
        verdict = replace(best, outcome=outcome, credit=credit, findings=(*best.findings, finding))
        return Marked(verdict, (mistake.feedback,) if mistake.feedback else ())
    return Marked(best)


def _check(kind: Kind, answer: Answer, names: Names, seed: str) -> Verdict:
    return kind.check(answer, Context(names, Budget.start(), seed))


def _better(first: Verdict, second: Verdict) -> Verdict:
    """The one that earns more; what is open outranks what is partial only where the first is not decided better."""
    rank = {"correct": 4, "partial": 3, "undecided": 2, "unreadable": 1, "incorrect": 1, "missing": 0}
    one = (rank[first.outcome], first.credit or NONE)
    two = (rank[second.outcome], second.credit or NONE)
    return second if two > one else first
