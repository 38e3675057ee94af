"""Plain text: labels at the start of lines, formulas typed into sentences or between dollar signs."""

from __future__ import annotations

from grader.submission.model import Block, Document

SUFFIXES = (".txt", ".text", "")
NAME = "text"


def claims(suffix: str, text: str) -> bool:
    """Whether this reader takes a file of that suffix."""
    return suffix in SUFFIXES


def read(text: str, source: str) -> Document:
    """The whole file is running text; lines of `===` or `---` are rules."""
    lines = ["" if _is_rule(line) else line for line in text.split("\n")]
    blocks = (Block("text", "\n".join(lines), typed=True),) if text.strip() else ()
    return Document(source, NAME, text, blocks)


def _is_rule(line: str) -> bool:
    body = line.strip()
    return len(body) >= 3 and body[0] in "-=_*~#+" and not body.strip(body[0])
