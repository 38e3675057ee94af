"""Units in plain text: `kg` behind a number belongs to its formula, and `2.5 h = 9000 s` begins with no label.

A closed list of symbols, without those that are words of a sentence behind a number (`5 at`, `3 as`).
"""

from __future__ import annotations

from grader.late import pattern

_PREFIX = "[pnµμukmcdMGT]?"
_SYMBOL = pattern(
    rf"{_PREFIX}(?:mol|cd|Hz|Pa|Wb|lm|lx|Bq|Gy|Sv|rad|eV|bar|cal|Wh|Ah|Ohm|ohm|[mgsAKNJWCVFΩSTHlLM])"
    r"|min|h|d|t|ha|ft|lb|km|hPa|kWh|atm|day|days|year|years|hours?|Std|Tage?|°C|°F|°|K"
)
_RUN = pattern(r"[A-Za-zµμΩäöüß]+|°[CF]?")
_JOINED = pattern(r"[\w°/*·⋅.,;:^()²³⁴⁻¹{}-]+")
_AMOUNT = pattern(r"(?:[\d)]|\^[-({]{0,2}\d[)}]{0,2}|[²³¹⁰⁴-⁹])\s*$")
_LONGEST = 24
"""Characters of a unit as it is typed: `kJ/(kg·K)`."""
_BEGINS = pattern(r"\s*(?P<unit>\S{1,24})\s*(?:[=≈*·×/]|\\(?:approx|cdot|times)|\b(?:is|are|ist|sind)\b)")


def is_unit(token: str) -> bool:
    """Whether all letters of a token between spaces are symbols of units: `kg`, `kJ/(kg·K)`, `m/s²`."""
    plain = token.strip("()[].,;:")
    if not 0 < len(plain) <= _LONGEST or _JOINED.fullmatch(token.lstrip("/([")) is None:
        return False
    runs = _RUN.findall(plain)
    return bool(runs) and all(_SYMBOL.fullmatch(run) for run in runs)


def is_behind_amount(before: str, token: str) -> bool:
    """Whether a token is the unit of the number, or goes on from the unit, with which the text before it ends."""
    if not is_unit(token):
        return False
    last = before.rstrip().rsplit(None, 1)[-1:]
    return _AMOUNT.search(before) is not None or (bool(last) and is_unit(last[0]))


def begins_with_unit(text: str) -> bool:
    """Whether a unit stands first, and then what is said of the amount: `h = 2.5 · 3600 s` behind `2.5`."""
    found = _BEGINS.match(text)
    return found is not None and is_unit(found["unit"])
