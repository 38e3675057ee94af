"""A line that sums up answers, `Answers: a 3, b 8`, beside the parts that work them out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from grader.late import pattern
from grader.limits import KEPT
from grader.submission.expected import Exercise
from grader.submission.labels import SUMMARY
from grader.values import Finding

REACH = 300
"""Characters of such a line that are looked at."""
_SUMS_UP = pattern(
    rf"\W{{0,10}}(?:(?:my|our|all|meine|unsere|alle|the|die)\s){{0,2}}(?:{SUMMARY})\b[*_\s]{{0,5}}(?:[:=]|$|\()",
    re.IGNORECASE,
)
_ONE = r"[a-z]\s?[:)=]?\s?\$?[-−]?\d[^\s,;/|]{0,20}"
_LISTS = pattern(rf"\s*{_ONE}(?:\s?[,;/|]\s?{_ONE}){{1,9}}[\s.]*$")
"""`a 3, b 8`: nothing else stands on the line."""
_SPACES = pattern(r"[\s$*_.{}]+")


def summed_up(key: str, line: str) -> str:
    """What a line that sums up says of a part, without spaces and dollars; or nothing."""
    if len(key) != 1 or not key.isalpha() or not _sums_up(line):
        return ""
    found = _said_of(key).search(line[:REACH])
    return _plain(found["value"]) if found is not None else ""


def summed_otherwise(
    exercises: Sequence[Exercise], own: Mapping[str, Sequence[range]], lines: Sequence[str]
) -> dict[str, Finding]:
    """The parts of which such a line above or below says what does not stand in them."""
    at = [n for n, line in enumerate(lines, 1) if _sums_up(line)]
    found = {}
    for exercise in exercises if at else ():
        for key, part in exercise.parts:
            inside = [n for each in own.get(part, ()) for n in each if n <= len(lines) and n not in at]
            text = _plain("\n".join(lines[n - 1] for n in inside))
            other = next((n for n in at if (value := summed_up(key, lines[n - 1])) and value not in text), 0)
            if inside and other:
                found[part] = Finding("summed-otherwise", data=(("line", str(other)),))
    return found


def _sums_up(line: str) -> bool:
    return bool(_SUMS_UP.match(line[:REACH]) or _LISTS.match(line[:REACH]))


@lru_cache(maxsize=KEPT)
def _said_of(key: str) -> re.Pattern[str]:
    value = r"(?P<value>[-−+±]?\s?\$?[\d\\√π(][^,;|&\s]{0,40})"
    return re.compile(rf"(?<![\w\\]){key}\s?[):]?\s{{0,3}}=?\s{{0,3}}{value}", re.IGNORECASE)


def _plain(text: str) -> str:
    return _SPACES.sub("", text).rstrip("),")
