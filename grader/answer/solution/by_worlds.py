r"""Equations with sums over samples, `\frac n\lambda = \sum_i x_i` and `\lambda = n/\sum_i x_i`, in small worlds.

In each of some worlds sizes, samples and all letters but one are numbers, so that what remains is a statement about
one letter, of which the solutions can be compared exactly. `same` is evidence: in every world in which there was a
solution both had the same ones, for each letter that was left open. A difference must show in worlds of different
sizes, so that it is none of a single small one; where a letter that the exercise does not know stands on one side
alone, nobody knows what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from grader.answer.kind import Context
from grader.answer.solution.conditions import Condition, atoms, condition
from grader.answer.solution.relation import Relation, Solutions, solution
from grader.answer.solution.scatter import scattered
from grader.answer.value.polynomials import ring_of
from grader.answer.value.shapes import CONSTANTS
from grader.answer.value.worth import NoValue, value
from grader.equivalence.agreement import meet
from grader.equivalence.inline import expand
from grader.equivalence.meanings import free_names
from grader.equivalence.scalars import Unsupported
from grader.equivalence.worlds.families import prepare
from grader.equivalence.worlds.hiding import doubt
from grader.equivalence.worlds.recipe import GROUNDS, Recipe
from grader.equivalence.worlds.roles import Roles, roles
from grader.equivalence.worlds.shorthand import in_full
from grader.equivalence.worlds.small import build, of_ones
from grader.equivalence.worlds.spelled import Spelled, is_of_samples
from grader.late import dataclass, field
from grader.notation.tree import Apply, Bind, Chain, Expr, facts, walk
from grader.values import Counterexample

ROUNDS = 14
FEW = 7
ENOUGH = 4
SIZES = 2
"""Of so many different sizes must the worlds be that show a difference."""
MOST_OPEN = 3
SHOWN = 6
SUMS = frozenset({"sum", "product"})
PARTIAL = frozenset({"div", "pow", "sqrt", "root", "log"})
"""Words that have no value everywhere."""


@dataclass(slots=True)
class _Seen:
    """What the worlds showed so far."""

    agreed: list[Recipe] = field(default_factory=list)
    lost: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    gained: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    sizes: set[int] = field(default_factory=set)


def by_worlds(left: Expr, right: Expr, context: Context) -> Solutions | None:
    """How the solutions lie to each other; None where this method has nothing to say."""
    if left == right or not any(map(_sums, (left, right))):
        return None
    names = context.names
    left, right = in_full(*prepare(expand(left, names), expand(right, names)), names)
    found = roles(left, right, names)
    if not is_of_samples(found):
        return None
    ours, theirs = set(free_names(left)), set(free_names(right))
    shared, strange = ours & theirs, (ours ^ theirs) - names.declared
    open_ = [name for name, domain in found.numbers.items() if "integer" not in domain.kind]
    agreed: list[Recipe] = []
    for name in sorted(open_, key=lambda name: name not in shared):
        seen = _seen(left, right, name, _recipes(found, context, not agreed and name in shared), context)
        if seen.sizes:
            return (
                _different(seen) if len(seen.sizes) >= SIZES and found.numbers.keys().isdisjoint(strange) else None
            )
        agreed = agreed or seen.agreed
    if len(open_) > MOST_OPEN or len(agreed) < ENOUGH or _doubtful(left, right, agreed, context):
        return None
    return Solutions("same", "worlds", False)


def _recipes(found: Roles, context: Context, thorough: bool) -> Iterator[Recipe]:
    """The worlds to look at: numbers of either sign, and other ones only where the letter is the unknown."""
    for ground in GROUNDS if thorough else GROUNDS[:1]:
        for k in range(ROUNDS if thorough else FEW):
            recipe = Recipe(found, context.seed, k, ground)
            if not of_ones(recipe):
                yield recipe


def _sums(statement: Expr) -> bool:
    """Whether sums or products stand in it."""
    if Bind not in facts(statement).shapes:
        return "ellipsis" in facts(statement).words
    return any(isinstance(node, Bind) and node.op in SUMS for node in walk(statement))


def _seen(left: Expr, right: Expr, name: str, recipes: Iterator[Recipe], context: Context) -> _Seen:
    """What the worlds show where this letter is the unknown."""
    seen = _Seen()
    for recipe in recipes:
        if len(seen.agreed) >= ENOUGH or len(seen.sizes) >= SIZES:
            break
        context.budget.check()
        _look(left, right, name, recipe, context, seen)
    return seen


def _look(left: Expr, right: Expr, name: str, recipe: Recipe, context: Context, seen: _Seen) -> None:
    world = Spelled.of(recipe, frozenset({name}), context.budget)
    try:
        read = world.read(left), world.read(right)
    except Unsupported:
        return
    ours, theirs = map(condition, read)
    if ours is None or theirs is None or any(_has_no_value(side, context) for side in read):
        return
    told = _compared(ours, theirs, context)
    if told.relation == "same":
        if told.by != "cells" or _compared(ours, False, context).relation != "same":  # there is a solution
            seen.agreed.append(recipe)
    elif told.relation != "unknown":
        seen.sizes.add(recipe.length)
        if told.relation in ("right_in_left", "different"):
            seen.lost.append(_place(world, name, told, told.lost))
        if told.relation in ("left_in_right", "different"):
            seen.gained.append(_place(world, name, told, told.gained))


def _has_no_value(statement: Expr, context: Context) -> bool:
    """Whether a part without letters has none here: `\\log x_1` of a negative sample says nothing of a step."""
    for node in walk(statement):
        if isinstance(node, Apply) and node.op in PARTIAL and not free_names(node):
            found = value(node, context, real=True)
            if isinstance(found, NoValue) and found.undefined:
                return True
    return False


def _compared(ours: Condition, theirs: Condition, context: Context) -> Solutions:
    """Two statements about one letter, exactly where that is possible."""
    from grader.answer.solution.solutions import by_cells

    ring = ring_of((atom.expr for atom in (*atoms(ours), *atoms(theirs))), CONSTANTS)
    exact = None if ring is None else by_cells(ours, theirs, ring, context)
    return exact or scattered(ours, theirs, context)


def _doubtful(left: Expr, right: Expr, agreed: list[Recipe], context: Context) -> bool:
    """Whether something may hide in worlds that were not looked at."""
    budget = context.budget
    ours, theirs = _in_one(left), _in_one(right)

    worlds = [partial(build, recipe, budget) for recipe in agreed]

    def apart(one: Expr, other: Expr) -> bool:
        return any(meet(one, other, world).outcome == "apart" for world in worlds)

    sizes = frozenset(agreed[0].roles.sizes)
    return doubt(ours, theirs, worlds[0], apart, False, sizes) is not None


def _in_one(statement: Expr) -> Expr:
    """A formula with all sides of its comparisons in it."""
    return Apply(
        "add", tuple(side for node in walk(statement) if isinstance(node, Chain) for side in node.operands)
    )


def _place(world: Spelled, name: str, told: Solutions, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The world with a solution that only one side has."""
    there = dict(told.counterexample.at).get(name, "") if told.counterexample else ""
    return (*world.shown()[:SHOWN], (name, values[0] if values else there))


def _different(seen: _Seen) -> Solutions:
    relation: Relation = "right_in_left" if seen.lost else "left_in_right"
    relation = "different" if seen.lost and seen.gained else relation
    told = [solution("solutions-gained", at) for at in seen.gained[:1]]
    told += [solution("solutions-lost", at) for at in seen.lost[:1]]
    sides = ("true", "false") if seen.lost else ("false", "true")
    example = Counterexample((seen.lost or seen.gained)[0], *sides)
    return Solutions(relation, "worlds", True, tuple(told), counterexample=example)
