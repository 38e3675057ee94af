"""Small worlds: both sides are given the same random meanings, several times and at several sizes.

Two optimisation problems are the same when they order many points of the parameter in the same way.
"""

from __future__ import annotations

import hashlib

from flint import arb, ctx

from grader.equivalence.agreement import LADDER, Meeting, meet, show
from grader.equivalence.chance import CHANCE
from grader.equivalence.evaluate import evaluate
from grader.equivalence.families import prepare
from grader.equivalence.meanings import functions_called
from grader.equivalence.roles import Roles, roles
from grader.equivalence.scalars import SCALARS, Undefined, Unsupported, Unsure, real_part
from grader.equivalence.shapes import number_units
from grader.equivalence.truth import Different, Same, Truth, Unknown
from grader.equivalence.world import Value, World
from grader.equivalence.worlds import Recipe, build
from grader.limits import FREE_SYMBOLS, Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Name, walk
from grader.values import Counterexample, Finding

ROUNDS = 14
FEWEST_VALID = 4
ENOUGH = 8
OPTIMA = {"argmax": 1, "argmin": -1}
CANDIDATES = 6
SHOWN = 8


WORLDLY = frozenset(
    {*CHANCE, "ellipsis", "transpose", "det", "trace", "rank", "nabla", "inner", "outer", "hadamard"}
)
BINDERS_OF_WORLDS = frozenset({"expectation", "variance", "gradient", "argmax", "argmin", "maximum", "minimum"})


def needed(left: Expr, right: Expr, names: Names) -> bool:
    """Is there anything but numbers and functions with a table entry? Then values at points are not enough."""
    return any(_worldly(node, names) for side in (left, right) for node in walk(side))


def _worldly(node: Expr, names: Names) -> bool:
    match node:
        case Call() | Index():
            return True
        case Apply(op, _):
            return op in WORLDLY
        case Bind("sum" | "product", _, bounds, _):
            return not bounds or any(isinstance(n, Name) for bound in bounds for n in walk(bound))
        case Bind(op, _, _, _):
            return op in BINDERS_OF_WORLDS
        case Name(id):
            domain = names.domain(id)
            return domain is not None and domain.kind in ("vector", "matrix", "indexed", "random", "event")
        case _:
            return False


def unknown_function(left: Expr, right: Expr, names: Names) -> str:
    """A function that the exercise does not declare and that stands on one side only: it has no meaning to give."""
    ours, theirs = set(functions_called(left)), set(functions_called(right))
    return next((name for name in sorted(ours ^ theirs) if name not in names.functions and len(name) > 1), "")


