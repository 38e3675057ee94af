"""From what a student handed in to the formulas in it, in order, each with the words before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.answer.claim.continued import is_deeper, is_set_in, joined
from grader.answer.claim.cutting import (
    RELATIONS,
    Token,
    arrow,
    goes_on,
    has_relation,
    rows,
    run_on,
    stretch,
    tokens,
)
from grader.answer.claim.prose.denial import denied, refused, rejected
from grader.answer.claim.prose.end_marks import without_end_mark
from grader.answer.claim.prose.vocabulary import ASSUME, DEFINE, MATHEMATICAL, SO, STOP
from grader.late import dataclass, pattern, replace
from grader.notation.names import Names
from grader.values import Answer, Piece

_RELATION_ONLY = pattern(r"\s*(?:=|<|>|≤|≥|≈|:=|\+|-|·|\*)\s*$")
_CLOSING_WORDS = pattern(r"[\s.,;:!?)✓□∎]*$")
_BULLET = pattern(r"^\s*(?:[-*+•]\s+)?(?:\(?(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})[).]\s+)?")
_PROGRAM = pattern(r"^[ \t]*(?:import |from \w+ import|def |class |return |assert |while |print\()", re.M)
_COUNTED = pattern(r"(?:case|fall|cas)\s+(?:\d{1,2}|[ivx]{1,3}|[a-z])\s*[:.)]", re.IGNORECASE)
"""A case by its number: `Case 1: x - 1 = 2`."""
_LED = pattern(r"[^=<>≤≥≠≈:(\[{]{1,40}(?<=[^\s:]):\s+(?=\S)")
"""What words are about, up to the colon behind which they lead to a formula."""
_DONE = pattern(
    r"\b(?:add|subtract|divid|multipl|ajout|retranch|soustra|divis|addier|subtrah|dividier)\w*(?:\s+[^\W\d_]+){0,4}\s*$",
    re.IGNORECASE,
)
"""Words of what is done to an equation, before the amount."""
_AMOUNT = pattern(r"[^=<>≤≥≠≈:(\[{]{1,20}(?<=\s):\s+(?=\S)")
"""Such an amount before a colon with a space on each side, which would be a ratio elsewhere."""
_JOINT = pattern(r"^\s*(?:and|und|or|oder)\b|\b(?:and|und|or|oder)\s*$", re.IGNORECASE)
_NAMING = pattern(
    r"(?!(?:so|hence|thus|therefore|then|and|also|by|using|with|from|as|nach|mit|mittels|wegen|also|daher|somit|und|dann"
    r"|damit|folglich|donc|alors|ainsi|par)(?!\w))[^\W\d_]{3,30}(?:[ -][^\W\d_]{2,30}){0,2}\s?",
    re.IGNORECASE,
)
"""Words that may be a left side."""
_RELATED = pattern(r"=|≈|\\approx(?![a-z])")
_AND = pattern(r"^\s*(?:and|und)\b|\b(?:and|und)\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One formula as written. `alone`: it stands on a line of its own; `before`: the words that lead to it;
    `denied`: the words around it take it back."""

    text: str
    line: int
    before: str = ""
    alone: bool = True
    denied: bool = False
    rejected: bool = False
    """The words say that it is no solution."""
    set_in: bool = False
    """It begins with an operator, and was set in: it may go on with the row above."""
    named: bool = False
    """It begins with a relation, and the words with which its line begins are its left side: `area = 5`."""


def is_program(text: str) -> bool:
    """Whether what is set as code is a program (a cell of a notebook), not a formula."""
    return _PROGRAM.search(text) is not None


