"""Which quantity a number is said of: `The diagonal is 5 cm`, where it was asked how long the side is.

What may be measured goes by many names, nouns, adjectives and verbs; each family here holds the names of one. A
sentence that names another quantity than the question asks says its number of that one, however right it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from grader.answer.claim.prose.harmless import OTHER_HEADS
from grader.answer.claim.prose.things_alike import other_thing
from grader.answer.claim.spelling.numerals import NUMERALS
from grader.late import dataclass, pattern, replace
from grader.limits import KEPT

_FAMILIES = tuple(
    frozenset(line.casefold().split())
    for line in (
        "height heights altitude high tall höhe hoch hauteur",
        "width breadth wide broad breite breit largeur",
        "length lengths long länge lang longueur seitenlänge side-length",
        "depth deep tiefe tief profondeur",
        "thickness thick dicke dick",
        "distance displacement path far apart entfernung abstand strecke weg weit range reichweite wurfweite",
        "radius halbmesser",
        "diameter durchmesser",
        "perimeter circumference umfang périmètre",
        "area surface fläche flächeninhalt inhalt aire oberfläche",
        "volume capacity volumen rauminhalt inhalt",
        "angle winkel",
        "time duration long takes take took lasts last lasting needs when wann dauer dauert zeit temps fallzeit",
        "half-life halflife halbwertszeit",
        "lifetime lebensdauer",
        "speed velocity fast geschwindigkeit schnell tempo vitesse",
        "acceleration beschleunigung verzögerung deceleration",
        "force kraft",
        "friction reibung reibungskraft",
        "thrust schub",
        "tension spannkraft seilkraft",
        "mass masse weight weighs weigh heavy gewicht gewichtskraft wiegt schwer",
        "energy energie énergie",
        "work arbeit",
        "power leistung puissance",
        "heat wärme wärmemenge",
        "momentum impuls",
        "torque drehmoment",
        "pressure druck",
        "density dichte",
        "charge ladung",
        "current strom stromstärke",
        "voltage spannung",
        "resistance widerstand",
        "frequency frequenz",
        "wavelength wellenlänge",
        "temperature temperatur hot warm heiß cold kalt",
        "concentration konzentration molarity molarität",
        "capital principal balance deposit money kapital anfangskapital guthaben barwert geld geldbetrag vermögen"
        " endkapital amount",
        "interest zins zinsen intérêt",
        "price cost costs preis kosten kostet prix",
        "profit gewinn bénéfice",
        "debt debts schulden schuld restschuld",
        "revenue umsatz einnahmen erlös",
        "tax taxes steuer steuern",
        "salary wage gehalt lohn",
        "discount rabatt",
        "mean average expectation mittelwert mittel durchschnitt erwartungswert moyenne",
        "median",
        "mode modus",
        "variance varianz",
        "deviation standardabweichung",
        "probability chance wahrscheinlichkeit probabilité likely",
        "odds",
    )
)
_PARTS = tuple(
    frozenset(line.casefold().split())
    for line in (
        "side sides edge seite seiten kante seitenlänge",
        "diagonal diagonale diagonals",
        "hypotenuse",
        "leg legs kathete katheten cathetus",
        "radius",
        "diameter durchmesser",
        "perimeter circumference umfang",
        "base grundseite grundfläche",
        "chord sehne",
    )
)
"""Parts of a figure, which are measured alike."""
_CHANGES = tuple(
    frozenset(line.casefold().split())
    for line in (
        "rise rises rose risen rising increase increases increased grow grows grew grown growth climb climbs"
        " climbed gain gains gained steigt steigen stieg gestiegen wächst wachsen wuchs gewachsen angewachsen"
        " anstieg zunahme zunimmt erhöht erhöhung",
        "fall falls fell fallen falling drop drops dropped decrease decreases decreased sink sinks sank lose"
        " loses lost loss losing decline declines declined shrink shrinks reduce reduces reduced fällt fiel"
        " gefallen sinkt sinken gesunken abnahme verringert verliert verloren verlust reduziert gesenkt",
    )
)
"""Upwards and downwards."""
WAYS = ("how long", "when", "how many", "time", "wie lange", "wann", "wie viel", "zeit", "dauer", "half-life")
"""How one asks for times."""
CHANGING = _CHANGES[0] | _CHANGES[1]
_OUTWARDS = frozenset("out heraus hinaus ab aus".split())
_FLOWS = ("flow", "pour", "leak", "fließ", "ström", "läuft")
_OTHERS = frozenset("initial reaction relative remaining extra additional anfangs".split())
"""What makes another quantity of one, unless the question says so too."""
_TIMES = (
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|sekunde|minute|stunde|tag|woche|monat|jahr)"
    r"(?![^\W\d_])"
)
_EVERY = pattern(rf"\b(?:every|each|jede[rsnm]?|pro|per)\s+{_TIMES}", re.IGNORECASE)
_ASKING = pattern(
    r"\b(?:what|which|how|find|compute|calculate|determine|give|state|work out|when|wie|welche[rsnm]?|was|wann"
    r"|berechnen?|bestimmen?|ermittle|ermitteln)\b",
    re.IGNORECASE,
)
_MANY = pattern(r"\b(?:how many|wie ?viele?[nr]?)\b(?! (?:geld|zeit|energie|kraft|arbeit|wärme))")
_NO_NAMES = frozenset("amount take takes took needs last lasts lasting dauert when wann".split())
_ENDS = (
    "zeit dauer höhe breite länge tiefe fläche volumen winkel geschwindigkeit beschleunigung kraft energie arbeit"
    " leistung masse dichte ladung spannung widerstand frequenz temperatur kapital zinsen kosten preis gewinn"
    " umfang wahrscheinlichkeit"
).split()
"""How German names of them end: `Bremszeit`."""
_SENTENCE = pattern(r"(?<=[.?!])\s+(?=[^\W\d_]|\$)")
_CLAUSE = pattern(r"[.;!?\n](?!\d)|,(?!\d)|\b(?:so|hence|thus|therefore|and|also|daher|somit|und)\b", re.IGNORECASE)
WORD = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COUNT = pattern(r"(?<![\w.,])(?P<number>\d{1,4}|[^\W\d_]{2,12})(?=\s+(?P<thing>[^\W\d_]{3,20}))")
_ASKS_BY = pattern(
    r"\bby (?:how|what|which)\b|\bum (?:wie|welchen)\b"
    r"|\b(?:the|relative|per ?cent\w*) (?:increase|decrease|rise|change)\b|\bhow much (?:more|less|higher|lower)\b",
    re.IGNORECASE,
)
_ASKS_TO = pattern(r"\bto (?:how|what|which)\b|\bauf (?:wie|welchen)\b", re.IGNORECASE)
_SYMBOLS = pattern(
    r"(?<![A-Za-z])(?:\\(?:mathbb|mathrm|operatorname)\s?\{?\s?|\\)?"
    r"(?:(?P<probability>Pr?)|(?P<expectation>E)|(?P<variance>Var|V))\s?\}?\s?(?:\\left\s?)?[(\[]"
)
"""What is asked for by a sign."""
_IS = frozenset("is was ist war beträgt".split())
_LEAD = pattern(r"[^\d=$\\]*")
_ABOUT = frozenset("about approximately approx roughly exactly etwa ungefähr ca rund genau".split())
_SMALL = frozenset("one ein eine einem einen einer eines une".split())
SHORTEST, SIGHT, MOST = 5, 160, 2000


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks for: families and parts by their places, its changes, and all of its words."""

    families: frozenset[int]
    parts: frozenset[int]
    words: frozenset[str]


