"""Sentences of their own below a value that take it back: `12` and below it `Correction: 13`, `Sorry, 13`."""

from __future__ import annotations

import re

from grader.late import pattern

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


def corrected(below: str) -> str:
    """The word below a value that may take it back, or nothing."""
    found = _TAKES_BACK.search(below)
    if found is not None:
        return found["word"]
    another = _ANOTHER.search(below)
    return another[0] if another else ""