def gather(answer: Answer, names: Names) -> tuple[Row, ...]:
    """All formulas of an answer that could be statements; what is struck out is left away."""
    answer = without_end_mark(answer, names.declared)
    pieces = _joined(tuple(piece for piece in answer.pieces if piece.kind != "struck"))
    if len(pieces) == 1 and pieces[0].kind == "math" and _is_typed_text(pieces[0].text, names):
        pieces = (replace(pieces[0], kind="prose"),)  # what was typed into a box, line by line
    plain = not any(piece.kind in ("math", "display") for piece in pieces)
    found: list[Row] = []
    before = ""
    for index, piece in enumerate(pieces):
        match piece.kind:
            case "display":
                displayed = list(_displayed(piece))
                taken_back = denied(before, _words_after(pieces, index))
                found += [
                    replace(row, before=before if at == 0 else "", denied=taken_back)
                    for at, row in enumerate(displayed)
                ]
                before = ""
            case "math":
                alone = _alone(pieces, index)
                taken_back = denied(before, _words_after(pieces, index))
                no_solution = rejected(before, _words_after(pieces, index))
                row = Row(piece.text.strip(), line_of(piece, 0), before, alone, taken_back, no_solution)
                named = _is_named(row.text, before)
                found.append(replace(row, named=named, alone=alone or named))
                before = ""
            case "code" if not plain or is_program(piece.text):  # a program is no part of the argument
                before = ""
            case "code" | "prose":
                lines = list(_typed(piece, plain, _open_ends(pieces, index), names))
                found += [replace(row, before=f"{before} {row.before}".strip()) for row in lines]
                before = "" if lines and piece.kind == "code" else f"{before} {piece.text}"
    found = list(joined(found)) if len(found) > 1 else found
    return tuple(_with_joints(found)) if any(_JOINT.search(row.text) for row in found) else tuple(found)


def _amount(before: str, text: str) -> re.Match[str] | None:
    """The amount with which an equation is treated, and the colon behind it: `On ajoute 5 : 3x = 15`."""
    return _AMOUNT.match(text) if _DONE.search(before[-80:]) else None


def _displayed(piece: Piece) -> Iterator[Row]:
    for part in rows(piece.text):
        yield Row(part.text, line_of(piece, part.start), set_in=is_set_in(piece.text, part.start))


def _with_joints(rows: list[Row]) -> Iterator[Row]:
    """Lines with an "or" between them, or at the end of one, as one formula; "and" as the words before the next."""
    above: Row | None = None
    joint = ""
    for row in rows:
        text = _JOINT.sub("", row.text).strip()
        opens, ends = (_word_at(row.text, at) for at in (0, -1))
        joint = joint or opens
        if text and above is not None and joint == "or" and has_relation(text) and has_relation(above.text):
            above = replace(above, text=f"{above.text} or {text}")
        elif text:
            if above is not None:
                yield above
            above = replace(row, text=text, before=f"{row.before} {joint}".strip())
        joint = ends if text else joint or ends
    if above is not None:
        yield above


def _word_at(text: str, index: int) -> str:
    """The joint at the beginning (0) or at the end (-1) of a line, as an English word."""
    words = text.split()
    return {"or": "or", "oder": "or", "and": "and", "und": "and"}.get(words[index].lower(), "") if words else ""


def _words_after(pieces: tuple[Piece, ...], index: int) -> str:
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return after.text if after is not None and after.kind == "prose" else ""


def _is_typed_text(text: str, names: Names) -> bool:
    """Whether what was typed into a box has lines, or is words: not one formula."""
    if "\n" in text:
        return True
    found = tokens(text)
    return len(_words(text, found, names)) > 0 and "\\" not in text and not any(t.text in RELATIONS for t in found)


def line_of(piece: Piece, offset: int) -> int:
    """The line of the source where the character at `offset` stands."""
    return piece.line + piece.text.count("\n", 0, offset)


