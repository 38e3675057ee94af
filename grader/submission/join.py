"""One hand-in of several files: what stands in each of them counts, and nothing is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from grader.late import replace
from grader.submission.model import Placement
from grader.submission.opening import shown
from grader.values import Answer, Finding


def join(placed: Sequence[tuple[str, Placement]]) -> Placement:
    """The placements of all files (each with the file's name) as one. A part that is answered in two files holds
    both texts and waits for a person, unless it is the same text; lines count in the file where the part begins.
    Each text stands apart as well: where all of them are right nobody need choose."""
    if len(placed) == 1:
        return placed[0][1]
    answers: dict[str, Answer] = {}
    texts: dict[str, list[Answer]] = {}
    places: dict[str, list[str]] = {}
    for name, one in placed:
        for part, answer in one.answers.items():
            own = one.apart.get(part) or (answer,)
            news = [each for each in own if _said(each) not in map(_said, texts.get(part, ()))]
            if part not in answers:
                answers[part] = answer
            elif news:
                answers[part] = _below(answers[part], answer)
            if news:
                texts.setdefault(part, []).extend(news)
                lines = one.twice.get(part, (answer.line,))
                places.setdefault(part, []).extend(f"{shown(name)}:{line}" for line in lines)
    twice = {part: tuple(found) for part, found in places.items() if len(found) > 1}
    files = Finding("several-files", "note", data=(("names", shown(", ".join(name for name, _ in placed))),))
    notes = (files, *(note for _, one in placed for note in one.notes if not _absent(note, answers)))
    members = tuple(dict.fromkeys(name for _, one in placed for name in one.members))
    doubts = {part: doubt for _, one in placed for part, doubt in one.doubts.items()}
    named = frozenset[str]().union(*(one.named for _, one in placed))
    shared = frozenset[str]().union(*(one.shared for _, one in placed))
    unplaced = any(one.unplaced for _, one in placed)
    unknown = {part for _, one in placed for part in one.twice if part not in one.apart}
    apart = {part: tuple(texts[part]) for part in twice if part not in unknown}
    under = frozenset[str]().union(*(one.under_others for _, one in placed)) - answers.keys()
    return Placement(answers, notes, members, twice, unplaced, named, shared, doubts, apart, under)


def _said(answer: Answer) -> str:
    """What an answer says, with dollar signs or without."""
    struck = any(piece.kind in ("struck", "code") for piece in answer.pieces)
    return "".join((answer.raw if struck else "".join(piece.text for piece in answer.pieces)).split())


def _below(above: Answer, answer: Answer) -> Answer:
    """Both texts, the second below the first: also its lines, so that none of them stands beside another."""
    down = above.line + above.raw.count("\n") + 1 - answer.line
    pieces = (replace(piece, line=piece.line + down) for piece in answer.pieces)
    return Answer((*above.pieces, *pieces), f"{above.raw}\n{answer.raw}", above.line)


def _absent(note: Finding, answers: dict[str, Answer]) -> bool:
    """That a file lacks a part is no news where another has it."""
    return note.code == "empty-part" and note.get("part") in answers
