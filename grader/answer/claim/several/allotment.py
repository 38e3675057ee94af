"""Several answers were asked and as many bare values stand there: `1/4 and 0`, `first: 1/4; second: 0`, or a map of
an answer file with the names of the answers as its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.answer.claim.cutting import WORDS, group_end, rows, tokens
from grader.answer.claim.rows import line_of
from grader.answer.claim.several.by_units import by_unit_names, by_units, converts
from grader.answer.claim.several.labelled import by_labels
from grader.answer.claim.several.left_names import left_names
from grader.answer.claim.several.owners import owner
from grader.answer.claim.several.sections import clauses, columns, sections
from grader.answer.claim.several.subjects import Asked, by_subject, is_choice, subject, takes_lists
from grader.answer.claim.spelling.decimal_comma import may_be_decimal
from grader.answer.value.numbers.units import is_unit_text
from grader.late import dataclass, pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Number, Text, walk
from grader.values import Answer, Piece

CHARACTERS, MOST = 500, 6
"""Characters of an answer that is values alone, and how many values."""
_LABEL = pattern(r"(?P<label>[^\W\d_][\w ]{0,40}):(?!=)\s*(?P<value>.+)", re.DOTALL)
_CONTINUES = pattern(r"[=<>≤≥≈+*/]|\\(?:[lg]eq?|approx)\b")
_WORD = pattern(r"[^\W\d_]{3,}")
_GIVEN = pattern(r"\s*[^\W\d_][\w ]{0,40}(?:=(?P<value>[^=:]{1,80})|:(?P<said>[^:]{1,120}))")
_BETWEEN = pattern(r"\s*[,;.]?\s*(?:and|und)?\s*", re.IGNORECASE)
_LIST = pattern(r"\s*\[(?P<values>[^\[\]\n]+,[^\[\]\n]+)\]\s*")
_SENTENCE = pattern(r"([=,+*/^(-][ \t]?\d{1,12}|[)\]}])\.[ \t]+(?=[A-Za-z](?:_\w{1,8}|\([A-Za-z]\))?\s?=(?!=))")
"""Where a typed sentence ends before the next equation: `r = 2, 3. a_n = 2*3^n`."""
_STRONG = frozenset({";", "and", "und", "\\quad", "\\qquad"})


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as written, the label before it, and its line."""

    label: str
    text: str
    line: int


def allotted(answer: Answer, asked: Asked, names: Names, question: str = "") -> dict[str, Answer]:
    """What of the answer belongs to which question: by the names said there, by what each statement is about, else
    in the order asked. Empty where anything else stands there, or another number of values."""
    pieces = [piece for piece in answer.pieces if piece.kind != "struck" and piece.text.strip()]
    if len(asked) < 2 or not pieces:
        return {}
    found = _allotted(answer, pieces, asked, names, question)
    if found or names.decimal_comma or not may_be_decimal(answer.raw[:CHARACTERS]):
        return found
    return _allotted(answer, pieces, asked, replace(names, decimal_comma=True), question)


def _allotted(
    answer: Answer, pieces: Sequence[Piece], asked: Asked, names: Names, question: str
) -> dict[str, Answer]:
    short = sum(len(piece.text) for piece in pieces) <= CHARACTERS
    united = by_unit_names(answer.raw, list(asked), names) if short else {}
    if united:
        return {name: _answer([_Value("", value, answer.line)]) for name, value in united.items()}
    return (
        (_of_map(pieces, list(asked), names) if short else {})
        or (by_labels(answer, _lines(pieces), asked, names, question) if short else {})
        or columns(answer, list(asked))
        or sections(answer, list(asked))
        or clauses(answer, list(asked))
        or left_names(answer, list(asked), question)
        or (_of_values(pieces, asked, names, question) if short else {})
    )


def _of_map(pieces: Sequence[Piece], asked: list[str], names: Names) -> dict[str, Answer]:
    """A map of answers: their names, or a, b or 1, 2, each before its value."""
    if len(pieces) != 2 * len(asked) or not all(piece.kind == "prose" for piece in pieces[::2]):
        return {}
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    keyed = [_Value(key.text.strip(" :;,.\n"), value.text.strip(), value.line) for key, value in pairs]
    if not all(value.label and _is_bare(value.text, names) for value in keyed):
        return {}
    marks = [value.label for value in keyed]
    counted = all(len(mark) == 1 for mark in marks) and marks == sorted(set(marks))  # a, b or 1, 2
    return _by_label([replace(value, label="") for value in keyed] if counted else keyed, asked)


def _of_values(pieces: Sequence[Piece], asked: Asked, names: Names, question: str) -> dict[str, Answer]:
    """Values and statements that stand there alone, between commas, words such as "and", or on lines."""
    lines = _lines(pieces)
    if len(lines) == 1:
        lines = [(lines[0][0], _unlisted(lines[0][1]))]
    picks = any(map(is_choice, asked.values()))
    cuts = ("", ", ") if any(map(takes_lists, asked.values())) else ("", ", ", ",")  # `1,2,3,4` is one list
    for commas in cuts:
        found = [value for value in _values(lines, commas) if value.text]
        named = [_named(value, asked, question) for value in found]
        if len(found) == len(asked) and not picks and all(_is_bare(value.text, names) for value in found):
            told = any(value.label for value in found)
            return _by_label(found, (not told and by_units([v.text for v in found], asked, names)) or list(asked))
        labelled = len(found) == len(asked) and all(value.label for value in named)
        if labelled and (own := _by_label(named, list(asked))):  # `variance: npq with q = 1 - p` is read there
            return own
        texts = [value.text for value in found]
        apart = not any(value.label or _CONTINUES.match(value.text) for value in found)
        if len(asked) <= len(found) <= MOST and apart and (mine := by_subject(texts, asked, names, question)):
            return {name: _answer([found[k] for k in mine[name]]) for name in asked}
    return {}