def decide(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    """Same (never certain), Different with the small world, or Unknown. Unsupported and LimitError pass through."""
    left, right = number_units(prepare(left, right), names)
    found = roles(left, right, names)
    if len(found.numbers) + len(found.functions) + len(found.families) > FREE_SYMBOLS:
        return Unknown(Finding("limit", data=(("limit", "FREE_SYMBOLS"),)))
    digest = hashlib.sha256("\0".join((seed, repr(left), repr(right))).encode("utf-8", "replace")).hexdigest()
    stranger = unknown_function(left, right, names)
    if stranger:
        return Unknown(Finding("function-unknown", data=(("name", stranger),)))
    pair = _optima(left, right)
    valid = 0
    for round_ in range(ROUNDS):
        budget.check()
        recipe = Recipe(found, digest, round_)
        if pair is not None:
            meeting, shown = _rank(pair, recipe, budget)
        else:
            meeting, shown = meet(left, right, lambda r=recipe: build(r, budget)), ()  # type: ignore[misc]
        if meeting.outcome in ("apart", "shapes"):
            return Different("probe", _witness(left, right, recipe, budget, meeting, shown))
        valid += meeting.outcome == "alike"
        if valid >= ENOUGH:
            break
    if valid < FEWEST_VALID:
        return Unknown(Finding("too-few-points"))
    if found.forced:
        return Unknown(Finding("shapes-undeclared"))
    return Same("probe", certain=False)


def _witness(
    left: Expr, right: Expr, recipe: Recipe, budget: Budget, meeting: Meeting, shown: tuple[tuple[str, str], ...]
) -> Counterexample:
    """The world as a short list of meanings: sizes and numbers, members of families, values of functions."""
    told: dict[str, str] = {}
    before, ctx.prec = ctx.prec, LADDER[0]
    try:

        def trace(label: str, value: Value) -> None:
            told.setdefault(label, show(value, 4))

        world = build(recipe, budget, trace)
        at = [*shown, *_said(recipe.roles, world)]
        if not shown:
            for side in (left, right):
                try:
                    evaluate(side, world)
                except (Undefined, Unsure, Unsupported):
                    continue
    finally:
        ctx.prec = before
    return Counterexample((*at, *list(told.items())[:SHOWN]), meeting.left, meeting.right)


def _said(found: Roles, world: World) -> list[tuple[str, str]]:
    plain = (*found.sizes, *found.numbers, *found.tensors, *found.drawn)
    at = [(name, show(world.values[name], 6)) for name in plain]
    for name, family in found.families.items():
        if family.indices == 1:
            members = world.values[name]
            count = len(world.chance.empirical.get(name, ())) if world.chance is not None else 0
            for k in range(1, (count or _length(family.lengths, world)) + 1):
                at.append((f"{name}_{k}", show(members.call((arb(k),), ()), 6)))
    if world.chance is not None and (found.random or found.events):
        for k, outcome in enumerate(world.chance.outcomes, 1):
            values = ", ".join(f"{name} = {show(value, 4)}" for name, value in outcome.values.items())
            at.append((f"outcome {k}", f"probability {show(outcome.weight, 4)}: {values}"))
    elif world.chance is not None and found.densities:
        at.append(("values", ", ".join(show(x, 4) for x in world.chance.support)))
    return at


def _length(lengths: tuple[Expr, ...], world: World) -> int:
    from grader.equivalence.scalars import integer

    for expr in lengths:
        try:
            count = integer(evaluate(expr, world))
        except (Undefined, Unsure, Unsupported):
            continue
        if count is not None:
            return max(0, min(count, SHOWN))
    return 3


# Optima


def _optima(left: Expr, right: Expr) -> tuple[Bind, Bind] | None:
    """Both sides as optimisation problems over one variable, or None; Unsupported if only one of them is."""
    ours = [side for side in (left, right) if isinstance(side, Bind) and side.op in OPTIMA]
    if not ours:
        return None
    if len(ours) == 1 or any(len(side.variables) != 1 or not isinstance(side.variables[0], Name) for side in ours):
        raise Unsupported("argmax")
    if ours[0].bounds != ours[1].bounds:
        raise Unsupported("argmax")
    return ours[0], ours[1]


def _rank(pair: tuple[Bind, Bind], recipe: Recipe, budget: Budget) -> tuple[Meeting, tuple[tuple[str, str], ...]]:
    """Do both sides order every two candidates alike? A pair that either side cannot order is passed over."""
    before, ctx.prec = ctx.prec, LADDER[1]
    try:
        scores = []
        for side in pair:
            world = build(recipe, budget)
            scores.append([_score(side, k, recipe, world) for k in range(CANDIDATES)])
        return _inversion(pair, scores, recipe, budget)
    finally:
        ctx.prec = before


def _candidate(name: str, k: int, recipe: Recipe, world: World) -> Value:
    """Another value of the parameter, of the same shape as the one in the world."""
    from grader.equivalence.points import REAL
    from grader.equivalence.worlds import number, tensor

    rng = recipe.rng(f"{name}/candidate/{k}")
    if name in recipe.roles.tensors:
        return tensor(recipe, name, rng, world)
    return number(rng, recipe.roles.numbers.get(name, REAL), recipe.roles)


def _score(side: Bind, k: int, recipe: Recipe, world: World) -> arb | None:
    variable = side.variables[0]
    assert isinstance(variable, Name)
    try:
        with world.bound(variable.id, _candidate("optimum", k, recipe, world)):
            value = evaluate(side.body, world)
    except (Undefined, Unsure):
        return None
    if not isinstance(value, SCALARS):
        raise Unsupported("argmax")
    score: arb = real_part(value) * OPTIMA[side.op]
    return score


def _inversion(
    pair: tuple[Bind, Bind], scores: list[list[arb | None]], recipe: Recipe, budget: Budget
) -> tuple[Meeting, tuple[tuple[str, str], ...]]:
    compared = 0
    for a in range(CANDIDATES):
        for b in range(a):
            signs = [_order(row[a], row[b]) for row in scores]
            if None in signs:
                continue
            compared += 1
            if signs[0] != signs[1]:
                return _told(pair, scores, (a, b), recipe, budget)
    return Meeting("alike" if compared >= CANDIDATES else "unsure"), ()


def _order(x: arb | None, y: arb | None) -> int | None:
    if x is None or y is None:
        return None
    return 1 if x > y else -1 if x < y else 0 if (x - y).is_zero() else None


def _told(
    pair: tuple[Bind, Bind], scores: list[list[arb | None]], which: tuple[int, int], recipe: Recipe, budget: Budget
) -> tuple[Meeting, tuple[tuple[str, str], ...]]:
    """The two candidates, and what each side says of them."""
    variable = pair[0].variables[0]
    assert isinstance(variable, Name)
    world = build(recipe, budget)
    at = tuple(
        (f"{variable.id} ({label})", show(_candidate("optimum", k, recipe, world), 4))
        for label, k in zip("AB", which, strict=True)
    )
    texts = []
    for side, row in zip(pair, scores, strict=True):
        values = [row[k] for k in which]
        assert values[0] is not None and values[1] is not None
        better = "A" if values[0] > values[1] else "B" if values[0] < values[1] else "neither"
        signed = [show(v * OPTIMA[side.op], 6) for v in values if v is not None]
        texts.append(f"{signed[0]} at A, {signed[1]} at B: {better} is better")
    return Meeting("apart", *texts), at
