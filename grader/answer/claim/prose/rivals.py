"""A value of which the words say that it is another quantity than the one asked: `The trace is $-22$` where the
determinant is asked, `The transpose is …` where the inverse is.

Each of these names what a value may be called, and leaves it what it is where nothing is known of the question.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from grader.answer.claim.several.owners import SYNONYMS
from grader.answer.value.asked.question import VERBS
from grader.answer.value.asked.units_asked import counted_thing
from grader.late import pattern
from grader.limits import KEPT

_FAMILIES = tuple(
    frozenset(line.split(", "))
    for line in (
        "determinant, trace, rank, nullity",
        "inverse, transpose, adjugate, cofactor matrix, determinant",
        "mean, variance, standard deviation, median",
        "gcd, lcm",
        "union, intersection, difference, complement",
        "cross product, dot product",
        "real part, imaginary part",
        "area, perimeter, volume",
    )
)
"""Quantities of which one is asked and another one may be given, each by one of its names."""
_PHYSICAL = tuple(
    frozenset(line.split(", "))
    for line in (
        "ph, poh, pka, concentration, temperature, volume, mass",
        "speed, time, distance, acceleration, mass, force, energy, temperature, pressure",
        "current, voltage, resistance, capacitance",
        "frequency, period, wavelength, amplitude",
        "radius, diameter",
        "length, width, height",
        "slope, intercept",
        "quotient, remainder",
        "numerator, denominator",
    )
)
"""The same, of which a question may give one and ask for another by other words: `How long …?`"""
_CALLED = tuple(
    frozenset(line.split(", "))
    for line in (
        "ph, ph-wert, ph-value",
        "poh, poh-wert",
        "pka, pkb, pk, pks",
        "concentration, konzentration, molarity",
        "acceleration, beschleunigung, accélération",
        "mass, masse",
        "force, kraft",
        "energy, energie, énergie, work, arbeit",
        "temperature, temperatur, température",
        "pressure, druck, pression",
        "current, strom, stromstärke, courant",
        "voltage, spannung, tension, potential difference",
        "resistance, widerstand, résistance",
        "capacitance, kapazität, capacité",
        "frequency, frequenz, fréquence",
        "period, periode, periodendauer, période",
        "wavelength, wellenlänge",
        "amplitude",
        "diameter, durchmesser, diamètre",
        "quotient",
        "remainder, rest, reste",
        "numerator, zähler, numérateur",
        "denominator, nenner, dénominateur",
    )
)
"""Their names, where `SYNONYMS` has none."""
_WORD = pattern(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CLAUSE = pattern(r"[.,;!?\n]|\b(?:so|hence|thus|therefore|and|also|daher|somit|und|donc|et)\b")
_ASKING = pattern(rf"\b(?:{VERBS})\s(?P<asked>(?:\W{{0,3}}\w+){{1,4}})")
"""The first words behind the one by which a question asks."""
_EACH = pattern(r"\b(?:[Ee]ach|[Ee]very|[Pp]er|[Jj]ede[rsnm]?|[Pp]ro|[Cc]haque)\b")
_LEAD = pattern(r"[^\d\[\](){}=$\\<>|]*")
_SUBJECT = pattern(r"\s*\$?\s*(-?\s?[fghFGHpquv]['’]{0,3})\s*\$?\s+[^\W\d_]{2}")
_LETTERS = pattern(r"(?<![^\W\d_])[fghFGHpquv](?![^\W\d_'’])")
"""Letters of functions, of which properties are told."""
_SHORT = frozenset({"ph", "pk", "sd"})
SHORTEST = 3
"""Letters of a name; shorter ones are letters of a formula, or stand for several things."""
MOST, SIGHT = 2000, 120
"""Characters of a question, and of what stands before a value, that are looked at."""


def _groups_of(family: frozenset[str]) -> tuple[frozenset[str], ...]:
    return tuple(group for group in (*SYNONYMS, *_CALLED) if not family.isdisjoint(group))


_RIVALS = tuple(map(_groups_of, (*_FAMILIES, *_PHYSICAL)))


def of_rival(text: str, value: str, question: str) -> str:
    """The name of another quantity of the same sort as the one that is asked, in the clause of a text before a
    value (which may begin with words), where the question does not speak of it and the clause does not say the one
    that is asked; or nothing."""
    asked = _asked(question) if question and value else ()
    if not asked:
        return ""
    lead = _LEAD.match(value)
    before = text[: max(0, text.rfind(value))] + (lead[0] if lead else "")
    clause = _phrases(_CLAUSE.split(before[-SIGHT:].casefold())[-1])
    for family in asked:
        said = [group for group in _RIVALS[family[0]] if not group.isdisjoint(clause)]
        if said and all(_RIVALS[family[0]].index(group) not in family[1] for group in said):
            return max(said[0] & clause, key=len)
    return ""


def another_subject(text: str, value: str, question: str) -> str:
    """The function with which the words before a value begin, `g is decreasing on`, `$-f$ is …`, where the question
    speaks of others and not of this one; or nothing."""
    before = text[: max(0, text.rfind(value))] if value and question else ""
    subject = _SUBJECT.match(_CLAUSE.split(before)[-1])
    letters = _LETTERS.findall(question) if subject else []
    return subject[1] if subject and letters and subject[1] not in letters else ""


def of_each(text: str, value: str, question: str) -> str:
    """The word by which a number is said of each thing, `each vertex has 12 edges`, where the question asks how
    many there are and does not speak of each; or nothing."""
    before = text[: max(0, text.rfind(value))] if value and counted_thing(question) else ""
    found = _EACH.search(_CLAUSE.split(before[-SIGHT:])[-1]) if before else None
    return found[0] if found is not None and not _EACH.search(question) else ""


@lru_cache(maxsize=KEPT)
def _asked(question: str) -> tuple[tuple[int, frozenset[int]], ...]:
    """The families of which a question names members, with the places of these."""
    text = question[:MOST].casefold()
    words, asked = _phrases(text), _phrases(" , ".join(found["asked"] for found in _ASKING.finditer(text)))
    found = (
        (at, frozenset(k for k, group in enumerate(groups) if not group.isdisjoint(words)))
        for at, groups in enumerate(_RIVALS)
        if at < len(_FAMILIES) or any(not group.isdisjoint(asked) for group in groups)
    )
    return tuple((at, named) for at, named in found if named)


def _phrases(text: str) -> frozenset[str]:
    """Its words, and each with the one or two behind it."""
    words = _WORD.findall(text)
    runs = (words[k:] for k in range(3))
    pairs = (" ".join(pair) for pair in pairwise(words))
    triples = (" ".join(three) for three in zip(*runs, strict=False))
    return frozenset(each for each in (*words, *pairs, *triples) if len(each) >= SHORTEST or each in _SHORT)
