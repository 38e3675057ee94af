"""A point said otherwise than as a point: `Max(1, 4)`, "at $x = 1$ with value $f(1) = 4$". A person reads
these, but where the letters of the coordinates are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.answer.claim.prose.harmless import NEGATIONS, NONE
from grader.answer.claim.prose.turned import words_of
from grader.answer.claim.prose.vocabulary import DENYING
from grader.answer.claim.prose.words import DENIALS, DOUBTS
from grader.answer.value.asked.quantities import namings
from grader.answer.value.judgement import FULL, finding
from grader.answer.value.shapes import is_number
from grader.late import replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Index, Name
from grader.values import Answer, Verdict

_TURNING = DENYING | DENIALS | DOUBTS | NEGATIONS | NONE | {"or", "oder", "ou", "instead", "statt"}
MOST = 12
"""Formulas of an answer, and points made of them, that are looked at."""


def said_apart(
    found: Verdict,
    answer: Answer,
    names: Names,
    is_right: Callable[[Expr], bool],
    of: tuple[Expr, ...] = (),
    others: tuple[Expr, ...] = (),
) -> Verdict:
    """`found`, or for a person where a point is right that is said by its coordinates or behind `Max`, and no other
    point was taken for the answer. `others` are letters of which the part asks besides. Where the letters of the
    coordinates are told (`of`), and each has one value, that is the point."""
    if found.outcome not in ("incorrect", "undecided") or found.read_as.startswith("("):
        return found
    formulas = [piece for piece in answer.pieces if piece.kind in ("math", "display")] or list(answer.pieces)
    texts = [line for piece in formulas for line in piece.text.split("\n")][:MOST]
    if _is_plain(answer) and (point := _of_letters(texts, names, of)) is not None and is_right(point):
        told = (
            finding("equal", "note"),
            finding("number-word", "assumption", text=found.text.strip(), read=to_text(point)),
        )
        return replace(found, outcome="correct", credit=FULL, by="coordinates", certain=False, findings=told)
    if found.outcome != "incorrect":
        return found
    read = (parse(text, names).expr for text in texts)
    exprs = [part for expr in read if expr is not None for part in _parts(expr)]
    ends = (expr.operands[-1] if isinstance(expr, Chain) else expr for expr in exprs)
    if any(isinstance(end, Apply) and end.op in ("tuple", "list", "given") for end in ends):
        return found  # a point stands there
    for said, point in list(_points([expr for expr in exprs if not _is_of(expr, others)]))[:MOST]:
        if is_right(point):
            doubt = finding("reading-in-doubt", text=said, read=to_text(point))
            return replace(found, outcome="undecided", credit=None, by="select", certain=False, findings=(doubt,))
    return found


def _is_of(expr: Expr, others: tuple[Expr, ...]) -> bool:
    return isinstance(expr, Chain) and expr.operands[0] in others


def _is_plain(answer: Answer) -> bool:
    """Whether no word of the answer doubts, denies or leaves a choice."""
    return _TURNING.isdisjoint(words_of(answer.raw))


def _of_letters(texts: list[str], names: Names, of: tuple[Expr, ...]) -> Expr | None:
    """The point whose letters `of` tells, where the answer gives each of these one value: `y = 10, x = 20` for
    `(x, y)`."""
    match of:
        case (Apply("tuple", letters),):
            read = (parse(text.strip(" .,;"), names).expr for text in texts)
            told = _told([part for expr in read if expr is not None for part in _parts(expr)])
            values = [
                dict.fromkeys(value for head, value, _ in told if letter in namings(head, names))
                for letter in letters
            ]
            if all(len(each) == 1 for each in values):
                return Apply("tuple", tuple(next(iter(each)) for each in values))
    return None


def _parts(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Apply("sequence" | "and" | "implies" | "iff", parts):
            for part in parts:
                yield from _parts(part)
        case _:
            yield expr


def _points(exprs: list[Expr]) -> Iterator[tuple[str, Expr]]:
    """As said and as meant: those behind the name of an extremum, those of a place and of the value of a function
    there, and those of an x and a y where there is one of each."""
    for expr in exprs:
        match expr:
            case Apply("max" | "min", (Apply("given", pair),)) | Apply("max" | "min", pair):
                yield to_text(expr), Apply("tuple", pair)
    told = _told(exprs)
    if any(isinstance(head, Name | Index) and _letter(head) not in ("x", "y") for head, _, _ in told):
        return
    places = [(value, text) for head, value, text in told if _letter(head) == "x"]
    for place, text in places:
        for head, value, other in told:
            above = isinstance(head, Call) and isinstance(head.function, Name) and head.args == (place,)
            if above or (_letter(head) == "y" and len(places) == 1):
                yield f"{text}, {other}", Apply("tuple", (place, value))


def _told(exprs: list[Expr]) -> list[tuple[Expr, Expr, str]]:
    """What equations give a number: what it is of, the number, and the equation."""
    return [
        (expr.operands[0], expr.operands[-1], to_text(expr))
        for expr in exprs
        if isinstance(expr, Chain) and set(expr.relations) == {"="} and is_number(expr.operands[-1])
    ]


def _letter(head: Expr) -> str:
    match head:
        case Name(id) | Index(Name(id)):
            return id.split("_", 1)[0]
    return ""
