"""The words around a formula: it counts only where each of them is known to leave it what it is.

What a sentence does with its words is not understood here. Its words are compared with those that turn nothing
(`harmless`), each where it stands: what leads to the formula, the clauses before that, what follows as its reason,
and what is said in later sentences. The first word that is not known there is what a person is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

from grader.answer.claim.prose.clauses import (
    AGAIN,
    BREAKS,
    CLAIMS,
    DRAWN,
    FORMULA,
    GETTING,
    PARAGRAPH,
    RELATION,
    TOKEN,
    is_no_reason,
    last_clause,
    reason_ends,
    sentence,
    sentences,
    without_correction,
)
from grader.answer.claim.prose.harmless import (
    ARTICLES,
    AWAY,
    CORE,
    FOLLOWING,
    LEADING,
    MEASURES,
    NAMED,
    NEGATIONS,
    NONE,
    NOT_TURNING,
    NOUNS,
    PROCESS,
    PRONOUNS,
    QUALITIES,
    REASONS,
    RESULTS,
    SAME,
    SPEAKERS,
    VERBS,
    is_compound,
    is_noun,
    is_one_of,
)
from grader.answer.claim.prose.phrases import DOUBLING, OF, in_phrase, of_the_value, turns_in_phrase
from grader.answer.claim.prose.vocabulary import DENYING, TURNING_AFTER, TURNING_BEFORE
from grader.answer.claim.prose.words import DENIALS, DOUBTS
from grader.answer.claim.spelling.numerals import NUMERALS
from grader.late import dataclass, pattern
from grader.limits import KEPT
from grader.notation.cut import cut

_ONLY = frozenset("only just merely nur bloß seulement".split())
_WHY = frozenset(
    "because since by using note recall first we from there due da weil denn durch aufgrund wegen wir car puisque"
    " parce nous".split()
)
"""How a clause begins that tells how one came to a value: `with rows swapped` says what the value is."""
_CAUSES = frozenset("because since weil da denn car".split())
_OF_ITSELF = RESULTS | PRONOUNS | {"value", "number", "wert", "zahl", "valeur", "nombre"}
"""Words of a reason that may speak of the value: then each other word must be known."""
_ALTERS = (
    "ignor", "neglect", "forg", "drop", "omi", "swap", "flip", "revers", "invers", "invert", "negat", "doubl",
    "halv", "another", "wrong", "friend", "neighbo", "luck", "guess", "contra", "mistake", "pretend", "random",
    "lied", "lying", "cheat", "whatever", "garbage", "rubbish", "bogus", "unfug", "unlikely", "hypothet", "imposs",
    "dice", "würf", "afterward", "danach", "nachher", "hinterher", "vergess", "umgekehrt", "vertausch",
    "weglass", "gerat",
)  # fmt: skip
"""How words begin that do something to a value, or say that it is none."""
_GROUNDS = frozenset("rule theorem law lemma definition formula property identity regel satz formel règle".split())
"""What a remark in brackets behind the formula may name: `(power rule)`."""
_THERE_ARE = (("il", "existe"), ("y", "a"), ("there", "are"), ("there", "is"), ("es", "gibt"), ("gibt", "es"))
"""Before a number that counts something else than the value."""
_NUMBERED = frozenset("question exercise task step part line theorem aufgabe schritt teil gleichung".split())
_PARTS = frozenset("abcdefgh")
_PART_OF = frozenset("to of for zu zur von für à".split())
_GIVING = frozenset("where with for when at wobei mit für avec pour".split())
"""Before an equation behind the formula these give its letters a value."""
_PLACING = frozenset("at for when bei für pour en".split())
"""And these say where a number is the value, `the maximum is $4$ at $t = 1$`."""
_AT = frozenset({"at", "bei", "en"})
_MANIFOLD = frozenset("twice double half thrice triple minus negative doppelt halb".split())
"""Right before an equation: `twice $x = 4$`."""
_OF_UNITS = frozenset({"square", "cubic"})
_AMOUNTS = frozenset({"beträgt", "betragen"})
_HAS = (["on", "a"], ["y", "a"])
"""French `on a $5$`, `il y a $5$`."""
_POINTING = frozenset("as see like cf per from siehe wie vgl laut aus voir comme".split())
"""How one points at another place, which says nothing of a value that follows."""
_RIGHT = frozenset("right correct true richtig korrekt wahr juste".split())
_NO_THINGS = CORE | VERBS | frozenset("times above below over into onto between per than".split())
"""What is not counted by a number before it."""
_LONG_LABEL = 3
_LONG, _PLURALS = 4, ("n", "en", "s")
"""Letters of words that are taken up without these endings too: `Jahre` where `Jahren` was asked."""
_SHORT = frozenset({"bits", "nats"})
_SPELLED = pattern(r"\b[a-z][A-Z]\b")  # `pH`
REACH = 5
"""Words behind a negation in which it may be said that little is denied."""
_BARE = frozenset("the a an das die der ein l le la".split())
_EVERY = frozenset("all every any each alle jede jedes tout tous".split())
_ENDING = frozenset("end ends begin begins start starts endet beginnt finit termine commence".split())
_TYPED = frozenset({*"=+-·*/^", "ab", "bc", "ac", "xy"})
_MARKS = frozenset('*_`"“”„«»#|~\\')
"""What only sets a text."""

_DENYING = DENYING | DENIALS | DOUBTS | NONE | NEGATIONS
_TURNING = _DENYING | TURNING_BEFORE | TURNING_AFTER
"""What even a word beside the point must not be."""
_CHANGING = (DENYING | TURNING_BEFORE) - NEGATIONS
_Counted: TypeAlias = Literal["no", "else", "all"]
"""Which numbers among the words may be of something else than the value: none that is alone, those of which it is
not said that they are it, all."""
Agrees: TypeAlias = Callable[[str], bool]
"""Whether a number, as digits or as a word, is the value of the formula."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known where words are looked at: words of this exercise, what the value is, and whether it is a
    number or a quantity (`measured`), which may be said of something, and of which letter (`subject`) it is told;
    whether the question asks for `several` values, it may be said where a number is the value (`placed`: None where
    the question is not known), and what this `part` of the exercise is called."""

    known: frozenset[str]
    agrees: Agrees
    measured: bool = True
    subject: str = ""
    several: bool = False
    placed: bool | None = None
    part: frozenset[str] = frozenset()

    def before(self, text: str, alone: bool) -> str:
        """The words before a formula that may turn it, or nothing. `alone`: the formula is a value and says nothing
        for itself."""
        said = sentence(text)
        if alone and (pointing := self._pointing_elsewhere(text)):
            return pointing
        if not said:
            return _taken_back(text)
        clause, earlier = last_clause(said)
        turned = of_the_value(said) or self._made_of(clause) or (self._led_to(clause) if alone else "")
        if turned:
            return turned
        known = CORE | VERBS | NAMED if alone else CORE | PROCESS
        strange = self._strange(clause, known, "no" if alone else "else") or _label(text, earlier)
        placing = clause[-1] if clause and self.placed else ""
        if placing in (_PLACING if not alone else _AT) and not any(
            map(_arrives, clause)
        ):  # `the maximum is at $4$`
            return placing
        if not alone and clause and clause[-1] in _MANIFOLD:
            return clause[-1]
        if FORMULA in text or RELATION in text:
            earlier = without_correction(earlier)
        tells_how = not text.rstrip().endswith(":") and _tells_how(earlier)
        return strange or self._strange(earlier, CORE | PROCESS, "else", tells_how)

    def after(self, text: str, alone: bool, counts: bool = False) -> str:
        """The words behind a formula, in its sentence or in a later one of its paragraph that speaks of no
        other formula, that may turn it, or nothing. `counts`: the words before it say of how many it tells."""
        said = sentences(PARAGRAPH.split(text, 1)[0])
        if said and self.placed and said[0][0] in _PLACING and said[0][1:2] == [RELATION]:
            said[0] = said[0][2:] or ["."]
        first = said[0][0] if said else "."
        if first in _OF_UNITS and said[0][1:2] == ["units"]:
            said[0], first = said[0][1:], "units"
        follows = first in BREAKS or first in _MARKS or is_one_of(first, FOLLOWING) or self._is_told(first)
        thing = next((word for word in said[0] if not is_one_of(word, QUALITIES)), "") if said else ""
        if alone and not follows and not (counts and (is_one_of(thing, NOUNS) or first == "of")):
            return " ".join(said[0][:2])
        later = [] if self.several else said[1:]
        own = [*said[:1], *(each for each in later if not {FORMULA, RELATION} & set(each))]
        return next((strange for each in own if (strange := self._said(each, alone))), "")

    def sentence(self, before: str, after: str) -> str:
        """The words around a typed formula that may turn it, or nothing."""
        return self.before(f"{before} ", True) or self.after(after, True)

    def again(self, text: str) -> str:
        """The word that may take back one of several values where it is said again, or nothing."""
        said = [each for each in sentences(text) if AGAIN in each]
        strange = (self._strange(each, CORE | VERBS | NAMED | PROCESS, "else") for each in said)
        return next(filter(None, (*(_only(each) for each in said), *strange)), "")

    def only(self, text: str) -> str:
        """The word before a later one of several values that says it of none of the others, or nothing."""
        return _only(sentence(text))

    def _said(self, said: Sequence[str], alone: bool) -> str:
        """Of one sentence behind the formula: a claim up to the word with which its reason begins."""
        if said[-1] == "?":
            return "?"
        if said[0] == "(" and said[1:] and _GROUNDS.intersection(said[-3:]):  # `(power rule)`
            return self._claimed(said, CORE | PROCESS, "all")
        for k, word in enumerate(said):
            gives = word in _GIVING and not (self.placed and word in _PLACING)
            if gives and said[k + 1 : k + 2] == [RELATION]:
                return word
            if word in REASONS and not is_no_reason(said, k):
                end = reason_ends(said, k + 1)
                reason = said[k:end]
                concluding = not (RESULTS | GETTING if alone else RESULTS).isdisjoint(reason)
                strange = self._claimed(said[:k], CORE | VERBS | NAMED, "no")
                if alone or concluding or not _DENYING.isdisjoint(reason):
                    counted: _Counted = "no" if concluding or not _RIGHT.isdisjoint(reason) else "all"
                    aside = word in _CAUSES and not concluding and _OF_ITSELF.isdisjoint(reason)
                    strange = strange or self._strange(reason, CORE | PROCESS | _TYPED, counted, aside)
                    strange = strange or of_the_value(reason)
                return strange or (self._said(said[end:], alone) if end < len(said) else "")
        about = not (PRONOUNS | RESULTS).isdisjoint(said)
        aside = not about and said[0] in SPEAKERS | ARTICLES
        return self._claimed(said, CORE | (PROCESS if aside else VERBS | NAMED), "else" if aside else "no")

    def _claimed(self, said: Sequence[str], harmless: frozenset[str], counted: _Counted) -> str:
        return self._strange(said, harmless, counted) or of_the_value(said)

    def _led_to(self, clause: Sequence[str]) -> str:
        """The end of a clause that does not lead to a value."""
        words = [word for word in clause if word not in _MARKS and word != "="]
        if words[-2:] in _HAS:
            return ""
        while len(words) > 1 and words[-1] in _BARE:
            words = words[:-1]
        if not words or words[-1] in OF:
            return ""
        last, before = words[-1], words[-2] if len(words) > 1 else ""
        if last in _EVERY and (before in AWAY or before in DOUBLING):
            return ""
        if last in ("in", "with", "auf", "mit", "par") and before in _ENDING:
            return f"{before} {last}"
        if last in AWAY:
            led = any(
                _is_verb(word) or is_one_of(word, VERBS) or word in DOUBLING or self._is_told(word)
                for word in words[:-1]
            )
            led = led or (self.several and all(is_one_of(word, QUALITIES) for word in words[:-1]))
        else:
            led = is_one_of(last, LEADING) or is_noun(last) or self._is_told(last) or last in "'’"
        return "" if led else f"{before} {last}".strip()

    def _pointing_elsewhere(self, text: str) -> str:
        """The words between a formula above and this one where they only point at another place: of `$6$ (as in
        2a) $5$` and `$6$, see b. $5$` either may be meant."""
        _, formula, between = PARAGRAPH.split(text)[-1].rpartition(FORMULA)
        words = [word for word in TOKEN.findall(between.casefold()) if word not in _MARKS]
        if not formula or _POINTING.isdisjoint(words) or words[-1] == ":":
            return ""
        leads = any(word in DRAWN or word in RESULTS or _is_verb(word) for word in words if word not in _POINTING)
        return "" if leads else " ".join(words)

    def _made_of(self, clause: Sequence[str]) -> str:
        """`the transpose of the matrix $A$`: with no verb between, what is made of the formula."""
        if self.measured and not _AMOUNTS.isdisjoint(clause):  # `beträgt die Länge der Seite $5$`
            return ""
        for k in range(len(clause) - 1, -1, -1):
            if clause[k] in OF and not (clause[k] in ("d", "s") and "'" not in clause and "’" not in clause):
                made = k == 0 or not is_one_of(clause[k - 1], MEASURES if self.measured else SAME)
                return " ".join(clause[max(0, k - 1) :]) if made else ""
            if _is_verb(clause[k]):
                return ""
        return ""

    def _strange(
        self, said: Sequence[str], harmless: frozenset[str], counted: _Counted, aside: bool = False
    ) -> str:
        """The first word that is not harmless. `counted`: which numbers may be of something else. `aside` from what
        is claimed, where it is told how one came to it, a word that nobody knows does nothing to the formula."""
        return next(
            (
                word
                for k, word in enumerate(said)
                if not (self._is_known(said, k, harmless, counted) or (aside and _says_nothing(word)))
            ),
            "",
        )

    def _is_told(self, word: str) -> bool:
        return word in self.known or is_one_of(word, self.known)

    def _is_of_another_letter(self, letter: str) -> bool:
        """`n = 3, so $x = 5$`: what is said of another letter on the way."""
        return bool(self.subject) and len(letter) == 1 and letter.isalpha() and letter != self.subject.casefold()

    def _is_another_part(self, said: Sequence[str], k: int) -> bool:
        """`answer to part b`, `solution of 3)`, where this is none of these."""
        if not (said[k].isdigit() or said[k] in _PARTS):
            return False
        before = [word for word in said[max(0, k - 4) : k] if word not in ("(", ".") and word not in ARTICLES]
        named = bool(before) and before[-1] in _NUMBERED
        ends = said[k + 1 : k + 2] == [")"] or (said[k] in _PARTS and k + 1 == len(said))
        of_part = (named or ends) and not _PART_OF.isdisjoint(before[-2:])
        return of_part and said[k] not in self.part

    def _is_known(self, said: Sequence[str], k: int, harmless: frozenset[str], counted: _Counted) -> bool:
        word, before, after = said[k], said[k - 1] if k else "", said[k + 1] if k + 1 < len(said) else ""
        if word in BREAKS or word in _MARKS or word in ("'", "’", FORMULA, RELATION, AGAIN) or self._is_told(word):
            return True
        if turns_in_phrase(said, k) or self._is_another_part(said, k):
            return False
        if word == "=":
            alone = not (before or after)
            return alone or before in RESULTS or word in harmless or self._is_of_another_letter(before)
        if word[0].isdigit() and before == "=" and k > 1 and self._is_of_another_letter(said[k - 2]):
            return True
        if word in NEGATIONS:
            other = after in (FORMULA, RELATION) and counted != "no"
            return other or _denies_little(said, k)
        if word in SPEAKERS and is_one_of(after, VERBS):  # `one finds`
            return True
        number = word[0].isdigit() or word in NUMERALS or self.agrees(word)
        if number and not in_phrase(said, k):
            listed = counted != "no" and tuple(said[max(0, k - 2) : k]) in _THERE_ARE
            placed = before in _POINTING | {"in"} and after in _PARTS and word.isdigit()  # `as in 2a`
            return listed or placed or self.agrees(word) or _is_of_something(before, after, counted)
        if len(word) == 1 and word.isalpha():  # not letter by letter: `n o t`
            above = next((each for each in reversed(said[:k]) if each != "."), "")
            return before in ("'", "’") or after in ("'", "’") or not (len(above) == 1 and above.isalpha())
        return _is_harmless(word, harmless) or in_phrase(said, k)


@lru_cache(maxsize=KEPT)
def words_of_question(text: str) -> frozenset[str]:
    """The words that an answer may take up: `How far does the ball fall?`; none that turn what they stand by."""
    words = {word for piece in cut(text) if piece.kind == "prose" for word in TOKEN.findall(piece.text.casefold())}
    turning = _DENYING | TURNING_BEFORE | TURNING_AFTER | NUMERALS.keys()
    stems = {word.removesuffix(end) for word in words if len(word) > _LONG for end in _PLURALS}
    stems |= {word.removesuffix("s") for word in words & _SHORT}
    spelled = frozenset(word.casefold() for word in _SPELLED.findall(text))
    return frozenset(w for w in (words | stems) - turning if (len(w) > 2 or w in spelled) and w.isalpha())


def _arrives(word: str) -> bool:
    return word.startswith(("arriv", "stop", "look", "end", "lieg", "komm"))


def _label(text: str, said: Sequence[str]) -> str:
    """The word of a short label with a colon that is the name of something else: `half: $12$`."""
    short = text.rstrip().endswith(":") and len(said) < _LONG_LABEL
    return next((word for word in said if word in _CHANGING), "") if short else ""


def _only(said: Sequence[str]) -> str:
    return next((word for word in said if word in _ONLY), "")


def _is_verb(word: str) -> bool:
    return word in CLAIMS or (is_one_of(word, VERBS) and not is_one_of(word, NOUNS))


def _tells_how(clause: Sequence[str]) -> bool:
    """Whether it begins as one that tells how a value was found: `by …`, `since …`, `differentiating …`."""
    first, second = (*(word for word in clause if word not in DRAWN), "", "")[:2]
    return first in _WHY or first.endswith("ing") or (first == "as" and second in SPEAKERS)


def _says_nothing(word: str) -> bool:
    """A word that denies, doubts and turns nothing, whatever it means."""
    plain = word.isalpha() and len(word) > 1 and word not in NUMERALS and not word.startswith(_ALTERS)
    return plain and not is_one_of(word, _TURNING)


def _is_harmless(word: str, harmless: frozenset[str]) -> bool:
    if is_one_of(word, harmless) or is_compound(word):
        return True
    first, *others = word.split("-")
    return bool(others) and (first in NUMERALS or is_one_of(first, harmless)) and is_one_of(others[-1], harmless)


def _is_of_something(before: str, after: str, counted: _Counted) -> bool:
    """A number that counts something: `two of the terms`, `the three numbers`, `question 3`."""
    if before in (":", "see", "siehe", "voir"):
        return False
    if before in _NUMBERED or counted == "all" or (counted == "else" and before not in CLAIMS):
        return True
    return after in OF or (is_one_of(after, PROCESS) and not is_one_of(after, _NO_THINGS))


def _taken_back(text: str) -> str:
    """The word of a finished sentence before a formula that denies what follows it, or nothing."""
    said = (sentences(text) or [[]])[-1]
    for k, word in enumerate(said if not {FORMULA, RELATION} & set(said) else ()):
        if word in DENIALS or (word in NEGATIONS | NONE and not _denies_little(said, k)):
            return word
    return ""


def _denies_little(said: Sequence[str], k: int) -> bool:
    """`not hard to see`, `hängt nicht von x ab`."""
    return not NOT_TURNING.isdisjoint((*said[max(0, k - 2) : k], *said[k + 1 : k + REACH]))
