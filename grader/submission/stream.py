"""Blocks as a stream of tags (what may be a label) and pieces (formulas, words, code)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from grader.late import dataclass, pattern
from grader.notation.cut import scan
from grader.submission import labels
from grader.submission.labels import Label
from grader.submission.model import Block
from grader.values import Finding, Piece

Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A possible label. `rest` is what follows it on its line or in its formula; `original` is both together,
    for the case that it turns out to be none. `strong` stands at the start of a paragraph, item or heading."""

    label: Label
    line: int
    strong: bool
    heading: bool
    rest: Pieces
    original: Pieces
    typed: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class Stuff:
    """A piece that is no label."""

    piece: Piece
    typed: bool = False
    quoted: bool = False


Element: TypeAlias = Tag | Stuff


def elements(blocks: tuple[Block, ...], notes: list[Finding], quoted_labels: bool = False) -> Iterator[Element]:
    """The stream of all blocks. Delimiters that nothing closes become notes. With `quoted_labels` the labels of
    quotations count, as where the questions are quoted and answered below."""
    for block in blocks:
        match block.kind:
            case "code":
                yield Stuff(Piece("code", block.text, block.line, block.column))
            case "quote" if quoted_labels:
                yield from _quotation(block, notes)
            case "quote":
                for piece in _cut(block.text, block.line, block.column, notes):
                    yield Stuff(piece, block.typed, quoted=True)
            case "heading":
                yield from _heading(block, notes)
            case "text":
                yield from _text(block, notes)


def _cut(text: str, line: int, column: int, notes: list[Finding]) -> Pieces:
    pieces, findings = scan(text, line, column)
    for finding in findings[:OPEN_ENDS]:
        at = text.count("\n", 0, finding.span.start) if finding.span else 0
        notes.append(Finding(finding.code, "note", None, (*finding.data, ("line", str(line + at)))))
    return pieces


def _quotation(block: Block, notes: list[Finding]) -> Iterator[Element]:
    """The lines of a quotation: the labels with which they begin, and what is someone else's behind them."""
    for number, text in enumerate(block.text.split("\n")):
        line, column = block.line + number, block.column if number == 0 else 1
        label = labels.find(text) if text.strip() else None
        if label is not None:
            yield Tag(label, line, True, False, (), _cut(text, line, column, notes), block.typed)
        for piece in _cut(text[len(label.text) if label else 0 :], line, column, notes):
            yield Stuff(piece, block.typed, quoted=True)


def _heading(block: Block, notes: list[Finding]) -> Iterator[Element]:
    whole = _cut(block.text, block.line, block.column, notes)
    label = labels.find(block.text, heading=True)
    if label is not None:
        after = block.text[len(label.text) :]
        rest = _cut(after, block.line, block.column + len(label.text), notes) if after.strip() else ()
        yield Tag(label, block.line, True, True, rest, whole, block.typed, block.key)
    elif whole and (inner := labels.find_in_formula(whole[0].text)) is not None and whole[0].kind == "math":
        yield Tag(inner, block.line, True, True, (*_without(whole[0], inner), *whole[1:]), whole, block.typed)
    elif block.key:
        yield Tag(Label("exercise", (), block.text), block.line, True, True, (), whole, block.typed, True)
    else:
        for piece in whole:
            yield Stuff(piece, block.typed)


def _without(piece: Piece, label: Label) -> Pieces:
    """A formula without the label at its start."""
    rest = piece.text[len(label.text) :]
    line = piece.line + label.text.count("\n")
    column = piece.column + len(label.text) if line == piece.line else 1
    return (Piece(piece.kind, rest, line, column),) if rest.strip() else ()


def _text(block: Block, notes: list[Finding]) -> Iterator[Element]:
    """Running text: lines that name an exercise part it first, so that a delimiter left open in one exercise
    does not swallow the next."""
    lines = block.text.split("\n")
    start = 0
    for at, label in _exercise_lines(lines):
        yield from _stretch(block, lines, start, at, notes)
        column = block.column if at == 0 else 1
        line, text = block.line + at, lines[at]
        strong = at == 0 or not lines[at - 1].strip()
        after = text[len(label.text) :]
        rest = _cut(after, line, column + len(label.text), notes) if after.strip() else ()
        yield Tag(label, line, strong, False, rest, _cut(text, line, column, notes), block.typed)
        start = at + 1
    yield from _stretch(block, lines, start, len(lines), notes)


