"""Symbolic differentiation on our tree.

The result is correct, not simplified (zeros and ones are dropped). An abstract function gives prime nodes:
f(u) -> f'(u)·u'; of several arguments prime carries one order an argument, `Apply("prime", (f, 0, 1))` for the
partial derivative by the second (arguments after `;` count on).
"""

from __future__ import annotations

from collections.abc import Callable

from grader.errors import LimitError
from grader.limits import FUNCTION_CALLS
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Matrix, Name, Number, walk

ZERO, ONE, TWO = Number("0"), Number("1"), Number("2")
LARGEST_ORDER = 12
LARGEST_TREE = 40 * FUNCTION_CALLS


class NoDerivative(Exception):
    """The expression has no derivative that could be written down here."""


def derivative(expr: Expr, variable: Expr, order: int = 1) -> Expr | None:
    """The derivative of that order by a name or an indexed name; None where there is none to write down."""
    if not 0 <= order <= LARGEST_ORDER:
        return None
    try:
        for _ in range(order):
            expr = _derive(expr, variable)
            if sum(1 for _ in walk(expr)) > LARGEST_TREE:
                raise LimitError("FUNCTION_CALLS")
    except NoDerivative:
        return None
    return expr


def depends(expr: Expr, variable: Expr) -> bool:
    """The variable occurs in the expression (bound occurrences count too: on the safe side)."""
    return any(node == variable for node in walk(expr))


def add(*terms: Expr) -> Expr:
    kept = tuple(term for term in terms if term != ZERO)
    return ZERO if not kept else kept[0] if len(kept) == 1 else Apply("add", kept)


def mul(*factors: Expr) -> Expr:
    if ZERO in factors:
        return ZERO
    kept = tuple(factor for factor in factors if factor != ONE)
    return ONE if not kept else kept[0] if len(kept) == 1 else Apply("mul", kept)


def neg(x: Expr) -> Expr:
    return ZERO if x == ZERO else Apply("neg", (x,))


def div(x: Expr, y: Expr) -> Expr:
    return x if x == ZERO or y == ONE else Apply("div", (x, y))


def power(x: Expr, y: Expr) -> Expr:
    return x if y == ONE else Apply("pow", (x, y))


def word(op: str, *args: Expr) -> Expr:
    return Apply(op, args)


def _square(x: Expr) -> Expr:
    return power(x, TWO)


def _minus_square(x: Expr) -> Expr:
    return add(ONE, neg(_square(x)))


def _plus_square(x: Expr) -> Expr:
    return add(ONE, _square(x))


OUTER: dict[str, Callable[[Expr], Expr]] = {
    "exp": lambda u: word("exp", u),
    "log": lambda u: div(ONE, u),
    "sqrt": lambda u: div(ONE, mul(TWO, word("sqrt", u))),
    "sin": lambda u: word("cos", u),
    "cos": lambda u: neg(word("sin", u)),
    "tan": lambda u: _square(word("sec", u)),
    "cot": lambda u: neg(_square(word("csc", u))),
    "sec": lambda u: mul(word("sec", u), word("tan", u)),
    "csc": lambda u: neg(mul(word("csc", u), word("cot", u))),
    "sinh": lambda u: word("cosh", u),
    "cosh": lambda u: word("sinh", u),
    "tanh": lambda u: _square(word("sech", u)),
    "coth": lambda u: neg(_square(word("csch", u))),
    "sech": lambda u: neg(mul(word("sech", u), word("tanh", u))),
    "csch": lambda u: neg(mul(word("csch", u), word("coth", u))),
    "arcsin": lambda u: div(ONE, word("sqrt", _minus_square(u))),
    "arccos": lambda u: neg(div(ONE, word("sqrt", _minus_square(u)))),
    "arctan": lambda u: div(ONE, _plus_square(u)),
    "arccot": lambda u: neg(div(ONE, _plus_square(u))),
    "arsinh": lambda u: div(ONE, word("sqrt", _plus_square(u))),
    "arcosh": lambda u: div(ONE, word("sqrt", add(_square(u), neg(ONE)))),
    "artanh": lambda u: div(ONE, _minus_square(u)),
    "arcoth": lambda u: div(ONE, _minus_square(u)),
    "abs": lambda u: div(u, word("abs", u)),
    "erf": lambda u: mul(div(TWO, word("sqrt", Name("pi"))), word("exp", neg(_square(u)))),
}
"""f' for the functions of one argument; the chain rule does the rest."""

LINEAR = frozenset({"neg", "pos", "boxed", "percent", "degrees"})


