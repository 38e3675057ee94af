"""Signs of programs that stand for roundings and remainders, `n // 2`, `n % 3`; and other habits, `10 über 3`."""

from __future__ import annotations

import re

from grader.late import pattern

_SIDE = r"(?:\w{1,12}|\([^()]{1,30}\))"
_SIGNS = tuple(
    (pattern(rf"(?<![-\w.*/%)])(?<![-*/%] )({_SIDE})\s*{sign}\s*({_SIDE})(?!\s?[.(\[^]|\w)"), read)
    for sign, read in (
        ("//", r"floor((\1)/(\2))"),
        (">>", r"floor((\1)/2^(\2))"),
        ("<<", r"((\1)*2^(\2))"),
        ("%", r"((\1) mod (\2))"),
    )
)
_PROGRAM = ("//", ">>", "<<", "%")
_LETTER = pattern(r"[A-Za-z]")
_OVER = pattern(rf"(?<![\w.])({_SIDE})\s+(?:über|choose)\s+({_SIDE})(?!\w)")
_FACTORIAL = pattern(r"(?<![\w.])(\d{1,3}|[a-z])\s+(?:Fakultät|factorial|fakultät)(?![a-zäöü])")
_LOG = pattern(r"(?<![A-Za-z\\])\\?log(\d{1,2})\s*(?=[A-Za-z(\\])")
_REPEATING = pattern(
    r"(?<![\d.,])(\d{1,9})(?:,|\{,\})(\d{0,9})(?=\\(?:overline|bar|dot)(?![A-Za-z])|\(\d{1,6}\)(?!\w))"
)
_FRENCH = (
    (pattern(r"(?<=[\s\d)}])et(?=\s+[-+−\w\\({])(?=\s+\S)"), "and"),
    (pattern(r"(?<=[\s\d)}])ou(?=\s+[-+−\w\\({])(?=\s+\S)"), "or"),
    (pattern(r"(?<=[\s\d)}])bzw\.?(?=\s)"), "or"),
)
_BAR = r"(?:\\left\s?|\\right\s?)?(?:\\?\||\\[lr]?[vV]ert)"
_ENTRY = r"(?:\{([^{}]{1,20})\}|(\d))"
_LENGTH = pattern(rf"{_BAR}\s?\\[td]?binom\s?{_ENTRY}\s?{_ENTRY}\s?{_BAR}")
"""The length of a column whose two entries stand in a binomial."""
_ARRAY = pattern(
    r"\s*(?:[A-Za-z]\w{0,9}\.)?(?:array|matrix|Matrix|tensor)\(\s*[\"']?([^\"']{1,400}?)[\"']?\s*\)\s*"
)


_HINT = pattern(
    r"über|choose|binom|fakultät|factorial|log\s?\d|\\(?:overline|bar|dot)|,\d*\(|\b(?:et|ou|bzw)\b|array|matrix|tensor",
    re.IGNORECASE,
)
"""What stands in every text that is one of these."""


def with_integer_signs(text: str) -> str:
    """The text with the signs of programs as what they do to integers: what is said of integers alone may be right
    although it is not so for all numbers, so a reading that is not right says nothing. Without a letter it is a
    program to be run."""
    if not any(sign in text for sign in _PROGRAM) or not _LETTER.search(text):
        return text
    for sign, read in _SIGNS:
        text = sign.sub(read, text)
    return text


def as_operators(text: str) -> str:
    """The text with other habits as our reader takes them."""
    if not _HINT.search(text):
        return text
    text = _OVER.sub(r"binomial(\1, \2)", text)
    text = _FACTORIAL.sub(r"(\1!)", text)
    text = _LOG.sub(r"\\log_{\1} ", text)
    text = _REPEATING.sub(r"\1.\2", text)
    for word, meant in _FRENCH:
        text = word.sub(meant, text)
    text = _LENGTH.sub(lambda said: rf"\sqrt{{({said[1] or said[2]})^2 + ({said[3] or said[4]})^2}}", text)
    array = _ARRAY.fullmatch(text)
    return (array[1] if array[1][:1] in "[(" else f"[{array[1]}]") if array else text
