"""A sentence typed without dollars around several statements: `We factor: x(x - 2) = 0, so x = 0, 2`."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.claim.prose.harmless import NEGATIONS, NONE
from grader.answer.claim.prose.vocabulary import DENYING
from grader.answer.claim.prose.words import DENIALS, DOUBTS
from grader.answer.claim.select import is_sentence
from grader.answer.claim.statements import statements
from grader.answer.kind import Context
from grader.answer.value.judgement import finding
from grader.late import pattern, replace
from grader.limits import ANSWER_CHARACTERS
from grader.notation import parse
from grader.notation.names import Names
from grader.values import Answer, Piece, Verdict

WORDS = 3
"""Words from which on a typed text is a sentence."""
LONGEST = 80
"""Characters of it that a person is shown."""
_WORD = pattern(r"[^\W\d_]{2,}")
_LEFT_OVER = pattern(r"[\d=<>≤≥≈(){}\[\]+*/^|√±]|(?<!\w)[^\W\d_](?!\w)")
"""Mathematics among the words, which no statement holds."""
_TURNING = (
    DENYING
    | DENIALS
    | DOUBTS
    | NEGATIONS
    | NONE
    | frozenset(
        "only but nur aber mais seulement than other others without each add subtract half double"
        " twice minus negative opposite exclude reject drop homogeneous friend neighbour andere"
        " anderen ohne jeweils hälfte doppelte autres sans chaque moitié double".split()
    )
)


MOST_UNREAD = 4
"""Typed lines without a statement that are read as sentences."""


def as_sentence(read: Callable[[Answer], Verdict], answer: Answer, context: Context) -> Verdict:
    """The verdict on the answer as it stands, or, where that earns nothing, on the last of its statements. What is
    wrong only as it stands is for a person. Where nothing was found, on the one line that was no statement: among
    other lines a sentence is none, `8/3 c = 1, so c = 3/8`."""
    found = read(answer)
    if found.outcome == "missing":
        lines = _unread(answer, context.names)[:MOST_UNREAD]
        others = [each for line in lines if (each := as_sentence(read, line, context)).outcome != "missing"]
        if len(others) == 1 and (len(lines) == 1 or others[0].outcome == "correct"):
            return others[0]
        return _said_there(found, lines[0].raw) if others else found
    if found.credit or (cut := _cut(answer, context.names)) is None:
        return found
    again = read(cut)
    if again.outcome == "correct":
        return again
    if found.outcome != "incorrect" or again.outcome == "incorrect":
        return found
    return _said_there(found, answer.raw)


def _said_there(found: Verdict, text: str) -> Verdict:
    """For a person: what was not read may be the answer."""
    words = finding("words-in-answer", words=text.strip()[:LONGEST])
    return replace(found, outcome="undecided", credit=None, certain=False, by="select", findings=(words,))


def _unread(answer: Answer, names: Names) -> list[Answer]:
    """The typed lines with an equation and words that hold no statement."""
    if len(answer.raw) > ANSWER_CHARACTERS:
        return []
    read = [statement.text for statement in statements(answer, names, False)]
    lines = [
        replace(piece, text=text, line=piece.line + k)
        for piece in answer.pieces
        if piece.kind in ("math", "prose")
        for k, text in enumerate(piece.text.split("\n"))
        if "=" in text and _WORD.search(text) and not any(each in text for each in read)
    ]
    return [Answer((line,), line.text, line.line) for line in lines]


def _cut(answer: Answer, names: Names) -> Answer | None:
    """The sentence cut into words and statements, which hold all of its mathematics and are turned by no word."""
    whole = answer.pieces[0] if len(answer.pieces) == 1 else None
    if whole is None or whole.kind not in ("math", "prose") or len(whole.text) > ANSWER_CHARACTERS:
        return None
    words = [word.casefold() for word in _WORD.findall(whole.text)]
    if len(words) < WORDS or "\n" in whole.text.strip() or not _TURNING.isdisjoint(words):
        return None
    if not is_sentence(whole.text.strip(), parse(whole.text, names)):
        return None
    pieces: list[Piece] = []
    rest = whole.text
    for statement in statements(replace(answer, pieces=(replace(whole, kind="prose"),)), names, True):
        before, formula, rest = rest.partition(statement.text)
        pieces += [replace(whole, kind="prose", text=before)] if before else []
        pieces += [replace(whole, kind="math", text=formula)] if formula else []
    pieces += [replace(whole, kind="prose", text=rest)] if rest else []
    over = any(piece.kind == "prose" and _LEFT_OVER.search(piece.text) for piece in pieces)
    return None if over or len(pieces) < 2 else replace(answer, pieces=tuple(pieces))
