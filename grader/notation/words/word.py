"""What an entry of the shelf says of one word: its spellings, its shapes, its place in the tree."""

from __future__ import annotations

from grader.late import dataclass

# Binding powers, loosest first. Juxtaposition binds as `*` does, so `1/2x` is `(1/2) x`.
IMPLIES, OR, AND, NOT, RELATION, SETS, ADD, MUL, POWER, POSTFIX = 10, 14, 16, 18, 20, 30, 40, 50, 70, 80


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that can be written.

    `op` is its word in the tree. `prefix` is its shape where an operand may begin, `infix` its shape after an
    operand: the handlers of `grader.notation.grammar` bear these names. `power` says how tightly it binds.
    `spellings` are LaTeX commands (with backslash), typed words and characters, the usual one first.
    `arity` is the least and greatest number of arguments; `example` is read by a test; `meaning` is for people.
    `before` is the op where the word stands before an operand, if that is another one.
    """

    op: str
    spellings: tuple[str, ...]
    prefix: str = ""
    infix: str = ""
    power: int = 0
    arity: tuple[int, int] = (1, 1)
    example: str = ""
    meaning: str = ""
    before: str = ""


def spell(text: str) -> tuple[str, ...]:
    """Spellings written in a row, with white space between them."""
    return tuple(text.split())
