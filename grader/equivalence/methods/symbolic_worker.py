"""The child process of `symbolic`: reads a tree a line, answers with its closed form. Run with `python -m`.

Its memory and its processor time are limited by the kernel; the parent's clock is the net below.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import sympy as sp

from grader.equivalence.evaluation.rationals import rational
from grader.equivalence.wire import pack, unpack
from grader.limits import ANSWER_BYTES, SYMBOLIC_SECONDS
from grader.notation.tree import Apply, Bind, Expr, Name, Number, Text

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": sp.exp, "sqrt": sp.sqrt, "sin": sp.sin, "cos": sp.cos, "tan": sp.tan, "cot": sp.cot, "sec": sp.sec,
    "csc": sp.csc, "arcsin": sp.asin, "arccos": sp.acos, "arctan": sp.atan, "arccot": sp.acot, "sinh": sp.sinh,
    "cosh": sp.cosh, "tanh": sp.tanh, "coth": sp.coth, "arsinh": sp.asinh, "arcosh": sp.acosh, "artanh": sp.atanh,
    "abs": sp.Abs, "sign": sp.sign, "floor": sp.floor, "ceiling": sp.ceiling, "gamma": sp.gamma, "erf": sp.erf,
    "factorial": sp.factorial, "binomial": sp.binomial, "root": sp.real_root, "max": sp.Max, "min": sp.Min,
}  # fmt: skip
CONSTANTS = {"pi": sp.pi, "e": sp.E, "i": sp.I, "infinity": sp.oo, "euler_gamma": sp.EulerGamma}
ASSUMPTIONS: dict[str, dict[str, bool]] = {
    "positive": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "nonzero": {"real": True, "nonzero": True},
    "integer": {"integer": True},
    "positive integer": {"integer": True, "positive": True},
    "nonnegative integer": {"integer": True, "nonnegative": True},
    "complex": {"complex": True},
}


class NoForm(Exception):
    """There is no closed form, or no word for it."""


class Builder:
    """From our tree to SymPy, with private symbols, and back."""

    def __init__(self, kinds: dict[str, str], points: list[dict[str, str]]) -> None:
        self._kinds = kinds
        self._points = points
        self._symbols: dict[str, sp.Symbol] = {}

    def symbol(self, name: str) -> sp.Symbol:
        if name not in self._symbols:
            assumptions = ASSUMPTIONS.get(self._kinds.get(name, ""), {"real": True})
            self._symbols[name] = sp.Symbol(f"v{len(self._symbols)}", **assumptions)
        return self._symbols[name]

    def build(self, expr: Expr) -> Any:
        match expr:
            case Number(text):
                value = rational(text)
                return sp.Rational(int(value.p), int(value.q))
            case Name(id):
                return CONSTANTS[id] if id in CONSTANTS else self.symbol(id)
            case Apply(op, args):
                return self._apply(op, [self.build(a) for a in args])
            case Bind():
                return self._bind(expr)
            case _:
                raise NoForm

    def _apply(self, op: str, args: list[Any]) -> Any:
        match op, args:
            case "add", _:
                return sp.Add(*args)
            case "mul", _:
                return sp.Mul(*args)
            case "neg", [x]:
                return sp.Mul(sp.Integer(-1), x)
            case "div", [x, y]:
                return sp.Mul(x, sp.Pow(y, sp.Integer(-1)))
            case "pow", [x, y]:
                if y.is_Integer and abs(y) > 1000:
                    raise NoForm
                return sp.Pow(x, y)
            case "log", [x]:
                return sp.log(x)
            case "log", [x, base]:
                return sp.log(x) / sp.log(base)
            case _:
                if op not in FUNCTIONS:
                    raise NoForm
                return FUNCTIONS[op](*args)

    def _bind(self, expr: Bind) -> Any:
        if len(expr.variables) != 1 or not isinstance(expr.variables[0], Name):
            raise NoForm
        name = expr.variables[0].id
        outer = self._symbols.pop(name, None)
        if expr.op in ("sum", "product"):
            self._kinds = {**self._kinds, name: "integer"}
        variable = self.symbol(name)
        try:
            value = _closed(expr.op, self.build(expr.body), variable, self._bounds(expr))
            return _settled(value, self._places())
        finally:
            self._symbols.pop(name, None)
            if outer is not None:
                self._symbols[name] = outer

    def _places(self) -> list[dict[Any, Any]]:
        """Points of the declared domain, by symbols."""
        return [
            {symbol: sp.Rational(point[name]) for name, symbol in self._symbols.items() if name in point}
            for point in self._points
        ]

    def _bounds(self, expr: Bind) -> list[Any]:
        if expr.op == "limit":
            side = [b.text for b in expr.bounds[1:] if isinstance(b, Text)]
            return [self.build(expr.bounds[0]), side[0] if side else "+-"]
        return [self.build(bound) for bound in expr.bounds]

    def back(self, value: Any) -> Expr:
        """A closed form as a tree of ours; NoForm for anything without a word."""
        names = {symbol: name for name, symbol in self._symbols.items()}
        return _back(value, names)


def _closed(op: str, body: Any, variable: Any, bounds: list[Any]) -> Any:
    if op == "limit":
        target, side = bounds
        if target in (sp.oo, -sp.oo):
            side = "-" if target == sp.oo else "+"
        result = sp.limit(body, variable, target, side)
    elif op == "integral":
        if len(bounds) != 2:
            raise NoForm
        result = sp.integrate(body, (variable, *bounds))
    elif op == "sum":
        result = _sum(body, variable, *bounds)
    else:
        result = _product(body, variable, *bounds)
    return result


def _sum(body: Any, variable: Any, low: Any, high: Any) -> Any:
    """A sum; over all integers as that of those from 0 on, and that of the others."""
    if low != -sp.oo or high != sp.oo:
        return sp.summation(body, (variable, low, high))
    index = sp.Dummy(integer=True, nonnegative=True)
    parts = body.subs(variable, index), body.subs(variable, -index - 1)
    return sum(_settled(sp.summation(part, (index, 0, sp.oo)), []) for part in parts)


def _product(body: Any, variable: Any, low: Any, high: Any) -> Any:
    """A product; one without end as the limit of those that end."""
    result = sp.product(body, (variable, low, high))
    if high != sp.oo or not result.has(sp.Product):
        return result
    end = sp.Dummy(integer=True, positive=True)
    return sp.limit(sp.simplify(sp.product(body, (variable, low, end))), end, sp.oo)


def _settled(value: Any, places: list[dict[Any, Any]]) -> Any:
    """Without unevaluated parts; of a piecewise form, the branch that holds in general, if it holds at one of these
    places."""
    unevaluated = (sp.Sum, sp.Integral, sp.Limit, sp.Product, sp.AccumBounds)
    if isinstance(value, sp.Piecewise):
        good = [(e, condition) for e, condition in value.args if not e.has(*unevaluated)]
        if len(good) != 1:
            raise NoForm
        value, condition = good[0]
        if places and not any(condition.subs(place) == True for place in places):  # noqa: E712
            raise NoForm
    if value.has(*unevaluated, sp.nan, sp.zoo, sp.Piecewise):
        raise NoForm
    return value


BACK: dict[Any, str] = {
    sp.exp: "exp", sp.sin: "sin", sp.cos: "cos", sp.tan: "tan", sp.cot: "cot", sp.sec: "sec", sp.csc: "csc",
    sp.asin: "arcsin", sp.acos: "arccos", sp.atan: "arctan", sp.sinh: "sinh", sp.cosh: "cosh", sp.tanh: "tanh",
    sp.asinh: "arsinh", sp.acosh: "arcosh", sp.atanh: "artanh", sp.Abs: "abs", sp.sign: "sign", sp.gamma: "gamma",
    sp.erf: "erf", sp.factorial: "factorial", sp.log: "log", sp.erfc: "erfc",
}  # fmt: skip


def _back(value: Any, names: dict[Any, str]) -> Expr:
    for ours, constant in CONSTANTS.items():
        if value == constant:
            return Name(ours)
    if value.is_Symbol:
        return Name(names[value])
    if value.is_Rational:
        return _fraction(int(value.p), int(value.q))
    args = tuple(_back(arg, names) for arg in value.args)
    if value.is_Add:
        return Apply("add", args)
    if value.is_Mul:
        return Apply("mul", args)
    if value.is_Pow:
        return Apply("pow", args)
    if value.func in BACK and len(args) == 1:
        return Apply(BACK[value.func], args)
    raise NoForm


def _fraction(top: int, bottom: int) -> Expr:
    number: Expr = Number(str(abs(top)))
    if bottom != 1:
        number = Apply("div", (number, Number(str(bottom))))
    return Apply("neg", (number,)) if top < 0 else number


def answer(line: str) -> dict[str, Any]:
    """One question: {"expr": tree, "kinds": {name: domain}} -> {"expr": tree} or {}."""
    question = json.loads(line)
    builder = Builder(dict(question["kinds"]), list(question["points"]))
    try:
        return {"expr": pack(builder.back(builder.build(unpack(question["expr"]))))}
    except (NoForm, KeyError, RecursionError, MemoryError):
        return {}
    except Exception:  # SymPy raises of every kind; whatever it is, there is no closed form
        return {}


def main() -> None:
    """Answer line by line until the pipe is closed."""
    import resource
    import signal

    resource.setrlimit(resource.RLIMIT_AS, (ANSWER_BYTES, ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print("ready", flush=True)
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, SYMBOLIC_SECONDS)  # by processor time: the kernel ends this process
        said = json.dumps(answer(line))
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(said, flush=True)


if __name__ == "__main__":
    main()
