r"""Equations between vectors and matrices, such as `X^\top X w = X^\top y` and `w = (X^\top X)^{-1} X^\top y`.

In small worlds of several sizes everything but one vector (or matrix) is given a value. Where both equations are
linear in that one, each is a system of numbers M w = b; the solution of one is put into the other. Evidence, not
proof, where they agree; a solution of one that is proved to be none of the other is a counterexample. Where b = 0
(`A x = \lambda x`) the solution 0 says nothing: the equations must be multiples of each other.
"""

from __future__ import annotations

from flint import arb, arb_mat, ctx

from grader.answer.kind import Context
from grader.answer.solution.relation import Solutions, solution
from grader.answer.value.judgement import finding
from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import SCALARS, Undefined, Unsupported, Unsure
from grader.equivalence.meanings import free_names
from grader.equivalence.methods.probe import misfit
from grader.equivalence.sampling.agreement import show
from grader.equivalence.worlds.recipe import Recipe
from grader.equivalence.worlds.roles import roles
from grader.equivalence.worlds.shapes import number_units
from grader.equivalence.worlds.small import WIDE, build
from grader.equivalence.worlds.tensors import ShapeError, Tensor, collapse, entries
from grader.equivalence.worlds.world import Value, World
from grader.late import dataclass
from grader.notation.tree import Apply, Chain, Expr, Name
from grader.values import Counterexample

ROUNDS = 14
ENOUGH = 4
BITS = 256
LARGEST = 40
"""Entries of the unknown."""
NOTHING = (Undefined, Unsure, Unsupported)


