"""Orders of growth in words: `quadratic`, `linear time`, `logarithmisch in n, weil …`."""

from __future__ import annotations

import re

from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS

_ORDERS = {
    "1": "constant konstant constante",
    "log({n})": "logarithmic logarithmisch logarithmique",
    "{n}": "linear linéaire",
    "{n}*log({n})": "linearithmic log-linear loglinear",
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
_BECAUSE = r"(?:because|since|as|da|weil|denn|car|parce que)"
_WHY = rf"(?:[,;:.]?\s+{_BECAUSE}\s+(?P<why>.+))?"
_WORDS = "|".join(sorted(_SAID, key=len, reverse=True))
_SENTENCE = pattern(rf"(?is)\s*{_LEAD}(?P<word>{_WORDS}){_TAIL}{_WHY}[\s.!]*")
_TURNED = pattern(
    r"(?i)\b(?:(?:not?|never|but|however|instead|actually|nicht|kein\w*|aber|sondern)\b|O\s?\(|"
    rf"exponential|polynomial|{_WORDS})"
)


_REASON = pattern(rf"(?is)\b{_BECAUSE}\s(?P<why>.+)")
_ANY_SIZE = pattern(
    r"(?i)\bdepend|\bindependent|unabhängig|hängt|regardless|\b(?:all|any|every|each|alle|jedes)\s+\$?[a-zA-Z]\b"
)
"""What a reason says of the size where nothing depends on it."""
_TIMES = r"(?:times|mal|fois|\\cdot|\\times|[*·×])"
_LOOPS = r"(?:loops?|schleifen?)"
_CUES = {
    "log": r"\\?log|\\?\bl[dbn]\b|halv|\bhalf|halb|bisect|binary|binär",
    "loop": rf"\b{{n}}\b|\b{_LOOPS}|\b(?:each|every|all|jede\w*|alle)\s+(?:of the )?(?:element|item|entr|eintr)",
    "square": rf"\b{{n}}\s*{_TIMES}\s*{{n}}\b|\^\s*\{{{{?\s*2|²|nested|schachtel|squared?\b|quadrat|\bpairs?\b"
    rf"|(?:two|double|2|zwei|doppelte?)\s+(?:for\s+)?{_LOOPS}|loops? (?:in|within|inside) ",
    "more": rf"\^\s*\{{{{?\s*3|³|cube|(?:three|triple|3|drei)\s+(?:nested\s+)?{_LOOPS}"
    r"|2\s*\^|doubl|verdoppel|subset|teilmenge",
    "once": rf"\b(?:single|only one|just one)\s+{_LOOPS}|\bonly once\b|nur einmal|nur eine schleife",
}
"""What a reason speaks of, and so of which orders it may be the reason."""
_REASONS = {
    "1": "once", "log({n})": "log loop once", "{n}": "loop once", "{n}*log({n})": "log loop once",
    "{n}^2": "loop square", "{n}^3": "loop square more",
}  # fmt: skip
_BASE = pattern(r", \w+\)")
_ORDER_WORD = pattern(rf"(?i)\b(?:sub|super|poly|quasi)?-?(?P<word>{_WORDS}|exponential|polynomial)")


def contradicted(text: str, order: str, letter: str) -> str:
    """Words of an answer that say another order than this one (as it is typed, in the letter), or are no reason for
    it (`linear, as it is n times n`), or nothing."""
    plain = _BASE.sub(")", order)
    kind = next((each for each in _REASONS if each.format(n=letter) == plain), "")
    if not kind or len(text) > ANSWER_CHARACTERS:
        return ""
    reason = _REASON.search(text)
    why = reason["why"] if reason else ""
    before = text[: reason.start()] if reason else text
    for said in _ORDER_WORD.finditer(before):
        if _SAID.get(said["word"].casefold()) != kind:
            return said[0]
    if kind == "1" and _ANY_SIZE.search(why):
        return ""
    cues = {cue: re.search(form.format(n=letter), why, re.IGNORECASE) for cue, form in _CUES.items()}
    allowed = _REASONS[kind].split()
    if not cues["log"] and kind == "log({n})":
        allowed = []
    return next((found[0] for cue, found in cues.items() if found and cue not in allowed), "")


def order_in_words(text: str, letter: str) -> str:
    """The order that a text says, in the `letter` of the key; nothing where it says more, or nothing of this kind.
    A reason behind it may stand there, unless it denies something or speaks of another order."""
    found = _SENTENCE.fullmatch(text) if len(text) <= ANSWER_CHARACTERS else None
    if found is None or not letter or _TURNED.search(found["why"] or ""):
        return ""
    return _SAID[found["word"].casefold()].format(n=found["letter"] or letter)
