"""Letters that may be a unit with a prefix, and by what stands beside them are a product: `F = mg`, `½at²`."""

from __future__ import annotations

from grader.late import pattern

SHORT = 3
"""Letters of a product that one writes without signs."""
_POWER = pattern(r"[²³]|\^\s?\{?\s?[23]")
_WITH_POWERS = "msHWNVAg"
"""How units end that are squared: lengths, times and a few that quotients hold."""


def is_product(run: str, text: str, end: int) -> bool:
    """Whether letters that end there are a product: behind a relation, or with a power that no such unit has."""
    if len(run) > SHORT:
        return False
    before = text[max(0, end - len(run) - 2) : end - len(run)].rstrip()[-1:]
    return before in ("=", "≈") or (run[-1] not in _WITH_POWERS and _POWER.match(text, end) is not None)
