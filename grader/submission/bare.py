"""Letters that label parts without any sign behind them: `a` on a line of its own, `a 5`, `**a** 5`, `| a | 5 |`.

Alone such a letter is one of a formula, or a word. So they count only in files without any other label of a part,
and only where all lines that begin so run through the alphabet from its start.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from grader.late import pattern
from grader.submission.labels import Label
from grader.submission.model import Block
from grader.submission.stream import Element, Tag

LETTER = pattern(
    r"[ \t]*(?:[-*+•][ \t]+)?(?P<row>\|[ \t]*)?(?P<mark>\*\*|__|\*|_)?(?P<key>[A-Za-z])(?(mark)(?P=mark))"
    r"(?(row)[ \t]*(?=\|)|(?=\s|$))"
)
GOES_ON = pattern(r"\s*[-+*/^=<>≤≥≈≠∈·×,;:!'_(){}\[\]&→−±\\]")
"""Behind a letter these make it one of a formula."""


def label_in(line: str) -> Label | None:
    """The label at the start of a line that may begin with one."""
    found = LETTER.match(line)
    if found is None or (found["row"] is None and GOES_ON.match(line, found.end())):
        return None
    case = "A" if found["key"].isupper() else "a"
    shape = f"{'|' if found['row'] else found['mark'] or ''}{case}"
    return Label("letter", (found["key"].lower(),), found[0], shape, loose=True)


def bare_labels(stream: Iterable[Element], blocks: Iterable[Block]) -> dict[int, Label]:
    """By line, the labels of a file in which no other label of a part stands."""
    if any(isinstance(each, Tag) and each.label.tokens[-1:] and each.label.tokens[-1].isalpha() for each in stream):
        return {}
    found = {
        line: label
        for block in blocks
        if block.kind == "text"
        for line, text in enumerate(block.text.split("\n"), block.line)
        if (label := label_in(text)) is not None
    }
    shapes = {label.shape for label in found.values()}
    listed = [own for shape in shapes if (own := {n: each for n, each in found.items() if each.shape == shape})]
    listed = [own for own in listed if _runs([label.tokens[0] for label in own.values()])]
    return listed[0] if len(listed) == 1 else {}


def _runs(keys: list[str]) -> bool:
    """Whether these letters are a, b, c, …, once or several times."""
    begins = [k for k, key in enumerate(keys) if key == "a"]
    runs = [keys[begin:end] for begin, end in pairwise([*begins, len(keys)])]
    in_order = all(ord(key) == ord("a") + k for run in runs for k, key in enumerate(run))
    return begins[:1] == [0] and in_order and all(len(run) > 1 for run in runs)
