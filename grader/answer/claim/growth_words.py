"""Orders of growth in words: `quadratic`, `linear time`, `logarithmisch in n, weil …`."""

from __future__ import annotations

from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS

_ORDERS = {
    "1": "constant konstant constante",
    "log {n}": "logarithmic logarithmisch logarithmique",
    "{n}": "linear linéaire",
    "{n} log {n}": "linearithmic log-linear loglinear",
    "{n}^2": "quadratic quadratisch quadratique",
    "{n}^3": "cubic kubisch cubique",
}
"""Orders that a word says; `polynomial` and `exponential` leave open which."""
_SAID = {word: order for order, words in _ORDERS.items() for word in words.split()}
_TIME = r"(?:running time|run ?time|time complexity|time|complexity|growth|cost|laufzeit|zeit|komplexität|aufwand)"
_LEAD = (
    rf"(?:(?:it|this|es|er|(?:the|die|der) (?:{_TIME}|algorithm|algorithmus)|t(?:\(\w\))?)\s+)?"
    r"(?:is|has|runs in|takes|grows|in|ist|hat|wächst)?\s*(?:a |eine? )?"
)
_SIZE = r"the\s+(?:length|size)\s+of\s+the\s+(?:input|list|array)"
_TAIL = rf"(?:(?:al)?ly|er|es|e)?(?:\s+{_TIME})?(?:\s+in\s+(?:{_SIZE}|(?P<letter>[a-z])))?"
_WHY = r"(?:[,;:.]?\s+(?:because|since|as|da|weil|denn|car|parce que)\s+(?P<why>.+))?"
_WORDS = "|".join(sorted(_SAID, key=len, reverse=True))
_SENTENCE = pattern(rf"(?is)\s*{_LEAD}(?P<word>{_WORDS}){_TAIL}{_WHY}[\s.!]*")
_TURNED = pattern(
    r"(?i)\b(?:not?|never|but|however|instead|actually|nicht|kein\w*|aber|sondern|O\s?\(|"
    rf"exponential|polynomial|{_WORDS})"
)


def order_in_words(text: str, letter: str) -> str:
    """The order that a text says, in the `letter` of the key; nothing where it says more, or nothing of this kind.
    A reason behind it may stand there, unless it speaks of another order or denies something."""
    found = _SENTENCE.fullmatch(text) if len(text) <= ANSWER_CHARACTERS else None
    if found is None or not letter or _TURNED.search(found["why"] or ""):
        return ""
    return _SAID[found["word"].casefold()].format(n=found["letter"] or letter)