def of_another(text: str, value: str, question: str, several: bool = False) -> str:
    """The word by which a text says a value of another quantity, of a change in the other direction, of another
    number of things or of each time, than was asked; or nothing. `several` quantities are asked for: of which one
    the value is said, its name decides."""
    at = text.rfind(value) if question and value.strip() else -1
    if at < 0:
        return ""
    before = _CLAUSE.split(text[max(0, at - SIGHT) : at])[-1].casefold()
    before += _before_digits(value).casefold()
    if not WORD.search(before) and not WORD.search(text[at + len(value) :]):
        return ""
    after = _CLAUSE.split(text[at + len(value) :][:SIGHT])[0].casefold()
    asked = asked_by(question, several)
    if several and (own := _by_sign(value)):  # what stands behind it may name the next one
        asked, after = replace(asked, families=own), ""
    doubts = (_another_family, _another_part, _other_way, _another_count)
    found = next((word for doubt in doubts if (word := doubt(before, after, asked))), "")
    return found or _by_or_to(before, question) or other_thing(before, question, asking_sentence(question))


def _by_sign(value: str) -> frozenset[int]:
    """What an equation says by its own sign that it is the value of: `V(X) = …`."""
    left, equals, _ = value.partition("=")
    words = WORD.findall(_SYMBOLS.sub(_in_a_word, left)) if equals else ()
    return frozenset[int]().union(*map(families_of, words))


