"""A short value for one answer alone, such that equal answers share it: a cheap key for a class's answers.

The answer is evaluated in a few small worlds that depend on the seed and the declared names, never on the answer.
A ball is rounded on a grid whose lines are shifted by a random number: no answer that anybody writes lies on such
a line, so precision is raised until one cell holds the ball, and equal values always fall into the same cell.
Letters without a domain are positive in the first worlds, where laws of logarithms and roots hold.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import Literal

from flint import acb, arb, ctx, fmpq

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import SCALARS, Undefined, Unsupported, Unsure, primal
from grader.equivalence.forms.tables import table
from grader.equivalence.methods import symbolic
from grader.equivalence.methods.balls import COMPLEX_WORDS
from grader.equivalence.regions import region
from grader.equivalence.rewriting import divisors, multinomials, odd_roots, runs, signs
from grader.equivalence.rewriting.inline import expand
from grader.equivalence.sampling.points import REAL, Coordinate, coordinate
from grader.equivalence.traits import traits
from grader.equivalence.worlds import conjugates, dependents
from grader.equivalence.worlds.families import prepare
from grader.equivalence.worlds.laws import spell_laws
from grader.equivalence.worlds.outcomewise import outcomewise
from grader.equivalence.worlds.recipe import Recipe
from grader.equivalence.worlds.roles import Roles, roles
from grader.equivalence.worlds.shapes import number_units, speaks_of_matrices
from grader.equivalence.worlds.shorthand import in_full
from grader.equivalence.worlds.small import build
from grader.equivalence.worlds.tensors import ShapeError, Tensor
from grader.equivalence.worlds.uses import CHANCE_WORDS
from grader.equivalence.worlds.world import Value, World
from grader.errors import FAULTS, LimitError
from grader.late import dataclass
from grader.limits import FREE_SYMBOLS, Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Interval, Name

Signs = Literal["plus", "some", "others", "any", "whole"]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the letters of one world lie: between these, negative as said for those with and without a domain."""

    between: tuple[Fraction, Fraction]
    declared: Signs
    undeclared: Signs


SMALL, MIDDLE = (Fraction(1, 20), Fraction(19, 20)), (Fraction(11, 10), Fraction(3))
WIDE = (Fraction(1), Fraction(12))
WORLDS = (
    Ground(SMALL, "plus", "plus"),
    Ground(MIDDLE, "some", "plus"),
    Ground(WIDE, "others", "plus"),
    Ground(MIDDLE, "some", "some"),
    Ground(SMALL, "others", "others"),
    Ground(WIDE, "any", "any"),
    Ground(MIDDLE, "any", "whole"),
    Ground(MIDDLE, "any", "whole"),
)
"""In the last worlds letters without a domain are whole numbers, so that they mean the same where they are the end
of a sum and where they are not."""
SIGNED = ("some", "others", "any")
LENGTHS, FEW = (1, 2, 3, 4, 5, 6), (1, 2, 3)
BOTTOM = 1 << 40
GRID_BITS = 192
LADDER = (320, 768, 2048)
MARK = 16
SETS = {"set": "set", "list": "list", "tuple": "list", "sequence": "list"}
COUNTS = frozenset({"positive integer", "nonnegative integer"})
NO_ENDS = (("region", False), ("region", True))
Cell = object
"""Nested tuples of integers and words: what is the same for equal values."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One mark a world; an empty one where the answer has no value there."""

    marks: tuple[str, ...]

    @property
    def key(self) -> str:
        """The mark of the first world with a value. Equal answers share it unless one has no value there."""
        return next(f"{k}:{mark}" for k, mark in enumerate(self.marks) if mark)

    def agrees(self, other: Fingerprint) -> bool:
        """Whether they have the same value wherever both have one, and there is such a world. Where letters are
        negative counts only if there is no other: what an author means there `compare` finds out."""
        pairs = [(a, b) for a, b in zip(self.marks, other.marks, strict=True)]
        usual = [pair for k, pair in enumerate(pairs) if all(pair) and WORLDS[k].undeclared not in SIGNED]
        common = usual or [pair for pair in pairs if all(pair)]
        return bool(common) and all(a == b for a, b in common)


def fingerprint(expr: Expr, names: Names, seed: str = "", budget: Budget | None = None) -> Fingerprint | None:
    """The fingerprint of an answer, or None where none can be had. Never raises.

    Numbers, formulas, matrices, sets and lists (entry by entry), intervals, propositions (their truth table) and
    equations and inequalities between rational functions (their real solutions, on random lines where there are
    several letters). Fingerprints of one `seed` and the same `names` can be compared. Answers that differ may share
    one by chance, or because they differ only where no world looks: `compare` decides.
    """
    budget = budget or Budget.start()
    try:
        found = cells(odd_roots.settled(expr, names), names, seed, budget)
    except (LimitError, RecursionError, MemoryError, Unsupported, ShapeError, *FAULTS):
        return None
    if all(cell is None or cell in NO_ENDS for cell in found):  # no solution where anybody looks
        return None
    return Fingerprint(tuple(_mark(cell, f"{seed}/{k}") for k, cell in enumerate(found)))


