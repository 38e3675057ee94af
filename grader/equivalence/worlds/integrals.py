"""Integrals: over a density of a small world a weighted sum, between two numbers by rigorous quadrature."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb

from grader.equivalence.evaluation.functions import REAL_SIZE
from grader.equivalence.evaluation.scalars import SCALARS, Scalar, Undefined, Unsupported, Unsure, real_part
from grader.equivalence.rewriting.derive import depends
from grader.equivalence.worlds import tensors
from grader.equivalence.worlds.kinks import pieces
from grader.equivalence.worlds.world import Value, World
from grader.errors import LimitError
from grader.notation.tree import Apply, Bind, Call, Expr, Name, rebuild, walk

EVALUATIONS = 4_000
NOT_HOLOMORPHIC = frozenset({"re", "im", "conjugate", "conjugate_transpose", "arg", "norm"})
OF_REALS = frozenset({"abs", "sign", "max", "min", "floor", "ceiling", "mod", "heaviside", "cases", "indicator"})
"""Holomorphic piece by piece where their arguments are real on the path."""


def integral(expr: Bind, world: World) -> Value:
    """The definite integral; Unsupported where no method here applies (SymPy may know more)."""
    if len(expr.variables) != 1 or not isinstance(expr.variables[0], Name):
        raise Unsupported("integral")
    name = expr.variables[0].id
    if world.chance is not None and _has_density(expr.body, expr.variables[0]) and _everywhere(expr):
        return _over_support(expr, name, world)
    if len(expr.bounds) != 2:
        raise Unsupported("integral")
    return _quadrature(expr, name, world)


def _has_density(body: Expr, variable: Expr) -> bool:
    return any(isinstance(n, Call) and variable in (*n.args, *n.given) for n in walk(body))


def _everywhere(expr: Bind) -> bool:
    """No bounds, or minus infinity to infinity."""
    return not expr.bounds or all(Name("infinity") in walk(bound) for bound in expr.bounds)


def _over_support(expr: Bind, name: str, world: World) -> Value:
    from grader.equivalence.evaluation.evaluate import evaluate

    total: Value = None
    for value in world.chance.support:
        with world.bound(name, value):
            term = evaluate(expr.body, world)
        total = term if total is None else tensors.plus(total, term)
    return total


def _quadrature(expr: Bind, name: str, world: World) -> Scalar:
    from grader.equivalence.evaluation.evaluate import evaluate

    if any(Name("infinity") in walk(bound) for bound in expr.bounds):
        raise Unsupported("integral")
    ends = [evaluate(bound, world) for bound in expr.bounds]
    if not all(type(end) in (arb, acb) for end in ends):
        raise Unsupported("integral")
    body = _continued(expr.body, name, world.complex)
    low, high = ends
    real = not world.complex and type(low) is arb and type(high) is arb
    cut = pieces(body, Name(name), low, high, world) if real else ((body, low, high),)
    result = sum((_piece(part, name, acb(start), acb(end), world) for part, start, end in cut), acb(0))
    return result if world.complex else real_part(result)


def _piece(body: Expr, name: str, low: acb, high: acb, world: World) -> acb:
    integrand = _Integrand(name, body, world)
    result = acb.integral(integrand, low, high, eval_limit=EVALUATIONS)
    if integrand.stopped is not None:
        raise integrand.stopped
    if not result.is_finite():
        raise Unsure
    return result


class _Integrand:
    """What is integrated, for `acb.integral`: on the path itself a real function of real numbers; around it, where
    the bound of the error is found, holomorphic on the whole ball or no number."""

    def __init__(self, name: str, body: Expr, world: World) -> None:
        from grader.equivalence.evaluation.evaluate import evaluate

        self._value: Callable[[World], Value] = lambda world: evaluate(body, world)
        self._name = name
        self.stopped: Exception | None = None
        self._complex = world.complex
        scalars = {key: x for key, x in world.values.items() if isinstance(x, SCALARS)}
        wide = {key: acb(x) if type(x) is arb else x for key, x in scalars.items()}
        self._on_path = World(scalars, world.budget, complex=world.complex)
        self._around = World(wide, world.budget, complex=True)

    def __call__(self, x: acb, analytic: bool) -> acb:
        if self.stopped is not None:
            return acb("nan")
        real = not analytic and not self._complex and x.imag.is_zero()
        world = self._on_path if real else self._around
        try:
            with world.bound(self._name, x.real if real else x):
                return acb(self._value(world))
        except (Undefined, Unsure):
            return acb("nan")
        except (Unsupported, LimitError, TypeError, RecursionError) as error:  # must not cross the C code
            self.stopped = error
            return acb("nan")


def _continued(body: Expr, name: str, complex_: bool) -> Expr:
    """The integrand with the size of a real number in place of |x|, which is no holomorphic function. Unsupported
    where nothing holomorphic is the same on the path."""
    for node in walk(body):
        word = node.op if isinstance(node, Apply) else ""
        if (word in NOT_HOLOMORPHIC or (complex_ and word in OF_REALS)) and depends(node, Name(name)):
            raise Unsupported(word)
        if isinstance(node, Bind) and any(_turns(each, name) for each in walk(node.body)):
            raise Unsupported("integral")  # of a size within an inner integral nothing is seen around the path
    return body if complex_ else _with_real_sizes(body)


def _turns(node: Expr, name: str) -> bool:
    return isinstance(node, Apply) and node.op in OF_REALS and depends(node, Name(name))


def _with_real_sizes(expr: Expr) -> Expr:
    expr = rebuild(expr, _with_real_sizes)
    return Apply(REAL_SIZE, expr.args) if isinstance(expr, Apply) and expr.op == "abs" else expr