OPEN_ENDS = 20
"""So many delimiters that nothing closes are noted in one stretch."""
INDENT = 80
"""A label stands at most so far into its line."""
DISPLAY = pattern(r"\$\$|\\\[|\\\]")


def _exercise_lines(lines: list[str]) -> Iterator[tuple[int, Label]]:
    within = False
    for at, text in enumerate(lines):
        for match in DISPLAY.finditer(text):
            within = not within if match[0] == "$$" else match[0] == "\\["
        label = labels.find(text) if len(text) > 1 else None
        if label is None or text.lstrip().startswith("~~"):
            continue
        if label.style == "exercise" or (label.style == "path" and not within):
            if label.text.count("$") or "$$" in text[: len(label.text)]:
                continue
            within = False
            yield at, label


def _stretch(block: Block, lines: list[str], start: int, end: int, notes: list[Finding]) -> Iterator[Element]:
    """The lines from `start` to `end`, with the labels of parts in them."""
    text = "\n".join(lines[start:end])
    if not text.strip():
        return
    column = block.column if start == 0 else 1
    before: Piece | None = None
    for piece in _cut(text, block.line + start, column, notes):
        at = piece.line - block.line
        before_it = piece.column - 1 - (column - 1 if at == 0 else 0)
        first = before_it <= INDENT and not lines[at][:before_it].strip(" \t-*•|>$\\([{&")
        blank = at == 0 or not lines[at - 1].strip()
        if piece.kind in ("math", "display"):
            yield from _formula(piece, block, first)
        elif piece.kind == "prose":
            strong = blank or before is None or before.kind == "display"
            yield from _prose(piece, block, lines, first, strong)
        else:
            yield Stuff(piece, block.typed)
        before = piece


def _formula(piece: Piece, block: Block, first: bool) -> Iterator[Element]:
    label = labels.find_in_formula(piece.text) if first else None
    if label is None:
        yield Stuff(piece, block.typed)
    else:
        yield Tag(label, piece.line, True, False, _without(piece, label), (piece,), block.typed)


def _prose(piece: Piece, block: Block, lines: list[str], first: bool, strong: bool) -> Iterator[Element]:
    """Words, parted at the lines that begin with what may be a label."""
    rows = piece.text.split("\n")
    label: Label | None = None
    start, firm = 0, strong
    for row, text in enumerate(rows):
        found = labels.find(text) if (row > 0 or first) and text.strip() else None
        if found is None:
            continue
        if row > start or label is not None:
            yield from _chunk(piece, block, rows, start, row, label, firm)
        start, label = row, found
        firm = strong if row == 0 else not rows[row - 1].strip() or _sets_apart(text)
        at = piece.line - block.line + row
        firm = firm or at == 0 or not lines[at - 1].strip()
    yield from _chunk(piece, block, rows, start, len(rows), label, firm)


def _sets_apart(text: str) -> bool:
    """A bullet, emphasis or table row begins an item of its own."""
    return text.lstrip().startswith(("-", "*", "•", "_", "|", "\\textbf", "\\item", "<"))


def _chunk(
    piece: Piece, block: Block, rows: list[str], start: int, end: int, label: Label | None, strong: bool
) -> Iterator[Element]:
    text = "\n".join(rows[start:end])
    line = piece.line + start
    column = piece.column if start == 0 else 1
    whole = (Piece("prose", text, line, column),) if text.strip() else ()
    if label is None:
        for each in whole:
            yield Stuff(each, block.typed)
        return
    after = text[len(label.text) :]
    rest = (Piece("prose", after, line, column + len(label.text)),) if after.strip() else ()
    yield Tag(label, line, strong, False, rest, whole, block.typed)