def _mark(cell: Cell, salt: str) -> str:
    return "" if cell is None else hashlib.sha256(f"{salt}\0{cell!r}".encode()).hexdigest()[:MARK]


def cells(expr: Expr, names: Names, seed: str, budget: Budget) -> list[Cell]:
    """What stands behind the marks, one a world; None where there is no value. Raises as `evaluate` does."""
    expr, _ = dependents.spell_out(expr, expr, names)
    expr = runs.spelled_out(multinomials.spelled_out(expand(expr, names)), names)
    if conjugates.open_parts(expr, names):
        raise Unsupported("conjugate")  # it is for the expected side to say which letters are complex
    if isinstance(expr, Apply) and expr.op in divisors.WORDS and expr != divisors.spelled_out(expr, names, budget):
        raise Unsupported(expr.op)  # its sign is open
    expr = divisors.spelled_out(expr, names, budget)
    if symbolic.needed(expr):
        expr = symbolic.closed(expr, names, budget) or expr
    spoken: dict[Expr, tuple[Expr, Roles]] = {}
    return [_Reader(names, seed, k, budget, spoken).read(expr) for k in range(len(WORLDS))]


@dataclass(frozen=True, slots=True)
class _Reader:
    """One world."""

    names: Names
    seed: str
    round: int
    budget: Budget
    spoken: dict[Expr, tuple[Expr, Roles]]
    """What was found of each expression in the worlds before."""

    def read(self, expr: Expr) -> Cell:
        """The cell of an answer of any shape; None where it has no value in this world."""
        self.budget.check()
        match expr:
            case Apply("boxed" | "pos", (inner,)):
                return self.read(inner)
            case Apply(op, items) if op in SETS:
                found = [self.read(item) for item in items]
                if None in found:
                    return None
                return (SETS[op], *(sorted(set(found), key=repr) if op == "set" else found))
            case Name("empty"):
                return ("set",)
            case Name("infinity") | Apply("neg", (Name("infinity"),)):
                return "infinity" if isinstance(expr, Name) else "-infinity"
            case Interval(low, high, closed_low, closed_high):
                ends = self.read(low), self.read(high)
                return None if None in ends else ("interval", closed_low, closed_high, *ends)
            case Chain() | Apply("and" | "or" | "not" | "implies" | "iff" | "xor", _):
                return self._statement(expr)
        return self._value(expr)

    def _statement(self, expr: Expr) -> Cell:
        """A proposition by its table, else the solutions of a condition."""
        try:
            found = table(expr)
            return self.read(found) if isinstance(found, Name) else found
        except Unsupported:
            return region(expr, self.names, f"{self.seed}/{self.round}", self._place, self.budget)

    def _value(self, expr: Expr) -> Cell:
        held = traits(expr, expr)
        sides = (expr,) if held.words.isdisjoint(signs.SIGNS) else signs.choices(expr)
        found = {self._rounded(side) for side in sides}
        if None in found:
            return None
        return tuple(sorted(found, key=repr)) if len(found) > 1 else found.pop()

    def _rounded(self, expr: Expr) -> Cell:
        """Evaluated with more and more digits until it lies within one cell."""
        before = ctx.prec
        try:
            make, expr = self._world(expr)
            for bits in LADDER:
                ctx.prec = bits
                with suppress(Unsure):
                    return self._cell(evaluate(expr, make()))
        except Undefined:
            return None
        finally:
            ctx.prec = before
        return None

    def _world(self, expr: Expr) -> tuple[Callable[[], World], Expr]:
        """How to make the world for an expression, and the expression as the world speaks of it."""
        if expr not in self.spoken:
            self.spoken[expr] = self._speak(expr)
        expr, found = self.spoken[expr]
        if WORLDS[self.round].undeclared != "whole" and self._bare(found):
            raise Undefined("size")
        few = any(domain.kind == "iid" for domain in self.names.variables.values())
        recipe = _Recipe(found, self.seed, self.round, few=few)
        points = {name: self._number(name, recipe) for name in found.numbers}

        def make() -> World:
            world = build(recipe, self.budget)
            world.values.update({name: _ball(point, found) for name, point in points.items()})
            return world

        return make, expr

    def _speak(self, expr: Expr) -> tuple[Expr, Roles]:
        """The expression with families, laws and unit matrices made explicit, and the roles of its names."""
        expr, _ = in_full(*prepare(expr, expr), self.names)
        expr, _, laws = spell_laws(expr, expr, self.names)
        expr, _ = number_units((expr, expr), self.names)
        found = roles(_declared(expr, self.names), expr, self.names, laws)
        if len(found.numbers) + len(found.functions) + len(found.families) > FREE_SYMBOLS:
            raise LimitError("FREE_SYMBOLS")
        if speaks_of_matrices((expr,)) and not self._declared_all(found):
            raise Unsupported("shapes")
        found.complex |= self._is_complex(expr)
        for listed in (found.sizes, found.random, found.events, found.densities, found.drawn):
            listed.sort()
        return outcomewise(expr, expr, found)[0], found

    def _bare(self, found: Roles) -> list[str]:
        """Ends of sums of which nothing is declared: in other answers they may be plain letters."""
        tied = {*found.dimensions, *(size for d in self.names.variables.values() for size in d.sizes)}
        return [name for name in found.sizes if name not in tied and self.names.domain(name) is None]

    def _declared_all(self, found: Roles) -> bool:
        """Shapes that are read off one answer alone may be others in the next."""
        open_ = (name for name in (*found.numbers, *found.tensors) if self.names.domain(name) is None)
        return not found.dimensions and not any(open_)

    def _is_complex(self, expr: Expr) -> bool:
        held = traits(expr, expr)
        domains = ((self.names.domain(name) or REAL).kind for name in held.names)
        return not held.words.isdisjoint(COMPLEX_WORDS) or "complex" in domains

    def _number(self, name: str, recipe: _Recipe) -> Coordinate:
        """The coordinate of a letter in this world, by its name and domain."""
        ground, domain = WORLDS[self.round], self.names.domain(name)
        signs_ = ground.undeclared if domain is None else ground.declared
        if signs_ == "whole" or (domain is not None and domain.kind in COUNTS):
            return fmpq(recipe.size(name, 0))
        if domain is not None and domain.kind == "integer":
            return fmpq(self._sign(name, signs_) * recipe.size(name, 0))
        rng, (low, high) = recipe.rng(name), ground.between
        real, imaginary = (low + (high - low) * Fraction(rng.randrange(1, BOTTOM), BOTTOM) for _ in range(2))
        return coordinate(self._sign(name, signs_) * real, imaginary, domain or REAL)

    def _sign(self, name: str, signs_: Signs) -> int:
        """Every letter is negative in one of two worlds, and positive in the other."""
        match signs_:
            case "some" | "others":
                some = random.Random(f"{self.seed}/sign/{name}").choice((1, -1))
                return some if signs_ == "some" else -some
            case "any":
                return random.Random(f"{self.seed}/{self.round}/sign/{name}").choice((1, -1))
        return 1

    def _cell(self, value: Value) -> Cell:
        """The cell of a number, entry by entry of a matrix or tuple."""
        if isinstance(value, bool):
            return value
        if isinstance(value, Tensor | tuple):
            entries = [x for row in value.rows for x in row] if isinstance(value, Tensor) else list(value)
            below = [self._cell(x) for x in entries]
            nothing = self._cell(arb(0))
            if below and all(cell == nothing for cell in below):
                return nothing  # it may be written 0
            if isinstance(value, Tensor) and value.shape[1] > 1:
                return ("matrix", *value.shape, *below)
            return ("list", *below)
        if not isinstance(value, SCALARS):
            raise Unsupported("value")
        number = primal(value)
        parts = (number.real, number.imag) if isinstance(number, acb) else (number, arb(0))
        return tuple(self._place(part) for part in parts)

    def _place(self, x: arb) -> int:
        """Which cell of the grid holds the ball; Unsure where a line may run through it."""
        shift = random.Random(f"{self.seed}/{self.round}/grid").randrange(1, 1 << 256)
        found = (x.asinh() * arb(2) ** GRID_BITS + arb(fmpq(shift, 1 << 256))).floor()
        place = found.unique_fmpz() if found.is_finite() else None
        if place is None:
            raise Unsure
        return int(place)


@dataclass(frozen=True, slots=True)
class _Recipe(Recipe):
    """The sizes follow from their names alone, in any order of meeting them: each takes all lengths in turn."""

    few: bool = False

    @property
    def length(self) -> int:
        return self.size("", 0)

    def size(self, name: str, place: int) -> int:
        lengths = list(FEW if self.few or self.roles.copies else LENGTHS)
        random.Random(f"{self.seed}/size/{name}").shuffle(lengths)
        return lengths[self.round % len(lengths)]


def _ball(point: Coordinate, found: Roles) -> Value:
    if isinstance(point, tuple):
        return acb(arb(point[0]), arb(point[1]))
    return acb(point) if found.complex else arb(point)


def _declared(expr: Expr, names: Names) -> Expr:
    """All vectors and matrices of the exercise, and beside chances all random variables and events: what the world
    is like must not depend on which of them an answer mentions."""
    chances = traits(expr, expr).words & CHANCE_WORDS
    kinds = {"vector", "matrix"} | ({"random", "event", "iid"} if chances else set())
    return Apply("tuple", tuple(Name(name) for name, d in sorted(names.variables.items()) if d.kind in kinds))
