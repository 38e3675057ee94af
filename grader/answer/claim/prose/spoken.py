"""Sets and orders in words: `all real numbers except 0`, `x is at least 3`, `x = 2 OR x = 3`."""

from __future__ import annotations

import re

from grader.late import pattern
from grader.limits import ANSWER_CHARACTERS

_ALL = (
    r"(?:the set of )?(?:(?:true |it holds )?for |x (?:is|can be|may be|=|ist) )?"
    r"(?:all|any|every|each|alle|jede|jedes) ?(?:the |an? )?(?:real |reellen? |reelle )?"
    r"(?:numbers?|values?(?: of x)?|reals?|zahl(?:en)?|x)?(?:\s?x)?(?: in r)?"
)
_BUT = r"[, ]+(?:except|but|without|other than|apart from|ausser|außer|ohne|bis auf)(?: for| if| when)? (?:x = )?"
_LEFT = r"(?P<left>[^a-z]{1,60}(?: and [^a-z]{1,20})?)"
_WITHOUT = pattern(rf"(?:{_ALL}|r|\\mathbb\s?\{{?r\}}?){_BUT}{_LEFT}")
_EVERY = pattern(_ALL)
_PART = pattern(
    r"(?:(?:x is )?(?:all|any|every|the set of(?: all)?|alle|die menge der|die)\s)?(?:the )?"
    r"(?P<sign>positive|non-?negative|negative|non-?zero|nicht-?negativen|positiven|negativen)"
    r"\s(?:reals?(?: numbers?)?|reelle[nr]? zahlen)"
)
_SIGNED = {
    "positive": "reals_{>0}", "negative": "reals_{<0}", "nonzero": "reals^*",
    "nonnegative": "reals_{>=0}", "nichtnegative": "reals_{>=0}",
}  # fmt: skip
_NO = r"(?:no|not any|keine?|kein) (?:such |real |reelle[n]? )*"
_NOTHING = pattern(
    r"(?:(?:the |this |die |das )?(?:equation|system|inequality|gleichung|ungleichung|gleichungssystem|it|es) )?"
    rf"(?:has |have |there is |there are |there exists? |hat |gibt |es gibt )?{_NO}"
    r"(?:solutions?|roots?|numbers?|values?|x|lösung(?:en)?)(?: exists?)?"
    r"|(?:there are |there is )?none|(?:it |the equation )?(?:is )?(?:not solvable|unsolvable)"
    r"|(?:ist )?(?:nicht lösbar|unlösbar)|(?:il n'y a )?pas de solutions?(?: réelles?)?|aucune solution(?: réelle)?"
    r"|(?:x |it |a solution )?does not exist"
)
_PLUS_MINUS = pattern(r"\b(?:plus or minus|plus/minus|plus minus|plusminus)\b", re.IGNORECASE)
_PLACE = r"[-+−]?(?:\d{1,9}(?:[.,/]\d{1,9})?|\\?infty|∞|inf(?:inity)?|\\?pi|π|\\?sqrt\s?[({]?\d{1,4}[)}]?)"
_NUMBERS = r"(?:(?:all|every|any|alle|jedes)\s+)?(?:(?:the )?(?:real |reellen? )?(?:numbers?|values?|zahlen)\s+)?"
_ENDS = (
    r"(?P<closed>inclusive|included|einschlie(?:ß|ss)lich|eingeschlossen|inklusive)"
    r"|(?P<out>exclusive|excluded|ausschlie(?:ß|ss)lich|ausgeschlossen)"
)
_REACH = pattern(
    rf"{_NUMBERS}(?:[a-z]\s+)?(?:is |lies |ist |liegt )?(?P<open>strictly |echt )?(?:between|from|zwischen|von)?\s*"
    rf"(?P<low>{_PLACE})\s+(?:and|to|und|bis)\s+(?P<high>{_PLACE})(?:,? ?\(?(?:both )?(?:ends? )?(?:{_ENDS})\)?)?"
)
_ONLY_LIST = pattern(rf"{_PLACE}\s+(?:and|und)\s+{_PLACE}")
_UNEQUAL = pattern(
    r"\s*(?:\bis |\bmust )?\b(?:not (?:be )?equal(?: to)?|unequal to|different from|does not equal"
    r"|(?:ist )?ungleich|darf nicht gleich)\s+",
    re.IGNORECASE,
)
_ORDERS = tuple(
    (pattern(rf"\s*\b(?:is |must be |ist |has to be )?(?:{words})\s*", re.IGNORECASE), f" {sign} ")
    for words, sign in (
        (r"(?:(?:greater|larger|more) than or equal(?: to)?|größer(?: oder)? gleich|at least|mindestens)\b", ">="),
        (r"(?:(?:less|smaller) than or equal(?: to)?|kleiner(?: oder)? gleich|at most|höchstens)\b", "<="),
        (r"(?:greater|bigger|larger|more) than\b|größer(?: als)?\b", ">"),
        (r"(?:less|smaller) than\b|kleiner(?: als)?\b", "<"),
        (r"is (?:an element of|a member of|in)\b|ist (?:ein )?element von\b|ist (?:aus|in)\b|belongs to\b", "in"),
        (r"(?:can|must|has to) be(?=\s*[-+−±\d\\({])|is either(?=\s)", "="),
    )
)  # fmt: skip
_PAIR = pattern(
    r"^(?:both (?=.*\band\b)|either (?=.*\bor\b)|entweder (?=.*\boder\b))(?=[-+−\w]{1,12} )", re.IGNORECASE
)
_DENIED = pattern(r"\b(?:not|never|nicht|nie|kein)\b|n[’']t\b")
_WORD = pattern(r"(?<![\\A-Za-z])[^\W\d_]{2,}(?![^\W\d_]|\()|(?<![\\A-Za-z])[Vv]\s")
"""What stands in every text in which words say something here: one that is no command and is not called."""
_CAPITALS = pattern(r"(?<=[\s\d)])(?:OR|Or|AND|And|V|v(?=\s+[a-z]\w{0,3}\s*[=<>]))(?=\s)")


