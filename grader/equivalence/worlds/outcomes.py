"""The probability space of a small world: a few outcomes with weights, and what every random name is there."""

from __future__ import annotations

import random
from itertools import product
from math import prod

from flint import arb, fmpq

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.functions import unary
from grader.equivalence.evaluation.scalars import Dual, Scalar, Undefined, Unsupported, divide, integer, primal
from grader.equivalence.sampling.agreement import show
from grader.equivalence.worlds.chance import Chance, Copies, Outcome, empirical_mass
from grader.equivalence.worlds.laws import Joint, Part
from grader.equivalence.worlds.recipe import Recipe, plain
from grader.equivalence.worlds.thresholds import between
from grader.equivalence.worlds.uses import Family
from grader.equivalence.worlds.waves import Trace, Wave
from grader.equivalence.worlds.world import Function, Value, World

SUPPORT = 3
OUTCOMES = 6
MOST_COMBINED = 9
Row = tuple[fmpq, dict[str, Value]]


def support_of(recipe: Recipe) -> list[fmpq]:
    """The values that distributions live on: distinct quarters, which are exact at every precision; or, by turns,
    what lies between the numbers with which random variables are compared, and these numbers."""
    rng = recipe.rng("support")
    numbers = recipe.roles.thresholds
    if numbers:
        pool = [*numbers, *between(numbers)] if recipe.at_thresholds else between(numbers)
        turned = [pool[(recipe.round + k) % len(pool)] for k in range(min(SUPPORT, len(pool)))]
        return [*turned, *(max(pool) + k for k in range(1, 1 + SUPPORT - len(turned)))]
    quarters = rng.sample([k for k in range(-11, 12) if k % 4], SUPPORT)
    return [fmpq(k, 4) for k in quarters]


def _weights(rng: random.Random, count: int) -> list[fmpq]:
    """Positive decimals with the sum 1: twentieths, hundredths or less, as the count asks for."""
    whole = next(n for n in (10, 20, 100, 200, 1000, 10000) if n > 2 * count)
    cuts = sorted(rng.sample(range(1, whole), count - 1))
    return [fmpq(b - a, whole) for a, b in zip((0, *cuts), (*cuts, whole), strict=True)]


def table_of(recipe: Recipe, head: str, joint: Joint) -> dict[tuple[int, ...], fmpq]:
    """A joint law without parameters: a weight for each choice of values."""
    places = list(product(range(SUPPORT), repeat=len(joint.letters)))
    return dict(zip(places, _weights(recipe.rng(f"joint {head}"), len(places)), strict=True))


def add_chance(world: World, recipe: Recipe, support: tuple[Scalar, ...]) -> None:
    roles = recipe.roles
    rows = _rest(_independent(_joint(recipe, support), recipe, support), recipe, support)
    for name, copied in roles.copies.items():
        rows = _copies(rows, name, copied, recipe, support, world)
    outcomes = tuple(Outcome(plain(weight, roles), values) for weight, values in rows)
    empirical = {}
    for name, family in roles.empirical.items():
        empirical[name] = _samples(world, family, roles.families[family], recipe.length)
        world.values[name] = empirical_mass(empirical[name])
    world.chance = Chance(support, outcomes, empirical, recipe.length)


def _joint(recipe: Recipe, support: tuple[Scalar, ...]) -> list[Row]:
    """The outcomes on which X, Y of a joint law p(x, y) are told apart."""
    roles = recipe.roles
    for head, joint in roles.joints.items():
        if not joint.parameters and any(name.lower() in joint.letters for name in roles.random):
            return [
                (weight, {x.upper(): support[k] for x, k in zip(joint.letters, places, strict=True)})
                for places, weight in table_of(recipe, head, joint).items()
            ]
    return [(fmpq(1), {})]


def _independent(rows: list[Row], recipe: Recipe, support: tuple[Scalar, ...]) -> list[Row]:
    roles = recipe.roles
    for name in roles.independent:
        if name not in (*roles.random, *roles.events) or any(name in values for _, values in rows):
            continue
        values: tuple[Value, ...] = (True, False) if name in roles.events else support
        masses = _weights(recipe.rng(f"law of {name}"), len(values))
        rows = [
            (weight * mass, {**known, name: value})
            for weight, known in rows
            for mass, value in zip(masses, values, strict=True)
        ]
    return rows


