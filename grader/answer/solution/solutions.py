"""Have two statements the same solutions? Which solutions were gained, which were lost?

By structure first (each comparison is a multiple of its counterpart), then exactly: one real unknown by cutting
the line (`cells`), equations in several by their factors and systems by Gröbner bases, else by points.
"""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.conditions import (
    Atom,
    Condition,
    Junction,
    atoms,
    condition,
    factors_apart,
    split,
)
from grader.answer.solution.methods.by_value import by_value
from grader.answer.solution.methods.by_worlds import by_worlds, same_for_each
from grader.answer.solution.methods.cells import Line, Place, line
from grader.answer.solution.methods.complex_roots import complex_solutions
from grader.answer.solution.methods.logarithms import without_logarithms
from grader.answer.solution.methods.proportion import by_proportion
from grader.answer.solution.methods.proportional import proportional, proportional_if_positive
from grader.answer.solution.methods.real_points import relate_points
from grader.answer.solution.methods.scatter import apart, scattered
from grader.answer.solution.methods.systems import varieties
from grader.answer.solution.relation import Relation, Solutions
from grader.answer.solution.unknowns import with_letters
from grader.answer.value.formulas.polynomials import Ring, ring_of
from grader.answer.value.judgement import finding
from grader.answer.value.numbers.worth import domain_of
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.meanings import free_names
from grader.equivalence.sampling.points import REAL
from grader.equivalence.sampling.positivity import positive_only, unsaid, with_positive
from grader.errors import LimitError
from grader.late import replace
from grader.notation.tree import Apply, Chain, Expr, Name, Number, walk
from grader.values import Counterexample

SHOWN = 4


def relate(left: Expr, right: Expr, context: Context, variable: Expr | None = None) -> Solutions:
    """How the solutions of two statements lie to each other. Plain values and sets are solutions for `variable`.
    Never raises for what a student wrote; a limit that is met is `unknown` with its name."""
    told = by_proportion(left, right, context)
    if told is not None:
        return told
    left, right = with_letters(left, right, context.names)
    ours, theirs = condition(left, variable), condition(right, variable)
    if ours is None or theirs is None:
        return Solutions("unknown", "conditions", False, (finding("not-a-statement"),))
    told = by_value(left, right, context) or _by_roots(left, right, context)
    if told is not None:
        return told
    unknowns = frozenset(node.id for node in (variable, *_alone(left), *_alone(right)) if isinstance(node, Name))
    try:
        told = by_worlds(left, right, context) or _but_for_signs(ours, theirs, unknowns, context)
        if told is not None:
            return told
        found = relate_conditions(ours, theirs, context)
        if found.relation == "unknown":
            found = same_for_each(left, right, context) or found
        return _unless_unsaid(found, left, right, context, variable, unknowns)
    except LimitError as error:
        return Solutions("unknown", "limit", False, (finding("limit-met", limit=error.limit),))


def _by_roots(left: Expr, right: Expr, context: Context) -> Solutions | None:
    """Equations that speak of vectors or matrices by declaration."""
    kinds = {d.kind for name in free_names(left) if (d := context.names.domain(name)) is not None}
    if kinds.isdisjoint(("vector", "matrix")):
        return None
    from grader.answer.solution.methods.vector_roots import by_roots

    return by_roots(left, right, context)


def _but_for_signs(
    left: Condition, right: Condition, unknowns: frozenset[str], context: Context
) -> Solutions | None:
    """Two comparisons that are multiples of each other as long as letters are positive that are not said to be."""
    if not isinstance(left, Atom) or not isinstance(right, Atom) or not unknowns:
        return None
    letters = proportional_if_positive(left, right, context)
    if not letters or not unknowns.isdisjoint(letters) or not apart(left, right, context):
        return None
    return Solutions("unknown", "points", False, (positive_only(letters),))


def _unless_unsaid(
    found: Solutions, left: Expr, right: Expr, context: Context, variable: Expr | None, unknowns: frozenset[str]
) -> Solutions:
    """A difference that is there only where letters, of which nothing is said, are not positive is for a person.
    What an equation is solved for is no such letter."""
    if found.relation in ("same", "unknown") or not unknowns:
        return found
    letters = unsaid(left, right, context.names, found.counterexample, unknowns)
    if not letters:
        return found
    ours, theirs = condition(left, variable), condition(right, variable)

    def same(positive: tuple[str, ...]) -> bool:
        again = replace(context, names=with_positive(context.names, positive))
        return ours is not None and theirs is not None and relate_conditions(ours, theirs, again).relation == "same"

    if not same(letters):
        return found
    matter = [v for v in letters if not same(tuple(other for other in letters if other != v))]
    return Solutions("unknown", "points", False, (positive_only(matter or letters),))


def _alone(statement: Expr) -> tuple[Expr, ...]:
    """The letters that are a whole side of a statement."""
    return tuple(x for x in statement.operands if isinstance(x, Name)) if isinstance(statement, Chain) else ()


