"""How parts of sets of numbers are written: `ℝ⁺`, `ℤ` with `≥ 0` below."""

from __future__ import annotations

from typing import Any

from grader.notation.words import BLACKBOARD

NUMBER_SETS = frozenset(BLACKBOARD.values())
LETTERS = {"reals": "ℝ", "integers": "ℤ", "naturals": "ℕ", "rationals": "ℚ", "complexes": "ℂ"}
ABOVE = {"plus": ("+", "+"), "minus": ("−", "-"), "star": ("*", "*")}
"""A sign on paper and as typed."""
BELOW = {
    "positive": (">", ">"), "nonnegative": ("≥", ">="), "negative": ("<", "<"), "nonpositive": ("≤", "<="),
}  # fmt: skip
"""A relation to 0."""


def part_box(base: Any, set_name: str, part: str) -> tuple[Any, ...] | None:
    """The box of a part of a set of numbers, None for other names."""
    if set_name not in NUMBER_SETS:
        return None
    if part in ABOVE:
        return ("sup", base, ("op", ABOVE[part][0]))
    if part in BELOW:
        return ("sub", base, ("row", ("op", BELOW[part][0]), ("number", "0")))
    return None


def part_text(set_name: str, part: str) -> str | None:
    """The same as typed."""
    letter = letter_text(set_name)
    if letter is None:
        return None
    if part in ABOVE:
        return f"{letter}^{ABOVE[part][1]}"
    return f"{letter}_{{{BELOW[part][1]}0}}" if part in BELOW else None


def letter_text(name: str) -> str | None:
    """`ℝ` for the real numbers; None for other names."""
    return LETTERS.get(name)
