"""Phrases in a text: inflections, small slips, negation, and of what a sentence speaks.

No grammar, only what can be shown to a person: each find is a stretch of the text, quoted in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.values import Span

NEGATIONS = frozenset(
    "not no never without cannot cant neither nor none hardly isnt arent doesnt dont didnt wasnt werent wont"
    " nicht kein keine keinen keiner keines keinem nie niemals ohne weder".split()
)
NOT_NEGATING = (("not", "only"), ("not", "just"), ("nicht", "nur"))
REACH = 4
"""Words before a phrase in which a negation counts for it."""
SUFFIXES = (
    "ations", "ation", "ities", "ically", "ingly", "edly", "ings", "ness", "ments", "ment", "ally", "ions", "ion",
    "ity", "ies", "ied", "ing", "ous", "ely", "est", "ed", "es", "ly", "er", "en", "em", "al", "s", "e", "y", "n",
)  # fmt: skip
STEM = 4
SLIP = 7
"""Words of this length may have one wrong letter."""
SENTENCE_ENDS = frozenset(".!?;\n")
CLAUSE_ENDS = frozenset(",:—–")
TURNS = frozenset("but while whereas however although aber während jedoch sondern".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, where it stands, and its sentence and clause."""

    text: str
    stem: str
    span: Span
    sentence: int
    clause: int


@dataclass(frozen=True, slots=True)
class Find:
    """A phrase that was found: its span, the index of its first word, and whether it is negated."""

    span: Span
    at: int
    sentence: int
    negated: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, cut into words."""

    text: str
    words: tuple[Word, ...]

    def find(self, phrase: str) -> Iterator[Find]:
        """Every place where the phrase stands: as words in a row, or letter by letter if it has signs in it."""
        wanted = [stem(word.text) for word in cut_words(phrase)]
        if not wanted or any(char in "/\\()[]{}<>=+*^$0123456789" for char in phrase):
            yield from self._literally(phrase)
            return
        for at in range(len(self.words) - len(wanted) + 1):
            here = self.words[at : at + len(wanted)]
            if all(alike(word, ours) for word, ours in zip(here, wanted, strict=True)):
                span = Span(here[0].span.start, here[-1].span.end)
                yield Find(span, at, here[0].sentence, self.negated(at))

    def _literally(self, phrase: str) -> Iterator[Find]:
        squeezed, places = squeeze(self.text)
        wanted = squeeze(phrase)[0]
        start = squeezed.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            if not _cuts_word(squeezed, start, end):
                span = Span(places[start], places[end - 1] + 1)
                at = sum(word.span.end <= span.start for word in self.words)
                sentence = self.words[min(at, len(self.words) - 1)].sentence if self.words else 0
                yield Find(span, at, sentence, self.negated(at))
            start = squeezed.find(wanted, start + 1)

    def negated(self, at: int) -> bool:
        """Whether one of the few words before, in the same clause, turns it round."""
        if at >= len(self.words):
            return False
        clause = self.words[at].clause
        before = [k for k in range(max(0, at - REACH), at) if self.words[k].clause == clause]
        turned = 0
        for k in before:
            pair = (self.words[k].text, self.words[k + 1].text)
            turned += self.words[k].text in NEGATIONS and pair not in NOT_NEGATING
        return turned % 2 == 1

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]


def reading(text: str) -> Reading:
    return Reading(text, tuple(cut_words(text)))


def cut_words(text: str) -> Iterator[Word]:
    """The words with their sentences and clauses; an apostrophe inside a word is left out (`isn't`)."""
    sentence = clause = 0
    start, letters = 0, ""
    for at, char in enumerate([*text, " "]):
        if char.isalnum() or (char in "'’" and letters):
            if not letters:
                start = at
            letters += "" if char in "'’" else char.casefold()
            continue
        if letters:
            clause += letters in TURNS
            yield Word(letters, stem(letters), Span(start, at), sentence, clause)
            letters = ""
        if char in SENTENCE_ENDS:
            sentence, clause = sentence + 1, clause + 1
        elif char in CLAUSE_ENDS:
            clause += 1


def stem(word: str) -> str:
    """A word without its ending, so that inflections of one word agree."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= STEM:
            return word[: -len(suffix)]
    return word


def alike(word: Word, wanted: str) -> bool:
    """The same stem, or one letter of a long one wrong."""
    if word.stem == wanted or word.text == wanted:
        return True
    return len(wanted) >= SLIP and len(word.stem) >= SLIP and one_slip(word.stem, wanted)


def one_slip(left: str, right: str) -> bool:
    """One letter wrong, too many, missing, or two neighbours swapped. The first letter must be right."""
    if abs(len(left) - len(right)) > 1 or left[0] != right[0]:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def squeeze(text: str) -> tuple[str, list[int]]:
    """The text without spaces and dollar signs, in small letters, with `\\frac{a}{b}` as `a/b`; and where each
    character came from."""
    chars, places = [], []
    for at, char in enumerate(text):
        if not char.isspace() and char != "$":
            for small in char.casefold()[:1]:
                chars.append(small)
                places.append(at)
    return _fractions("".join(chars), places)


def _fractions(text: str, places: list[int]) -> tuple[str, list[int]]:
    at = text.find("\\frac{")
    while at >= 0:
        middle = text.find("}{", at)
        end = text.find("}", middle + 2)
        if middle < 0 or end < 0:
            break
        inside = text[at + 6 : middle] + "/" + text[middle + 2 : end]
        kept = [*places[at + 6 : middle], places[middle], *places[middle + 2 : end]]
        text = text[:at] + inside + text[end + 1 :]
        places = places[:at] + kept + places[end + 1 :]
        at = text.find("\\frac{", at + len(inside))
    return text, places


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins or ends inside a number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isdigit() and text[start].isdigit()) or (after.isdigit() and text[end - 1].isdigit())


def last_before(finds: Iterable[tuple[int, Find]], at: int, sentence: int) -> int | None:
    """The owner of the last subject named before a place, in its sentence or the one before; else of the first
    that follows in the same sentence."""
    known = sorted(finds, key=lambda item: item[1].at)
    before = [owner for owner, find in known if find.at <= at and sentence - 1 <= find.sentence <= sentence]
    if before:
        return before[-1]
    return next((owner for owner, find in known if find.at > at and find.sentence == sentence), None)
