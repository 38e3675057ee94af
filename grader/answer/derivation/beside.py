"""The working beside a value: its lines as evidence, which earn and cost nothing.

The lines are walked as those of a derivation. Here nobody asked for an argument, and what looks like a claim may
be an equation that is solved, a choice, a value put in at a place that is said in words. So a line is called wrong
only where it cannot be any of these; whatever else does not follow is `unchecked`. Numbers are quoted as evidence
only where the student can work them out from a form of their own: what was asked for stays theirs to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.answer.claim.put_in import with_derivatives
from grader.answer.claim.scope import Scope
from grader.answer.claim.spelling.congruent import with_congruences
from grader.answer.claim.statements import Statement, statements
from grader.answer.derivation.argument import Argument
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.links import NEAR, judge, valued
from grader.answer.kind import Context
from grader.answer.value.numbers.worth import place, unfolded
from grader.answer.value.shapes import CONSTANTS, ORDERS
from grader.equivalence import compare
from grader.equivalence.truth import Different, Same
from grader.errors import LimitError
from grader.late import dataclass, field, pattern, replace
from grader.notation.names import Domain, free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, walk
from grader.values import Answer, Step

REFUTED = frozenset({"step-differs", "derivatives-differ", "step-not-near"})
SIDES = frozenset({"left", "right"})
INTEGERS = frozenset("ijklmnN")
"""Letters that mostly count something: `cos(n pi) = (-1)^n`."""
_CONDITION = pattern(
    r"[<>≤≥≠∈]|\\(?:leq?|geq?|neq?|lt|gt|in|ll|gg)(?![A-Za-z])"
    r"|\b(?:if|when|unless|otherwise|cases?|provided|assum\w*|suppos\w*|neglect\w*|small|large"
    r"|falls|wenn|fall|sonst|sofern|angenommen|annahme|klein\w*|groß\w*)\b",
    re.IGNORECASE,
)
ABOVE = 3
"""Lines above a formula in which a condition for it may stand."""


def working(answer: Answer, context: Context, hidden: frozenset[str] = frozenset()) -> tuple[Step, ...]:
    """Every claimed statement of the answer: `start`, `follows`, `does_not_follow`, `unreadable` or `unchecked`.
    `hidden` are names of which the student's own value may be another: no line that speaks of them is called wrong.
    """
    try:
        found = statements(with_congruences(answer), context.names)
    except LimitError:
        return ()
    way = _Way(Argument(Scope(context)), answer, _found(found, context), set(hidden))
    return tuple(_begun([pair for statement in found for pair in way.take(statement)]))


@dataclass(slots=True)
class _Way:
    """The walk, and the names of which something may hold that is no claim."""

    walk: Argument
    answer: Answer
    found: frozenset[str]
    bound: set[str] = field(default_factory=set)

    def take(self, statement: Statement) -> list[tuple[Step, Entry]]:
        before, done = self.walk.scope, len(self.walk.entries)
        self.walk.follow((statement,))
        self._notice_points(before)
        if statement.role == "assumption" and not self._is_known(statement):
            self._bind(*(self.walk.scope.read(member.text)[0] for member in statement.members))
        return [(self._step(statement, entry, at), entry) for at, entry in enumerate(self.walk.entries[done:])]

    def _step(self, statement: Statement, entry: Entry, at: int) -> Step:
        step = entry.step
        if step.outcome in ("follows", "unreadable"):
            return step
        first = at == 0 and not statement.continues and not statement.bare
        if step.outcome == "does_not_follow" and self._is_wrong(statement, entry, first):
            return step if not first and _is_own_form(entry.left) else _without_numbers(step)
        if first and step.outcome != "start":
            self._bind(entry.left, entry.right)
        return replace(step, outcome="unchecked", findings=(), counterexample=None)

    def _is_wrong(self, statement: Statement, entry: Entry, first: bool) -> bool:
        """Whether there is no way in which the line can be meant."""
        left, right, scope = entry.left, entry.right, self.walk.scope
        if left is None or right is None or not entry.certain or statement.role != "claim":
            return False
        if not any(item.code in REFUTED for item in entry.step.findings):
            return False
        if (first and not self._is_computed(left, right)) or self._is_conditional(statement):
            return False
        if not self.bound.isdisjoint(free_names(left) | free_names(right)):
            return False
        if _is_open(left, right, scope):
            return False
        sides = left, right, scope
        return _same_letters(*sides) and not _is_rough(*sides) and _fails_for_counts(*sides)

    def _is_computed(self, left: Expr, right: Expr) -> bool:
        """Whether an equation says what its left side comes to: of a letter it may be a choice, of anything else
        with letters an equation to be solved, and so where one of them is found in the end."""
        if not free_names(left) - CONSTANTS:
            return not isinstance(left, Name)  # `e = 1/2`
        if isinstance(right, Call) or not self.found.isdisjoint(free_names(left)):
            return False
        return isinstance(left, Call | Bind) or (isinstance(left, Apply) and left.op in ("prime", "probability"))

    def _is_conditional(self, statement: Statement) -> bool:
        """Whether words or signs near the line may say for what it holds."""
        lines = self.answer.raw.split("\n")
        at = statement.line - self.answer.line
        above = "\n".join(lines[max(0, at - ABOVE) : at + 1])
        return bool(_CONDITION.search(f"{statement.before}\n{above}"))

    def _is_known(self, statement: Statement) -> bool:
        """Whether what is assumed holds anyway: "since e^0 = 1"."""
        read = [self.walk.scope.read(member.text)[0] for member in statement.members]
        if len(read) != 2 or statement.members[1].relation in ORDERS:
            return False
        left, right = read
        return left is not None and right is not None and judge(left, "=", right, self.walk.scope).holds

    def _notice_points(self, before: Scope) -> None:
        """A letter that is given a second value: nobody knows which is meant."""
        after = self.walk.scope.at
        self.bound.update(name for name, value in before.at.items() if after.get(name) != value)

    def _bind(self, *sides: Expr | None) -> None:
        self.bound.update(name for side in sides if side is not None for name in free_names(side) - CONSTANTS)


def _begun(walked: list[tuple[Step, Entry]]) -> Iterator[Step]:
    """What stands first says that it begins where something follows from it."""
    goes_on = {entry.thread for step, entry in walked if step.outcome == "follows"}
    for step, entry in walked:
        begins = entry.step.outcome == "start" and not entry.step.findings and entry.thread in goes_on
        yield replace(step, outcome="start") if begins else step


def _found(said: tuple[Statement, ...], context: Context) -> frozenset[str]:
    """The letters of which a statement says what they are: `x = 2`, `x_1 = 1 or x_2 = 3`."""
    scope = Scope(context)
    read = [scope.read(statement.text)[0] for statement in said if not statement.continues]
    chains = (node for expr in read if expr is not None for node in walk(expr) if isinstance(node, Chain))
    return frozenset(side.id for chain in chains for side in chain.operands[:1] if isinstance(side, Name))


def _is_own_form(left: Expr | None) -> bool:
    """Whether a side is in letters and nothing in it is left to be worked out."""
    if left is None or not free_names(left) - CONSTANTS:
        return False
    return not any(isinstance(node, Bind) or (isinstance(node, Apply) and node.op == "prime")
                   for node in walk(left))  # fmt: skip


def _without_numbers(step: Step) -> Step:
    """With both sides as they were read, and no more."""
    bare = (replace(item, data=tuple(pair for pair in item.data if pair[0] in SIDES)) for item in step.findings)
    return replace(step, findings=tuple(bare), counterexample=None)


def _is_open(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether something stands there of which too little is known: a function that may be any, the derivative of a
    letter that may depend on the one by which is derived, several values behind commas."""
    nodes = [node for side in (left, right) for node in walk(unfolded(with_derivatives(side, scope), scope.names))]
    slopes = any(isinstance(node, Apply) and node.op in ("prime", "dot_over") for node in nodes)
    for node in nodes:
        match node:
            case Name(id) if (function := scope.names.functions.get(id)) and function.body is None:
                if function.kind == "abstract":
                    return True
            case Bind("diff", (Name(by),), _, body):
                inner = free_names(body) - CONSTANTS
                if by not in inner or (len(inner) > 1 and slopes):
                    return True
            case Apply("sequence"):
                return True
    return False


