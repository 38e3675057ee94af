"""Signs that an answer stands somewhere though no label of it was read: `a) $x = 2$, b) $y = 3$` on one line."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import pairwise

from grader.late import pattern
from grader.submission.expected import Exercise

LONGEST = 100_000
"""Characters that are looked through."""
_COMMENT = pattern(r"(?<!\\)%[^\n]*|<!--.*?-->", re.DOTALL)
_TITLE = pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_VALUE = pattern(r"\d|=|\$|\\\(|\\\[")


def missed(spans: list[tuple[Exercise, int]], titles: list[Exercise], answered: Set[str], lines: list[str]) -> bool:
    """Whether something speaks of a part that has no answer within its exercise: a label that was not read, a
    title with a value. `spans` are the exercises with the lines at which they begin."""
    if any(answered.isdisjoint(part for _, part in exercise.parts) for exercise in titles):
        return True
    starts = sorted({*(line for _, line in spans), len(lines) + 1})
    ends = dict(pairwise(starts))
    return any(
        part not in answered and is_named(key, "\n".join(lines[line - 1 : ends[line] - 1]))
        for exercise, line in spans
        for key, part in exercise.parts
    )


def is_named(key: str, text: str) -> bool:
    """Whether the letter of a part stands in a text as labels do."""
    if len(key) != 1 or not key.isalpha():
        return False
    label = rf"(?<![\w(\\]){key}\s?\)|\(\s?{key}\s?\)|\*\*\(?{key}[.)]?\*\*|^\W*{key}\s*(?:[-–.:$]|$)"
    said = rf"{label}|\b(?:part|teil|solution|lösung)\s+{key}\b"
    return re.search(said, _COMMENT.sub("", text[:LONGEST]), re.IGNORECASE | re.MULTILINE) is not None


def holds_value(title: str) -> bool:
    """Whether words behind a heading, which are taken for its title, may be an answer: `Exercise 3: 7, 8`."""
    return _VALUE.search(_TITLE.sub("", title)) is not None
