"""Values under conditions on indexes: `for $i = j$ … = s_i (1 - s_i)`, `for $i \\ne j$ … = -s_i s_j`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from grader.answer.claim.picked import Picked
from grader.answer.claim.statements import Statement
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr

Cases = Mapping[Statement, Statement]
"""What is said under a condition, and the condition."""
_LETTER = pattern(r"\\?[A-Za-z]|\\[a-z]{2,8}")
_BEFORE = pattern(
    r"\b(?:for|if|when|case|für|falls|wenn|fall|bei|pour|si|cas)(?:\s\d)?\s?[:.)]?\s*$", re.IGNORECASE
)
_BEHIND = frozenset({"if", "for", "when", "falls", "für", "wenn", "si", "pour"})


def under_conditions(found: Sequence[Statement]) -> Cases:
    """The claims that a condition on two indexes leads to, or follows on the same line."""
    cases: dict[Statement, Statement] = {}
    for condition, claim in pairwise(found):
        if _is_condition(condition) and _BEFORE.search(condition.before) and condition not in cases.values():
            cases[claim] = condition
    for claim, condition in pairwise(found):
        behind = condition.before.strip(" ,(") in _BEHIND and condition.line == claim.line and claim not in cases
        if behind and _is_condition(condition) and len(claim.members) > 1:
            cases[claim] = condition
    return cases


def _is_condition(statement: Statement) -> bool:
    sides = [member.text.strip() for member in statement.members]
    letters = len(sides) == 2 and all(map(_LETTER.fullmatch, sides))
    return letters and statement.members[1].relation in ("=", "!=")


def with_condition(picked: Picked, condition: Statement, names: Names) -> Picked:
    """The value with the condition under which it is said: what it is otherwise, is said elsewhere."""
    proviso = parse(condition.text, names).expr
    if proviso is None or picked.expr is None:
        return picked
    return replace(picked, expr=_at_the_end(picked.expr, (proviso,), "where"))


def as_cases(values: Sequence[tuple[Expr, Statement]], last: Picked, names: Names) -> Picked | None:
    """Several values of one quantity under their conditions, as the one value that they are together."""
    parts: list[Expr] = []
    for value, condition in values:
        proviso = parse(condition.text, names).expr
        if proviso is None:
            return None
        parts += [value.operands[-1] if isinstance(value, Chain) else value, proviso]
    if last.expr is None:
        return None
    whole = Apply("cases", tuple(parts))
    match last.expr:
        case Chain((name, *_)):
            return replace(last, expr=Chain((name, whole), ("=",)))
    return replace(last, expr=whole)


def _at_the_end(expr: Expr, more: tuple[Expr, ...], word: str) -> Expr:
    match expr:
        case Chain((*before, end), relations):
            return Chain((*before, Apply(word, (end, *more))), relations)
    return Apply(word, (expr, *more))
