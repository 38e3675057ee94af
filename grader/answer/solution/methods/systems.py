"""Polynomial equations in several unknowns: by their factors, and systems by Gröbner bases (python-flint)."""

from __future__ import annotations

from itertools import product
from typing import Any

from flint import Ordering, fmpq, fmpz, fmpz_mpoly_ctx, fmpz_mpoly_vec

from grader.answer.kind import Context
from grader.answer.solution.conditions import Atom, Condition, Junction
from grader.answer.solution.methods.cells import sorted_roots
from grader.answer.solution.relation import Relation, Solutions, solution
from grader.answer.value.formulas.polynomials import Polynomial, Ring, factors, ratio
from grader.answer.value.judgement import finding
from grader.values import Counterexample

GENERATORS = 12
GROEBNER = (60, 400, 4000)
"""Limits of Buchberger's algorithm: basis length, terms of a polynomial, bits of a coefficient."""
TRIES = 12
VALUES = ("2", "-1", "3", "1/2", "-3", "5/3", "7", "-1/3", "4", "-5/2", "11", "0")


def varieties(left: Condition, right: Condition, ring: Ring, context: Context) -> Solutions | None:
    """How two sets of polynomial equations lie to each other; None where there is something else in them."""
    ours, theirs = ideal(left, ring), ideal(right, ring)
    if ours is None or theirs is None:
        return None
    if len(ours) == 1 and len(theirs) == 1:
        return hypersurfaces(ours[0], theirs[0], ring)
    return ideals(ours, theirs, ring)


def ideal(this: Condition, ring: Ring) -> tuple[Polynomial, ...] | None:
    """Polynomials that vanish together exactly where the condition holds (where its fractions are defined)."""
    match this:
        case bool():
            return (ring.number(fmpq(0 if this else 1)),)
        case Atom(expr, "="):
            part = ratio(expr, ring)
            if part is None or part.bottom.is_zero():
                return None
            shared = part.top.gcd(part.bottom)
            return (part.top / shared if not shared.is_zero() else part.top,)
        case Junction(word, parts):
            below = [ideal(part, ring) for part in parts]
            lists = [item for item in below if item is not None]
            if len(lists) != len(parts):
                return None
            if word == "and":
                return tuple(generator for item in lists for generator in item)
            if _count(lists) > GENERATORS:
                return None
            return tuple(_times(choice, ring) for choice in product(*lists))
    return None


def _count(lists: list[tuple[Polynomial, ...]]) -> int:
    count = 1
    for item in lists:
        count *= len(item)
    return count


def _times(choice: tuple[Polynomial, ...], ring: Ring) -> Polynomial:
    result = ring.number(fmpq(1))
    for item in choice:
        result = result * item
    return result


def hypersurfaces(left: Polynomial, right: Polynomial, ring: Ring) -> Solutions | None:
    """One equation each: the same irreducible factors, or a point on a factor that only one of them has."""
    if left.is_zero() or right.is_zero():
        same = left.is_zero() and right.is_zero()
        return Solutions("same", "factors") if same else None
    ours, theirs = factors(left), factors(right)
    if ours == theirs:
        return Solutions("same", "factors")
    lost = _witness([f for f in ours if f not in theirs], right, ring)
    gained = _witness([f for f in theirs if f not in ours], left, ring)
    if lost is None and gained is None:
        return None
    relation: Relation = "different" if lost and gained else "right_in_left" if lost else "left_in_right"
    told = []
    if gained is not None:
        told.append(solution("solutions-gained", gained))
    if lost is not None:
        told.append(solution("solutions-lost", lost))
    example = Counterexample(lost or gained or (), *(("true", "false") if lost else ("false", "true")))
    others = [f for f in theirs if f not in ours] if lost else [f for f in ours if f not in theirs]
    sure = (lost is not None and gained is not None) or not others
    return Solutions(relation, "factors", sure, tuple(told), counterexample=example)


Point = tuple[tuple[str, str], ...]


def _witness(extra: list[Polynomial], other: Polynomial, ring: Ring) -> Point | None:
    """A real point on one of the factors where the other equation does not hold."""
    for factor in extra:
        for attempt in range(TRIES):
            for solved in range(len(ring.names)):
                point = _point_on(factor, other, ring, solved, attempt)
                if point is not None:
                    return point
    return None


def _point_on(factor: Polynomial, other: Polynomial, ring: Ring, solved: int, attempt: int) -> Point | None:
    name = ring.names[solved]
    chosen = {n: VALUES[(attempt * 5 + k * 7) % len(VALUES)] for k, n in enumerate(ring.names) if k != solved}
    subs = {f"v{ring.names.index(n)}": fmpq(*map(int, f"{v}/1".split("/")[:2])) for n, v in chosen.items()}
    line, rest = univariate(factor.subs(subs), solved), univariate(other.subs(subs), solved)
    if line is None or rest is None or line.degree() < 1:
        return None
    for place in sorted_roots(tuple(f for f, _ in line.factor()[1])):
        if place.factor is not None and rest % place.factor != 0:
            known = {**chosen, name: place.show()}
            return tuple((n, known[n]) for n in ring.names)
    return None


