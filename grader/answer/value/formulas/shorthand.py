r"""What is written short, in full: `\sigma (1 - \sigma)` for `\sigma(x) (1 - \sigma(x))`, functions of the exercise
without their argument; `x = ±2` for both solutions."""

from __future__ import annotations

from grader.answer.value.shapes import is_number
from grader.equivalence.rewriting.signs import readings, signed
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Number, children, rebuild, walk
from grader.values import Finding


def written_out(expr: Expr, names: Names) -> tuple[Expr, tuple[Finding, ...]]:
    """With the argument of its definition after each function that stands alone. A function by itself is no value,
    so nothing else can be meant; brackets behind it that hold it alone again are a factor: `f(1 - f)`."""
    found = sorted(_alone(expr, names)) if names.functions else ()
    if not found:
        return expr, ()
    notes = (
        Finding("argument-left-out", "assumption", data=(("name", id), ("read", to_text(_applied(id, names)))))
        for id in found
    )
    return _replaced(expr, {id: _applied(id, names) for id in found}), tuple(notes)


def _applied(id: str, names: Names) -> Expr:
    return Call(Name(id), tuple(map(Name, names.functions[id].params)))


def _is_defined(expr: Expr, names: Names) -> bool:
    """Whether it is a function that the exercise gives by a formula."""
    function = names.functions.get(expr.id) if isinstance(expr, Name) else None
    return function is not None and function.body is not None and bool(function.params)


def _alone(expr: Expr, names: Names) -> set[str]:
    """The functions that stand somewhere without an argument."""
    match expr:
        case Name(id):
            return {id} if _is_defined(expr, names) else set()
        case Call(Name() | Apply("prime", (Name(), _)), args, given):
            below: tuple[Expr, ...] = (*args, *given)
        case _:
            below = children(expr)
    return set().union(*(_alone(child, names) for child in below))


def _replaced(expr: Expr, by: dict[str, Expr]) -> Expr:
    def change(node: Expr) -> Expr:
        return _replaced(node, by)

    match expr:
        case Name(id) if id in by:
            return by[id]
        case Apply("prime", (Name(id), Number() as order)) if id in by:
            applied = by[id]
            assert isinstance(applied, Call)
            return Call(Apply("prime", (Name(id), order)), applied.args)
        case Call(Name(id), (inner,), ()) if id in by and any(node == Name(id) for node in walk(inner)):
            return Apply("mul", (by[id], change(inner)))
        case Call(function, args, given):
            return Call(function, tuple(map(change, args)), tuple(map(change, given)))
    return rebuild(expr, change)


def both_signs(expr: Expr) -> Expr:
    """`x = ±2` as what it says: `x = 2 or x = -2`."""
    match expr:
        case Chain((Name() as letter, value), ("=",)) if signed(value):
            values = readings(value)
            if all(map(is_number, values)):
                return Apply("or", tuple(Chain((letter, each), ("=",)) for each in values))
        case Apply("or", args) if signed(expr):
            told = (both_signs(arg) for arg in args)
            return Apply("or", tuple(one for arg in told for one in _alternatives(arg)))
    return expr


def solutions_of_set(expected: Expr, student: Expr) -> Expr:
    """`L = {2}` and `{2}` as what they say where `x = 2` is known."""
    match expected:
        case Chain((Name() as letter, value), ("=",)) if is_number(value):
            match student:
                case Apply("set", values) | Chain((Name(), Apply("set", values)), ("=" | "in",)) if values:
                    told = tuple(Chain((letter, each), ("=",)) for each in values)
                    return told[0] if len(told) == 1 else Apply("or", told)
    return student


def excluded(expr: Expr) -> Expr:
    """`x ≠ 1, -1` and `x ≠ ±1` as what they say: `x ≠ 1 and x ≠ -1`."""
    match expr:
        case Apply("sequence" | "and" | "or", (Chain((Name() as letter, first), ("!=",)), *others)):
            if all(map(is_number, (first, *others))):
                return _all_excluded(letter, (first, *others))
        case Chain((Name() as letter, value), ("!=",)) if signed(value) and is_number(value):
            return _all_excluded(letter, (value,))
        case Apply("not", (Chain((Name() as letter, value), ("=",)),)) if signed(value) and is_number(value):
            return _all_excluded(letter, (value,))
    return expr


def _all_excluded(letter: Expr, values: tuple[Expr, ...]) -> Expr:
    told = tuple(Chain((letter, each), ("!=",)) for value in values for each in readings(value))
    return told[0] if len(told) == 1 else Apply("and", told)


def _alternatives(expr: Expr) -> tuple[Expr, ...]:
    return expr.args if isinstance(expr, Apply) and expr.op == "or" else (expr,)
