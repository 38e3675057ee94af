"""Spellings that mean what the exercise speaks of: `X'` of a matrix, `p(x)` for `p_model(x)`, inner products."""

from __future__ import annotations

import re

from grader.late import pattern
from grader.notation.names import Names

_PRIMED = pattern(
    r"(?P<base>\\(?:mathbf|boldsymbol|bm|vec|hat)\s?\{[A-Za-z]\}|(?<![A-Za-z\\])\\?[A-Za-z]+(?:_\{?\w+\}?)?|\))\s?"
    r"(?:['’′]|\^\s?\{?\s?\\prime\s?\}?)(?!['’′])(?P<called>\s?\()?"
)
_CALLED = pattern(r"(?<![A-Za-z\\_}])([A-Za-z])(?=\s?(?:\\left\s?)?\()")
_FLAT = r"[^()]{1,80}(?:\([^()]{0,20}\)[^()]{0,40})?"


def _sides(sign: str) -> str:
    return rf"\((?P<left>{_FLAT})\)\s?{sign}\s?\((?P<right>{_FLAT})\)"


_INNER = tuple(
    pattern(wording)
    for wording in (
        r"(?:\\left\s?)?\\langle\s?" + _sides(",") + r"\s?(?:\\right\s?)?\\rangle",
        r"⟨\s?" + _sides(",") + r"\s?⟩",
        _sides(r"(?:\\cdot|·|⋅|\\bullet|•)"),
    )
)
MOST = 12
"""Entries of a vector."""


def with_transposes(text: str, names: Names) -> str:
    """The text with a prime behind a matrix or vector of the exercise, or behind a bracket, as a transpose."""
    if not any(mark in text for mark in "'’′") and "prime" not in text:
        return text
    arrays = {name for name, domain in names.variables.items() if domain.kind in ("matrix", "vector")}
    if not arrays:
        return text

    def raised(match: re.Match[str]) -> str:
        base = match["base"]
        letter = re.sub(r"\\(?:mathbf|boldsymbol|bm|vec|hat)\s?|[{}\\]", "", base)
        run = [] if base.startswith("\\") or "_" in base else list(letter)
        if base == ")" and match["called"]:
            return match[0]
        if base != ")" and letter not in arrays and not (run and arrays.issuperset(run)):
            return match[0]
        return f"{base}^{{\\top}} {match['called'] or ''}"

    return _PRIMED.sub(raised, text)


def with_indexed_functions(text: str, known: frozenset[str], names: Names) -> str:
    """The text with `p(` as the one function `p_model` of the key, where the exercise has no `p`."""
    functions = [name for name in known if name in names.functions and "_" in name]
    if not functions:
        return text

    def named(match: re.Match[str]) -> str:
        fitting = [name for name in functions if name.partition("_")[0] == match[1]]
        return fitting[0] if len(fitting) == 1 and match[1] not in names.declared else match[0]

    return _CALLED.sub(named, text)


def with_inner_products(text: str) -> str:
    r"""`\langle (1, 2), (3, 4) \rangle` and `(1, 2) \cdot (3, 4)` as the number that they are."""
    if "," not in text or "(" not in text:
        return text

    def summed(match: re.Match[str]) -> str:
        left, right = (re.split(r"[,;]", match[side]) for side in ("left", "right"))
        if not 1 < len(left) == len(right) <= MOST:
            return match[0]
        return "(" + " + ".join(f"({a})*({b})" for a, b in zip(left, right, strict=True)) + ")"

    for wording in _INNER:
        text = wording.sub(summed, text)
    return text
