"""`dy/dx` and `y'` of a letter that nothing defines: y is then an unknown function of x, on both sides.

dy/dx = 2 y     becomes   d/dx y(x) = 2 y(x)
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, children, rebuild

USUAL = "x"


def spell_out(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr]:
    """Both sides with every such letter written as a call."""
    found: dict[str, str] = {}
    for side in (left, right):
        for name, variable in _dependent(side):
            if name not in names.definitions and name not in names.functions and name != variable:
                found[name] = variable if variable else found.get(name, "")
    if not found:
        return left, right
    depends = {name: variable or USUAL for name, variable in found.items()}
    return _call(left, depends), _call(right, depends)


def _dependent(expr: Expr) -> Iterator[tuple[str, str]]:
    """Letters that stand bare under a derivative, with its variable; of `y'` the variable is not said."""
    stack = [expr]
    while stack:
        node = stack.pop()
        match node:
            case Bind("diff" | "partial", (Name(variable), *_), _, Name(name)):
                yield name, variable
            case Call(Apply("prime", _), args, given):
                stack.extend((*args, *given))
                continue
            case Apply("prime", (Name(name), Number())):
                yield name, ""
        stack.extend(children(node))


def _call(expr: Expr, depends: dict[str, str]) -> Expr:
    match expr:
        case Name(id) if id in depends:
            return Call(expr, (Name(depends[id]),))
        case Call(function, args, given):
            return Call(function, tuple(_call(a, depends) for a in args), tuple(_call(g, depends) for g in given))
        case Apply("prime", (Name(id), order)) if id in depends:
            return Call(Apply("prime", (Name(id), order)), (Name(depends[id]),))
        case _:
            return rebuild(expr, lambda child: _call(child, depends))
