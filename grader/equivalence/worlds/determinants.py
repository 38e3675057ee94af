"""`|A|` of a square matrix is its determinant. (Of a vector it is the length, of a number the size.)"""

from __future__ import annotations

from grader.equivalence.worlds.shapes import Dimensions, Misfit, Shape, shape
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, facts, rebuild, walk


def spelled_out(sides: tuple[Expr, Expr], names: Names) -> tuple[Expr, Expr]:
    """Both sides with `det` for the bars around what is a square matrix, by its declared letters; where a
    determinant is named as such, undeclared capitals are square matrices, too."""
    if not any("abs" in facts(side).words for side in sides):
        return sides
    shapes = _declared(names)
    if any("det" in facts(side).words for side in sides):
        letters = {node.id for side in sides for node in walk(side) if isinstance(node, Name)}
        capitals = (id for id in letters if len(id) == 1 and id.isupper() and id not in names.declared)
        shapes = {**{id: (f"{id}:", f"{id}:") for id in capitals}, **shapes}
    if not shapes:
        return sides
    shapes.setdefault("I", ("I:", "I:"))
    return _change(sides[0], shapes), _change(sides[1], shapes)


def _declared(names: Names) -> dict[str, Shape]:
    arrays = {name: d.sizes for name, d in names.variables.items() if d.kind in ("matrix", "vector") and d.sizes}
    return {name: (sizes[0], sizes[1] if len(sizes) > 1 else "1") for name, sizes in arrays.items()}


def _change(expr: Expr, shapes: dict[str, Shape]) -> Expr:
    expr = rebuild(expr, lambda child: _change(child, shapes))
    match expr:
        case Apply("abs", (inner,)) if _is_square(inner, shapes):
            return Apply("det", (inner,))
    return expr


def _is_square(expr: Expr, shapes: dict[str, Shape]) -> bool:
    dimensions = Dimensions()
    try:
        rows, columns = shape(expr, shapes, dimensions)
    except Misfit:
        return False
    return dimensions.find(rows) == dimensions.find(columns) != "1"
