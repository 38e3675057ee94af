"""Whether the words around a number leave it what it is: `The ball is … high`, `We need … of the acid`.

Of each word it is asked
* that it denies, compares, bounds or multiplies nothing: `less than 9 m`, `9 m higher`, `half of 9 m`;
* that it speaks of what the question asks: the same quantity (`measures`), the same thing counted, the same
  substance (`25 mL of the acid`), the way in which it changes (`rises by`, not `to`);
* that it is known: a word of the question, or one that is said of any value (`harmless`).
The first word for which this does not hold is shown to a person.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from grader.answer.claim.prose.clauses import BREAKS, FORMULA, TOKEN
from grader.answer.claim.prose.harmless import (
    ARTICLES,
    CORE,
    NAMED,
    NEGATIONS,
    NONE,
    VERBS,
    is_compound,
    is_noun,
    is_one_of,
)
from grader.answer.claim.prose.measures import (
    CHANGING,
    WAYS,
    WORD,
    asked_by,
    asking_sentence,
    asks_by,
    counted,
    families_of,
    of_another,
)
from grader.answer.claim.prose.phrases import of_the_value, turns_in_phrase
from grader.answer.claim.prose.things import THINGS
from grader.answer.claim.prose.things_alike import told
from grader.answer.claim.prose.vocabulary import DENYING, OF, TURNING_AFTER, TURNING_BEFORE
from grader.answer.claim.prose.words import DENIALS, DOUBTS
from grader.answer.value.asked.units_asked import counted_thing
from grader.answer.value.numbers.counted import COUNTED
from grader.answer.value.numbers.percents import asks_percent
from grader.late import dataclass, pattern
from grader.limits import KEPT


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).casefold().split())


_NEVER = (
    NEGATIONS
    | NONE
    | DENIALS
    | _words(
        "too than als half twice double triple third quarter doppelt doppelte halb halbe hälfte drittel viertel",
        "only before bevor vor ago since seit another wrong least most mindestens höchstens almost nearly",
        "beinahe knapp per pro je each every apiece jeweils if wenn or oder extra additional zusätzlich error",
        "fehler bound",
    )
)
"""What makes another value of a number, or none, whatever was asked."""
_TURNING = (
    _NEVER
    | DENYING
    | (DOUBTS - _words("think believe should denke glaube sollte"))
    | TURNING_AFTER
    | TURNING_BEFORE
    | _words(
        "fast older younger älter jünger",
        "zu minus times mal more less fewer mehr weniger higher lower longer shorter wider narrower deeper taller",
        "heavier lighter faster slower bigger smaller larger greater höher höhere niedriger tiefer länger kürzer",
        "breiter schmaler dicker schwerer leichter schneller langsamer größer größere kleiner kleinere earlier",
        "later früher später further weiter over under below above unter über between zwischen difference apart",
        "remaining left per each every jede jeder jedes jeden jedem pro would could should might may würde könnte",
        "again wieder initial from ab limit guess why other others zero both beide beiden all alle alles until",
        "bis",
    )
) - _words("falls percent prozent")
"""What may do so, but behind the number where the question says it, or in one of the phrases below."""
_SAID = _words(
    "acts act acting wirkt wirken flows flow flowing fließt fließen rises rise risen steigt steigen flies fliegt",
    "fliegen increases increased increase grows grown grow growth gewachsen gestiegen went goes go braucht",
    "brauchen benötigt benötigen needed gebraucht werden entsteht entstehen bilden bildet formed produced",
    "delivers deliver leistet measures misst corresponds correspond entspricht entsprechen dauert stops stopped",
    "stop expect expects erwartet erwarten must muss need needs require requires required ground boden arithmetic",
    "arithmetische man today heute then dann danach rest standstill anhalten einzahlen einzahlt anlegen pay paid",
    "invest invested deposit hinein rein exactly large big groß große average durchschnitt schnitt mittel",
    "different distinct verschiedene mögliche mean median arten weisen moves move moving travelled travels after",
    "nach until bis within konto account through durch noch bezahlt bezahlen zahlt zahlen legt zurückgelegt",
    "kostet kosten above über take last cost up reached steht stehen bleibt comes come nimmt zu pretty sehr hier",
    "will würde would verrichtet erhielt got",
)
"""What else may be said of a measured value."""
_KNOWN = CORE | VERBS | NAMED | COUNTED | _SAID
_WAYS = COUNTED | _words("arten weisen")
_TOWARDS = _words("to by um with at on auf gegen mit zu bei für à en pour sur vers")
_ABOUT = _words("about approximately approx roughly exactly around etwa ungefähr ca rund genau circa")
_RATES = _words("per pro je each every apiece jeweils")
_EACH = _words("each every apiece jeweils je jede jeder jedes jeden")
_ALTOGETHER = _words("together altogether total zusammen insgesamt")
_NAME = pattern(r"(?<![\w$])[A-Z][a-z]{1,15}(?![\w$])")
_GERMAN = pattern(r"\b(?:der|die|das|ein|eine|wie|ist|wird)\b")
_NO_NAME = frozenset(
    "A An The In On At How What Which Who Find Compute Calculate Determine Give State Take Use It Its They Their He"
    " She His Her One Two Three Of For From To After By When Where If Each Every There This That With Let Then Wie"
    " Was Der Die Das Ein Eine".split()
)
ASKS_AGE = pattern(r"\b(?:[Hh]ow old|[Ww]ie alt)\b")
_OTHER_AGES = _words("i we they wir ich you ihr was were will war waren wird")
_ENDING = _words(
    "needed formed produced required acts act wirkt benötigt gebraucht hinein entstehen expected erwarten",
    "flow flows",
)
"""Verbs behind the thing of which there is so much."""
_POLITE = _words("take need last require dauern brauchen")
_TIMES = (("doubl", "verdoppel"), ("tripl", "verdreifach"), ("halv", "halbier"))
_DOUBLED = tuple(word for row in _TIMES for word in row)
"""How words begin for what a question may ask when it happens."""
_WHEN = _words("after nach in every within")
_AVERAGES = _words("average mittel durchschnitt schnitt")
_RENEWED = _words("new neu neue neuer neuen neues")
_THEN = _words("then now after new dann jetzt danach nach neu neue neuer")
_LAWS = _words("pythagoras law theorem formula rule gesetz satz formel regel")
_ENDS = _words("end begin start enden beginnen endet beginnt")
_UP = (["goes", "up"], ["went", "up"], ["fills", "up"], ["add", "up"])
_TOO = _words("viel wenig much many little few gross klein schnell langsam")
_OF_WHAT = pattern(
    r"\b(?:volume|mass|amount|weight|quantity|much|many|litres?|liters?|grams?|masse|volumen|menge|viele?|liter|gramm)"
    r"(?:\s(?:of|an|von))?(?P<what>(?:\s(?:(?:the|an?)\s)?"
    r"(?!(?:is|are|was|were|does|do|must|can|will|has|have|ist|sind|wird|werden|muss|per|in)\b)[^\W\d_]+"
    r"|\s[\d.,]{1,9}\s[A-Za-z]{1,3}(?![^\W\d_])){1,5})"
)


@dataclass(frozen=True, slots=True)
class AmountWords:
    """The words before and behind an amount, whether it has a unit, how it and all of the text are typed, and the
    question. Other amounts that the question gives are signs among the words."""

    before: str
    after: str
    amount: str
    has_unit: bool
    text: str
    question: str

    @property
    def told(self) -> frozenset[str]:
        return told(self.question)


def strange_word(said: AmountWords) -> str:
    """The word because of which an amount may not be what its sentence claims, or nothing."""
    before, after = (_without_given(TOKEN.findall(text.casefold())) for text in (said.before, said.after))
    if before[:1] in (["by"], ["nach"]) and (law := [k for k, word in enumerate(before) if word in _LAWS]):
        before = before[law[0] + 1 :]
    if said.text.rstrip().endswith("?"):
        return "?"
    led = before[-1:] in (["of"], ["von"]) or (before[-1:] in (["by"], ["um"]) and asks_by(said.question))
    of = None if led else OF.search(" ".join(before).replace("half-life", "time") + " ")
    return (
        next((word for k, word in enumerate(before) if _is_strange(k, before, said, True)), "")
        or next((word for k, word in enumerate(after) if _is_strange(k, after, said, False)), "")
        or of_the_value((*before, *after))
        or _led_to(before, said)
        or _followed(after, said)
        or _of_chance((*before, *after), said)
        or _other_name(said)
        or _of_other_age(before, said)
        or of_another(said.text, said.amount, said.question)
        or (of[0].strip() if of else "")
    )


def _without_given(words: list[str]) -> list[str]:
    """Without the word for what a given amount is: `§ high`."""
    return [word for k, word in enumerate(words) if not (k and words[k - 1] == FORMULA and families_of(word, True))]


def _is_strange(k: int, words: list[str], said: AmountWords, leads: bool) -> bool:
    word, after = words[k], words[k + 1] if k + 1 < len(words) else ""
    if word in BREAKS or word in ("'", "’", "°", "%", '"', "*", "-", FORMULA):
        return False
    mean = word in _AVERAGES and (
        families_of(word) <= asked_by(said.question).families
        or f" {words[k - 1]} {word}" in asking_sentence(said.question).casefold()  # `on average`
    )
    if turns_in_phrase(words, k) and not mean and (leads or word != "up") and words[k - 1 : k + 1] not in _UP:
        return True
    if word in _ALTOGETHER and _asks_of_each(said.question):
        return True
    if word in _TURNING and not word.startswith(_DOUBLED):
        behind = word in told(asking_sentence(said.question)) and word not in _NEVER and not leads
        return not (behind or _in_phrase(k, words, said, leads))
    if word in said.told or is_one_of(word, said.told) or word.startswith(_DOUBLED):
        if word.startswith(_DOUBLED) and leads and _WHEN.isdisjoint(words[k + 1 :]):
            return True
        asked = (row for row in _TIMES if any(each in said.question.casefold() for each in row))
        return word.startswith(_DOUBLED) and not any(map(word.startswith, asked))
    if word[0].isdigit() or (word not in ARTICLES | {"one"} and counted(word) is not None):
        return counted(word) not in _numbers(said.question) or not after
    if word in CHANGING and not CHANGING.isdisjoint(said.told):
        return False
    if word in _RENEWED:
        return _THEN.isdisjoint(TOKEN.findall(asking_sentence(said.question)))
    if word == "zurück":
        return "legt" not in said.before
    if len(word) == 1 and word.isalpha():
        return word not in ("i", "a", "s") or after == ")"  # `with a) we get 7`
    return not (is_one_of(word, _KNOWN) or is_compound(word) or families_of(word, True))


def _in_phrase(k: int, words: list[str], said: AmountWords, leads: bool) -> bool:
    """Whether a word that may turn a number does not so here."""
    word, before, after = words[k], words[k - 1] if k else "", words[k + 1] if k + 1 < len(words) else ""
    match word:
        case "would" | "würde":
            return after in _POLITE
        case "least" | "most" | "mindestens" | "höchstens":  # of what is asked: `that at least one is defective`
            asked = f"{word} {after}" in asking_sentence(said.question).replace("mindestens eine ", "least one ")
            return bool(after) and after.isalpha() and asked
        case "until" | "bis":  # `until it stops`
            return not leads and _asks_time(said.question)
        case "above" | "über":  # `above the ground`
            return not leads and words[k + 1 : k + 3] in (["the", "ground"], ["dem", "boden"])
        case "fast" | "apart":  # `20 m/s fast`, no German `fast 20 m/s`
            return not leads and after != "from"
        case "zu":
            return leads or not (after in _TOO or families_of(after, True))
        case "each" if leads and k == 0 and after in said.told:  # `each side is`
            return True
        case _ if word in _EACH:
            return _asks_of_each(said.question)
        case "over" | "all":
            return before == "in" and word == "all"
        case "from" | "von" | "ab":  # `from 20 °C to 40 °C`
            return after == FORMULA and FORMULA in words[k + 2 :]
    return word in said.told and before in ARTICLES and word not in _NEVER  # `the smaller angle`


def _led_to(before: list[str], said: AmountWords) -> str:
    """The words before an amount that may not lead to it: `a loss of`, `the interest on`."""
    words = [word for word in before if word not in BREAKS]
    alone = not said.has_unit and "." not in said.amount and not any(map(str.isalpha, said.after))
    if alone and before[-1:] and before[-1] in _ABOUT:  # of a number that may be exact
        return before[-1]
    while words and (words[-1] in _ABOUT or (words[-1] in ARTICLES and len(words) > 1)):
        words.pop()
    if not words or before[-1:] in ([","], [":"]):
        return ""
    last, prior = words[-1], words[-2] if len(words) > 1 else ""
    if last in ("of", "von"):
        thing = (
            not said.has_unit
            and counted_thing(said.question)
            and bool(_group(TOKEN.findall(said.after.casefold())))
        )
        measure = (
            (families_of(prior, True) and not thing)
            or prior in ("total", "result", "answer", "sum", "value")
            or prior in said.told
        )
        return "" if measure or (asks_by(said.question) and prior in CHANGING) else f"{prior} {last}".strip()
    if is_one_of(prior, _ENDS) or (
        last in ("at", "bei") and not (said.has_unit and is_one_of(prior, VERBS | _SAID))
    ):
        return f"{prior} {last}".strip()
    if last in ("after", "nach"):
        return "" if _asks_time(said.question) else last
    if last in ("by", "um") and asks_by(said.question):
        return ""
    if last not in _TOWARDS:
        return ""
    if not prior:
        return "" if f" {last} " in f" {said.question.casefold()}" else last
    return f"{prior} {last}" if is_noun(prior) and not is_one_of(prior, VERBS | CHANGING | _SAID) else ""


def _followed(after: list[str], said: AmountWords) -> str:
    """The words behind an amount that say it of something that was not asked."""
    if not after or after[0] in BREAKS:
        return ""
    each = after[0] in _EACH and _asks_of_each(said.question)
    if (after[0] in _RATES and not each) or (after[0] in ("a", "an") and said.has_unit):
        return " ".join(after[:2])
    if families_of(after[0], True):  # which `of_another` looks at
        return after[0] if asks_by(said.question) else ""
    of = after[0] in ("of", "der", "des", "von")
    group = _group(after)
    if of and FORMULA in after[:3]:
        return " ".join(after[:2])
    if said.amount.endswith(("%", "percent", "Prozent")) and group:  # `35 % of the voters`
        return next((word for word in group if not is_one_of(word, said.told)), "")
    if group and not said.has_unit and asks_percent(said.question):
        return after[0]
    wanted = _substance(said.question.casefold())
    if not said.has_unit and (thing := counted_thing(said.question).casefold()):
        things = wanted | (_WAYS if thing in _WAYS else frozenset())
        if group and not any(is_one_of(word, things) for word in group):
            return after[0]
        return next((w for w in after if is_one_of(w, THINGS) and not is_one_of(w, said.told | things)), "")
    if not said.question and group:
        return after[0] if of or is_noun(after[0]) else ""
    if not of and not (group and after[0] == group[0] and is_noun(group[0])):
        return ""
    if not wanted or not any(is_one_of(word, wanted) for word in group):
        return " ".join(after[:2]) if said.question or of else ""
    if (end := _next_in(said.question.casefold(), group[-1])) and is_one_of(end, THINGS) and end not in group:
        return " ".join(after[:2])  # `sodium`, where sodium chloride is asked
    return next((word for word in group if not is_one_of(word, said.told)), "")


def _group(after: list[str]) -> list[str]:
    """The words for a thing behind an amount: `defective screws` of `of the defective screws are`."""
    found: list[str] = []
    for word in after:
        if not found and (word in ("of", "von") or word in ARTICLES):
            continue
        if word in BREAKS or word in CORE | _ENDING | CHANGING or word == FORMULA:
            break
        found.append(word)
    return found


def _of_chance(words: tuple[str, ...], said: AmountWords) -> str:
    """A word of what is given, where the question asks how likely it is that another thing happens."""
    asking = asking_sentence(said.question)
    if not {"probability", "wahrscheinlichkeit", "chance", "likely"} & set(TOKEN.findall(asking)):
        return ""
    asked = told(asking)
    given = (word for word in words if word in said.told and word not in asked)
    return next((word for word in given if not is_one_of(word, CORE | VERBS | NAMED)), "")


def _next_in(question: str, word: str) -> str:
    """The word behind the last place of this one in what a question asks so much of."""
    words = [each for found in _OF_WHAT.finditer(question) for each in TOKEN.findall(found["what"])]
    return next((b for a, b in pairwise(words) if a == word), "")


def _other_name(said: AmountWords) -> str:
    """The name of somebody of whom the question speaks, where it asks for another one: `Ann is 12 years old`."""
    if _GERMAN.search(said.question):  # where each noun has a capital letter
        return ""
    cut = len(asking_sentence(said.question))
    asked, given = (_names(text) for text in (said.question[-cut:], said.question[:-cut]))
    return next((name for name in WORD.findall(said.before) if asked and name in given - asked), "")


def _of_other_age(before: list[str], said: AmountWords) -> str:
    """What is said of several, of the speaker or of another time, where it is asked how old somebody is."""
    if not ASKS_AGE.search(said.question):
        return ""
    if before == ["in"]:
        return "in"
    others = _OTHER_AGES | ({"sie"} if "sind" in before else frozenset())
    return next((word for word in before if word in others - said.told), "")


@lru_cache(maxsize=KEPT)
def _names(text: str) -> frozenset[str]:
    """Words of a text that have a capital letter, without those with which sentences begin."""
    return frozenset(_NAME.findall(text)) - _NO_NAME


def _asks_of_each(question: str) -> bool:
    return not _EACH.isdisjoint(TOKEN.findall(asking_sentence(question)))


def _asks_time(question: str) -> bool:
    return any(said in question.casefold() for said in WAYS)


@lru_cache(maxsize=KEPT)
def _substance(question: str) -> frozenset[str]:
    """The acid of `What volume of acid is needed?`, also in the other language."""
    found = [each["what"] for each in _OF_WHAT.finditer(question)]
    return told(" ".join(found)) if found else frozenset()


@lru_cache(maxsize=KEPT)
def _numbers(question: str) -> frozenset[int]:
    return frozenset(number for word in TOKEN.findall(question.casefold()) if (number := counted(word)) is not None)
