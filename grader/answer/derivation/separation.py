"""Solving a differential equation of first order by separation: `y' = x y`, `dy/y = x dx`, the integrals of both
sides, `ln|y| = x^2/2 + C` and `y = K e^{x^2/2}` all say which slope the solutions have at a point.

Every condition is made linear in the slope p (`dy` stands for p where `dx` stands for 1; of a solution the total
derivative is taken), and two of them agree if their slopes are equal, on the solution where it is given as `y = …`.
What integrates must bring an arbitrary constant.
"""

from __future__ import annotations

from grader.answer.derivation.link import Link
from grader.answer.kind import Context
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.rewriting.derive import derivative
from grader.equivalence.truth import Different, Same
from grader.notation.names import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, rebuild, walk
from grader.values import Finding

SLOPE = Name("p_slope")
ONE, NONE = Number("1"), Number("0")


def unknowns(expr: Expr) -> tuple[str, str] | None:
    """The variable and the function of a differential equation of first order (`x`, `y`), or None."""
    for node in walk(expr):
        match node:
            case Bind("diff", (Name(x),), () | (Number("1"),), Name(y)) if x != y:
                return x, y
            case Apply("prime", (Name(y), Number("1"))):
                return ("t" if y == "x" else "x"), y
    found = [name for node in walk(expr) if isinstance(node, Apply) for name in _differentials(node)]
    return (found[1], found[0]) if len(found) == 2 and found[0] != found[1] else None


def _differentials(product: Apply) -> list[str]:
    """`x` of `d x` in a product."""
    pairs = zip(product.args, product.args[1:], strict=False) if product.op == "mul" else ()
    return [b.id for a, b in pairs if a == Name("d") and isinstance(b, Name)]


def same_slopes(before: Expr, after: Expr, by: tuple[str, str], context: Context) -> Link | None:
    """Whether two conditions on `by` belong to the same solutions; None where one of them is of another kind."""
    first, second = _slope(before, by), _slope(after, by)
    if first is None or second is None:
        return None
    truth = compare(first, second, context.names, context.budget, context.seed)
    value = _explicit(after, by[1]) or _explicit(before, by[1])
    if not isinstance(truth, Same) and value is not None:
        ours, theirs = (substituted(each, {by[1]: value}) for each in (first, second))
        truth = compare(ours, theirs, context.names, context.budget, context.seed)
    if isinstance(truth, Different):
        sides = (("left", to_text(before)), ("right", to_text(after)))
        return Link("does_not_follow", "slopes", truth.certain, (Finding("solutions-differ", data=sides),))
    if not isinstance(truth, Same):
        return Link("undecided", "none", False, (Finding("step-undecided"), truth.finding))
    integrated = _is_equation(before, by) and not _is_equation(after, by)
    if integrated and not free_names(after) - free_names(before) - CONSTANTS - set(by):
        return Link("implied_only", "slopes", truth.certain, (Finding("constant-left-out"),))
    return Link("follows", "slopes", truth.certain)


def _slope(condition: Expr, by: tuple[str, str]) -> Expr | None:
    match condition:
        case Chain((left, right), ("=",)):
            rest: Expr = Apply("add", (left, Apply("neg", (right,))))
        case _:
            return None
    if _is_equation(condition, by):
        rest = _in_slope(rest, by)
    elif by[1] in free_names(rest):
        along, across = (derivative(rest, Name(name), 1) for name in by)
        if along is None or across is None:
            return None
        rest = Apply("add", (along, Apply("mul", (SLOPE, across))))
    else:
        return None
    still, moving = (substituted(rest, {SLOPE.id: value}) for value in (NONE, ONE))
    return Apply("div", (Apply("neg", (still,)), Apply("add", (moving, Apply("neg", (still,))))))


def _is_equation(condition: Expr, by: tuple[str, str]) -> bool:
    """Whether it speaks of the derivative, of differentials, or of integrals that have yet to be taken."""
    return _in_slope(condition, by) != condition


def _in_slope(expr: Expr, by: tuple[str, str]) -> Expr:
    x, y = by
    worth: dict[str, Expr] = {x: ONE, y: SLOPE}
    match expr:
        case Bind("diff", (Name(below),), () | (Number("1"),), Name(above)) if (below, above) == by:
            return SLOPE
        case Apply("prime", (Name(id), Number("1"))) | Call(Apply("prime", (Name(id), Number("1"))), _) if id == y:
            return SLOPE
        case Bind("integral", (Name(id),), (), body) if id in by:
            return Apply("mul", (body, worth[id]))
        case Apply("mul", args) if any(name in by for name in _differentials(expr)):
            kept: list[Expr] = []
            for arg in args:
                if kept and kept[-1] == Name("d") and isinstance(arg, Name) and arg.id in by:
                    kept[-1] = worth[arg.id]
                else:
                    kept.append(_in_slope(arg, by))
            return kept[0] if len(kept) == 1 else Apply("mul", tuple(kept))
    return rebuild(expr, lambda node: _in_slope(node, by))


def _explicit(condition: Expr, y: str) -> Expr | None:
    """The right side of `y = …`."""
    match condition:
        case Chain((Name(id), value), ("=",)) if id == y and y not in free_names(value):
            return value
    return None
