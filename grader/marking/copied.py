"""The text of the question, copied above an answer: it is the instructor's, and no answer.

Only the whole question counts, word for word, at the start; what formulas look like (spaces, brackets, dollar
signs, signs set high) is passed over. Where the answer goes on from the last formula of the question
(`Compute $3 \\cdot 4$ = 12`) all stays.
"""

from __future__ import annotations

import re
import unicodedata

from grader.answer.claim.several.subjects import is_choice
from grader.exercise.model import Part
from grader.late import dataclass, pattern, replace
from grader.notation.cut import cut
from grader.values import Answer, Piece

LONGEST = 4000
"""Characters of a question, and of what is compared with it."""
READ = ("prose", "math", "display")
_WORD = pattern(r"[^\W\d_]{4}")
_SPACING = pattern(r"\\(?:[,;:! ~]|(?:left|right|quad|qquad|text|mathrm|displaystyle|big|Big)(?![A-Za-z]))")
_COMMANDS = {"·": "cdot", "⋅": "cdot", "×": "times", "√": "sqrt", "π": "pi", "∞": "infty", "≤": "le", "≥": "ge"} | {
    "→": "to", "−": "-", "–": "-", "∈": "in", "∫": "int", "∑": "sum",
}  # fmt: skip
_GOES_ON = pattern(
    r"[\s.,:;?!)*_\]}$]*(?:&|[=<>≤≥≈≡⇒→⇔+/^·×]|-(?!\s*\d)|\\(?:leq?|geq?|approx|equiv|Rightarrow|iff|to|cdot)\b)"
)
_CLOSES = pattern(r"\s*[.?!:]?")
_ENDS = pattern(r"[\s.,:;?!)*_\]}$|\\]*$")
_HEADS = pattern(
    r"[\W_]*(?:solutions?|sol|answers?|ans|a(?=\s*:)|lösung(?:en)?|lsg|antwort(?:en)?|proof|beweis)(?![^\W_])[\W_]*",
    re.I,
)
"""Words above the answers, with which the question copied last may end."""
_BEFORE = pattern(r"(?:question|task|problem|exercise|aufgabe|frage|q)?(?:[0-9]{1,2}(?:points?|punkte?|pts?|p))?")


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters, digits and signs that are compared, and the piece and character at which each stands."""

    text: str
    places: tuple[tuple[int, int], ...]


def without_question(answer: Answer, part: Part) -> Answer:
    """The answer without the question of its part above it. Its pieces are none where nothing else is written.
    A derivation may begin with the question: that is left there where no word such as `Proof` stands between."""
    question = part.question[: LONGEST + 1]
    if len(question) > LONGEST or _WORD.search(question) is None:
        return answer
    kinds = [kind for each in part.answers for kind in (each.kind, *each.also)]
    said = _letters(answer.pieces)
    asked = _letters(cut(question)).text
    at = said.text.find(asked)
    if at < 0 or _BEFORE.fullmatch(said.text, 0, at) is None:
        return answer
    last, end = said.places[at + len(asked) - 1]
    rest = _below(answer.pieces, last, end + 1)
    if rest is None or (not rest and any(map(is_choice, kinds))):  # an option may be marked in the question
        return answer
    if any(hasattr(kind, "from_") for kind in kinds) and not (
        len(rest) > 1 and rest[0].kind == "prose" and _HEADS.match(rest[0].text)
    ):
        return answer
    return replace(answer, pieces=rest)


def only_question(answer: Answer, part: Part) -> bool:
    """Whether nothing but the question is written."""
    own = without_question(answer, part)
    if own is answer:
        return False
    return all(
        piece.kind == "struck" or (piece.kind == "prose" and _HEADS.fullmatch(piece.text)) for piece in own.pieces
    )


def _below(pieces: tuple[Piece, ...], last: int, end: int) -> tuple[Piece, ...] | None:
    """The pieces behind a place, and what is struck or code before it; None where the question goes on there."""
    piece, after = pieces[last], pieces[last].text[end:]
    own = after if piece.kind == "prose" else ""
    if piece.kind != "prose" and _ENDS.match(after) is None:
        return None
    following = own + "".join(each.text for each in pieces[last + 1 :] if each.kind in READ)
    if _GOES_ON.match(following) or (after[:1].isalnum() and piece.text[end - 1].isalnum()):
        return None
    kept = [each for each in pieces[:last] if each.kind not in READ]
    begun = pieces[last:] if own else pieces[last + 1 :]
    if begun and begun[0].kind == "prose":
        closed = _CLOSES.match(begun[0].text, end if own else 0)
        blank = "".join(char if char == "\n" else " " for char in begun[0].text[: closed.end() if closed else 0])
        begun = (replace(begun[0], text=blank + begun[0].text[len(blank) :]), *begun[1:])
    return (*kept, *(each for each in begun if each.text.strip()))


def _letters(pieces: tuple[Piece, ...]) -> _Letters:
    found: list[str] = []
    places: list[tuple[int, int]] = []
    for n, piece in enumerate(pieces):
        if piece.kind not in READ:
            continue
        text = _SPACING.sub(lambda space: " " * len(space[0]), piece.text[:LONGEST])
        for at, char in enumerate(text):
            same = _COMMANDS.get(char) or unicodedata.normalize("NFKC", char).casefold()
            kept = [each for each in same if each.isalnum() or each in "+-=<>"]
            found += kept
            places += [(n, at)] * len(kept)
        if len(found) > LONGEST:
            break
    return _Letters("".join(found), tuple(places))
