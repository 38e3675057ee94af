"""A formula of an answer that could not be read, beside the one that counted: it may be what was meant."""

from __future__ import annotations

from grader.answer.claim.marks import MOST_ELSEWHERE
from grader.answer.claim.picked import Picked, is_listed
from grader.answer.claim.statements import statements
from grader.answer.kind import Context
from grader.answer.value.asked.sides import is_named
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.errors import LimitError
from grader.late import pattern
from grader.notation import parse
from grader.notation.tree import Expr
from grader.values import Answer

_SAYS_SOMETHING = pattern(r"\w")


def unread_beside(
    judged: Judgement, picked: Picked, answer: Answer, of: tuple[Expr, ...], context: Context
) -> Judgement:
    """`judged`, but for a person where it costs points and another formula could not be read, or where the right
    value stands in a list with one. What is boxed, or told of what was asked, says for itself that it counts."""
    if judged.credit is None or sum(piece.kind in ("math", "display") for piece in answer.pieces) < 2:
        return judged
    told = any("\\boxed" in piece.text and picked.text.strip() in piece.text for piece in answer.pieces)
    told = told or (picked.expr is not None and bool(of) and is_named(picked.expr, of))
    if told or (judged.right and not is_listed(answer)):
        return judged
    unread = _unread(answer, picked, context)
    return undecided("select", finding("unread-beside", text=unread)) if unread else judged


def _unread(answer: Answer, picked: Picked, context: Context) -> str:
    """The first side of a statement that cannot be read, or nothing."""
    try:
        found = statements(answer, context.names, not context.others)
    except LimitError:
        return ""
    sides = [side.text for each in found if each.role != "denied" for side in each.members]
    texts = (text for text in sides[:MOST_ELSEWHERE] if _SAYS_SOMETHING.search(text) and text not in picked.text)
    return next((text for text in texts if parse(text, context.names).expr is None), "")
