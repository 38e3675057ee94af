r"""Coefficients that their combination tells: `18 = 4 \cdot 252 - 5 \cdot 198` where $252 s + 198 t$ was asked."""

from __future__ import annotations

from collections.abc import Iterator

from grader.answer.value.asked.question import said
from grader.answer.value.formulas.congruences import whole
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, walk


def coefficients(expr: Expr, of: tuple[Expr, ...], question: str, names: Names) -> Iterator[Expr]:
    """The coefficients in the order of the letters that are asked, for each side that combines the same numbers."""
    letters = next((each.args for each in of if isinstance(each, Apply) and each.op in ("tuple", "sequence")), of)
    if len(letters) < 2 or not all(isinstance(letter, Name) for letter in letters):
        return
    asked = next((found for side in said(question, names) if (found := _multiples(side, letters))), ())
    for side in expr.operands if isinstance(expr, Chain) else (expr,) if asked else ():
        told = _told(side, asked)
        if asked and told:
            yield Apply("tuple", told)


def _multiples(side: Expr, letters: tuple[Expr, ...]) -> tuple[int, ...]:
    """The numbers beside the letters in `252 s + 198 t`, in the order of the letters."""
    for node in walk(side):
        terms = node.args if isinstance(node, Apply) and node.op == "add" else ()
        found = [next((n for term in terms if (n := _beside(term, letter))), 0) for letter in letters]
        if len(terms) == len(letters) and all(found) and len(set(found)) == len(found):
            return tuple(found)
    return ()


def _beside(term: Expr, letter: Expr) -> int:
    match term:
        case Apply("mul", (first, second)) if letter in (first, second):
            return whole(first) or whole(second) or 0
    return 0


def _told(side: Expr, numbers: tuple[int, ...]) -> tuple[Expr, ...]:
    """What stands beside each of the numbers in a sum, with its sign; nothing where the sum is another."""
    terms = side.args if isinstance(side, Apply) and side.op == "add" else ()
    found = [[each for term in terms if (each := _factor(term, number)) is not None] for number in numbers]
    fits = len(terms) == len(numbers) and all(len(each) == 1 for each in found)
    return tuple(each[0] for each in found) if fits else ()


def _factor(term: Expr, number: int) -> Expr | None:
    match term:
        case Apply("neg", (inner,)):
            factor = _factor(inner, number)
            return None if factor is None else Apply("neg", (factor,))
        case Number():
            return Number("1") if whole(term) == number else None
        case Apply("mul", (first, second)):
            others = [other for one, other in ((first, second), (second, first)) if whole(one) == number]
            return others[0] if len(others) == 1 else None
    return None
