r"""Rows that go on with the row above: a long side of an equation, broken where an operator stands.

(x+1)^2 - (x-1)^2 &= x^2 + 2x + 1 \\            f'(x) = 2x e^x +
                  &\quad - (x^2 - 2x + 1)               x^2 e^x
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grader.answer.claim.cutting import has_relation, run_together
from grader.late import pattern, replace

if TYPE_CHECKING:
    from grader.answer.claim.rows import Row

_OPERATOR = r"(?:[-+*/·×−]|\\(?:cdot|times|pm|mp|div)(?![A-Za-z]))"
_BLANK = (
    r"(?:\s|&|~|\{\}|\\(?:q?quad|enspace)(?![A-Za-z])|\\[;,:! ]|\\h?phantom\s*\{[^{}]*\}|\\hspace\*?\s*\{[^{}]*\})"
)
_OPENS = pattern(rf"((?:{_BLANK})*)(?={_OPERATOR})")
_ENDS = pattern(rf"(?:(?<=\s)|(?<=[A-Za-z)}}]))(?:{_OPERATOR}|=)(?P<blank>[\s{{}}]*)$")
_SIDED = ("\\to", "->", "→")
"""Beside one of these a sign at the end may say from which side: `x -> a+`."""


def is_set_in(text: str, start: int) -> bool:
    """Whether the row of a display that stands at `start` begins with an operator and was set in, behind an
    alignment mark or a space."""
    begin = text.rfind("\\\\", 0, start)
    found = _OPENS.match(text, begin + 2) if begin >= 0 else None
    return found is not None and bool(found[1].strip())


def is_deeper(line: str, above: str) -> bool:
    """The same of a typed line: it is set in deeper than the line above."""
    return _OPENS.match(line) is not None and len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())


def joined(rows: Iterable[Row]) -> Iterator[Row]:
    """With the rows that go on behind the ones above them."""
    return run_together(rows, _joined)


def _joined(above: Row, row: Row) -> Row | None:
    if not above.alone or not row.alone or row.before:
        return None
    belongs = _is_open(above.text) or (row.set_in and has_relation(above.text) and not has_relation(row.text))
    return replace(above, text=_with(above, row)) if belongs else None


def _is_open(text: str) -> bool:
    return _ENDS.search(text) is not None and not any(mark in text for mark in _SIDED)


def _with(above: Row, row: Row) -> str:
    """Both texts as one, with as many line breaks between as there were."""
    blank = _OPENS.match(row.text)
    text = row.text[blank.end(1) :] if blank else row.text
    opened = _ENDS.search(above.text)
    first = above.text[: opened.start("blank")] if opened else above.text
    return first + ("\n" * (row.line - above.line - first.count("\n")) or " ") + text
