r"""A limit without its sign: `\frac{x^2 - x}{x} = x - 1 \to -1` says of each side what its limit is.

Where the question is a limit and no line writes the sign, each side that holds its variable stands under the sign
of the question, and the arrow is an equality. Sides that are not equal themselves (l'Hospital) stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from grader.answer.claim.statements import Member, Statement
from grader.answer.kind import Context
from grader.equivalence import compare
from grader.equivalence.truth import Same
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Bind, Expr, Name, Text

_ARROW = pattern(r"\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])|→|⟶|->")
_SIGN = pattern(r"\blim|\\lim")


def in_limits(said: Sequence[Statement], question: Expr | None, context: Context) -> tuple[Statement, ...]:
    """The statements, those that go to a value written with the sign of the question."""
    (head, letter), names = _head(question), context.names
    if not head or any(_SIGN.search(one.text) for one in said):
        return tuple(said)
    found: list[Statement] = []
    for one in said:
        above = found[-1] if found else None
        members = _goes_to(one, letter, names)
        if members and _are_equal(members, letter, context):
            found.append(_under(one, members, head, letter, names))
        elif (
            above is not None and _goes_on(above, one, letter, names) and _are_equal(above.members, letter, context)
        ):
            members = (*above.members, replace(one.members[0], relation="="), *one.members[1:])
            found[-1] = _under(above, members, head, letter, names)
        else:
            found.append(one)
    return tuple(found)


def _are_equal(members: Sequence[Member], letter: str, context: Context) -> bool:
    """Whether the sides that hold the variable are equal as functions of it."""
    names = context.names
    sides = [expr for each in members if (expr := parse(each.text, names).expr) and letter in free_names(expr)]
    budget = context.budget, context.seed
    return all(isinstance(compare(left, right, names, *budget), Same) for left, right in pairwise(sides))


def _head(question: Expr | None) -> tuple[str, str]:
    """The sign of a limit, and its variable; empty where the question is none."""
    match question:
        case Bind("limit", (Name(letter),), (target, *side)):
            sided = f"^{side[0].text}" if side and isinstance(side[0], Text) else ""
            return f"\\lim_{{{letter} \\to {to_text(target)}{sided}}}", letter
    return "", ""


def _goes_to(one: Statement, letter: str, names: Names) -> tuple[Member, ...]:
    """The sides of a chain whose last one goes to a value, that value behind them; else none."""
    *before, last = one.members
    parts = _ARROW.split(last.text)
    if one.role != "claim" or len(parts) != 2 or not _equal(one.members) or not parts[0].strip():
        return ()
    if not _holds(parts[0], letter, names) or _holds(parts[1], letter, names):
        return ()
    return (*before, replace(last, text=parts[0]), replace(last, text=parts[1], relation="="))


def _goes_on(above: Statement, one: Statement, letter: str, names: Names) -> bool:
    """Whether a statement behind an arrow is the value to which the one above goes."""
    if one.joint != "implies" or one.role != "claim" or above.role != "claim" or len(above.members) < 2:
        return False
    numbers = not any(_holds(member.text, letter, names) for member in one.members)
    sides = _equal(above.members) and _equal(one.members) and not one.continues
    return numbers and sides and _holds(above.members[-1].text, letter, names)


def _equal(members: Sequence[Member]) -> bool:
    return {member.relation for member in members} <= {"", "="}


def _holds(text: str, letter: str, names: Names) -> bool:
    expr = parse(text, names).expr
    return expr is not None and letter in free_names(expr)


def _under(one: Statement, members: Sequence[Member], head: str, letter: str, names: Names) -> Statement:
    sides = tuple(
        replace(member, text=f"{head} \\left({member.text}\\right)")
        if _holds(member.text, letter, names)
        else member
        for member in members
    )
    return replace(one, members=sides)
