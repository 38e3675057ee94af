"""What was found of each part in a document, and what becomes of it: answers, notes, what a person looks at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from grader.late import replace
from grader.limits import PART_CHARACTERS
from grader.submission import doubts, typed
from grader.submission.expected import Exercise, Expected
from grader.submission.labels import CORRECTS
from grader.submission.missed import corrected, is_named, missed, speaks_of, unquoted
from grader.submission.model import Document, Placement
from grader.submission.sections import (
    Place,
    Stretch,
    between,
    counts,
    promises,
)
from grader.submission.stray import UNREAD, may_answer, unseen
from grader.values import Answer, Finding, Level, Piece

NOTES = 60


class Found:
    """What stands under the labels of a document, as it is gathered from top to bottom."""

    def __init__(self, document: Document, expected: Expected) -> None:
        self.document, self.expected = document, expected
        self.notes: list[Finding] = list(document.notes)
        self.stretches: dict[str, list[Stretch]] = {}
        self.again: dict[str, int] = {}
        """Parts with the line at which they may be answered again."""
        self.asides = set[str]()
        """Parts with `R2: 5` below."""
        self.robbed = set[str]()
        """Parts whose text may look like a label."""
        self.strays: list[Stretch] = []
        """What stands under labels that no part has."""
        self.starts: list[Place] = []
        """Where some label begins: where the raw text of the part before it ends."""
        self.members: tuple[str, ...] = document.members
        self.unplaced = any(note.code in UNREAD for note in document.notes)
        self.quoted = False
        """Whether a quotation stands in no part."""
        self.titles: list[Exercise] = []
        """The exercises with what may be an answer in their title."""
        self.spans: list[tuple[Exercise, int]] = []
        """The exercises with the lines at which their sections begin."""

    def note(self, code: str, line: int, level: Level = "note", **data: str) -> None:
        self.notes.append(Finding(code, level, None, (*data.items(), ("line", str(line)))))

    def placement(self, parts: Sequence[str]) -> Placement:
        answers: dict[str, Answer] = {}
        twice: dict[str, tuple[int, ...]] = {}
        apart: dict[str, tuple[Answer, ...]] = {}
        bounds = sorted({*self.starts, (self.document.text.count("\n") + 2, 1)})
        lines = self.document.text.split("\n")
        for part in parts:
            stretches = self.stretches.get(part, [])
            written = [stretch for stretch in stretches if stretch.full]
            full = [stretch for stretch in written if not promises(stretch)] or written
            if not full:
                for stretch in stretches[:1]:
                    self.note("empty-part", stretch.line, part=part)
                continue
            answers[part] = self.answer(part, full, bounds, lines)
            if sum(not stretch.continued for stretch in full) > 1:
                twice[part] = tuple(stretch.line for stretch in full)
                where = ", ".join(map(str, twice[part][:10]))
                self.note("part-twice", full[0].line, "error", part=part, lines=where)
                counting = full[-1:] if full[-1].corrects else full
                if not any(stretch.continued for stretch in counting):
                    apart[part] = tuple(self.answer(part, [one], bounds, lines) for one in counting)
        self.cap_notes()
        unplaced = self.unplaced or (self.quoted and not self.stretches)
        unplaced = unplaced or any(may_answer(each) for stray in self.strays for each in stray.pieces)
        return Placement(
            answers,
            tuple(self.notes),
            self.members,
            twice,
            unplaced or self.lost(lines),
            self.named(lines) | self.robbed,
            self.shared(answers, lines),
            self.doubts(answers, bounds, lines),
            apart,
            self.under_others(twice),
        )

    def lost(self, lines: list[str]) -> bool:
        """Whether nothing was placed, and something looks like a label."""
        keys = {key for exercise in self.expected.exercises for key in exercise.keys}
        return not self.stretches and any(is_named(key, "\n".join(lines)) for key in keys)

    def named(self, lines: list[str]) -> frozenset[str]:
        """Parts that have no answer, and of which something speaks."""
        if self.document.format == "notebook":  # where code may name a part in passing
            return frozenset()
        return missed(self.spans, self.titles, self.stretches.keys(), unquoted(lines, self.document.blocks))

    def under_others(self, twice: Collection[str]) -> frozenset[str]:
        """Parts without an answer where others of their exercise are answered twice, or where it has no heading."""
        headed = {exercise.tokens for exercise, _ in self.spans} if twice else set()
        doubled = [one for one in self.expected.exercises if any(part in twice for _, part in one.parts)]
        absent = [one for one in self.expected.exercises if twice and one.tokens not in headed]
        return frozenset(part for one in (*doubled, *absent) for _, part in one.parts if part not in self.stretches)

    def shared(self, answers: dict[str, Answer], lines: list[str]) -> frozenset[str]:
        """Parts whose answer speaks of another of its exercise that has none, or that were corrected somewhere."""
        found = (set(corrected(self.expected.exercises, lines)) | self.asides) & answers.keys()
        for exercise in self.expected.exercises:
            without = [key for key, part in exercise.parts if part not in self.stretches]
            for _, part in exercise.parts:
                pieces = answers[part].pieces if part in answers else ()
                text = "\n".join(piece.text for piece in pieces if piece.kind not in ("struck", "code"))
                if CORRECTS.search(text) or any(speaks_of(key, text) for key in without):
                    found.add(part)
        return frozenset(found)

    def doubts(self, answers: dict[str, Answer], bounds: list[Place], lines: list[str]) -> dict[str, Finding]:
        """Why a person looks at a part, whatever is found of it."""
        changed = frozenset(note.get("command") for note in self.notes if note.code == "macro-redefines")
        hidden = unseen(self.document.text) if self.document.format == "tex" else ()
        found = {part: stretches for part, stretches in self.stretches.items() if part in answers}
        back = doubts.taken_back(self.expected.exercises, found, bounds, lines)
        return {
            **back,
            **doubts.again(found, self.again),
            **doubts.quoted(found),
            **doubts.printed(answers, changed, hidden),
        }

    def answer(self, part: str, stretches: list[Stretch], bounds: list[Place], lines: list[str]) -> Answer:
        pieces: list[Piece] = []
        text = ""
        for stretch in stretches:
            apart = stretch.line - stretches[0].line - text.count("\n")  # so that its lines keep their numbers
            text += "\n" * max(apart, 1) * bool(text)
            text += between(lines, stretch.place, bounds[bisect_right(bounds, stretch.place)])
            pieces += self.pieces(stretch)
        if len(text) > PART_CHARACTERS:
            self.note("part-too-long", stretches[0].line, "error", part=part, limit=str(PART_CHARACTERS))
        return Answer(tuple(pieces), text[:PART_CHARACTERS], stretches[0].line)

    def pieces(self, stretch: Stretch) -> list[Piece]:
        """The pieces of a stretch. A quotation is someone else's text, unless there is nothing beside it."""
        own = [stuff for stuff in stretch.pieces if not stuff.quoted]
        if not any(counts(stuff.piece) for stuff in own):
            own = stretch.own()
        elif any(stuff.quoted and stuff.piece.kind in ("math", "display") for stuff in stretch.pieces):
            quote = next(stuff.piece for stuff in stretch.pieces if stuff.quoted)
            self.note("quote-left-out", quote.line)
        pieces: list[Piece] = []
        formulas = [False, *(stuff.piece.kind == "math" for stuff in own), False]
        for stuff, *beside in zip(own, formulas, formulas[2:], strict=False):
            if stuff.piece.kind == "prose":
                plain = replace(stuff.piece, text=typed.without_emphasis(stuff.piece.text))
                pieces += typed.split(plain, stuff.typed, *beside)
            else:
                pieces.append(stuff.piece)
        return pieces

    def cap_notes(self) -> None:
        self.notes = doubts.together(list(dict.fromkeys(self.notes)))
        if len(self.notes) > NOTES:
            more = len(self.notes) - NOTES
            self.notes[NOTES:] = [Finding("more-notes", "note", None, (("count", str(more)),))]
