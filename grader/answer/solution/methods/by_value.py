r"""Two equations that only name a value, `d = f(a, b)`, are as their values are.

What names it need not be spelled alike: the hat of an estimator and what is written below it (`\hat\theta_{ML}`)
are no part of the letter, and a likelihood is called `L`, `\ell`, `\log L` or `J` as one likes. Two different names
of two different values say nothing.
"""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.relation import Solutions, solution
from grader.answer.value.asked.left_sides import OBJECTIVES
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.meanings import free_names
from grader.equivalence.truth import Different, Same, Unknown
from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Number
from grader.values import Counterexample


@dataclass(frozen=True, slots=True)
class Named:
    """An equation as a name and its value. `key` tells names apart; an objective function has none."""

    head: Expr
    value: Expr
    key: str
    below: str = ""

    def agrees(self, other: Named) -> bool:
        """Whether both may name the same thing."""
        if not self.key or not other.key:
            return self.key == other.key
        return self.key == other.key and (self.below == other.below or not self.below or not other.below)


def by_value(left: Expr, right: Expr, context: Context) -> Solutions | None:
    """How the solutions lie to each other; None where this is no such pair."""
    ours, theirs = _named(left, context.names), _named(right, context.names)
    if ours is None or theirs is None or not ours.agrees(theirs):
        return None
    truth = compare(ours.value, theirs.value, context.names, context.budget, context.seed)
    match truth:
        case Same(by, certain, notes):
            return Solutions("same", by, certain, notes)
        case Different(by, witness, certain, notes) if witness is not None and ours.head == theirs.head:
            if isinstance(ours.head, Apply):  # both may be without a solution
                return None
            at = ((to_text(ours.head), witness.expected), *witness.at)
            example = Counterexample(at, "true", "false")
            told = (solution("solutions-lost", at), *notes)
            return Solutions("different", by, certain, told, counterexample=example)
        case Unknown(reason) if reason.code == "positive-only":
            return Solutions("unknown", "points", False, (reason,))
    return None


def _named(statement: Expr, names: Names) -> Named | None:
    match statement:
        case Chain((a, b), ("=",)):
            return _of(a, b, names) or _of(b, a, names)
    return None


def _of(head: Expr, value: Expr, names: Names) -> Named | None:
    """The name and its value in other letters."""
    others = set(free_names(value)) - CONSTANTS
    match head:
        case Name(id) | Apply("pow", (Name(id), Number())) if others and id not in others and id not in CONSTANTS:
            power = to_text(head.args[1]) if isinstance(head, Apply) else ""
            letter, _, below = id.partition("_")
            plain = letter.removeprefix("hat(").removesuffix(")") if letter.startswith("hat(") else letter
            hat = plain in others or id in names.declared
            return Named(head, value, id + power) if hat else Named(head, value, plain + power, below)
        case Call(Name(id)) | Apply("log", (Call(Name(id)),)) if id in OBJECTIVES and id not in names.declared:
            return None if id in others else Named(head, value, "")
    return None
