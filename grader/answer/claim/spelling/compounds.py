r"""Quantities in two units or more: `3 h 30 min`, `3:30 h`, `5 ft 3 in`, `2\,\text{kg}\ 500\,\text{g}`."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.answer.value.numbers.unit_words import unit
from grader.answer.value.numbers.units import based
from grader.late import pattern

_SPACE = r"(?:\s|\\[,;:! ]|~)*"
_NUMBER = r"\d{1,9}(?:[.,]\d{1,9})?"
_UNIT = r"(?:\\(?:text|mathrm|textrm)\s?\{\s?[A-Za-z]{1,9}\s?\}|[A-Za-z]{1,9})(?![A-Za-z^_])"
_PART = rf"({_NUMBER}){_SPACE}({_UNIT})"
_ONE = pattern(_PART)
_SEVERAL = pattern(
    rf"(?<![\w.,^*/]){_PART}(?:{_SPACE}(?:,|and|und|et|\\text\s?\{{\s?(?:and|und)\s?\}})?{_SPACE}{_PART}){{1,3}}(?!\s?[/*^·]|\s?\\cdot)"
)
_NEXT = {"h": "min", "min": "s", "hours": "min", "Stunden": "min", "hrs": "min", "hr": "min", "std": "min"}
_CLOCK = pattern(rf"(?<![\w.,:])(\d{{1,4}}):([0-5]\d){_SPACE}({'|'.join(_NEXT)})(?![A-Za-z])")
_BARE = pattern(rf"(?<![\w.,:])(\d{{1,4}}){_SPACE}(h|min){_SPACE}([0-5]?\d)(?=[\s.]*$)")
_LETTERS = pattern(r"[A-Za-z]+(?=\s?\}?$)")


def in_one_unit(text: str) -> str:
    """The text with each of these as a sum: of units of one dimension, none of them twice."""
    text = _CLOCK.sub(lambda told: f"({told[1]} {told[3]} + {told[2]} {_NEXT[told[3]]})", text)
    text = _BARE.sub(lambda told: f"({told[1]} {told[2]} + {told[3]} {_NEXT[told[2]]})", text)
    return _SEVERAL.sub(_summed, text)


def _summed(match: re.Match[str]) -> str:
    parts = _ONE.findall(match[0])
    words = [found[0] if (found := _LETTERS.search(word)) else "" for _, word in parts]
    bases = [based({word: Fraction(1)}) if unit(word) else None for word in words]
    known = [base for base in bases if base is not None]
    if len(known) < len(bases) or len({base.dimensions for base in known}) > 1 or not known[0].dimensions:
        return match[0]
    sizes = [base.factor for base in known]
    amounts = [Fraction(number.replace(",", ".")) * size for (number, _), size in zip(parts, sizes, strict=True)]
    again = any(rest >= size for size, rest in zip(sizes, amounts[1:], strict=False))
    if "," in match[0] and (again or sizes != sorted(sizes, reverse=True)):
        return match[0]  # `2 kg, 2000 g` says it twice
    return "(" + " + ".join(f"{number} {word}" for (number, _), word in zip(parts, words, strict=True)) + ")"
