r"""Numbers in the base that is asked for: `(11001010)_2`, `0xCA`, `\mathrm{CA}_{16}`, and their digits alone.

Where the key is such a number its digits are what is asked: numbers of a base are put in base ten on both sides,
digits that stand alone are taken for those of that base, and an answer without any is in another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.answer.kind import Expected
from grader.late import dataclass, pattern, replace
from grader.notation.tree import Number
from grader.values import Answer, Piece

_FACE = r"\\(?:mathrm|mathtt|mathbf|mathsf|text|texttt|textrm|rm)"
_GROUPS = r"[0-9A-Fa-f]{1,8}(?:(?:\s|\\[,;:! ]){1,2}[0-9A-Fa-f]{4}){1,15}|[0-9A-Fa-f]{1,64}"
_NUMERAL = pattern(
    r"(?<![\w.\\])(?:0(?P<sign>[xXbBoO])(?P<prefixed>[0-9A-Fa-f]{1,64})(?![\w.])"
    rf"|(?P<open>\()?\s?(?:{_FACE}\s?\{{\s?)?(?P<digits>{_GROUPS})(?:\s?\}})?\s?(?P<close>\))?"
    r"\s?_\s?(?:\{\s?(?P<base>\d{1,2})\s?\}|(?P<short>1[06]|[2-9])(?!\d)))"
)
_BARE = pattern(rf"\s*(?:{_FACE}\s?\{{\s?)?(?P<digits>{_GROUPS})(?:\s?\}})?\s*[.,;]?\s*")
_AT_END = pattern(rf"(?:[:=]|\b(?:is|ist|est))\s*(?P<digits>{_GROUPS})\s*[.,;]?\s*$")
_SIGNS = {"x": 16, "b": 2, "o": 8}
_SPACE = pattern(r"\s|\\[,;:! ]")
_LETTER = pattern(r"[A-Fa-f]")


@dataclass(frozen=True, slots=True)
class Asked:
    """The base in which a number is asked for, and the keys in base ten."""

    base: int
    expected: tuple[Expected, ...]


def asked_base(expected: tuple[Expected, ...]) -> Asked | None:
    """The base of the keys; None where they are no numbers with one base other than ten."""
    read = [_key(item.text) for item in expected]
    bases = {found[1] for found in read if found is not None}
    if None in read or len(bases) != 1:
        return None
    values = (str(found[0]) for found in read if found is not None)
    return Asked(bases.pop(), tuple(Expected(value, Number(value)) for value in values))


def is_based(text: str) -> bool:
    return _key(text) is not None


def _key(text: str) -> tuple[int, int] | None:
    """A key's value and base. `A_16` and `AB_16` may be letters with an index: these need brackets."""
    found = _NUMERAL.fullmatch(text.strip(" $"))
    if found is None or (found["digits"] and not found["open"] and _LETTER.match(found["digits"])):
        return None
    return None if (read := _read(found)) is None or read[1] == 10 else read


def in_base_ten(answer: Answer, base: int) -> tuple[Answer, bool]:
    """The answer with its numbers in base ten, and whether any of them stood in that base."""
    found = told = False

    def ten(said: re.Match[str]) -> str:
        nonlocal found, told
        read, told = _read(said), True
        found = found or (read is not None and read[1] == base)
        return said[0] if read is None else f" {read[0]} "

    def bare(said: re.Match[str]) -> str:
        nonlocal found
        value = _value(said["digits"], base)
        found = found or value is not None
        return said[0] if value is None else said[0].replace(said["digits"], str(value))

    pieces = _changed(answer.pieces, lambda text: _NUMERAL.sub(ten, text))
    if not told:
        pieces = _changed(pieces, lambda text: _BARE.sub(bare, text) if _BARE.fullmatch(text) else text)
    if not told and not found:
        pieces = _changed(pieces, lambda text: _AT_END.sub(bare, text))
    return replace(answer, pieces=pieces), found


def _changed(pieces: tuple[Piece, ...], change: Callable[[str], str]) -> tuple[Piece, ...]:
    return tuple(piece if piece.kind == "struck" else replace(piece, text=change(piece.text)) for piece in pieces)


def _read(found: re.Match[str]) -> tuple[int, int] | None:
    """The value of a number that is written with its base, and the base."""
    if found["sign"]:
        base, digits = _SIGNS[found["sign"].lower()], found["prefixed"]
    else:
        base, digits = int(found["base"] or found["short"]), found["digits"]
        if bool(found["open"]) != bool(found["close"]):
            return None
    value = _value(digits, base)
    return None if value is None else (value, base)


def _value(digits: str, base: int) -> int | None:
    try:
        return int(_SPACE.sub("", digits), base) if 1 < base <= 16 else None
    except ValueError:
        return None
