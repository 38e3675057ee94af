"""`grader seal`: a folder that checks answers without holding them."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.answer.box import LEAST_COST, MOST_COST
from grader.commands.console import Console
from grader.errors import GraderError, SpecError
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.seal.folder import write
from grader.seal.sealing import Note, Sealing, sealed


def execute(args: argparse.Namespace, console: Console) -> int:
    """0 everything is sealed, 1 some of it is left out. GraderError for usage."""
    if not LEAST_COST <= args.cost <= MOST_COST:
        raise GraderError(f"--cost is from {LEAST_COST} to {MOST_COST}.")
    assignment = load(Path(args.exercises))
    weak = frozenset(args.weak)
    unknown = weak - {part.id for part in assignment.parts} - {"all"}
    if unknown:
        raise GraderError(f"There is no part {', '.join(sorted(unknown))}.")
    files, notes = sealed(assignment, Sealing(weak, args.cost, args.guesses))
    write(files, Path(args.output))
    _check(assignment, Path(args.output))
    for note in notes:
        console.out(_shown(note))
    left = [note for note in notes if note.state == "left out"]
    console.err(f"{len(notes) - len(left)} of {len(notes)} answers can be checked in {args.output}.")
    guessed = dict.fromkeys(note.part for note in left if note.bits is not None)
    if guessed:
        console.err(
            "Who has the folder would find answers that can be guessed by trying, so that they are left out: "
            f"your own copy checks them. To seal one even so: --weak {next(iter(guessed))}, or --weak all."
        )
    return 1 if left else 0


def _check(assignment: Assignment, folder: Path) -> None:
    """What was written is read again: a folder that checks nothing would be found out by its students."""
    parts = {part.id for part in assignment.parts}
    try:
        lost = parts - {part.id for part in load(folder).parts}
    except SpecError as fault:
        raise GraderError(
            f"What I wrote into {folder} cannot be read again, do not give it out: {fault}"
        ) from fault
    if lost:
        raise GraderError(f"What I wrote into {folder} lacks {', '.join(sorted(lost))}: do not give it out.")


def _shown(note: Note) -> str:
    name = f"{note.part} {note.answer}".strip()
    match note.state:
        case "left out":
            return f"{name}: left out, {note.reason}"
        case "open":
            near = "; a few guesses find the feedback to its mistakes" if note.mistakes else ""
            return f"{name}: open, {note.reason}{near}"
        case "weak":
            return f"{name}: weak, some 2^{note.bits or 0:.0f} guesses find it"
    without = f"; mistakes left out, for a few guesses find them: {note.mistakes}" if note.mistakes else ""
    return f"{name}: sealed, no less than some 2^{note.bits or 0:.0f} guesses by all that was tried{without}"
