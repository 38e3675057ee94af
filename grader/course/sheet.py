"""A table that a course system wrote, filled in without touching anything else: encoding, mark of byte order,
delimiter, quotes and line ends of every other cell stay as they are, byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from fractions import Fraction

from grader.errors import GraderError
from grader.late import dataclass, pattern
from grader.limits import TABLE_BYTES, TABLE_ROWS

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DELIMITERS = ",;\t"
RISKY = "=+-@\t\r＝＋－＠"
"""Characters at the start of a cell that make a spreadsheet compute it."""
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad \u00a0"
DECIMAL = pattern(r"[+-]?\d+(?P<mark>[.,])\d+")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and its place in the text, quotes included."""

    value: str
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read. Rows may have different lengths."""

    mark: bytes
    encoding: str
    text: str
    delimiter: str
    rows: tuple[tuple[Cell, ...], ...]

    def value(self, row: int, column: int) -> str:
        """What the cell says, without blanks around it; empty where there is no cell."""
        cells = self.rows[row]
        return cells[column].value.strip() if 0 <= column < len(cells) else ""

    def header(self, row: int = 0) -> list[str]:
        """The names of the columns."""
        return [cell.value.strip() for cell in self.rows[row]]

    def comma(self) -> bool:
        """Whether numbers in this table have a decimal comma: as its numbers say, else its delimiter."""
        cells = (cell.value.strip() for row in self.rows for cell in row)
        found = [match["mark"] for cell in cells if (match := DECIMAL.fullmatch(cell))]
        return found.count(",") > found.count(".") if found else self.delimiter == ";"

    def filled(self, edits: Mapping[tuple[int, int], str]) -> bytes:
        """The bytes with the cells (row, column) changed. A cell that already says it keeps its spelling."""
        out: list[str] = []
        done = 0
        for (row, column), value in sorted(edits.items()):
            cell = self.rows[row][column]
            if cell.value == value:
                continue
            out += [self.text[done : cell.start], self._spelled(value, cell)]
            done = cell.end
        out.append(self.text[done:])
        return self.mark + "".join(out).encode(self.encoding, errors="replace")

    def _spelled(self, value: str, cell: Cell) -> str:
        needed = any(char in value for char in (self.delimiter, '"', "\n", "\r")) or value != value.strip()
        return '"' + value.replace('"', '""') + '"' if cell.quoted or needed else value


def read(data: bytes, name: str) -> Sheet:
    """A table. GraderError, with line and reason, where it is none."""
    if len(data) > TABLE_BYTES:
        raise GraderError(f"{name} is larger than {TABLE_BYTES >> 20} MB, the most that is read.")
    mark, encoding = next(((mark, code) for mark, code in MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        encoding = "latin-1"  # Every byte is a character, and comes back as the same byte.
        text = data[len(mark) :].decode(encoding)
    if "\x00" in text:
        raise GraderError(f"{name} is no table of text: it holds NUL characters.")
    delimiter = _delimiter(text)
    return Sheet(mark, encoding, text, delimiter, tuple(_rows(text, delimiter, name)))


def _delimiter(text: str) -> str:
    """The one that parts the first line with something in it; quotes are left out."""
    first = next((line for line in text.splitlines()[:10] if line.strip(" ,;\t")), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=bare.count)


def _rows(text: str, delimiter: str, name: str) -> list[tuple[Cell, ...]]:
    quoted = re.compile(r'"(?:[^"]|"")*"')
    plain = re.compile({",": r"[^,\r\n]*", ";": r"[^;\r\n]*", "\t": r"[^\t\r\n]*"}[delimiter])
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    at = 0
    while at < len(text) or row:
        if text[at : at + 1] == '"':
            match = quoted.match(text, at)
            if match is None:
                raise GraderError(f"{name}, line {text.count(chr(10), 0, at) + 1}: a quote is never closed.")
            row.append(Cell(match[0][1:-1].replace('""', '"'), at, match.end(), True))
        else:
            match = plain.match(text, at)
            assert match
            row.append(Cell(match[0], at, match.end(), False))
        at = match.end()
        if text[at : at + 1] == delimiter:
            at += 1
            if at == len(text):
                row.append(Cell("", at, at, False))
        elif at == len(text) or text[at] in "\r\n":
            at += 2 if text[at : at + 2] == "\r\n" else 1
            rows.append(tuple(row))
            row = []
        else:
            line = text.count("\n", 0, at) + 1
            raise GraderError(f"{name}, line {line}: something stands behind a closing quote.")
        if at >= len(text):
            row = _ended(rows, row)
        if len(rows) > TABLE_ROWS:
            raise GraderError(f"{name} has more than {TABLE_ROWS:,} rows.")
    return rows


def _ended(rows: list[tuple[Cell, ...]], row: list[Cell]) -> list[Cell]:
    if row:
        rows.append(tuple(row))
    return []


def number(points: Fraction, comma: bool) -> str:
    """A mark to two places, rounded half up, with no needless zeros."""
    hundredths = (200 * points.numerator + points.denominator) // (2 * points.denominator)
    sign, size = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    decimals = f"{size % 100:02d}".rstrip("0")
    return f"{sign}{size // 100}" + (f"{',' if comma else '.'}{decimals}" if decimals else "")


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a leading `'` says that it is one. Not for numbers."""
    plain = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    starts = {text[:1], plain.lstrip(UNSEEN)[:1]}
    return f"'{plain}" if starts & set(RISKY) else plain


def fraction(text: str) -> Fraction | None:
    """A number in a table, with comma or point; None where it is none."""
    match = re.fullmatch(r"\s*(\d{1,12})(?:[.,](\d{1,12}))?\s*", text)
    return Fraction(f"{match[1]}.{match[2] or 0}") if match else None
