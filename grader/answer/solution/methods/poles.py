"""Solutions lost where a denominator vanishes: `(y - 2x - 1)/(x - 3) = 0` does not hold at (3, 7)."""

from __future__ import annotations

from collections.abc import Iterator

from grader.answer.kind import Context
from grader.answer.solution.conditions import Condition, atoms, condition
from grader.answer.solution.methods.systems import common_point, ideal
from grader.answer.solution.relation import Solutions, solution
from grader.answer.value.formulas.polynomials import Polynomial, Ring, factors, ratio, ring_of
from grader.answer.value.judgement import finding
from grader.answer.value.numbers.worth import domain_of
from grader.answer.value.shapes import CONSTANTS
from grader.late import replace
from grader.notation.tree import Chain, Expr, Name
from grader.values import Counterexample, Finding


def unless_poles(found: Solutions, expected: Expr, student: Expr, context: Context) -> Solutions:
    """`found`, unless the two have the same solutions but for points where a denominator of the student's is zero.
    An equation solved for a letter, `R = U/I`, is meant where its right side is, and one divided by a letter,
    `y/x = 2`, where that is not zero: this is assumed, and said with a solution that it leaves out."""
    ours, theirs = condition(expected), condition(student)
    if found.relation != "same" or ours is None or theirs is None or _solved_for_a_letter(student):
        return found
    ring = ring_of((atom.expr for atom in (*atoms(ours), *atoms(theirs))), CONSTANTS)
    if ring is None or any(domain_of(context.names, name) not in ("", "real") for name in ring.names):
        return found
    tops = ideal(ours, ring)
    if tops is None or len(tops) != 1:
        return found
    known = list(_denominators(ours, ring))
    letters = {str(ring.generator(name)): name for name in ring.names}
    notes: list[Finding] = []
    for pole in _denominators(theirs, ring):
        point = None if pole in known else common_point(pole, tops[0], ring)
        if point is not None and str(pole) in letters:
            at = ", ".join(f"{name} = {value}" for name, value in point)
            notes.append(finding("letter-not-zero", "assumption", name=letters[str(pole)], at=at))
        elif point is not None:
            example = Counterexample(point, "true", "false")
            return Solutions("right_in_left", "poles", True, (solution("solutions-lost", point),), (), (), example)
    return replace(found, findings=(*found.findings, *dict.fromkeys(notes)))


def _denominators(this: Condition, ring: Ring) -> Iterator[Polynomial]:
    for atom in atoms(this):
        part = ratio(atom.expr, ring)
        if part is not None:
            yield from factors(part.bottom)


def _solved_for_a_letter(statement: Expr) -> bool:
    return isinstance(statement, Chain) and any(isinstance(side, Name) for side in statement.operands)
