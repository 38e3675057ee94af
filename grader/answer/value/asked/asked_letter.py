r"""Inverse functions in another letter than the one in which they are asked: `f^{-1}(y) = (y - 3)/2`."""

from __future__ import annotations

from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Name


def in_asked_letter(expr: Expr, of: tuple[Expr, ...], keys: tuple[Expr, ...]) -> Expr:
    """An inverse in the letter of `of`, or where nothing is told, in the only letter of its key."""
    match expr:
        case Chain((Call(function, (Name(own),)), *values), relations) if set(relations) == {"="} and is_inverse(
            function
        ):
            asked = _letter(function, of, keys)
            kept = any(own in free_names(key) for key in keys) or own in CONSTANTS
            if not asked or kept or any(asked in free_names(value) for value in values):
                return expr
            return substituted(expr, {own: Name(asked)})
    return expr


def _letter(function: Expr, of: tuple[Expr, ...], keys: tuple[Expr, ...]) -> str:
    for each in of:
        match each:
            case Call(asked, (Name(letter),)) if asked == function:
                return letter
    letters = free_names(keys[0]) - CONSTANTS if len(keys) == 1 and not of else frozenset()
    return next(iter(letters)) if len(letters) == 1 else ""


def is_inverse(function: Expr) -> bool:
    return isinstance(function, Apply) and function.op == "pow"


def with_letters_swapped(expr: Expr, of: tuple[Expr, ...]) -> Expr | None:
    """`x = (y - 3)/2`, solved for x where an inverse is asked, with its letters in the other order."""
    match expr:
        case Chain((Name(id) as letter, value), ("=",)):
            own = free_names(value) - CONSTANTS
            if any(isinstance(each, Call) and is_inverse(each.function) for each in of) and len(own - {id}) == 1:
                return substituted(value, {next(iter(own)): letter}) if id not in own else None
    return None
