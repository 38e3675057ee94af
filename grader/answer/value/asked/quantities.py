"""One spelling for what names a quantity, whatever notation it is written in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from grader.answer.value.asked.left_sides import NAMING
from grader.late import pattern
from grader.limits import KEPT
from grader.notation.names import Function, Names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, rebuild

_CALLED = pattern(r"[A-Za-z][\w\\{}]*\s?(?:\\left)?\([A-Za-z](?:\\right)?\)")
"""`y(x)`, `y_p(x)`."""
_STARRED = "star("


@lru_cache(maxsize=KEPT)
def same_quantity(expr: Expr, names: Names) -> Expr:
    """One spelling of a quantity: `f'(x)`, `d f(x)/dx` and `\\partial f(x)/\\partial x` name the same. The same few
    formulas are asked about at every line of an answer."""
    return _respelled(valued(expr, names), names)


@lru_cache(maxsize=KEPT)
def namings(expr: Expr, names: Names, text: str = "") -> frozenset[Expr]:
    """What names a quantity, in each spelling: `y` for `y(x)` too, `f_x` for `f_x(x, y)` and a partial derivative.
    `text` is how it was typed: `y(x)` is read as a product where nobody said that y is a function."""
    whole = same_quantity(expr, names)
    return frozenset((whole, *_shorter(whole, text), *_unstarred(whole, names)))


def _shorter(expr: Expr, text: str) -> Iterator[Expr]:
    match expr:
        case Call(Name(id), args) if all(map(_is_letter, args)):
            yield Name(id)
        case Apply("mul", (Name(id), Name() as at)) if _is_letter(at) and _CALLED.fullmatch(text.strip()):
            yield Name(id)
        case Bind("diff", (Name(variable),), (), Name(id) | Call(Name(id))) if len(id) == len(variable) == 1:
            yield Name(f"{id}_{variable}")


def _unstarred(expr: Expr, names: Names) -> Iterator[Expr]:
    """`p^*`, the best or the common value of p, where the exercise has no such letter."""
    match expr:
        case Name(id) if id.startswith(_STARRED) and id not in names.declared:
            base, _, index = id.removeprefix(_STARRED).partition(")")
            yield Name(f"{base}{index}")


def _is_letter(expr: Expr) -> bool:
    return isinstance(expr, Name) and len(expr.id) == 1


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


def plainly(expr: Expr) -> Expr:
    """`\\nabla f` for `\\nabla f(x, y)`; `H(X)` as an entropy."""
    match expr:
        case Apply("mul", (Name("H"), Name() | Apply("given") as variable)) if _is_random(variable):
            return Apply("entropy", (variable,))
        case Call(Name("H"), args, ()) if all(map(_is_random, args)):
            return Apply("entropy", args)
        case Apply(op, (Call(Name() as function, args),)) if op in NAMING:
            letters = [each.id for each in args if isinstance(each, Name)]
            return Apply(op, (function,)) if letters == sorted(letters) and len(letters) == len(args) else expr
    return expr


def as_call(asked: Expr) -> Expr:
    """`y(t)`, read as a product where the exercise does not say that y is a function: no product is asked so."""
    match asked:
        case Apply("mul", (Name() as function, Name() as letter)):
            return Call(function, (letter,), ())
    return asked


def _is_random(expr: Expr) -> bool:
    """A capital, as random variables have, or one given another."""
    match expr:
        case Name(id):
            return id[0].isupper()
        case Apply("given", args):
            return all(map(_is_random, args))
    return False
