"""`grader review`: what waits for a person, equal answers together, largest group first; decide once for all."""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from grader.batch.asked import Asked
from grader.commands.console import Console
from grader.commands.parts import part_named
from grader.errors import GraderError
from grader.exercise.load import load
from grader.exercise.model import Assignment, Decision
from grader.exercise.review import place
from grader.late import fields
from grader.report.clean import as_typed, clean, cut
from grader.report.formats.data import dump
from grader.review.groups import Alone, Group, groups, handed_in
from grader.review.keep import decision, keep

NAMES = 6
TAB = "\t"
HELP = "points (such as 1.5), then a comment if you like; empty for the next group; q to stop"


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 shown or decided. GraderError for usage, and for files that cannot be read or written."""
    exercises = Path(args.exercises)
    assignment = load(exercises)
    file = place(exercises)
    if args.student:
        _for_student(args, assignment, file, console)
        return 0
    with Asked.of(assignment) as meaning:
        found, alone = groups(assignment, Path(args.results), meaning, args.all)
    if args.decide:
        _decide(next((one for one in found if one.key == args.decide), None), args, file, console)
    elif args.format == "json":
        shown = {"groups": list(map(_row, found)), "alone": list(map(_row, alone))}
        console.out(dump({"schema": "grader/review/1", **shown}))
    elif args.ask or (sys.stdin.isatty() and sys.stdout.isatty()):
        _ask(found, file, console)
        _rest(alone, console)
    else:
        for one in found:
            console.out(_shown(one) + "\n")
        _rest(alone, console)
        more = f" and {_count(len(alone), 'part')} to be looked at" if alone else ""
        answers = _count(sum(len(one.students) for one in found), "answer")
        console.err(f"{_count(len(found), 'group')}, {answers}{more}.")
    return 0


def _row(one: Group | Alone) -> dict[str, object]:
    return {item.name: getattr(one, item.name) for item in fields(one)}


def _shown(group: Group) -> str:
    """A group for people: what was asked for, what they wrote, how it was read, and why it is here."""
    names = ", ".join(map(clean, group.students[:NAMES]))
    more = f" and {len(group.students) - NAMES} more" if len(group.students) > NAMES else ""
    lines = [f"{group.key}  {group.part} {clean(group.answer)}".rstrip()
             + f"  {len(group.students)} x  ({group.outcome}, points at most {group.max_points})"]  # fmt: skip
    lines += [f"  question: {clean(cut(group.question, 500))}"] if group.question else []
    lines += [f"  expected: {clean(cut(group.expected))}"] if group.expected else []
    lines += [f"  | {clean(line, keep=TAB)}" for line in cut(group.own, 1_500).split("\n") if line.strip()]
    lines += [f"  read as: {as_typed(cut(group.read_as))}"] if group.read_as else []
    lines += [f"  also written: {clean(cut(other))}" for other in group.spellings[1:4]]
    lines += [f"  {as_typed(cut(said))}" for said in (group.message, *group.hints)]
    return "\n".join([*lines, f"  {names}{more}"])


def _rest(alone: list[Alone], console: Console) -> None:
    if alone:
        console.out("To be looked at on the student's page (decide with --student ID --part PART --points P):")
    for (student, message), found in groupby(alone, key=lambda one: (one.student, one.message)):
        parts = ", ".join(f"{one.part} (at most {one.max_points})" for one in found)
        console.out(f"  {clean(student)}  {parts}\n    {clean(cut(message))}")


def _ask(found: list[Group], file: Path, console: Console) -> None:
    """One question a group."""
    for number, group in enumerate(found, 1):
        console.out(f"[{number} of {len(found)}] {_shown(group)}")
        while True:
            console.err(HELP)
            said = sys.stdin.readline()
            if not said or said.strip().casefold() == "q":
                return
            if not said.strip():
                break
            points, _, comment = said.strip().partition(" ")
            try:
                _keep(group, points, comment, file, console)
                break
            except ValueError as fault:
                console.err(str(fault))


def _decide(group: Group | None, args: argparse.Namespace, file: Path, console: Console) -> None:
    if group is None:
        raise GraderError(f'No group "{args.decide}" is here: `grader review EXERCISES RESULTS` lists them.')
    try:
        _keep(group, args.points, args.comment, file, console)
    except ValueError as fault:
        raise GraderError(str(fault)) from fault


def _keep(group: Group, points: str, comment: str, file: Path, console: Console) -> None:
    """ValueError with a sentence where the points are no points."""
    given = _points(points, Fraction(group.max_points))
    made = decision(group.part, group.answer, group.reading, given, comment.strip(), group.around)
    keep(file, made, group.reading)
    console.out(f"{group.part}: points {points} for {_count(len(group.students), 'hand-in')}, kept in {file}. "
                "They count when you grade again.")  # fmt: skip


def _for_student(args: argparse.Namespace, assignment: Assignment, file: Path, console: Console) -> None:
    part = part_named(assignment, args.part or "")
    outcome = handed_in(Path(args.results), args.student, part.id)
    if outcome in ("", "missing"):
        what = f"handed in nothing for {part.id}" if outcome else f"is no hand-in in {args.results}"
        raise GraderError(f'"{clean(args.student)}" {what}: nothing is kept.')
    try:
        given = _points(args.points, part.points)
    except ValueError as fault:
        raise GraderError(str(fault)) from fault
    keep(file, Decision(part.id, given, args.comment.strip(), student=args.student))
    console.out(f"{part.id}: points {args.points} for {clean(args.student)}, kept in {file}.")


def _points(text: str, most: Fraction) -> Fraction:
    try:
        if len(text) > 20 or "e" in text.casefold():
            raise ValueError
        points = Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError) as fault:
        raise ValueError(f'"{clean(text)}" is no number of points, such as 1, 1.5 or 1/3.') from fault
    if not 0 <= points <= most:
        raise ValueError(f"Give from 0 to {most} points, not {points}.")
    return points


def _count(number: int, what: str) -> str:
    """`1 group`, `2 groups`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
