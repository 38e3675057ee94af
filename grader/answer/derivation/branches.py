"""Solutions that stand beside each other: each is one of the equation above, and all together are all of it.

x = 2, x = 3          x_1 = 2, x_2 = 3          x - 2 = 0, so x = 2
                                                x - 3 = 0, so x = 3
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.answer.derivation.conditional import same_solutions
from grader.answer.kind import Context
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.late import dataclass, pattern
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Interval, Name, Number, rebuild, walk

MOST = 12
"""So many lines may lead to the solutions of one equation."""


def unknown(before: Expr | None) -> str:
    """The one letter of an equation, or nothing."""
    letters = free_names(before) - CONSTANTS if before is not None else ()
    return next(iter(letters)) if len(letters) == 1 else ""


def as_meant(expr: Expr, before: Expr, names: Names) -> Expr:
    """A condition in the letter of the one above: `x_1 = 2` and `x_{1,2} = …` are about x, `L = {2, 3}` says which
    values x has, and `x = 2; 3` names two of them."""
    letter = unknown(before)
    if not letter:
        return expr
    match expr:
        case Chain(
            (Name(id), (Interval() | Apply("set" | "union" | "setminus") | Bind("set_of")) as values), ("=",)
        ):
            return Chain((Name(letter), values), ("in",)) if id not in names.declared and id != letter else expr
        case Apply("sequence", (Chain((Name(), _), ("=",)) as first, *rest)) if all(map(_is_number, rest)):
            equations = (first, *(Chain((first.operands[0], value), ("=",)) for value in rest))
            return as_meant(Apply("sequence", equations), before, names)
        case Apply("and", parts) if _are_apart(parts, letter, names):  # `x_1 = 4 and x_2 = -1`: there are both
            return in_letter(Apply("or", parts), letter, names)
    return in_letter(expr, letter, names)


def unmarked(expr: Expr, before: Expr, names: Names) -> Expr:
    """With the letter of the equation above in place of what its solution is called, `\\hat p_{ML}`,
    `a^*`; not where the letter itself stands beside it."""
    said, above = free_names(expr), free_names(before)
    marked = {id: plain_letter(id) for id in said - above - names.declared}
    found = {id: Name(plain) for id, plain in marked.items() if plain in above and plain not in said}
    return substituted(expr, found) if len(set(found.values())) == len(found) and found else expr


_OF_SOLUTION = pattern(r"(?:hat|star)\(([^()_]+)\)(?:_[A-Za-z]+)?|([^()_]+)_(?:[A-Z]{2,5}|opt|hat|est)")


def plain_letter(id: str) -> str:
    """`lambda` of `hat(lambda)_ML`; empty where no mark of a solution is on it."""
    match = _OF_SOLUTION.fullmatch(id)
    return (match[1] or match[2]) if match else ""


def _are_apart(parts: tuple[Expr, ...], letter: str, names: Names) -> bool:
    """Whether each says what a solution with a number of its own is."""
    ids = {solved_for(part) for part in parts}
    return len(ids) == len(parts) and all(_is_numbered(id, letter, names) for id in ids)


def _is_number(expr: Expr) -> bool:
    return not isinstance(expr, Chain) and not free_names(expr) - CONSTANTS


def in_letter(expr: Expr, letter: str, names: Names) -> Expr:
    """With the letter in place of its numbered values, `x_1` and `x_{1,2}`."""
    match expr:
        case Index(Name(id), indices) if id == letter and _counts(indices):
            return Name(letter)
        case Name(id) if _is_numbered(id, letter, names):
            return Name(letter)
        case Chain() if sum(_is_numbered(id, letter, names) for id in free_names(expr)) > 1:
            return expr  # `x_1 + x_2 = 3` is about both
    return rebuild(expr, lambda node: in_letter(node, letter, names))


def is_numbered(expr: Expr | None, before: Expr, names: Names) -> bool:
    """`x_2 = 1`: about one of the solutions of the equation, and no number of its own."""
    letter = unknown(before)
    return expr is not None and bool(letter) and in_letter(expr, letter, names) != expr


def is_of_several(expr: Expr | None, before: Expr, names: Names) -> bool:
    """`x_1 + x_2 = 3`: about several solutions of the equation at once."""
    letter = unknown(before)
    chains = [node for node in walk(expr) if isinstance(node, Chain)] if expr is not None and letter else []
    return any(sum(_is_numbered(id, letter, names) for id in free_names(chain)) > 1 for chain in chains)


def _is_numbered(id: str, letter: str, names: Names) -> bool:
    return id not in names.declared and bool(re.fullmatch(re.escape(letter) + r"_\d{1,2}", id))


def _counts(indices: tuple[Expr, ...]) -> bool:
    """`x_{1,2}`, `x_{1/2}`"""
    nodes = [node for index in indices for node in walk(index)]
    return all(isinstance(node, Number) or node == Apply("div", (Number("1"), Number("2"))) for node in nodes)


def as_alternatives(expr: Expr) -> Expr | None:
    """`x = 2, x = 3` as the one or the other, where one letter cannot be both."""
    match expr:
        case Apply("sequence" | "list", args) if len(args) > 1 and all(solved_for(arg) for arg in args):
            letters = {solved_for(arg) for arg in args}
            return Apply("or", args) if len(letters) == 1 else None
    return None


def solved_for(expr: Expr | None) -> str:
    """The letter of which it says what it is."""
    match expr:
        case Chain((Name(id), *values), relations) if set(relations) == {"="}:  # `x = (3 + 5)/2 = 4`
            return "" if any(id in free_names(value) for value in values) else id
    return ""


@dataclass(frozen=True, slots=True)
class Branches:
    """So many conditions, and all that they leave, as one."""

    taken: int
    together: Expr
    certain: bool


def branches(before: Expr, conditions: Sequence[Expr | None], context: Context) -> Branches | None:
    """The conditions that are solutions of `before`, or ways to them, one after the other, where they are all. A
    condition goes on in its branch where it has the solutions of the one above, or is the first of its branches."""
    ends: list[Expr] = []
    found: Branches | None = None
    at = 0
    while at < len(conditions[:MOST]):
        expr = conditions[at]
        if expr is None or not is_equation(expr):
            break
        if ends and (link := same_solutions(ends[-1], expr, context)).holds:
            ends[-1] = expr
        elif (
            ends and link.outcome == "implied_only" and (inner := branches(ends[-1], conditions[at:MOST], context))
        ):
            ends[-1], at = inner.together, at + inner.taken - 1
        elif found is None and same_solutions(before, expr, context).outcome == "implied_only":
            ends.append(expr)
        else:
            break
        together = Apply("or", tuple(ends))
        at += 1
        if found is not None:
            found = Branches(at, together, found.certain)
        elif len(ends) > 1 and (link := same_solutions(before, together, context)).holds:
            found = Branches(at, together, link.certain)
    return found


def is_equation(expr: Expr) -> bool:
    match expr:
        case Chain(_, relations):
            return set(relations) == {"="}
        case Apply("or", args):
            return all(map(is_equation, args))
    return False


def is_one_equation(expr: Expr) -> bool:
    """With two sides, and no other beside it."""
    return isinstance(expr, Chain) and expr.relations == ("=",)