def _named(value: _Value, asked: Asked, question: str) -> _Value:
    """`\\max = 7` as 7 below its name."""
    left, sign, right = value.text.partition("=")
    name = owner(left, tuple(asked), question) if sign and not value.label and _WORD.search(left) else ""
    return _Value(name, right.strip(), value.line) if name else value


def alone(answer: Answer, asked: Asked, names: Names, question: str = "") -> list[tuple[str, Answer]]:
    """The formulas of an answer, each alone and with the name of the question that it says (empty: none)."""
    lines = [line for piece in answer.pieces for line in _given(piece)]
    found: dict[str, tuple[str, Answer]] = {}
    for value in (*_values(lines, ""), *_values(lines, ", ")):
        expr = parse(value.text, names).expr if value.text and len(found) < MOST else None
        if expr is not None and (own := subject(value.text, expr, asked, names, question)) is not None:
            found.setdefault(value.text, (own, _answer([value])))
    return list(found.values())


def _given(piece: Piece) -> Iterator[tuple[int, str]]:
    """The lines of a formula; of words the values with a name before them, `Anzahl = 16`, `Eigenwerte: 2 und 5`."""
    for number, line in _cut(piece):
        named = _GIVEN.fullmatch(line) if piece.kind == "prose" else None
        if piece.kind in ("math", "display"):
            yield number, line
        elif named is not None:
            yield number, named["value"] or named["said"]


def _answer(values: Sequence[_Value]) -> Answer:
    pieces = tuple(Piece("math", value.text, value.line) for value in values)
    return Answer(pieces, "\n".join(value.text for value in values), values[0].line)


def _lines(pieces: Sequence[Piece]) -> list[tuple[int, str]]:
    """The lines of all pieces with their numbers. Formulas with nothing between them stay apart (the items of a
    list), and so do the rows of a display."""
    found: list[tuple[int, str]] = []
    after_formula = False
    for piece in pieces:
        if after_formula and _BETWEEN.fullmatch(piece.text):
            continue
        formula = piece.kind != "prose"
        for k, (number, text) in enumerate(_cut(piece)):
            if found and k == 0 and not (formula and after_formula):
                above, begun = found.pop()
                found.append((above if begun.strip() else number, f"{begun} {text}"))
            else:
                found.append((number, text))
        after_formula = formula
    return found


def _cut(piece: Piece) -> Iterator[tuple[int, str]]:
    if piece.kind == "display" or "\\begin" in piece.text:
        yield from ((line_of(piece, row.start), row.text.replace("\n", " ")) for row in rows(piece.text))
    else:
        for number, line in enumerate(piece.text.split("\n"), piece.line):
            yield from ((number, part) for part in _SENTENCE.sub(r"\1\n", line).split("\n"))


def _unlisted(text: str) -> str:
    """`[1/4, 0]` as an answer file lists values, without its brackets."""
    listed = _LIST.fullmatch(text)
    return listed["values"] if listed else text


def _by_label(found: list[_Value], asked: Sequence[str]) -> dict[str, Answer]:
    labels = [value.label.casefold() for value in found]
    if any(labels):
        named = [
            [name for name in asked if name.casefold() == label]
            or [name for name in asked if name.casefold().startswith(label)]
            for label in labels
        ]
        one_each = all(labels) and all(len(fitting) == 1 for fitting in named)
        asked = [fitting[0] for fitting in named if one_each]
        if len(set(asked)) < len(found):
            return {}
    return {name: _answer([value]) for name, value in zip(asked, found, strict=True)}


def _values(lines: Sequence[tuple[int, str]], commas: str) -> Iterator[_Value]:
    """The stretches between line ends, semicolons, "and", wide spaces, and commas of this kind (empty: none)."""
    for number, row in lines:
        begin = 0
        for start, end in (*_separators(row, commas), (len(row), len(row))):
            part = row[begin:start].strip(" ")
            part = part if part.endswith("...") else part.strip(" .")
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
    if isinstance(expr, Chain):
        return converts(text, names)
    return expr is not None and not any(_says_more(node) for node in walk(expr)) and (_one(expr) or _comma(expr))


def _says_more(node: Expr) -> bool:
    if isinstance(node, Text):
        return not is_unit_text(node.text)
    return isinstance(node, Chain) or (isinstance(node, Apply) and node.op in ("and", "or", "not", "where"))


def _one(expr: Expr) -> bool:
    return not (isinstance(expr, Apply) and expr.op == "sequence")


def _comma(expr: Expr) -> bool:
    match expr:
        case Apply("sequence", (Number(whole), Number(digits))):
            return (whole + digits).isdecimal()
    return False