def _joined(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """`$a$ = $b$` is one formula, and so is `$$a$$ $$+ b$$`."""
    found: list[Piece] = []
    for piece in pieces:
        link = found[-1] if found else None
        if (above := _above(found)) is not None and piece.kind == above.kind and goes_on(above.text, piece.text):
            del found[-1 if link is above else -2 :]
            lines = piece.line - line_of(above, len(above.text)) if piece.kind == "display" else 0
            found.append(replace(above, text=run_on(above.text, "\n" * lines or " ", piece.text)))
        elif (
            piece.kind == "math" and len(found) > 1 and link and link.kind == "prose" and found[-2].kind == "math"
            and link.text.strip() in ("or", "oder") and has_relation(piece.text) and has_relation(found[-2].text)
        ):  # fmt: skip
            found.pop()
            found[-1] = replace(found[-1], text=f"{found[-1].text} or {piece.text}")
        elif (
            piece.kind == "math" and link and link.kind == "prose" and "\n" not in link.text
            and _RELATION_ONLY.match(link.text) and len(found) > 1 and found[-2].kind == "math"
        ):  # fmt: skip
            found.pop()
            found[-1] = replace(found[-1], text=f"{found[-1].text} {link.text.strip()} {piece.text}")
        else:
            found.append(piece)
    return tuple(found)


def _above(found: list[Piece]) -> Piece | None:
    """The formula right above, with nothing but space between."""
    at = -2 if found and found[-1].kind == "prose" and not found[-1].text.strip() else -1
    above = found[at] if len(found) >= -at else None
    return above if above is not None and above.kind in ("math", "display") else None


SIDE_BY_SIDE = 16
"""Formulas on one line of which it is looked whether words follow behind the last."""


def _alone(pieces: tuple[Piece, ...], index: int) -> bool:
    """Whether a formula shares its line with nothing but labels, bullets and words such as "so"."""
    before = pieces[index - 1] if index else None
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    last = line_of(pieces[index], len(pieces[index].text))
    if before is not None and before.kind not in ("prose", "display"):
        if line_of(before, len(before.text)) == pieces[index].line:
            return False
    elif before is not None and before.kind == "prose":
        head = _BULLET.sub("", before.text.rsplit("\n", 1)[-1]).strip(" ,:;.").lower()
        if head and head.split()[-1] not in SO | {"and", "also"}:
            return False
    for at in range(index + 1, min(len(pieces), index + 2 * SIDE_BY_SIDE), 2):  # `$a = 1$, $b = 2$ and words`
        if pieces[at].kind != "prose":
            break
        if not _CLOSING_WORDS.match(pieces[at].text.split("\n", 1)[0]):
            return False
        if "\n" in pieces[at].text or pieces[at + 1 : at + 2] == () or pieces[at + 1].kind != "math":
            return True
    if after is not None and after.kind == "prose":
        return True
    return after is None or after.kind == "display" or after.line > last


def _open_ends(pieces: tuple[Piece, ...], index: int) -> tuple[bool, bool]:
    """Whether the first and the last line of a stretch of words go on in an inline formula."""
    before = index > 0 and pieces[index - 1].kind == "math"
    after = index + 1 < len(pieces) and pieces[index + 1].kind == "math"
    return before, after


def _typed(piece: Piece, typed: bool, open_ends: tuple[bool, bool], names: Names) -> Iterator[Row]:
    """The formulas typed without delimiters. Beside delimited ones, only whole lines that are statements."""
    if typed and ("\\\\" in piece.text or "\\begin{" in piece.text):
        yield from _displayed(piece)
        return
    lines = piece.text.split("\n")
    for index, line in enumerate(lines):
        if (index == 0 and open_ends[0]) or (index == len(lines) - 1 and open_ends[1]):
            continue
        set_in = typed and index > 0 and is_deeper(line, lines[index - 1])
        for row in _spans(line, piece.line + index, names):
            row = replace(row, set_in=True) if set_in else row
            if typed or (row.alone and not row.before and has_relation(row.text)):
                yield row


def _spans(line: str, number: int, names: Names) -> Iterator[Row]:
    """The stretches of a typed line between its words, as far as they are statements."""
    head = _BULLET.match(line)
    begin = head.end() if head and not _minus(line) else len(line) - len(line.lstrip())
    body = line[begin:]
    found = tokens(body)
    words = _words(body, found, names)
    if not words:
        if found and re.search(r"\w", body):
            yield Row(body.strip(), number)
        return
    edges = [(0, 0), *words, (len(body), len(body))]
    before, ended = "", 0
    for (_, start), (end, after) in pairwise(edges):
        span = stretch(body, start, end)
        noted = _LED.match(span.text) or _amount(body[:start], span.text) if start else None
        if noted:  # "Subtract 3: 2x = 8"
            start = span.start + noted.end()
            span = stretch(body, start, end)
        inner = _AND.sub("", span.text).strip(",;: ")
        colon = body[:start].rstrip().endswith(":") or span.text.startswith(":")
        if re.search(r"\w", inner) and (_is_statement(inner) or colon):
            lead = [word.lower() for word in re.findall(r"[^\W\d_]+", before)]
            alone = end == len(body) and all(word in SO | DEFINE | ASSUME | {"and"} for word in lead)
            lead_in = body[ended:start]
            taken_back = denied(lead_in, body[end:]) or (colon and refused(lead_in))
            no_solution = rejected(before, body[end:])
            named = _is_named(inner, body[:start])
            alone = alone or colon or (named and end == len(body))
            yield Row(inner, number, before.strip(), alone, taken_back, no_solution, named=named)
            before, ended = "", end
        before += " " + body[end:after]


def _is_named(text: str, before: str) -> bool:
    """Whether a relation begins the text, and words that begin their line are its left side."""
    return _RELATED.match(text) is not None and _NAMING.fullmatch(before.rsplit("\n", 1)[-1]) is not None


def _minus(line: str) -> bool:
    """`- 2x + 5`: in typed mathematics a dash is a sign, not a bullet."""
    return bool(re.match(r"\s*[-+*]", line))


def _is_statement(text: str) -> bool:
    found = tokens(text)
    return any(
        token.text in RELATIONS or arrow(found, at)[0] in ("implies", "iff")
        for at, token in enumerate(found)
        if not token.depth
    )


def _words(text: str, found: Sequence[Token], names: Names) -> list[tuple[int, int]]:
    """Where runs of words stand; a bracket that holds a word is one."""
    spans: list[tuple[int, int]] = []
    for index, token in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        if not _is_word(token, after, names) or (index and _is_over(found[index - 1], token)):
            continue
        start, end = token.start, token.end
        counted = _COUNTED.match(text, start)
        end = counted.end() if counted else end
        if token.depth:
            if _in_braces(found, index):
                continue
            start, end = _around(found, index)
        if spans and re.fullmatch(r"[\s,'’-]*", text[spans[-1][1] : start]):
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _is_over(before: Token, token: Token) -> bool:
    """`de/da`: below a stroke stands no word."""
    return before.text == "/" and before.end == token.start


def _is_word(token: Token, after: Token | None, names: Names) -> bool:
    word = token.text
    if len(word) < 2 or not word.isalpha() or word.lower() in MATHEMATICAL or word in names.declared:
        return False
    if after is not None and after.start == token.end and after.text in ("(", "_", "^", "["):
        return False
    if not names.implicit_multiplication:
        return word.lower() in STOP | SO | DEFINE | ASSUME
    return len(word) > 3 or word.lower() in STOP | SO | DEFINE | ASSUME


def _in_braces(found: Sequence[Token], index: int) -> bool:
    """Whether the token stands in a group of LaTeX, where it is an argument and not a word."""
    depth = found[index].depth
    for token in reversed(found[:index]):
        if token.depth < depth:
            if token.text not in ("(", "["):
                return True
            depth = token.depth
    return False


def _around(found: Sequence[Token], index: int) -> tuple[int, int]:
    """The outermost bracket around a token."""
    first = next(t for t in reversed(found[:index]) if t.depth == 0)
    last = next((t for t in found[index:] if t.depth == 0), found[-1])
    return first.start, last.end
