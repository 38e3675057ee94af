"""Points, however their coordinates are written: `(0 | 1/2)`, `P(0; 1/2)`, `x = 0, y = 1/2`."""

from __future__ import annotations

import re

from grader.answer.value.shapes import is_number, unwrapped
from grader.late import pattern, replace
from grader.notation.tree import Apply, Call, Chain, Expr, Index, Matrix, Name, Number, facts
from grader.values import Answer, Piece

COORDINATES = ("x", "y", "z")
_BRACKET = pattern(r"\[[^\[\]{}\\]{1,500}\]|\((?=[^();]{1,200};)[^()\[\]{}\\]{1,500}\)")
_INNER = r"[^{}]{0,60}(?:\{[^{}]{0,60}\}[^{}]{0,60}){0,4}"
_BINOM = pattern(rf"\\[dt]?binom\s*(?:\{{({_INNER})\}}|(\d))\s*(?:\{{({_INNER})\}}|(\d))")
_ARRAY = pattern(r"\b(?:np|numpy|sp|sympy)\s?\.\s?(?:array|matrix|Matrix)\s?\(")
_VALUE = r"[-+−]?(?:\d{1,12}(?:\.\d{1,12})?(?:/\d{1,12})?|[a-z])"
_LINE = pattern(rf"[(\[|]?\s*(?P<items>{_VALUE}(?:\s*[\s,&]\s*{_VALUE}){{1,19}})\s*[)\]|]?\s*(?:\\\\|,|;)?")
ROWS = 20
_ITEM = pattern(r"[-+]?[\w.^()/*]+")


def listed(expr: Expr) -> Expr:
    """`6 and 8`, `2 or 3`: numbers between words are a list without order; so are `P = (0, 1), Q = (1, 2)`."""
    match expr:
        case Apply("and" | "or", args) if all(map(is_number, args)):
            return Apply("sequence", tuple(map(unwrapped, args)))
        case Apply("sequence", (*first, Apply("and" | "or", last))) if all(map(is_number, last)):  # `2, 3 and 5`
            return Apply("sequence", (*first, *last))
        case Apply("and" | "or" | "sequence", args) if all(map(_is_named_point, args)):
            return Apply("sequence", tuple(arg.operands[1] for arg in args if isinstance(arg, Chain)))
    return expr


def _is_named_point(expr: Expr) -> bool:
    """`P_1 = (0, 0)`, `v_1 = (0, 0)`, not `x = (0, 0)`."""
    match expr:
        case Chain((Name(id) | Index(Name(id)) as head, Apply("tuple" | "list") | Matrix()), ("=",)):
            return id.isupper() or "_" in id or isinstance(head, Index) or id.startswith("vec(")
    return False


def as_point(expr: Expr, size: int) -> Expr:
    """The coordinates of a point as a tuple; anything else as it is. A capital or a vector before the bracket
    is its name."""
    expr = as_tuple(unwrapped(expr))
    match expr:
        case Call(Name(id), args, given) if names_point(id) and len(args) + len(given) == size and size > 1:
            return Apply("tuple", (*args, *given))
        case Apply("mul", (Name(id), Apply("given" | "tuple") | Matrix() as inner)) if names_point(id):
            return as_point(inner, size)
        case Chain((Name(id), side), ("=",)) if id.isupper():
            return as_point(side, size)
        case Apply("sequence" | "and", items) if len(items) == size and all(map(_is_coordinate, items)):
            named = {_name(item.operands[0]): item.operands[1] for item in items if isinstance(item, Chain)}
            order = sorted(named)
            if order == list(COORDINATES[:size]) or order == [f"{order[0][0]}_{k}" for k in range(1, size + 1)]:
                return Apply("tuple", tuple(named[name] for name in order))
    return expr


def names_point(id: str) -> bool:
    """Whether coordinates may stand right behind it: `P(1 ; 2)`, `\\vec{AB}(3 ; -4)`."""
    return id.isupper() or id.startswith("vec(")


