"""Where in a hand-in something stands: the line as it was handed in, and what of it is meant.

Readers undo macros, alignment signs and line breaks, so the text of an answer is looked for without regard to
white space and `&`; what is not found that way has a line and no column.
"""

from __future__ import annotations

from grader.late import dataclass
from grader.report.clean import clean
from grader.values import PartResult, Span

SHOWN = 100
"""Characters of a line that are shown."""
LEAD = 20
"""Characters shown before the place, where the line is longer than that."""


@dataclass(frozen=True, slots=True)
class Place:
    """`line` and `column` are from 1 (column 0: not known). `shown` is the line, clean and cut; `start` and
    `length` are what a caret marks in it, in characters of `shown`."""

    line: int
    column: int
    shown: str
    start: int = 0
    length: int = 0


def place(part: PartResult, line: int, text: str, span: Span | None = None) -> Place:
    """The place of `text` at `line` or below it in what was handed in for the part, or of `span` within it."""
    first = part.line or 1
    source = part.raw.split("\n")
    row = min(max(line - first, 0), len(source) - 1)
    haystack, at = _squeezed("\n".join(source[row:]))
    needle, offsets = _squeezed(text)
    found = haystack.find(needle) if needle else -1
    if found < 0:
        return Place(line, 0, _cut(source[row], 0)[0])
    begin, end = 0, len(needle)
    if span is not None:
        begin = next((k for k, offset in enumerate(offsets) if offset >= span.start), len(needle) - 1)
        end = max(begin + 1, sum(1 for offset in offsets if offset < span.end))
    start, last = at[found + begin], at[found + min(end, len(needle)) - 1]
    before = "\n".join(source[row:])[:start]
    column = start - (before.rfind("\n") + 1)
    row += before.count("\n")
    length = min(last - start + 1, len(source[row]) - column)
    return _shown(first + row, column, source[row], length)


def _shown(line: int, column: int, text: str, length: int) -> Place:
    """Tabs and what is spelled out have other widths than one character: the caret counts what is shown."""
    kept, skipped = _cut(text, column)
    start = len(clean(text[skipped:column])) + (2 if skipped else 0)
    marked = len(clean(text[column : column + length]))
    return Place(line, column + 1, kept, start, max(1, min(marked, len(kept) - start)))


def _cut(text: str, column: int) -> tuple[str, int]:
    """The line, or what stands around the column of a long one, and how many characters before it are left out."""
    text = text.rstrip()
    skipped = max(0, column - LEAD) if len(text) > SHOWN and column > SHOWN - LEAD else 0
    rest = clean(text[skipped : skipped + SHOWN]) + (" …" if len(text) > skipped + SHOWN else "")
    return ("… " if skipped else "") + rest, skipped


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Without white space and alignment signs, and where each character stood."""
    kept = [(char, at) for at, char in enumerate(text) if not char.isspace() and char != "&"]
    return "".join(char for char, _ in kept), [at for _, at in kept]
