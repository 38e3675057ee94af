"""Tree to element of the field: what each name is, what each word means, closed kernels for the rest."""

from __future__ import annotations

from typing import Any

from grader.equivalence.evaluation.rationals import rational
from grader.equivalence.methods.exact import binders, powers
from grader.equivalence.methods.exact.closed import closed
from grader.equivalence.methods.exact.field import Field, Kernel, Ratio
from grader.equivalence.methods.exact.functions import FUNCTIONS
from grader.notation.names import Names
from grader.notation.tree import (
    Apply,
    Bind,
    Call,
    Chain,
    Expr,
    Index,
    Interval,
    Matrix,
    Name,
    Number,
    Text,
    children,
)

POSITIVE = frozenset({"positive", "positive integer", "nonnegative", "nonnegative integer"})
"""Zero apart, which is no open set: the laws used hold there too."""
WHOLE = frozenset({"integer", "positive integer", "nonnegative integer"})
NUMBERS = frozenset(
    {"real", "positive", "nonnegative", "nonzero", "integer", "positive integer", "nonnegative integer",
     "complex", "rational", "interval", "random", "indexed"}
)  # fmt: skip
SMALL = frozenset("123456789")
CONSTANTS = frozenset({"pi", "e", "i", "euler_gamma"})
NO_NUMBER = frozenset({"infinity", "empty", "reals", "true", "false"})
PLAIN = frozenset(
    {"probability", "expectation", "variance", "covariance", "correlation", "entropy", "kl", "cross_entropy",
     "mutual_information", "normal", "indicator", "erf", "double_factorial", "norm", "arg", "arccot"}
)  # fmt: skip
"""Words that are numbers whatever their arguments are, and about which no law is known here."""
NONNEGATIVE = frozenset({"probability", "norm", "double_factorial", "normal"})


class NotNumber(Exception):
    """The expression is no number: a set, a matrix, a statement, something unsaid."""


class Complex(Exception):
    """A complex number occurs, and the field is one of real numbers: read again into another."""


class Unexpanded(Exception):
    """A derivative or `at` that has not been carried out yet."""


