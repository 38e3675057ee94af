"""`dy/dx` and `y'` of a letter that nothing defines: y is then an unknown function of x, on both sides.

dy/dx = 2 y     becomes   d/dx y(x) = 2 y(x)
(x^2)' = f(x)'  becomes   d/dx x^2 = f'(x)
y'(x) = y'      becomes   y'(x) = y'(x), where y is declared as a function
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grader.equivalence.meanings import free_names, functions_called, is_constant
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, children, rebuild, walk

USUAL = "x"


def spell_out(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr]:
    """Both sides with every such letter written as a call, and the prime of a formula as its derivative."""
    left, right = _of_formulas(left, names), _of_formulas(right, names)
    arguments = _arguments((left, right), names)
    if arguments:
        left, right = _called(left, arguments), _called(right, arguments)
    found: dict[str, str] = {}
    for side in (left, right):
        for name, variable in _dependent(side):
            if name not in names.definitions and name not in names.functions and name != variable:
                found[name] = variable if variable else found.get(name, "")
    if not found:
        return left, right
    depends = {name: variable or USUAL for name, variable in found.items()}
    return _call(left, depends), _call(right, depends)


def _arguments(sides: tuple[Expr, Expr], names: Names) -> dict[str, tuple[Expr, ...]]:
    """The letters at which a declared function without a body stands wherever it is called, if they are always
    the same: there it stands where it is written bare, too."""
    found: dict[str, set[tuple[Expr, ...]]] = {}
    for side in sides:
        for node in walk(side):
            match node:
                case Call(Name(id) | Apply("prime", (Name(id), *_)), args, ()):
                    declared = names.functions.get(id)
                    bare = declared is not None and declared.body is None and declared.kind == "abstract"
                    if bare and all(isinstance(arg, Name) for arg in args):
                        found.setdefault(id, set()).add(args)
    return {id: next(iter(each)) for id, each in found.items() if len(each) == 1}


def _called(expr: Expr, arguments: Mapping[str, tuple[Expr, ...]]) -> Expr:
    match expr:
        case Name(id) if id in arguments:
            return Call(expr, arguments[id])
        case Apply("prime" | "dot_over", (Name(id) as function, *order)) if id in arguments:
            return Call(Apply("prime", (function, *(order or (Number("1"),)))), arguments[id])
        case Call(function, args, given):
            inside = tuple(_called(arg, arguments) for arg in args), tuple(_called(g, arguments) for g in given)
            return Call(function, *inside)
    return rebuild(expr, lambda child: _called(child, arguments))


def _of_formulas(expr: Expr, names: Names) -> Expr:
    """`(x^2)'`, where one small letter stands free; of more it does not say by which. (A capital may be a set.)"""
    match expr:
        case Apply("prime", (Apply() | Call() as formula, Number() as order)):
            called = set(functions_called(formula))
            letters = [id for id in free_names(formula) if not is_constant(id, names) and id not in called]
            unsaid = any(isinstance(node, Apply) and node.op == "prime" for node in walk(formula))
            if len(letters) == 1 and letters[0].islower() and not (unsaid and letters[0] != USUAL):
                bounds = () if order == Number("1") else (order,)
                return Bind("diff", (Name(letters[0]),), bounds, _of_formulas(formula, names))
    return rebuild(expr, lambda child: _of_formulas(child, names))


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
