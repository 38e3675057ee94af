"""One gate for every sink: what a student wrote becomes text that only shows, wherever it is printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from grader.late import pattern

INVISIBLE = frozenset({0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x2800, 0x3164, 0xFFA0})
"""Characters that show nothing though their category does not say so."""

_BRACKET = pattern(r"(?<![\w\\])matrix\(|[()]")


def clean(text: str, keep: str = "") -> str:
    """The text with every control, format, bidirectional, surrogate, private and unassigned character spelled out.

    `\\x1b` stands for an escape, `\\u202e` for a reversal; characters in `keep` (a newline, a tab) stay. The result
    has no line break but those kept, is valid Unicode, valid in XML 1.0, and moves no terminal's cursor.
    """
    if text.isascii() and text.isprintable():
        return text
    odd = {ord(char): _spelled(ord(char)) for char in set(text) if char not in keep and not _shows(char)}
    return text.translate(odd) if odd else text


def as_typed(text: str) -> str:
    """`clean`, and matrices as people type them: `[[1, 2], [3, 4]]` for `matrix([1, 2], [3, 4])`."""
    said = clean(text)
    if "matrix(" not in said:
        return said
    opened: list[bool] = []

    def bracket(found: re.Match[str]) -> str:
        if found[0] == ")":
            return "]" if opened and opened.pop() else ")"
        opened.append(found[0] != "(")
        return "[" if opened[-1] else "("

    return _BRACKET.sub(bracket, said)


@lru_cache(maxsize=4096)
def _shows(char: str) -> bool:
    code = ord(char)
    if code in INVISIBLE or code & 0xFFFE == 0xFFFE:
        return False
    category = unicodedata.category(char)
    return category[0] != "C" and category not in ("Zl", "Zp")


def _spelled(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def defuse(text: str) -> str:
    """Lines that no CI system takes for its commands: GitHub obeys `::` at the start of a line, spaces before it
    or not, and `##[` anywhere."""
    if "::" not in text and "##[" not in text:
        return text
    lines = text.replace("##[", "## [").split("\n")
    return "\n".join(line.replace("::", ": :", 1) if line.lstrip().startswith("::") else line for line in lines)


def cut(text: str, most: int = 200) -> str:
    """The beginning of a long text and how long it is, so that a report stays small."""
    return text if len(text) <= most else f"{text[:most]} … ({len(text)} characters)"
