r"""`e^{in\theta}`, `\sin(in)`: short words that are products of letters in exponents and arguments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.late import pattern
from grader.notation.words import GREEK_COMMANDS

if TYPE_CHECKING:
    from grader.notation.lexing.tokens import Lexer, Token

FACTORS = frozenset({"in", "or", "if"})
OPENS, CLOSES = frozenset({"(", "[", "{", "group"}), frozenset({")", "]", "}"})
GREEK = pattern("|".join(re.escape(command) for command in sorted(GREEK_COMMANDS, reverse=True)))
ENDS = pattern(r"\s*[-)\]}+*/^]")


def not_a_word(lexer: Lexer, after: int) -> bool:
    """Whether a run that ends there has no two sides, or stands before a Greek letter without a space, or in an
    exponent or the argument of a function without spaces."""
    names, text = lexer.names, lexer.text
    if not names.implicit_multiplication:
        return False
    if GREEK.match(text, after):
        return True
    tokens = lexer.tokens
    if not tokens or _raises(tokens[-1]):
        return bool(tokens)
    at = _opening(tokens)
    if at < 0:
        return False
    before = tokens[at - 1] if at else None
    if before is not None and (_raises(before) or (before.word is not None and before.word.prefix == "function")):
        return not (lexer.spaced and text.startswith(" ", after) and ENDS.match(text, after) is None)
    return tokens[at].value != "(" and at == len(tokens) - 1


def _raises(token: Token) -> bool:
    return token.word is not None and token.word.op == "pow"


def _opening(tokens: list[Token]) -> int:
    """Where the innermost open bracket stands; -1 where none is open."""
    depth = 0
    for at in range(len(tokens) - 1, -1, -1):
        value = tokens[at].value if tokens[at].word is not None else ""
        depth += (value in CLOSES) - (value in OPENS)
        if depth < 0:
            return at
    return -1
