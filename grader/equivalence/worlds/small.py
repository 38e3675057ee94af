"""A small world gives every unknown a random meaning: a number, a smooth function, a short list, a distribution.

Everything is drawn from the generator's seed, as exact rationals, so that the same world can be built again at a
higher precision; numbers have one or two decimals, so that a person can follow a counterexample.
"""

from __future__ import annotations

import random
from fractions import Fraction

from flint import acb, arb, fmpq

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import Scalar, Undefined, Unsupported, integer
from grader.equivalence.sampling.points import REAL, fit
from grader.equivalence.worlds import tensors
from grader.equivalence.worlds.outcomes import Law, add_chance, support_of
from grader.equivalence.worlds.recipe import Recipe, above_one, decimal, plain, quarter, tenth
from grader.equivalence.worlds.roles import Roles
from grader.equivalence.worlds.tensors import Tensor
from grader.equivalence.worlds.uses import Family
from grader.equivalence.worlds.waves import Trace, density, function
from grader.equivalence.worlds.world import Function, Value, World
from grader.limits import Budget
from grader.notation.names import Domain
from grader.notation.names import Function as Declared

TALL = ((3, 2, 4, 5), (4, 3, 2, 5), (5, 2, 3, 4))
"""Sizes of matrices: different ones, so that what does not fit shows."""
CANDIDATES = 6
EQUAL_PLACES = 5
"""In every fifth round all free indexes are the same."""
WIDE = 3
"""In every fourth round anything fits, ones too."""


def build(recipe: Recipe, budget: Budget, trace: Trace | None = None) -> World:
    """The world at the precision in force. `trace` is told of every function value (to show a small world)."""
    roles = recipe.roles
    world = World({}, budget, roles.complex)
    world.candidates = lambda name: candidates(name, recipe, world)
    dimensions = _dimensions(roles)
    _add_sizes(world, recipe, dimensions)
    shape_sizes = {name: _dimension_size(recipe, name, dimensions) for name in roles.dimensions}
    for name, domain in roles.numbers.items():
        world.values[name] = number(recipe, name, domain)
    for name, pair in roles.tensors.items():
        world.values[name] = _tensor(recipe.rng(name), pair, world, shape_sizes)
    for name, size in roles.units.items():
        world.values[name] = tensors.collapse(tensors.identity(_dimension(size, world, shape_sizes)).rows)
    for name, family in roles.families.items():
        world.values[name] = _family(recipe, name, family)
    for name in roles.functions:
        world.values[name] = function(recipe, name, trace)
    for name, declared in roles.defined.items():
        world.values[name] = _defined(declared, world)
    support = tuple(plain(q, roles) for q in support_of(recipe))
    for name in roles.densities:
        world.values[name] = density(recipe, name, support, world, trace)
    for name in roles.drawn:
        world.values[name] = support[recipe.rng(name).randrange(len(support))]
    laws = {head: Law(recipe, head, joint, support, world) for head, joint in roles.joints.items()}
    for name, part in roles.parts.items():
        world.values[name] = laws[part.head].part(part, name, trace)
    if roles.chance:
        add_chance(world, recipe, support)
    return world


def _dimensions(roles: Roles) -> list[str]:
    """The sizes of vectors and matrices, in the order in which they are met."""
    pairs = sorted(roles.tensors.values(), key=lambda pair: pair[1] == "1")  # matrices first: n x d has n > d
    found = [size for pair in pairs for size in pair if not size.isdigit()]
    return list(dict.fromkeys((*found, *roles.dimensions)))


def of_ones(recipe: Recipe) -> bool:
    """Whether every size is one: vectors are numbers there, and sums have one term."""
    dimensions = _dimensions(recipe.roles)
    found = {*_ends(recipe, dimensions).values(), *(_dimension_size(recipe, d, dimensions) for d in dimensions)}
    return found == {1}


def _ends(recipe: Recipe, dimensions: list[str]) -> dict[str, int]:
    """The sizes that are no places up to another one."""
    ends = [name for name in recipe.roles.sizes if name not in recipe.roles.places]
    return {
        name: _dimension_size(recipe, name, dimensions) if name in dimensions else recipe.size(name, k)
        for k, name in enumerate(ends)
    }


def _add_sizes(world: World, recipe: Recipe, dimensions: list[str]) -> None:
    roles = recipe.roles
    ends = _ends(recipe, dimensions)
    for name, size in ends.items():
        world.values[name] = plain(fmpq(size), roles)
    fewest = recipe.length if roles.chance else 4  # a sum without bounds has so many terms
    most = min((integer(world.values[name]) or 1 for name in ends), default=fewest)
    alike = recipe.round % EQUAL_PLACES == 0
    for name in (name for name in roles.sizes if name in roles.places):
        rng = recipe.rng("a place" if alike else name)
        world.values[name] = plain(fmpq(rng.randrange(1, max(1, most) + 1)), roles)