def _before_digits(value: str) -> str:
    """The words with which a value begins."""
    found = _LEAD.match(value)
    return found[0] if found else ""


def _another_family(before: str, after: str, asked: _Asked) -> str:
    if not asked.families:
        return ""
    led = [(word, found) for word in WORD.findall(before) if (found := families_of(word, True))]
    if led:
        rate = next((f"{word} rate" for word, _ in led if f"{word} rate" in before), "")
        if rate and "rate" not in asked.words:
            return rate
        return led[0][0] if all(asked.families.isdisjoint(found) for _, found in led) else ""
    first = next(iter(WORD.findall(after)[:1]), "")
    found = families_of(first, True)
    return first if found and asked.families.isdisjoint(found) else _of_a_part(before, asked)


def _of_a_part(before: str, asked: _Asked) -> str:
    said = [(word, found) for word in WORD.findall(before) if (found := parts_of(word))]
    return said[0][0] if said and all(asked.parts.isdisjoint(found) for _, found in said) else ""


def _another_part(before: str, after: str, asked: _Asked) -> str:
    return _of_a_part(before, asked) if asked.parts else ""


def _other_way(before: str, after: str, asked: _Asked) -> str:
    """`falls`, where it was asked how high it rises; `initial`, where nobody asked for the beginning."""
    ways = [not way.isdisjoint(asked.words) for way in _CHANGES]
    words = WORD.findall(before)
    against = _CHANGES[ways.index(False)] if any(ways) and not all(ways) else frozenset[str]()
    word = next((each for each in words if each in against or (each in _OTHERS and each not in asked.words)), "")
    if word or _OUTWARDS.isdisjoint(words) or not _OUTWARDS.isdisjoint(asked.words):
        return word
    return next((f"{each} out" for each in words if each.startswith(_FLOWS)), "")


def _another_count(before: str, after: str, asked: _Asked) -> str:
    """`after three years`, where the question speaks of two; `every year`."""
    for found in _COUNT.finditer(before):
        number, thing = counted(found["number"]), _stem(found["thing"])
        given = {number for number, other in _counts_of(asked) if other == thing}
        if number and given and number not in given:
            return found.group()
    each = _EVERY.search(before)
    return each.group() if each and not {"every", "each", "per", "pro"} & asked.words else ""


