"""Systems with finitely many real solutions, by these: complex ones that a Gröbner basis sees do not count.

The values of each unknown are roots of one polynomial, the last of a basis in lexicographic order. Of all their
combinations those are solutions at which no equation is provably false.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from flint import Ordering, acb, arb, fmpz, fmpz_mpoly_ctx, fmpz_mpoly_vec

from grader.answer.kind import Context
from grader.answer.solution.conditions import Atom, Condition, Junction, atoms
from grader.answer.solution.methods.cells import BITS, Place, sorted_roots
from grader.answer.solution.methods.systems import GROEBNER, univariate
from grader.answer.solution.relation import Relation, Solutions
from grader.answer.value.formulas.polynomials import Polynomial, Ring, ratio, ring_of
from grader.answer.value.judgement import finding
from grader.answer.value.numbers.worth import NoValue, domain_of, precision, value
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.meanings import free_names
from grader.notation.tree import Apply, Expr, Name
from grader.values import Finding

UNKNOWNS = (2, 5)
"""From two on; one unknown is decided on the real line."""
ALTERNATIVES = 64
CANDIDATES = 400
SHOWN = 4

Values = tuple[Any, ...]
"""A ball for each unknown."""


def relate_points(left: Condition, right: Condition, context: Context) -> Solutions | None:
    """How the real solutions of two systems lie to each other; None where they are not finitely many."""
    names = tuple(sorted({name for atom in (*atoms(left), *atoms(right)) for name in _unknowns(atom.expr)}))
    if not UNKNOWNS[0] <= len(names) <= UNKNOWNS[1]:
        return None
    if any(domain_of(context.names, name) not in ("", "real") for name in names):
        return None
    with precision(BITS):
        ours, theirs = _solved(left, names, context), _solved(right, names, context)
        if ours is None or theirs is None:
            return None
        explicit = all(_assigned(each, names, context) for each in _alternatives(right) or [])
        lost = [each for each in ours if not any(_same(each, other) for other in theirs)]
        gained = [each for each in theirs if not any(_same(each, other) for other in ours)]
    relation: Relation = "same"
    if lost:
        relation = "different" if gained else "right_in_left"
    elif gained:
        relation = "left_in_right"
    return Solutions(relation, "points", False, _told(names, gained, lost) if explicit else ())


def _told(names: tuple[str, ...], gained: list[Values], lost: list[Values]) -> tuple[Finding, ...]:
    """What is said of points that were listed; those that are missing are counted."""
    shown = "; ".join(_shown(names, each) for each in gained[:SHOWN])
    told = [finding("solutions-wrong", values=shown)] if gained else []
    return (*told, finding("solutions-missing", count=str(len(lost)))) if lost else tuple(told)


def _unknowns(expr: Expr) -> frozenset[str]:
    return frozenset(free_names(expr)) - CONSTANTS


def _shown(names: tuple[str, ...], place: Values) -> str:
    texts = (each.mid().str(6, radius=False) for each in place)
    plain = (text.rstrip("0").rstrip(".") if "." in text else text for text in texts)
    return ", ".join(f"{name} = {text}" for name, text in zip(names, plain, strict=True))


def _same(left: Values, right: Values) -> bool:
    return all(a.overlaps(b) for a, b in zip(left, right, strict=True))


def _solved(this: Condition, names: tuple[str, ...], context: Context) -> list[Values] | None:
    found: list[Values] = []
    alternatives = _alternatives(this)
    for each in alternatives or []:
        places = _assigned(each, names, context) or _roots(each, names)
        if places is None:
            return None
        found += [place for place in places if not any(_same(place, other) for other in found)]
    return None if alternatives is None else found


def _alternatives(this: Condition) -> list[tuple[Atom, ...]] | None:
    """Lists of equations, of which one must hold; None where there is something else among them."""
    match this:
        case Atom(_, "="):
            return [(this,)]
        case Junction(word, parts):
            below = [_alternatives(part) for part in parts]
            known = [part for part in below if part is not None]
            if len(known) < len(below):
                return None
            if word == "or":
                return [each for part in known for each in part]
            size = 1
            for part in known:
                size *= len(part)
            return [sum(choice, ()) for choice in product(*known)] if size <= ALTERNATIVES else None
    return None


def _assigned(equations: Iterable[Atom], names: tuple[str, ...], context: Context) -> list[Values] | None:
    """The point that `x = 1, y = sqrt(2)` names."""
    found: dict[str, Any] = {}
    for atom in equations:
        match atom.expr:
            case Apply("add", (Name(id), Apply("neg", (number,)))) if not _unknowns(number) and id not in found:
                ball = value(number, context)
                if isinstance(ball, NoValue) or not ball.imag.contains(0):
                    return None
                found[id] = ball.real
            case _:
                return None
    return [tuple(found[name] for name in names)] if found.keys() == set(names) else None


def _roots(equations: tuple[Atom, ...], names: tuple[str, ...]) -> list[Values] | None:
    """The real solutions of polynomial equations."""
    ring = ring_of((atom.expr for atom in equations), CONSTANTS)
    if ring is None or set(ring.names) != set(names) or len(equations) < len(names):
        return None
    parts = [ratio(atom.expr, ring) for atom in equations]
    tops = [part.top for part in parts if part is not None and part.bottom.is_constant()]
    if len(tops) < len(parts):
        return None
    columns = [_candidates(tops, ring, ring.names.index(name)) for name in names]
    known = [column for column in columns if column is not None]
    size = 1
    for column in known:
        size *= len(column)
    if len(known) < len(columns) or size > CANDIDATES:
        return None
    at = [names.index(name) for name in ring.names]
    return [
        tuple(_ball(root) for root in place)
        for place in product(*known)
        if not any(_is_false(top, [_ball(place[k]) for k in at]) for top in tops)
    ]


def _ball(root: Place) -> Any:
    return acb(root.ball).real


def _is_false(polynomial: Polynomial, at: list[Any]) -> bool:
    total = arb(0)
    for powers, coefficient in polynomial.to_dict().items():
        term = arb(coefficient)
        for ball, power in zip(at, powers, strict=True):
            term *= ball ** int(power)
        total += term
    return not total.contains(0)


def _candidates(tops: list[Polynomial], ring: Ring, index: int) -> list[Place] | None:
    """The real roots of the polynomial in one unknown alone that follows from the equations."""
    order = [k for k in range(len(ring.names)) if k != index] + [index]
    context = fmpz_mpoly_ctx.get([f"v{k}" for k in range(len(order))], Ordering.lex)
    wholes = [context.from_dict(_permuted(top, order)) for top in tops]
    basis: Any
    basis, done = fmpz_mpoly_vec([whole for whole in wholes if not whole.is_zero()], context).buchberger_naive(
        limits=GROEBNER
    )
    if not done:
        return None
    if any(each.is_constant() for each in basis.autoreduction(groebner=True)):
        return []
    lines = (univariate(each, len(order) - 1) for each in basis.autoreduction(groebner=True))
    alone = next((each for each in lines if each is not None and each.degree() > 0), None)
    return None if alone is None else sorted_roots(tuple(factor for factor, _ in alone.factor()[1]))


def _permuted(polynomial: Polynomial, order: list[int]) -> dict[tuple[int, ...], int]:
    terms = polynomial.to_dict()
    scale = fmpz(1)
    for coefficient in terms.values():
        scale = scale * coefficient.q // scale.gcd(coefficient.q)
    return {tuple(int(powers[k]) for k in order): int((c * scale).p) for powers, c in terms.items()}
