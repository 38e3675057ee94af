"""An answer in sections, each begun by the name of what is asked: `The minimum is $-3$, the maximum is $7$.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.late import dataclass, field, pattern, replace
from grader.notation.cut import cut
from grader.values import Answer, Piece

_CLAUSE = pattern(r"[,;.\n|]|\\\\|(?<!\w)(?:and|und|while|whereas|but|aber|et)(?!\w)", re.IGNORECASE)
_SHORTEST = 3
"""Letters from which on the beginning of a name stands for it: `min: 3`."""
_SAYS = pattern(r"\s*(?:[:=|&]|(?:(?!(?<!\w)(?:and|und|or|oder)(?!\w))[^,;.])*$)", re.IGNORECASE)
_TYPED = pattern(
    r"(?P<before>(?:[^\W\d_]|\s)*?(?:is|ist|=|:|equals|beträgt|lautet)\s+)(?P<value>[-−]?\d[\d.,/]{0,20}?)"
    r"[\s.,;]*(?:and|und)?\s*",
    re.IGNORECASE,
)
_RULE = pattern(r":?-+:?")
_RULED = pattern(r"\s*(?:\*\*|__)?\s*\n")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name stands: in which piece, where its clause begins, where it begins and ends."""

    name: str
    piece: int
    clause: int
    start: int
    end: int


def sections(answer: Answer, asked: Sequence[str]) -> dict[str, Answer]:
    """For each name what follows it, up to the next one; empty unless each is named once before its formulas."""
    pieces = [piece for piece in answer.pieces if piece.kind != "struck"]
    if len(pieces) == 1 and pieces[0].kind == "math" and "\\" not in pieces[0].text:  # typed into a box
        pieces = [replace(pieces[0], kind="prose")]
    places = list(places_of_names(pieces, asked))
    if {place.name for place in places} != set(asked):
        return {}
    last = _Place("", len(pieces), 0, 0, 0)
    found: dict[str, Answer] = {}
    for place, after in pairwise([*places, last]):
        written = _between(pieces, place, after)
        inner = _with_typed(written)
        if not any(piece.kind != "prose" for piece in inner):
            continue
        if place.name in found or (inner is written and not _leads(pieces, place)):
            return {}
        raw = " ".join(piece.text for piece in inner)
        found[place.name] = Answer(tuple(inner), raw, pieces[place.piece].line)
    return found if len(found) == len(asked) else {}


def columns(answer: Answer, asked: Sequence[str]) -> dict[str, Answer]:
    """What stands below each name in a table with a row of names and a row of values, and nothing beside it."""
    if answer.raw.count("|") < 2 * len(asked):
        return {}
    lines = [(number, line) for number, line in enumerate(answer.raw.split("\n"), answer.line) if line.strip()]
    table = [(number, _cells(line)) for number, line in lines if "|" in line]
    rows = [(number, row) for number, row in table if not all(_RULE.fullmatch(cell) for cell in row)]
    if len(rows) != 2 or len(lines) - len(table) > 1 or any(len(row) != len(asked) for _, row in rows):
        return {}
    (_, head), (number, values) = rows
    names = {cell.strip("*_ ").casefold(): value for cell, value in zip(head, values, strict=True)}
    if set(names) != {name.casefold() for name in asked}:
        return {}
    return {name: _cell(names[name.casefold()], number) for name in asked}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _cell(text: str, line: int) -> Answer:
    pieces = cut(text, line) if "$" in text else (Piece("math", text, line),)
    return Answer(tuple(pieces), text, line)


def places_of_names(pieces: Sequence[Piece], asked: Sequence[str]) -> Iterator[_Place]:
    names = {name: _spelled(name, asked) for name in sorted(asked, key=len, reverse=True)}
    for at, piece in enumerate(pieces):
        if piece.kind != "prose":
            continue
        taken: list[_Place] = []
        for name, spelled in names.items():
            for match in re.finditer(spelled, piece.text, re.IGNORECASE):
                if not any(place.start < match.end() and match.start() < place.end for place in taken):
                    breaks = [each.end() for each in _CLAUSE.finditer(piece.text, 0, match.start())]
                    taken.append(_Place(name, at, breaks[-1] if breaks else 0, *match.span()))
        yield from sorted(taken, key=lambda place: place.start)