def common_point(flat: Polynomial, other: Polynomial, ring: Ring) -> Point | None:
    """A real point where both vanish, if the first one bounds a letter to a rational number (`x - 3`)."""
    for bound in range(len(ring.names)):
        line = univariate(flat, bound)
        if line is None or line.degree() != 1:
            continue
        root = -line[0] / line[1]
        rest = other.subs({f"v{bound}": root})
        for attempt, solved in product(range(TRIES), range(len(ring.names))):
            if solved == bound:
                continue
            chosen = {
                k: VALUES[(attempt * 5 + k * 7) % len(VALUES)]
                for k in range(len(ring.names))
                if k not in (bound, solved)
            }
            numbers = {f"v{k}": fmpq(*map(int, f"{v}/1".split("/")[:2])) for k, v in chosen.items()}
            found = univariate(rest.subs(numbers), solved)
            if found is None or found.degree() < 1:
                continue
            for place in sorted_roots(tuple(f for f, _ in found.factor()[1])):
                known = {**chosen, bound: str(root), solved: place.show()}
                return tuple((name, known[k]) for k, name in enumerate(ring.names))
    return None


def univariate(polynomial: Polynomial, index: int) -> Any:
    """The polynomial in one of its variables, when the others were given values."""
    from flint import fmpq_poly

    coefficients: dict[int, fmpq] = {}
    for powers, coefficient in polynomial.to_dict().items():
        if any(power for k, power in enumerate(powers) if k != index):
            return None
        coefficients[int(powers[index])] = coefficient
    size = max(coefficients, default=0) + 1
    return fmpq_poly([coefficients.get(k, fmpq(0)) for k in range(size)])


def ideals(left: tuple[Polynomial, ...], right: tuple[Polynomial, ...], ring: Ring) -> Solutions | None:
    """Systems: each equation of one must vanish wherever the other system does (Rabinowitsch's trick)."""
    if len(left) > GENERATORS or len(right) > GENERATORS:
        return None
    whole = _Integers(len(ring.names))
    ours, theirs = whole.basis(left), whole.basis(right)
    if ours is None or theirs is None:
        return None
    if ours == theirs:
        return Solutions("same", "groebner")
    forward = [whole.vanishes_on(generator, left) for generator in right]
    backward = [whole.vanishes_on(generator, right) for generator in left]
    if None in forward or None in backward:
        return None
    told = []
    if whole.is_contradiction(theirs) and not whole.is_contradiction(ours):
        told.append(finding("system-contradictory"))
    if all(forward) and all(backward):
        return Solutions("same", "groebner")
    wrong = [k + 1 for k, holds in enumerate(forward) if not holds]
    lacking = [k + 1 for k, holds in enumerate(backward) if not holds]
    if wrong:
        told.append(finding("equations-not-implied", numbers=", ".join(map(str, wrong))))
    elif lacking:
        told.append(finding("equations-lacking", numbers=", ".join(map(str, lacking))))
    relation: Relation = "left_in_right" if all(forward) else "right_in_left" if all(backward) else "different"
    return Solutions(relation, "groebner", True, tuple(told))


class _Integers:
    """Gröbner bases over the integers, with one variable to spare."""

    def __init__(self, count: int) -> None:
        self.context = fmpz_mpoly_ctx.get([*(f"v{k}" for k in range(count)), "spare"], Ordering.degrevlex)
        self.spare = self.context.gen(count)

    def whole(self, polynomial: Polynomial) -> Any:
        """A multiple with integer coefficients, in the larger ring."""
        terms = polynomial.to_dict()
        scale = fmpz(1)
        for coefficient in terms.values():
            scale = scale * coefficient.q // scale.gcd(coefficient.q)
        return self.context.from_dict({(*powers, 0): int((c * scale).p) for powers, c in terms.items()})

    def basis(self, generators: tuple[Polynomial, ...]) -> tuple[str, ...] | None:
        return self.reduced([self.whole(generator) for generator in generators])

    def reduced(self, generators: list[Any]) -> tuple[str, ...] | None:
        kept = [generator for generator in generators if not generator.is_zero()]
        if not kept:
            return ()
        found: Any
        found, done = fmpz_mpoly_vec(kept, self.context).buchberger_naive(limits=GROEBNER)
        if not done:
            return None
        reduced = found.autoreduction(groebner=True)
        return tuple(sorted(str(p if p.leading_coefficient() > 0 else -p) for p in reduced))

    def vanishes_on(self, polynomial: Polynomial, generators: tuple[Polynomial, ...]) -> bool | None:
        """Whether it is zero wherever all the generators are."""
        wholes = [self.whole(generator) for generator in generators]
        found = self.reduced([*wholes, 1 - self.spare * self.whole(polynomial)])
        return None if found is None else self.is_contradiction(found)

    def is_contradiction(self, basis: tuple[str, ...]) -> bool:
        return basis == ("1",)
