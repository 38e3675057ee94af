"""Several answers among their working, each formula with its name on its left side or in the words before it:
`Since $\\int_0^2 c x dx = 2c = 1$, $c = 1/2$. Then $F(x) = x^2/4$.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.answer.claim.prose.denial import may_deny
from grader.answer.claim.several.owners import owner
from grader.late import dataclass, pattern, replace
from grader.values import Answer, Piece

_LEFT = pattern(
    r"\s*(?P<label>(?:\\(?:Pr|mathbb\s*\{?P\}?)|Pr?)\s*\([^()]{1,60}\)|[^=:<>≤≥≈∈&]{1,60}?)"
    r"\s*&?\s*(?:=|≈|\\approx(?![a-z]))"
)
_CALLED = pattern(
    r"(?:^|[.;,:]\s|(?<!\w)(?:and|und|et|so|thus|hence|therefore|also|daher|somit|donc)\s)\s*"
    r"(?P<label>[^.;,:=\n]{3,60}?)\s*(?:(?<!\w)(?:is|ist|est|equals|beträgt|lautet|vaut)|:)\s*$",
    re.IGNORECASE,
)
_PARTS = pattern(r"[.;!]\s|,\s|\n|(?<!\w)(?:and|und|et|then|so)(?!\w)", re.IGNORECASE)
_DOUBTFUL = pattern(
    r"(?<!\w)(?:or|oder|ou|maybe|perhaps|vielleicht|peut-être|instead|statt\w*|correction|sorry|rather|actually"
    r"|korrektur|wait|oops|no|nein|non)(?!\w)",
    re.IGNORECASE,
)
_BEFORE = pattern(r"(?<!\S)(?P<label>[^\s=≈]{1,40})\s?[=≈]")
_REASON = pattern(r"(?<=\s)(?=(?:since|because|as|weil|da|denn|car|puisque)\s)", re.IGNORECASE)
_ARROWS = pattern(r"→|⇒|⟹|⟶|=>|->|\\(?:Rightarrow|implies|Longrightarrow|rightarrow|to)(?![A-Za-z])")
_POINT = pattern(
    r"(?P<label>[^\W\d_][^\d()\[\]=.,;:]{1,40}?)\s*:?\s*(?P<value>[A-Z]?\([^()=]{1,60}\)|[\[\]][^()\[\]=]{1,60}[)\[\]])"
)
"""A point or an interval behind its name: `local max at (0, 0)`, "Hochpunkt H(0|0)"."""
_LETTERED = pattern(r"(?P<letter>[HT])\s?\([^()=]{1,60}\)")
_LETTERS = {"H": "Hochpunkt", "T": "Tiefpunkt"}
"""How points are named in German schools."""
_JOINED = pattern(r"(?<=[)\[\]])\s*(?:[,;]|(?<!\w)(?:and|und|et)(?!\w))\s*")
_SIGNS = pattern(r"[.,;:!?()]")
_RELATED = pattern(r"=|≈|\\approx(?![a-z])")


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece, or a typed line with a relation, and the answer of which it speaks (empty: none)."""

    name: str
    piece: Piece


def left_names(answer: Answer, asked: Sequence[str], question: str) -> dict[str, Answer]:
    """For each name the one formula that says it, with the words on both sides. Empty unless each is said once, and
    nothing that says none stands behind the last; or where words take something back."""
    pieces = [piece for piece in answer.pieces if piece.text.strip()]
    if any(piece.kind in ("struck", "code") for piece in pieces):
        return {}
    parts = list(_parts(pieces, tuple(asked), question))
    reasons = " ".join(part.piece.text for part in parts if part.piece.kind == "prose")
    said = " ".join((reasons, *(part.piece.text for part in parts if part.name)))
    if (
        _DOUBTFUL.search(said)
        or may_deny(said)
        or any(owner(said["label"], tuple(asked), question) for said in _BEFORE.finditer(reasons))
    ):  # `c = 1/2 because c = 3`
        return {}
    given = [part.name for part in parts if part.name]
    formulas = [part for part in parts if part.piece.kind != "prose"]
    if sorted(given) != sorted(asked) or not formulas[-1].name:
        return {}
    return {part.name: _with_words(parts, k) for k, part in enumerate(parts) if part.name}


def _parts(pieces: Sequence[Piece], asked: tuple[str, ...], question: str) -> Iterator[_Part]:
    before = ""
    for piece in pieces:
        for each in _pieces(piece):
            points = [(owner(_label(point), asked, question), point) for point in _points(each.text)]
            if points and all(name for name, _ in points):
                yield from (_Part(name or "", replace(each, text=_value(point))) for name, point in points)
                continue
            name = "" if each.kind == "prose" else _name(each.text, before, asked, question)
            yield _Part(name, each)
            before = each.text if each.kind == "prose" else ""


def _pieces(piece: Piece) -> Iterator[Piece]:
    """What is typed line by line, the reason behind a formula as words; and what stands between arrows."""
    if piece.kind == "display" or "\\\\" in piece.text:
        yield piece
        return
    for k, line in enumerate(piece.text.split("\n")):
        said, *reason = _REASON.split(line, maxsplit=1)
        formula = piece.kind == "math" or _RELATED.search(said) is not None or bool(_points(said))
        for text in _ARROWS.split(said) if formula else (line,):
            if text.strip():
                yield replace(piece, kind="math" if formula else "prose", text=text, line=piece.line + k)
        if formula and reason:
            yield replace(piece, kind="prose", text=line[len(said) :], line=piece.line + k)


def _value(point: re.Match[str]) -> str:
    return point[0] if "letter" in point.re.groupindex else point["value"]


def _label(point: re.Match[str]) -> str:
    return _LETTERS[point["letter"]] if "letter" in point.re.groupindex else point["label"]


def _points(text: str) -> list[re.Match[str]]:
    """The points of a text that is nothing but points behind their names, or named by a letter."""
    stretches = _JOINED.split(text.strip(" .,;*_"))
    found = [_POINT.fullmatch(stretch) or _LETTERED.fullmatch(stretch) for stretch in stretches]
    return [point for point in found if point] if all(found) else []


def _name(text: str, before: str, asked: tuple[str, ...], question: str) -> str:
    left = _LEFT.match(text)
    own = owner(left["label"], asked, question) if left else ""
    called = _CALLED.search(before[-200:])
    told = owner(called["label"] if called else _last_words(before), asked, question)
    if own and told and own != told:
        return ""
    return own or (told or "" if own == "" else "")


def _last_words(before: str) -> str:
    """What stands between the last sign of a text and the formula behind it: `: local minimum at`."""
    return _SIGNS.split(before[-80:])[-1]


def _with_words(parts: Sequence[_Part], at: int) -> Answer:
    """A formula with the words of its own sentence before and behind it."""
    own = [parts[at].piece]
    if at and parts[at - 1].piece.kind == "prose":
        text = parts[at - 1].piece.text
        ends = [0, *(cut.end() for cut in _PARTS.finditer(text))]
        if (at == 1 or len(ends) > 1) and not owner(text[ends[-1] :], (parts[at].name,)):
            own.insert(0, Piece("prose", text[ends[-1] :], parts[at - 1].piece.line))
    if at + 1 < len(parts) and parts[at + 1].piece.kind == "prose":
        text = parts[at + 1].piece.text
        ends = [cut.start() for cut in _PARTS.finditer(text)]
        last = at + 2 == len(parts)
        own.append(Piece("prose", text if last or not ends else text[: ends[-1]], parts[at + 1].piece.line))
    return Answer(tuple(own), " ".join(piece.text for piece in own), parts[at].piece.line)
