"""An interval by two statements: `x > -1` and below it `x < 3`."""

from __future__ import annotations

from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.vocabulary import cue
from grader.answer.claim.several.solutions_listed import concludes, is_one
from grader.answer.claim.statements import statements
from grader.answer.kind import Context
from grader.answer.value.shapes import is_number
from grader.notation import parse
from grader.notation.tree import Apply, Chain, Expr, Name
from grader.values import Answer


def half_lines(answer: Answer, context: Context) -> Picked | None:
    """`x > -1` and below it `x < 3`: the last two statements, where they bound one letter from both sides."""
    if is_one(answer, context.names):
        return None
    claims = [found for found in statements(answer, context.names, True) if found.role == "claim"][-2:]
    read = [parse(statement.text, context.names) for statement in claims]
    sides = {_bound(parsed.expr) for parsed in read if parsed.expr is not None}
    if len(read) < 2 or len(sides) < 2 or None in sides or len({side[0] for side in sides if side}) > 1:
        return None
    if concludes(claims[1]):
        return None
    word = "and" if cue(claims[1].before) == "and" else "sequence"
    parts = tuple(parsed.expr for parsed in read if parsed.expr is not None)
    findings = tuple(item for parsed in read for item in parsed.findings)
    return Picked(", ".join(s.text for s in claims), Apply(word, parts), findings, claims[-1].line)


def _bound(expr: Expr) -> tuple[Expr, bool] | None:
    """A letter, and whether it is bounded from above."""
    match expr:
        case Chain((Name() as letter, end), (relation,)) if relation in ("<", "<=", ">", ">=") and is_number(end):
            return letter, relation in ("<", "<=")
        case Chain((end, Name() as letter), (relation,)) if relation in ("<", "<=", ">", ">=") and is_number(end):
            return letter, relation in (">", ">=")
    return None