@dataclass(frozen=True, slots=True)
class Linear:
    """M w = b, entry by entry."""

    matrix: arb_mat
    right: arb_mat

    def root(self) -> arb_mat | None:
        """The one solution; None where there may be several."""
        normal = self.matrix.transpose() * self.matrix
        try:
            return normal.solve(self.matrix.transpose() * self.right)
        except ZeroDivisionError:
            return None

    def homogeneous(self) -> bool:
        return all(x.is_zero() for x in self.right.entries())

    def multiple_of(self, other: Linear) -> bool:
        """Whether the matrices agree up to a number, as far as can be told."""
        pairs = list(zip(self.matrix.entries(), other.matrix.entries(), strict=False))
        pivot = next(((a, b) for a, b in pairs if not a.contains(0) and not b.contains(0)), None)
        shape = self.matrix.nrows() == other.matrix.nrows()
        return shape and pivot is not None and all((a * pivot[1] - b * pivot[0]).contains(0) for a, b in pairs)

    def solved_by(self, root: arb_mat) -> bool | None:
        """Whether the residual encloses zero everywhere closely; None where that is not certain either way."""
        residual = (self.matrix * root - self.right).entries()
        if any(not x.contains(0) for x in residual):
            return False
        return True if all(x.rad() < arb(2) ** (-BITS // 2) for x in residual) else None


def by_roots(left: Expr, right: Expr, context: Context) -> Solutions | None:
    """How the solutions lie to each other; None where this method has nothing to say."""
    ours, theirs = _difference(left), _difference(right)
    if ours is None or theirs is None:
        return None
    ours, theirs = number_units((ours, theirs), context.names)
    found = roles(ours, theirs, context.names)
    unknowns = [name for name in found.tensors if all(name in free_names(side) for side in (left, right))]
    operands = [x for side in (left, right) if isinstance(side, Chain) for x in side.operands]
    alone = {x.id for x in operands if isinstance(x, Name)}
    for unknown in sorted(unknowns, key=lambda name: name not in alone):
        told = _told(ours, theirs, unknown, [Recipe(found, context.seed, k) for k in range(ROUNDS)], context)
        if told is not None:
            return told
    return None


def _difference(statement: Expr) -> Expr | None:
    match statement:
        case Chain((a, b), ("=",)):
            return Apply("add", (a, Apply("neg", (b,))))
    return None


def _told(left: Expr, right: Expr, unknown: str, recipes: list[Recipe], context: Context) -> Solutions | None:
    agreed = 0
    before, ctx.prec = ctx.prec, BITS
    try:
        for recipe in recipes:
            context.budget.check()
            world = build(recipe, context.budget)
            try:
                ours = _linear(left, unknown, world)
            except (ShapeError, *NOTHING):
                continue
            try:
                theirs = _linear(right, unknown, world)
            except ShapeError as error:
                if recipe.round % 4 == WIDE:  # ones among the sizes
                    continue
                told = misfit(error, recipe, context.budget)
                return Solutions("different", "probe", True, told.notes, counterexample=told.witness)
            except NOTHING:
                continue
            if ours is None or theirs is None:
                return None
            if ours.homogeneous() and theirs.homogeneous():
                if not ours.multiple_of(theirs):
                    return Solutions("unknown", "probe", False, (finding("solutions-undecided"),))
                agreed += 1
                continue
            for one, other, code in ((ours, theirs, "solutions-lost"), (theirs, ours, "solutions-gained")):
                root = one.root()
                if root is not None and one.solved_by(root) and other.solved_by(root) is False:
                    return _apart(code, unknown, root, world, recipe)
            agreed += _agree(ours, theirs)
    finally:
        ctx.prec = before
    return Solutions("same", "probe", certain=False) if agreed >= ENOUGH else None


def _agree(ours: Linear, theirs: Linear) -> bool:
    """Both have one solution, and it is the same. That it is zero says nothing where all right sides are zero: a
    matrix without structure has no eigenvector. There both must be one system but for a factor."""
    root = ours.root()
    if root is None or theirs.root() is None or not (ours.solved_by(root) and theirs.solved_by(root)):
        return False
    return any(not x.contains(0) for x in root.entries()) or _same_but_for_a_factor(ours.matrix, theirs.matrix)


def _same_but_for_a_factor(ours: arb_mat, theirs: arb_mat) -> bool:
    a, b = ours.entries(), theirs.entries()
    if len(a) != len(b):
        return False
    first = next((k for k, x in enumerate(a) if not x.contains(0)), 0)
    return not b[first].contains(0) and all(
        (x * b[first] - y * a[first]).contains(0) for x, y in zip(a, b, strict=True)
    )


def _linear(side: Expr, unknown: str, world: World) -> Linear | None:
    """The system for the unknown; None where the side is not linear in it."""
    shape = world.values[unknown].shape if isinstance(world.values[unknown], Tensor) else (1, 1)
    count = shape[0] * shape[1]
    if count > LARGEST:
        raise Unsupported("size")

    def residual(entry: list[arb]) -> list[arb]:
        rows = tuple(tuple(entry[i * shape[1] : (i + 1) * shape[1]]) for i in range(shape[0]))
        with world.bound(unknown, collapse(rows)):
            return _entries(evaluate(side, world))

    constant = residual([arb(0)] * count)
    columns = [residual([arb(int(i == k)) for i in range(count)]) for k in range(count)]
    columns = [[x - c for x, c in zip(column, constant, strict=True)] for column in columns]
    matrix = arb_mat([list(row) for row in zip(*columns, strict=True)])
    right = arb_mat([[-c] for c in constant])
    trial = arb_mat([[arb(2 * k + 3)] for k in range(count)])
    predicted = (matrix * trial - right).entries()
    straight = residual([arb(2 * k + 3) for k in range(count)])
    return Linear(matrix, right) if all(a.overlaps(b) for a, b in zip(predicted, straight, strict=True)) else None


def _entries(value: Value) -> list[arb]:
    found = list(entries(value)) if isinstance(value, Tensor) else [value]
    if not all(isinstance(x, SCALARS) and type(x) is arb for x in found):
        raise Unsupported("equation")
    return found


def _apart(code: str, unknown: str, root: arb_mat, world: World, recipe: Recipe) -> Solutions:
    value = "(" + ", ".join(show(x, 5) for x in root.entries()) + ")"
    others = [name for name in (*recipe.roles.tensors, *recipe.roles.numbers) if name != unknown]
    at = (*((name, show(world.values[name], 5)) for name in others), (unknown, value))
    sides = ("true", "false") if code == "solutions-lost" else ("false", "true")
    return Solutions("different", "probe", True, (solution(code, at),), counterexample=Counterexample(at, *sides))
