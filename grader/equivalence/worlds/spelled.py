r"""A formula about samples as it reads in one small world: sizes and samples are numbers, sums are written out.

\sum_{i=1}^n x_i - n\mu     with n = 2 and x = (1.41, -0.32):     (1.41 + (-0.32)) - 2 \mu

All letters but those that are left open have their value, so that what remains is a formula of plain letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add, mul

from grader.equivalence.evaluation.rationals import as_fraction, literal
from grader.equivalence.evaluation.scalars import Unsupported, integer
from grader.equivalence.sampling.points import REAL
from grader.equivalence.worlds.recipe import Recipe
from grader.equivalence.worlds.roles import Roles
from grader.equivalence.worlds.small import build, exact_member, exact_number
from grader.equivalence.worlds.uses import ACCUMULATORS
from grader.late import dataclass
from grader.limits import Budget
from grader.notation.tree import Apply, Bind, Call, Expr, Index, Interval, Matrix, Name, Number, rebuild

LONGEST = 200
"""Terms of a sum that are written out."""
PLAIN = frozenset({"add", "mul", "neg", "pos", "div", "pow", "sqrt", "root", "exp", "log", "boxed"})
"""Words that neither bend nor jump: what agrees in some worlds may differ in others only by intent."""
JOINTS = frozenset({"and", "or", "sequence", "set", "list", "tuple", "pm", "mp", "plus_minus", "minus_plus"})
"""Words between several values or statements."""


def is_of_samples(roles: Roles) -> bool:
    """Whether there is nothing but letters, sizes and samples."""
    others = (
        roles.dimensions, roles.functions, roles.densities, roles.tensors, roles.units, roles.random, roles.events,
        roles.drawn, roles.empirical, roles.copies, roles.joints, roles.parts, roles.defined, roles.complex,
    )  # fmt: skip
    return not any(others)


@dataclass(frozen=True, slots=True)
class Spelled:
    """One world with some letters left open."""

    recipe: Recipe
    values: dict[str, Expr]

    @classmethod
    def of(cls, recipe: Recipe, open_: frozenset[str], budget: Budget) -> Spelled:
        roles, world = recipe.roles, build(recipe, budget)
        values: dict[str, Expr] = {name: Number(str(integer(world.values[name]))) for name in roles.sizes}
        for name, domain in roles.numbers.items():
            if name not in open_:
                values[name] = literal(exact_number(recipe, name, domain or REAL))
        return cls(recipe, values)

    def read(self, expr: Expr) -> Expr:
        """The formula in this world; Unsupported where it holds something else than letters and samples."""
        return self._read(expr, self.values)

    def _read(self, expr: Expr, values: dict[str, Expr]) -> Expr:
        match expr:
            case Name(id):
                return values.get(id, expr)
            case Index(Name(id), indices):
                return self.member(id, tuple(_whole(self._read(index, values)) for index in indices))
            case Bind(op, (Name(id),), _, body) if op in ACCUMULATORS:
                terms = tuple(self._read(body, {**values, id: k}) for k in self._range(expr, values))
                return _folded(_joined("add", terms, "0") if op == "sum" else _joined("mul", terms, "1"))
            case Apply(op) if op not in PLAIN and op not in JOINTS:
                raise Unsupported(op)
            case Bind() | Call() | Index() | Matrix() | Interval():
                raise Unsupported("worlds")
        return _folded(rebuild(expr, lambda child: self._read(child, values)))

    def member(self, name: str, places: tuple[int, ...]) -> Expr:
        """The sample at these places."""
        if min(places) < 0:
            raise Unsupported("index")
        return literal(exact_member(self.recipe, name, places))

    def _range(self, expr: Bind, values: dict[str, Expr]) -> Iterator[Expr]:
        low, high = 1, self.recipe.length
        if len(expr.bounds) == 2:
            low, high = (_whole(self._read(bound, values)) for bound in expr.bounds)
        elif expr.bounds:
            raise Unsupported(expr.op)
        if high - low > LONGEST:
            raise Unsupported("size")
        return (Number(str(k)) if k >= 0 else Apply("neg", (Number(str(-k)),)) for k in range(low, high + 1))

    def shown(self) -> tuple[tuple[str, str], ...]:
        """What the sizes, letters and samples are, for a person."""
        roles = self.recipe.roles
        at = [(name, _decimal(value)) for name, value in self.values.items()]
        for name, family in roles.families.items():
            if family.indices == 1:
                places = range(1, self.recipe.length + 1)
                at += [(f"{name.rstrip('_')}_{k}", _decimal(self.member(name, (k,)))) for k in places]
        return tuple(at)


def _whole(expr: Expr) -> int:
    value = as_fraction(expr)
    if value is None or value.q != 1:
        raise Unsupported("index")
    return int(value.p)


def _folded(expr: Expr) -> Expr:
    """With the numbers of a sum or product, a quotient or power of numbers as one number."""
    match expr:
        case Apply("add" | "mul" as op, args):
            known = [value for arg in args if (value := as_fraction(arg)) is not None]
            if len(known) < 2:
                return expr
            rest = tuple(arg for arg in args if as_fraction(arg) is None)
            return _joined(op, (literal(reduce(add if op == "add" else mul, known)), *rest), "0")
        case Apply("div", (top, bottom)):
            above, below = as_fraction(top), as_fraction(bottom)
            return expr if above is None or not below else literal(above / below)
        case Apply("pow", (base, Number(text))) if text in ("2", "3"):
            value = as_fraction(base)
            return expr if value is None else literal(value ** int(text))
    return expr


def _joined(op: str, terms: tuple[Expr, ...], none: str) -> Expr:
    return Number(none) if not terms else terms[0] if len(terms) == 1 else Apply(op, terms)


def _decimal(value: Expr) -> str:
    found = as_fraction(value)
    return "" if found is None else f"{int(found.p) / int(found.q):.6g}"
