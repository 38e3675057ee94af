"""How a name looks on paper: `x_1`, `hat(p)_data`, `theta`."""

from __future__ import annotations

from typing import Any

from grader.notation.output.number_sets import part_box

ACCENTS = frozenset({"hat", "bar", "tilde", "vec", "dot", "ddot", "bold", "cal", "bb", "underline"})


def name_box(name: str) -> tuple[Any, ...]:
    """`x_1`, `hat(p)_data`, `theta`: an accented letter with a subscript."""
    base, _, sub = _split_subscript(name)
    box: tuple[Any, ...]
    accent, bracket, inside = base.partition("(")
    if accent == "Delta" and bracket:
        box = ("row", ("ident", accent), name_box(inside[:-1]))
    elif bracket and base.endswith(")") and accent in ACCENTS:
        box = ("accent", accent, name_box(inside[:-1]))
    else:
        box = ("ident", base)
    if not sub:
        return box
    return part_box(box, base, sub) or ("sub", box, _subscript(sub))


def _split_subscript(name: str) -> tuple[str, str, str]:
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "(") - (char == ")")
        if char == "_" and depth == 0 and at:
            return name[:at], "_", name[at + 1 :]
    return name, "", ""


def _subscript(sub: str) -> tuple[Any, ...]:
    if sub.isdigit():
        return ("number", sub)
    return ("ident", sub) if len(sub) == 1 else ("words", sub)
