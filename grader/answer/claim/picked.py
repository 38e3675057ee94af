"""What counts of an answer, and how words beside a formula belong to its value."""

from __future__ import annotations

from grader.late import dataclass, pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Name, Text, walk
from grader.values import Answer, Finding, Piece

PERCENT = pattern(r"\s*(?:percent|per cent|pct|Prozent|%)(?![^\W\d_])")
_IS = pattern(
    r"\s*(?:is|equals|ist|beträgt|lautet)(?:\s+(?:equal\s+to|gleich))?\s+"
    r"(?P<value>[^\n]{1,80}?)(?:[,;] [^\n\d]*)?[\s.!]*"
)
_JOINTS = frozenset({"or", "and", "oder", "und", ","})


@dataclass(frozen=True, slots=True)
class Picked:
    """What counts: its text and line, and how it was read (None: it was not, and the findings say why).

    Where the value stands in a chain, `expr` is the whole chain, the quantity first and the value last, so that
    whoever judges the value sees a contradiction on the way to it.
    """

    text: str
    expr: Expr | None
    findings: tuple[Finding, ...]
    line: int
    absent: bool = False
    """All that stands there is about something else that the part asks for."""


def joined(answer: Answer, names: Names) -> Picked | None:
    """`$21, 16$ or $11$`: formulas with nothing but "and", "or" and commas between them are one list; statements
    with "or" between them are alternatives."""
    if not is_listed(answer):
        return None
    pieces = _written(answer)
    between = [_joint(piece) for piece in pieces[1::2]]
    read = [parse(piece.text.strip(" .,"), names).expr for piece in pieces[::2]]
    items = tuple(item for expr in read if expr is not None for item in _items(expr))
    if None in read or len({isinstance(item, Chain) for item in items}) > 1:
        return None
    word = "sequence"
    if isinstance(items[0], Chain):
        word = "or" if between[-1] in ("or", "oder") else "and" if between[-1] in ("and", "und") else word
    if word == "or":
        items = tuple(each for expr in read if expr is not None for each in _alternatives(expr))
    text = " ".join(piece.text.strip() for piece in pieces)
    return Picked(text, Apply(word, items), (), pieces[0].line)


def is_listed(answer: Answer) -> bool:
    """Whether it is formulas with nothing but "and", "or" and commas between them."""
    pieces = _written(answer) if len(answer.pieces) > 2 else []
    if len(pieces) < 3 or not len(pieces) % 2 or any(piece.kind != "math" for piece in pieces[::2]):
        return False
    return all(piece.kind == "prose" and piece.text and _joint(piece) in _JOINTS for piece in pieces[1::2])


def _written(answer: Answer) -> list[Piece]:
    return [piece for piece in answer.pieces if piece.kind != "struck" and piece.text.strip(" \n.")]


def _joint(piece: Piece) -> str:
    return piece.text.strip().lower().strip(" ,") or ","


def _items(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case Apply("boxed", (inner,)):
            return _items(inner)
        case Apply("sequence" | "or", items):
            return items
    return (expr,)


def _alternatives(expr: Expr) -> tuple[Expr, ...]:
    """What one formula says of several: the equations between its commas hold together."""
    match expr:
        case Apply("boxed", (inner,)):
            return _alternatives(inner)
        case Apply("or", items):
            return items
        case Apply("sequence", items):
            return (Apply("and", items),)
    return (expr,)


def with_words(formula: Piece, pieces: list[Piece], names: Names) -> Piece:
    """`$28$ percent` and "the largest $n$ is 34": with what the words right behind a formula say of its value."""
    at = pieces.index(formula)
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None or after.kind != "prose":
        return formula
    if PERCENT.match(after.text):
        return replace(formula, text=f"{formula.text}\\%")
    said = _IS.fullmatch(after.text)
    if said is None or not isinstance(parse(formula.text, names).expr, Name):
        return formula
    value = parse(said["value"], names).expr
    if value is None or any(isinstance(node, Text) for node in walk(value)):
        return formula
    return replace(formula, text=f"{formula.text} = {said['value']}")
