"""Small worlds: both sides are given the same random meanings, several times and at several sizes.

Two optimisation problems are the same when they order many points of the parameter in the same way.
"""

from __future__ import annotations

import hashlib

from flint import arb, ctx

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import Scalar, Undefined, Unsupported, Unsure
from grader.equivalence.meanings import free_names, functions_called
from grader.equivalence.methods import optima
from grader.equivalence.methods.optima import Told
from grader.equivalence.sampling.agreement import LADDER, Meeting, meet, show
from grader.equivalence.truth import Different, Same, Truth, Unknown
from grader.equivalence.worlds import determinants
from grader.equivalence.worlds.chance import Copies, Outcome
from grader.equivalence.worlds.families import prepare
from grader.equivalence.worlds.hiding import doubt
from grader.equivalence.worlds.laws import spell_laws
from grader.equivalence.worlds.outcomewise import outcomewise
from grader.equivalence.worlds.recipe import GROUNDS, Recipe
from grader.equivalence.worlds.roles import Roles, roles
from grader.equivalence.worlds.shapes import number_units
from grader.equivalence.worlds.shorthand import in_full, with_probabilities
from grader.equivalence.worlds.small import WIDE, build, of_ones
from grader.equivalence.worlds.tensors import ShapeError
from grader.equivalence.worlds.thresholds import thresholds
from grader.equivalence.worlds.world import Value, World
from grader.limits import FREE_SYMBOLS, Budget
from grader.notation.names import Names
from grader.notation.tree import Bind, Expr
from grader.values import Counterexample, Finding

ROUNDS = 14
FEWEST_VALID = 4
ENOUGH = 8
SHOWN = 8


def unknown_function(left: Expr, right: Expr, names: Names) -> str:
    """A function that the exercise does not declare and that stands on one side only: it has no meaning to give."""
    ours, theirs = set(functions_called(left)), set(functions_called(right))
    return next((name for name in sorted(ours ^ theirs) if name not in names.functions and len(name) > 1), "")


def decide(left: Expr, right: Expr, names: Names, budget: Budget, seed: str) -> Truth:
    """Same (never certain), Different with the small world, or Unknown. Unsupported and LimitError pass through."""
    written = {id for side in (left, right) for id in free_names(side)}
    left, right = in_full(*prepare(left, right), names)
    names = with_probabilities(left, right, names)
    stranger = unknown_function(left, right, names)
    if stranger:
        return Unknown(Finding("function-unknown", data=(("name", stranger),)))
    left, right, laws = spell_laws(left, right, names)
    left, right = number_units(determinants.spelled_out((left, right), names), names)
    found = roles(left, right, names, laws)
    if len(found.numbers) + len(found.functions) + len(found.families) > FREE_SYMBOLS:
        return Unknown(Finding("limit", data=(("limit", "FREE_SYMBOLS"),)))
    found.counted = found.counted if found.counted in written else ""
    digest = hashlib.sha256("\0".join((seed, repr(left), repr(right))).encode("utf-8", "replace")).hexdigest()
    found.thresholds = thresholds((left, right), found.random)
    left, right = outcomewise(left, right, found)
    truth = _look(left, right, found, names, digest, budget)
    if isinstance(truth, Same) and found.thresholds and _differ_at_thresholds(left, right, found, digest, budget):
        return Unknown(Finding("atoms-in-doubt"))
    return truth


def _differ_at_thresholds(left: Expr, right: Expr, found: Roles, digest: str, budget: Budget) -> bool:
    """Whether it counts that a random variable may take a number with which it is compared: `>` for `>=`."""
    judge = optima.judge(left, right)
    for round_ in range(ROUNDS):
        budget.check()
        recipe = Recipe(found, digest, round_, at_thresholds=True)
        told = _meet(left, right, recipe, budget) if judge is None else judge.meet(recipe, budget)
        if told.meeting.outcome in ("apart", "shapes"):
            return True
    return False


