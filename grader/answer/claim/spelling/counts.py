r"""Counts as one writes them by hand: `10C3`, `C_n^k`, `P(n, k)`, `A_n^k`, `n^{\underline{k}}`, `(n)_k`.

Where both indices stand at one letter, some countries write the size above, others below. Of two numbers the larger
is the size; else it is the one typed first, and the other way round is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grader.late import dataclass, pattern

_ITEM = r"(?:\d+|[A-BD-Za-z])"
_GAP = r"(?:\s|\\[,;:! ]|~)?"
_OPEN, _CLOSE = r"(?:\\left\s?)?\(", r"(?:\\right\s?)?\)"
_MANY = r"(?:(?P<upper>\d{1,3}[a-z]|\([^()]{1,20}\))|(?P<upper_>" + _ITEM + "))"
"""The size before its letter: `2n`, `(n+1)`, `10`."""
_FACTOR = pattern(r"(?<![\w.^\\])(\d{1,3})([a-z]\s?C)")
"""`2nC2`, which may be `2(nC2)`."""
_GROUP = r"(?:\{(?P<%s>[^{}]{1,20})\}|(?P<%s_>" + _ITEM + "))"
_C = r"\s?(?:C|\\mathrm\s?\{C\}|\\operatorname\s?\{C\})\s?"
_P = _C.replace("C", "P")
_UPPER, _LOWER, _FIRST, _SECOND = (_GROUP % (name, name) for name in ("upper", "lower", "first", "second"))
_BINOMIALS = (
    pattern(r"(?:\{\s*\})?\s?[\^_]\s?" + _UPPER + _C + r"_\s?" + _LOWER),  # {}^{n}C_{r}, _nC_r
    pattern(
        rf"(?<![\w.])(?:C|\\(?:mathrm|operatorname)\s?\{{\s?C\s?\}})\s?{_OPEN}(?P<upper>[^(),;]{{1,20}})[,;](?P<lower>[^(),;]{{1,20}}?){_CLOSE}(?P<upper_>)(?P<lower_>)"
    ),
    pattern(rf"(?<![\w.^\\]){_MANY}{_GAP}(?:C|nCr|nCk){_GAP}_?\s?{_LOWER}(?![\w.^])"),  # 10C3, n nCr 2, 2nCn
)
_PERMUTATIONS = (
    pattern(r"(?:\{\s*\})?\s?[\^_]\s?" + _UPPER + _P + r"_\s?" + _LOWER),  # {}^{n}P_{r}, _nP_r
    pattern(
        rf"(?<![\w.])P\s?{_OPEN}(?P<upper>\d{{1,3}}|[kmnr])[,;]\s?(?P<lower>\d{{1,3}}|[kmnr]){_CLOSE}(?P<upper_>)(?P<lower_>)"
    ),
    pattern(rf"(?<![\w.^\\]){_MANY}{_GAP}(?:P|nPr|nPk){_GAP}_?\s?{_LOWER}(?![\w.^])"),  # 10P3, n nPr 2, 2nPn
)
_ABOVE, _BELOW = (_GROUP % (name, name) for name in ("above", "below"))
_INDEXED = {
    letter: pattern(
        rf"(?<![A-Za-z_^.\\])(?<![_^]\{{)(?:{letter}|\\(?:mathrm|operatorname)\s?\{{\s?{letter}\s?\}})\s?"
        rf"(?:_\s?{_FIRST}\s?\^\s?{_SECOND}|\^\s?{_ABOVE}\s?_\s?{_BELOW})(?![\^_])"
    )
    for letter in "CPAV"
}
"""A letter with an index above and one below."""
_BASE = r"(?:(?P<upper>\d{1,3}|[A-Za-z])|\((?P<upper_>[^()]{1,20})\))"
FALLING = pattern(
    r"(?<![\w.\\])" + _BASE + r"\s?\^\s?\{\s?\\underline\s?(?:\{(?P<lower>[^{}]{1,20})\}|(?P<lower_>\w))\s?\}"
)
"""`n^{\\underline{k}}`, which is no power."""
_RISING = pattern(FALLING.pattern.replace("underline", "overline"))
_POCHHAMMER = pattern(
    r"(?<![\w.\\^])\((?P<upper>[^()]{1,20})\)\s?_\s?(?:\{(?P<lower>[^{}]{1,20})\}|(?P<lower_>\w))(?P<upper_>)"
)
BINOMIAL, PERMUTATION, COUNT_IN_DOUBT = "binomial-typed", "permutation-typed", "count-in-doubt"
"""Findings that say how a count was read; the last where another country would read it otherwise."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its counts spelled out, and the finding that says so."""

    text: str
    code: str


