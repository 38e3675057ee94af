"""The known end with its own terms split up, `5ab - ab` for `4ab`: true, and out of nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from fractions import Fraction
from typing import Any

from grader.answer.value.formulas.arithmetic import by_arithmetic
from grader.answer.value.formulas.spelling import plain_shape
from grader.answer.value.numbers.worth import fraction
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, walk

MANY = 8
"""With more terms of one kind than these nobody looks how they were put together."""


def splits(form: Expr, question: Expr, goal: Expr, names: Names) -> bool:
    """Whether a form has the terms of the end only, with other numbers before them, and these are not what the
    question leaves when it is worked out: `2ab + 2ab` is left of `(a + b)^2 - (a - b)^2`, `5ab - ab` or `8ab/2`
    is not. Where the question itself is of that kind, adding up is what was to be done."""
    asked, end, ours = (plain_shape(each, names) for each in (question, goal, form))
    if by_arithmetic(asked) != by_arithmetic(end) or _of_terms(asked, end) or not _of_terms(ours, end):
        return False
    if _divides(ours) and not _divides(asked) and not _divides(end):
        return True
    there, here = _coefficients(asked), _coefficients(ours)
    return not all(_adds_up(there[key], numbers) for key, numbers in here.items())


def _divides(expr: Expr) -> bool:
    return any(isinstance(node, Apply) and node.op == "div" for node in walk(expr))


def of_its_terms(form: Expr, goal: Expr, names: Names) -> bool:
    """Whether a form has no other terms than the end has, whatever numbers stand before them."""
    return _of_terms(*(plain_shape(each, names) for each in (form, goal)))


def _of_terms(form: Expr, goal: Expr) -> bool:
    whole = {core(term) for term in summands(goal)}
    kinds = {key for term in summands(goal) for key, _ in _terms(term)}
    return all(core(term) in whole or _is_multiple(term, kinds) for term in summands(form))


def _is_multiple(term: Expr, kinds: set[Hashable]) -> bool:
    sums = any(isinstance(node, Apply) and node.op == "add" for node in walk(term))
    return not sums and all(key in kinds for key, _ in _terms(term))


def kinds(form: Expr, names: Names) -> frozenset[Hashable]:
    """What stands in the terms of a form, each worked out by itself."""
    return frozenset(_coefficients(plain_shape(form, names)))


def summands(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Apply("add", args):
            for arg in args:
                yield from summands(arg)
        case Apply("boxed" | "pos", (inner,)):
            yield from summands(inner)
        case _:
            yield expr


def core(term: Expr) -> Expr:
    """A term without its numbers."""
    match term:
        case Apply("neg" | "pos" | "boxed", (inner,)):
            return core(inner)
        case Apply("div", (inner, below)) if fraction(below) is not None:
            return core(inner)
        case Apply("mul", args):
            kept = tuple(core(arg) for arg in args if fraction(arg) is None)
            return kept[0] if len(kept) == 1 else Apply("mul", kept)
    return term


def _terms(term: Expr) -> Iterator[tuple[Hashable, Fraction]]:
    """A term worked out: what stands in each product of letters, and the number before it."""
    worked_out: Any = by_arithmetic(term)
    match worked_out:
        case (names, (top, bottom)):
            for powers, number in top:
                key = frozenset((name, power) for name, power in zip(names, powers, strict=True) if power)
                yield (key, names, bottom) if any(any(each) for each, _ in bottom) else key, Fraction(number)
        case other:
            yield other, Fraction(1)


def _coefficients(expr: Expr) -> defaultdict[Hashable, list[Fraction]]:
    found: defaultdict[Hashable, list[Fraction]] = defaultdict(list)
    for term in summands(expr):
        for key, number in _terms(term):
            found[key].append(number)
    return found


def _adds_up(there: list[Fraction], here: list[Fraction]) -> bool:
    """Whether each of the numbers here is the sum of some of those there, taken once, and the rest is nothing."""
    if max(len(there), len(here)) > MANY:
        return True
    if not here:
        return sum(there) == 0
    groups = [0]
    for at in range(len(there)):
        groups += [group | 1 << at for group in groups]
    for group in groups[1:]:
        taken = [number for at, number in enumerate(there) if group >> at & 1]
        if sum(taken) == here[0] and _adds_up([n for at, n in enumerate(there) if not group >> at & 1], here[1:]):
            return True
    return False