def as_tuple(expr: Expr) -> Expr:
    """`(1 | 2)` and a column as a tuple."""
    match expr:
        case Apply("given", (first, second)):
            return Apply("tuple", (first, second))
        case Matrix(rows) if all(len(row) == 1 for row in rows):
            return Apply("tuple", tuple(row[0] for row in rows))
    return expr


def _is_coordinate(expr: Expr) -> bool:
    match expr:
        case Chain((Name() | Index(), value), ("=",)):
            return is_number(value)
    return False


def _name(expr: Expr) -> str:
    match expr:
        case Index(Name(base), (Number(at),)):
            return f"{base}_{at}"
        case Name(id):
            return id
    return ""


def with_columns(answer: Answer, expected: list[Expr]) -> Answer:
    """`\\binom{3}{4}` as the column that it looks like, where two coordinates and no binomial are asked for."""
    items = [_coordinates(expr) for expr in expected]
    if any(len(each) != 2 or "binomial" in facts(expr).words for each, expr in zip(items, expected, strict=True)):
        return answer
    pieces = tuple(replace(piece, text=_BINOM.sub(_column, piece.text)) for piece in answer.pieces)
    return answer if pieces == answer.pieces else replace(answer, pieces=pieces)


def _column(found: re.Match[str]) -> str:
    above, below = (group for group in found.groups() if group is not None)
    return f"({above}, {below})"


def _coordinates(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case Matrix(rows) if len(rows) == 1 or all(len(row) == 1 for row in rows):
            return tuple(entry for row in rows for entry in row)
        case Apply("tuple" | "list", items):
            entries = [item.args if isinstance(item, Apply) and item.op == "list" else (item,) for item in items]
            return tuple(entry for row in entries for entry in row) if all(len(row) == 1 for row in entries) else ()
    return ()


_QUOTED = pattern(r"(?:\b[A-Za-z]\w{0,9}\.)?\bmat(?:rix)?\(\s*[\"']([^\"'()]{1,400})[\"']\s*\)")
_BARE = pattern(r"\s*(?:[-\d./ ]|,\s){3,200}(?:;(?:[-\d./ ]|,\s){3,200}){1,9}\s*")
"""`1 2; 3 4`, rows of numbers without brackets."""


def with_rows(answer: Answer) -> Answer:
    """`[2, 3; 3, 2]` and `[2 3; 3 2]`, rows with semicolons between them, as a list of rows; so is `(2 3; 3 2)`,
    and so are rows of numbers in lines of their own. An array of NumPy is what stands in it."""
    pieces = tuple(replace(piece, text=_rows_in(piece)) for piece in answer.pieces if piece.kind != "struck")
    if 0 < len(pieces) <= ROWS and (rows := _lines("\n".join(piece.text for piece in pieces))):
        pieces = (replace(pieces[0], kind="math", text=rows),)
    return answer if pieces == answer.pieces else replace(answer, pieces=pieces)


def _rows_in(piece: Piece) -> str:
    text = _ARRAY.sub("(", _QUOTED.sub(r"[\1]", piece.text))
    if _BARE.fullmatch(text):
        text = f"[{text}]"
    return _BRACKET.sub(lambda found: _listed(found.group()) or found.group(), text)


def _lines(text: str) -> str:
    """Rows of numbers in lines, in brackets or not, as a list of lists; empty where it is something else."""
    rows = [line.strip() for line in text.strip().removesuffix("\\\\").split("\n") if line.strip()]
    found = [_LINE.fullmatch(row) for row in rows] if 1 < len(rows) <= ROWS else []
    items = [re.split(r"[\s,&]+", row["items"].strip()) for row in found if row is not None]
    if not found or len(items) < len(found) or len({len(row) for row in items}) > 1 or len(items[0]) < 2:
        return ""
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in items) + "]"


def _listed(text: str) -> str:
    """A bracket with semicolons as a list of lists; empty where its entries cannot be told apart."""
    rows = []
    for row in text[1:-1].strip().rstrip(";").split(";"):
        items = row.split(",") if "," in row else row.split()
        if "," not in row and not all(_ITEM.fullmatch(item) for item in items):
            return ""
        rows.append("[" + ", ".join(item.strip() for item in items) + "]")
    return "[" + ", ".join(rows) + "]" if len(rows) > 1 else ""
