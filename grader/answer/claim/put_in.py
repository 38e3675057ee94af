"""What is known where a line stands, put in: values of a point, what is given, derivatives of what was defined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from grader.answer.claim.scope import Scope, derived_by, down_to, mentions, unknowns_of
from grader.answer.value.numbers.worth import substituted
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, rebuild, walk

TIME = "t"
"""By which dots derive."""


def with_derivatives(expr: Expr, scope: Scope) -> Expr:
    """Derivatives of defined quantities written out: `y'` of `y = x^2`, and in a graph of definitions
    (`c = a + b`, `d = b + 1`, `e = c*d`) the edge `de/dd`, the derivative of `e` as a function of its direct
    parents, and `de/db`, the one with all of them written out down to `b`."""
    expr = with_chances(expr, scope.drawn) if scope.drawn else expr
    definitions = scope.names.definitions
    if not definitions:
        return expr

    def change(node: Expr) -> Expr:
        return with_derivatives(node, scope)

    match expr:
        case Apply("prime", (Name(id), order)) if id in definitions:
            variable = derived_by(unknowns_of(definitions[id], scope))
            if variable:
                bounds = () if order == Number("1") else (order,)
                return Bind("diff", (Name(variable),), bounds, down_to(Name(id), variable, scope))
        case Apply("mul", args) if any(map(_is_at_time, args, args[1:])):
            return expr
        case Apply("dot_over", (Name(id), order)) if id in definitions:  # by the time
            bounds, moving = () if order == Number("1") else (order,), down_to(Name(id), TIME, scope)
            return Bind("diff", (Name(TIME),), bounds, moving) if TIME in free_names(moving) else expr
        case Bind("diff" | "partial" as op, (Name(id) as variable,), bounds, body) if mentions(body, definitions):
            reached = down_to(body, id, scope)
            if id not in definitions and id not in scope.at:
                return Bind(op, (variable,), bounds, reached)
            fresh = Name("t_edge")
            moved = Bind(op, (fresh,), bounds, substituted(reached, {id: fresh}))
            return Bind("at", (fresh,), (variable,), moved)
    return rebuild(expr, change)


def _is_at_time(factor: Expr, behind: Expr) -> bool:
    """`\\dot x(t)`, which is no product, and nobody can tell from `\\dot x t`."""
    timed = behind.args[0] if isinstance(behind, Apply) and behind.op == "pow" else behind
    return isinstance(factor, Apply) and factor.op == "dot_over" and timed == Name(TIME)


def draws(exprs: Iterable[Expr]) -> dict[str, Expr]:
    """The random variables that expectations speak of, and what they are drawn from: `E_{Y \\sim p} f(Y)`."""
    found: dict[str, Expr] = {}
    for node in (node for expr in exprs for node in walk(expr)):
        match node:
            case Bind("expectation" | "variance", (Name(id),), (Name() as distribution,), _):
                found[id] = distribution
    return found


def with_chances(expr: Expr, drawn: Mapping[str, Expr]) -> Expr:
    """Probabilities of values of a random variable written out: `1/m` each among the `m` samples over which a sum
    runs, if it is drawn from their empirical distribution (a hat says so), else what its distribution says."""
    match expr:
        case Bind("sum", (Name(index),), (Number("1"), upper), body):
            share = Apply("div", (Number("1"), upper))
            return Bind("sum", expr.variables, expr.bounds, _shared(body, drawn, index, share))
        case Apply("probability", (Chain((Name(id), value), ("=",)),)) if id in drawn:
            return expr if _is_empirical(drawn[id]) else Call(drawn[id], (value,))
    return rebuild(expr, lambda node: with_chances(node, drawn))


def _shared(expr: Expr, drawn: Mapping[str, Expr], index: str, share: Expr) -> Expr:
    match expr:
        case Apply("probability", (Chain((Name(id), value), ("=",)),)) if id in drawn and _is_empirical(drawn[id]):
            return share if index in free_names(value) else expr
    return rebuild(expr, lambda node: _shared(node, drawn, index, share))


def _is_empirical(distribution: Expr) -> bool:
    return isinstance(distribution, Name) and distribution.id.startswith("hat(")


def at_point(expr: Expr, scope: Scope) -> Expr:
    """With the values of the point in place of its names; derivatives must have been written out before."""
    match expr:
        case Bind("diff" | "partial" as op, (Name(id),), bounds, body) if id in scope.at:
            fresh = Name("t_edge")
            moved = Bind(op, (fresh,), bounds, substituted(body, {id: fresh}))
            return Bind("at", (fresh,), (scope.at[id],), at_point(moved, scope))
        case Name(id) if id in scope.at:
            return scope.at[id]
        case Name(id) if id in scope.names.definitions:
            return at_point(scope.names.definitions[id], scope)
        case Chain():
            return expr
    return rebuild(expr, lambda node: at_point(node, scope))


def carried(expr: Expr, scope: Scope) -> Expr:
    """With the student's own wrong values in place of what they were claimed for."""

    def change(node: Expr) -> Expr:
        return carried(node, scope)

    return _put_in(expr, scope.wrong, change)


def with_given(expr: Expr, scope: Scope) -> Expr:
    """With what is taken as given: `P(A)`, and `P(not A)` by it."""

    def change(node: Expr) -> Expr:
        return with_given(node, scope)

    match expr:
        case Apply("probability", (Apply("not" | "complement", (event,)),)):
            against = Apply("probability", (event,))
            value = next((right for left, right in scope.given if left == against), None)
            if value is not None and not any(left == expr for left, _ in scope.given):
                return Apply("add", (Number("1"), Apply("neg", (value,))))
    return _put_in(expr, scope.given, change)


def with_supposed(expr: Expr, scope: Scope) -> Expr:
    """With what is taken for true."""

    def change(node: Expr) -> Expr:
        return with_supposed(node, scope)

    return _put_in(expr, scope.supposed, change)


def _put_in(expr: Expr, claims: tuple[tuple[Expr, Expr], ...], change: Callable[[Expr], Expr]) -> Expr:
    """With what was claimed of a quantity in its place, the last claim first."""
    for left, right in reversed(claims):
        if expr == left:
            return right
        match left, expr:
            case Call(function, (Name(id),), ()), Call(other, (argument,), ()) if function == other:
                return substituted(right, {id: change(argument)})
    return rebuild(expr, change)