def _spelled(name: str, asked: Sequence[str]) -> str:
    """How a name may be written: in full, or a beginning that no other name has, before a sign or the formula."""
    full = r"\s+".join(map(re.escape, name.split()))
    heads = (name[:size] for size in range(_SHORTEST, len(name)) if name[size - 1].isalpha())
    own = [head for head in heads if sum(other.casefold().startswith(head.casefold()) for other in asked) == 1]
    short = f"|(?:{'|'.join(map(re.escape, reversed(own)))})(?=\\.?\\s*(?:[:=|]|$))" if own else ""
    return rf"(?<!\w)(?:{full}(?!\w){short})"


def _with_typed(inner: list[Piece]) -> list[Piece]:
    """`the minimum is -3`: the number that words alone say, as a formula behind them."""
    said = _TYPED.fullmatch(inner[0].text) if len(inner) == 1 and inner[0].kind == "prose" else None
    if said is None:
        return inner
    line = inner[0].line + said.string.count("\n", 0, said.start("value"))
    return [replace(inner[0], text=said["before"].rstrip(" =") + " "), Piece("math", said["value"], line)]


def _leads(pieces: Sequence[Piece], place: _Place) -> bool:
    """Whether the name leads to the formula behind it: nothing else is said between them."""
    text = pieces[place.piece].text
    return bool(_SAYS.match(text, place.end)) or bool(_RULED.match(text, place.end))


def _between(pieces: Sequence[Piece], place: _Place, after: _Place) -> list[Piece]:
    """What stands from a name to the clause of the next one, without the name and the rules of tables."""
    inner: list[Piece] = []
    for at, piece in enumerate(pieces[place.piece : after.piece + 1], place.piece):
        begin = place.clause if at == place.piece else 0
        end = after.clause if at == after.piece else len(piece.text)
        text = piece.text
        if at == place.piece:
            text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
        text = text[begin:end]
        if piece.kind == "prose":
            text = text.replace("&", " ").replace("\\\\", "  ").replace("|", " ")
        if text.strip():
            line = piece.line + piece.text.count("\n", 0, begin)
            inner.append(replace(piece, text=text, line=line))
    return inner


@dataclass(slots=True)
class _Clause:
    """What stands between two breaks of a sentence, and the names that are said there."""

    pieces: list[Piece] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    @property
    def formulas(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind != "prose"]


def clauses(answer: Answer, asked: Sequence[str]) -> dict[str, Answer]:
    """For each name the clause in which it stands with a formula: `$-3$ is the minimum, and $7$ is the maximum`.
    Empty unless each has one of its own, behind all that names nothing."""
    told = [each for each in _clauses(answer, asked) if each.formulas]
    while told and not told[0].named:
        told.pop(0)
    if [len(each.named) for each in told] != [1] * len(asked) or {each.named[0] for each in told} != set(asked):
        return {}
    return {
        each.named[0]: Answer(tuple(each.pieces), " ".join(p.text for p in each.pieces), each.formulas[0].line)
        for each in told
    }


def named_otherwise(answer: Answer, text: str, name: str, asked: Sequence[str]) -> bool:
    """Whether a formula stands only in clauses that say the names of other questions, and not its own."""
    around = [each.named for each in _clauses(answer, asked) if any(p.text.strip() == text for p in each.formulas)]
    return bool(around) and all(named and name not in named for named in around)


def _clauses(answer: Answer, asked: Sequence[str]) -> list[_Clause]:
    pieces = [piece for piece in answer.pieces if piece.kind != "struck"]
    places = list(places_of_names(pieces, asked))
    found = [_Clause()]
    for at, piece in enumerate(pieces):
        if at and _apart(pieces[at - 1], piece):
            found.append(_Clause())
        if piece.kind != "prose":
            found[-1].pieces.append(piece)
            continue
        ends = [each.end() for each in _CLAUSE.finditer(piece.text)]
        for begin, end in pairwise([0, *ends, len(piece.text)]):
            own = [place for place in places if place.piece == at and begin <= place.start < end]
            text = piece.text[begin:end]
            for place in own:
                text = text[: place.start - begin] + " " * (place.end - place.start) + text[place.end - begin :]
            found[-1].named += [place.name for place in own]
            found[-1].pieces += [replace(piece, text=text)] if text.strip() else []
            if end in ends:
                found.append(_Clause())
    return found


def _apart(above: Piece, piece: Piece) -> bool:
    """Whether two formulas stand on lines of their own."""
    return "prose" not in (above.kind, piece.kind) and above.line != piece.line
