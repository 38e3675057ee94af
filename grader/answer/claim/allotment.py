"""Several answers were asked and as many bare values stand there: `1/4 and 0`, `first: 1/4; second: 0`, or a map of
an answer file with the names of the answers as its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.answer.claim.cutting import WORDS, group_end, tokens
from grader.late import dataclass, pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Number, Text, walk
from grader.notation.words import CARRIERS
from grader.values import Answer, Piece

CHARACTERS = 500
_LABEL = pattern(r"(?P<label>[^\W\d_][\w ]{0,40}):(?!=)\s*(?P<value>.+)", re.DOTALL)
_LIST = pattern(r"\s*\[(?P<values>[^\[\]\n]+,[^\[\]\n]+)\]\s*")
_STRONG = frozenset({";", "and", "und", "\\quad", "\\qquad"})


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as written, the label before it, and its line."""

    label: str
    text: str
    line: int


def allotted(answer: Answer, asked: Sequence[str], names: Names) -> dict[str, Answer]:
    """Each value as the answer of its own question: by labels where they all have one, else in the order asked.
    Empty where anything else stands there, or another number of values."""
    pieces = [piece for piece in answer.pieces if piece.kind != "struck" and piece.text.strip()]
    if len(asked) < 2 or not pieces or sum(len(piece.text) for piece in pieces) > CHARACTERS:
        return {}
    if len(pieces) == 2 * len(asked) and all(piece.kind == "prose" for piece in pieces[::2]):  # a map of answers
        pairs = zip(pieces[::2], pieces[1::2], strict=True)
        keyed = [_Value(key.text.strip(" :;,.\n"), value.text.strip(), value.line) for key, value in pairs]
        if all(value.label and _is_bare(value.text, names) for value in keyed):
            marks = [value.label for value in keyed]
            counted = all(len(mark) == 1 for mark in marks) and marks == sorted(set(marks))  # a, b or 1, 2
            named = _by_label([replace(value, label="") for value in keyed] if counted else keyed, asked)
            if named:
                return named
    named = _by_words(pieces, asked, names)
    if named:
        return named
    text, line = _unlisted(_together(pieces)), pieces[0].line
    for commas in ("", ", ", ","):
        found = [value for value in _values(text, line, commas) if value.text]
        if len(found) != len(asked):
            continue
        if all(_is_bare(value.text, names) for value in found):
            return _by_label(found, asked)
        named = _by_label(found, asked) if all(value.label for value in found) else {}
        if named:  # `mean: np, variance: npq with q = 1 - p`: what stands behind its name is read there
            return named
    return {}


def _by_words(pieces: Sequence[Piece], asked: Sequence[str], names: Names) -> dict[str, Answer]:
    """`Mean $np$, variance $np(1 - p)$.`: before each formula the name of its answer, and words besides."""
    if not pieces[-1].text.strip(" .,;\n"):
        pieces = pieces[:-1]
    if len(pieces) != 2 * len(asked) or any(
        (before.kind, after.kind) not in (("prose", "math"), ("prose", "display"))
        for before, after in zip(pieces[::2], pieces[1::2], strict=True)
    ):
        return {}
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    found = [_Value(_name_in(words.text, asked), value.text.strip(" .,;"), value.line) for words, value in pairs]
    if not all(value.label and _is_bare(value.text, names) for value in found):
        return {}
    return _by_label(found, asked)


def _name_in(text: str, asked: Sequence[str]) -> str:
    """The words but for those that say nothing and stand in no name."""
    silent = (CARRIERS | _STRONG) - set(" ".join(asked).casefold().split())
    return " ".join(word for word in re.findall(r"[^\W\d_]+", text) if word.casefold() not in silent)


def _together(pieces: Sequence[Piece]) -> str:
    """The text of all pieces; formulas that stand on lines of their own stay apart (the items of a list)."""
    both = ((one.kind, other.kind) == ("display", "display") for one, other in pairwise(pieces))
    between = ["\n" if apart else " " for apart in both]
    return "".join(text for piece, gap in zip(pieces, [*between, ""], strict=True) for text in (piece.text, gap))


def _unlisted(text: str) -> str:
    """`[1/4, 0]` as an answer file lists values, without its brackets."""
    listed = _LIST.fullmatch(text)
    return listed["values"] if listed else text


def _by_label(found: list[_Value], asked: Sequence[str]) -> dict[str, Answer]:
    labels = [value.label.casefold() for value in found]
    if any(labels):
        named = [[name for name in asked if name.casefold().startswith(label)] for label in labels]
        one_each = all(labels) and all(len(fitting) == 1 for fitting in named)
        asked = [fitting[0] for fitting in named if one_each]
        if len(set(asked)) < len(found):
            return {}
    return {
        name: Answer((Piece("math", value.text, value.line),), value.text, value.line)
        for name, value in zip(asked, found, strict=True)
    }


def _values(text: str, line: int, commas: str) -> Iterator[_Value]:
    """The stretches between line ends, semicolons, "and", wide spaces, and commas of this kind (empty: none)."""
    for number, row in enumerate(text.split("\n"), line):
        begin = 0
        for start, end in (*_separators(row, commas), (len(row), len(row))):
            part = row[begin:start].strip(" .")
            labelled = _LABEL.fullmatch(part)
            label, value = (labelled["label"], labelled["value"]) if labelled else ("", part)
            yield _Value(label.strip(), value.strip(), number)
            begin = end


def _separators(row: str, commas: str) -> Iterator[tuple[int, int]]:
    found = tokens(row)
    for index, token in enumerate(found):
        if token.depth:
            continue
        if token.text in WORDS and index + 1 < len(found):
            last = found[group_end(found, index + 1)]
            if row[found[index + 1].end : last.start].strip().lower() in ("and", "und", ","):
                yield token.start, last.end
        elif token.text.lower() in _STRONG or (commas and row.startswith(commas, token.start)):
            yield token.start, token.end


def _is_bare(text: str, names: Names) -> bool:
    """Whether it is one value and says nothing else; a comma within a number may be a decimal one."""
    expr = parse(text, names).expr
    return expr is not None and not any(_says_more(node) for node in walk(expr)) and (_one(expr) or _comma(expr))


def _says_more(node: Expr) -> bool:
    return isinstance(node, Chain | Text) or (isinstance(node, Apply) and node.op in ("and", "or", "not", "where"))


def _one(expr: Expr) -> bool:
    return not (isinstance(expr, Apply) and expr.op == "sequence")


def _comma(expr: Expr) -> bool:
    match expr:
        case Apply("sequence", (Number(whole), Number(digits))):
            return (whole + digits).isdecimal()
    return False
