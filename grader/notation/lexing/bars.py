"""Which two bars in a row are of a norm, which are two absolute values, and which say "or".

All take the tokens and the place behind the two bars.
"""

from __future__ import annotations

from grader.notation.lexing.tokens import Token

_ENDS = frozenset({"constant", "quote", "ellipsis", "take-differential"})
"""Shapes of words that are operands by themselves."""


def closed_at(tokens: list[Token], start: int) -> int | None:
    """Where two bars behind an operand close the norm that begins here, no single bar being open; None where what
    stands there is two absolute values, as in `||a| - |b||`."""
    bars, operand = 0, False
    for at in range(start, len(tokens)):
        token = tokens[at]
        op = token.word.op if token.word is not None else ""
        if op == "|" and operand and bars == 0 and _is_infix(tokens[at + 1]):
            return None
        if op == "||" and operand and bars == 0:
            return at
        if op == "||" and bars != 1:
            bars += -2 if operand else 2
        elif op == "|":
            operand = operand and bars > 0
            bars += -1 if operand else 1
        else:  # two bars where one is open close it and open another
            operand = op != "||" and _is_operand(token)
    return None


def is_factor(tokens: list[Token], start: int) -> bool:
    """Whether the two bars before this place, behind an operand, begin a norm and say no "or": another norm stands
    before them, or nothing that an "or" could join behind those that close it."""
    end = closed_at(tokens, start)
    if end is None:
        return False
    before, after = tokens[start - 2], tokens[end + 1]
    return (before.word is not None and before.word.op == "||") or _is_infix(after) or _closes(after)


def _closes(token: Token) -> bool:
    return token.kind == "stop" or (token.word is not None and token.word.infix == "close")


def _is_infix(token: Token) -> bool:
    return token.word is not None and token.word.infix not in {"", "close", "postfix"}


def _is_operand(token: Token) -> bool:
    """Whether an operand may end here, so that a bar behind it may close."""
    word = token.word
    return word is None or word.infix in {"close", "postfix", "prime"} or (not word.infix and word.prefix in _ENDS)
