"""Money: names of currencies beside a number, and whether they are those in which the question counts."""

from __future__ import annotations

from functools import lru_cache

from grader.answer.value.asked.units_asked import counted_thing
from grader.answer.value.numbers.percents import asks_percent
from grader.answer.value.numbers.unit_words import unit
from grader.late import pattern
from grader.limits import KEPT

CURRENCIES = {
    word: row[0]
    for row in (
        ("€", "euro", "euros", "eur"),
        ("$", "dollar", "dollars", "dollarn", "usd"),
        ("£", "gbp"),
        ("chf", "franken"),
        ("¥", "yen", "jpy"),
        ("cent", "cents", "pence", "ct"),
    )
    for word in row
}
"""How a currency may be called, and its first name."""
_TOKEN = pattern(r"[€£¥]|\\\$|[^\W\d_]+")
_CODE = pattern(
    r"(?P<before>[^=≈]{0,200}[=≈]\s*)?(?P<code>(?:EUR|USD|CHF|GBP|JPY)\s?)?(?P<value>[-−+]?\d[\d.,\s]{0,24})"
    r"(?P<behind>\s?(?:EUR|USD|CHF|GBP|JPY))?[.\s]*"
)


def without_currency(text: str) -> str:
    """`1102.50 EUR`, `EUR 1102.50` without the code, whose letters would be factors; else nothing."""
    said = _CODE.fullmatch(text.strip()) if text.isascii() else None
    if said is None or bool(said["code"]) == bool(said["behind"]):
        return ""
    return f"{said['before'] or ''}{said['value']}"


def other_currency(text: str, value: str, question: str) -> str:
    """The word for money right beside the value, or within it, where the question counts in another currency, or
    something else than money; or nothing."""
    asked = _asked(question) if question and value else None
    if asked is None:
        return ""
    text = text.replace("$", "\\$") if text.count("$") == 1 and "\\$" not in text else text  # no formula is in it
    before, _, after = text.rpartition(value)
    behind: list[str] = _TOKEN.findall(after[:24])[:1]
    words = [*_TOKEN.findall(before[-12:])[-1:], *_TOKEN.findall(value), *behind]
    other = next((word for word in words if _currency(word) not in asked | {""}), "")
    paid: list[str] = [word for word in (*_TOKEN.findall(value), *behind) if _currency(word)]
    if paid and asks_percent(question):
        return paid[0]
    money = _currency(counted_thing(question))
    return other or next((word for word in behind if money and len(word) > 2 and unit(word)), "")


def _currency(word: str) -> str:
    return CURRENCIES.get(word.casefold().lstrip("\\"), "")


@lru_cache(maxsize=KEPT)
def _asked(question: str) -> frozenset[str] | None:
    """The currencies of which a question speaks; none where it asks for so many of another thing, and None where
    it speaks of no money."""
    if (thing := counted_thing(question)) and not _currency(thing):
        return frozenset()
    return frozenset(filter(None, map(_currency, _TOKEN.findall(question)))) or None
