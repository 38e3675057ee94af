"""In which unit, or of what things, a question asks for so many."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import product

from grader.answer.value.numbers.unit_words import unit
from grader.answer.value.numbers.units import Base, based
from grader.late import pattern
from grader.limits import KEPT

_COUNTED = pattern(r"\b(?:how many|wie ?viele[nr]?)\s+([^\W\d_]+)", re.IGNORECASE)
_COUNTED_IN = pattern(r"\b(?:how many|wie ?viele[nr]?|in)\s+([^\W\d_]+)", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]{2,}")


@lru_cache(maxsize=KEPT)
def asks_other_unit(label: str, question: str) -> bool:
    """Whether a question names a unit for the same, and not this one: `How many hours …?` and `12 minutes`; or asks
    for so many things, `How many lamps …?` and `12 km`."""
    if (thing := counted_thing(question)) and not _sizes(thing):
        return True
    pairs = product(_sizes(label), _sizes(question))
    return any(ours.dimensions == asked.dimensions and ours.factor != asked.factor for ours, asked in pairs)


def counts_in(word: str, question: str) -> bool:
    """Whether a question asks for so many of a unit: `How many years …?`, `in years`."""
    return any(word and unit(word) == unit(asked) for asked in _COUNTED_IN.findall(question))


def counted_thing(question: str) -> str:
    """The lamps of `How many lamps …?`, or nothing."""
    found = _COUNTED.search(question)
    return found[1] if found is not None else ""


def _sizes(text: str) -> list[Base]:
    """The units among the words of a text: by name, or by a symbol of two letters or more."""
    words = {word for word in _WORD.findall(text) if unit(word)}
    found = (based({word: Fraction(1)}) for word in words)
    return [base for base in found if base is not None]
