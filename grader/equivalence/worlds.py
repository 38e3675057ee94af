"""A small world gives every unknown a random meaning: a number, a smooth function, a short list, a distribution.

Everything is drawn from the generator's seed, as exact rationals, so that the same world can be built again at a
higher precision; numbers have one or two decimals, so that a person can follow a counterexample.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from flint import acb, arb, fmpq

from grader.equivalence import tensors
from grader.equivalence.chance import Chance, Outcome, empirical_mass
from grader.equivalence.evaluate import evaluate
from grader.equivalence.functions import unary
from grader.equivalence.points import REAL, fit
from grader.equivalence.roles import Family, Roles
from grader.equivalence.scalars import SCALARS, Dual, Scalar, Undefined, Unsupported, divide, integer
from grader.equivalence.tensors import Tensor
from grader.equivalence.world import Function, Value, World
from grader.limits import Budget

SIZES = (3, 2, 1, 4, 5, 2, 3, 7)
SUPPORT = 3
OUTCOMES = 6
FREQUENCIES = 3


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a world is made from."""

    roles: Roles
    seed: str
    round: int

    def rng(self, what: str) -> random.Random:
        return random.Random(f"{self.seed}/{self.round}/{what}")


def build(recipe: Recipe, budget: Budget, trace: Callable[[str, Value], None] | None = None) -> World:
    """The world at the precision in force. `trace` is told of every function value (to show a small world)."""
    roles = recipe.roles
    world = World({}, budget, roles.complex)
    for k, name in enumerate(roles.sizes):
        world.values[name] = _plain(fmpq(_size(recipe, k, name)), roles)
    shape_sizes = {name: _dimension_size(recipe, k, name) for k, name in enumerate(roles.dimensions)}
    for name, domain in roles.numbers.items():
        world.values[name] = number(recipe.rng(name), domain, roles)
    for name, pair in roles.tensors.items():
        world.values[name] = _tensor(recipe.rng(name), pair, world, shape_sizes)
    for name, size in roles.units.items():
        world.values[name] = tensors.collapse(tensors.identity(_dimension(size, world, shape_sizes)).rows)
    for name, family in roles.families.items():
        world.values[name] = _family(recipe, name, family)
    for name in roles.functions:
        world.values[name] = _function(recipe, name, trace)
    support = tuple(_plain(q, roles) for q in _support(recipe))
    for name in roles.densities:
        world.values[name] = _density(recipe, name, support, world, trace)
    for name in roles.drawn:
        world.values[name] = support[recipe.rng(name).randrange(len(support))]
    if roles.chance:
        _add_chance(world, recipe, support)
    return world


def _size(recipe: Recipe, k: int, name: str) -> int:
    if k == 0:
        return SIZES[recipe.round % len(SIZES)]
    return recipe.rng(name).randrange(1, 5)


def _dimension_size(recipe: Recipe, k: int, name: str) -> int:
    """Tall matrices in most rounds, so that products such as X^T X have an inverse; anything in the others."""
    if recipe.round % 4 == 3:
        return recipe.rng(f"dimension {k}").randrange(1, 4)
    return max(1, (3, 4, 5)[recipe.round % 3] - k)


def _plain(value: fmpq, roles: Roles) -> Scalar:
    return acb(value) if roles.complex else arb(value)


def _decimal(rng: random.Random) -> fmpq:
    """A number such as -1.3 or 0.7, never 0, 1 or 2."""
    while True:
        tenths = rng.randrange(-27, 28)
        if tenths % 10:
            return fmpq(tenths, 10)


def number(rng: random.Random, domain: object, roles: Roles) -> Scalar:
    from grader.notation.names import Domain

    kind = domain if isinstance(domain, Domain) else REAL
    draw = _decimal(rng)
    if kind.kind == "complex":
        other = _decimal(rng)
        return acb(arb(draw), arb(other))
    value = fit(Fraction(int(draw.p), int(draw.q)), kind)
    return _plain(fmpq(value.numerator, value.denominator), roles)


def _tensor(rng: random.Random, pair: tuple[str, str], world: World, sizes: dict[str, int]) -> Value:
    height, width = (_dimension(size, world, sizes) for size in pair)
    rows = tuple(tuple(arb(_decimal(rng)) for _ in range(width)) for _ in range(height))
    return tensors.collapse(rows)


def tensor(recipe: Recipe, name: str, rng: random.Random, world: World) -> Value:
    """Another random value of the shape that the name has in this world."""
    sizes = {d: _dimension_size(recipe, k, d) for k, d in enumerate(recipe.roles.dimensions)}
    return _tensor(rng, recipe.roles.tensors[name], world, sizes)


