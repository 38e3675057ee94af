"""The exercise's own definitions put in place of their names, derivatives and `at` carried out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader import late
from grader.equivalence.rewriting.derive import depends, derivative
from grader.errors import LimitError
from grader.limits import FUNCTION_CALLS
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, Number, rebuild, walk

LARGEST_TREE = 40 * FUNCTION_CALLS
DERIVATIVES = frozenset({"diff", "partial"})
TO_DO = frozenset({"diff", "partial", "at"})
INNERMOST = 20


def expand(expr: Expr, names: Names) -> Expr:
    """The expression with definitions, bodies of declared functions, derivatives and `at` carried out, and every
    name in its one spelling. What cannot be carried out stays. LimitError where it grows beyond bounds or a
    definition goes round in circles."""
    if not _has_work(expr, names):
        return expr
    return _Expansion(names).run(expr, 0)


def _has_work(expr: Expr, names: Names) -> bool:
    if names.definitions or names.functions or names.same:
        return True
    return any(isinstance(node, Bind) and node.op in TO_DO for node in walk(expr))


class _Expansion:
    """One run: counts what it puts in, so that definitions of definitions cannot explode."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.size = 0

    def run(self, expr: Expr, depth: int, bound: frozenset[str] = frozenset()) -> Expr:
        names = self.names
        match expr:
            case Name(id) if id not in bound:
                id = names.canonical(id)
                body = names.definitions.get(id)
                return Name(id) if body is None else self.run(self._counted(body, depth), depth + 1)
            case Call(Name(id), args, given) if id not in bound and names.canonical(id) in names.functions:
                function = names.functions[names.canonical(id)]
                values = [self.run(arg, depth, bound) for arg in (*args, *given)]
                if function.body is None or len(values) != len(function.params) or self._by_entries(values):
                    return Call(Name(names.canonical(id)), tuple(values[: len(args)]), tuple(values[len(args) :]))
                return self._insert(self._body(id, depth), function.params, values)
            case Call(Apply("prime", (Name(id), Number(order))), (arg,), ()) if id not in bound:
                return self._primed(expr, id, order, self.run(arg, depth, bound), depth)
            case Bind(op, (Name(id),), _, _) if op in DERIVATIVES and names.canonical(id) in names.definitions:
                return self._by_defined(names.canonical(id), expr, depth, bound)
            case Bind(op, (variable,), bounds, body) if op in DERIVATIVES:
                inner = self.run(body, depth, bound)
                return self._derived(Bind(op, (variable,), tuple(self.run(b, depth, bound) for b in bounds), inner))
            case Bind("at", (variable,), (value,), body):
                return self._at(variable, self.run(value, depth, bound), self.run(body, depth, bound))
            case Bind(_, variables, _, _):
                inside = bound | {v.id for v in variables if isinstance(v, Name)}
                return rebuild(expr, lambda child: self.run(child, depth, inside))
            case Index(Name(), _):
                return Index(expr.base, tuple(self.run(index, depth, bound) for index in expr.indices))
            case _:
                return rebuild(expr, lambda child: self.run(child, depth, bound))

    def _counted(self, body: Expr, depth: int) -> Expr:
        self.size += sum(1 for _ in walk(body))
        if self.size > LARGEST_TREE or depth > INNERMOST:
            raise LimitError("FUNCTION_CALLS")
        return body

    def _body(self, id: str, depth: int) -> Expr:
        function = self.names.functions[self.names.canonical(id)]
        assert function.body is not None
        return self.run(self._counted(function.body, depth), depth + 1, frozenset(function.params))

    def _insert(self, body: Expr, params: Iterable[str], values: Iterable[Expr]) -> Expr:
        return self._counted(replace(body, {Name(p): v for p, v in zip(params, values, strict=True)}), 0)

    def _primed(self, call: Expr, id: str, order: str, arg: Expr, depth: int) -> Expr:
        """f'(a) of a declared f: its body derived, then a put in."""
        function = self.names.functions.get(self.names.canonical(id))
        one = function is not None and function.body is not None and len(function.params) == 1
        if function is not None and one and order.isdigit() and not self._by_entries([arg]):
            slope = derivative(self._body(id, depth), Name(function.params[0]), int(order))
            if slope is not None:
                return self._insert(slope, function.params, [arg])
        return Call(call.function, (arg,)) if isinstance(call, Call) else call

    def _derived(self, bind: Bind) -> Expr:
        """d/dx carried out. dy/dx of a bare other name stays: y may be meant to depend on x."""
        order = bind.bounds[0] if bind.bounds else Number("1")
        if not isinstance(order, Number) or not order.text.isdigit() or isinstance(bind.body, Name):
            if bind.body == bind.variables[0] and order == Number("1"):
                return Number("1")
            return bind
        if any(isinstance(node, Bind) and node.op in DERIVATIVES for node in walk(bind.body)):
            return bind
        if self._of_many(bind.variables[0], bind.body):
            return bind
        slope = derivative(bind.body, bind.variables[0], int(order.text))
        return bind if slope is None else self._counted(slope, 0)

    def _of_many(self, variable: Expr, body: Expr) -> bool:
        """The variable is a vector, a matrix, or one member of a family of which others stand in the body: left to
        the evaluation, which knows which of them are the same."""
        match variable:
            case Name(id) if self._is_tensor(id):
                return True
            case Index(Name(base), indices):
                others = (n.indices for n in walk(body) if isinstance(n, Index) and n.base == Name(base))
                return any(o != indices and not all(isinstance(x, Number) for x in (*o, *indices)) for o in others)
            case Name(id) if "_" in id:
                base = id.rpartition("_")[0]
                return any(isinstance(n, Index) and n.base == Name(base) for n in walk(body))
            case _:
                return False

    def _is_tensor(self, id: str) -> bool:
        domain = self.names.variables.get(id)
        return domain is not None and domain.kind in ("vector", "matrix")

    def _by_entries(self, values: Iterable[Expr]) -> bool:
        """Of vectors and matrices a function may be taken entry by entry: its body is for one number."""
        return any(isinstance(n, Name) and self._is_tensor(n.id) for value in values for n in walk(value))

    def _by_defined(self, id: str, bind: Bind, depth: int, bound: frozenset[str]) -> Expr:
        """The derivative by a node of a computational graph: that node is free, the others as they are defined;
        the node's own definition is put in afterwards."""
        others = {name: body for name, body in self.names.definitions.items() if name != id}
        free = _Expansion(late.replace(self.names, definitions=others))
        free.size = self.size
        inner = free.run(bind.body, depth + 1, bound)
        self.size = free.size
        slope = self._derived(Bind(bind.op, (Name(id),), bind.bounds, inner))
        if isinstance(slope, Bind) and slope.op in DERIVATIVES:
            return Number("0") if isinstance(inner, Name) and inner != Name(id) else slope
        return self.run(slope, depth + 1, bound)

    def _at(self, variable: Expr, value: Expr, body: Expr) -> Expr:
        if any(isinstance(node, Bind) and node.op in DERIVATIVES for node in walk(body)):
            return Bind("at", (variable,), (value,), body)
        return self._counted(replace(body, {variable: value}), 0)


