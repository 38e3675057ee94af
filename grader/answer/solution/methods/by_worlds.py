r"""Equations with sums over samples, `\frac n\lambda = \sum_i x_i` and `\lambda = n/\sum_i x_i`, in small worlds.

In each of some worlds sizes, samples and all letters but one (but two, for two equations) are numbers. What
remains is a statement about that one, and the solutions of two such statements are compared exactly. `same` is
evidence: in every world in which there was a solution both had the same ones, for each letter that was left
open. A difference must show in worlds of different sizes, so that it is none of a single small one; where a
letter that the exercise does not know stands on one side alone, nobody knows what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations, islice
from typing import TypeAlias

from grader.answer.kind import Context
from grader.answer.solution.conditions import Condition, atoms, condition
from grader.answer.solution.methods.scatter import scattered
from grader.answer.solution.relation import Relation, Solutions, solution
from grader.answer.value.formulas.polynomials import ring_of
from grader.answer.value.numbers.worth import NoValue, value
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.evaluation.scalars import Unsupported
from grader.equivalence.meanings import free_names
from grader.equivalence.rewriting.inline import expand
from grader.equivalence.sampling.agreement import meet
from grader.equivalence.sampling.positivity import positive_only, with_positive
from grader.equivalence.worlds.families import prepare
from grader.equivalence.worlds.hiding import doubt
from grader.equivalence.worlds.recipe import GROUNDS, Recipe
from grader.equivalence.worlds.roles import Roles, roles
from grader.equivalence.worlds.shorthand import in_full
from grader.equivalence.worlds.small import build, of_ones
from grader.equivalence.worlds.spelled import Spelled, is_of_samples
from grader.late import dataclass, field, replace
from grader.notation.tree import Apply, Bind, Chain, Expr, facts, walk
from grader.values import Counterexample, Finding

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
Place: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Seen:
    """What the worlds showed so far."""

    agreed: list[Recipe] = field(default_factory=list)
    lost: list[Place] = field(default_factory=list)
    gained: list[Place] = field(default_factory=list)
    sizes: set[int] = field(default_factory=set)
    told: tuple[Finding, ...] = ()
    """What is said of a difference between systems."""
    vain: int = 0
    """How many worlds told nothing, though all had a value there."""


def by_worlds(left: Expr, right: Expr, context: Context) -> Solutions | None:
    """How the solutions lie to each other; None where this method has nothing to say."""
    return _in_worlds(left, right, context) if left != right and any(map(_sums, (left, right))) else None


def same_for_each(left: Expr, right: Expr, context: Context) -> Solutions | None:
    """Whether they have the same solutions for each value of the whole numbers in them, `n p = k`. That they have
    others for one says nothing: `x = 2k` and `x = 2k + 2`."""
    whole = context.names.integers.intersection((*free_names(left), *free_names(right)))
    found = _in_worlds(left, right, context) if whole and not any(map(_sums, (left, right))) else None
    return found if found is not None and found.relation == "same" else None


def _in_worlds(left: Expr, right: Expr, context: Context) -> Solutions | None:
    names = context.names
    left, right = in_full(*prepare(expand(left, names), expand(right, names)), names)
    found = roles(left, right, names)
    if not is_of_samples(found):
        return None
    ours, theirs = set(free_names(left)), set(free_names(right))
    strange = (ours ^ theirs) - names.declared
    letters = [name for name, domain in found.numbers.items() if "integer" not in domain.kind]
    letters.sort(key=lambda name: name not in ours & theirs)
    several = max(map(_equations, (left, right)))
    agreed: list[Recipe] = []
    for open_ in islice(combinations(letters, several), MOST_OPEN + 1):
        thorough = not agreed and ours & theirs >= set(open_)
        seen = _seen(left, right, frozenset(open_), _recipes(found, context, thorough), context)
        if seen.sizes:
            sure = len(seen.sizes) >= SIZES and strange.isdisjoint(found.numbers)
            return _but_for_sign(_different(seen), open_, left, right, context) if sure else None
        agreed = agreed or seen.agreed
    if len(letters) > MOST_OPEN or len(agreed) < ENOUGH or _doubtful(left, right, agreed, context):
        return None
    return Solutions("same", "worlds", False)


def _equations(statement: Expr) -> int:
    """How many equations hold together: so many letters can be found."""
    together = statement.args if isinstance(statement, Apply) and statement.op in ("and", "sequence") else ()
    return max(1, len(together))


def _but_for_sign(found: Solutions, open_: tuple[str, ...], left: Expr, right: Expr, context: Context) -> Solutions:
    """Where a solution is lost only if the letter is negative, `s = \\sqrt{\\dots}`, of which nothing is said, a
    person decides."""
    unsaid = [name for name in open_ if name not in context.names.declared]
    if found.relation != "right_in_left" or len(open_) > 1 or not unsaid:
        return found
    positive = replace(context, names=with_positive(context.names, open_))
    again = _in_worlds(left, right, positive)
    if again is None or again.relation != "same":
        return found
    return Solutions("unknown", "worlds", False, (positive_only(open_),))


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


def _seen(left: Expr, right: Expr, open_: frozenset[str], recipes: Iterator[Recipe], context: Context) -> _Seen:
    """What the worlds show where these letters are the unknowns."""
    seen = _Seen()
    for recipe in recipes:
        if len(seen.agreed) >= ENOUGH or len(seen.sizes) >= SIZES or seen.vain >= ENOUGH:
            break
        context.budget.check()
        _look(left, right, Spelled.of(recipe, open_, context.budget), context, seen)
    return seen


def _look(left: Expr, right: Expr, world: Spelled, context: Context, seen: _Seen) -> None:
    try:
        read = world.read(left), world.read(right)
    except Unsupported:
        seen.vain = ENOUGH
        return
    ours, theirs = map(condition, read)
    if ours is None or theirs is None:
        seen.vain = ENOUGH
        return
    if any(_has_no_value(side, context) for side in read):
        return
    told = _compared(ours, theirs, context)
    seen.vain += told.relation == "unknown"
    if told.relation == "same":
        if told.by == "points" or _compared(ours, False, context).relation != "same":  # there is a solution
            seen.agreed.append(world.recipe)
    elif told.relation != "unknown":
        seen.sizes.add(world.recipe.length)
        at = told.counterexample.at if told.counterexample else ()
        seen.told = seen.told or (() if at else told.findings)
        if told.relation in ("right_in_left", "different"):
            seen.lost.append(_place(world, at, told.lost))
        if told.relation in ("left_in_right", "different"):
            seen.gained.append(_place(world, at, told.gained))


def _has_no_value(statement: Expr, context: Context) -> bool:
    """Whether a part without letters has none here: `\\log x_1` of a negative sample says nothing of a step."""
    for node in walk(statement):
        if isinstance(node, Apply) and node.op in PARTIAL and not free_names(node):
            found = value(node, context, real=True)
            if isinstance(found, NoValue) and found.undefined:
                return True
    return False


def _compared(ours: Condition, theirs: Condition, context: Context) -> Solutions:
    """Two statements about the letters that are open, exactly where that is possible."""
    from grader.answer.solution.solutions import by_cells, relate_conditions

    ring = ring_of((atom.expr for atom in (*atoms(ours), *atoms(theirs))), CONSTANTS)
    if ring is not None and len(ring.names) > 1:
        return relate_conditions(ours, theirs, context)
    exact = None if ring is None else by_cells(ours, theirs, ring, context)
    return exact or scattered(ours, theirs, context)


def _doubtful(left: Expr, right: Expr, agreed: list[Recipe], context: Context) -> bool:
    """Whether something may hide in worlds that were not looked at."""
    budget = context.budget
    ours, theirs = _in_one(left), _in_one(right)

    worlds = [partial(build, recipe, budget) for recipe in agreed]

    def apart(one: Expr, other: Expr) -> bool:
        return any(meet(one, other, world).outcome == "apart" for world in worlds)

    whole = context.names.integers & agreed[0].roles.numbers.keys()
    sizes = whole.union(agreed[0].roles.sizes)
    return doubt(ours, theirs, worlds[0], apart, False, sizes) is not None


def _in_one(statement: Expr) -> Expr:
    """A formula with all sides of its comparisons in it."""
    chains = (node for node in walk(statement) if isinstance(node, Chain))
    return Apply("add", tuple(side for chain in chains for side in chain.operands))


def _place(world: Spelled, at: Place, values: tuple[str, ...]) -> Place:
    """The world with a solution that only one side has."""
    there = ((at[0][0], values[0]),) if len(at) == 1 and values else at
    return (*world.shown()[:SHOWN], *there)


def _different(seen: _Seen) -> Solutions:
    relation: Relation = "right_in_left" if seen.lost else "left_in_right"
    relation = "different" if seen.lost and seen.gained else relation
    told = [solution("solutions-gained", at) for at in seen.gained[:1]]
    told += [solution("solutions-lost", at) for at in seen.lost[:1]]
    example = Counterexample(
        (seen.lost or seen.gained)[0], *(("true", "false") if seen.lost else ("false", "true"))
    )
    return Solutions(relation, "worlds", True, seen.told or tuple(told), counterexample=example)
