"""Matrices and vectors as rows of entries, however they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.answer.kind import Context
from grader.answer.value.arrays.entries import Judge, scored, whole
from grader.answer.value.judgement import Judgement, finding, incorrect
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import unwrapped
from grader.errors import LimitError
from grader.limits import LIST_ITEMS
from grader.notation.names import NUMERIC, Names, free_names
from grader.notation.tree import Apply, Expr, Matrix, Name, Number, walk
from grader.values import Finding

Rows = tuple[tuple[Expr, ...], ...]
UNIT_VECTORS = (
    ("hat(i)", "hat(j)", "hat(k)"),
    ("hat(x)", "hat(y)", "hat(z)"),
    ("hat(e)_x", "hat(e)_y", "hat(e)_z"),
    ("e_x", "e_y", "e_z"),
    ("e_1", "e_2", "e_3"),
    ("hat(e)_1", "hat(e)_2", "hat(e)_3"),
    ("vec(i)", "vec(j)", "vec(k)"),
    ("vec(e)_1", "vec(e)_2", "vec(e)_3"),
    ("vec(e)_x", "vec(e)_y", "vec(e)_z"),
    ("i", "j", "k"),
)


def rows_of(expr: Expr) -> Rows | None:
    """The rows of a matrix: a matrix, a list of lists, or one of them transposed."""
    match unwrapped(expr):
        case Matrix(rows):
            return rows
        case Apply("transpose", (inner,)) | Apply("pow", (inner, Name("T" | "top"))):
            below = rows_of(inner) or _as_row(inner)
            return below and tuple(zip(*below, strict=True)) if below and _is_even(below) else None
        case Apply("list" | "tuple", items) if items and all(_is_row(item, ("list", "tuple")) for item in items):
            return tuple(item.args for item in items if isinstance(item, Apply))
        case Apply("set", items) if items and all(_is_row(item, ("set",)) for item in items):  # braces, as in C
            return tuple(item.args for item in items if isinstance(item, Apply))
    return None


def _is_row(expr: Expr, brackets: tuple[str, ...]) -> bool:
    return isinstance(expr, Apply) and expr.op in brackets and bool(expr.args)


def _as_row(expr: Expr) -> Rows | None:
    match unwrapped(expr):
        case Apply("list" | "tuple" | "sequence", items):
            return (items,)
    return None


def as_column(expr: Expr) -> Expr:
    """Plain values in brackets as the column of a vector; anything else as it is."""
    if rows_of(expr) is None and (row := _as_row(expr)) is not None and row[0]:
        return Matrix(tuple((entry,) for entry in row[0]))
    return expr


def multiplied_in(expr: Expr, names: Names) -> Expr:
    """A factor of a matrix or vector, `1/3 [[2, -1], [-1, 2]]`, `-(1, 2)`, `M/2`, multiplied into its entries, and
    sums of these; anything else, a product with another matrix too, as it is."""
    expr = unwrapped(expr)
    match expr:
        case Apply("neg", (inner,)):
            return _entrywise(multiplied_in(inner, names), lambda entry: Apply("neg", (entry,))) or expr
        case Apply("div", (inner, below)) if _is_scalar(below, names):
            return _entrywise(multiplied_in(inner, names), lambda entry: Apply("div", (entry, below))) or expr
        case Apply("add", args):
            parts = [rows_of(as_column(multiplied_in(arg, names))) for arg in args]
            rows = [part for part in parts if part is not None and _is_even(part)]
            if len(rows) == len(parts) and len({_shape(part) for part in rows}) == 1:
                columns = (zip(*row, strict=True) for row in zip(*rows, strict=True))
                return Matrix(tuple(tuple(Apply("add", entries) for entries in column) for column in columns))
        case Apply("mul", args):
            scalars = tuple(arg for arg in args if _is_scalar(arg, names))
            arrays = [arg for arg in args if not _is_scalar(arg, names)]
            if len(arrays) == 1:
                inner = multiplied_in(arrays[0], names)
                return _entrywise(inner, lambda entry: Apply("mul", (*scalars, entry))) or expr
    return expr


def _entrywise(expr: Expr, change: Callable[[Expr], Expr]) -> Expr | None:
    rows = rows_of(as_column(expr))
    return None if rows is None else Matrix(tuple(tuple(change(entry) for entry in row) for row in rows))


def _is_scalar(expr: Expr, names: Names) -> bool:
    """Whether nothing in it is, or may be, an array of its own."""
    for node in walk(expr):
        match node:
            case Matrix() | Apply("list" | "tuple" | "sequence" | "set", _):
                return False
            case Name(id):
                domain = names.domain(names.canonical(id))
                if domain is not None and domain.kind not in NUMERIC:
                    return False
    return True


def _is_even(rows: Rows) -> bool:
    return len({len(row) for row in rows}) == 1


def vector_of(expr: Expr, size: int) -> tuple[Expr, ...] | None:
    """The components of something that is a vector of `size` however it is written: as a row, a column, a tuple
    or a sum of unit vectors."""
    rows = rows_of(expr)
    if rows is not None and _is_even(rows):
        if len(rows) == 1:
            return rows[0]
        return tuple(row[0] for row in rows) if len(rows[0]) == 1 else None
    plain = _as_row(expr)
    return plain[0] if plain is not None else _components(expr, size)


def _components(expr: Expr, size: int) -> tuple[Expr, ...] | None:
    present = free_names(expr)
    if not isinstance(expr, Apply) or expr.op not in ("add", "mul", "neg", "div") or size > 3:
        return None
    for units in UNIT_VECTORS:
        if present & set(units) and not present & set(units[size:]) and _is_sum_of(expr, frozenset(units)):
            return tuple(
                substituted(expr, {unit: Number("1" if k == at else "0") for k, unit in enumerate(units)})
                for at in range(size)
            )
    return None


def _is_sum_of(expr: Expr, units: frozenset[str]) -> bool:
    """Whether it is a sum of multiples of the unit vectors, and nothing else."""
    match expr:
        case Name(id):
            return id in units
        case Apply("neg", (inner,)):
            return _is_sum_of(inner, units)
        case Apply("add", terms):
            return all(_is_sum_of(term, units) for term in terms)
        case Apply("mul", factors):
            vectors = [factor for factor in factors if not units.isdisjoint(free_names(factor))]
            return len(vectors) == 1 and _is_sum_of(vectors[0], units)
        case Apply("div", (inner, below)):
            return units.isdisjoint(free_names(below)) and _is_sum_of(inner, units)
    return False


def components(expr: Expr, names: Names) -> Expr:
    r"""`\langle y, x\rangle` of letters that are no vectors, where a vector is asked for: its components."""
    match expr:
        case Apply("inner", pair) if not any(name in names.declared for name in free_names(expr)):
            return Apply("tuple", pair)
        case _:
            return expr


def same_array(expected: Rows, student: Expr, judge: Judge, by_entry: bool, context: Context) -> Judgement | None:
    """Entry by entry; None where the student wrote no array. A vector may be written in any way."""
    if not _is_even(expected):
        return None
    height, width = len(expected), len(expected[0])
    if height * width > LIST_ITEMS:
        raise LimitError("LIST_ITEMS")
    theirs = rows_of(student)
    notes: tuple[Finding, ...] = ()
    if 1 in (height, width) and (theirs is None or theirs == () or _shape(theirs) != (height, width)):
        vector = vector_of(student, height * width)
        if vector is not None and len(vector) == height * width:
            notes = (finding("read-as-vector", "assumption", size=str(len(vector))),)
            theirs = (vector,) if height == 1 else tuple((entry,) for entry in vector)
    if theirs is None:
        return None
    if not _is_even(theirs):
        return incorrect("entries", finding("uneven-rows"))
    if _shape(theirs) != (height, width):
        return incorrect("entries", finding("wrong-shape", expected=f"{height}×{width}", student=_size(theirs)))
    return by_place(expected, theirs, judge, by_entry).adding(*notes)


def shape_of(expr: Expr) -> tuple[int, int]:
    """Height and width of what has rows; (0, 0) for all else."""
    rows = rows_of(expr)
    return _shape(rows) if rows else (0, 0)


def _shape(rows: Rows) -> tuple[int, int]:
    return len(rows), len(rows[0]) if _is_even(rows) else -1


def _size(rows: Rows) -> str:
    return f"{len(rows)}×{len(rows[0])}"


def by_place(expected: Rows, student: Rows, judge: Judge, by_entry: bool) -> Judgement:
    judged: list[Judgement] = []
    wrong: list[str] = []
    for i, (ours, theirs) in enumerate(zip(expected, student, strict=True), 1):
        for j, (left, right) in enumerate(zip(ours, theirs, strict=True), 1):
            judged.append(judge(left, right))
            if judged[-1].outcome in ("incorrect", "partial"):
                wrong.append(place(i, j, expected))
    if not wrong:
        return whole(judged)
    return scored(judged, len(judged), finding("wrong-entries", places=", ".join(wrong)), by_entry, judged)


def place(row: int, column: int, rows: Sequence[Sequence[Expr]]) -> str:
    """The place of an entry in words that need no language: one number in a vector, two in a matrix."""
    if len(rows) == 1:
        return str(column)
    return str(row) if len(rows[0]) == 1 else f"({row}, {column})"
