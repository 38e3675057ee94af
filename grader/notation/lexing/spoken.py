"""Formulas said in words, as signs: `sum from i=1 to n of i` is `sum_(i=1)^(n) i`. Every character that stays keeps
its place, so that findings point at what was typed."""

from __future__ import annotations

import re

from grader.late import pattern

RANGE = pattern(
    r"(?<![A-Za-z])(sum|product|prod|integral|int)( from )([^\n,;]{1,40}?)( to )([^\n,;]{1,40}?)( of )(?=\S)"
)
LIMIT = pattern(r"(?<![A-Za-z])(lim(?:it)?)( as )([^\n,;]{1,40}?(?:->|→| to )[^\n,;]{1,40}?)( of )(?=\S)")


def as_signs(text: str) -> str:
    """The text with `sum from … to … of …` and `limit as … of …` in signs; its length stays as it is."""
    if " of " not in text:
        return text
    return LIMIT.sub(_limit, RANGE.sub(_range, text))


def _range(said: re.Match[str]) -> str:
    sign, opening, low, to, high, of = said.groups()
    return f"{sign}{'_(':{len(opening)}}{low}{')^(':{len(to)}}{high}{')':{len(of)}}"


def _limit(said: re.Match[str]) -> str:
    sign, opening, place, of = said.groups()
    return f"{'lim':{len(sign)}}{'_(':{len(opening)}}{place.replace(' to ', ' -> ')}{')':{len(of)}}"
