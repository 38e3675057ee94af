"""Integrals of the expected side of which no method here and not SymPy knows the value, by sums that settle."""

from __future__ import annotations

from grader.equivalence.evaluation.scalars import Unsupported, Unsure
from grader.equivalence.methods import balls
from grader.equivalence.sampling import care
from grader.equivalence.sampling.agreement import meet
from grader.equivalence.sampling.points import Point, curated
from grader.equivalence.traits import traits
from grader.equivalence.truth import Different, Same, Truth
from grader.equivalence.worlds.quadrature import with_evidence
from grader.limits import FREE_SYMBOLS, Budget
from grader.notation.names import Names
from grader.notation.tree import Expr

POINTS = 3
BITS = (64, 320)
"""To see a difference, and to believe that there is none."""
MODERATE = 200
"""No part of either side is beyond 2^±MODERATE, so that nothing hides below the precision."""


def decide(left: Expr, right: Expr, names: Names, budget: Budget) -> Truth | None:
    """Never certain; None where the sums do not settle, or where this is not asked."""
    sides = with_evidence(left, right, names)
    if sides is None:
        return None
    question = balls.ask(*sides, names, budget, traits(*sides))
    if question.complex or len(question.variables) > FREE_SYMBOLS or care.hidden(*sides):
        return None
    if question.variables and care.kinks(*sides):
        return None
    seen = 0
    for point in curated(question.variables, names):
        try:
            outcome = _at(question, point)
        except (Unsupported, Unsure):
            return None
        if isinstance(outcome, Different) or outcome == "unsure":
            return outcome if isinstance(outcome, Different) else None
        seen += outcome == "alike"
        if seen == POINTS or (seen and not question.variables):
            return Same("settled", certain=False)
    return None


def _at(question: balls.Question, point: Point) -> Different | str:
    """What comes out at a point; `unsure` too where a part of it is huge or tiny."""
    for bits in BITS:
        meeting = meet(question.left, question.right, lambda: question.world(point), (bits,))
        if meeting.outcome == "apart":
            return Different("settled", balls.witness(point, meeting), certain=False)
        if meeting.outcome != "alike":
            return "unsure" if meeting.outcome == "unsure" and bits == BITS[-1] else "none"
    sides = (question.left, question.right)
    huge = any(care.extreme(side, question.world(point), MODERATE) for side in sides)
    return "unsure" if huge else "alike"
