"""One hand-in of several files: what stands in each of them counts, and nothing is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from grader.submission.model import Placement
from grader.submission.opening import shown
from grader.values import Answer, Finding


def join(placed: Sequence[tuple[str, Placement]]) -> Placement:
    """The placements of all files (each with the file's name) as one. A part that is answered in two files holds
    both texts and waits for a person, unless it is the same text; lines count in the file where the part begins."""
    if len(placed) == 1:
        return placed[0][1]
    answers: dict[str, Answer] = {}
    twice: dict[str, tuple[int, ...]] = {}
    for _, one in placed:
        for part, answer in one.answers.items():
            before = answers.get(part)
            if before is None:
                answers[part] = answer
            elif before.raw.strip() != answer.raw.strip():
                twice[part] = (*(twice.get(part) or (before.line,)), answer.line)
                answers[part] = Answer((*before.pieces, *answer.pieces), f"{before.raw}\n{answer.raw}", before.line)
        for part, lines in one.twice.items():
            twice.setdefault(part, lines)
    files = Finding("several-files", "note", data=(("names", shown(", ".join(name for name, _ in placed))),))
    notes = (files, *(note for _, one in placed for note in one.notes if not _absent(note, answers)))
    members = tuple(dict.fromkeys(name for _, one in placed for name in one.members))
    differs = {part: command for _, one in placed for part, command in one.differs.items()}
    named = frozenset[str]().union(*(one.named for _, one in placed))
    shared = frozenset[str]().union(*(one.shared for _, one in placed))
    unplaced = any(one.unplaced for _, one in placed)
    apart = {part: each for _, one in placed for part, each in one.apart.items() if twice[part] == one.twice[part]}
    return Placement(answers, notes, members, twice, unplaced, named, shared, differs, apart)


def _absent(note: Finding, answers: dict[str, Answer]) -> bool:
    """That a file lacks a part is no news where another has it."""
    return note.code == "empty-part" and note.get("part") in answers
