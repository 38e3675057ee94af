"""Characters and commands that stand in no table: what they are taken for, or why they are refused."""

from __future__ import annotations

import unicodedata

from grader.notation.unread import Unread
from grader.notation.words import GREEK, GREEK_COMMANDS, SPELLINGS


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


def nearest(command: str) -> str:
    """The command that this one is a slip of, else an empty text."""
    import difflib

    known = [s for s in (*SPELLINGS, *GREEK_COMMANDS) if s.startswith("\\")]
    return next(iter(difflib.get_close_matches(command, known, 1, 0.7)), "")
