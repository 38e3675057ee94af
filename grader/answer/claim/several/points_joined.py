"""Points in formulas of their own that an answer lists, as one formula: `They meet at $(3, 4)$ and at $(-4, -3)$`,
`$P_1 = (3, 4)$, $P_2 = (-4, -3)$`, `S1(3|4) und S2(-4|-3)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from grader.answer.value.judgement import finding
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Name
from grader.values import Answer, Piece, Verdict

MOST = 8
"""Formulas of an answer that are looked at."""
_LISTS = ("sequence", "and")
_JOINT = pattern(
    r"\s*[,;.]?\s*(?:(?:and|und|et|sowie|as well as)(?!\w))?\s*(?:also\s+)?(?:(?:at|in|bei|en)(?!\w))?\s*"
    r"(?:(?:(?:the|der|die|den|dem|le|l['’])\s*)?(?:other|second|third|andere|zweite|dritte|autre)n?"
    r"(?:\s+(?:one|point|punkt|schnittpunkt|point of intersection))?\s*(?:is|ist|est|being|lautet)?(?:\s+at)?)?"
    r"(?:(?:the\s+)?(?:point|punkt))?\s*:?\s*",
    re.IGNORECASE,
)
_NAMED = pattern(r"(?<![\w\\])[A-Z]_?\{?\d{0,2}\}?\s?(?=(?:\\left)?\([^()|]{1,40}\|[^()|]{1,40}\))")
"""The name of a point as schools write it, `S_1(3|4)`."""


def points_joined(answer: Answer, names: Names) -> Answer:
    """The answer with points that are listed as one formula, without the names that stand right before them."""
    if "|" in answer.raw and _NAMED.search(answer.raw):
        answer = replace(answer, pieces=tuple(map(_without_name, answer.pieces)))
    if not 1 < sum(piece.kind == "math" for piece in answer.pieces) <= MOST:
        return answer
    found: list[Piece] = []
    for piece in answer.pieces:
        above = found[-2] if len(found) > 1 and found[-1].kind == "prose" else None
        joined = above is not None and _JOINT.fullmatch(found[-1].text)
        if joined and above is not None and all(_is_point(each, names) for each in (above, piece)):
            found[-2:] = [replace(above, text=f"{above.text.strip(' .,;')}, {piece.text.strip()}")]
        else:
            found.append(piece)
    return answer if len(found) == len(answer.pieces) else replace(answer, pieces=tuple(found))


def _without_name(piece: Piece) -> Piece:
    return replace(piece, text=_NAMED.sub("", piece.text)) if piece.kind != "struck" else piece


def _is_point(piece: Piece, names: Names) -> bool:
    expr = parse(piece.text.strip(" .,;"), names).expr if piece.kind == "math" else None
    return expr is not None and _are_points(expr)


def _are_points(expr: Expr) -> bool:
    match expr:
        case Chain((Name(), value), ("=",)):
            return _are_points(value)
        case Apply("sequence", parts):
            return all(map(_are_points, parts))
        case Call(Name(id), (_, _, *_)):
            return id[0].isupper()
        case Apply("tuple" | "given", args):
            return len(args) > 1
    return False


def said_anywhere(
    found: Verdict, answer: Answer, names: Names, is_right: Callable[[tuple[Expr, ...]], bool]
) -> Verdict:
    """`found`, or for a person where all points of the answer together are right, wherever they stand: `for
    $x = 3$: $y = 4$, for $x = -4$: $y = -3$`."""
    if found.outcome not in ("incorrect", "partial"):
        return found
    formulas = [piece for piece in answer.pieces if piece.kind in ("math", "display")][:MOST]
    exprs = [expr for piece in formulas if (expr := parse(piece.text.strip(" .,;"), names).expr) is not None]
    points = tuple(dict.fromkeys(point for expr in exprs for point in _points(expr)))
    pairs = tuple(dict.fromkeys(_pairs(exprs)))
    right = next((some for some in (points, pairs) if len(some) > 1 and is_right(some)), ())
    if not right:
        return found
    doubt = finding("right-beside-others", right=", ".join(map(to_text, right)))
    return replace(found, outcome="undecided", credit=None, by="select", certain=False, findings=(doubt,))


def _points(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Chain((*_, last), _):
            yield from _points(last)
        case Apply("sequence" | "set" | "and" | "or", parts):
            for part in parts:
                yield from _points(part)
        case Call(Name(id), args) if id[0].isupper() and len(args) > 1:
            yield Apply("tuple", args)
        case Apply("tuple" | "given", args) if len(args) > 1:
            yield Apply("tuple", args)


def _pairs(exprs: list[Expr]) -> Iterator[Expr]:
    """What an x and the y behind it give together."""
    parts = [part for e in exprs for part in (e.args if isinstance(e, Apply) and e.op in _LISTS else (e,))]
    told = [(e.operands[0], e.operands[-1]) for e in parts if isinstance(e, Chain) and set(e.relations) == {"="}]
    for (first, x), (second, y) in pairwise(told):
        if _letter(first) == "x" and _letter(second) == "y":
            yield Apply("tuple", (x, y))


def _letter(head: Expr) -> str:
    return head.id.partition("_")[0] if isinstance(head, Name) else ""
