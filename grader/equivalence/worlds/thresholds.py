"""Numbers with which random variables are compared: `P(X > 2)` and `P(X > 2.5)` differ for values in between.

What is between the numbers, below and above them tells such events apart, whatever the distribution. That a value
may be one of the numbers itself is another question: it is so for a count, and not for what has a density.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flint import fmpq

from grader.equivalence.evaluation import rationals
from grader.notation.tree import Apply, Chain, Expr, Name, Number, walk

MOST = 8
MARGIN = fmpq(5, 4)


def thresholds(sides: Sequence[Expr], random: Sequence[str]) -> tuple[fmpq, ...]:
    """The numbers, from below; those of which there are too many are left out."""
    letters: set[Expr] = {Name(name) for name in random}
    found = {number for side in sides for node in walk(side) for number in _of(node, letters)}
    return tuple(sorted(found)[:MOST])


def between(numbers: Sequence[fmpq]) -> list[fmpq]:
    """One value below all of them, one between each two, and one above."""
    middles = [(a + b) / 2 for a, b in pairwise(numbers)]
    return [numbers[0] - MARGIN, *middles, numbers[-1] + MARGIN]


def _of(node: Expr, letters: set[Expr]) -> Iterator[fmpq]:
    """Where a relation with a random variable changes; both signs of a number where it is not linear."""
    if not isinstance(node, Chain) or letters.isdisjoint(walk(node)):
        return
    for left, right in pairwise(node.operands):
        here = [letter for letter in letters if letter in walk(left) or letter in walk(right)]
        root = _root(left, right, here[0]) if len(here) == 1 else None
        if root is not None:
            yield root
            continue
        for part in (*walk(left), *walk(right)):
            number = rationals.rational(part.text) if isinstance(part, Number) else None
            if number is not None:
                yield from (number, -number)


def _root(left: Expr, right: Expr, letter: Expr) -> fmpq | None:
    """Where the two are equal, if their difference is linear in the letter."""
    values = []
    for k in range(3):
        ours, theirs = _value(left, letter, fmpq(k)), _value(right, letter, fmpq(k))
        if ours is None or theirs is None:
            return None
        values.append(ours - theirs)
    slope = values[1] - values[0]
    return -values[0] / slope if slope and values[2] - values[1] == slope else None


def _value(expr: Expr, letter: Expr, at: fmpq) -> fmpq | None:
    match expr:
        case Name():
            return at if expr == letter else None
        case Number(text):
            return rationals.rational(text)
        case Apply(op, args):
            values = [_value(arg, letter, at) for arg in args]
            known = [value for value in values if value is not None]
            return rationals.apply(op, known) if len(known) == len(values) else None
    return None
