"""Sentences of their own below a value that take it back: `12` and below it `Correction: 13`, `Sorry, 13`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

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


def said_later(text: str, value: str) -> Iterator[tuple[str, str]]:
    """The numbers that a text calls the answer behind a value, with the words that do so."""
    _, _, behind = text.partition(value) if value else ("", "", "")
    behind, name = behind[:PART_CHARACTERS], value.partition("=")[0].strip()
    concluded = (found for found in islice(_CONCLUDED.finditer(behind), MOST) if found["name"] == name)
    for found in (*islice(_SAID_AGAIN.finditer(behind), MOST), *concluded):
        yield found["number"].replace("−", "-"), found[0]


MOST = 4
"""Such numbers that are looked at."""


def corrected(below: str) -> str:
    """The word below a value that may take it back, or nothing."""
    found = _TAKES_BACK.search(below)
    if found is not None:
        return found["word"]
    another = _ANOTHER.search(below)
    return another[0] if another else ""
