"""A quantity divided by a quantity, in one line: `30 km / 20 min`."""

from __future__ import annotations

import re

from grader.answer.value.numbers.units import is_unit_text
from grader.late import pattern, replace
from grader.values import Answer

_NUMBER = r"\d{1,12}(?:[.,]\d{1,12})?"
_GAP = r"(?:\\[ ,;:]|[~ ]){0,4}"
_WORD = r"[A-Za-zµμ]{1,8}"
_UNIT = rf"(?:\\(?:text|mathrm|rm|operatorname)\s?\{{\s?{_WORD}\s?\}}|{_WORD})"
_RATIO = pattern(
    rf"(?P<above>{_NUMBER}{_GAP}(?P<first>{_UNIT})\s?)/\s?(?P<below>{_NUMBER}{_GAP}(?P<second>{_UNIT}))(?![\w{{(^])"
)
_BELOW = pattern(rf"/\s?(?P<below>{_NUMBER}{_GAP}(?P<second>{_UNIT}))(?![\w{{(^/*])")
_SYMBOL = pattern(rf"{_WORD}(?=\s?\}}|$)")


def with_amounts_below(answer: Answer) -> Answer | None:
    """The answer with brackets around a quantity behind a slash, where another stands before it: nobody means
    `(30 km / 20) * min`. None where there is no such place."""
    pieces = tuple(replace(piece, text=_RATIO.sub(_bracketed, piece.text)) for piece in answer.pieces)
    return replace(answer, pieces=pieces) if pieces != answer.pieces else None


def _bracketed(found: re.Match[str]) -> str:
    known = _is_unit(found["first"]) and _is_unit(found["second"])
    return f"{found['above']}/ ({found['below']})" if known else found[0]


def with_amount_below(text: str) -> str:
    """`ln 2 / 8.0 days` with brackets around the quantity, which may be meant: half a metre is `1/2 m` too. Not
    where another quantity stands before the slash: there nothing else is meant."""
    if "/" not in text or _RATIO.search(text):
        return text
    return _BELOW.sub(lambda found: f"/ ({found['below']})" if _is_unit(found["second"]) else found[0], text)


def _is_unit(text: str) -> bool:
    symbol = _SYMBOL.search(text)
    return symbol is not None and is_unit_text(symbol[0])
