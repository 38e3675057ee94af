"""Which questions numbers at points cannot decide: they need the small worlds of `methods.probe`."""

from __future__ import annotations

from grader.equivalence.worlds.chance import CHANCE
from grader.equivalence.worlds.information import INFORMATION
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, walk

WORLDLY = frozenset(
    {*CHANCE, *INFORMATION, "ellipsis", "transpose", "det", "trace", "rank", "nabla", "inner", "outer", "hadamard"}
)
BINDERS_OF_WORLDS = frozenset({"expectation", "variance", "gradient", "argmax", "argmin", "maximum", "minimum"})


def needed(left: Expr, right: Expr, names: Names) -> bool:
    """Is there anything but numbers and functions with a table entry? Then values at points are not enough."""
    return any(_worldly(node, names) for side in (left, right) for node in walk(side))


def _worldly(node: Expr, names: Names) -> bool:
    match node:
        case Call() | Index():
            return True
        case Apply(op, _):
            return op in WORLDLY
        case Bind("sum" | "product", _, bounds, _):
            return not bounds or any(_size(n) for bound in bounds for n in walk(bound))
        case Bind(op, _, _, _):
            return op in BINDERS_OF_WORLDS
        case Name(id):
            domain = names.domain(id)
            return domain is not None and domain.kind in ("vector", "matrix", "indexed", "random", "iid", "event")
        case _:
            return False


def _size(node: Expr) -> bool:
    return isinstance(node, Name) and node.id != "infinity"