def _look(left: Expr, right: Expr, found: Roles, names: Names, digest: str, budget: Budget) -> Truth:
    judge = optima.judge(left, right)
    seen: list[Recipe] = []
    without: dict[str, list[tuple[Recipe, Told]]] = {"left only": [], "right only": []}
    ranked = isinstance(judge, optima.Ranked)
    fewest, enough = (optima.FEWEST, optima.ENOUGH) if ranked else (FEWEST_VALID, ENOUGH)
    for recipe in _recipes(found, digest, ROUNDS if judge is None else judge.rounds):
        if len(seen) >= (enough if seen and recipe.ground == seen[-1].ground else fewest):
            break
        budget.check()
        try:
            told = _meet(left, right, recipe, budget) if judge is None else judge.meet(recipe, budget)
        except ShapeError as error:
            if recipe.round % 4 == WIDE:  # ones among the sizes: what fits otherwise may not fit here
                continue
            if _declared(found, names) and _has_value(left, recipe, budget):
                return misfit(error, recipe, budget)
            raise
        if told.meeting.outcome in ("apart", "shapes"):
            certain = judge is None or judge.certain
            return Different("probe", _witness(left, right, recipe, budget, told), certain)
        if told.meeting.outcome == "alike" and not of_ones(recipe):
            seen.append(recipe)
        if told.meeting.outcome in without:
            without[told.meeting.outcome].append((recipe, told))
    left_only = without["left only"]
    if len(left_only) >= fewest > len(seen) and found.tensors:  # an inverse of what has none
        recipe, told = left_only[0]
        meeting = Meeting("apart", told.meeting.left, "no value: there is no inverse")
        return Different("probe", _witness(left, right, recipe, budget, Told(meeting)), certain=False)
    if len(seen) < fewest:
        return Unknown(Finding("too-few-points"))
    if found.forced:
        return Unknown(Finding("shapes-undeclared"))
    hidden = _doubt(left, right, seen, budget, judge is not None)
    if hidden:
        return Unknown(hidden)
    notes = [_domain_note(side, told[0][0], budget) for side, told in without.items() if told]
    if found.counted:
        notes.append(Finding("number-of-terms", "assumption", data=(("name", found.counted),)))
    return Same("probe", certain=False, notes=tuple(notes))


def _domain_note(outcome: str, recipe: Recipe, budget: Budget) -> Finding:
    """One side only has a value in this world."""
    defined = "expected" if outcome == "left only" else "student"
    at = ", ".join(f"{name} = {value}" for name, value in _said(recipe.roles, build(recipe, budget))[:SHOWN])
    return Finding("domains-differ", "note", data=(("defined", defined), ("at", at)))


def _recipes(found: Roles, digest: str, rounds: int) -> list[Recipe]:
    """The worlds to try; the next ground, where real letters lie elsewhere, only if the one before has too few
    values."""
    grounds = GROUNDS if found.has_real_letters() else GROUNDS[:1]
    return [Recipe(found, digest, round_, ground) for ground in grounds for round_ in range(rounds)]


def _doubt(left: Expr, right: Expr, recipes: list[Recipe], budget: Budget, ordered: bool) -> Finding | None:
    """What stands on one side only and shows itself in none of the worlds that were looked at."""
    found = recipes[0].roles

    def apart(one: Expr, other: Expr) -> bool:
        if ordered:
            return True
        try:
            return any(_meet(one, other, recipe, budget).meeting.outcome == "apart" for recipe in recipes)
        except ShapeError:
            return True

    sizes = frozenset((*found.sizes, *found.dimensions))
    return doubt(left, right, lambda: build(recipes[0], budget), apart, ordered, sizes)


def _meet(left: Expr, right: Expr, recipe: Recipe, budget: Budget) -> Told:
    return Told(meet(left, right, lambda: build(recipe, budget)))


def _declared(found: Roles, names: Names) -> bool:
    """Every vector and matrix is one by declaration: then what does not fit is a mistake."""
    return not found.dimensions and all(name in names.variables for name in found.tensors)


def _has_value(side: Expr, recipe: Recipe, budget: Budget) -> bool:
    """Does the expected side fit together?"""
    try:
        evaluate(side.body if isinstance(side, Bind) and side.op in optima.OPTIMA else side, build(recipe, budget))
    except (Undefined, Unsure, Unsupported):
        return True
    except ShapeError:
        return False
    return True


