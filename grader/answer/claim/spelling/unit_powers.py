"""Units as one types them: `m2`, `kg m-3`, `m.s-2`, `ms⁻²`, `kilowatt-hours`, `square metres`."""

from __future__ import annotations

import re

from grader.answer.value.numbers.unit_words import PREFIX_NAMES, segmented, unit
from grader.late import pattern

_POWER = pattern(
    r"(?<![A-Za-z_\\^{])([A-Za-zµμΩ]{1,7})(?:\s?(\^?-[1-4]|[23])(?![\w.])(?!\s*[-+*/^(])"
    r"(?=\s*(?:$|[A-Za-z,;.=≈/·)}]))|([2-4])(?=\s?[*/·]\s?\(?[A-Za-zµμΩ]|[AFHJKNTVWΩ](?![a-z])|\s*$))"
)
"""Behind a unit, and no number of its own: a joined one may stand before a stroke or a capital, `m3/s`, `W/m2K`."""
_DOT = pattern(r"(?<=[A-Za-zµΩ])\.(?=[A-Za-zµΩ]{1,4}(?:[-^⁻²³\s]|$))|(?<=[²³⁻¹])\.(?=[A-Za-z])")
_METRE_SECOND = pattern(r"(?<![A-Za-z])ms(?=\s?\}?\s?(?:\^|⁻|-[1-4]))")
_HYPHEN = pattern(rf"(?<![A-Za-z])({'|'.join(PREFIX_NAMES)})-(?=[a-z]{{3}})")
_TIMES = pattern(r"(?<![A-Za-z])([A-Za-zµμΩ]{1,14})-([A-Za-zµμΩ]{1,14})(?![A-Za-z])")
_SQUARE = pattern(r"(?<![A-Za-z\\])(?:square\s|sq\.?\s|Quadrat(?=[a-z]))([A-Za-z]{1,10})\b")
_SHORT = pattern(r"(?<![A-Za-z\\])s?q(km|m|cm|mm)(?![A-Za-z])")
_CUBIC = pattern(r"(?<![A-Za-z\\])(?:cubic\s|Kubik(?=[a-z]))([A-Za-z]{1,10})\b")
_SQUARED = pattern(r"\b([A-Za-z]{3,10}) (squared|cubed)\b")
_AMOUNT = pattern(r"\d")


def with_unit_powers(text: str) -> str:
    """The text with these powers as powers, and points between units as spaces."""
    if not _AMOUNT.search(text):
        return text
    text = _TIMES.sub(lambda said: f"{said[1]} {said[2]}" if unit(said[1]) and unit(said[2]) else said[0], text)
    text = _METRE_SECOND.sub("m s", _DOT.sub(" ", _HYPHEN.sub(r"\1", text)))
    text = _SHORT.sub(r"\1^(2)", text)
    text = _SQUARE.sub(lambda said: _raised(said, said[1], "2"), text)
    text = _CUBIC.sub(lambda said: _raised(said, said[1], "3"), text)
    text = _SQUARED.sub(lambda said: _raised(said, said[1], "2" if said[2] == "squared" else "3"), text)
    return _POWER.sub(lambda said: _raised(said, said[1], (said[2] or said[3]).lstrip("^")), text)


def _raised(match: re.Match[str], word: str, power: str) -> str:
    """The power of the word, or of the last of the units that it is made of: `kgm2`."""
    return f"{word}^({power})" if unit(word) or unit(word.lower()) or segmented(word) else match[0]
