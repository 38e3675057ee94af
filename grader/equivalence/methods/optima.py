"""Optimisation problems: where something is greatest or least, and the greatest and least values themselves.

Two objectives have the same argument of the maximum where they order many candidates alike and rise and fall
together along lines between them; a difference there is no proof that the maximum moves, so it is never `certain`.
Against a formula the argument is tried out: nothing may be better than the value of the formula, and the
objective is level there.
"""

from __future__ import annotations

from itertools import combinations

from flint import arb, ctx

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import SCALARS, Dual, Undefined, Unsupported, Unsure, real_part
from grader.equivalence.sampling.agreement import LADDER, Meeting, meet, show
from grader.equivalence.sampling.points import REAL, surely_outside
from grader.equivalence.worlds import tensors
from grader.equivalence.worlds.recipe import Recipe
from grader.equivalence.worlds.small import build, candidates
from grader.equivalence.worlds.tensors import Tensor
from grader.equivalence.worlds.world import Value, World
from grader.late import dataclass
from grader.limits import Budget
from grader.notation.names import Domain
from grader.notation.tree import Bind, Call, Expr, Name, children, walk

OPTIMA = {"argmax": 1, "argmin": -1}
VALUES = frozenset({"maximum", "minimum"})
STEPS = 7
USUAL_ROUNDS = 14
MORE_ROUNDS = 40
"""Where the value of a formula may lie outside the domain of the objective."""
FEWEST, ENOUGH = 8, 16
"""Worlds in which two problems must order all candidates alike: a few are ordered alike by luck as well."""
NEAR = (arb(1) / 8, arb(-1) / 8, arb(1) / 512, arb(-1) / 512)
Said = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What came out, and what there is to show of it beside the world."""

    meeting: Meeting
    shown: Said = ()
    evaluated: tuple[tuple[Expr, dict[str, Value]], ...] = ()
    """What to evaluate, and where, to show the values of functions: by default both sides."""


def judge(left: Expr, right: Expr) -> Ranked | Attained | Extreme | None:
    """How the two sides are to be compared if one of them is an optimisation problem; None if neither is.
    Unsupported for problems over several variables or over different sets."""
    ours = [side for side in (left, right) if isinstance(side, Bind) and side.op in OPTIMA]
    if any(len(side.variables) != 1 or not isinstance(side.variables[0], Name) for side in ours):
        raise Unsupported("argmax")
    if len(ours) == 2:
        if ours[0].bounds != ours[1].bounds:
            raise Unsupported("argmax")
        return Ranked(ours[0], ours[1])
    if len(ours) == 1:
        if ours[0].bounds:
            raise Unsupported("argmax")
        return Attained(ours[0], right if ours[0] is left else left, ours[0] is left)
    if any(isinstance(n, Bind) and n.op in VALUES for side in (left, right) for n in walk(side)):
        return Extreme(left, right)
    return None


def _variable(side: Bind) -> Name:
    variable = side.variables[0]
    assert isinstance(variable, Name)
    return variable


def _score(side: Bind, at: Value, world: World) -> Value:
    """The objective, turned so that more is better; None where it has no value."""
    try:
        with world.bound(_variable(side).id, at):
            value = evaluate(side.body, world)
    except (Undefined, Unsure):
        return None
    if not isinstance(value, SCALARS):
        raise Unsupported("argmax")
    return value if OPTIMA[side.op] > 0 else -value


def _order(x: Value, y: Value) -> int | None:
    """1, -1 or 0 where proved, else None."""
    if x is None or y is None:
        return None
    a, b = real_part(x), real_part(y)
    return 1 if a > b else -1 if a < b else 0 if (a - b).is_zero() else None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Both sides are problems: do they order every two candidates alike?"""

    left: Bind
    right: Bind
    rounds = MORE_ROUNDS
    certain = False

    def meet(self, recipe: Recipe, budget: Budget) -> Told:
        before, ctx.prec = ctx.prec, LADDER[1]
        try:
            world = build(recipe, budget)
            tried = candidates(_variable(self.left).id, recipe, world)
            pairs = [[_score(side, at, world) for side in (self.left, self.right)] for at in tried]
            scores = [[pair[side] for pair in pairs] for side in (0, 1)]
            compared = 0
            for a, b in combinations(range(len(tried)), 2):
                signs = [_order(row[a], row[b]) for row in scores]
                if None in signs:
                    continue
                compared += 1
                if signs[0] != signs[1]:
                    return self._told(tried, scores, a, b)
            apart = self._along(tried[0], tried[1], world) if compared >= len(tried) else None
            return apart or Told(Meeting("alike" if compared >= len(tried) else "unsure"))
        finally:
            ctx.prec = before

    def _told(self, tried: list[Value], scores: list[list[Value]], a: int, b: int) -> Told:
        """The two candidates, and what each side says of them."""
        name = _variable(self.left).id
        shown = tuple((f"{name} ({label})", show(tried[k], 4)) for label, k in zip("AB", (a, b), strict=True))
        texts = []
        for side, row in zip((self.left, self.right), scores, strict=True):
            better = {1: "A is better", -1: "B is better", 0: "they are equally good"}[_order(row[a], row[b]) or 0]
            first, second = (show(row[k] * OPTIMA[side.op], 6) for k in (a, b))
            word = "as large as possible" if OPTIMA[side.op] > 0 else "as small as possible"
            texts.append(f"{first} at A, {second} at B, to be {word}: {better}")
        at = [(side.body, {_variable(side).id: tried[k]}) for side in (self.left, self.right) for k in (a, b)]
        return Told(Meeting("apart", texts[0], texts[1]), shown, tuple(at))

    def _along(self, a: Value, b: Value, world: World) -> Told | None:
        """Along the line from a to b, closing in on the place where the left side turns: do both rise and fall
        together? None where nothing tells them apart."""
        low, high = arb(0), arb(1)
        ends = [self._slopes(a, b, t, world) for t in (low, high)]
        for t, signs in zip((low, high), ends, strict=True):
            if self._contrary(signs):
                return self._turned(a, b, t, signs)
        if ends[0][0] is None or ends[1][0] is None or ends[0][0] == ends[1][0]:
            return None
        for _ in range(STEPS):
            middle = (low + high) / 2
            signs = self._slopes(a, b, middle, world)
            if self._contrary(signs):
                return self._turned(a, b, middle, signs)
            if signs[0] is None:
                return None
            low, high = (middle, high) if signs[0] == ends[0][0] else (low, middle)
        return None

    def _slopes(self, a: Value, b: Value, t: arb, world: World) -> list[int | None]:
        world.tags += 1
        moved = tensors.plus(a, tensors.times(Dual(t, arb(1), world.tags), tensors.plus(b, tensors.negative(a))))
        signs: list[int | None] = []
        for side in (self.left, self.right):
            score = _score(side, moved, world)
            slope = None if score is None else tensors.slopes(score, world.tags)
            signs.append(None if slope is None else _order(slope, arb(0)))
        return signs

    def _contrary(self, signs: list[int | None]) -> bool:
        return None not in signs and signs[0] != signs[1]

    def _turned(self, a: Value, b: Value, t: arb, signs: list[int | None]) -> Told:
        at = tensors.plus(a, tensors.times(t, tensors.plus(b, tensors.negative(a))))
        name = _variable(self.left).id
        shown = ((name, show(at, 6)), (f"{name} moves towards", show(b, 4)))
        words = {1: "it gets better", -1: "it gets worse", 0: "it is level", None: ""}
        seen = tuple((side.body, {_variable(side).id: at}) for side in (self.left, self.right))
        return Told(Meeting("apart", words[signs[0]], words[signs[1]]), shown, seen)


