"""The class page's view of a class by meaning: equal mistakes as one, and what waits with all that a person needs
to decide it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from grader.answer.kind import is_amount, is_formula
from grader.answer.kinds.collection import Matrix
from grader.answer.value.keys import as_rows
from grader.answer.value.numbers.units import with_units
from grader.answer.value.numbers.units_set import upright
from grader.errors import GraderError
from grader.exercise.model import Assignment, NamedAnswer, Part
from grader.late import replace
from grader.marking.decisions import comparable
from grader.notation import parse
from grader.notation.printing import to_mathml
from grader.report.clean import cut
from grader.report.summary import Group as Mistakes
from grader.report.waits import Case, Lone, WaitingPart
from grader.review.groups import Alone, Group, Meaning, groups
from grader.review.keep import decision, entry
from grader.sentences import sentence
from grader.values import Finding

COMMAND = "grader review EXERCISES REPORTS"
"""Where the two lie is not said on a page: it may be passed on."""
SHOWN = 100
"""Groups of a part on the page, and single answers: the others are listed by the command."""
LONGEST = 4_000
"""Characters of an answer on the page."""
COMPARED = 30
"""Readings of one answer, the commonest, that are asked for their meaning."""


def together(assignment: Assignment, meaning: Meaning) -> Callable[[str, Sequence[Mistakes]], list[Mistakes]]:
    """What makes one of the mistakes in a part that certainly mean the same, the commonest spelling first."""

    def merge(name: str, found: Sequence[Mistakes]) -> list[Mistakes]:
        part = assignment.part(name)
        comparing = {one.name for one in part.answers if comparable(one)} if part else set()
        made: list[Mistakes] = []
        keys: dict[int, str] = {}
        for number, one in enumerate(sorted(found, key=lambda group: (-group.count, group.read_as))):
            if part is None or number >= COMPARED or not one.mathml or one.name not in comparing:
                made.append(one)
                continue
            key = meaning.key(one.read_as, part)
            near = (k for k, other in keys.items() if key and other == key and made[k].name == one.name)
            home = next((k for k in near if meaning.equal(made[k].read_as, one.read_as, part)), None)
            if home is None:
                keys[len(made)] = key
                made.append(one)
            else:
                made[home] = made[home].with_more(one)
        return made

    return merge


def waits(assignment: Assignment, results: Path, meaning: Meaning) -> tuple[WaitingPart, ...]:
    """What waits in the results just written, part by part, equal answers together, largest group first."""
    try:
        found, alone = groups(assignment, results, meaning)
    except GraderError:
        return ()
    numbers = {part.id: number for number, part in enumerate(assignment.parts, start=1)}
    elsewhere = _elsewhere(alone, assignment.language)
    made = []
    for part in assignment.parts:
        grouped = [one for one in found if one.part == part.id and one.waits]
        single = [
            one for one in alone if one.part == part.id and one.part not in elsewhere.get(one.student, ())[1:]
        ]
        if grouped or single:
            # A part with several answers waits once for each student, as it is counted above.
            who = {student for one in grouped for student in one.students} | {one.student for one in single}
            hidden = max(0, len(grouped) - SHOWN) + max(0, len(single) - SHOWN)
            cases = tuple(map(_case, grouped[:SHOWN]))
            lone = tuple(_lone(one, elsewhere.get(one.student, ())) for one in single[:SHOWN])
            made.append(replace(_part(part, numbers[part.id], cases, lone), answers=len(who), more=hidden))
    # The largest group first: it is decided for most people at once.
    return tuple(sorted(made, key=lambda one: -max([len(case.students) for case in one.cases], default=1)))


def _part(part: Part, number: int, cases: tuple[Case, ...], lone: tuple[Lone, ...]) -> WaitingPart:
    wanted = tuple((one.name, one.expected, model_answer(one, part)) for one in part.answers if one.expected)
    rubric = tuple((line.text, line.points) for line in part.rubric)
    return WaitingPart(part.id, number, part.question, part.points, wanted, rubric, part.solution, part.formulas,
                       cases, lone, 0)  # fmt: skip


def model_answer(wanted: NamedAnswer, part: Part) -> str:
    """The model answer as MathML, as its kind takes it; empty where it is no formula."""
    names = with_units(part.names, wanted.expected) if is_amount(wanted.kind) else part.names
    expr = parse(wanted.expected, names).expr if is_formula(wanted.kind) else None
    if expr is None:
        return ""
    expr = as_rows(expr) if isinstance(wanted.kind, Matrix) else expr
    return to_mathml(upright(expr, names) if is_amount(wanted.kind) else expr)


def _case(one: Group) -> Case:
    most = Fraction(one.max_points)
    made = decision(one.part, one.answer, one.reading, most, "", one.around)
    return Case(
        answer=one.answer,
        own=cut(one.own, LONGEST),
        read_as=one.read_as,
        others=tuple(map(cut, one.spellings[1:4])),
        message=one.message,
        hints=one.hints,
        students=one.students,
        max_points=most,
        command=f"{COMMAND} --decide {one.key} --points {most}",
        snippet=entry(made, one.reading),
    )


def _elsewhere(alone: Sequence[Alone], language: str) -> dict[str, tuple[str, ...]]:
    """By student, the parts of which nothing but this is said: what answers them may stand in no part. A person
    looks at the hand-in once for all of them."""
    said = sentence(Finding("perhaps-elsewhere"), language)
    found: dict[str, tuple[str, ...]] = {}
    for one in alone:
        if one.message == said:
            found[one.student] = (*found.get(one.student, ()), one.part)
    return found


def _lone(one: Alone, elsewhere: tuple[str, ...]) -> Lone:
    words = f"--student {shlex.quote(one.student)} --part {one.part} --points {one.max_points}"
    also = elsewhere[1:] if elsewhere[:1] == (one.part,) else ()
    return Lone(one.student, one.message, f"{COMMAND} {words}", also)