def _letters(side: Expr, scope: Scope) -> frozenset[str]:
    known = CONSTANTS.union(scope.names.functions)
    return free_names(valued(unfolded(side, scope.names), scope)) - known


def _same_letters(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether both sides speak of the same letters: one that is gone may have been given a value, one that is new
    may be said elsewhere. A letter on which a side does not depend is none."""
    ours, theirs = _letters(left, scope), _letters(right, scope)
    return not (theirs - ours) and not any(_depends(left, name, scope) for name in ours - theirs)


def _depends(side: Expr, name: str, scope: Scope) -> bool:
    bare = with_derivatives(side, scope)
    moved = Bind("at", (Name(name),), (Name(f"t_{name}"),), bare)
    return not isinstance(scope.compare(bare, moved), Same)


def _is_rough(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether it may be a rounded value: near, though not as near as its digits say."""
    decimal = any(isinstance(node, Number) and "." in node.text for node in (*walk(left), *walk(right)))
    return decimal and place(valued(left, scope), valued(right, scope), None, NEAR, scope.context) != "outside"


def _fails_for_counts(left: Expr, right: Expr, scope: Scope) -> bool:
    """Whether it is wrong for positive values too, and for whole ones of letters that mostly count."""
    names, context = scope.names, scope.context
    domains = {name: names.domain(name) for name in _letters(left, scope) | _letters(right, scope)}
    plain = [name for name, domain in domains.items() if domain is None or domain.kind in ("real", "integer")]
    kinds = {name: Domain("positive integer" if name in INTEGERS else "positive") for name in plain}
    own = replace(names, variables={**names.variables, **kinds})
    ours, theirs = (valued(side, scope) for side in (left, right))
    return isinstance(compare(ours, theirs, own, context.budget, context.seed), Different)
