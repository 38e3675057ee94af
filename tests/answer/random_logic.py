"""Propositions: what they say is a truth table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from typing import Any

from random_case import Case

LETTERS = "pqr"
Formula = tuple[Any, ...]
"""A letter, or a connective and what it joins."""
MEANINGS: dict[str, Callable[..., bool]] = {
    "not": lambda a: not a,
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "implies": lambda a, b: not a or b,
    "iff": lambda a, b: a == b,
    "xor": lambda a, b: a != b,
}
SPELLINGS = {
    "not": ("not ", "¬", r"\neg ", "~"),
    "and": ("and", "∧", r"\land", "&"),
    "or": ("or", "∨", r"\lor", "|"),
    "implies": ("->", "→", r"\to", "=>"),
    "iff": ("<->", "↔", r"\leftrightarrow", "<=>"),
    "xor": ("xor", "⊕", r"\oplus", "xor"),
}


def formula(chance: Random, depth: int) -> Formula:
    if depth == 0 or chance.random() < 0.2:
        return (chance.choice(LETTERS),)
    word = chance.choice(("not", "and", "and", "or", "or", "implies", "iff", "xor"))
    return word, *(formula(chance, depth - 1) for _ in range(1 if word == "not" else 2))


def is_true(node: Formula, values: dict[str, bool]) -> bool:
    if len(node) == 1:
        return values[node[0]]
    return MEANINGS[node[0]](*(is_true(each, values) for each in node[1:]))


def table(node: Formula) -> tuple[bool, ...]:
    rows = product((False, True), repeat=len(LETTERS))
    return tuple(is_true(node, dict(zip(LETTERS, row, strict=True))) for row in rows)


def letters_in(node: Formula) -> set[str]:
    return {node[0]} if len(node) == 1 else set().union(*map(letters_in, node[1:]))


def as_formula(node: Formula, style: int, outer: bool = True) -> str:
    if len(node) == 1:
        return str(node[0])
    word = SPELLINGS[node[0]][style]
    if node[0] == "not":
        return word + as_formula(node[1], style, False)
    text = f"{as_formula(node[1], style, False)} {word} {as_formula(node[2], style, False)}"
    return text if outer else f"({text})"


def rewritten(node: Formula, chance: Random) -> Formula:
    """By a law, here and there."""
    if len(node) > 1:
        node = node[0], *(rewritten(each, chance) for each in node[1:])
    match node:
        case ("implies", a, b):
            return chance.choice((node, ("or", ("not", a), b), ("implies", ("not", b), ("not", a))))
        case ("and" | "or" as word, a, b):
            dual = "or" if word == "and" else "and"
            return chance.choice((node, (word, b, a), ("not", (dual, ("not", a), ("not", b)))))
        case ("xor", a, b):
            return chance.choice((node, ("not", ("iff", a, b)), ("and", ("or", a, b), ("not", ("and", a, b)))))
        case ("iff", a, b):
            return chance.choice((node, ("and", ("implies", a, b), ("implies", b, a))))
        case ("not", ("not", a)):
            return a
    return node


def mutated(node: Formula, chance: Random) -> Formula:
    if len(node) == 1:
        return ("not", node) if chance.random() < 0.5 else (chance.choice(LETTERS),)
    if chance.random() < 0.5:
        place = chance.randrange(1, len(node))
        return *node[:place], mutated(node[place], chance), *node[place + 1 :]
    if node[0] == "not":
        return node[1]
    return chance.choice(("and", "or", "implies", "iff", "xor")), *node[1:]


def propositions(chance: Random) -> Iterator[Case]:
    node = formula(chance, 3)
    if len(node) == 1:
        return
    block = {"kind": "logic", "expected": as_formula(node, chance.randrange(3))}
    for other in (rewritten(node, chance), mutated(node, chance), mutated(rewritten(node, chance), chance)):
        if letters_in(other) <= letters_in(node):
            yield Case(block, as_formula(other, chance.randrange(4)), table(other) == table(node))
