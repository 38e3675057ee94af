r"""What is done to both sides, written beside an equation: `| -3`, `\quad \big| : 2`, `   (-3)`, `   [:2]`."""

from __future__ import annotations

import re

from grader.answer.claim.cutting import has_relation
from grader.late import pattern

_BARS = ("|", "\\vert", "\\Vert", "\\mid", "∣", "‖")
_SPACE = r"(?:\s|~|\\[,;:! ]|\\q?quad(?![A-Za-z])){0,20}"
_SIGN = r"(?:[-+*/:·÷×−^]|\\(?:cdot|div|times|sqrt|ln|log)(?![A-Za-z])|(?:sqrt|ln|log|√)(?![A-Za-z])|\(\s*\)\s*\^)"
_BEHIND_BAR = pattern(
    rf"{_SPACE}(?:\\[bB]igg?[lrm]?\s*)?(?:\\?\||\|\||\\[vV]ert(?![A-Za-z])|\\mid(?![A-Za-z])|[∣‖]){_SPACE}"
    rf"{_SIGN}(?P<what>[^|=<>]{{0,40}})$"
)
_BRACKETED = pattern(
    rf"[(\[]\s*(?:[-+*/:·÷×−]|\\(?:cdot|div|times)(?![A-Za-z]))(?:[^()\[\]=<>]{{1,20}})[)\]]{_SPACE}"
)
_SET_OFF = pattern(
    rf"(?:(?:\s{{2,20}}|\t){_BRACKETED.pattern}"
    r"|[(\[]\s*(?:[*/:·÷×]|\\(?:cdot|div|times)(?![A-Za-z]))[^()\[\]=<>]{1,20}[)\]])\s*$"
)
"""Set off by a wide space, or by its sign no factor."""

_EQUATION = (
    r"(?:\d{1,2}\s*(?:[*·]|\\cdot(?![a-z]))?\s*)?"
    r"(?:\(\s*(?:\d{1,2}|[ivxIVX]{1,4}|\*{1,3})\s*\)|[IVX]{1,4}(?![A-Za-z]))'{0,2}"
)
_OF_EQUATIONS = pattern(
    rf"\s*[-+−]?\s*{_EQUATION}(?:\s*(?:[-+−*·/]|\\cdot)\s*(?:{_EQUATION}|\d{{1,3}})){{0,3}}\s*:\s*(?=[^\s=])"
)
"""Which equations a line comes from: `(1) + 2*(2): 3x = 6`, `I - II: y = 2`, `(1): x + y = 4`."""
_FROM_EQUATIONS = pattern(rf"\s{{2,20}}\(?{_EQUATION}(?:\s*[-+−*·/]\s*(?:{_EQUATION}|\d{{1,3}})){{0,3}}\)?\s*$")
"""The same behind it, set off."""


def without_operation(text: str) -> str:
    """An equation without the note behind it."""
    if any(bar in text for bar in _BARS):
        found = _BEHIND_BAR.search(text)
        if found and _is_whole(found["what"]) and not _opens(text[: found.start()]):
            return text[: found.start()] if has_relation(text[: found.start()]) else text
    elif text.endswith((")", "]")) and (noted := _SET_OFF.search(text)) and has_relation(text[: noted.start()]):
        return text[: noted.start()]
    return text


def is_operation(text: str) -> bool:
    """Whether such a note stands alone, parted from its equation by a wide space."""
    if not text.startswith(("|", "\\", "∣", "‖")):
        return False
    found = _BEHIND_BAR.match(text)
    return found is not None and _is_whole(found["what"])


def is_noted(text: str) -> bool:
    """Whether it is a note in brackets: `(-3)` behind a wide space."""
    return text[:1] in ("(", "[") and _BRACKETED.fullmatch(text) is not None


def _opens(text: str) -> bool:
    """Whether a bar or a bracket stands open: `|x| = |`, `P(A`."""
    bars = len(re.findall(r"\||\\[vV]ert(?![A-Za-z])|∣", text))
    return bars % 2 == 1 or not _is_whole(text)


def _is_whole(text: str) -> bool:
    """Whether its brackets are closed."""
    return all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))


def behind_source(text: str) -> str:
    """A line without the equations that it comes from, before it."""
    found = _OF_EQUATIONS.match(text)
    return text[found.end() :] if found and has_relation(text[found.end() :]) else text


def without_source(text: str) -> str:
    """Without the equations that it comes from, set off behind it."""
    found = _FROM_EQUATIONS.search(text) if text.endswith((")", "I", "V", "X")) else None
    return text[: found.start()] if found and has_relation(text[: found.start()]) else text
