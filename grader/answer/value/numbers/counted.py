"""What is counted, where only how many was asked: `12 ways`, `there are 12 different possibilities`."""

from __future__ import annotations

from grader.notation.tree import Apply, Expr, Text

COUNTED = frozenset(
    "ways way possibilities combinations arrangements permutations outcomes choices options möglichkeiten"
    " kombinationen anordnungen permutationen".split()
)
"""Nouns that say nothing of what the number is."""
_BESIDE = frozenset("different distinct possible verschiedene mögliche".split())
_BEFORE = frozenset({"there are", "there exist", "there is", "es gibt", "we have", "wir haben"})


def counted(expr: Expr) -> Expr | None:
    """The number before such a noun; None where anything else stands there."""
    match expr:
        case Apply("mul", (Text(before), *number, Text(label))) if before.strip().casefold() in _BEFORE:
            pass
        case Apply("mul", (*number, Text(label))):
            pass
        case _:
            return None
    *beside, noun = label.casefold().split() or [""]
    if noun not in COUNTED or not _BESIDE.issuperset(beside) or any(isinstance(part, Text) for part in number):
        return None
    return number[0] if len(number) == 1 else Apply("mul", tuple(number)) if number else None
