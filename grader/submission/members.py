"""The names at the head of a hand-in: lines with a number or an address, `Name:`, a list under `Group Members`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from grader.late import pattern

MEMBERS = 20
HEAD_LINES = 200
TITLE = pattern(
    r"[\s#*_>-]*(?:(?:group|team)\s*(?:members?)|members?|names?|namen|students?|studierende|authors?|autor(?:en|innen)?"
    r"|gruppe(?:nmitglieder)?|gruppenmitglieder|mitglieder|abgabe von|submitted by|bearbeitet von|von|by)"
    r"\b[\s*_]*(?P<more>[:.]?)[\s*_]*(?P<rest>.*)$",
    re.I,
)
ADDRESS = pattern(r"[^\s<>()@,;|]{1,64}@[^\s<>()@,;|]{1,100}")
NUMBER = pattern(r"(?<![\w.])[#№]?[0-9]{5,12}(?![\w.])")
LABELS = pattern(
    r"\b(?:matr(?:ikel)?(?:nummer|[.\s-]*nr)?|student\s?(?:id|number)|id|mail|e-mail|email|nr|no)\b[.:]?", re.I
)
NAME = pattern(r"[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){0,5}$")


def members_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The names found in the lines before the first exercise, each once, in order. Numbers and addresses are
    used to recognise a line and are left out of the name."""
    found: list[str] = []
    listing = False
    for raw in islice(lines, HEAD_LINES):
        line = raw[:400].replace("\\\\", " ").replace("&", " ")
        title = TITLE.match(line)
        if title and (title["more"] or not title["rest"].strip()):
            names = _names(title["rest"])
            listing = not names
            found += names
        elif _numbered(line) or (listing and _plain_name(line)):
            found += _names(line)
        elif line.strip():
            listing = False
    return tuple(dict.fromkeys(found))[:MEMBERS]


def _numbered(line: str) -> bool:
    return bool(NUMBER.search(line) or ADDRESS.search(line))


def _plain_name(line: str) -> bool:
    return bool(NAME.match(line.strip(" \t-*+•|0123456789.)")))


def _names(line: str) -> list[str]:
    """The names in a line: what is neither number nor address, parted at commas, semicolons and `and`."""
    rest = LABELS.sub(",", NUMBER.sub(",", ADDRESS.sub(",", line)))
    parts = re.split(r"[,;|/()<>\[\]{}]|\s+(?:and|und)\s+|\\and\b", rest)
    names = (part.strip(" \t-*_+•:.#&") for part in parts)
    return [name for name in names if len(name) > 1 and NAME.match(name)]


def author_names(author: str) -> tuple[str, ...]:
    """The names in LaTeX's `\\author{…}`."""
    plain = re.sub(r"\\thanks\s*\{[^{}]*\}", " ", author[:2000])
    lines = re.split(r"\\\\|\\and\b|\n|\\quad|\\qquad", plain)
    words = (re.sub(r"\\[A-Za-z]+\s*\{([^{}]*)\}", r"\1", line).replace("~", " ") for line in lines)
    return tuple(dict.fromkeys(name for line in words for name in _names(line)))[:MEMBERS]
