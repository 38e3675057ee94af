"""An exercise against itself: its mistakes of spelling, and whether it marks its own answers as its author says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.answer.kinds.derivation import Derivation
from grader.errors import Problem
from grader.exercise.load import read
from grader.exercise.model import Assignment, NamedAnswer, Part
from grader.exercise.typeset import formulas
from grader.late import dataclass, replace
from grader.lint.attacks import attack
from grader.lint.built_on import idle_uses
from grader.lint.measures import measures
from grader.lint.oddities import oddities
from grader.lint.repeated import repeated
from grader.lint.strangers import strangers
from grader.lint.trial import BY_STEPS, Check, accepted, handed_in, kind_name, reason, trial
from grader.notation import parse
from grader.sentences import sentence

__all__ = ["Check", "Linted", "lint", "test"]


@dataclass(frozen=True, slots=True)
class Linted:
    """`problems` make the files unusable, `warnings` are worth a look. `assignment` is None where nothing loads."""

    assignment: Assignment | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def lint(path: Path | str) -> Linted:
    """All mistakes and warnings of an exercise file or folder. Samples are left to `test`."""
    assignment, problems = read(Path(path))
    warnings = list(assignment.warnings) if assignment else []
    for part in _sound(assignment, problems) if assignment else ():
        for wanted in part.answers:
            problems += _contradictions(part, wanted)
            problems += _doubts(part, wanted)
            warnings += _wide(part, wanted)
            warnings += _end_told(part, wanted)
            warnings += repeated(part, wanted)
            warnings += oddities(part, wanted)
        warnings += strangers(part)
        warnings += measures(part)
        warnings += idle_uses(part)
    problems.sort(key=lambda problem: (problem.file, problem.line, problem.column))
    return Linted(None if problems else assignment, tuple(problems), tuple(warnings))


def _sound(assignment: Assignment, problems: Sequence[Problem]) -> list[Part]:
    """The parts in whose lines no mistake stands, nor in what they rest on: the head of their file (what is not in
    any part), and the parts that they use."""
    starts = sorted((part.file, part.line, part.id) for part in assignment.parts)
    spoilt = set[str]()
    for problem in problems:
        own = {line: part for file, line, part in starts if file == problem.file}
        above = [part for line, part in own.items() if line <= problem.line]
        headed = {own[problem.line + 1]} if problem.line + 1 in own and problem.line not in own else set[str]()
        spoilt |= {above[-1], *headed} if above else headed or {part for _, _, part in starts}
    found: list[Part] = []
    for part in assignment.parts:
        if part.id in spoilt or any(use.part in spoilt for use in part.uses):
            spoilt.add(part.id)
        else:
            found.append(part)
    return found


def test(assignment: Assignment) -> Iterator[Check]:
    """Each part against what its author says of it, and against answers that are nearly right."""
    for part in assignment.parts:
        yield from trial(part)
        for wanted in part.answers:
            yield from attack(part, wanted)


def _contradictions(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """A model answer that its own exercise does not take, and a foreseen mistake that it takes as right."""
    where = f"Part {part.id}" + (f", {wanted.name}" if wanted.name else "")
    if wanted.expected and kind_name(wanted.kind) not in BY_STEPS:
        verdict = handed_in(part, wanted.kind, wanted.expected)
        if not accepted(verdict):
            message = f"{where}: the model answer itself would be {verdict.outcome}: {reason(verdict)}"
            yield Problem(part.file, wanted.line, wanted.column, message)
    for mistake in wanted.mistakes:
        if mistake.text and handed_in(part, wanted.kind, mistake.text).outcome == "correct":
            message = f"{where}: the mistake {mistake.text} would be taken as right."
            yield Problem(part.file, mistake.line, 1, message)


def _doubts(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """What a kind sees only by comparing, and leaves out while loading."""
    for kind in (wanted.kind, *wanted.also):
        for finding in kind.doubts(part.names) if isinstance(kind, Derivation) else ():
            message = f"Part {part.id}{', ' * bool(wanted.name)}{wanted.name}: {sentence(finding)}"
            yield Problem(part.file, wanted.line, wanted.column, message)


def _end_told(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """An end that stands in the question and that nevertheless earns all points by itself."""
    kind = wanted.kind
    if not isinstance(kind, Derivation) or kind.to is None or kind.known_end is not None:
        return
    shown = (parse(formula, part.names).expr for _, formula in formulas(part.question))
    if kind.relation == "equivalence" and kind.to.expr in shown:
        message = (
            f"Part {part.id}: the question shows the end `{kind.to.text}`, and under `relation: equivalence` that"
            " end alone earns all points: write `known_end: true`, or `known_end: false` where that is meant."
        )
        yield Problem(part.file, wanted.line, wanted.column, message)


def _wide(part: Part, wanted: NamedAnswer) -> Iterator[Problem]:
    """A tolerance as wide as the value itself."""
    if getattr(wanted.kind, "tolerance", None) is None or not wanted.expected:
        return
    exact = replace(wanted.kind, tolerance=None)  # type: ignore[type-var]
    zero = "0"
    if handed_in(part, wanted.kind, zero).outcome == "correct" != handed_in(part, exact, zero).outcome:
        message = f"Part {part.id}: the tolerance is as wide as the value: 0 would be accepted."
        yield Problem(part.file, wanted.line, wanted.column, message)
