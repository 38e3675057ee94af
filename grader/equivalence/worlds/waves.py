"""Abstract functions and densities of a small world: smooth, in general position, with exact derivatives."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.functions import unary
from grader.equivalence.evaluation.scalars import SCALARS, Dual, Scalar, Unsupported, divide, primal
from grader.equivalence.sampling.agreement import show
from grader.equivalence.worlds import tensors
from grader.equivalence.worlds.recipe import Recipe, decimal
from grader.equivalence.worlds.tensors import Tensor
from grader.equivalence.worlds.world import Function, Value, World

FREQUENCIES = 3
Trace = Callable[[str, Value], None]


def _flat(values: tuple[Value, ...]) -> tuple[Scalar, ...]:
    flat: list[Scalar] = []
    for value in values:
        if isinstance(value, tuple):
            flat.extend(_flat(value))
        elif isinstance(value, (Tensor, *SCALARS)):
            flat.extend(tensors.entries(value))
        else:
            raise Unsupported("argument")
    return tuple(flat)


class Wave:
    """A smooth function in general position: some waves and a quadratic, for any number of arguments."""

    def __init__(self, recipe: Recipe, name: str) -> None:
        self._recipe, self._name = recipe, name
        self._drawn: dict[int, list[arb]] = {}

    def _numbers(self, count: int) -> list[arb]:
        if count not in self._drawn:
            rng = self._recipe.rng(f"{self._name}/{count}")
            many = 1 + FREQUENCIES * (2 + count) + count
            self._drawn[count] = [arb(decimal(rng)) for _ in range(many)]
        return self._drawn[count]

    def __call__(self, args: tuple[Scalar, ...]) -> Scalar:
        numbers = iter(self._numbers(len(args)))
        total: Scalar = next(numbers)
        for _ in range(FREQUENCIES):
            phase: Scalar = next(numbers)
            for arg in args:
                phase = phase + next(numbers) * arg
            total = total + next(numbers) * unary("sin", phase)
        for arg in args:
            total = total + next(numbers) / 8 * arg * arg
        return total


def function(recipe: Recipe, name: str, trace: Trace | None) -> Function:
    wave = Wave(recipe, name)

    def call(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        value = wave(_flat((*args, *given)))
        if trace is not None:
            trace(label(name, args, given), value)
            if len(args) == 1 and isinstance(args[0], Dual) and isinstance(value, Dual) and args[0].slope == 1:
                trace(label(name + "'", args, given), value.slope)
        return value

    return Function(call)


class _Weight:
    """A positive function and its sum over the support. One condition is asked about at many points, and by both
    sides of a comparison: what was found under the last one is remembered, by the numbers themselves and not by
    their digits."""

    def __init__(self, wave: Wave, support: tuple[Scalar, ...]) -> None:
        self._wave, self._support = wave, support
        self._rest: tuple[Scalar, ...] = ()
        self._weights: dict[tuple[int, ...], tuple[tuple[Scalar, ...], Scalar]] = {}
        self._masses: dict[int, Scalar] = {}

    def at(self, first: tuple[Scalar, ...], rest: tuple[Scalar, ...]) -> Scalar:
        self._under(rest)
        key = tuple(map(id, first))
        if key not in self._weights:  # the points are kept beside, so that no other takes their place
            self._weights[key] = first, unary("exp", self._wave((*first, *rest)))
        return self._weights[key][1]

    def mass(self, count: int, rest: tuple[Scalar, ...]) -> Scalar:
        self._under(rest)
        if count not in self._masses:
            self._masses[count] = sum((self.at((point,) * count, rest) for point in self._support), arb(0))
        return self._masses[count]

    def _under(self, rest: tuple[Scalar, ...]) -> None:
        if len(rest) != len(self._rest) or any(a is not b for a, b in zip(rest, self._rest, strict=True)):
            self._rest, self._weights, self._masses = rest, {}, {}


def density(
    recipe: Recipe,
    name: str,
    support: tuple[Scalar, ...],
    world: World,
    trace: Trace | None,
) -> Function:
    """Positive, and of sum one over the support (in the first argument). Where it is called with one and the same
    condition elsewhere (`; theta`), that condition is understood where it is left out."""
    usual = recipe.roles.given.get(name, ())
    weight = _Weight(Wave(recipe, name), support)

    def call(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        if not given and usual and len(args) == 1:
            given = tuple(evaluate(condition, world) for condition in usual)
        rest = _flat((*args[1:], *given))
        first = _flat(args[:1])
        value = divide(weight.at(first, rest), weight.mass(len(first), rest))
        if trace is not None and any(primal(first[0]).overlaps(primal(x)) for x in support):
            trace(label(name, args, given), value)
        elif trace is not None:
            trace("log " + label(name, args, given), unary("log", value))
        return value

    return Function(call)


def label(name: str, args: tuple[Value, ...], given: tuple[Value, ...]) -> str:
    """`p(0.5; 1.25)`."""
    inside = ", ".join(show(arg, 4) for arg in args)
    if given:
        inside += "; " + ", ".join(show(arg, 4) for arg in given)
    return f"{name}({inside})"