def replace(expr: Expr, values: Mapping[Expr, Expr]) -> Expr:
    """Free occurrences of names (or indexed names) replaced at once; bound variables are renamed out of the way."""
    held = values.get(expr) if isinstance(expr, (Name, Index)) else None
    if held is not None:
        return held
    if not isinstance(expr, Bind):
        return rebuild(expr, lambda child: replace(child, values))
    if expr.op in DERIVATIVES or expr.op == "gradient":
        return rebuild(expr, lambda child: replace(child, values))
    left = {key: value for key, value in values.items() if key not in expr.variables}
    if not left:
        return expr
    moved: dict[Expr, Expr] = {}
    for variable in expr.variables:
        if isinstance(variable, Name) and any(depends(value, variable) for value in left.values()):
            moved[variable] = _fresh(variable, [expr.body, *left.values()])
    body = replace(expr.body, moved) if moved else expr.body
    return Bind(
        expr.op,
        tuple(moved.get(variable, variable) for variable in expr.variables),
        tuple(replace(bound, values) for bound in expr.bounds),
        replace(body, left),
    )


def _fresh(name: Name, against: list[Expr]) -> Name:
    """A name that occurs in none of the expressions."""
    taken = {node.id for expr in against for node in walk(expr) if isinstance(node, Name)}
    number = 1
    while f"{name.id}#{number}" in taken:
        number += 1
    return Name(f"{name.id}#{number}")