def _dimension_size(recipe: Recipe, name: str, dimensions: list[str]) -> int:
    """Tall matrices in most rounds, so that products such as X^T X have an inverse; anything in the others."""
    k = dimensions.index(name)
    if recipe.round % 4 == WIDE:
        return recipe.rng(f"dimension {k}").randrange(1, 4)
    return TALL[recipe.round % 3][k % 4] - (len(dimensions) == 1)


def _defined(declared: Declared, world: World) -> Function:
    """A function of the exercise, entry by entry where it stands at a vector or a matrix."""

    def call(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        values = (*args, *given)
        if declared.body is None or len(values) != len(declared.params):
            raise Unsupported("call")
        if len(values) == 1 and isinstance(values[0], Tensor):
            return tensors.entrywise(lambda x: call((x,), ()), values[0])
        before = dict(world.values)
        world.values.update(zip(declared.params, values, strict=True))
        try:
            return evaluate(declared.body, world)
        finally:
            world.values.clear()
            world.values.update(before)

    return Function(call)


def number(recipe: Recipe, what: str, domain: Domain) -> Scalar:
    """A number of the domain; the same one for the same purpose."""
    if domain.kind == "complex":
        rng = recipe.rng(what)
        return acb(arb(_draw(recipe, rng)), arb(decimal(rng)))
    value = exact_number(recipe, what, domain)
    return plain(fmpq(value.numerator, value.denominator), recipe.roles)


def exact_number(recipe: Recipe, what: str, domain: Domain) -> Fraction:
    """A real number of the domain as the fraction that it is."""
    draw = _draw(recipe, recipe.rng(what))
    return fit(Fraction(int(draw.p), int(draw.q)), domain)


def _draw(recipe: Recipe, rng: random.Random) -> fmpq:
    return {"any": decimal, "above": above_one}.get(recipe.ground, tenth)(rng)


def _tensor(rng: random.Random, pair: tuple[str, str], world: World, sizes: dict[str, int]) -> Value:
    height, width = (_dimension(size, world, sizes) for size in pair)
    rows = tuple(tuple(arb(quarter(rng)) for _ in range(width)) for _ in range(height))
    return tensors.collapse(rows)


def tensor(recipe: Recipe, name: str, rng: random.Random, world: World) -> Value:
    """Another random value of the shape that the name has in this world."""
    dimensions = _dimensions(recipe.roles)
    sizes = {d: _dimension_size(recipe, d, dimensions) for d in recipe.roles.dimensions}
    return _tensor(rng, recipe.roles.tensors[name], world, sizes)


def candidates(name: str, recipe: Recipe, world: World) -> list[Value]:
    """Some values of what is to be optimised, in its domain or of its shape; the same whatever it is called."""
    if any(name in joint.letters for joint in recipe.roles.joints.values()):
        return [plain(q, recipe.roles) for q in support_of(recipe)]
    found = []
    for k in range(CANDIDATES):
        what = f"candidate/{k}"
        if name in recipe.roles.tensors:
            found.append(tensor(recipe, name, recipe.rng(what), world))
        else:
            found.append(number(recipe, what, recipe.roles.numbers.get(name, REAL)))
    return found


def _dimension(size: str, world: World, sizes: dict[str, int]) -> int:
    if size in sizes:
        return sizes[size]
    if size.isdigit():
        return min(int(size), 6)
    value = integer(world.values[size]) if size in world.values else None
    if value is None:
        raise Unsupported("dimension")
    return value


def exact_member(recipe: Recipe, name: str, places: tuple[int | None, ...]) -> fmpq:
    """A member of its own: the hundredths tell the first places apart."""
    value = decimal(recipe.rng(f"{name}{places}"))
    if recipe.ground in ("positive", "above"):
        value = abs(value)
    first = places[0] or 0
    return value + fmpq(first % 10, 100) if value > 0 else value - fmpq(first % 10, 100)


def _family(recipe: Recipe, name: str, family: Family) -> Function:
    members: dict[tuple[int | None, ...], Scalar] = {}

    def member(args: tuple[Value, ...], given: tuple[Value, ...]) -> Value:
        places = tuple(integer(arg) for arg in args)
        if any(place is None or place < 0 for place in places):
            raise Undefined("index")
        if places not in members:
            members[places] = plain(exact_member(recipe, name, places), recipe.roles)
        return members[places]

    return Function(member)
