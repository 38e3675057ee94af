"""Blocks as a stream of tags (what may be a label) and pieces (formulas, words, code)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from grader.late import dataclass, pattern
from grader.notation.cut import scan
from grader.submission import labels
from grader.submission.beside import Further, further
from grader.submission.labels import Label
from grader.submission.model import Block
from grader.values import Finding, Piece

Pieces: TypeAlias = tuple[Piece, ...]


NO_LABELS: Mapping[int, Label] = MappingProxyType({})
CORRECTION = 16
"""Characters behind a label within which the word for a correction begins and ends."""


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
    inner: bool = False
    """Behind another label of its line."""
    quoted: bool = False
    """In a quotation, which may be that of the question that is answered below."""
    several: bool = False
    """One of several labels of a quotation: which of them is answered below is not said."""

    @property
    def corrects(self) -> bool:
        """Whether it says to be a correction: `Correction: a)`, `a) (corrected)`."""
        begins = self.rest[0].text[:CORRECTION] if self.rest and self.rest[0].kind == "prose" else ""
        return labels.CORRECTS.search(self.label.text) is not None or labels.CORRECTS.search(begins) is not None

    @property
    def place(self) -> tuple[int, int]:
        """The line and column at which its text begins."""
        return self.line, self.original[0].column if self.inner and self.original else 1


@dataclass(frozen=True, slots=True)
class Stuff:
    """A piece that is no label."""

    piece: Piece
    typed: bool = False
    quoted: bool = False


Element: TypeAlias = Tag | Stuff


def elements(
    blocks: tuple[Block, ...], notes: list[Finding], bare: Mapping[int, Label] = NO_LABELS
) -> Iterator[Element]:
    """The stream of all blocks. Delimiters that nothing closes become notes. `bare` are labels that only their
    order shows, by line."""
    several = _of_several(blocks)
    for at, block in enumerate(blocks):
        match block.kind:
            case "code":
                yield Stuff(Piece("code", block.text, block.line, block.column))
            case "quote":
                yield from _quotation(block, notes, at in several)
            case "heading":
                yield from _heading(block, notes)
            case "text":
                yield from _text(block, notes, bare)


def _of_several(blocks: tuple[Block, ...]) -> frozenset[int]:
    """The quotations with several labels of one kind, counted with those right above and below."""
    runs: list[tuple[list[int], list[Label]]] = []
    for at, block in enumerate(blocks):
        if block.kind != "quote":
            continue
        if not runs or runs[-1][0][-1] != at - 1:
            runs.append(([], []))
        runs[-1][0].append(at)
        runs[-1][1].extend(label for text in block.text.split("\n") if (label := labels.find(text)))
    return frozenset(
        at
        for run, found in runs
        for at in run
        if sum(label.style in ("exercise", "path") for label in found) > 1
        or sum(label.style not in ("exercise", "path") for label in found) > 1
    )


def _cut(text: str, line: int, column: int, notes: list[Finding]) -> Pieces:
    pieces, findings = scan(text, line, column)
    for finding in findings[:OPEN_ENDS]:
        at = text.count("\n", 0, finding.span.start) if finding.span else 0
        notes.append(Finding(finding.code, "note", None, (*finding.data, ("line", str(line + at)))))
    return pieces


def _quotation(block: Block, notes: list[Finding], several: bool) -> Iterator[Element]:
    """The lines of a quotation: the labels with which they begin, and what is someone else's behind them."""
    for number, text in enumerate(block.text.split("\n")):
        line, column = block.line + number, block.column if number == 0 else 1
        label = labels.find(text) if text.strip() else None
        if label is not None:
            yield Tag(label, line, True, False, (), (), block.typed, quoted=True, several=several)
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


def _text(block: Block, notes: list[Finding], bare: Mapping[int, Label]) -> Iterator[Element]:
    """Running text: lines that name an exercise part it first, so that a delimiter left open in one exercise
    does not swallow the next."""
    text = _Text(block, block.text.split("\n"), bare)
    named = list(_exercise_lines(text.lines))
    yield from text.stretch(0, named[0][0] if named else len(text.lines), notes)
    ends = [*(at for at, _ in named[1:]), len(text.lines)]
    for (at, label), end in zip(named, ends, strict=False):
        yield from text.exercise(at, end, label, notes)


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


