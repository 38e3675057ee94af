"""The walk along a derivation by equivalences: conditions, each with the solutions of the one above."""

from __future__ import annotations

from dataclasses import dataclass

from grader.answer.argument import Argument, Entry
from grader.answer.kind import Context
from grader.answer.links import Link
from grader.answer.shapes import CONNECTIVES, TRUTHS
from grader.answer.solutions import relate
from grader.answer.statements import Statement
from grader.errors import LimitError
from grader.notation.printing import to_mathml, to_text
from grader.notation.tree import Apply, Bind, Chain, Expr, Interval, Name
from grader.values import Finding, Step, StepOutcome

NOTHING = frozenset({"none", "no solution", "no solutions", "false", "keine lösung", "unlösbar"})
EVERYTHING = frozenset({"all", "true", "all real numbers", "allgemeingültig"})
OUTCOMES: dict[str, StepOutcome] = {
    "same": "follows",
    "left_in_right": "implies_only",
    "right_in_left": "implied_only",
    "different": "does_not_follow",
    "unknown": "undecided",
}


@dataclass(slots=True)
class Solving:
    """The state of the walk: `before` is the last condition; expressions and chains of values go to `values`."""

    values: Argument
    before: Expr | None = None

    @property
    def entries(self) -> list[Entry]:
        return self.values.entries

    def follow(self, found: tuple[Statement, ...]) -> None:
        """Judge all statements in order. A limit that is met leaves the rest undecided, by its name."""
        for index, statement in enumerate(found):
            after = found[index + 1] if index + 1 < len(found) else None
            try:
                self._take(statement, after)
            except (LimitError, RecursionError) as error:
                limit = error.limit if isinstance(error, LimitError) else "DEPTH"
                self.values.unsure(statement, Finding("limit-met", data=(("limit", limit),)))

    def _take(self, statement: Statement, after: Statement | None) -> None:
        if statement.role == "remark":
            return
        chain = after is not None and after.continues and self.before is None and len(statement.members) == 2
        if statement.continues or chain or statement.role == "definition":
            self.values.take(statement)
            return
        expr = self._read(statement)
        if expr is not None and not is_condition(expr) and statement.bare:
            self.values.take(statement)
        else:
            self._condition(statement, expr)

    def _read(self, statement: Statement) -> Expr | None:
        words = statement.text.strip().lower()
        if words in NOTHING | EVERYTHING:
            return Name("false" if words in NOTHING else "true")
        return self.values.scope.read(statement.text)[0]

    def _condition(self, statement: Statement, expr: Expr | None) -> None:
        if expr is None:
            findings = self.values.scope.read(statement.text)[1]
            self._add(statement, None, Link("unreadable", "notation", False, findings))
            return
        if self.before is None:
            self._add(statement, expr, Link("start", "start"))
        else:
            self._add(statement, expr, same_solutions(self.before, expr, self.values.scope.context))
        self.before = expr
        self.values.settle(expr.operands[-1] if isinstance(expr, Chain) else None, statement.members[-1].text)

    def _add(self, statement: Statement, expr: Expr | None, link: Link) -> None:
        read_as, mathml = ("", "") if expr is None else (to_text(expr), to_mathml(expr))
        step = Step(
            statement.line, statement.text, link.outcome, link.findings, read_as, mathml, link.counterexample
        )
        self.entries.append(Entry(step, 0, self.before, expr, statement.final, link.certain, link.by))


def is_condition(expr: Expr) -> bool:
    """Whether it is something that holds or does not."""
    match expr:
        case Chain() | Interval() | Bind("set_of" | "forall" | "exists"):
            return True
        case Apply(op, args) if op in CONNECTIVES:
            return True
        case Apply("sequence" | "list" | "cases", args):
            return bool(args) and any(is_condition(arg) for arg in args)
        case Name(id):
            return id in TRUTHS
    return False


def same_solutions(before: Expr, after: Expr, context: Context) -> Link:
    """A link between two conditions: what was gained, what was lost."""
    found = relate(together(before), together(after), context)
    outcome = OUTCOMES[found.relation]
    findings = found.findings
    if outcome not in ("follows", "undecided") and not findings:
        findings = (Finding("solutions-differ", "error", None, _sides(before, after)),)
    if outcome == "undecided":
        findings = (Finding("step-undecided"), *findings)
    return Link(outcome, found.by, found.certain, findings, found.counterexample)


def together(expr: Expr) -> Expr:
    """`x = 1, y = 2` holds where both hold."""
    match expr:
        case Apply("sequence" | "list" | "cases", args) if args and all(is_condition(arg) for arg in args):
            return Apply("and", args)
    return expr


def _sides(before: Expr, after: Expr) -> tuple[tuple[str, str], ...]:
    return (("left", to_text(before)), ("right", to_text(after)))