def _dimension(size: str, world: World, sizes: dict[str, int]) -> int:
    if size in sizes:
        return sizes[size]
    if size.isdigit():
        return min(int(size), 6)
    value = integer(world.values[size]) if size in world.values else None
    if value is None:
        raise Unsupported("dimension")
    return value


def _family(recipe: Recipe, name: str, family: Family) -> Function:
    members: dict[tuple[int | None, ...], Scalar] = {}

    def member(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        places = tuple(integer(arg) for arg in args)
        if any(place is None or place < 0 for place in places):
            raise Undefined("index")
        if places not in members:
            members[places] = _plain(_decimal(recipe.rng(f"{name}{places}")), recipe.roles)
        return members[places]

    return Function(member)


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
            self._drawn[count] = [arb(_decimal(rng)) for _ in range(many)]
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


def _function(recipe: Recipe, name: str, trace: Callable[[str, Value], None] | None) -> Function:
    wave = Wave(recipe, name)

    def call(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        value = wave(_flat((*args, *given)))
        if trace is not None:
            trace(_label(name, args, given), value)
        return value

    return Function(call)


def _density(
    recipe: Recipe,
    name: str,
    support: tuple[Scalar, ...],
    world: World,
    trace: Callable[[str, Value], None] | None,
) -> Function:
    """Positive, and of sum one over the support (in the first argument). Where it is called with one and the same
    condition elsewhere (`; theta`), that condition is understood where it is left out."""
    usual = recipe.roles.given.get(name, ())
    wave = Wave(recipe, name)
    masses: dict[str, Scalar] = {}

    def mass(count: int, rest: tuple[Scalar, ...]) -> Scalar:
        key = f"{count}{rest}" if not any(isinstance(x, Dual) for x in rest) else ""
        if key and key in masses:
            return masses[key]
        total: Scalar = arb(0)
        for point in support:
            total = total + unary("exp", wave((*((point,) * count), *rest)))
        if key:
            masses[key] = total
        return total

    def call(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        if not given and usual and len(args) == 1:
            given = tuple(evaluate(condition, world) for condition in usual)
        rest = _flat((*args[1:], *given))
        first = _flat(args[:1])
        value = divide(unary("exp", wave((*first, *rest))), mass(len(first), rest))
        if trace is not None:
            trace("log " + _label(name, args, given), unary("log", value))
        return value

    return Function(call)


def _label(name: str, args: tuple[Value, ...], given: tuple[Value, ...]) -> str:
    from grader.equivalence.agreement import show

    inside = ", ".join(show(arg, 4) for arg in args)
    if given:
        inside += "; " + ", ".join(show(arg, 4) for arg in given)
    return f"{name}({inside})"


def _support(recipe: Recipe) -> list[fmpq]:
    rng = recipe.rng("support")
    values: list[fmpq] = []
    while len(values) < SUPPORT:
        value = _decimal(rng)
        if value not in values:
            values.append(value)
    return values


def _weights(rng: random.Random, count: int) -> list[fmpq]:
    parts = [rng.randrange(1, 10) for _ in range(count)]
    return [fmpq(part, sum(parts)) for part in parts]


def _add_chance(world: World, recipe: Recipe, support: tuple[Scalar, ...]) -> None:
    roles = recipe.roles
    rng = recipe.rng("outcomes")
    masses = _weights(rng, OUTCOMES)
    outcomes = []
    draws = {name: [rng.randrange(SUPPORT) for _ in masses] for name in roles.random}
    happens = {name: rng.sample(range(OUTCOMES), rng.randrange(2, OUTCOMES - 1)) for name in roles.events}
    for k, mass in enumerate(masses):
        values: dict[str, Value] = {name: support[draw[k]] for name, draw in draws.items()}
        values.update({name: k in members for name, members in happens.items()})
        outcomes.append(Outcome(_plain(mass, roles), values))
    length = SIZES[recipe.round % len(SIZES)]
    empirical = {}
    for name, family in roles.empirical.items():
        empirical[name] = _samples(world, family, roles.families[family], length)
        world.values[name] = empirical_mass(empirical[name])
    world.chance = Chance(support, tuple(outcomes), empirical, length)


def _samples(world: World, name: str, family: Family, length: int) -> tuple[Value, ...]:
    """As many members as the sums over the family have terms."""
    count = integer(evaluate(family.lengths[0], world)) if family.lengths else length
    if count is None or not 0 < count < 50:
        raise Unsupported("samples")
    members = world.values[name]
    return tuple(members.call((arb(k),), ()) for k in range(1, count + 1))