def relate_conditions(left: Condition, right: Condition, context: Context) -> Solutions:
    if isinstance(left, bool) and isinstance(right, bool):
        return Solutions("same" if left == right else "left_in_right" if right else "right_in_left", "structure")
    found = matched(left, right, context)
    if found is not None and found.certain and not _may_have_holes(left, right):
        return found
    left, right = split(left), split(right)
    told = _of_logarithms(left, right, context)
    if told is not None:
        return told
    complex_ones = complex_solutions(left, right, context)
    if complex_ones is not None:
        return complex_ones
    ring = ring_of((atom.expr for atom in (*atoms(left), *atoms(right))), CONSTANTS)
    if ring is not None:
        exact = by_cells(left, right, ring, context) or varieties(left, right, ring, context)
        if exact is None or (exact.by == "groebner" and exact.relation != "same"):
            exact = _by_points(left, right, context, exact)
        if exact is not None and (exact.by == "cells" or exact.relation == "same" or not _narrowed(ring, context)):
            return exact
    looked = found or matched(factors_apart(left), factors_apart(right), context) or scattered(left, right, context)
    if looked.relation != "unknown":
        return looked
    from grader.answer.solution.methods import newton

    return newton.unshared(left, right, context) or looked


def _of_logarithms(left: Condition, right: Condition, context: Context) -> Solutions | None:
    """Statements about logarithms in one letter, by what stands below these."""
    plain = without_logarithms(left), without_logarithms(right)
    if plain == (left, right):
        return None
    ring = ring_of((atom.expr for side in plain for atom in atoms(side)), CONSTANTS)
    return None if ring is None else by_cells(*plain, ring, context)


def _may_have_holes(left: Condition, right: Condition) -> bool:
    """Whether the one letter stands below a line: multiples may differ in a solution, `(x - 1)^2/(x - 1) = 0`."""
    exprs = [atom.expr for atom in (*atoms(left), *atoms(right))]
    letters = {name for expr in exprs for name in free_names(expr)} - CONSTANTS
    return len(letters) == 1 and any(_divides(node) for expr in exprs for node in walk(expr))


def _divides(node: Expr) -> bool:
    match node:
        case Apply("div", (_, below)):
            return not CONSTANTS.issuperset(free_names(below))
        case Apply("pow", (_, exponent)):
            return not isinstance(exponent, Number)
    return False


def _by_points(left: Condition, right: Condition, context: Context, found: Solutions | None) -> Solutions | None:
    """What the real solutions say, where they speak against the complex ones or say more."""
    real = relate_points(left, right, context)
    better = real is not None and (found is None or real.relation == "same" or real.findings)
    return real if better else found


def _narrowed(ring: Ring, context: Context) -> bool:
    """Whether a letter is declared to be less than any real number: points must be looked for among its values."""
    return any(domain_of(context.names, name) not in ("", "real", "complex") for name in ring.names)


def matched(left: Condition, right: Condition, context: Context) -> Solutions | None:
    """The same comparisons in any order, each a multiple of its counterpart."""
    if isinstance(left, Atom) and isinstance(right, Atom):
        certain = proportional(left, right, context)
        return None if certain is None else Solutions("same", "multiple", certain)
    if not isinstance(left, Junction) or not isinstance(right, Junction):
        return None
    if left.word != right.word or len(left.parts) != len(right.parts) or len(left.parts) > 8:
        return None
    rest, sure = list(right.parts), True
    for part in left.parts:
        for other in rest:
            found = matched(part, other, context)
            if found is not None:
                rest.remove(other)
                sure = sure and found.certain
                break
        else:
            return None
    return Solutions("same", "multiple", sure)


def by_cells(left: Condition, right: Condition, ring: Ring, context: Context) -> Solutions | None:
    """One real unknown, rational functions: exact, with every solution gained or lost."""
    cut = line(left, right, ring, (context.names.domain(ring.names[0]) if ring.names else None) or REAL)
    if cut is None:
        return None
    truths = [(place, cut.holds(left, place), cut.holds(right, place)) for place in cut.places]
    lost = [place for place, ours, theirs in truths if ours and not theirs]
    gained = [place for place, ours, theirs in truths if theirs and not ours]
    common = any(ours and theirs for _, ours, theirs in truths)
    return compared_regions(cut, gained, lost, common)


def compared_regions(cut: Line, gained: list[Place], lost: list[Place], common: bool) -> Solutions:
    relation: Relation = "same"
    if lost:
        relation = "right_in_left" if not gained else "different"
    elif gained:
        relation = "left_in_right"
    shown = [place.show() for place in gained[:SHOWN]], [place.show() for place in lost[:SHOWN]]
    found = Solutions(relation, "cells", True, (), tuple(shown[0]), tuple(shown[1]))
    if relation == "same":
        return found
    place = (lost or gained)[0]
    at = ((cut.name, place.show()),)
    sides = ("true", "false") if lost else ("false", "true")
    told = []
    if gained:
        told.append(finding("solutions-gained", name=cut.name, values=", ".join(shown[0])))
    if lost:
        told.append(finding("solutions-lost", name=cut.name, values=", ".join(shown[1])))
    if not common:
        told.append(finding("no-common-solution", "note"))
    return replace(found, findings=tuple(told), counterexample=Counterexample(at, *sides))
