"""Where words behind a wrong formula say the answer again, and say another one: `$12$. The answer is thirteen.`"""

from __future__ import annotations

import re

from grader.answer.claim.picked import Picked
from grader.answer.claim.spelling.numerals import number_said
from grader.answer.kind import Context
from grader.answer.value.numbers.worth import NoValue, ball, precision, value
from grader.late import pattern
from grader.limits import PART_CHARACTERS
from grader.notation.tree import Chain
from grader.values import Answer

BITS = 96
_ANSWER = r"(?:answer|result|solution|antwort|ergebnis|lösung|endergebnis)"
_NUMBER = r"(?P<{0}minus>(?:minus|negative|[-−])\s*)?(?P<{0}>\d+(?:[.,/]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)?)(?![\w-])"
_AGAIN = pattern(
    rf"\b{_ANSWER}\s+(?:(?:to|of)\s+(?:it|this)\s+)?(?:is|ist|lautet|beträgt|must\s+be|should\s+be|=|:)\s+"
    rf"(?:(?:therefore|thus|then|also|hence|now|actually|exactly|about|only|simply|just|daher|somit|eigentlich)\s+){{0,2}}"
    rf"{_NUMBER.format('is')}"
    rf"|{_NUMBER.format('said')}\s+(?:is|ist)\s+(?:the|our|my|die|das|mein\w*|unser\w*)\s+(?:\w+\s+)?{_ANSWER}\b"
    rf"|\b(?:actually|no|sorry|rather|correction|nein|eigentlich|korrektur|doch)\b[\s,:]+"
    rf"(?:(?:it\s+is|it['’]s|that\s+is|make\s+that|es\s+ist)\s+)?{_NUMBER.format('instead')}",
    re.IGNORECASE,
)


def otherwise(picked: Picked, answer: Answer, context: Context) -> str:
    """The words that give another value as the answer, or nothing."""
    expr = picked.expr.operands[-1] if isinstance(picked.expr, Chain) else picked.expr
    if expr is None or len(answer.raw) > PART_CHARACTERS:
        return ""
    for piece in answer.pieces:
        for found in _AGAIN.finditer(piece.text if piece.kind == "prose" else ""):
            kind = next(name for name in ("is", "said", "instead") if found[name])
            number = number_said(found[kind], bool(found[f"{kind}minus"]))
            if number is None:
                continue
            with precision(BITS):
                ours = value(expr, context)
                if isinstance(ours, NoValue) or not (ours - ball(number)).contains(0):
                    return " ".join(found.group().split())
    return ""


def agrees(picked: Picked, context: Context, number: str) -> bool:
    """Whether a number, in digits or as a word, is the value that counts."""
    expr = picked.expr.operands[-1] if isinstance(picked.expr, Chain) else picked.expr
    said = number_said(number, False)
    if expr is None or said is None:
        return False
    with precision(BITS):
        ours = value(expr, context)
        return not isinstance(ours, NoValue) and bool(
            (ours - ball(said)).contains(0) or (ours + ball(said)).contains(0)
        )
