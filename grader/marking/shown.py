"""A student's text as a page shows it: words as words, formulas typeset from our reading, side by side as they were
written; what we cannot read as it was typed. Nothing is judged here, and nothing of the key is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from grader.answer.claim.cutting import BECAUSE, IFF, IMPLIES, RELATIONS, WORDS, Token, rows, tokens
from grader.answer.claim.rows import gather
from grader.answer.claim.trimming import unboxed
from grader.answer.kind import is_amount
from grader.answer.value.numbers.units import with_units
from grader.answer.value.numbers.units_set import upright
from grader.exercise.model import Assignment
from grader.late import dataclass, pattern, replace
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.memo import Memo
from grader.notation.names import Names
from grader.notation.printing import to_mathml
from grader.values import Answer, PartResult, Piece, Result, Shown, ShownKind

MOST_FORMULAS = 600
"""Sides of formulas that are typeset in a part; the others stand as they were typed."""
SIGNS = {"approx": "≈", "equiv": "≡", "<": "&lt;", ">": "&gt;", "<=": "≤", ">=": "≥", "!=": "≠", "defines": ":=",
         "propto": "∝"}  # fmt: skip
THEREFORE = frozenset({"∴", "\\therefore"})
BREAKS = frozenset({"\\quad", "\\qquad", ";"})
_MARKUP = pattern(r"\\(?:textbf|textit|emph|underline|textrm|text)\{([^{}]*)\}|\*\*|__(?=\w)|(?<=\w)__")
_ITEM = pattern(r"\\item\s*\[([^\]\n]*)\]")
_SPACING = pattern(r"\\(?:quad|qquad|noindent|newline|medskip|smallskip|bigskip|hfill|item)\b|\\\\|(?<!\\)~")
_COMMAND = pattern(r"(\\[A-Za-z]+(?:\{[^{}\n]*\}|[_^]\w|_\{[^{}\n]*\})*)")
_BULLET = pattern(r"^\s*[-*+]\s+(?=\S)")
_OPENERS = pattern(r"(?:\$\$?|\\[\[(]|~~|\\begin\{[a-z]{1,20}\*?\}|`+)\s*$")
_FRAME = pattern(r"\s*(?:\$\$|`{3}\w*|\\[\[\]]|(?:\\(?:begin|end)\{[a-z]{1,20}\*?\}(?:\[[^\]]*\])?)+|~~)?\s*")
_HEADING = pattern(r"^[#>\s]*(?:\\(?:sub)*section\*?\{)?|[}#\s]*$")


def with_text(result: Result, assignment: Assignment) -> Result:
    """The result as a page shows it, with every part's text to be typeset."""
    own = {part.id: part for part in assignment.parts}
    parts = (
        replace(part, shown=shown(part, asked.names, any(is_amount(each.kind) for each in asked.answers)))
        if (asked := own.get(part.part)) and part.pieces
        else part
        for part in result.parts
    )
    return replace(result, parts=tuple(parts))


def shown(part: PartResult, names: Names, units: bool = False) -> tuple[Shown, ...]:
    """What was handed in for the part, in order, with `units` upright where quantities are asked for. Lines of
    which the reader kept nothing are there too."""
    setter = _Setter(as_spelled(names), units)
    source = part.raw.split("\n")
    first = part.line or 1
    found: list[Shown] = []
    covered: set[int] = set()
    for piece in part.pieces:
        last = piece.line + piece.text.count("\n")
        if piece.line not in covered and first <= piece.line < first + len(source):
            found += _label(_before(source[piece.line - first], piece), piece.line)
        found += setter.typed(piece) if len(part.pieces) == 1 and piece.kind == "math" else setter.piece(piece)
        covered.update(range(piece.line, last + 1))
    written = {one.line for one in found}
    for number, text in enumerate(source, start=first):
        if number not in covered and number not in written and not _FRAME.fullmatch(text):
            found += _label(text, number, alone=True)
    return tuple(sorted(found, key=lambda one: one.line))


@lru_cache(maxsize=64)
def as_spelled(names: Names) -> Names:
    """Names under which every spelling stays as it is: a student who writes `n` for the exercise's `m` sees `n`."""
    same = names.same.items()
    return replace(
        names,
        variables={**{one: names.variables[to] for one, to in same if to in names.variables}, **names.variables},
        functions={**{one: names.functions[to] for one, to in same if to in names.functions}, **names.functions},
        definitions={
            **{one: names.definitions[to] for one, to in same if to in names.definitions},
            **names.definitions,
        },
        same={one: one for pair in same for one in pair},
        memo=Memo(),
        expected=Memo(),
    )


def _before(line: str, piece: Piece) -> str:
    """What stands on its first line before the piece. A reader who undid a macro or an item has moved its column:
    then it begins where its text stands, the nearest place to that column."""
    head = piece.text.split("\n")[0].strip()
    if not head:
        return line
    at = piece.column - 1
    places = [found.start() for found in re.finditer(re.escape(head), line)]
    whole = [place for place in places if not line[place - 1 : place].isalnum()]
    return line[: min(whole, key=lambda place: abs(place - at), default=at)]


def _label(text: str, line: int, alone: bool = False) -> Iterator[Shown]:
    """What stands before the first piece of a line, or on a line without any: a label or a heading."""
    bare = text if alone else _OPENERS.sub("", text).removeprefix("$$").removeprefix("\\[").removeprefix("$")
    text = _SPACING.sub(" ", _HEADING.sub("", _ITEM.sub(r"\1", _MARKUP.sub(r"\1", bare)))).strip(" *_\t")
    if text and text not in ("-", "+", "\u2022"):
        yield Shown(line, "unread" if text.startswith(("\\", "%")) else "label", text)


