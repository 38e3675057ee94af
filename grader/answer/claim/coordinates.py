"""A point said otherwise than as a point: `Max(1, 4)`, "at $x = 1$ with value $f(1) = 4$". A person reads these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

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
    """`found`, or for a person where a point is right that is said by its coordinates or behind `Max`."""
    if found.outcome != "incorrect":
        return found
    texts = [piece.text for piece in answer.pieces if piece.kind in ("math", "display")][:MOST]
    read = (parse(text, names).expr for text in texts)
    exprs = [part for expr in read if expr is not None for part in _parts(expr)]
    for point in list(_points(exprs))[:MOST]:
        if is_right(point):
            doubt = finding("reading-in-doubt", text=found.text, read=to_text(point))
            return replace(found, outcome="undecided", credit=None, by="select", certain=False, findings=(doubt,))
    return found


def _parts(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Apply("sequence" | "and" | "implies" | "iff", parts):
            for part in parts:
                yield from _parts(part)
        case _:
            yield expr


def _points(exprs: list[Expr]) -> Iterator[Expr]:
    """Those behind the name of an extremum, and those of a value of x and a value of y or of a function."""
    for expr in exprs:
        match expr:
            case Apply("max" | "min", (Apply("given", pair),)) | Apply("max" | "min", pair):
                yield Apply("tuple", pair)
    if any(isinstance(head, Name | Index) and _letter(head) not in ("x", "y") for head, _ in _told(exprs)):
        return
    places = [value for head, value in _told(exprs) if isinstance(head, Name | Index) and _letter(head) == "x"]
    heights = [value for head, value in _told(exprs) if isinstance(head, Call) or _letter(head) == "y"]
    yield from (Apply("tuple", pair) for pair in product(places, heights))


def _told(exprs: list[Expr]) -> Iterator[tuple[Expr, Expr]]:
    for expr in exprs:
        if isinstance(expr, Chain) and set(expr.relations) == {"="} and is_number(expr.operands[-1]):
            yield expr.operands[0], expr.operands[-1]


def _letter(head: Expr) -> str:
    match head:
        case Name(id) | Index(Name(id)):
            return id.split("_", 1)[0]
    return ""
