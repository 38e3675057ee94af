"""A line parted into what may be statements: at commas, words and arrows between relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from grader.answer.claim.cutting import (
    RELATIONS,
    SPACES,
    WORDS,
    Stretch,
    Token,
    arrow,
    group_end,
    has_relation,
    stretch,
    tokens,
)
from grader.answer.claim.prose.vocabulary import UNIT_WORDS, cue
from grader.answer.claim.trimming import OPERATORS
from grader.answer.value.numbers.units import is_unit_text
from grader.late import dataclass
from grader.notation.words import CONCLUDES

Joint = Literal["", "implies", "iff"]
Parting = Literal["", "implies", "iff", "because", "space", "words"]
PARTINGS: dict[str, Parting] = {"implies": "implies", "iff": "iff", "because": "because"}
_ALSO = frozenset({"and", "und", "also", "sowie"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a row, the words and the joint that lead to it."""

    text: Stretch
    words: str = ""
    joint: Joint = ""
    told: bool = False
    """Words of the formula itself lead to it: `\\text{Symmetry point } (0, 1/2)`."""
    after_space: bool = False


def parts_of(text: str, compound: bool) -> Iterator[Part]:
    """Where a row falls apart: at arrows, words, wide spaces, semicolons and (not compound) commas and "and"."""
    found = tokens(text)
    related_after = _related_after(found)
    begin, words, told, spaced, related = 0, "", False, False, False
    joint: Joint = ""
    index = 0
    kind, last = arrow(found, 0) if found else ("", 0)
    if kind == "to" and related_after[last]:  # `↦ 2x = 8`
        begin, index, joint = found[last].end, last + 1, "implies"
    while index < len(found):
        begins = related_after[index] and not text[begin : found[index].start].strip(" ,")  # `, so x = 3`
        both = related_after[index] and (related or (begins and found[index].text in CONCLUDES))
        last, kind, said = _separator(text, found, index, begin, compound, both)
        if not kind:
            related = related or _is_relation(found[index])
            index += 1
            continue
        related = False
        piece = stretch(text, begin, found[index].start)
        if piece.text.strip(",;. "):
            yield Part(piece, words, joint, told, spaced)
            words, joint, told = "", "", False
        begin, index = found[last].end, last + 1
        told, spaced = kind == "words" and not cue(said), kind == "space"
        words = f"{words} {said}".strip() if kind == "words" else words
        if kind == "implies" or kind == "iff":
            joint = kind
        elif kind == "because":
            words = "because"
    yield Part(stretch(text, begin, len(text)), words, joint, told, spaced)


def several(text: str) -> bool:
    """Whether a formula holds more than one equation, set apart by wide spaces or words."""
    apart = (part for part in parts_of(text, compound=True) if not part.joint)
    return sum(has_relation(part.text.text) for part in apart) > 1


def _is_relation(token: Token) -> bool:
    return token.text in RELATIONS and not token.depth


def _related_after(found: Sequence[Token]) -> list[bool]:
    """For every token whether a relation stands between it and the next comma or semicolon."""
    after = [False] * len(found)
    for index in range(len(found) - 1, 0, -1):
        token = found[index]
        after[index - 1] = _is_relation(token) or (token.text not in (",", ";") and after[index])
    return after


def _separator(
    text: str, found: Sequence[Token], index: int, begin: int, compound: bool, both: bool
) -> tuple[int, Parting, str]:
    """The last token of the separator that begins here, its kind (empty: none), and the words it says. `both`: a
    statement stands on each side."""
    token = found[index]
    if token.depth:
        return index, "", ""
    word = token.text
    kind, last = arrow(found, index)
    if kind in PARTINGS:
        return last, PARTINGS[kind], ""
    if both and (word in CONCLUDES or kind == "to"):
        return last, "implies", ""
    if both and word in (".", ":") and _ends_clause(text, found, index):
        return index, "space", ""
    if word == ";" or (word in ("\\quad", "\\qquad") and _wide(found, index)):
        return index, "space", ""
    if word in WORDS and index + 1 < len(found):
        return _words_in_formula(text, found, index, begin, compound)
    if not compound and both and (word == "," or word.lower() in _ALSO):
        return index, "space", ""
    return index, "", ""


def _words_in_formula(
    text: str, found: Sequence[Token], index: int, begin: int, compound: bool
) -> tuple[int, Parting, str]:
    """`\\text{…}`: words that separate, or part of a formula (a name, "and" and "or" of a compound)."""
    last = group_end(found, index + 1)
    said = text[found[index + 1].end : found[last].start]
    plain = said.strip(" ,.:~").lower()
    if plain in ("or", "oder") or (compound and plain in _ALSO):
        return index, "", ""
    if not plain:
        return last, "space", ""
    follower = found[last + 1].text if last + 1 < len(found) else ""
    starts = not text[begin : found[index].start].strip()
    if not starts and is_unit_text(said) and (not follower or plain not in UNIT_WORDS):  # `19.81\text{ m/s}`
        return index, "", ""
    single = plain.replace("_", "").isalnum() and not cue(said) and said == said.strip()
    if single and (not starts or follower in RELATIONS or follower in OPERATORS or follower in ("(", "")):
        return index, "", ""
    return last, "words", said


def _ends_clause(text: str, found: Sequence[Token], index: int) -> bool:
    """Whether a stop or a colon stands right behind a statement, and a space behind it: `u = x^2. Then`, `x = 2: `;
    not behind an abbreviation."""
    before, mark = found[index - 1], found[index]
    word = before.text.isalpha() and len(before.text) > 1
    return index > 0 and before.end == mark.start and not word and text[mark.end : mark.end + 1].isspace()


def _wide(found: Sequence[Token], index: int) -> bool:
    """Whether a wide space separates: not beside an operator."""
    before = found[index - 1].text if index else ""
    after = next((t.text for t in found[index + 1 : index + 20] if t.text not in SPACES), "")
    return before not in OPERATORS - {","} and after not in OPERATORS and before not in RELATIONS
