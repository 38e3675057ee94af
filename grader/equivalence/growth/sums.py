"""Sums of terms, with what is left out of them: the arithmetic of orders.

A sum is its terms with exact constants before them, and the terms that bound what is left out (`O` of these). Where
it is `loose` its terms are right up to constant factors, as after Stirling's formula or for `log(m + n)`, and all
of them are positive: nothing is taken off such a sum, nor put into an exponent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from flint import fmpq

from grader.equivalence.growth import terms as of_terms
from grader.equivalence.growth.constants import ONE, ZERO, Constant, Constants, NoOrder
from grader.equivalence.growth.terms import UNIT, Term, over, tends
from grader.late import dataclass

MOST = 40
"""Terms of one sum."""
EXPANDED = 8
"""The highest power of a sum that is multiplied out."""


@dataclass(frozen=True, slots=True)
class Sum:
    terms: Mapping[Term, Constant]
    error: frozenset[Term] = frozenset()
    loose: bool = False


def constant(value: Constant) -> Sum:
    return Sum({} if value == ZERO else {UNIT: value})


def letter(name: str) -> Sum:
    return Sum({of_terms.of_atom(name): ONE})


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What is done with sums. NoOrder where that is not known."""

    known: Constants

    def _made(self, found: Mapping[Term, Constant], error: Iterable[Term], loose: bool) -> Sum:
        """Without what is zero, and without terms that the error hides."""
        known, left = self.known, frozenset(error)
        known.budget.check()
        kept = {
            term: value
            for term, value in found.items()
            if value != ZERO and not any(tends(over(each, term, known), known) in (0, 1) for each in left)
        }
        if len(kept) + len(left) > MOST:
            raise NoOrder
        if loose and any(known.sign(value) < 0 for value in kept.values()):
            raise NoOrder
        return Sum(kept, left, loose)

    def add(self, a: Sum, b: Sum) -> Sum:
        total = dict(a.terms)
        for term, value in b.terms.items():
            total[term] = self.known.plus(total.get(term, ZERO), value)
        loose = a.loose or b.loose
        if loose and any(self.known.sign(value) < 0 for one in (a, b) for value in one.terms.values()):
            raise NoOrder
        return self._made(total, a.error | b.error, loose)

    def mul(self, a: Sum, b: Sum) -> Sum:
        known = self.known
        if len(a.terms) * len(b.terms) > MOST * MOST:
            raise NoOrder
        total: dict[Term, Constant] = {}
        for one, value in a.terms.items():
            for other, factor in b.terms.items():
                both = of_terms.times(one, other, known)
                total[both] = known.plus(total.get(both, ZERO), known.times(value, factor))
        pairs = [
            *((x, y) for x in a.error for y in (*b.terms, *b.error)),
            *((x, y) for x in a.terms for y in b.error),
        ]
        return self._made(total, (of_terms.times(x, y, known) for x, y in pairs), a.loose or b.loose)

    def scaled(self, a: Sum, factor: Constant) -> Sum:
        return self.mul(a, constant(factor))

    def leader(self, a: Sum) -> Term | None:
        """The term beside which all others, and what is left out, are nothing."""
        for term in a.terms:
            others = [other for other in (*a.terms, *a.error) if other is not term]
            if all(tends(over(term, other, self.known), self.known) == 1 for other in others):
                return term
        return None

    def log(self, a: Sum) -> Sum:
        known, first = self.known, self.leader(a)
        if first is None:
            return self._loose_log(a)
        value = a.terms[first]
        if known.sign(value) <= 0:
            raise NoOrder
        pieces = of_terms.log(first)
        if value != ONE:
            pieces[UNIT] = known.apply("log", value)
        rest = [over(other, first, known) for other in (*a.terms, *a.error) if other is not first]
        return self._made(pieces, (*rest, UNIT) if a.loose else rest, False)

    def _loose_log(self, a: Sum) -> Sum:
        """log(m + n) lies between log m + log n and half of that."""
        logs = [of_terms.log(term) for term in self.positive(a)]
        if any(self.known.sign(value) < 0 for pieces in logs for value in pieces.values()) or not all(logs):
            raise NoOrder
        return self._made({piece: ONE for pieces in logs for piece in pieces}, (), True)

    def exp(self, a: Sum) -> Sum:
        if a.loose:
            raise NoOrder
        known = self.known
        powers: dict[of_terms.Atom, Constant] = {}
        pieces: dict[Term, Constant] = {}
        factor: Constant = ZERO
        vanishing: list[Term] = []
        for term, value in a.terms.items():
            atom = of_terms.as_atom(term)
            if term == UNIT:
                factor = value
            elif tends(term, known) == -1:
                vanishing.append(term)
            elif atom is not None and atom[1]:
                powers[atom[0], atom[1] - 1] = value
            else:
                pieces[term] = value
        left = {tends(each, known) for each in a.error}
        if not left <= {0, -1}:
            raise NoOrder
        vanishing += [each for each in a.error if each != UNIT]
        whole = Term(frozenset(powers.items()), frozenset(pieces.items()))
        loose = 0 in left
        factor = ONE if loose or factor == ZERO else known.apply("exp", factor)
        return self._made(
            {whole: factor}, () if loose else [of_terms.times(whole, v, known) for v in vanishing], loose
        )

    def power(self, a: Sum, exponent: Sum) -> Sum:
        by = self.value(exponent)
        if by is None:
            return self.exp(self.mul(exponent, self.log(a)))
        if by == ZERO:
            return constant(ONE)
        if len(a.terms) > 1 and isinstance(by, fmpq) and by.q == 1 and 0 < by <= EXPANDED:
            return reduce(self.mul, [a] * int(by.p))
        first = self.leader(a)
        if first is None:
            return self._loose_power(a, by)
        raised = of_terms.power(first, by, self.known)
        rest = [over(other, first, self.known) for other in (*a.terms, *a.error) if other is not first]
        error = () if a.loose else [of_terms.times(raised, each, self.known) for each in rest]
        return self._made({raised: self._raised(a.terms[first], by)}, error, a.loose)

    def _raised(self, value: Constant, by: Constant) -> Constant:
        if self.known.sign(value) < 0 and not (isinstance(by, fmpq) and by.q == 1):
            raise NoOrder
        return self.known.power(value, by)

    def _loose_power(self, a: Sum, by: Constant) -> Sum:
        """(m + n)^p lies between constant multiples of m^p + n^p."""
        if self.known.sign(by) <= 0:
            raise NoOrder
        return self._made({of_terms.power(term, by, self.known): ONE for term in self.positive(a)}, (), True)

    def value(self, a: Sum) -> Constant | None:
        """The constant that it is; None where it is none."""
        if a.error or a.loose or not a.terms.keys() <= {UNIT}:
            return None
        return a.terms.get(UNIT, ZERO)

    def rounded(self, a: Sum) -> Sum:
        """Its floor or ceiling."""
        return self._made(a.terms, (*a.error, UNIT), a.loose)

    def factorial(self, a: Sum) -> Sum:
        """Stirling: n! is n^n e^{-n} sqrt(n), up to a constant."""
        value = self.value(a)
        if value is not None:
            if not isinstance(value, fmpq) or value.q != 1 or value < 0:
                raise NoOrder
            return Sum({UNIT: ONE}, loose=True)
        first = self.leader(a)
        if first is None or tends(first, self.known) != 1:
            raise NoOrder
        logs = self.log(a)
        parts = (self.mul(a, logs), self.scaled(a, fmpq(-1)), self.scaled(logs, fmpq(1, 2)))
        whole = reduce(self.add, parts)
        return self.exp(self._made(whole.terms, (*whole.error, UNIT), False))

    def positive(self, a: Sum) -> list[Term]:
        """The terms that no other one dominates: up to constants the sum is theirs. NoOrder where one of them is
        negative, or may be hidden by what is left out."""
        known = self.known
        kept = [
            term for term in a.terms if not any(tends(over(other, term, known), known) == 1 for other in a.terms)
        ]
        hidden = any(not any(tends(over(term, each, known), known) == 1 for term in kept) for each in a.error)
        if not kept or hidden or any(known.sign(a.terms[term]) < 0 for term in kept):
            raise NoOrder
        return kept