def misfit(error: ShapeError, recipe: Recipe, budget: Budget) -> Different:
    """The sizes at which the student's side has a product or a sum without a meaning."""
    before, ctx.prec = ctx.prec, LADDER[0]
    try:
        world = build(recipe, budget)
    finally:
        ctx.prec = before
    sizes = [(name, show(world.values[name])) for name in recipe.roles.sizes]
    shapes = [(name, " x ".join(pair)) for name, pair in recipe.roles.tensors.items()]
    called = {value: name for name, value in sizes}
    ours, theirs = (" x ".join(called.get(n, n) for n in text.split(" x ")) for text in (error.left, error.right))
    data = (("word", error.op), ("left", ours), ("right", theirs))
    word = {"add": "a sum", "mul": "a product"}.get(error.op, error.op)
    nothing = f"nothing: {word} of {ours} and {theirs} has no meaning"
    witness = Counterexample((*sizes, *shapes), "a value", nothing)
    return Different("probe", witness, True, (Finding("shapes-do-not-fit", data=data),))


def _witness(left: Expr, right: Expr, recipe: Recipe, budget: Budget, told_: Told) -> Counterexample:
    """The world as a short list of meanings: sizes and numbers, members of families, values of functions."""
    told: dict[str, str] = {}
    before, ctx.prec = ctx.prec, LADDER[0]
    try:

        def trace(label: str, value: Value) -> None:
            told.setdefault(label, show(value, 4))

        world = build(recipe, budget, trace)
        bound = {name for _, values in told_.evaluated for name in values}
        at = [*told_.shown, *((k, v) for k, v in _said(recipe.roles, world) if k not in bound)]
        for expr, values in told_.evaluated or ((left, {}), (right, {})):
            world.values.update(values)
            try:
                evaluate(expr, world)
            except (Undefined, Unsure, Unsupported):
                continue
    finally:
        ctx.prec = before
    return Counterexample((*at, *list(told.items())[:SHOWN]), told_.meeting.left, told_.meeting.right)


def _said(found: Roles, world: World) -> list[tuple[str, str]]:
    plain = (*found.sizes, *found.numbers, *found.tensors, *found.drawn)
    at = [(name.rstrip("_"), show(world.values[name], 6)) for name in plain]
    for name, family in found.families.items():
        if family.indices == 1:
            members = world.values[name]
            count = len(world.chance.empirical.get(name, ())) if world.chance is not None else 0
            for k in range(1, (count or _length(family.lengths, world)) + 1):
                at.append((f"{name.rstrip('_')}_{k}", show(members.call((arb(k),), ()), 6)))
    if world.chance is not None and (found.random or found.events or found.copies):
        at.extend(_space(world.chance.outcomes))
    elif world.chance is not None and set(found.densities) - set(found.empirical):
        at.append(("the values", ", ".join(show(x, 4) for x in world.chance.support)))
    return at


def _space(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str]]:
    """`P(X = 1.5, Y = 0.25)` and `P(A, not B)` with their values, equal outcomes taken together."""
    table: dict[str, Scalar] = {}
    for outcome in outcomes:
        parts = [
            (name if value else f"not {name}") if isinstance(value, bool) else f"{name} = {_drawn(value)}"
            for name, value in outcome.values.items()
        ]
        key = f"P({', '.join(parts)})"
        table[key] = table.get(key, arb(0)) + outcome.weight
    return [(key, show(weight, 4)) for key, weight in table.items()]


def _drawn(value: Value) -> str:
    return show(value.values[0], 4) if isinstance(value, Copies) else show(value, 4)


def _length(lengths: tuple[Expr, ...], world: World) -> int:
    from grader.equivalence.evaluation.scalars import integer

    for expr in lengths:
        try:
            count = integer(evaluate(expr, world))
        except (Undefined, Unsure, Unsupported):
            continue
        if count is not None:
            return max(0, min(count, SHOWN))
    return 3