@dataclass(frozen=True, slots=True)
class _Text:
    """A block of running text, and its lines."""

    block: Block
    lines: list[str]
    bare: Mapping[int, Label]

    def exercise(self, at: int, end: int, label: Label, notes: list[Finding]) -> Iterator[Element]:
        """A line that names an exercise, and what stands below it."""
        line, begin = self.block.line + at, len(label.text)
        after = "\n".join([self.lines[at][begin:], *self.lines[at + 1 : end]])
        pieces = _cut(after, line, self.column(at) + begin, notes) if after.strip() else ()
        here, below = _first_line(pieces, line)
        own, *others = self.parted(here, at)
        strong = at == 0 or not self.lines[at - 1].strip()
        joined = own[1][:1] if own[1] and own[1][0].kind == "prose" else ()
        whole = Piece("prose", label.text + "".join(piece.text for piece in joined), line, self.column(at))
        original = (whole, *own[1][len(joined) :]) if whole.text.strip() else own[1]
        yield Tag(label, line, strong, False, own[1], original, self.block.typed)
        for inner, rest in others:
            if inner is not None:
                yield _inner_tag(inner, rest, line, self.block.typed)
        yield from self.pieces(below)

    def parted(self, pieces: Pieces, at: int) -> list[tuple[Label | None, Pieces]]:
        """The pieces of one line, parted at the labels that stand in it."""
        found: list[tuple[Label | None, Pieces]] = [(None, ())]
        labelled = further(self.lines[at])
        for piece in pieces:
            begin = piece.column - self.column(at)
            done = 0
            for end, start, label in labelled if piece.kind == "prose" else ():
                if 0 <= start - begin < len(piece.text):
                    found[-1] = (found[-1][0], (*found[-1][1], *_slice(piece, done, end - begin)))
                    found.append((label, ()))
                    done = start - begin
            rest = _slice(piece, done, len(piece.text)) if piece.kind == "prose" else (piece,)
            found[-1] = (found[-1][0], (*found[-1][1], *rest))
        return found

    def column(self, at: int) -> int:
        """The column of the first character of a line."""
        return self.block.column if at == 0 else 1

    def stretch(self, start: int, end: int, notes: list[Finding]) -> Iterator[Element]:
        """The lines from `start` to `end`, with the labels of parts in them."""
        text = "\n".join(self.lines[start:end])
        if text.strip():
            yield from self.pieces(_cut(text, self.block.line + start, self.column(start), notes))

    def pieces(self, pieces: Pieces) -> Iterator[Element]:
        before: Piece | None = None
        for piece in pieces:
            at = piece.line - self.block.line
            first = not self.lines[at][: piece.column - self.column(at)].strip(" \t-*•|>$\\([{&")
            first = first and piece.column - self.column(at) <= INDENT
            blank = at == 0 or not self.lines[at - 1].strip()
            if piece.kind in ("math", "display"):
                yield from _formula(piece, self.block, first)
            elif piece.kind == "prose":
                strong = blank or before is None or before.kind == "display"
                yield from self.prose(piece, first, strong)
            else:
                yield Stuff(piece, self.block.typed)
            before = piece

    def prose(self, piece: Piece, first: bool, strong: bool) -> Iterator[Element]:
        """Words, parted at the lines that begin with what may be a label, and at the labels behind it."""
        done, begin = 0, 0
        tag: tuple[Label, bool, bool] | None = None
        for row, text in enumerate(piece.text.split("\n")):
            at = piece.line - self.block.line + row
            for end, start, label in self.labels(piece, row, text, first):
                if begin + start > done or tag is not None:
                    yield from _chunk(_slice(piece, done, begin + end), self.block, tag, piece.line)
                inner = start > 0 or (row == 0 and not first)
                blank = at == 0 or not self.lines[at - 1].strip()
                firm = not inner and (blank or (strong if row == 0 else _sets_apart(text)))
                done, tag = begin + start, (label, firm, inner)
            begin += len(text) + 1
        yield from _chunk(_slice(piece, done, len(piece.text)), self.block, tag, piece.line)

    def labels(self, piece: Piece, row: int, text: str, first: bool) -> Iterator[Further]:
        """The labels in a row of a piece, with their places in it."""
        at = piece.line - self.block.line + row
        before = piece.column - self.column(at) if row == 0 else 0
        begins = (row > 0 or first) and text.strip()
        label = (self.bare.get(self.block.line + at) or labels.find(text)) if begins else None
        if label is not None:
            yield 0, 0, label
        for end, start, inner in further(self.lines[at]):
            if 0 <= start - before < len(text) and (start > before or label is None):
                yield end - before, start - before, inner


def _first_line(pieces: Pieces, line: int) -> tuple[Pieces, Pieces]:
    """The pieces that begin on a line, and what is left of them and the others."""
    for n, piece in enumerate(pieces):
        if piece.line > line:
            return pieces[:n], pieces[n:]
        if piece.kind == "prose" and "\n" in piece.text:
            end = piece.text.index("\n")
            here, below = _slice(piece, 0, end), _slice(piece, end + 1, len(piece.text))
            return (*pieces[:n], *here), (*below, *pieces[n + 1 :])
    return pieces, ()


def _slice(piece: Piece, start: int, end: int) -> Pieces:
    """A stretch of a piece of words, if there is something in it."""
    text = piece.text[start : max(start, end)]
    if not text.strip():
        return ()
    above = piece.text[:start]
    column = len(above) - above.rfind("\n") if "\n" in above else piece.column + start
    return (Piece("prose", text, piece.line + above.count("\n"), column),)


def _inner_tag(label: Label, whole: Pieces, line: int, typed: bool) -> Tag:
    """A label behind another; `whole` is it and what follows."""
    rest = (*_slice(whole[0], len(label.text), len(whole[0].text)), *whole[1:])
    return Tag(label, line, False, False, rest, whole, typed, inner=True)


def _formula(piece: Piece, block: Block, first: bool) -> Iterator[Element]:
    label = labels.find_in_formula(piece.text) if first else None
    if label is None:
        yield Stuff(piece, block.typed)
    else:
        yield Tag(label, piece.line, True, False, _without(piece, label), (piece,), block.typed)


def _sets_apart(text: str) -> bool:
    """A bullet, emphasis or table row begins an item of its own."""
    return text.lstrip().startswith(("-", "*", "•", "_", "|", "\\textbf", "\\item", "<"))


def _chunk(whole: Pieces, block: Block, tag: tuple[Label, bool, bool] | None, line: int) -> Iterator[Element]:
    if tag is None:
        for each in whole:
            yield Stuff(each, block.typed)
        return
    label, strong, inner = tag
    text = whole[0].text if whole else ""
    rest = _slice(whole[0], len(label.text), len(text)) if whole else ()
    yield Tag(label, whole[0].line if whole else line, strong, False, rest, whole, block.typed, inner=inner)