def _derive(expr: Expr, by: Expr) -> Expr:
    if expr == by:
        return ONE
    if not depends(expr, by):
        return ZERO
    match expr:
        case Apply("add", args):
            return add(*(_derive(arg, by) for arg in args))
        case Apply("mul", args):
            return _product(args, by)
        case Apply(op, (u,)) if op in LINEAR:
            return Apply(op, (_derive(u, by),))
        case Apply("div", (u, v)):
            return _quotient(u, v, by)
        case Apply("pow", (u, v)):
            return _power(u, v, by)
        case Apply("root", (u, n)) if not depends(n, by):
            return mul(div(expr, mul(n, u)), _derive(u, by))
        case Apply("log", (u, base)):
            return _derive(div(word("log", u), word("log", base)), by)
        case Apply(op, (u,)) if op in OUTER:
            return mul(OUTER[op](u), _derive(u, by))
        case Apply("cases", args):
            return Apply("cases", _cases(args, by))
        case Call(function, args, given):
            return _call(function, args, given, by)
        case Bind():
            return _bound(expr, by)
        case Matrix(rows):
            return Matrix(tuple(tuple(_derive(entry, by) for entry in row) for row in rows))
        case Chain(operands, relations) if set(relations) <= {"="}:
            return Chain(tuple(_derive(operand, by) for operand in operands), relations)
        case _:
            raise NoDerivative


def _product(args: tuple[Expr, ...], by: Expr) -> Expr:
    slopes = [_derive(arg, by) for arg in args]
    return add(*(mul(*args[:k], slope, *args[k + 1 :]) for k, slope in enumerate(slopes)))


def _quotient(u: Expr, v: Expr, by: Expr) -> Expr:
    if not depends(v, by):
        return div(_derive(u, by), v)
    top = add(mul(_derive(u, by), v), neg(mul(u, _derive(v, by))))
    return div(top, _square(v))


def _power(u: Expr, v: Expr, by: Expr) -> Expr:
    if not depends(v, by):
        lower = Number(str(int(v.text) - 1)) if isinstance(v, Number) and v.text.isdigit() else add(v, neg(ONE))
        return mul(v, ONE if lower == ZERO else power(u, lower), _derive(u, by))
    if u == Name("e"):
        return mul(power(u, v), _derive(v, by))
    if not depends(u, by):
        return mul(power(u, v), word("log", u), _derive(v, by))
    logarithmic = add(mul(_derive(v, by), word("log", u)), div(mul(v, _derive(u, by)), u))
    return mul(power(u, v), logarithmic)


def _cases(args: tuple[Expr, ...], by: Expr) -> tuple[Expr, ...]:
    """Values are derived, conditions stay; the last is a value where their number is odd."""
    return tuple(arg if k % 2 else _derive(arg, by) if depends(arg, by) else ZERO for k, arg in enumerate(args))


def _call(function: Expr, args: tuple[Expr, ...], given: tuple[Expr, ...], by: Expr) -> Expr:
    """The chain rule through an abstract function."""
    match function:
        case Name():
            base, orders = function, [0] * len(args + given)
        case Apply("prime", (Name() as base, *rest)) if all(isinstance(n, Number) for n in rest):
            orders = [int(n.text) for n in rest if isinstance(n, Number)]
        case _:
            raise NoDerivative
    if depends(function, by) or len(orders) != len(args + given):
        raise NoDerivative
    terms = []
    for k, arg in enumerate(args + given):
        slope = _derive(arg, by)
        if slope != ZERO:
            raised = [order + (position == k) for position, order in enumerate(orders)]
            prime = Apply("prime", (base, *(Number(str(order)) for order in raised)))
            terms.append(mul(Call(prime, args, given), slope))
    return add(*terms)


def _bound(bind: Bind, by: Expr) -> Expr:
    """Sums, integrals and expectations: under the sign, with the bounds' own part (Leibniz)."""
    if by in bind.variables and bind.op != "integral":
        raise NoDerivative
    match bind:
        case Bind("sum", _, bounds, body) if not any(depends(b, by) for b in bounds):
            return _under(bind, body, by)
        case Bind("expectation", _, bounds, body) if not any(depends(b, by) for b in bounds):
            return _under(bind, body, by)
        case Bind("product", variables, bounds, body) if not any(depends(b, by) for b in bounds):
            return mul(bind, Bind("sum", variables, bounds, div(_derive(body, by), body)))
        case Bind("integral", (variable,), (), body) if variable == by:
            return body
        case Bind("integral", (variable,), (low, high), body) if variable != by:
            inner = Bind("integral", (variable,), (low, high), _derive(body, by))
            return add(inner if inner.body != ZERO else ZERO, *_ends(variable, low, high, body, by))
        case Bind("integral", (variable,), (low, high), body):
            return add(*_ends(variable, low, high, body, by))
        case _:
            raise NoDerivative


def _under(bind: Bind, body: Expr, by: Expr) -> Expr:
    slope = _derive(body, by)
    return ZERO if slope == ZERO else Bind(bind.op, bind.variables, bind.bounds, slope)


def _ends(variable: Expr, low: Expr, high: Expr, body: Expr, by: Expr) -> list[Expr]:
    from grader.equivalence.rewriting.inline import replace

    found = []
    for end, turn in ((high, False), (low, True)):
        slope = _derive(end, by)
        if slope != ZERO:
            term = mul(replace(body, {variable: end}), slope)
            found.append(neg(term) if turn else term)
    return found
