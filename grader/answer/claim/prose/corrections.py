"""Sentences of their own below a value that take it back: `12` and below it `Correction: 13`, `Sorry, 13`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from grader.answer.claim.several.owners import SYNONYMS
from grader.answer.value.asked.units_asked import counted_thing
from grader.late import pattern
from grader.limits import PART_CHARACTERS

_TAKES_BACK = pattern(
    r"(?:^|[.!;\n])[^\w.!;\n]*(?P<word>(?:correct(?:ion|ed|ing)|errat(?:um|a)|edit(?:ed)?|updated?|sorry|oops|wait|nope"
    r"|actually|rather|instead|scratch|scrap|strike|ignore|disregard|forget|mistake|wrong|never ?mind"
    r"|korrektur|korrigiert|verbesserung|berichtigung|nein|falsch|eigentlich|stattdessen|entschuldigung"
    r"|nachtrag|addendum|doch|pardon|désolée?|rectification|en fait|p\.?\s?s)\b|(?:no|non|halt)(?=\s?[,:;.!–—-])"
    r"|(?:or|oder|ou)(?=\s(?:[^\w\s]|\d|[A-Za-z]\s?[=<>])))",
    re.IGNORECASE,
)
_ANOTHER = pattern(
    r"\d\s(?:is|ist|est)\s(?:the\s|die\s|la\s)?(?:right|correct|true|richtige?|korrekt|wahr|juste|bonne)\b"
)
"""`13 is right`"""


_NUMBER = r"\$?(?P<number>[-−]?\d{1,12}(?:[.,]\d{1,12})?(?:/\d{1,12})?)(?![\w/])"
_SAID_AGAIN = pattern(
    r"\b(?:(?:answer|result|value|solution|antwort|ergebnis|lösung|wert|réponse|résultat|it|es)\s+"
    r"(?:is|ist|est|should\s+be|must\s+be|lautet|beträgt|sollte|muss)|it['’]s|actually|eigentlich|tatsächlich|en\s+fait)"
    rf"[\s:,]+(?:(?:really|actually|rather|now|it\s+is|eigentlich|tatsächlich|doch|en\s+fait)[\s,]+)?{_NUMBER}",
    re.IGNORECASE,
)
"""A number that is called the answer: `The answer is actually 7`."""
_CONCLUDED = pattern(
    rf"\b(?:so|thus|hence|therefore|finally|also|daher|somit|folglich|donc)[\s,]+\$?(?P<name>[^\W\d_]\w?)\s?=\s?{_NUMBER}",
    re.IGNORECASE,
)
"""`So x = 7`, of the letter that has its value above."""


_CALLED = pattern(
    rf"(?:(?P<which>[^\W\d_]+)\s+)?\b(?P<noun>[^\W\d_]{{3,30}})(?:\s+(?:of|der|des|von|du|de)(?:\s(?:the|la))?\s\$?[^\W\d_]{{1,20}}\$?)?"
    rf"\s+(?:is|equals|ist|beträgt|est|vaut)\s+(?:(?:then|thus|also|dann|donc)\s+)?{_NUMBER}",
    re.IGNORECASE,
)
"""`The mean is 3`, `the slope of the tangent is 3`."""
_TURNED_ROUND = pattern(
    rf"\b(?:ist|beträgt)\s+(?:die|der|das)\s+(?P<noun>[^\W\d_]{{3,30}})\s+(?:gleich\s+)?{_NUMBER}", re.IGNORECASE
)
"""`Also ist die Steigung 3`."""
_CAUSE = pattern(r"\b(?:since|because|as|where|if|weil|da|denn|wobei|wenn|car)\b[^.;!\n]*$", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]{3,}")
_PERCENT = pattern(r"\$?\s*\\?(?:%|percent|Prozent)")
_PLAIN = frozenset(
    "the its this our a so thus hence therefore and die der das also daher somit und la le donc et".split()
)
"""Words before a noun that do not make another quantity of it."""
SIGHT = 80


def said_later(text: str, value: str, question: str = "") -> Iterator[tuple[str, str]]:
    """The numbers that a text calls the answer behind a value, or what the question asks for, with the words that
    do so."""
    _, _, behind = text.partition(value) if value else ("", "", "")
    behind, name = behind[:PART_CHARACTERS], value.partition("=")[0].strip()
    concluded = (found for found in islice(_CONCLUDED.finditer(behind), MOST) if found["name"] == name)
    asked = (*_named_so(behind, question), *_counted(behind, question))
    for found in (*islice(_SAID_AGAIN.finditer(behind), MOST), *concluded, *asked):
        yield found["number"].replace("−", "-"), found[0]


def _named_so(behind: str, question: str) -> Iterator[re.Match[str]]:
    """What is called by a noun of the question, or by another word for it, and is no number of the question."""
    found = [each for said in (_CALLED, _TURNED_ROUND) for each in islice(said.finditer(behind), MOST)]
    for each in found if question else ():
        which = (each.groupdict().get("which") or "the").casefold()
        plain = which in _PLAIN or _is_asked(which, question)  # and not `the horizontal distance`
        if plain and _is_new(each, behind, question) and _is_asked(each["noun"].casefold(), question):
            yield each


def _counted(behind: str, question: str) -> Iterator[re.Match[str]]:
    """So many of the things of which the question asks how many: `n = 14.2, so after 16 years`."""
    thing = counted_thing(question).rstrip("ns") if question else ""
    said = re.finditer(rf"{_NUMBER}\$?\s+{re.escape(thing)}\w{{0,2}}\b", behind) if thing else ()
    return (each for each in islice(said, MOST) if _is_new(each, behind, question))


def _is_new(said: re.Match[str], behind: str, question: str) -> bool:
    """Whether its number is none that the question gives, and no reason of what stands before."""
    given = re.search(rf"(?<![\d.,]){re.escape(said['number'])}(?![\d.,]\d|\d|\^)", question)
    percent = _PERCENT.match(behind, said.end())
    return given is None and percent is None and not _CAUSE.search(behind[: said.start()][-SIGHT:])


def _is_asked(noun: str, question: str) -> bool:
    asked = frozenset(map(str.casefold, _WORD.findall(question)))
    groups = (group for group in SYNONYMS if noun in group)
    names = (name for group in groups for name in group)
    return noun in asked or any(name in asked or (" " in name and name in question.casefold()) for name in names)


MOST = 4
"""Such numbers that are looked at."""


def corrected(below: str) -> str:
    """The word below a value that may take it back, or nothing."""
    found = _TAKES_BACK.search(below)
    if found is not None:
        return found["word"]
    another = _ANOTHER.search(below)
    return another[0] if another else ""
