"""Phrases in a text: inflections, small slips, negation, and of what a sentence speaks.

No grammar, only what can be shown to a person: each find is a stretch of the text, quoted in the report. What a
sentence does with its words besides is not understood but noticed: where it denies, compares, doubts, asks or only
lists, a find is in `doubt`, and a person reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from grader.answer.claim.prose.plain_words import VERBS, is_plain
from grader.late import dataclass
from grader.values import Span

NEGATIONS = frozenset(
    "not no never without cannot cant neither nor none hardly isnt arent doesnt dont didnt wasnt werent wont"
    " nicht kein keine keinen keiner keines keinem nie niemals ohne weder".split()
)
NOT_NEGATING = (("not", "only"), ("not", "just"), ("nicht", "nur"))
DOUBTS = NEGATIONS | frozenset(
    "unlike contrary opposite instead rather except lack lacks lacking fail fails failed miss misses seldom rarely"
    " barely anything else otherwise maybe perhaps possibly probably might may could would should supposedly"
    " allegedly guess suppose assume think thought believe believed claim claims claimed say says said if"
    " unless whether keyword keywords phrase phrases word words concept concepts mention mentions mentioned"
    " question idea know nobody nothing deny denies denied denying"
    " anders fehlt fehlen kaum statt sondern ausser außer vielleicht möglicherweise wahrscheinlich könnte würde"
    " sollte angeblich vermutlich glaube denke meint behauptet falls ob stichwort stichworte wort wörter begriff"
    " begriffe frage weiß weiss niemand nichts gegenteil entgegen".split()
)
"""Words that turn, weaken or only mention what their sentence says."""
DENIALS = frozenset(
    "false wrong incorrect untrue nonsense mistaken mistake error lie kidding joke absurd disagree"
    " falsch unwahr unsinn quatsch irrtum irrig gelogen scherz fehler".split()
)
"""Words that may take back what stands in another sentence."""
JOINTS = frozenset(
    "and because since so as that which while for thus hence therefore"
    " und weil denn da dass die der das also".split()
)
"""Words that join two sentences to one."""
BESIDE = 1
"""At least so many words stand beside each phrase without a gap in a sentence that is no list of words."""
GAP = "…"
"""In a phrase: a few words (`REACH`) of the same clause may stand here."""
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
ARTICLES = frozenset("the a an it its this that their der die das ein eine es sie diese".split())
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
    """A phrase that was found: its span, the index of its first word, whether it is negated, the indices of its
    words, and whether it has gaps: then it says who does what, and is a sentence of its own."""

    span: Span
    at: int
    sentence: int
    negated: bool
    words: tuple[int, ...] = ()
    gaps: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, cut into words."""

    text: str
    words: tuple[Word, ...]

    def find(self, phrase: str) -> Iterator[Find]:
        """Every place where the phrase stands. Its parts, between gaps (`larger|first … dominates`), follow each
        other within one clause; each may have alternatives."""
        first, *others = [part for part in phrase.replace("...", GAP).split(GAP) if part.strip()] or [phrase]
        if not others:
            yield from self._plain(phrase)
            return
        for find in self._part(first):
            for part in others:
                following = next((after for after in self._part(part) if self._near(find, after)), None)
                if following is None:
                    break
                find = Find(
                    Span(find.span.start, following.span.end), find.at, find.sentence,
                    find.negated or following.negated, (*find.words, *following.words), True,
                )  # fmt: skip
            else:
                yield find

    def _near(self, find: Find, after: Find) -> bool:
        if not find.words or not after.words or after.span.start < find.span.end:
            return False
        last, first = self.words[find.words[-1]], self.words[after.words[0]]
        return last.clause == first.clause and after.words[0] - find.words[-1] - 1 <= REACH

    def _part(self, part: str) -> Iterator[Find]:
        for phrase in part.split("|"):
            yield from self._plain(phrase.strip())

    def _plain(self, phrase: str) -> Iterator[Find]:
        """Where it stands as words in a row of one clause, or letter by letter if it has signs in it."""
        wanted = [stem(word.text) for word in cut_words(phrase)]
        if not wanted or any(char in "/\\()[]{}<>=+*^$0123456789" for char in phrase):
            yield from self._literally(phrase)
            return
        for at in range(len(self.words) - len(wanted) + 1):
            here = self.words[at : at + len(wanted)]
            if self._in_one(here) and all(alike(word, ours) for word, ours in zip(here, wanted, strict=True)):
                span = Span(here[0].span.start, here[-1].span.end)
                yield Find(span, at, here[0].sentence, self.negated(at), tuple(range(at, at + len(wanted))))

    def _in_one(self, words: tuple[Word, ...]) -> bool:
        """Whether no comma or full stop stands between the words."""
        between = self.text[words[0].span.end : words[-1].span.start]
        return not any(char in CLAUSE_ENDS or char in SENTENCE_ENDS for char in between)

    def _literally(self, phrase: str) -> Iterator[Find]:
        squeezed, places = squeeze(self.text)
        wanted = squeeze(phrase)[0]
        start = squeezed.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            if not _cuts_word(squeezed, start, end):
                span = Span(places[start], places[end - 1] + 1)
                at = sum(word.span.end <= span.start for word in self.words)
                inside = tuple(k for k, w in enumerate(self.words) if _overlap(w.span, span))
                sentence = self.words[min(at, len(self.words) - 1)].sentence if self.words else 0
                yield Find(span, at, sentence, self.negated(at), inside)
            start = squeezed.find(wanted, start + 1)

    def turn(self, finds: Iterable[Find]) -> str:
        """What turns or weakens a sentence in which these finds stand: a word, or `?` for a question; empty where
        nothing does."""
        denial = next((word.text for word in self.words if word.text in DENIALS), "")
        for number, here in self._by_sentence(finds).items():
            turns = (w.text for w in self._beside(number, here) if w.text in DOUBTS and not self._only(w))
            reason = next(turns, "") or denial or ("?" if self._asks(number) else "") or self._passive(here)
            if reason:
                return reason
        return denial

    def doubt(self, finds: Iterable[Find], known: frozenset[str] = frozenset()) -> str:
        """Why the sentences in which these finds stand may not say what their phrases say: what turns one, `list`
        for words without a sentence, or a word of the text that is neither plain nor `known` (stems of the rubric);
        empty where there is no reason."""
        found = tuple(finds)
        for number, here in self._by_sentence(found).items():
            few = len(self._beside(number, here)) < BESIDE * sum(not find.gaps for find in here)
            if few or not self._jointed(here) or not self._says(number, here):
                return self.turn(here) or "list"
        said = {self.words[k].text for find in found for k in find.words}
        strange = (w for w in self.words if not is_plain(w.text) and w.stem not in known and w.text not in said)
        return self.turn(found) or next((w.text for w in strange if not self._command(w)), "")

    def _by_sentence(self, finds: Iterable[Find]) -> dict[int, list[Find]]:
        found: dict[int, list[Find]] = {}
        for find in finds:
            found.setdefault(find.sentence, []).append(find)
        return found

    def _beside(self, number: int, finds: list[Find]) -> list[Word]:
        """The words of a sentence that are in none of its finds."""
        inside = {k for find in finds for k in find.words}
        return [word for k, word in enumerate(self.words) if word.sentence == number and k not in inside]

    def _command(self, word: Word) -> bool:
        """`\\text`, in a formula."""
        return self.text[max(0, word.span.start - 1) : word.span.start] == "\\"

    def _says(self, number: int, finds: list[Find]) -> bool:
        """Whether a sentence has a verb, or a sign of equality; a phrase of several words may hold its own."""
        words = [word for word in self.words if word.sentence == number]
        between = self.text[words[0].span.start : words[-1].span.end] if words else ""
        own = any(find.gaps or len(find.words) > 1 for find in finds)
        return own or "=" in between or any(word.text in VERBS for word in words)

    def _passive(self, finds: list[Find]) -> str:
        """`is dominated by`: who does what to whom is turned round."""
        after = (word.text for find in finds if find.words for word in self.words[find.words[-1] + 1 :][:1])
        return next((word for word in after if word in ("by", "von", "durch", "vom")), "")

    def _jointed(self, finds: list[Find]) -> bool:
        """Whether what joins sentences stands between the finds: a comma, a colon, `and`, `because`."""
        places = sorted(find.words for find in finds if find.words)
        for before, after in pairwise(places):
            between = self.words[before[-1] : after[0]]
            parted = any(word.text in JOINTS for word in between[1:]) or before[-1] >= after[0]
            if not parted and not self._parted(before[-1], after[0]):
                return False
        return True

    def _parted(self, last: int, first: int) -> bool:
        between = self.text[self.words[last].span.end : self.words[first].span.start]
        return any(char in CLAUSE_ENDS for char in between)

    def _only(self, word: Word) -> bool:
        """`not only`, `nicht nur`."""
        after = next((other for other in self.words if other.span.start > word.span.start), None)
        return after is not None and (word.text, after.text) in NOT_NEGATING

    def _asks(self, number: int) -> bool:
        last = max((word.span.end for word in self.words if word.sentence == number), default=0)
        return self.text[last:].lstrip(" \t)$\"'").startswith("?")

    def negated(self, at: int) -> bool:
        """Whether one of the few words before, in the same clause, turns it round."""
        if at >= len(self.words):
            return False
        clause = self.words[at].clause
        before = [k for k in range(max(0, at - REACH), at) if self.words[k].clause == clause]
        turned = 0
        for k in before:
            pair = (self.words[k].text, self.words[k + 1].text)
            turned += self.words[k].text in NEGATIONS and pair not in NOT_NEGATING and not self._begins_anew(k, at)
        return turned % 2 == 1

    def _begins_anew(self, k: int, at: int) -> bool:
        """Whether `and` with an article and a verb of its own begins a sentence behind a negation: `a square is
        not negative and the exponential is positive`."""
        after = (j for j in range(k + 2, at) if self.words[j].text in ("and", "und"))
        begun = next((j for j in after if self.words[j + 1].text in ARTICLES), None)
        if any(word.text in ARTICLES | {"both", "dass"} for word in self.words[k + 1 : begun]):
            return False  # `not the square and the exponential`, `not so that … and …`
        said = any(word.text in VERBS for word in self.words[max(0, k - REACH) : k])
        return begun is not None and said and any(w.text in VERBS for w in self.words[begun : at + REACH])

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


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


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
