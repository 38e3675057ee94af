"""One term of an order: a product of powers of x, log x, log log x, … and of exponentials of such terms.

Its logarithm is a sum of pieces, which do not tend to 0, with constants before them: `n^2 * 2^n` is
`exp(2 log n + log(2) n)`. How it grows is read off the largest pieces.
"""

from __future__ import annotations

from typing import TypeAlias

from flint import fmpq

from grader.equivalence.growth.constants import ONE, ZERO, Constant, Constants
from grader.late import dataclass

Atom: TypeAlias = tuple[str, int]
"""A letter, and how many logarithms stand before it."""


@dataclass(frozen=True, slots=True)
class Term:
    """No exponent of a power and no constant before a piece is zero; no piece is an atom."""

    powers: frozenset[tuple[Atom, Constant]]
    pieces: frozenset[tuple[Term, Constant]]


UNIT = Term(frozenset(), frozenset())


def of_atom(letter: str, logs: int = 0, power: Constant = ONE) -> Term:
    return Term(frozenset({((letter, logs), power)}), frozenset())


def as_atom(term: Term) -> Atom | None:
    """The letter, or the iterated logarithm of one, that the term is."""
    if term.pieces or len(term.powers) != 1:
        return None
    [(atom, power)] = term.powers
    return atom if power == ONE else None


def times(a: Term, b: Term, known: Constants) -> Term:
    return Term(_joined(a.powers, b.powers, known), _joined(a.pieces, b.pieces, known))


def power(term: Term, exponent: Constant, known: Constants) -> Term:
    if exponent == ZERO:
        return UNIT

    def scaled(parts: frozenset) -> frozenset:  # type: ignore[type-arg]
        return frozenset((part, known.times(constant, exponent)) for part, constant in parts)

    return Term(scaled(term.powers), scaled(term.pieces))


def over(a: Term, b: Term, known: Constants) -> Term:
    return times(a, power(b, fmpq(-1), known), known)


def _joined(a: frozenset, b: frozenset, known: Constants) -> frozenset:  # type: ignore[type-arg]
    total = dict(a)
    for part, constant in b:
        total[part] = known.plus(total.get(part, ZERO), constant)
    return frozenset((part, constant) for part, constant in total.items() if constant != ZERO)


def log(term: Term) -> dict[Term, Constant]:
    """The pieces of its logarithm."""
    logs = {of_atom(letter, depth + 1): constant for (letter, depth), constant in term.powers}
    return {**logs, **dict(term.pieces)}


def tends(term: Term, known: Constants) -> int | None:
    """1 where it tends to infinity whenever all its letters do, -1 where it tends to 0, 0 where it is 1; None where
    that depends on which letter is the larger one."""
    if not term.pieces:
        return _leading(term, known)
    known.budget.check()
    parts = log(term)
    if any(tends(part, known) != 1 for part, _ in term.pieces):
        return None
    up = [part for part, constant in parts.items() if known.sign(constant) > 0]
    down = [part for part in parts if part not in up]
    if _covers(up, down, known):
        return 1
    return -1 if _covers(down, up, known) else None


def _leading(term: Term, known: Constants) -> int | None:
    """By letter, what stands under the fewest logarithms decides."""
    first: dict[str, tuple[int, Constant]] = {}
    for (letter, depth), constant in term.powers:
        if letter not in first or depth < first[letter][0]:
            first[letter] = depth, constant
    signs = {known.sign(constant) for _, constant in first.values()}
    if len(signs) > 1:
        return None
    return signs.pop() if signs else 0


def _covers(larger: list[Term], smaller: list[Term], known: Constants) -> bool:
    """Whether each of the smaller ones is nothing beside one of the larger ones."""
    return bool(larger) and all(any(tends(over(a, b, known), known) == 1 for a in larger) for b in smaller)
