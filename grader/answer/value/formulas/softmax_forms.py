r"""Forms of the derivative of a softmax, `\frac{\partial y_i}{\partial z_j}`, where `y` is that of `z`: both sides
are written out for three classes, once with equal indexes and once with different ones."""

from __future__ import annotations

from collections.abc import Mapping

from grader.answer.kind import Context
from grader.equivalence import compare
from grader.equivalence.truth import Different, Same
from grader.equivalence.worlds.families import split
from grader.late import dataclass
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Name, Number, rebuild

CLASSES = ("a", "b", "c")
"""The letters that stand for the arguments."""
SUMS = frozenset({"S", "Z", "Sigma"})
"""Letters that may stand for the sum below the line."""
PLAIN = frozenset({"add", "mul", "neg", "div", "pow", "exp"})
_E = Name("e")


class _Unknown(Exception):
    """What has no meaning here."""


def base_and_index(expr: Expr) -> tuple[str, str]:
    """`z` and `j` of `z_j`; an empty index where there is none, or not one."""
    match expr:
        case Name(id):
            base, below = split(id) or (id, ())
            return (base, below[0]) if len(below) == 1 else (id, "")
        case Index(Name(id), (Name(index),)):
            return id, index
    return "", ""


def softmax_holds(first: Bind, form: Expr, end: Expr, context: Context) -> bool | None:
    """Whether a form is equal to the end; None where that is not known."""
    (of, i), (by, j) = base_and_index(first.body), base_and_index(first.variables[0])
    if not (i and j and of != by):
        return None
    found = []
    for places in ({i: 0, j: 0}, {i: 0, j: 1}):
        world = _World(of, by)
        try:
            sides = world.read(form, places), world.read(end, places)
        except _Unknown:
            return None
        truth = compare(*sides, context.names, context.budget, context.seed)
        if isinstance(truth, Different):
            return None if SUMS & free_names(form) else False
        found.append(isinstance(truth, Same))
    return True if all(found) else None


@dataclass(frozen=True, slots=True)
class _World:
    """The letters of the values and of the arguments."""

    of: str
    by: str

    def read(self, expr: Expr, at: Mapping[str, int]) -> Expr:
        match expr:
            case Number() | Name("e"):
                return expr
            case Name(id) if id in SUMS:
                return _SUM
            case Name() | Index():
                return self._member(expr, at)
            case Bind("sum", (Name(index),), bounds, body) if index not in at and len(bounds) != 1:
                return Apply("add", tuple(self.read(body, {**at, index: k}) for k in range(len(CLASSES))))
            case Bind("diff" | "partial", (variable,), bounds, body):
                if bounds and bounds != (Number("1"),):
                    raise _Unknown
                return Bind("diff", (self._member(variable, at),), (), self.read(body, at))
            case Apply("indicator", (Chain((Name(one), Name(other)), ("=",)),)) if one in at and other in at:
                return Number(str(int(at[one] == at[other])))
            case Apply(op) if op in PLAIN:
                return rebuild(expr, lambda part: self.read(part, at))
        raise _Unknown

    def _member(self, expr: Expr, at: Mapping[str, int]) -> Expr:
        base, index = base_and_index(expr)
        if base == "delta" and len(index) == len("ij") and set(index) <= at.keys():
            return Number(str(int(at[index[0]] == at[index[1]])))
        if index not in at or base not in (self.of, self.by):
            raise _Unknown
        own = Name(CLASSES[at[index]])
        return own if base == self.by else Apply("div", (_power(own), _SUM))


def _power(letter: Expr) -> Expr:
    return Apply("pow", (_E, letter))


_SUM = Apply("add", tuple(map(_power, map(Name, CLASSES))))
