"""One spelling for what names a quantity, whatever notation it is written in."""

from __future__ import annotations

from functools import lru_cache

from grader.limits import KEPT
from grader.notation.names import Function, Names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, rebuild


@lru_cache(maxsize=KEPT)
def same_quantity(expr: Expr, names: Names) -> Expr:
    """One spelling of a quantity: `f'(x)`, `d f(x)/dx` and `\\partial f(x)/\\partial x` name the same. The same few
    formulas are asked about at every line of an answer."""
    return _respelled(valued(expr, names), names)


def _respelled(expr: Expr, names: Names) -> Expr:
    def change(node: Expr) -> Expr:
        return _respelled(node, names)

    match expr:
        case Name(id):
            return Name(names.canonical(id))
        case Apply("boxed" | "pos", (inner,)):
            return change(inner)
        case Call(Apply("prime", (function, Number(order))), (Name() as at,), given):
            return Bind("diff", (change(at),), _order(order), Call(change(function), (change(at),), given))
        case Bind("at", (at,), (value,), Bind("diff" | "partial", (variable,), order, Call(function, (arg,)))):
            if at == variable == arg:
                times = order[0] if order else Number("1")
                return Call(Apply("prime", (change(function), times)), (change(value),))
        case Bind("diff" | "partial", variables, bounds, body):
            order = bounds[0].text if bounds and isinstance(bounds[0], Number) else "1"
            kept = _order(order) if not bounds or isinstance(bounds[0], Number) else bounds
            return Bind("diff", tuple(map(change, variables)), kept, change(body))
    return rebuild(expr, change)


def valued(expr: Expr, names: Names) -> Expr:
    """`sigma` and `sigma'` alone for `sigma(x)` and `sigma'(x)`, of a function that the exercise defines."""
    match expr:
        case Name(id) if function := _defined(id, names):
            return Call(expr, tuple(map(Name, function.params)))
        case Apply("prime", (Name(id), _)) if function := _defined(id, names):
            return Call(expr, tuple(map(Name, function.params)))
        case Call(_, args, given):
            inner, after = (tuple(valued(each, names) for each in some) for some in (args, given))
            return Call(expr.function, inner, after)
    return rebuild(expr, lambda node: valued(node, names))


def _defined(id: str, names: Names) -> Function | None:
    function = names.functions.get(names.canonical(id))
    return function if function is not None and function.body is not None else None


def _order(text: str) -> tuple[Expr, ...]:
    return () if text == "1" else (Number(text),)