class Reader:
    """Reads trees into one field. `bound` says what the bound variables in scope stand for."""

    def __init__(self, space: Field, names: Names, positive: frozenset[str] = frozenset()) -> None:
        self.space = space
        self.positive = positive
        self.names = names
        self.bound: dict[str, Ratio] = {}

    def read(self, expr: Expr) -> Ratio:
        """The element that the expression is. NotNumber, Undefined, Full and LimitError leave it."""
        if isinstance(expr, Apply):
            op, args = expr.op, expr.args
            if op != "add" and op != "mul":
                return self._apply(expr, op, args)
            join = self.space.add if op == "add" else self.space.mul
            result = self.read(args[0])
            for arg in args[1:]:
                result = join(result, self.read(arg))
            return result
        match expr:
            case Number(text):
                return self.space.number(rational(text))
            case Name(id):
                return self._name(id)
            case Call():
                return self._call(expr)
            case Index(base, indices):
                return self._index(base, indices)
            case Bind():
                return binders.read(self, expr)
            case _:
                raise NotNumber

    def _apply(self, expr: Apply, op: str, args: tuple[Expr, ...]) -> Ratio:
        if op == "pow" and isinstance(args[1], Number) and args[1].text in SMALL:
            return self.space.integer_power(self.read(args[0]), int(args[1].text))
        function = FUNCTIONS.get(op)
        if function is not None:
            return function(self.space, [self.read(arg) for arg in args])
        if op in PLAIN:
            return self.closed_tree(expr, positive=op in NONNEGATIVE)
        if op == "cases":
            return self._cases(expr)
        raise NotNumber

    def _cases(self, expr: Apply) -> Ratio:
        before, self.space.guarded = self.space.guarded, True
        try:
            return self.closed_tree(expr)
        finally:
            self.space.guarded = before

    def closed_tree(self, expr: Expr, positive: bool = False) -> Ratio:
        """A kernel for a node as a whole: its shape, and the elements below it."""
        below: list[Ratio] = []
        shape = self.shape(expr, below, top=True)
        return closed(self.space, "tree", below, name=shape, positive=positive)

    def shape(self, expr: Expr, below: list[Ratio], top: bool = False) -> str:
        """The node with its numbers cut out and put into `below`."""
        if not top and isinstance(expr, (Number, Name, Apply, Call, Index, Bind)):
            try:
                below.append(self.read(expr))
                return "#"
            except NotNumber:
                pass
        inner = ",".join(self.shape(child, below) for child in children(expr))
        match expr:
            case Name(id):
                if id in self.bound:
                    raise NotNumber
                return f"name {id}"
            case Text(text):
                return f"text {text!r}"
            case Apply(op):
                return f"{op}({inner})"
            case Chain(_, relations):
                return f"{' '.join(relations)}({inner})"
            case Interval(_, _, low, high):
                return f"{low}{high}({inner})"
            case Matrix(rows):
                return f"{[len(row) for row in rows]}({inner})"
            case Call(_, args, _):
                return f"call {len(args)}({inner})"
            case _:
                raise NotNumber

    def _name(self, id: str) -> Ratio:
        held = self.bound.get(id)
        if held is not None:
            return held
        space = self.space
        id = self.names.canonical(id)
        number = space.index.get(("name", id))
        if number is not None:
            return space.element(number)
        if id in CONSTANTS and id not in self.names.variables:
            return self._constant(id)
        if id in NO_NUMBER or id in self.names.functions:
            raise NotNumber
        domain = self.names.domain(id)
        kind = "real" if domain is None else domain.kind
        if kind not in NUMBERS:
            raise NotNumber
        if kind == "complex" and not space.principal:
            raise Complex
        low = domain.low if domain is not None and kind == "interval" else None
        positive = kind in POSITIVE or id in self.positive
        positive = positive or (low is not None and _is_nonnegative(low))
        kernel = Kernel("name", name=id, real=kind != "complex", positive=positive, integer=kind in WHOLE)
        return space.element(space.new(("name", id), kernel))

    def _constant(self, id: str) -> Ratio:
        space = self.space
        match id:
            case "pi":
                return powers.pi(space)
            case "i":
                if not space.principal:
                    raise Complex
                return powers.imaginary(space)
            case "e":
                return powers.exp(space, (space.one, space.one))
            case _:
                return space.element(space.new(("name", id), Kernel(id, name=id, positive=True, constant=True)))

    def _index(self, base: Expr, indices: tuple[Expr, ...]) -> Ratio:
        if not isinstance(base, Name):
            raise NotNumber
        domain = self.names.domain(base.id)
        if domain is not None and domain.kind in ("vector", "matrix") and len(indices) < len(domain.sizes):
            raise NotNumber
        return closed(self.space, "index", [self.read(index) for index in indices], name=base.id)

    def _call(self, call: Call) -> Ratio:
        name = _function_name(call.function)
        if name is None:
            raise NotNumber
        args = [self.read(arg) for arg in (*call.args, *call.given)]
        base = name.split("'")[0]
        function = self.names.functions.get(base)
        positive = function is not None and function.kind == "density" and "'" not in name
        if base in self.bound:
            raise NotNumber
        return closed(self.space, "call", args, name=f"{name}/{len(call.args)}", positive=positive)


def _is_nonnegative(text: str) -> bool:
    """The lower end of an interval is a plain number, which has no sign."""
    return text.replace(".", "", 1).isdigit()


def _function_name(function: Expr) -> str | None:
    """`f`, or `f'2` for a second derivative."""
    match function:
        case Name(id):
            return id
        case Apply("prime", (Name(id), *orders)):
            texts: list[Any] = [order.text for order in orders if isinstance(order, Number)]
            return f"{id}'{','.join(texts) or 1}" if len(texts) == len(orders) else None
        case _:
            return None
