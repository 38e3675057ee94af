"""A formula of large positive letters as a sum of terms."""

from __future__ import annotations

from functools import reduce

from flint import fmpq

from grader.equivalence.evaluation import rationals
from grader.equivalence.growth.constants import NoOrder
from grader.equivalence.growth.sums import Arithmetic, Sum, constant, letter
from grader.notation.tree import Apply, Expr, Name, Number, facts

NUMBERS = frozenset({"pi", "e", "euler_gamma"})
FUNCTIONS = frozenset({"sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"})
"""Of numbers they are numbers."""
NO_LETTERS = frozenset({"i", "infinity", "true", "false", "empty", "none", "all"})


def read(expr: Expr, work: Arithmetic) -> Sum:
    """What the formula is for large letters. NoOrder where the normal form does not know it."""
    match expr:
        case Number(text):
            return constant(rationals.rational(text))
        case Name(id) if id in NUMBERS:
            return constant(work.known.of(expr))
        case Name(id) if id not in NO_LETTERS:
            return letter(id)
        case Apply("pow", (Name("e"), exponent)):
            return work.exp(read(exponent, work))
        case Apply() if NUMBERS.issuperset(facts(expr).names) and facts(expr).words <= FUNCTIONS:
            return constant(work.known.of(expr))
        case Apply(op, args):
            return _applied(op, [read(arg, work) for arg in args], work)
    raise NoOrder


def _applied(op: str, args: list[Sum], work: Arithmetic) -> Sum:
    match op, args:
        case "add", _:
            return reduce(work.add, args)
        case "mul", _:
            return reduce(work.mul, args)
        case (("pos" | "boxed" | "abs"), [a]):
            if op == "abs":
                work.positive(a)
            return a
        case "neg", [a]:
            return work.scaled(a, fmpq(-1))
        case "div", [a, b]:
            return _divided(a, b, work)
        case "pow", [a, b]:
            return work.power(a, b)
        case "sqrt", [a]:
            return work.power(a, constant(fmpq(1, 2)))
        case "root", [a, degree]:
            return work.power(a, _divided(constant(fmpq(1)), degree, work))
        case "exp", [a]:
            return work.exp(a)
        case "log", [a]:
            return work.log(a)
        case "log", [a, base]:
            return _divided(work.log(a), work.log(base), work)
        case (("floor" | "ceiling"), [a]):
            return work.rounded(a)
        case "factorial", [a]:
            return work.factorial(a)
        case "binomial", [n, k]:
            others = work.add(n, work.scaled(k, fmpq(-1)))
            below = work.mul(work.factorial(k), work.factorial(others))
            return _divided(work.factorial(n), below, work)
        case "max", _:
            return reduce(work.add, [Sum(dict.fromkeys(work.positive(a), fmpq(1)), loose=True) for a in args])
    raise NoOrder


def _divided(a: Sum, b: Sum, work: Arithmetic) -> Sum:
    return work.mul(a, work.power(b, constant(fmpq(-1))))
