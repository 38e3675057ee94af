"""A side of an equation that goes on in the row below, which begins with its sign and is not set in:

f'(x) = 2x e^x
+ x^2 e^x

Nothing but the values can tell it from a row of its own: it goes on where the side alone does not follow, and does
with what stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from grader.answer.derivation.links import EQUALITIES, judge
from grader.errors import FAULTS, LimitError
from grader.late import replace

if TYPE_CHECKING:
    from grader.answer.claim.statements import Statement
    from grader.answer.derivation.argument import Argument
    from grader.notation.tree import Expr

MOST = 4
"""Over so many rows below a side may go on."""


def whole(found: Sequence[Statement], walk: Argument) -> Iterator[Statement]:
    """The statements, with what goes on below in the side that it belongs to. `walk` has been there."""
    index = 0
    while index < len(found):
        statement, index = found[index], index + 1
        below = _signed(found[index : index + MOST])
        if below and statement.members[-1].relation in EQUALITIES:
            taken = _taken(statement, below, walk)
            statement, index = _with(statement, below[:taken]), index + taken
        yield statement


def _signed(below: Sequence[Statement]) -> list[Statement]:
    """The rows that may go on with the one above: a sign, and no relation."""
    found: list[Statement] = []
    for each in below:
        if not each.bare or not each.alone or each.before or each.text[:1] not in ("+", "-", "−"):
            break
        found.append(each)
    return found


def _taken(statement: Statement, below: list[Statement], walk: Argument) -> int:
    """How many of the rows belong to the last side."""
    scope = walk.scope
    try:
        befores = [each for each in _befores(statement, walk) if each is not None]
        side = scope.read(statement.members[-1].text)[0]
        if side is None or any(judge(before, "=", side, scope).holds for before in befores):
            return 0
        for taken in range(1, len(below) + 1):
            longer = scope.read(_with(statement, below[:taken]).members[-1].text)[0]
            if longer is not None and any(judge(before, "=", longer, scope).holds for before in befores):
                return taken
    except (LimitError, RecursionError, *FAULTS):
        return 0
    return 0


def _befores(statement: Statement, walk: Argument) -> tuple[Expr | None, ...]:
    """What the side may be meant to equal: the one before it, or the question under a name (`f'(x) = …`)."""
    if len(statement.members) > 1:
        return walk.scope.read(statement.members[-2].text)[0], walk.question
    return (walk.question if walk.last is None and not walk.entries else walk.last,)


def _with(statement: Statement, below: Sequence[Statement]) -> Statement:
    last = statement.members[-1]
    line, text = last.line + last.text.count("\n"), last.text
    for each in below:
        text, line = f"{text}{chr(10) * (each.line - line) or ' '}{each.text}", each.line
    return replace(statement, members=(*statement.members[:-1], replace(last, text=text))) if below else statement
