"""Rounding of whole numbers, by their residues.

    floor(n/2) + ceiling(n/2) = n     for n = 2 k and for n = 2 k + 1, where what is rounded is k plus a fraction

The modulus is the common denominator of what is rounded; each letter is written as m k + r, and the other methods
decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import lcm

from grader.equivalence.meanings import free_names
from grader.equivalence.methods.pieces import substituted
from grader.equivalence.rationals import as_fraction
from grader.equivalence.truth import Different, Same, Truth
from grader.late import replace
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Expr, Name, Number, walk

ROUNDING = frozenset({"floor", "ceiling", "mod"})
WHOLE = ("integer", "positive integer", "nonnegative integer")
MOST_CASES = 24
Judge = Callable[[Expr, Expr, Names], Truth]


def decide(left: Expr, right: Expr, names: Names, judge: Judge) -> Truth | None:
    """Same where every residue says so, Different where one does; None where this method cannot tell."""
    rounded = [n for side in (left, right) for n in walk(side) if isinstance(n, Apply) and n.op in ROUNDING]
    letters = list(dict.fromkeys(id for node in rounded for id in free_names(node)))
    kinds = [domain.kind if (domain := names.domain(id)) else "real" for id in letters]
    modulus = lcm(*(bottom for node in rounded for bottom in _denominators(node)))
    if not letters or not set(kinds) <= set(WHOLE) or not 1 < modulus ** len(letters) <= MOST_CASES:
        return None
    return _cases(left, right, names, letters, modulus, judge)


def _denominators(node: Apply) -> Iterator[int]:
    """The whole numbers by which is divided, or of which the rest is taken."""
    for below in walk(node):
        if isinstance(below, Apply) and below.op in ("div", "mod"):
            number = as_fraction(below.args[1])
            yield abs(int(number.p)) if number is not None and number != 0 else 1
        elif isinstance(below, Number):
            number = as_fraction(below)
            yield int(number.q) if number is not None else 1


def _cases(left: Expr, right: Expr, names: Names, letters: list[str], modulus: int, judge: Judge) -> Truth | None:
    letter, rest = letters[0], letters[1:]
    domain = names.domain(letter)
    positive = domain is not None and domain.kind == "positive integer"
    either = domain is not None and domain.kind == "integer"
    multiple = Domain("integer") if either else Domain("nonnegative integer")
    within = replace(names, variables={**names.variables, letter: multiple})
    found: list[Same] = []
    for residue in range(int(positive), modulus + int(positive)):
        whole = Apply("add", (Apply("mul", (Number(str(modulus)), Name(letter))), Number(str(residue))))
        ours, theirs = substituted(left, letter, whole), substituted(right, letter, whole)
        verdict = _cases(ours, theirs, within, rest, modulus, judge) if rest else judge(ours, theirs, within)
        if isinstance(verdict, Different) and verdict.witness is not None:
            at = dict(verdict.witness.at)
            at[letter] = str(modulus * int(at[letter]) + residue) if letter in at else str(residue)
            return replace(verdict, witness=replace(verdict.witness, at=tuple(sorted(at.items()))))
        if not isinstance(verdict, Same):
            return None
        found.append(verdict)
    return Same("exact", all(each.certain for each in found))