def as_reach(text: str) -> tuple[str, ...]:
    """`between -3 and 3` as an interval. Where the words do not say whether the ends belong to it, each way to read
    them."""
    plain = " ".join(text.split()).casefold().strip(" .!")
    found = _REACH.fullmatch(plain) if len(text) <= ANSWER_CHARACTERS and not _ONLY_LIST.fullmatch(plain) else None
    if found is None:
        return ()
    low, high = (found[end].replace("−", "-").replace(",", ".") for end in ("low", "high"))
    if found["closed"]:
        brackets: tuple[str, ...] = ("[]",)
    else:
        brackets = ("()",) if found["open"] or found["out"] else ("[]", "()", "[)", "(]")
    return tuple(f"{pair[0]}{low}, {high}{pair[1]}" for pair in brackets)


def says_nothing(text: str) -> bool:
    """Whether it says that there is no solution."""
    return _NOTHING.fullmatch(" ".join(text.split()).casefold().strip(" .!,;")) is not None


def in_symbols(text: str) -> str:
    """The text in signs, or nothing where no such words stand in it."""
    if len(text) > ANSWER_CHARACTERS or "\n" in text.strip() or not _WORD.search(text):
        return ""
    text = " ".join(text.split())
    plain = text.casefold().strip(" .!")
    if _EVERY.fullmatch(plain):
        return "reals"
    if says_nothing(plain):
        return "empty"
    if found := _PART.fullmatch(plain):
        return _SIGNED[found["sign"].replace("-", "").removesuffix("n")]
    if found := _WITHOUT.fullmatch(plain):
        return rf"reals \setminus {{{found['left'].replace(' and ', ', ')}}}"
    changed = _CAPITALS.sub(lambda word: "or" if word[0] in "Vv" else word[0].lower(), text)
    changed = _PAIR.sub("", _PLUS_MINUS.sub("±", _UNEQUAL.sub(" ≠ ", changed)))
    for order, sign in () if _DENIED.search(plain) else _ORDERS:
        changed = order.sub(sign, changed)
    return changed if changed != text else ""
