"""Definitions that stand behind what uses them: `F(1) - F(0) with F(x) = (x - 1) e^x`, `y = ln u, u = x^2 + 1`."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer.claim.cutting import tokens
from grader.answer.claim.statements import Statement
from grader.late import pattern
from grader.notation.names import Names

_FUNCTION = pattern(r"([A-Za-z])\s*\(\s*[a-z]\s*\)")
_LETTER = pattern(r"[A-Za-z]|\\[a-z]{2,8}")
_SQUARE = pattern(r"(?P<letter>[A-Za-z]|\\[a-z]{2,8})\s?\^\s?(?:2|\{2\})")


def in_order(found: Sequence[Statement], names: Names) -> tuple[Statement, ...]:
    """The statements, each definition on the line of what uses its name before that."""
    order = list(found)
    for statement in found:
        defined = _defined(statement)
        letter = defined.lstrip("\\")
        if not defined or letter in names.declared or letter in names.functions:
            continue
        at = order.index(statement)
        first = at
        while first and order[first - 1].line == statement.line:
            first -= 1
        before = order[first:at]
        uses = next((k for k, each in enumerate(before, first) if _uses(each, defined, statement)), None)
        if uses is not None and all(_defined(each) != defined for each in before):
            order.insert(uses, order.pop(at))
    return tuple(order)


def _defined(statement: Statement) -> str:
    """The name that is given a meaning: of a function with words that say so, or a letter."""
    if len(statement.members) != 2 or statement.members[1].relation not in ("=", "defines"):
        return ""
    left = statement.members[0].text.strip()
    function = _FUNCTION.fullmatch(left)
    if function is not None:
        return function[1] if statement.role == "definition" else ""
    square = _SQUARE.fullmatch(left)  # `w^2 = k/m`
    return square["letter"] if square else left if _LETTER.fullmatch(left) else ""


def _uses(statement: Statement, name: str, by: Statement) -> bool:
    """Whether a name stands in a statement; a letter without words only in the definition of another letter."""
    square = _SQUARE.fullmatch(by.members[0].text.strip())
    if by.role != "definition" and not square and not _LETTER.fullmatch(_defined(statement)):
        return False
    return any(token.text == name for member in statement.members for token in tokens(member.text))
