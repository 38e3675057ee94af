"""A random answer of which it is known by construction whether it is right.

What an answer means is kept as plain Python data (a row of truths, a truth table, residues); two answers are the
same where these are. Every family writes one meaning in many ways, and meanings that are near it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple


class Case(NamedTuple):
    """An answer block, what a student wrote, and whether it is right."""

    block: dict[str, Any]
    text: str
    right: bool


Family = Callable[[Random], Iterator[Case]]
"""The answers to one random question."""


AROUND = (
    "{}",
    "${}$",
    "${}$.",
    "The answer is ${}$.",
    "So we get ${}$.",
    "Therefore: ${}$",
    "\\[ {} \\]",
    "**Answer:** ${}$",
    r"$\boxed{{{}}}$",
)
"""What may stand around a formula and says nothing."""


def worded(text: str, chance: Random) -> str:
    """The answer among words, as a hand-in has it."""
    return chance.choice(AROUND).format(text)