def with_counts(text: str, letters: frozenset[str]) -> Iterator[Reading]:
    """Other readings of a text in which counts may stand. `letters` are those of the exercise: a C or P among them
    is no count."""
    free = [letter for letter in "CPAV" if letter in text and not _taken(letter, letters)]
    if "C" in free:
        yield Reading(_spelled(text, _BINOMIALS, _binomial), BINOMIAL)
        if _FACTOR.search(text):
            yield Reading(_spelled(_FACTOR.sub(r"\1 \2", text), _BINOMIALS, _binomial), COUNT_IN_DOUBT)
    if "P" in free:
        yield Reading(_spelled(text, _PERMUTATIONS, _permutation), PERMUTATION)
    for letter in free:
        spelled, code = (_binomial, BINOMIAL) if letter == "C" else (_permutation, PERMUTATION)
        wordings = (_INDEXED[letter],)
        yield Reading(_spelled(text, wordings, spelled, _size_first), code)
        yield Reading(_spelled(text, wordings, spelled, _size_last), COUNT_IN_DOUBT)
    if "underline" in text or "overline" in text:
        yield Reading(_spelled(_spelled(text, (FALLING,), _permutation), (_RISING,), _rising), PERMUTATION)
    if ")_" in text or ") _" in text:
        yield Reading(_spelled(text, (_POCHHAMMER,), _rising), PERMUTATION)
        yield Reading(_spelled(text, (_POCHHAMMER,), _permutation), PERMUTATION)


def _taken(letter: str, letters: frozenset[str]) -> bool:
    """Whether it stands for something else; an A or V may be a small one that was written large."""
    said = {name.partition("_")[0] for name in letters}
    return letter in said or (letter in "AV" and letter.lower() in said)


def _named(match: re.Match[str], *names: str) -> str:
    return next((found for name in names if (found := match[name] or match[f"{name}_"])), "")


def _upper_and_lower(match: re.Match[str]) -> tuple[str, str]:
    return _named(match, "upper"), _named(match, "lower")


def _size_first(match: re.Match[str]) -> tuple[str, str]:
    """The size and the number chosen, out of two indices at one letter."""
    first, second = _named(match, "first", "above"), _named(match, "second", "below")
    larger_behind = first.isdecimal() and second.isdecimal() and int(first) < int(second)
    return (second, first) if larger_behind else (first, second)


def _size_last(match: re.Match[str]) -> tuple[str, str]:
    size, chosen = _size_first(match)
    return (size, chosen) if size.isdecimal() and chosen.isdecimal() else (chosen, size)


def _spelled(
    text: str,
    wordings: tuple[re.Pattern[str], ...],
    spelled: Callable[[str, str], str],
    parts: Callable[[re.Match[str]], tuple[str, str]] = _upper_and_lower,
) -> str:
    """With each count of `wordings` as it is `spelled`; more cannot be chosen than there are."""

    def count(match: re.Match[str]) -> str:
        upper, lower = parts(match)
        too_many = upper.isdecimal() and lower.isdecimal() and int(upper) < int(lower)
        return match[0] if too_many else spelled(upper, lower)

    for wording in wordings:
        text = wording.sub(count, text)
    return text


def _binomial(upper: str, lower: str) -> str:
    return f" binomial({upper}, {lower})"


def _permutation(upper: str, lower: str) -> str:
    upper, lower = _closed(upper), _closed(lower)
    return f"({upper}!/({upper} - {lower})!)"


def _rising(upper: str, lower: str) -> str:
    upper, lower = _closed(upper), _closed(lower)
    return f"(({upper} + {lower} - 1)!/({upper} - 1)!)"


def _closed(formula: str) -> str:
    return formula if formula.isalnum() else f"({formula})"
