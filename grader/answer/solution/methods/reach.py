"""Whether all edges of a statement lie where points are looked for: `same` by points needs that.

x - 2, x^2 < c       of first or second degree: solved at any distance
e^x - e^20, ln x     one letter, once: the function is undone, x - 20
sqrt(x + 50)         what stands below a root, a line or in a logarithm is an edge as well
e^x - x - 1          no method that finds all of its zeros: nothing is known
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from fractions import Fraction

from flint import arb

from grader.answer.kind import Context
from grader.answer.solution.conditions import ZERO, Atom, minus
from grader.answer.solution.methods.crossings import degree_in
from grader.answer.value.numbers.worth import NoValue, ball, value
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.meanings import free_names
from grader.equivalence.methods.monotone import same_sign
from grader.equivalence.sampling.zeros import candidates, periodic
from grader.notation.tree import Apply, Expr, Name, Number, facts, walk

RISING = frozenset({"sinh", "arsinh", "tanh", "arctan", "erf", "floor", "ceiling"})
KNOWN = RISING | {"cosh"}
"""What is compared with a number once: its zero is seen from afar, and so is the place where it turns."""
ALGEBRAIC = frozenset({"add", "mul", "neg", "pos", "div", "pow", "sqrt", "root", "abs", "max", "min"})
FACTORS = 8
FARTHEST = arb(2) ** 60
"""As far as zeros can be told from their neighbours."""
NOTHING = arb(2) ** -60
PLACES = tuple(map(Fraction, (0, 2, -3, 7, 1000, -50, 10**6)))
LOOKED = 60
ONE = Number("1")


def edges_apart(left: Iterable[Atom], right: Iterable[Atom]) -> tuple[Expr, ...]:
    """What is zero, or ends to have a value, on an edge of one of the two statements and not of the other."""
    ours, theirs = (dict.fromkeys(edge for atom in atoms for edge in _edges(atom)) for atoms in (left, right))
    return tuple(edge for edge in (*ours, *theirs) if not (edge in ours and edge in theirs))


def _edges(atom: Atom) -> Iterator[Expr]:
    yield from product_factors(atom.expr)
    yield from domain_edges(atom.expr)


def product_factors(expr: Expr) -> tuple[Expr, ...]:
    """A product turns at each factor."""
    while True:
        match expr:
            case Apply("neg" | "pos" | "div" | "pow", (inner, *_)) | Apply("add", (Number("0"), inner)):
                expr = inner
            case _:
                break
    if isinstance(expr, Apply) and expr.op == "mul" and len(expr.args) <= FACTORS:
        return tuple(factor for arg in expr.args for factor in product_factors(arg))
    return (expr,)


def domain_edges(expr: Expr) -> Iterator[Expr]:
    """What is zero where a part of an expression begins to have a value, or bends."""
    for node in walk(expr):
        match node:
            case Apply("sqrt", (Apply("add", parts),)) if all(map(_is_even_power, parts)):
                continue
            case Apply("sqrt" | "log" | "root" | "abs" | "sign" | "cosh", (inner, *_)) | Apply("div", (_, inner)):
                yield from product_factors(inner)
            case Apply("pow", (base, exponent)) if base != Name("e") and not _is_odd(exponent):
                lettered = (
                    isinstance(base, Name) and as_fraction(exponent) is None
                )  # `x^m`, of a base that is not 0
                yield from () if lettered else (base,)
            case Apply("max" | "min", (first, *others)):
                yield from (minus(first, other) for other in others)
            case Apply("arcsin" | "arccos" | "artanh", (inner,)):
                yield from (minus(inner, ONE), Apply("add", (inner, ONE)))
            case Apply("arcosh", (inner,)):
                yield minus(inner, ONE)


def _is_even_power(part: Expr) -> bool:
    match part:
        case Apply("pow", (_, Number(text))):
            return text.isdigit() and not _is_odd(part.args[1])
        case Number():
            return True
    return False


def _is_odd(exponent: Expr) -> bool:
    return isinstance(exponent, Number) and exponent.text.isdigit() and exponent.text[-1] in "13579"


def undone(edge: Expr) -> Expr:
    """An edge of one letter with the same zeros and the functions around the letter undone: `ln x - 20` as
    `x - e^20`; the edge itself where that is not so simple."""
    letters = {*free_names(edge)} - CONSTANTS
    if len(letters) != 1:
        return edge
    name = letters.pop()
    if degree_in(edge, name) == 1:
        return edge
    inner: Expr = edge
    value: Expr = ZERO
    while (step := _step(inner, value, name)) is not None:
        inner, value = step
    found = minus(inner, value) if inner != edge else edge
    return _of_logs(found, name) or _of_powers(found, name) or found


def _of_logs(edge: Expr, name: str) -> Expr | None:
    """`ln x + ln(x - 3) - ln 4` as `x(x - 3) - 4`."""
    match edge:
        case Apply("add", args) if (held := [arg for arg in args if name in free_names(arg)]) and all(
            isinstance(arg, Apply) and arg.op == "log" and len(arg.args) == 1 for arg in held
        ):
            rest = Apply("add", tuple(Apply("neg", (arg,)) for arg in args if arg not in held))
            inside = tuple(arg.args[0] for arg in held if isinstance(arg, Apply))
            return minus(Apply("mul", (*inside, ONE)), Apply("exp", (rest,)))
        case Apply("add", (Apply("add", inner), *others)):
            return _of_logs(Apply("add", (*inner, *others)), name)
    return None


def _of_powers(edge: Expr, name: str) -> Expr | None:
    """`2^x * 8^(x + 1) - 2^5` as its logarithms."""
    match edge:
        case Apply("add", (left, Apply("neg", (right,)))):
            ours, theirs = _logarithm(left, name), _logarithm(right, name)
            return None if ours is None or theirs is None else minus(ours, theirs)
    return None


def _logarithm(expr: Expr, name: str) -> Expr | None:
    match expr:
        case Apply("mul", args):
            parts = [part for arg in args if (part := _logarithm(arg, name)) is not None]
            return Apply("add", tuple(parts)) if len(parts) == len(args) else None
        case Apply("exp", (exponent,)) | Apply("pow", (Name("e"), exponent)):
            return exponent
        case Apply("pow", (base, exponent)) if _is_positive(base):
            return Apply("mul", (exponent, Apply("log", (base,))))
    return Apply("log", (expr,)) if _is_positive(expr) else None


def _is_positive(expr: Expr) -> bool:
    number = as_fraction(expr)
    return number is not None and bool(number > 0)


def _step(expr: Expr, value: Expr, name: str) -> tuple[Expr, Expr] | None:
    """Of `F(u) = value` what u is, for a function that takes each value once; None where it is no such one."""
    match expr:
        case Apply("neg", (inner,)):
            return inner, _turned(value)
        case Apply("add", args) if (held := _holder(args, name)) is not None:
            rest = [_turned(arg) for arg in args if arg is not held]
            rest = rest if value == ZERO else [value, *rest]
            return held, rest[0] if len(rest) == 1 else Apply("add", tuple(rest) or (ZERO,))
        case Apply("mul", args) if (held := _holder(args, name)) is not None:
            return held, Apply("div", (value, Apply("mul", (*(arg for arg in args if arg is not held), ONE))))
        case Apply("div", (top, bottom)) if name not in free_names(bottom):
            return top, Apply("mul", (value, bottom))
        case Apply("exp", (inner,)) | Apply("pow", (Name("e"), inner)):
            return inner, Apply("log", (value,))
        case Apply("pow", (base, inner)) if name not in free_names(base):
            return inner, Apply("div", (Apply("log", (value,)), Apply("log", (base,))))
        case Apply("log", (inner,)):
            return inner, Apply("exp", (value,))
        case Apply("log", (inner, base)) if name not in free_names(base):
            return inner, Apply("pow", (base, value))
    return None


def _turned(value: Expr) -> Expr:
    match value:
        case Apply("neg", (inner,)):
            return inner
    return Apply("neg", (value,))


def _holder(args: tuple[Expr, ...], name: str) -> Expr | None:
    """The one of them that holds the letter."""
    held = [arg for arg in args if name in free_names(arg)]
    return held[0] if len(held) == 1 else None


def is_reached(edge: Expr, context: Context) -> bool:
    """Whether all zeros of an edge are found where points are looked for, or it has none."""
    edge = same_sign(edge, context.names)
    letters = sorted({*free_names(edge)} - CONSTANTS)
    if not letters or _never_zero(edge):
        return True
    if len(letters) > 1:
        return _is_solved(edge, letters) or (_is_algebraic(edge) and _takes_both_signs(edge, letters, context))
    name, plain = letters[0], undone(edge)
    degree = degree_in(plain, name)
    if degree is not None and degree <= 2:
        at_zero = value(plain, context, {name: ball(Fraction(0))}, real=True)
        if isinstance(at_zero, NoValue):  # `e^x = -1` has no solution
            return at_zero.undefined
        return bool(abs(at_zero) < FARTHEST)
    if _rises(plain, name):
        return True
    return candidates((plain,), name, {}) is not None


def _never_zero(edge: Expr) -> bool:
    match edge:
        case Apply("exp" | "cosh", _) | Apply("pow", (Name("e"), _)):
            return True
        case Apply("pow", (base, _)):
            return _is_positive(base)
    return False


def _rises(edge: Expr, name: str) -> bool:
    """Whether a function that only rises, or turns once, is compared with a number."""
    match edge:
        case Apply("add", (Apply(op, (inner,)), value)) if op in KNOWN and name not in free_names(value):
            return degree_in(inner, name) == 1
    return False


def _is_solved(edge: Expr, letters: list[str]) -> bool:
    """Whether it is solved for a letter, `y - g(x)`: on every line there is one zero."""
    parts = tuple(_terms(edge))
    holding = {name: [part for part in parts if name in free_names(part)] for name in letters}
    return any(len(terms) == 1 and _is_letter(terms[0], name) for name, terms in holding.items())


def _terms(edge: Expr) -> Iterator[Expr]:
    """The terms of a sum, but for their signs."""
    match edge:
        case Apply("add", args):
            yield from (term for arg in args for term in _terms(arg))
        case Apply("neg" | "pos", (inner,)):
            yield from _terms(inner)
        case _:
            yield edge


def _is_letter(term: Expr, name: str) -> bool:
    match term:
        case Name(id):
            return id == name
        case Apply("mul", args):
            return sum(name in free_names(arg) for arg in args) == 1 and all(
                isinstance(arg, Number) or _is_letter(arg, name) for arg in args
            )
    return False


def _is_algebraic(edge: Expr) -> bool:
    powers = (node.args[1] for node in walk(edge) if isinstance(node, Apply) and node.op == "pow")
    return facts(edge).words <= ALGEBRAIC and all(as_fraction(exponent) is not None for exponent in powers)


def _takes_both_signs(edge: Expr, letters: list[str], context: Context) -> bool:
    """Whether it is negative here and positive there: else it may be zero at single places, which no line meets."""
    signs: set[bool] = set()
    chance = random.Random(0)
    for number in range(LOOKED):
        places = [PLACES[number]] * len(letters) if number < len(PLACES) else chance.choices(PLACES, k=len(letters))
        found = value(edge, context, dict(zip(letters, map(ball, places), strict=True)), real=True)
        if not isinstance(found, NoValue) and not found.real.contains(0):
            signs.add(bool(found.real > 0))
        if len(signs) == 2:
            return True
    return False


def runs_on(left: Iterable[Atom], right: Iterable[Atom], apart: Iterable[Expr], context: Context) -> bool:
    """Whether zeros that come again and again stand beside an edge that does not: there they are not seen."""
    edges = {edge for atom in (*left, *right) for edge in _edges(atom)}
    endless = any(_is_periodic(edge) and _has_zeros(edge, context) for edge in edges)
    return endless and any(not _is_periodic(edge) and _has_zeros(edge, context) for edge in apart)


def _is_periodic(edge: Expr) -> bool:
    return any(periodic(edge, name) for name in {*free_names(edge)} - CONSTANTS)


def _has_zeros(edge: Expr, context: Context) -> bool:
    letters = {*free_names(edge)} - CONSTANTS
    if len(letters) != 1 or _never_zero(edge):
        return len(letters) > 1
    name = letters.pop()
    places = candidates((undone(edge),), name, {})
    values = (value(edge, context, {name: ball(place)}, real=True) for place in places or ())
    return places is None or any(isinstance(found, NoValue) or abs(found) < NOTHING for found in values)
