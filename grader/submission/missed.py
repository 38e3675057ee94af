"""Signs that an answer stands somewhere though no label of it was read: `a) $x = 2$, b) $y = 3$` on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from grader.late import pattern
from grader.submission.expected import Exercise
from grader.submission.labels import CORRECTS
from grader.submission.model import Block
from grader.submission.summaries import summed_up

_AND = r"(?:\s?[,+/&]\s?|\s(?:and|und)\s)"
"""Between the letters of two parts that are answered together: `c+d)`, `(a, b)`."""
LONGEST = 100_000
"""Characters that are looked through."""
_COMMENT = pattern(r"(?<!\\)%[^\n]*|<!--.{0,1000}?-->", re.DOTALL)
_TITLE = pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_VALUE = pattern(r"\d|=|\$|\\\(|\\\[")


def missed(
    spans: list[tuple[Exercise, int]], titles: list[Exercise], answered: Set[str], lines: list[str]
) -> frozenset[str]:
    """The parts without an answer of which something speaks within their exercise: a label that was not read, or a
    title with a value. `spans` are the exercises with the lines at which they begin."""
    starts = sorted({*(line for _, line in spans), len(lines) + 1})
    ends = dict(pairwise(starts))
    unanswered = (one for one in titles if answered.isdisjoint(part for _, part in one.parts))
    named = (
        part
        for exercise, line in spans
        for key, part in exercise.parts
        if part not in answered and is_named(key, "\n".join(lines[line - 1 : ends[line] - 1]))
    )
    return frozenset((*(part for one in unanswered for _, part in one.parts), *named))


def is_named(key: str, text: str) -> bool:
    """Whether the letter of a part stands in a text as labels do."""
    if len(key) != 1 or not key.isalpha():
        return False
    if any(summed_up(key, line) for line in text[:LONGEST].split("\n")):
        return True
    marked = r"['’´`*\d]{1,2}(?:\s?[):]|\s[-\d$])"  # `b') 8`, `a' 3`
    begins = rf"^[^\w\n]{{0,20}}(?:{key}(?:\s{{0,9}}(?:[-–.:$]|$)|{marked})|{_together(key)})"
    said = rf"\*\*\(?{key}[.)]?\*\*|{begins}|\b(?:solution|lösung)\s+{key}\b|{label_of(key)}"
    return re.search(said, _COMMENT.sub("", text[:LONGEST]), re.IGNORECASE | re.MULTILINE) is not None


def speaks_of(key: str, text: str) -> bool:
    """Whether an answer names another part, whose answer may stand in it."""
    return len(key) == 1 and key.isalpha() and re.search(label_of(key), text[:LONGEST], re.IGNORECASE) is not None


def corrected(exercises: Sequence[Exercise], lines: list[str]) -> frozenset[str]:
    """The parts which lines speak of that speak of a correction, wherever these stand."""
    spoken = [line for line in lines if CORRECTS.search(line[:LONGEST])]
    return frozenset(
        part for exercise in exercises for key, part in exercise.parts for line in spoken if speaks_of(key, line)
    )


def label_of(key: str) -> str:
    """The letter of a part, within a text, with brackets, a colon or a word, or beside another. Behind an
    operator it is a letter of a formula: `(1 + i)`."""
    return (
        rf"(?<![\w(\\$,+/&*^·-])(?:{_together(key)})"
        rf"|(?<![\w(\\+*/^·=−-])(?<![+*/^·=−]\s)(?:\d[\d.]{{0,8}}\s?)?{key}\s?\)|(?<![\w}}\\])\(\s?{key}\s?\)"
        rf"|(?:[;,|&]\s{{0,9}}|\s{{2}}){key}\s?:(?=\s)|(?<![\w\\]){key}\s?:\s?(?=[\d$−-])|\b(?:part|teil)\s+{key}\b"
    )


def _together(key: str) -> str:
    return rf"{key}{_AND}[a-z]\s?[):](?!\w)|[a-z]{_AND}{key}\s?[):](?!\w)"


def holds_value(title: str) -> bool:
    """Whether words behind a heading, which are taken for its title, may be an answer: `Exercise 3: 7, 8`."""
    return _VALUE.search(_TITLE.sub("", title)) is not None


def unquoted(lines: list[str], blocks: Sequence[Block]) -> list[str]:
    """The lines with nothing left of those that are quoted."""
    own = list(lines)
    for block in blocks:
        if block.kind == "quote":
            count = block.text.count("\n") + 1
            own[block.line - 1 : block.line - 1 + count] = [""] * count
    return own