def _rest(rows: list[Row], recipe: Recipe, support: tuple[Scalar, ...]) -> list[Row]:
    """The other random names, depending on everything: each takes all its values somewhere; two or three of them
    take them in all combinations, so that the logarithm of a joint probability has a value."""
    roles = recipe.roles
    rest = [name for name in (*roles.random, *roles.events) if name not in rows[0][1]]
    if not rest:
        return rows
    rng = recipe.rng("outcomes")
    ranges: list[tuple[Value, ...]] = [(True, False) if name in roles.events else support for name in rest]
    if len(rows) == 1 and prod(map(len, ranges)) <= MOST_COMBINED:
        together = list(product(*ranges))
        masses = _weights(rng, len(together))
        return [(mass, dict(zip(rest, values, strict=True))) for mass, values in zip(masses, together, strict=True)]
    split = OUTCOMES if len(rows) == 1 else 2
    count = split * len(rows)
    columns = {name: _column(rng, values, count) for name, values in zip(rest, ranges, strict=True)}
    found: list[Row] = []
    for k, (weight, known) in enumerate(rows):
        for n, mass in enumerate(_weights(rng, split)):
            here = {name: column[k * split + n] for name, column in columns.items()}
            found.append((weight * mass, {**known, **here}))
    return found


MOST_COPIES = 4


def _copies(
    rows: list[Row], name: str, family: Family, recipe: Recipe, support: tuple[Scalar, ...], world: World
) -> list[Row]:
    """Independent draws from one law, member by member; member 0 is what the bare name means."""
    count = max([integer(evaluate(end, world)) or 1 for end in family.lengths] or [2])
    if count > MOST_COPIES:
        raise Unsupported("copies")
    law = list(zip(_weights(recipe.rng(f"law of {name}"), len(support)), support, strict=True))
    found: list[Row] = []
    for weight, known in rows:
        for draws in product(law[: 3 if count < 3 else 2], repeat=count + 1):
            mass = weight
            for part, _ in draws:
                mass = mass * part
            found.append((mass, {**known, name: Copies(tuple(value for _, value in draws))}))
    total = sum((mass for mass, _ in found), fmpq(0))
    return [(mass / total, values) for mass, values in found]


def _column(rng: random.Random, values: tuple[Value, ...], count: int) -> list[Value]:
    column = [values[k % len(values)] for k in range(count)]
    for k in range(len(values), count):
        column[k] = rng.choice(values)
    rng.shuffle(column)
    return column


def _samples(world: World, name: str, family: Family, length: int) -> tuple[Value, ...]:
    """As many members as the sums over the family have terms."""
    count = integer(evaluate(family.lengths[0], world)) if family.lengths else length
    if count is None or not 0 < count < 50:
        raise Unsupported("samples")
    members = world.values[name]
    return tuple(members.call((arb(k),), ()) for k in range(1, count + 1))


def _label(part: Part, args: tuple[Value, ...], given: tuple[Value, ...]) -> str:
    """`p(y = 0.5 | x = 1.25)`."""
    of = ", ".join(f"{x} = {show(value, 4)}" for x, value in zip(part.of, args, strict=True))
    on = ", ".join(f"{x} = {show(value, 4)}" for x, value in zip(part.on, given, strict=True))
    return f"{part.head}({of} | {on})" if on else f"{part.head}({of})"


class Law:
    """A joint law of a world: sums of its weights with some letters fixed."""

    def __init__(self, recipe: Recipe, head: str, joint: Joint, support: tuple[Scalar, ...], world: World) -> None:
        self._joint, self._support, self._world = joint, support, world
        self._keys = [repr(primal(x)) for x in support]
        self._wave = Wave(recipe, head) if joint.parameters else None
        self._table = {} if joint.parameters else table_of(recipe, head, joint)
        self._recipe = recipe
        self._sums: dict[str, Scalar] = {}

    def _weight(self, places: tuple[int, ...], parameters: tuple[Scalar, ...]) -> Scalar:
        if self._wave is None:
            return plain(self._table[places], self._recipe.roles)
        return unary("exp", self._wave((*(self._support[k] for k in places), *parameters)))

    def _sum(self, fixed: dict[str, int], parameters: tuple[Scalar, ...]) -> Scalar:
        plain_ = not any(isinstance(x, Dual) for x in parameters)
        key = f"{sorted(fixed.items())}{parameters}"
        if plain_ and key in self._sums:
            return self._sums[key]
        letters = self._joint.letters
        choices = [(fixed[x],) if x in fixed else range(SUPPORT) for x in letters]
        total: Scalar = arb(0)
        for places in product(*choices):
            total = total + self._weight(places, parameters)
        if plain_:
            self._sums[key] = total
        return total

    def _place(self, value: Value) -> int:
        key = repr(primal(value))
        if key not in self._keys:
            raise Undefined("support")
        return self._keys.index(key)

    def part(self, part: Part, name: str, trace: Trace | None) -> Function:
        """`p(x, y | z)`: the sum with all of them fixed over the sum with the condition fixed."""

        def call(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
            parameters = tuple(self._world.values[p] for p in self._joint.parameters)
            on = {x: self._place(value) for x, value in zip(part.on, given, strict=True)}
            both = {**on, **{x: self._place(value) for x, value in zip(part.of, args, strict=True)}}
            value = divide(self._sum(both, parameters), self._sum(on, parameters))
            if trace is not None:
                trace(_label(part, args, given), value)
            return value

        return Function(call)