def _by_or_to(before: str, question: str) -> str:
    """`It rises to`, where it was asked by how much; `It rises by`, where it was not."""
    words = WORD.findall(before)
    while words and words[-1] in _ABOUT:
        words.pop()
    last, changes = words[-1] if words else "", not CHANGING.isdisjoint(words)
    if last in _IS and words[-2:-1] and words[-2] in CHANGING:  # `the rise is`
        return "" if asks_by(question) or words[-2] in asked_by(question).words else words[-2]
    if last in ("to", "auf"):
        amounts = words[-2:-1] and words[-2].startswith(("amount", "come", "beläuft"))
        return last if asks_by(question) and not amounts and not _ASKS_TO.search(question) else ""
    asks = asks_by(question) or not CHANGING.isdisjoint(WORD.findall(asking_sentence(question)))
    return last if last in ("by", "um") and changes and not asks else ""


def asks_by(question: str) -> bool:
    """Whether a question asks by how much something changes."""
    return _ASKS_BY.search(question) is not None


@lru_cache(maxsize=KEPT)
def asked_by(question: str, several: bool = False) -> _Asked:
    """What its last asking sentence asks for: what is named first behind the word that asks; else, and where it
    asks for `several` things, what the whole question names."""
    text, asking = question[:MOST].replace("$", " ").casefold(), asking_sentence(question)
    verb = _ASKING.search(asking)
    named = WORD.findall(asking[verb.start() :] if verb else asking)
    at = next((k for k, word in enumerate(named) if families_of(word)), None)
    if _MANY.search(asking):
        families = frozenset[int]()
    else:  # `average speed`
        near = WORD.findall(text) if at is None or several else named[at : at + 2]
        told = at is None or several  # of which `each takes one` asks for no time
        families = frozenset[int]().union(*(families_of(word, told) for word in near))
    first = next((found for word in named if (found := parts_of(word))), None)
    parts = frozenset[int]().union(*map(parts_of, WORD.findall(text))) if first is None else first
    words = WORD.findall(text)
    counts = (
        f"{number} {_stem(found['thing'])}" for found in _COUNT.finditer(text) if (number := counted(found[1]))
    )
    return _Asked(families, parts, frozenset((*words, *counts)))


@lru_cache(maxsize=KEPT)
def asking_sentence(question: str) -> str:
    """The last sentence of a question that ends in a question mark, else its last one."""
    text = _SYMBOLS.sub(_in_a_word, question[:MOST]).replace("$", " ").casefold()
    text = text.replace("expected value", "expectation")
    sentences = [each for each in _SENTENCE.split(text) if each.strip()] or [""]
    return next((each for each in reversed(sentences) if each.rstrip().endswith("?")), sentences[-1])


def _in_a_word(found: re.Match[str]) -> str:
    """`$P(X > 2)$` asks for a probability."""
    return f" {next(word for word, sign in found.groupdict().items() if sign)} "


def _counts_of(asked: _Asked) -> list[tuple[int, str]]:
    pairs = (word.split() for word in asked.words if " " in word)
    return [(int(number), thing) for number, thing in pairs]


@lru_cache(maxsize=KEPT)
def families_of(word: str, claims: bool = False) -> frozenset[int]:
    """The families to which a word belongs, as it stands or as the end of a German one. `claims`: what an answer
    says of its value, where `takes` is no name of a time."""
    if claims and word in _NO_NAMES:
        return frozenset()
    found = frozenset(k for k, family in enumerate(_FAMILIES) if word in family)
    if found or word.startswith(OTHER_HEADS):
        return found
    end = next((end for end in _ENDS if word.endswith(end) and len(word) - len(end) > 2), "")
    return families_of(end) if end else found


@lru_cache(maxsize=KEPT)
def parts_of(word: str) -> frozenset[int]:
    return frozenset(k for k, part in enumerate(_PARTS) if word in part)


def counted(word: str) -> int | None:
    """A small number, in digits or as a word."""
    if word.isdecimal():
        return int(word) if len(word) < SHORTEST else None
    return 1 if word in _SMALL else NUMERALS.get(word)


def _stem(word: str) -> str:
    word = word.casefold()
    return next((word.removesuffix(end) for end in ("en", "s", "e", "n") if word.endswith(end)), word)
