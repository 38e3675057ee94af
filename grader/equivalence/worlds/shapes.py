"""Which undeclared letters are vectors and matrices: the usual letters, as far as every product and sum then fits.

A capital is first tried as a matrix, a small Latin letter as a column, a Greek one as a number; `I` is the unit
matrix. The first assignment (the fewest departures from this) under which both sides have a shape is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Literal, TypeAlias

from grader.late import dataclass, field
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Index, Matrix, Name, Number, rebuild, walk

Kind = Literal["matrix", "vector", "number"]
Shape: TypeAlias = tuple[str, str]
SCALAR: Shape = ("1", "1")
MATRIX_WORDS = frozenset({"transpose", "det", "trace", "rank", "inner", "outer", "hadamard", "nabla", "norm"})
MOST_ASSIGNMENTS = 512
UNIT = "I#"
INDEX_LETTERS = frozenset("ijklmndNMtDK")
CAPITAL_GREEK = frozenset({"Sigma", "Lambda", "Phi", "Psi", "Omega", "Theta", "Delta", "Gamma"})
MEANS = frozenset({"mu", "theta", "beta"})


class Misfit(Exception):
    """This assignment gives a product or a sum without a shape."""


@dataclass(slots=True)
class Dimensions:
    """Dimensions that must be equal: a union-find over their names; digits are themselves."""

    parent: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str:
        while name in self.parent:
            name = self.parent[name]
        return name

    def unite(self, a: str, b: str) -> None:
        a, b = self.find(a), self.find(b)
        if a == b:
            return
        if a.isdigit() and b.isdigit():
            raise Misfit
        if "1" in (a, b) or not (":" in a or ":" in b or a.isdigit() or b.isdigit()):
            raise Misfit  # two sizes that the exercise tells apart
        if a.isdigit() or (":" in b and ":" not in a):  # digits and declared sizes keep their names
            self.parent[b] = a
        else:
            self.parent[a] = b


@dataclass(frozen=True, slots=True)
class Inferred:
    """Shapes by name, and the unit matrices with their size. `forced`: the right side fits only where dimensions
    are equal that the left side leaves free (a square matrix, say)."""

    shapes: dict[str, Shape]
    units: dict[str, str]
    forced: bool = False


def speaks_of_matrices(sides: Iterable[Expr]) -> bool:
    return any(
        (isinstance(n, Apply) and n.op in MATRIX_WORDS) or (isinstance(n, Bind) and n.op == "gradient")
        for side in sides
        for n in walk(side)
    )


def number_units(sides: tuple[Expr, Expr], names: Names) -> tuple[Expr, Expr]:
    """Among matrices each `I` is a unit matrix of its own size, so each gets a name of its own."""
    if "I" in names.variables or "I" in names.functions:
        return sides
    if not speaks_of_matrices(sides) and not any(_is_matrix(node, names) for side in sides for node in walk(side)):
        return sides
    count = 0
    sized = {f"I_{size}" for domain in names.variables.values() for size in domain.sizes} - names.variables.keys()

    def change(expr: Expr) -> Expr:
        nonlocal count
        if expr == Name("I") or (isinstance(expr, Name) and expr.id in sized):
            count += 1
            return Name(f"{UNIT}{count}")
        return rebuild(expr, change)

    return change(sides[0]), change(sides[1])


def _is_matrix(node: Expr, names: Names) -> bool:
    domain = names.domain(node.id) if isinstance(node, Name) else None
    return domain is not None and domain.kind == "matrix"


def infer(left: Expr, right: Expr, open_names: tuple[str, ...], declared: dict[str, Shape]) -> Inferred | None:
    """Shapes for the open names, or None if nothing fits. `declared` are the shapes that the exercise gives."""
    choices = [_choices(name) for name in open_names]
    ranked = sorted(_bounded(product(*(range(len(c)) for c in choices))), key=lambda pick: (sum(pick), pick))
    for pick in ranked:
        kinds = {name: choices[k][pick[k]] for k, name in enumerate(open_names)}
        found = _fits(left, right, kinds, declared)
        if found is not None:
            return found
    return None


def _bounded(picks: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    return [pick for _, pick in zip(range(MOST_ASSIGNMENTS), picks, strict=False)]


def _choices(name: str) -> tuple[Kind, ...]:
    if name.startswith(UNIT):
        return ("matrix",)
    base = name
    while "(" in base and base.endswith(")"):
        base = base.partition("(")[2][:-1]
    base = base.partition("_")[0]
    if base in CAPITAL_GREEK or (len(base) == 1 and base.isupper()):
        return ("matrix", "number", "vector")
    if base in INDEX_LETTERS:
        return ("number", "vector")
    if base in MEANS:
        return ("vector", "number")
    if len(base) == 1 and base.isalpha():
        return ("vector", "number")
    return ("number", "vector")


def _fits(left: Expr, right: Expr, kinds: dict[str, Kind], declared: dict[str, Shape]) -> Inferred | None:
    dims, shapes = Dimensions(), dict(declared)
    units = {name: f"{name}:rows" for name in kinds if name.startswith(UNIT)}
    for name, kind in kinds.items():
        if name in units:
            shapes[name] = (units[name], units[name])
        elif kind == "matrix":
            shapes[name] = (f"{name}:rows", f"{name}:columns")
        else:
            shapes[name] = (f"{name}:rows", "1") if kind == "vector" else SCALAR
    ours = {n.id for n in walk(left) if isinstance(n, Name)}
    try:
        expected = shape(left, shapes, dims)
        free = _distinct(ours, shapes, dims)
        _unite(expected, shape(right, shapes, dims), dims)
    except Misfit:
        return None
    forced = _distinct(ours, shapes, dims) < free
    settled = {name: (dims.find(a), dims.find(b)) for name, (a, b) in shapes.items()}
    open_ = kinds.keys() - units.keys()
    kept = {name: shape for name, shape in settled.items() if shape != SCALAR and name in open_}
    return Inferred(kept, {name: dims.find(size) for name, size in units.items()}, forced)


def _distinct(names: set[str], shapes: dict[str, Shape], dims: Dimensions) -> int:
    """How many different dimensions these names have."""
    return len({dims.find(d) for name in names for d in shapes.get(name, SCALAR)})


def _unite(a: Shape, b: Shape, dims: Dimensions) -> Shape:
    dims.unite(a[0], b[0])
    dims.unite(a[1], b[1])
    return a


def shape(expr: Expr, shapes: dict[str, Shape], dims: Dimensions) -> Shape:
    match expr:
        case Name(id):
            return shapes.get(id, SCALAR)
        case Apply(op, args):
            return _apply(op, args, shapes, dims)
        case Bind("gradient" | "diff" | "partial", (variable, *_), _, body):
            return _derivative(shape(variable, shapes, dims), shape(body, shapes, dims), dims)
        case Bind(_, _, _, body):
            return shape(body, shapes, dims)
        case Matrix(rows):
            for row in rows:
                for entry in row:
                    _expect_number(entry, shapes, dims)
            return str(len(rows)), str(len(rows[0]) if rows else 0)
        case Call(_, args, given):
            for arg in (*args, *given):
                shape(arg, shapes, dims)
            return SCALAR
        case Chain(operands, _):
            found = [shape(operand, shapes, dims) for operand in operands]
            for other in found[1:]:
                _unite(found[0], other, dims)
            return found[0]
        case Index(base, indices):
            inner = shape(base, shapes, dims)
            if len(indices) == 1 and inner[1] != "1":
                raise Misfit
            return SCALAR
        case _:
            return SCALAR


def _derivative(variable: Shape, body: Shape, dims: Dimensions) -> Shape:
    if _is(body, SCALAR, dims):
        return variable
    if _is(variable, SCALAR, dims):
        return body
    if dims.find(variable[1]) == "1" and dims.find(body[1]) == "1":
        return body[0], variable[0]
    raise Misfit


def _is(a: Shape, b: Shape, dims: Dimensions) -> bool:
    return (dims.find(a[0]), dims.find(a[1])) == (dims.find(b[0]), dims.find(b[1]))


def _expect_number(expr: Expr, shapes: dict[str, Shape], dims: Dimensions) -> None:
    if not _is(shape(expr, shapes, dims), SCALAR, dims):
        raise Misfit


def _apply(op: str, args: tuple[Expr, ...], shapes: dict[str, Shape], dims: Dimensions) -> Shape:
    found = [shape(arg, shapes, dims) for arg in args]
    match op:
        case "add" | "hadamard" | "plus_minus" | "minus_plus":
            for other in found[1:]:
                _unite(found[0], other, dims)
            return found[0]
        case "neg" | "pos" | "boxed" | "pm" | "mp":
            return found[0]
        case "mul":
            result = found[0]
            for other in found[1:]:
                result = _product(result, other, dims)
            return result
        case "div":
            if not _is(found[1], SCALAR, dims):
                raise Misfit
            return found[0]
        case "pow":
            return _power(args, found, dims)
        case "transpose":
            return found[0][1], found[0][0]
        case "det" | "trace":
            dims.unite(*found[0])
            return SCALAR
        case "inner":
            _unite(found[0], found[1], dims)
            return SCALAR
        case "outer":
            return found[0][0], found[1][0]
        case "norm" | "rank" | "abs":
            return SCALAR
        case _:
            if any(not _is(shape, SCALAR, dims) for shape in found):
                raise Misfit
            return SCALAR


def _power(args: tuple[Expr, ...], found: list[Shape], dims: Dimensions) -> Shape:
    if args[1] in (Name("T"), Name("top")):
        return found[0][1], found[0][0]
    if not _is(found[1], SCALAR, dims):
        raise Misfit
    if _is(found[0], SCALAR, dims):
        return SCALAR
    whole = args[1].args[0] if isinstance(args[1], Apply) and args[1].op == "neg" else args[1]
    if not isinstance(whole, Number):
        raise Misfit
    dims.unite(*found[0])
    return found[0]


def _product(a: Shape, b: Shape, dims: Dimensions) -> Shape:
    if _is(a, SCALAR, dims):
        return b
    if _is(b, SCALAR, dims):
        return a
    dims.unite(a[1], b[0])
    return a[0], b[1]
