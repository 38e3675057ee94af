"""Labels of one list that stand on one line: `a) 3  b) 5  c) 7`, `1a: 3; 1b: 5`, `(a) $3$, (b) $5$`.

Letters in brackets also stand in formulas and point to other parts. So a further label must look as the first, come
later in the alphabet, and follow what ends: a formula, a comma, a gap.
"""

from __future__ import annotations

from typing import TypeAlias

from grader.late import pattern
from grader.submission.labels import REFERENCE, Label, find, roman
from grader.submission.typed import is_word

LONGEST_LINE = 2000
ENDS = pattern(r"[A-Za-z0-9]\s?[)\]}:.]")
"""How labels end: with fewer than two of these on a line there is nothing to look for."""
TAIL = pattern(
    r"(?P<open>[(\[{]?)\s?(?P<key>[A-Za-z]|[ivxIVX]{2,5}|[0-9]{1,2})\s?(?P<close>[)\]}]|[:.])(?:[*_]|\s|</[a-z]+>)*$"
)
KEY = pattern(
    r"(?P<open>[(\[{]?)(?<![A-Za-z])(?P<key>[A-Za-z]|[ivxIVX]{2,5}|[0-9]{1,2})\s?(?P<close>[)\]}](?![\w^'])|[:.](?=\s|$|\*))"
)
SEPARATED = pattern(r"(?:[,;|&/.~]|\s{2}|\t|\\(?:q?quad|hfill)|\s(?:and|und))[\s~]*$")
MARKS = " \t*_|#>-"


Further: TypeAlias = tuple[int, int, Label]
"""Where what stands before a label ends, where the label begins, and the label."""


POINTING = frozenset(
    "in to from by with of see as part parts and or aus nach mit von zu siehe wie teil und oder".split()
)
"""Words before the label of another part."""


def further(line: str) -> list[Further]:
    """The labels behind the one at the start of the line."""
    if len(line) > LONGEST_LINE or sum(1 for _ in ENDS.finditer(line)) < 2:
        return []
    label = find(line)
    if label is None:
        return []
    at = len(label.text)
    if label.style != "letter" and (inner := find(line[at:])) is not None and inner.style == "letter":
        label, at = inner, at + len(inner.text)  # `1. a) 3 b) 5`
    found: list[Further] = []
    while (following := _following(line, at, label)) is not None:
        _, start, label = following
        found.append(following)
        at = start + len(label.text)
    return found


def _following(line: str, at: int, label: Label) -> Further | None:
    """The next label of the list to which `label`, which ends at `at`, belongs."""
    tail = TAIL.search(label.text)
    if tail is None:
        return None
    for match in KEY.finditer(line, at):
        step = _step(tail["key"], match["key"])
        if step < 1 or (tail["open"] and not match["open"]) or match["close"] != tail["close"]:
            continue
        start = _begin(line, at, match.start(), label.text[: tail.start()].strip(MARKS).lower())
        content = line[at:start]
        if not _balanced(content):
            continue
        apart = SEPARATED.search(content)
        if step > 1 and not apart:
            continue
        here = find(line[start:])
        numbers_steps = match["key"].isdigit() and (not apart or match["close"] == ".")
        if (
            here is None
            or here.tokens[-1] != match["key"].lower()
            or numbers_steps
            or not _ends(content, bool(apart))
        ):
            return None
        if REFERENCE.match(line, start + len(here.text) - 1):
            return None
        return (at + apart.start() if apart else start), start, here
    return None


def _begin(line: str, at: int, letter: int, before: str) -> int:
    """Where a label begins: emphasis belongs to it, and what the first label has `before` its letter."""
    said = line[at:letter].rstrip("*_")
    if before and said.rstrip().lower().endswith(before):
        said = said.rstrip()[: -len(before)].rstrip("*_")
    return at + len(said)


def _step(key: str, other: str) -> int:
    """How many places `other` stands behind `key` in a list of such labels; 0 where in none."""
    if key.isdigit() or other.isdigit():
        return int(int(other) == int(key) + 1) if key.isdigit() and other.isdigit() else 0
    if roman(key) and roman(other) == roman(key) + 1:
        return 1
    same = len(key) == len(other) == 1 and key.isupper() == other.isupper()
    return max(ord(other) - ord(key), 0) if same else 0


def _balanced(text: str) -> bool:
    brackets = all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))
    return brackets and text.count("$") % 2 == 0 and text.count("`") % 2 == 0


def _ends(content: str, apart: bool) -> bool:
    """Whether what stands before a label may be all of an answer."""
    said = SEPARATED.sub("", content).rstrip(" \t*_")
    if not said or said.endswith(tuple("=<>+-−*/^(:")) or not any(char.isalnum() for char in said):
        return False
    last = said.split()[-1]
    return last.lower() not in POINTING and (apart or (content[-1:].isspace() and not is_word(last)))
