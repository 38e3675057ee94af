"""Vectors and matrices of balls, as plain rows; a column vector has one column. A 1 x 1 product is its number."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from flint import acb, acb_mat, arb, arb_mat, fmpq, fmpq_mat

from grader.equivalence.evaluation.functions import unary
from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.evaluation.scalars import (
    SCALARS,
    Dual,
    Scalar,
    Undefined,
    Unsupported,
    Unsure,
    divide,
    primal,
)
from grader.late import dataclass
from grader.notation.tree import Apply, Matrix

LARGEST_ADJUGATE = 8
LARGEST_POWER = 1 << 16

Rows: TypeAlias = tuple[tuple[Scalar, ...], ...]


class ShapeError(Exception):
    """Two shapes that do not fit: the word, and both shapes as texts."""

    def __init__(self, op: str, left: str, right: str) -> None:
        super().__init__(op)
        self.op, self.left, self.right = op, left, right


@dataclass(frozen=True, slots=True)
class Tensor:
    rows: Rows

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0]) if self.rows else 0


def shape_text(x: Scalar | Tensor) -> str:
    return f"{x.shape[0]} x {x.shape[1]}" if isinstance(x, Tensor) else "a number"


def collapse(rows: Rows) -> Scalar | Tensor:
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else Tensor(rows)


def plus(a: Scalar | Tensor, b: Scalar | Tensor) -> Scalar | Tensor:
    if isinstance(a, SCALARS) and isinstance(b, SCALARS):
        return a + b
    if not isinstance(a, Tensor) or not isinstance(b, Tensor):
        raise _misfit("add", a, b)
    if a.shape != b.shape:
        raise ShapeError("add", shape_text(a), shape_text(b))
    rows = zip(a.rows, b.rows, strict=True)
    return Tensor(tuple(tuple(x + y for x, y in zip(p, q, strict=True)) for p, q in rows))


def _misfit(op: str, a: object, b: object) -> Exception:
    for x in (a, b):
        if not isinstance(x, (Tensor, *SCALARS)):
            return Unsupported(op)
    return ShapeError(op, shape_text(a), shape_text(b))


def negative(a: Scalar | Tensor) -> Scalar | Tensor:
    if isinstance(a, Tensor):
        return Tensor(tuple(tuple(-x for x in row) for row in a.rows))
    if not isinstance(a, SCALARS):
        raise Unsupported("neg")
    return -a


def times(a: Scalar | Tensor, b: Scalar | Tensor) -> Scalar | Tensor:
    """Product of numbers, a multiple, or the matrix product."""
    if not isinstance(a, (Tensor, *SCALARS)) or not isinstance(b, (Tensor, *SCALARS)):
        raise Unsupported("mul")
    if not isinstance(a, Tensor):
        if not isinstance(b, Tensor):
            return a * b
        return Tensor(tuple(tuple(a * x for x in row) for row in b.rows))
    if not isinstance(b, Tensor):
        return Tensor(tuple(tuple(x * b for x in row) for row in a.rows))
    if a.shape[1] != b.shape[0]:
        raise ShapeError("mul", shape_text(a), shape_text(b))
    columns = tuple(zip(*b.rows, strict=True))
    return collapse(tuple(tuple(dot(row, column) for column in columns) for row in a.rows))


def dot(a: tuple[Scalar, ...], b: tuple[Scalar, ...]) -> Scalar:
    total: Scalar = arb(0)
    for x, y in zip(a, b, strict=True):
        total = total + x * y
    return total


def transpose(a: Scalar | Tensor) -> Scalar | Tensor:
    return Tensor(tuple(zip(*a.rows, strict=True))) if isinstance(a, Tensor) else a


def conjugate_transpose(a: Scalar | Tensor) -> Tensor:
    """Of a matrix of complex entries only: a letter that stands for a number here may be meant as a matrix."""
    if not isinstance(a, Tensor) or not all(type(x) is acb for x in entries(a)):
        raise Unsupported("conjugate_transpose")
    return entrywise(acb.conjugate, Tensor(tuple(zip(*a.rows, strict=True))))


def adjugate(a: Scalar | Tensor) -> Tensor:
    """The transpose of the cofactors; of a singular matrix too."""
    if not isinstance(a, Tensor):
        raise Unsupported("adjugate")
    rows = square_rows("adjugate", a)
    if len(rows) > LARGEST_ADJUGATE:
        raise Unsupported("adjugate")

    def cofactor(i: int, k: int) -> Scalar:
        minor = Tensor(tuple(row[:k] + row[k + 1 :] for at, row in enumerate(rows) if at != i))
        return (-1) ** (i + k) * determinant(minor)

    size = range(len(rows))
    return Tensor(tuple(tuple(cofactor(i, k) for i in size) for k in size))


def trace(a: Scalar | Tensor) -> Scalar:
    rows = square_rows("trace", a)
    return sum((rows[k][k] for k in range(len(rows))), arb(0))


def square_rows(op: str, a: Scalar | Tensor) -> Rows:
    if not isinstance(a, Tensor):
        return ((a,),)
    if a.shape[0] != a.shape[1]:
        raise ShapeError(op, shape_text(a), shape_text(a))
    return a.rows


def identity(size: int) -> Tensor:
    return Tensor(tuple(tuple(arb(int(i == k)) for k in range(size)) for i in range(size)))


def _pivot(rows: list[list[Scalar]], column: int) -> int:
    """The row whose entry is surely not zero and largest in size; Unsure or Undefined if there is none."""
    best, size = -1, arb(0)
    unsure = False
    for k in range(column, len(rows)):
        entry = primal(rows[k][column])
        if not entry.contains(0):
            lower = abs(entry).abs_lower() if type(entry) is arb else entry.abs_lower()
            if best < 0 or lower > size:
                best, size = k, lower
        elif not entry.is_zero():
            unsure = True
    if best < 0:
        raise Unsure if unsure else Undefined("inverse")
    return best


def determinant(a: Scalar | Tensor) -> Scalar:
    rows = square_rows("det", a)
    plain = all(type(x) is arb for row in rows for x in row)
    if plain or all(type(x) is acb for row in rows for x in row):
        matrix = (arb_mat if plain else acb_mat)([list(row) for row in rows])
        return matrix.det()
    work, result = [list(row) for row in rows], arb(1)
    for column in range(len(work)):
        try:
            k = _pivot(work, column)
        except Undefined:
            return _expanded_determinant(rows)
        if k != column:
            work[column], work[k] = work[k], work[column]
            result = -result
        result = result * work[column][column]
        _eliminate(work, column, range(column + 1, len(work)))
    return result


def rank(expr: Apply, complex_: bool) -> Scalar:
    """Of a matrix of rational numbers, as it is written: of balls it is not known."""
    matrix = expr.args[0]
    rows = [[as_fraction(entry) for entry in row] for row in matrix.rows] if isinstance(matrix, Matrix) else []
    known = [[entry for entry in row if entry is not None] for row in rows]
    if known != rows or len({len(row) for row in rows}) != 1:
        raise Unsupported("rank")
    found = arb(fmpq_mat(known).rank())
    return acb(found) if complex_ else found


def _expanded_determinant(rows: Rows) -> Scalar:
    """Along the first row: for the small matrices whose entries are zero but have derivatives."""
    if len(rows) > 5:
        raise Unsure
    if len(rows) == 1:
        return rows[0][0]
    total: Scalar = arb(0)
    for k, entry in enumerate(rows[0]):
        minor = tuple(row[:k] + row[k + 1 :] for row in rows[1:])
        total = total + (-1) ** k * entry * _expanded_determinant(minor)
    return total


def _eliminate(work: list[list[Scalar]], column: int, others: range) -> None:
    for k in others:
        if k != column:
            factor = divide(work[k][column], work[column][column])
            work[k] = [x - factor * y for x, y in zip(work[k], work[column], strict=True)]


def inverse(a: Tensor) -> Tensor:
    rows = square_rows("inverse", a)
    size = len(rows)
    work = [list(row) + list(unit) for row, unit in zip(rows, identity(size).rows, strict=True)]
    for column in range(size):
        try:
            k = _pivot(work, column)
        except Unsure:
            if _proved_singular(rows):
                raise Undefined("inverse") from None
            raise
        work[column], work[k] = work[k], work[column]
        _eliminate(work, column, range(size))
    return Tensor(tuple(tuple(divide(x, work[k][k]) for x in work[k][size:]) for k in range(size)))


def _proved_singular(rows: Rows) -> bool:
    """Where all entries are exact, so is the determinant."""
    plain = [[primal(x) for x in row] for row in rows]
    if not all(type(x) is arb and x.is_exact() for row in plain for x in row):
        return False
    return bool(fmpq_mat([[_exact(x) for x in row] for row in plain]).det() == 0)


def _exact(x: arb) -> fmpq:
    mantissa, exponent = x.mid().man_exp()
    return fmpq(mantissa) * fmpq(2) ** int(exponent)


def matrix_power(a: Tensor, exponent: int) -> Scalar | Tensor:
    square_rows("pow", a)
    if abs(exponent) > LARGEST_POWER:
        raise Unsupported("pow")
    square, result, left = a if exponent >= 0 else inverse(a), identity(a.shape[0]), abs(exponent)
    while left:
        if left % 2:
            result = _square(times(result, square))
        left //= 2
        square = _square(times(square, square)) if left else square
    return collapse(result.rows)


def _square(product: Scalar | Tensor) -> Tensor:
    return product if isinstance(product, Tensor) else Tensor(((product,),))


def entrywise(function: Callable[[Scalar], Scalar], a: Tensor) -> Tensor:
    return Tensor(tuple(tuple(map(function, row)) for row in a.rows))


def entries(a: Scalar | Tensor) -> tuple[Scalar, ...]:
    return tuple(x for row in a.rows for x in row) if isinstance(a, Tensor) else (a,)


def inner(a: Scalar | Tensor, b: Scalar | Tensor) -> Scalar:
    if shape_text(a) != shape_text(b) and sorted(getattr(a, "shape", ())) != sorted(getattr(b, "shape", ())):
        raise ShapeError("inner", shape_text(a), shape_text(b))
    return dot(entries(a), entries(b))


def norm(a: Scalar | Tensor, p: int | None) -> Scalar:
    """Euclidean (of a matrix: Frobenius) unless p is given; p = 1 sums the sizes."""
    if not isinstance(a, Tensor):
        return unary("abs", a)
    if p == 1:
        return sum((unary("abs", x) for x in entries(a)), arb(0))
    if p not in (None, 2):
        raise Unsupported("norm")
    total = sum((x * x for x in entries(a)), arb(0))
    return unary("sqrt", total)


def squared_norm(a: Scalar | Tensor) -> Scalar:
    """Without the root, so that it has a derivative at zero."""
    return sum((x * x for x in entries(a)), arb(0))


def outer(a: Scalar | Tensor, b: Scalar | Tensor) -> Scalar | Tensor:
    return collapse(tuple(tuple(x * y for y in entries(b)) for x in entries(a)))


def hadamard(a: Scalar | Tensor, b: Scalar | Tensor) -> Scalar | Tensor:
    if not isinstance(a, Tensor) or not isinstance(b, Tensor):
        return times(a, b)
    if a.shape != b.shape:
        raise ShapeError("hadamard", shape_text(a), shape_text(b))
    rows = zip(a.rows, b.rows, strict=True)
    return Tensor(tuple(tuple(x * y for x, y in zip(p, q, strict=True)) for p, q in rows))


def cross(a: Scalar | Tensor, b: Scalar | Tensor) -> Tensor:
    if not isinstance(a, Tensor) or not isinstance(b, Tensor) or len(entries(a)) != 3 or len(entries(b)) != 3:
        raise ShapeError("cross", shape_text(a), shape_text(b))
    (x, y, z), (u, v, w) = entries(a), entries(b)
    flat = (y * w - z * v, z * u - x * w, x * v - y * u)
    return Tensor((flat,)) if a.shape[0] == 1 else Tensor(tuple((c,) for c in flat))


def slopes(a: Scalar | Tensor, tag: int) -> Scalar | Tensor:
    """The derivative in the direction `tag`, entry by entry."""

    def slope(x: Scalar) -> Scalar:
        if isinstance(x, Dual) and x.tag == tag:
            return x.slope
        if isinstance(x, Dual) and x.tag > tag:
            return Dual(slope(x.value), slope(x.slope), x.tag)
        return arb(0)

    return entrywise(slope, a) if isinstance(a, Tensor) else slope(a)
