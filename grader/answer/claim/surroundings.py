"""What is known of an answer and its question where the words beside a value are looked at."""

from __future__ import annotations

import re
from functools import partial

from grader.answer.claim.picked import Picked
from grader.answer.claim.prose.around import Around, words_of_question
from grader.answer.claim.prose.otherwise import agrees
from grader.answer.kind import Context
from grader.answer.value.shapes import kind_of
from grader.late import pattern
from grader.notation.names import free_names
from grader.notation.tree import Chain, Name

_WHERE = pattern(
    r"\b(?:where|when|wo|wann|où|quand|place|position|point|(?:at|for) wh(?:ich|at)|stelle|punkt|für welche\w*)\b",
    re.IGNORECASE,
)
"""Of a question that asks where something is so."""
_LABELS = pattern(r"\d+|[a-z]")


def asks_where(question: str) -> bool:
    """Whether it asks for a place, and not for the value there."""
    return _WHERE.search(question) is not None


def around(picked: Picked, context: Context, known: frozenset[str]) -> Around:
    """What is known where the words beside a value are looked at."""
    expr = picked.expr
    left = expr.operands[0] if isinstance(expr, Chain) else None
    value = expr.operands[-1] if isinstance(expr, Chain) else expr
    measured = value is not None and kind_of(value) in ("number", "quantity")
    subject = left.id if isinstance(left, Name) else ""
    said = frozenset(word.casefold() for word in known) | words_of_question(context.question)
    place = value is None or not context.question or kind_of(value) == "list"  # `The vertex is at $(1, -2)$`
    placed = None if place or value is None else not (asks_where(context.question) or free_names(value))
    part = frozenset(_LABELS.findall(context.part.casefold()))
    return Around(said, partial(agrees, picked, context), measured, subject, bool(context.others), placed, part)