@dataclass(slots=True)
class _Setter:
    """Typesets pieces, as long as there are not too many formulas."""

    names: Names
    units: bool = False
    left: int = MOST_FORMULAS

    def piece(self, piece: Piece) -> Iterator[Shown]:
        match piece.kind:
            case "prose":
                yield from _prose(piece)
            case "code":
                for number, text in enumerate(piece.text.split("\n"), start=piece.line):
                    if text.strip():
                        yield Shown(number, "unread", text)
            case "struck":
                for inner in cut(piece.text, piece.line, piece.column):
                    yield from (replace(one, kind="struck") for one in self.piece(inner))
            case "math":
                yield from self.formula(piece.text, piece.line, "formula")
            case "display":
                above = 0
                for row in rows(piece.text):
                    line = piece.line + piece.text.count("\n", 0, row.start)
                    if line == above:
                        yield Shown(line, "words", "\n")
                    yield from self.formula(row.text, line, "display")
                    above = line

    def typed(self, piece: Piece) -> Iterator[Shown]:
        """What was typed into a box is read line by line, with words between the formulas: so it is shown."""
        read: dict[int, list[str]] = {}
        for row in gather(Answer((piece,), piece.text), self.names):
            read.setdefault(row.line, []).append(row.text)
        for number, line in enumerate(piece.text.split("\n"), start=piece.line):
            at = 0
            for text in read.get(number, ()):
                start = line.find(text, at)
                if start < 0:
                    break
                yield from _prose(Piece("prose", line[at:start], number, at + 1))
                yield from self.formula(text, number, "formula")
                at = start + len(text)
            yield from _prose(Piece("prose", line[at:], number, at + 1))

    def formula(self, text: str, line: int, kind: ShownKind) -> Iterator[Shown]:
        """A formula side by side, with the signs between; as it was typed where one side cannot be read."""
        inner, boxed = unboxed(text)
        made = list(self.sides(inner if boxed else text))
        if any(not mathml and not words for _, mathml, words in made):
            yield Shown(line, "unread", " ".join(text.split()))
            return
        for formula, run in groupby(made, key=lambda one: bool(one[1])):
            sides = list(run)
            if formula:
                ready = _row([side[1] for side in sides], boxed)
                yield Shown(line, kind, " ".join(side[0] for side in sides), ready)
            else:
                yield Shown(line, "words", "".join(f"{side[2]} " for side in sides))

    def sides(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Of each side and each sign: what was written, its MathML, and the words it says instead."""
        found = tokens(text)
        begin, index = 0, 0
        while index < len(found):
            token = found[index]
            mathml, words, last = _between(found, index, text)
            if not mathml and not words:
                index += 1
                continue
            yield from self.side(text[begin : token.start])
            yield text[token.start : found[last].end], mathml, words
            begin, index = found[last].end, last + 1
        yield from self.side(text[begin:])

    def side(self, text: str) -> Iterator[tuple[str, str, str]]:
        bare = (text if "\\begin" in text else text.replace("&", " ")).strip("& \t\n")
        core = bare.rstrip(" ,.;")
        end = bare[len(core) :].strip()
        if core:
            self.left -= 1
            names = with_units(self.names, core) if self.units else self.names
            expr = parse(core, names).expr if self.left >= 0 else None
            expr = upright(expr, names) if expr is not None and self.units else expr
            yield core, "" if expr is None else to_mathml(expr), ""
        if end:
            yield end, "", end


def _row(sides: list[str], boxed: bool) -> str:
    """One formula of several that stand side by side."""
    inner = "".join(side[side.index(">") + 1 : -len("</math>")] for side in sides)
    return f'<math><mrow class="boxed">{inner}</mrow></math>' if boxed else f"<math>{inner}</math>"


def _between(found: tuple[Token, ...], index: int, text: str) -> tuple[str, str, int]:
    """The MathML of the sign that stands here between two sides, or the words, and its last token."""
    token = found[index]
    if token.depth:
        return "", "", index
    if token.text in RELATIONS:
        sign = RELATIONS[token.text]
        return f"<math><mo>{SIGNS.get(sign, sign)}</mo></math>", "", index
    for words, sign in ((THEREFORE, "∴"), (IMPLIES, "⇒"), (IFF, "⇔"), (BECAUSE, "∵")):
        if token.text in words:
            return f"<math><mo>{sign}</mo></math>", "", index
    if token.text in BREAKS:
        return "", "\u2003" if token.text != ";" else ";", index
    if token.text in WORDS and index + 1 < len(found) and found[index + 1].text == "{":
        last = next((k for k in range(index + 2, len(found)) if not found[k].depth), index)
        if last > index:
            return "", text[found[index + 1].end : found[last].start] or " ", last
    return "", "", index


def _prose(piece: Piece) -> Iterator[Shown]:
    """Words line by line, without the marks of emphasis; commands in them that say nothing to us as typed."""
    for number, line in enumerate(piece.text.split("\n"), start=piece.line):
        text = line if number == piece.line else line.lstrip()
        kind: ShownKind = "words"
        if text.lstrip().startswith("#"):
            text, kind = _HEADING.sub("", text), "label"
        text = _BULLET.sub("• ", _SPACING.sub(" ", _MARKUP.sub(r"\1", text)))
        for k, stretch in enumerate(_COMMAND.split(text)):
            if stretch.strip() or (stretch and k):
                yield Shown(number, "unread" if k % 2 else kind, stretch)
