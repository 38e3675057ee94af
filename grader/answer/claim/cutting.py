"""Cut formulas where a statement or a side of one ends: on the level of tokens, before anything is parsed.

Text goes in, stretches of it come out, each with its place; nothing here knows what a formula means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from grader.late import dataclass, pattern

Row = TypeVar("Row")

_TOKEN = pattern(
    r"\\(?:begin|end)\{[A-Za-z]{1,20}\*?\}|\\[A-Za-z]+|\\\\|\\.|[^\W\d_]+|\d+(?:[.,]\d+)?"
    r"|<=>|<==>|<->|==>|=>|->|:=|==|<=|>=|=<|!=|\s+|.",
    re.DOTALL,
)
_SQUARE = pattern(r"(?<!\\left)(?<!\\right)(?<!\\)[\[\]]")
_RELATED = pattern(r"[=<>≤≥≠\n]")
_OPERAND = pattern(r"\s*(?:\d|\\(?!cup|cap|\W|q?quad|text)|[a-tv-zA-TV-Z](?![^\W\d_]))")
_ENVIRONMENT = pattern(r"\s*\\begin\{([A-Za-z]{1,20})\*?\}(?:\{[^{}]{0,20}\})?")
_SPACING = pattern(r"\s*\[-?[\d.]{1,6}\s*(?:pt|em|ex|mm|cm)\]")
_LEFT_OPEN = pattern(r"\\right\s?\.[\s&]*\\\\(?:\[[^\]]{0,9}\])?(?:[\s&]|\\q?quad|\\[,;:!])*\\left\s?\.")
"""The end of a row within brackets that grow: `\\left( a \\right. \\\\ \\left. + b \\right)`."""
_BEGINS_SIGNED = pattern(
    r"(?:\\q?quad|\\[,;:! ]|~|\{\s?\}|\\[hv]?phantom\s?\{[^{}]{0,80}\}|\s)*"
    r"(\+|-|−|±|\\pm|\\mp|·|\\cdot|\\times)(?![a-z])"
)
_ENDS_SIGNED = pattern(r"(?:[-+−·]|\\cdot|\\times|\\pm)\s*(?:\{\s?\}\s*)?$")
_EMPTY_END = pattern(r"\{\s?\}\s*$")
SIGNS_OF_VALUES = frozenset({"-", "−", "±", "\\pm", "\\mp"})
"""Signs with which a value may begin as well as go on."""
_OPENING = frozenset({"{", "(", "[", "\\{", "\\left", "\\langle", "\\lfloor", "\\lceil"})
_CLOSING = frozenset({"}", ")", "]", "\\}", "\\right", "\\rangle", "\\rfloor", "\\rceil"})

RELATIONS = {
    "=": "=", "==": "=", "\\approx": "approx", "\\simeq": "approx", "≈": "approx", "\\equiv": "equiv", "≡": "equiv",
    "<": "<", "\\lt": "<", ">": ">", "\\gt": ">", "<=": "<=", "=<": "<=", "≤": "<=", "\\le": "<=", "\\leq": "<=",
    "\\leqslant": "<=", ">=": ">=", "≥": ">=", "\\ge": ">=", "\\geq": ">=", "\\geqslant": ">=", "!=": "!=",
    "≠": "!=", "\\ne": "!=", "\\neq": "!=", ":=": "defines", "\\coloneqq": "defines", "\\propto": "propto",
    "∝": "propto", "\\doteq": "approx", "\\cong": "approx",
}  # fmt: skip
"""The relations that stand between the sides of a chain, by their spelling."""

IMPLIES = frozenset(
    {"\\Rightarrow", "\\implies", "\\Longrightarrow", "\\therefore", "\\leadsto", "=>", "==>", "⇒", "⟹", "∴"}
)
IFF = frozenset({"\\Leftrightarrow", "\\iff", "\\Longleftrightarrow", "<=>", "<==>", "⇔", "⟺"})
BECAUSE = frozenset({"\\because", "∵"})
SPACES = frozenset({"\\,", "\\;", "\\:", "\\!", "\\ ", "~", "\\quad", "\\qquad", "\\displaystyle", "\\enspace"})
WORDS = frozenset({"\\text", "\\textrm", "\\textbf", "\\textit", "\\mbox", "\\textnormal", "\\intertext"})
GOES_ON = pattern(r"(?:\d[.,]\d+|[,;+−-]\s*)\.\.\.$")
"""Three dots that belong to the digits, the list or the sum before them, and end no sentence."""
SHORT, RECENT = 400, 64
"""Characters of a text whose tokens are remembered, and of how many texts."""
_DECORATED = frozenset({"\\overset", "\\stackrel", "\\underset"})
_EXTENSIBLE = {
    "\\xRightarrow": "implies", "\\xLongrightarrow": "implies", "\\xLeftrightarrow": "iff",
    "\\xLongleftrightarrow": "iff", "\\xleftrightarrow": "iff", "\\xrightarrow": "to", "\\xlongrightarrow": "to",
}  # fmt: skip
"""Arrows that grow with what stands over them: `\\xRightarrow{-3}`."""
TO = frozenset(
    {"->", "\\to", "\\rightarrow", "\\longrightarrow", "→", "⟶", "<->", "↔", "⟷", "\\leftrightarrow",
     "\\longleftrightarrow", "↦", "\\mapsto", "\\longmapsto"}
)  # fmt: skip
"""Arrows that lead from one statement to the next where one stands on each side, and to a limit elsewhere."""
_ROWS = frozenset({"align", "aligned", "split", "gather", "gathered", "eqnarray", "alignedat", "alignat", "array",
                   "multline", "flalign", "equation", "displaymath", "math"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `depth` counts the brackets around it (a bracket stands outside of itself)."""

    text: str
    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text: what stands there and where it begins."""

    text: str
    start: int


def tokens(text: str) -> tuple[Token, ...]:
    """All tokens but spaces. A bracket that nothing opens does not count; one that nothing closes does. The same
    short text is cut for its rows, its statements and its sides."""
    return _remembered(text) if len(text) <= SHORT else _cut(text)


def _cut(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    depth, after_sizing = 0, False
    turned = turned_brackets(text)
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word.isspace():
            continue
        opening = word in _OPENING or word.startswith("\\begin{")
        closing = word in _CLOSING or word.startswith("\\end{")
        if match.start() in turned:
            opening, closing = closing, opening
        if after_sizing:
            opening = closing = False
        if closing:
            depth = max(0, depth - 1)
        found.append(Token(word, match.start(), match.end(), depth))
        depth += opening
        after_sizing = word in ("\\left", "\\right")
    return tuple(found)


def turned_brackets(text: str) -> frozenset[int]:
    """Where square brackets stand that open or close the other way: both of `]0 ; 1[`, the last of `[0 ; 1[`."""
    places = [match.start() for match in _SQUARE.finditer(text)] if "]" in text or "[" in text else []
    turned, begun = set[int](), -1
    for k, at in enumerate(places):
        end = places[k + 1] if k + 1 < len(places) else len(text)
        inner = text[begun + 1 : at] if begun >= 0 else ""
        if begun >= 0 and (text[at] == "]" or (_is_pair(inner) and not _OPERAND.match(text, at + 1))):
            turned |= {at} if text[at] == "[" else set()
            begun = -1
        elif text[at] == "[":
            begun = at
        elif begun < 0 and end < len(text) and _is_pair(text[at + 1 : end]):
            turned.add(at)
            begun = at
    return frozenset(turned)


def _is_pair(inner: str) -> bool:
    """`0 ; 1`, between the brackets of an interval."""
    low, parted, high = inner.partition(";" if ";" in inner else ",")
    return bool(parted and low.strip() and high.strip() and not _RELATED.search(inner))


_remembered = lru_cache(maxsize=RECENT)(_cut)


def stretch(text: str, start: int, end: int) -> Stretch:
    """The text from `start` to `end` without the spaces around it."""
    inner = text[start:end]
    return Stretch(inner.strip(), start + len(inner) - len(inner.lstrip()))


def group_end(found: Sequence[Token], at: int) -> int:
    """The index of the token that closes the group which token `at` opens, or the last one."""
    for index in range(at + 1, len(found)):
        if found[index].depth <= found[at].depth and found[index].text in _CLOSING:
            return index
    return len(found) - 1


def rows(text: str) -> Iterator[Stretch]:
    """The rows of a display: its environment is peeled, `\\\\` ends a row, and so does a line of the source where
    each of the two lines is a statement of its own. Alignment marks become spaces. A row that goes on with the sum
    or product above belongs to it."""
    inner = _LEFT_OPEN.sub(_spaces, text) if "\\right." in text else text

    def joined(above: Stretch, row: Stretch) -> Stretch | None:
        if not _belongs(above, row, inner):
            return None
        gap = _spaces(inner[above.start + len(above.text) : row.start])
        return Stretch(run_on(above.text, gap, row.text), above.start)

    return run_together(_cut_rows(inner), joined)


def run_together(items: Iterable[Row], joined: Callable[[Row, Row], Row | None]) -> Iterator[Row]:
    """The items, those that belong to the one above as one with it: as `joined` makes of the two, or None."""
    above: Row | None = None
    for item in items:
        both = joined(above, item) if above is not None else None
        if above is not None and both is None:
            yield above
        above = item if both is None else both
    if above is not None:
        yield above


def _spaces(gap: str | re.Match[str]) -> str:
    """As many spaces as there were characters; lines stay lines."""
    return re.sub(r"[^\n]", " ", gap if isinstance(gap, str) else gap.group())


def run_on(above: str, gap: str, row: str) -> str:
    """Two rows as one, each character at its place, without what only makes room at the joint."""
    sign = _BEGINS_SIGNED.match(row)
    room = sign.start(1) if sign else 0
    return f"{_EMPTY_END.sub(_spaces, above)}{gap}{_spaces(row[:room])}{row[room:]}"


def _belongs(above: Stretch, row: Stretch, text: str) -> bool:
    return goes_on(above.text, row.text, text[: row.start].rstrip().endswith("&"))


def goes_on(above: str, row: str, marked: bool = False) -> bool:
    """Whether a row goes on with the one above: one of them has an open sign of a sum or product between them. A
    minus may as well begin a value of its own, but for one below a relation, behind an alignment mark (`marked`) or
    with a space behind it."""
    sign = _BEGINS_SIGNED.match(row)
    if _ENDS_SIGNED.search(above):
        return sign is None
    if sign is None or above.endswith((",", ";")) or (has_relation(row) and not marked):
        return False
    apart = marked or row[sign.end() :][:1].isspace()
    return sign[1] not in SIGNS_OF_VALUES or (apart and has_relation(above))


def _cut_rows(text: str) -> Iterator[Stretch]:
    start, end = _peeled(text)
    inner = text[start:end]
    aligned = start > 0 or "\\\\" in inner
    found = tokens(inner) if "\\\\" in inner or "\n" in inner else ()
    begin = 0
    for index, token in enumerate(found):
        if token.depth:
            continue
        if token.text == "\\\\":
            yield from _row(inner, begin, token.start, start, aligned)
            begin = token.end
        elif index and "\n" in inner[found[index - 1].end : token.start] and _breaks(inner, begin, found, index):
            yield from _row(inner, begin, token.start, start, aligned)
            begin = token.start
    yield from _row(inner, begin, len(inner), start, aligned)


def _row(text: str, begin: int, end: int, offset: int, aligned: bool) -> Iterator[Stretch]:
    row = text[begin:end]
    spacing = begin and _SPACING.match(row)
    if spacing:
        row = " " * spacing.end() + row[spacing.end() :]
    if "&" in row:
        marks = set(_marks(tokens(row), aligned))
        row = "".join(" " if index in marks else char for index, char in enumerate(row))
    found = stretch(row, 0, len(row))
    if found.text:
        yield Stretch(found.text, begin + offset + found.start)


def _marks(found: Sequence[Token], aligned: bool) -> Iterator[int]:
    """Where alignment marks stand: in rows that are aligned all of them, else those at an end of the row or beside
    a relation. Any other `&` means "and"."""
    for index, token in enumerate(found):
        if token.text != "&" or token.depth:
            continue
        beside = [found[at].text for at in (index - 1, index + 1) if 0 <= at < len(found)]
        if aligned or len(beside) < 2 or any(text in RELATIONS or text in IMPLIES | IFF for text in beside):
            yield token.start


def _peeled(text: str) -> tuple[int, int]:
    """Where the rows begin and end within an environment around the whole text."""
    bare = text.rstrip()
    start, end = 0, len(bare if GOES_ON.search(bare) else bare.rstrip(".,").rstrip())
    while (match := _ENVIRONMENT.match(text, start, end)) and match.group(1) in _ROWS:
        closing = re.search(r"\\end\{" + match.group(1) + r"\*?\}$", text[start:end])
        if closing is None or text.count("\\begin{" + match.group(1), start, end) != 1:
            break
        start, end = match.end(), start + closing.start()
        end = start + len(text[start:end].rstrip())
    return start, end


def _breaks(text: str, begin: int, found: Sequence[Token], index: int) -> bool:
    """Whether the line of the source that token `index` begins is a statement of its own."""
    before = [token for token in found[:index] if token.start >= begin]
    line_end = text.find("\n", found[index].start)
    after = [token for token in found[index:] if line_end < 0 or token.start < line_end]
    if not before or before[-1].text in RELATIONS or before[-1].text in "+-*/,·":
        return False
    signed = after[0].text == "-" and "\\" not in text  # `-3 < x` below a line of its own
    if after[0].text in RELATIONS or (after[0].text in "+-*/," and not signed) or after[0].text in IMPLIES | IFF:
        return False
    return all(any(t.text in RELATIONS and not t.depth for t in part) for part in (before, after))


def has_relation(text: str) -> bool:
    """Whether a relation stands outside all brackets."""
    return any(token.text in RELATIONS and not token.depth for token in tokens(text))


def sides(text: str) -> list[tuple[str, Stretch]]:
    """A chain as (relation before it, side); the first relation is empty unless the text begins with one."""
    found = tokens(text)
    cut: list[tuple[str, Stretch]] = []
    relation, begin, index = "", 0, 0
    while index < len(found):
        token = found[index]
        name, last = _relation(found, index)
        if not name:
            index += 1
            continue
        side = stretch(text, begin, token.start)
        if side.text or relation:
            cut.append((relation, side))
        relation, begin, index = name, found[last].end, last + 1
    side = stretch(text, begin, len(text))
    if side.text or not cut:
        cut.append((relation, side))
    return cut


def _relation(found: Sequence[Token], index: int) -> tuple[str, int]:
    """The relation at this token and the index of its last token: `\\overset{!}{=}` is one too."""
    token = found[index]
    if token.depth:
        return "", index
    if token.text in RELATIONS:
        return RELATIONS[token.text], index
    if token.text in _DECORATED and index + 1 < len(found) and found[index + 1].text == "{":
        second = group_end(found, index + 1) + 1
        if second + 2 < len(found) and found[second].text == "{" and found[second + 1].text in RELATIONS:
            return RELATIONS[found[second + 1].text], group_end(found, second)
    return "", index


def arrow(found: Sequence[Token], index: int) -> tuple[str, int]:
    """The arrow at this token (`implies`, `iff`, `because`, `to`; empty: none) and the index of its last token.
    What is done in the step may stand over or under it, `\\overset{-3}{\\iff}`; a question mark there asks."""
    word = found[index].text
    if index and found[index - 1].text == "\\not":
        return "", index
    for kind, spellings in (("implies", IMPLIES), ("iff", IFF), ("because", BECAUSE), ("to", TO)):
        if word in spellings:
            return kind, index
    if index + 1 == len(found) or (word not in _DECORATED and word not in _EXTENSIBLE):
        return "", index
    last = group_end(found, index + 1)
    if any(token.text == "?" for token in found[index + 1 : last]):
        return "", index
    if word in _EXTENSIBLE:
        under = found[index + 1].text == "[" and last + 1 < len(found) and found[last + 1].text == "{"
        return _EXTENSIBLE[word], group_end(found, last + 1) if under else last
    if found[index + 1].text != "{" or last + 2 >= len(found) or found[last + 1].text != "{":
        return "", index
    kind, inner = arrow(found, last + 2)
    return (kind, inner + 1) if kind and inner + 1 == group_end(found, last + 1) else ("", index)
