"""A quantity divided by a quantity, in one line: `30 km / 20 min`."""

from __future__ import annotations

import re

from grader.answer.value.units import is_unit_text
from grader.late import pattern, replace
from grader.values import Answer

_NUMBER = r"\d{1,12}(?:[.,]\d{1,12})?"
_GAP = r"(?:\\[ ,;:]|[~ ]){0,4}"
_WORD = r"[A-Za-zµμ]{1,8}"
_UNIT = rf"(?:\\(?:text|mathrm|rm|operatorname)\s?\{{\s?{_WORD}\s?\}}|{_WORD})"
_RATIO = pattern(
    rf"(?P<above>{_NUMBER}{_GAP}(?P<first>{_UNIT})\s?)/\s?(?P<below>{_NUMBER}{_GAP}(?P<second>{_UNIT}))(?![\w{{(^])"
)
_SYMBOL = pattern(rf"{_WORD}(?=\s?\}}|$)")


def with_amounts_below(answer: Answer) -> Answer | None:
    """The answer with brackets around a quantity behind a slash, where another stands before it: nobody means
    `(30 km / 20) * min`. None where there is no such place."""
    pieces = tuple(replace(piece, text=_RATIO.sub(_bracketed, piece.text)) for piece in answer.pieces)
    return replace(answer, pieces=pieces) if pieces != answer.pieces else None


def _bracketed(found: re.Match[str]) -> str:
    units = [_SYMBOL.search(found[name]) for name in ("first", "second")]
    known = all(symbol is not None and is_unit_text(symbol[0]) for symbol in units)
    return f"{found['above']}/ ({found['below']})" if known else found[0]
