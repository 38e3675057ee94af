"""A comma between digits where the exercise says nothing of commas: decimal, if nothing else makes sense of it.

`2,74` is one number where one is asked; `1,5x + 2`, `x = 2,5` and `[0,5; 1]` are read with decimal commas if that
makes them better. `1,234` was read with thousands, and `2, 74` with a space stays two values. Within brackets a
comma may stand between items: where the brackets are a part of a formula a person decides.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from grader.answer.kind import Context
from grader.late import pattern, replace
from grader.limits import PART_CHARACTERS
from grader.values import Answer, Finding, Verdict

_BETWEEN_DIGITS = pattern(r"(?<![\d,])\d+,\d+(?!\d|,\d)")
_SOLE = pattern(r"(?:[^\W\d_]\w*\s*=\s*)?[-+−]?\s*(?:0,[0-9]+|[0-9]+,(?![0-9]{3}(?![0-9]))[0-9]+)\s*(?:\\?%)?")
"""All of an answer: perhaps a name, then digits, a comma, and digits that are no group of three."""
_BRACKET = pattern(r"[(\[][^()\[\]]*?\d+,\d+")
_POINT = pattern(r"[(\[][\d,.\s+-]*[)\]]")
_TIGHT = pattern(r",(?!\s)")
_PARTED = pattern(r"[;|&±]|\\pm\b|\\\\|\b(?:or|and|oder|und)\b")

Check = Callable[[Context], Verdict]


def with_decimal_commas(
    check: Check, answer: Answer, context: Context, one_value: bool, one_number: bool
) -> Verdict:
    """The verdict of `check`, or the one with decimal commas where that is better; a finding says so."""
    found = check(context)
    if found.outcome == "correct" or "," not in answer.raw:
        return found
    text = _plain(answer.raw)
    if context.names.decimal_comma or not _all_decimal(text, one_value):
        return found
    if any(item.code == "comma-in-doubt" for item in found.findings):
        return found
    again = check(replace(context, names=replace(context.names, decimal_comma=True)))
    sole = one_number and again.outcome != "unreadable" and _SOLE.fullmatch(text.strip(" $.\n"))
    both_wrong = one_value and found.outcome == again.outcome == "incorrect" and not _BRACKET.search(text)
    if not (sole or both_wrong) and max((found, again), key=_standing) is found:
        return found
    told = (("number", _number(text)),)
    if _BRACKET.search(text) and not _PARTED.search(text):
        doubt = (Finding("comma-in-doubt", data=told),)
        point = _POINT.fullmatch(text.strip(" $.\n"))
        return found if point else replace(again, outcome="undecided", credit=None, certain=False, findings=doubt)
    said = any(item.code == "decimal-comma" for item in again.findings)
    return again if said else replace(again, findings=(*again.findings, comma_read(text)))


def shows_decimal(raw: str, one_value: bool) -> bool:
    """Whether a text is shown with decimal commas before it is checked: as `with_decimal_commas` reads it, unless
    the other reading is right."""
    text = _plain(raw)
    bracketed = _BRACKET.search(text) and not _PARTED.search(text)
    return "," in text and not bracketed and _all_decimal(text, one_value)


def comma_read(text: str) -> Finding:
    """That the first comma between digits is decimal."""
    return Finding("decimal-comma", "assumption", data=(("number", _number(text)),))


def _number(text: str) -> str:
    number = _BETWEEN_DIGITS.search(text)
    return number.group() if number else ""


def _plain(raw: str) -> str:
    return raw[:PART_CHARACTERS].replace("{,}", ",").replace("\\,", " ")


def may_be_decimal(text: str) -> bool:
    """Whether a comma stands between digits outside of all brackets."""
    return "," in text and bool(_BETWEEN_DIGITS.search(text.replace("{,}", ","))) and not _BRACKET.search(text)


def _all_decimal(text: str, one_value: bool) -> bool:
    """Whether all commas stand between the digits of numbers, and something else between values, if there are
    several: another sign, or commas with a space behind them."""
    rest = _BETWEEN_DIGITS.sub("", text)
    if rest == text or _TIGHT.search(rest):
        return False
    return one_value or ("," in rest and "{" not in text) or _PARTED.search(text) is not None


def _standing(verdict: Verdict) -> tuple[bool, Fraction, bool]:
    """What is right, or may be, before what is wrong or unread."""
    return verdict.outcome == "correct", verdict.credit or Fraction(0), verdict.outcome == "undecided"
