"""A point said otherwise than as a point: `Max(1, 4)`, "at $x = 1$ with value $f(1) = 4$". A person reads these."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.answer.value.judgement import finding
from grader.answer.value.shapes import is_number
from grader.late import replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Index, Name
from grader.values import Answer, Verdict

MOST = 12
"""Formulas of an answer, and points made of them, that are looked at."""


def said_apart(found: Verdict, answer: Answer, names: Names, is_right: Callable[[Expr], bool]) -> Verdict:
    """`found`, or for a person where a point is right that is said by its coordinates or behind `Max`, and no other
    point was taken for the answer."""
    if found.outcome != "incorrect" or found.read_as.startswith("("):
        return found
    texts = [piece.text for piece in answer.pieces if piece.kind in ("math", "display")][:MOST]
    read = (parse(text, names).expr for text in texts)
    exprs = [part for expr in read if expr is not None for part in _parts(expr)]
    ends = (expr.operands[-1] if isinstance(expr, Chain) else expr for expr in exprs)
    if any(isinstance(end, Apply) and end.op in ("tuple", "list", "given") for end in ends):
        return found  # a point stands there
    for said, point in list(_points(exprs))[:MOST]:
        if is_right(point):
            doubt = finding("reading-in-doubt", text=said, read=to_text(point))
            return replace(found, outcome="undecided", credit=None, by="select", certain=False, findings=(doubt,))
    return found


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
