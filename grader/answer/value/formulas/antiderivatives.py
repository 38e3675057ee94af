"""Integrals without bounds: two sides are equal up to a constant if their derivatives are.

A letter that the student has defined is a function of the variable (`u = x^2 + 1`), so that a substitution and
integration by parts (`\\int u \\,dv = uv - \\int v \\,du`) are read as what they say about functions of `x`; and so
are differentials, `du = 2x dx`.
"""

from __future__ import annotations

from grader.answer.value.numbers.worth import unfolded
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.rewriting.derive import derivative
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Expr, Name, rebuild, walk

D = Name("d")


def integrates(*sides: Expr) -> bool:
    """Whether an integral without bounds stands there."""
    found = (node for side in sides for node in walk(side) if isinstance(node, Bind))
    return any(node.op == "integral" and not node.bounds for node in found)


def slopes(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr] | None:
    """The derivatives of both sides by the variable of their integrals, None where there are none to write down."""
    integrals = (n for side in (left, right) for n in walk(side) if isinstance(n, Bind) and n.op == "integral")
    over = frozenset(v for n in integrals if not n.bounds for each in n.variables for v in _base(each, names))
    if len(over) != 1:
        return None
    variable = Name(next(iter(over)))
    found = tuple(_slope(side, variable, names) for side in (left, right))
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def slopes_by(name: str, left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr] | None:
    """The derivatives of both sides by a variable that is known from the lines above."""
    ours, theirs = (_slope(side, Name(name), names) for side in (left, right))
    return None if ours is None or theirs is None else (ours, theirs)


def variable_of(expr: Expr, names: Names) -> str:
    """By what the integral without bounds goes, if there is one and it is no letter of the student's."""
    found = (node.variables[0] for node in walk(expr) if isinstance(node, Bind) and integrates(node))
    return next((v.id for v in found if isinstance(v, Name) and v.id not in names.definitions), "")


def is_differential(expr: Expr, names: Names) -> bool:
    """`du`: the letter d, of which nothing is known, before a name."""
    match expr:
        case Apply("mul", (Name("d"), Name())):
            return "d" not in names.declared
    return False


def has_differential(left: Expr, right: Expr, names: Names) -> bool:
    return "d" not in names.declared and any(_after_d(node) for side in (left, right) for node in walk(side))


def differentials(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr] | None:
    """Both sides of `du = 2x dx` with the derivatives by the one variable on which all depends; None where a letter
    has not been said to be anything (`dv = e^x dx` before `v`)."""
    letters = {name for side in (left, right) for node in walk(side) for name in _after_d(node)}
    base = frozenset(v for name in letters for v in _base(Name(name), names))
    if len(base) != 1:
        return None
    variable = Name(next(iter(base)))
    return _in_slopes(left, variable, names), _in_slopes(right, variable, names)


def _in_slopes(expr: Expr, variable: Name, names: Names) -> Expr:
    match expr:
        case Apply("mul", args) if any(_after_d(expr)):
            kept: list[Expr] = []
            for arg in args:
                if kept and kept[-1] == D and isinstance(arg, Name):
                    kept[-1] = derivative(unfolded(arg, names), variable) or arg
                else:
                    kept.append(arg)
            return kept[0] if len(kept) == 1 else Apply("mul", tuple(kept))
    return rebuild(expr, lambda node: _in_slopes(node, variable, names))


def _after_d(expr: Expr) -> list[str]:
    pairs = zip(expr.args, expr.args[1:], strict=False) if isinstance(expr, Apply) and expr.op == "mul" else ()
    return [b.id for a, b in pairs if a == D and isinstance(b, Name)]


def _base(expr: Expr, names: Names) -> frozenset[str]:
    """The unknowns that an expression depends on, the student's letters written out."""
    return free_names(unfolded(expr, names)) - CONSTANTS - frozenset(names.functions)


def _slope(expr: Expr, by: Name, names: Names) -> Expr | None:
    found = derivative(_over(unfolded_outside(expr, names), by, names), by)
    return None if found is None or integrates(found) else found


def unfolded_outside(expr: Expr, names: Names) -> Expr:
    """With the student's letters written out, but for the variables of integrals."""
    match expr:
        case Bind("integral", (Name(),), (), body):
            return Bind("integral", expr.variables, (), unfolded_outside(body, names))
        case Bind():
            return expr
        case Name():
            return unfolded(expr, names)
    return rebuild(expr, lambda node: unfolded_outside(node, names))


def _over(expr: Expr, by: Name, names: Names) -> Expr:
    """With every integral over a letter of the student's written as one over the variable."""
    match expr:
        case Bind("integral", (Name(id) as letter,), (), body) if letter != by and id in names.definitions:
            inner = derivative(unfolded(letter, names), by)
            return expr if inner is None else Bind("integral", (by,), (), Apply("mul", (body, inner)))
    return rebuild(expr, lambda node: _over(node, by, names))
