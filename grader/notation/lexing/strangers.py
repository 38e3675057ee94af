"""Characters and commands that stand in no table: what they are taken for, or why they are refused."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from grader.notation.unread import Unread
from grader.notation.words import GREEK, GREEK_COMMANDS, SPELLINGS

if TYPE_CHECKING:
    from grader.notation.lexing.tokens import Lexer


def strange(lexer: Lexer, sign: str, start: int, end: int) -> None:
    """Add the tokens of `x̂` as two characters, of `ẋ` as one, of `𝑥`; raises Unread for the rest."""
    letter, accent = accented(lexer.text, start)
    before = lexer.tokens[-1] if lexer.tokens else None
    if letter:
        lexer.word(accent, start, start)
        lexer.add("name", letter, start, end)
    elif sign in MARKS and before is not None and before.kind == "name" and before.end == start:
        lexer.tokens.pop()
        lexer.word(MARKS[sign], before.start, before.start)
        lexer.tokens.append(before._replace(end=end))
    else:
        lexer.add(*stranger(sign, start, end), start, end)


def stranger(sign: str, start: int, end: int) -> tuple[str, str]:
    """A letter or digit of another type face as the kind and value of its token; raises Unread for the rest."""
    plain = unicodedata.normalize("NFKC", sign)
    if 0x1D400 <= ord(sign) <= 0x1D7FF and len(plain) == 1:
        return ("number", plain) if plain.isdigit() else ("name", GREEK.get(plain, plain))
    if sign.isascii():
        raise Unread("unexpected-token", start, end, token=sign)
    if sign.isalpha() or plain.isascii():
        raise Unread("look-alike-letter", start, end, letter=sign, name=unicodedata.name(sign, "?").lower())
    raise Unread("unknown-character", start, end, character=sign)


MARKS = {
    "\u0302": "\\hat", "\u0304": "\\bar", "\u0305": "\\bar", "\u0303": "\\tilde", "\u0307": "\\dot",
    "\u0308": "\\ddot", "\u20d7": "\\vec",
}  # fmt: skip
"""Accents that combine with the letter before them: `x̂`."""
SPOKEN = frozenset("aeiouncsz")
"""Letters that bear accents in words: there these are no marks of a formula beside other letters."""


def accented(text: str, at: int) -> tuple[str, str]:
    """The letter and the command of its accent, of one character such as `ẋ`; two empty texts for others."""
    apart = unicodedata.normalize("NFD", text[at])
    letter, mark = apart[:1], apart[1:]
    if mark not in MARKS or not letter.isascii():
        return "", ""
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    in_word = letter.lower() in SPOKEN and any(char.isalpha() for char in beside)
    return ("", "") if in_word or text[at] in "äöüÄÖÜëï" else (letter, MARKS[mark])


def nearest(command: str) -> str:
    """The command that this one is a slip of, else an empty text."""
    import difflib

    known = [s for s in (*SPELLINGS, *GREEK_COMMANDS) if s.startswith("\\")]
    return next(iter(difflib.get_close_matches(command, known, 1, 0.7)), "")
