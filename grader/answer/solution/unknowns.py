"""Differential equations as statements: derivatives of an unknown function, written by its letter alone.

    y' = 2 y,  dy/dx = 2 y,  \\dot y = 2 y      the same statement about y and its first derivative

The letter stands for a function of which nothing else is said, so that `y` and its derivatives are as free of each
other, at any one place, as letters are: two such statements are compared as statements about these letters.
"""

from __future__ import annotations

from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Expr, Name, Number, rebuild, walk


def with_letters(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr]:
    """Both statements with a letter in place of each derivative of a letter."""
    variables: dict[str, set[str]] = {}
    for node in (node for side in (left, right) for node in walk(side)):
        found = _derived(node, names)
        if found is not None:
            variables.setdefault(found[0], set()).update(found[1])
    if not variables:
        return left, right
    return _replaced(left, variables, names), _replaced(right, variables, names)


def _derived(node: Expr, names: Names) -> tuple[str, frozenset[str], str] | None:
    """The letter that is derived, by what (unsaid: nothing), how often."""
    match node:
        case Apply("prime", (Name(id), Number(order))):
            by = frozenset[str]()
        case Apply("dot_over", (Name(id), Number(order))):
            by = frozenset({"t"})
        case Bind("diff" | "partial", (Name(variable),), bounds, Name(id)) if id != variable:
            by, order = frozenset({variable}), "1"
            if bounds:
                if not isinstance(bounds[0], Number):
                    return None
                order = bounds[0].text
        case _:
            return None
    return None if id in names.definitions or id in names.functions else (id, by, order)


def _replaced(expr: Expr, variables: dict[str, set[str]], names: Names) -> Expr:
    found = _derived(expr, names)
    if found is None:
        return rebuild(expr, lambda node: _replaced(node, variables, names))
    letter, by, order = found
    if len(variables[letter]) > 1:
        return Name(f"d{order}{letter}/d{''.join(sorted(by))}")
    return Name(letter + "'" * int(order) if order in ("1", "2", "3") else f"{letter}^({order})")
