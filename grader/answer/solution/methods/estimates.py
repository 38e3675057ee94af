"""An order between two formulas, for all values of their letters: proved by the signs of terms, refuted at a point.

n/(n^2 + 1) < 1/n          for whole n >= 1: over one denominator, with n = 1 + m, every coefficient is positive
(sqrt(a) - sqrt(b))^2 >= 0 a square
1 - e^(-x) <= 1            e^(-x) is positive, whatever x is
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, Literal

from flint import arb, fmpq

from grader.answer.kind import Context
from grader.answer.solution.methods.scatter import shown
from grader.answer.solution.relation import Solutions
from grader.answer.value.formulas.polynomials import Ring, ratio, ring_of
from grader.answer.value.numbers.worth import NoValue, domain_of, precision, unfolded, value
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.meanings import free_names
from grader.equivalence.sampling.points import curated, generator, randomised
from grader.errors import LimitError
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, rebuild
from grader.values import Counterexample

ORDERS = frozenset({"<", "<=", ">", ">="})
BITS = 192
RANDOM = 24
"""Points at which an order is tried beside the small ones."""
Bound = Literal["positive", "nonnegative", "real"]
DOMAINS: dict[str, Bound] = {
    "": "real", "real": "real", "nonzero": "real", "rational": "real", "integer": "real", "interval": "real",
    "positive": "positive", "positive integer": "positive",
    "nonnegative": "nonnegative", "nonnegative integer": "nonnegative",
}  # fmt: skip


def always(left: Expr, relation: str, right: Expr, context: Context) -> Solutions | None:
    """`same` where the order holds for all values, `right_in_left` with a point where it fails; None where neither
    is seen."""
    if relation not in ORDERS:
        return None
    low, high = (left, right) if relation in ("<", "<=") else (right, left)
    low, high = (unfolded(side, context.names) for side in (low, high))
    strict = relation in ("<", ">")
    letters = [n for n in dict.fromkeys((*free_names(low), *free_names(high))) if n not in CONSTANTS]
    if not strict and low == Number("0") and never_negative(high):
        return Solutions("same", "squares")
    if any(domain_of(context.names, name) not in DOMAINS for name in letters):
        return None
    fails = _failing(low, high, strict, letters, context)
    if fails is not None:
        example = Counterexample(shown(fails), "true", "false")
        return Solutions("right_in_left", "points", bool(fails) or not letters, counterexample=example)
    if letters:
        return Solutions("same", "signs") if _is_above(low, high, strict, context) else None
    return Solutions("same", "numeric") if _is_sure(low, high, strict, context) else None


def _failing(low: Expr, high: Expr, strict: bool, letters: list[str], context: Context) -> dict[str, Any] | None:
    """A point at which the order does not hold, beyond doubt."""
    with precision(BITS):
        for point in _points(low, high, letters, context):
            context.budget.check()
            apart = _distance(low, high, point, context)
            if apart is not None and (apart < 0 or (strict and apart == 0)):
                return point
    return None


def _is_sure(low: Expr, high: Expr, strict: bool, context: Context) -> bool:
    """Of two numbers: whether their order is seen."""
    with precision(BITS):
        apart = _distance(low, high, {}, context)
    return apart is not None and bool(apart > 0 or (not strict and apart >= 0))


def _distance(low: Expr, high: Expr, point: dict[str, Any], context: Context) -> Any:
    ours, theirs = value(low, context, point, real=True), value(high, context, point, real=True)
    if isinstance(ours, NoValue) or isinstance(theirs, NoValue):
        return None
    return theirs.real - ours.real


def _points(low: Expr, high: Expr, letters: list[str], context: Context) -> Iterator[dict[str, Any]]:
    """Small numbers, then fractions of all sizes, each within the domain of its letter."""
    names, chance = context.names, generator(context.seed, low, high)
    every = tuple(letters)
    for point in chain(curated(every, names), randomised(every, names, chance, RANDOM if letters else 0)):
        yield {name: arb(number) for name, number in point.items() if not isinstance(number, tuple)}


# ------------------------------------------------------------------------------------------------ by signs


def _is_above(low: Expr, high: Expr, strict: bool, context: Context) -> bool:
    """Whether `high - low` is positive (not negative, where the order is not strict) for all values."""
    if low == Number("0") and not strict and never_negative(high, real=True):
        return True
    bounds: dict[str, Bound] = {}
    difference = _with_letters(Apply("add", (high, Apply("neg", (low,)))), bounds, context)
    if difference is None:
        return False
    try:
        ring = ring_of((difference,), CONSTANTS)
        found = None if ring is None else ratio(difference, ring)
        if ring is None or found is None:
            return False
        top, bottom = _sign(found.top, ring, bounds, context), _sign(found.bottom, ring, bounds, context)
    except LimitError:
        return False
    return bottom == "positive" and (top == "positive" or (not strict and top == "nonnegative"))


def _with_letters(expr: Expr, bounds: dict[str, Bound], context: Context) -> Expr | None:
    """With a letter for each part that is no arithmetic, and what is known of its sign; None where nothing is."""
    known: dict[Expr, str] = {}

    def change(node: Expr) -> Expr:
        sign = _known_sign(node)
        if sign is not None:
            name = known.setdefault(node, f"part_{len(known)}")
            bounds[name] = sign
            return Name(name)
        match node:
            case Name(id) if id not in CONSTANTS:
                bounds[id] = DOMAINS[domain_of(context.names, id)]
                return _between(node, bounds, context)
            case Apply("pow", (_, exponent)) if not isinstance(exponent, Number):
                raise LookupError
            case Bind() | Call():
                raise LookupError
            case Apply(op) if op not in ("add", "neg", "pos", "mul", "div", "pow", "boxed"):
                raise LookupError
        return rebuild(node, change)

    try:
        return change(expr)
    except LookupError:
        return None


def _between(name: Name, bounds: dict[str, Bound], context: Context) -> Expr:
    """A letter of an open interval as a fraction of a positive one: `p` of (0, 1) as `q/(1 + q)`."""
    domain = context.names.domain(name.id)
    if domain is None or domain.kind != "interval" or any(domain.closed):
        return name
    low, high = (None if end is None else _number(end) for end in (domain.low, domain.high))
    if low is None or high is None:
        return name
    bounds[name.id] = "positive"
    top = Apply("add", (low, Apply("mul", (high, name))))
    return Apply("div", (top, Apply("add", (Number("1"), name))))


def _number(text: str) -> Expr | None:
    """The end of an interval as it was typed, where it is a plain number."""
    bare = text.strip().removeprefix("-")
    if not bare.replace(".", "", 1).isdecimal():
        return None
    return Number(bare) if bare == text.strip() else Apply("neg", (Number(bare),))


def _known_sign(expr: Expr) -> Bound | None:
    match expr:
        case Name("e" | "pi") | Apply("exp" | "cosh" | "factorial") | Apply("pow", (Name("e"), _)):
            return "positive"
        case Apply("pow", (Number(), exponent)) if free_names(exponent):
            return "positive"
        case Apply("sqrt" | "abs" | "norm"):
            return "nonnegative"
    return None


def _sign(polynomial: Any, ring: Ring, bounds: dict[str, Bound], context: Context) -> Bound:
    """By the signs of its terms: each coefficient is positive and each product of letters not negative."""
    whole = [name for name in ring.names if domain_of(context.names, name) == "positive integer"]
    for name in whole:  # n = 1 + m
        at = ring.names.index(name)
        moved = [ring.generator(other) for other in ring.names]
        moved[at] += ring.number(fmpq(1))
        polynomial = polynomial.compose(*moved, ctx=ring.context)
    bounds = {**bounds, **dict.fromkeys(whole, "nonnegative")}
    best: Bound = "nonnegative"
    for powers, coefficient in polynomial.to_dict().items():
        used = [(bounds[name], power) for name, power in zip(ring.names, powers, strict=True) if power]
        if coefficient < 0 or any(bound == "real" and power % 2 for bound, power in used):
            return "real"
        if all(bound == "positive" for bound, _ in used):
            best = "positive"
    return best


def never_negative(expr: Expr, real: bool = False) -> bool:
    """Norms, absolute values, their sums, products, quotients and powers; where all is `real`, even powers and
    roots as well: at least zero wherever defined."""
    match expr:
        case Apply("norm" | "abs"):
            return True
        case Apply("sqrt") | Apply("pow", (_, Number("2" | "4" | "6"))) if real:
            return True
        case Apply("add" | "mul" | "div", args):
            return all(never_negative(arg, real) for arg in args)
        case Apply("pow", (base, Number())) | Apply("sqrt" | "boxed" | "pos", (base,)):
            return never_negative(base, real)
        case Number():
            return True
    return False