@dataclass(frozen=True, slots=True)
class Attained:
    """One side is a problem, the other a formula: is its value where the objective is greatest?"""

    problem: Bind
    formula: Expr
    expected: bool
    """The problem is the expected side."""
    rounds = MORE_ROUNDS
    certain = True

    def meet(self, recipe: Recipe, budget: Budget) -> Told:
        before, ctx.prec = ctx.prec, LADDER[1]
        try:
            world = build(recipe, budget)
            try:
                value = evaluate(self.formula, world)
            except (Undefined, Unsure):
                return Told(Meeting("neither"))
            variable = _variable(self.problem).id
            tried = candidates(variable, recipe, world)
            if _shape(value) != _shape(tried[0]):
                shapes = (_shape(tried[0]), _shape(value))
                return Told(Meeting("apart", *(shapes if self.expected else shapes[::-1])))
            here = _score(self.problem, value, world)
            domain = recipe.roles.numbers.get(variable, REAL)
            if here is None or _is_outside(value, domain):
                return Told(Meeting("neither"))
            steps = [tensors.plus(value, tensors.times(h, tried[0])) for h in NEAR]
            steps = [step for step in steps if not _is_outside(step, domain)]
            for other in (*tried, *steps):
                there = _score(self.problem, other, world)
                if _order(there, here) == 1:
                    return self._better(value, here, other, there)
            return Told(Meeting("alike" if self._level(value, tried, world) else "unsure"))
        finally:
            ctx.prec = before

    def _better(self, value: Value, here: Value, other: Value, there: Value) -> Told:
        sign = OPTIMA[self.problem.op]
        name = _variable(self.problem).id
        shown = ((f"{name} (the formula)", show(value, 6)), (f"{name} (better)", show(other, 6)))
        most = "at least" if sign > 0 else "at most"
        reached = f"{show(here * sign, 6)} at {name} = {show(value, 4)}, and {show(other, 4)} is better"
        texts = (f"{most} {show(there * sign, 6)}", reached)
        seen = tuple((self.problem.body, {name: at}) for at in (value, other))
        return Told(Meeting("apart", *(texts if self.expected else texts[::-1])), shown, seen)

    def _level(self, value: Value, tried: list[Value], world: World) -> bool:
        """The objective has slope zero there, in the directions of the candidates."""
        for direction in tried[:3]:
            world.tags += 1
            moved = tensors.plus(value, tensors.times(Dual(arb(0), arb(1), world.tags), direction))
            score = _score(self.problem, moved, world)
            if score is None:
                return False
            slope = real_part(tensors.slopes(score, world.tags))
            if not (slope.contains(0) and slope.abs_upper() < arb(2) ** (-ctx.prec // 2)):
                return False
        return True


def _is_outside(value: Value, domain: Domain) -> bool:
    return isinstance(value, arb) and surely_outside(value, domain)


def _shape(value: Value) -> str:
    return tensors.shape_text(value) if isinstance(value, (Tensor, *SCALARS)) else "something else"


@dataclass(frozen=True, slots=True)
class Extreme:
    """Greatest and least values stand somewhere: taken over the candidates of the world. Where the objective is
    not abstract, values that differ there may still agree over all numbers: that is no verdict."""

    left: Expr
    right: Expr
    rounds = USUAL_ROUNDS
    certain = True

    def meet(self, recipe: Recipe, budget: Budget) -> Told:
        meeting = meet(self.left, self.right, lambda: build(recipe, budget))
        if meeting.outcome == "apart" and not (_abstract(self.left) and _abstract(self.right)):
            return Told(Meeting("unsure"))
        world = build(recipe, budget)
        tried = {name: candidates(name, recipe, world) for name in _optimised(self.left) + _optimised(self.right)}
        shown = tuple((f"the values of {name}", ", ".join(show(x, 4) for x in xs)) for name, xs in tried.items())
        return Told(meeting, shown)


def _optimised(expr: Expr) -> list[str]:
    return [_variable(n).id for n in walk(expr) if isinstance(n, Bind) and n.op in VALUES and n.variables]


def _abstract(expr: Expr) -> bool:
    """What is varied stands within arguments of abstract functions only."""
    return all(not _outside(n.body, n.variables) for n in walk(expr) if isinstance(n, Bind) and n.op in VALUES)


def _outside(expr: Expr, variables: tuple[Expr, ...]) -> bool:
    if isinstance(expr, Call):
        return False
    if expr in variables:
        return True
    return any(_outside(child, variables) for child in children(expr))
