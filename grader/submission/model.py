"""What a hand-in is after reading, and after its parts were found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Literal

from grader.late import dataclass, field
from grader.values import Answer, Finding

BlockKind = Literal["heading", "text", "code", "quote"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a file: a heading, running text with formulas in it, verbatim code, or a quotation.

    `text` is ready for `notation.cut`: comments are gone, macros expanded, LaTeX items written as labels.
    It has a line for each line of the source, so that positions stay true. `typed` text may hold formulas
    without delimiters inside its sentences; elsewhere only a line that is nothing but a formula is one.
    """

    kind: BlockKind
    text: str
    line: int = 1
    column: int = 1
    typed: bool = False
    key: bool = False
    """A heading that is a key of an answer file: a label and nothing else."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file, cut into blocks. `text` is its source with plain line ends; `notes` say what was odd."""

    source: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[Finding, ...] = ()
    members: tuple[str, ...] = ()
    """Names that the format itself carries (`\\author`, `members:`); others stand in the head of the text."""
    cells: tuple[tuple[int, int], ...] = ()
    """For notebooks: the first line of each cell, as counted here, and the cell's number from 1."""

    def where(self, line: int) -> tuple[int, int]:
        """Cell (0 if there are none) and line within it, of a line as counted here."""
        at = bisect_right(self.cells, (line, 1 << 60)) - 1
        if at < 0:
            return 0, line
        first, cell = self.cells[at]
        return cell, line - first + 1


@dataclass(frozen=True, slots=True)
class Placement:
    """Which stretch answers which part. What stands in no part is listed in `notes`."""

    answers: Mapping[str, Answer]
    notes: tuple[Finding, ...] = ()
    members: tuple[str, ...] = ()
    twice: Mapping[str, tuple[int | str, ...]] = field(default_factory=dict)
    """Parts that were answered in several places, with their lines. Their answers hold all of it, in order,
    and a person decides which counts, unless each is right: never the better one, never the last."""
    unplaced: bool = False
    """Whether something was written that may be an answer and stands in no part, or was not read at all: a part
    without an answer is then not known to be missing."""
    named: frozenset[str] = frozenset()
    """Parts without an answer of which their exercise speaks: these are not known to be missing either."""
    shared: frozenset[str] = frozenset()
    """Parts whose text speaks of a part that has no answer: it may hold that too, and is not wrong for it."""
    doubts: Mapping[str, Finding] = field(default_factory=dict)
    """Why a person looks at a part, whatever is found of it: something else is printed than was read, all of it is
    quoted, another place of the file takes it back."""
    apart: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    """For these parts the answers one by one; only the last where that is said to be a correction."""
    under_others: frozenset[str] = frozenset()
    """Parts without an answer that may be the second one of a part that was answered twice, under a wrong label."""
