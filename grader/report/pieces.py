"""A long formula as several side by side, so that a line may end between them: no browser breaks one by itself."""

from __future__ import annotations

import re

from grader.late import pattern

LONG, PIECE = 300, 60
"""Characters of MathML from which a formula is taken apart, and that stand between two places where it is."""
BREAKS = frozenset("= ≠ &lt; &gt; ≤ ≥ ≈ ≡ ∈ ∼ ∝ ≔ → ⇒ ⇔ + − ± · ∧ ∨".split())
INFIX = '<mo form="infix">'
"""First in its row a sign would stand close, as one before a number does."""
_TAG = pattern(r"<(/?)([a-z]+)[^<>]*>")


def in_pieces(source: str) -> str:
    """MathML of ours, cut before signs and behind commas that stand in no fraction, root, or tall bracket."""
    if len(source) < LONG:
        return source
    made: list[str] = []
    rows: list[tuple[str, bool]] = []
    """What is open here, and whether it may be cut through."""
    done, before = 0, None
    for found in _TAG.finditer(source):
        if found[2] == "mo":
            at = _place(source, found, before)
            if at - done > PIECE and all(through for _, through in rows):
                made += [source[done:at], "</mrow>" * (len(rows) - 1), "</math><wbr><math>"]
                made += [row for row, _ in rows[1:]]
                made += [] if found[1] else [INFIX]
                done = at if found[1] else found.end()
        elif found[1]:
            rows.pop()
        else:
            tall = source.startswith('<mo stretchy="true">', found.end())
            rows.append((found[0], (found[0] == "<mrow>" or found[2] == "math") and not tall))
        before = found
    return "".join((*made, source[done:]))


def _place(source: str, tag: re.Match[str], before: re.Match[str] | None) -> int:
    """Where the formula may be cut beside this sign; 0 where it may not."""
    if tag[1]:
        return tag.end() if source.endswith("<mo>,", 0, tag.start()) else 0
    behind_operand = before is not None and bool(before[1]) and before[2] != "mo"
    sign = source[tag.end() : source.find("<", tag.end())]
    return tag.start() if behind_operand and sign in BREAKS and tag[0] == "<mo>" else 0
