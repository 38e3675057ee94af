"""Both curves of a wrong answer that is a function of one variable, where the exercise shows its solutions: the
curve of the expected answer is the key, so that there is none anywhere else."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.kinds.expression import Expression
from grader.equivalence.sampling.curve import curve, variables
from grader.exercise.model import Assignment, NamedAnswer, Part
from grader.late import replace
from grader.limits import Budget
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Chain, Expr
from grader.values import AnswerResult, Counterexample, PartResult, Plot, Result

PLACES = 121
WIDE, FAR = 5, 20
"""How far is drawn, and how far at most, so that the point where the curves differ is in sight."""
SECONDS = 0.3
FROM_ZERO = ("positive", "nonnegative")
DRAWN = ("real", "nonzero", *FROM_ZERO)


def with_plots(result: Result, assignment: Assignment) -> Result:
    """The result as a page shows it, with its plots."""
    parts = {part.id: part for part in assignment.parts}
    return replace(result, parts=tuple(_with(one, parts.get(one.part)) for one in result.parts))


def _with(result: PartResult, part: Part | None) -> PartResult:
    if part is None or part.reveal != "solution":
        return result
    wanted = {one.name: one for one in part.answers}
    made = (plot(part, wanted[one.name], one) for one in result.answers if one.name in wanted)
    return replace(result, plots=tuple(one for one in made if one))


def plot(part: Part, wanted: NamedAnswer, answer: AnswerResult) -> Plot | None:
    """The plot of one answer; None where it is right, or no function of one variable."""
    verdict = answer.verdict
    if not isinstance(wanted.kind, Expression) or verdict.outcome not in ("incorrect", "partial") or verdict.steps:
        return None
    ours, theirs = _side(wanted.expected, part.names), _side(verdict.read_as, part.names)
    if ours is None or theirs is None or verdict.counterexample is None:
        return None
    free = variables(ours, part.names) | variables(theirs, part.names)
    name = next(iter(free), "")
    domain = part.names.domain(name) if len(free) == 1 else None
    if len(free) != 1 or (domain is not None and domain.kind not in DRAWN):
        return None
    point = _point(verdict.counterexample, name)
    reach = max(WIDE, min(FAR, abs(point) * 1.25)) if point is not None and abs(point) <= FAR else WIDE
    low = 0.0 if domain is not None and domain.kind in FROM_ZERO else -float(reach)
    at = tuple(low + (reach - low) * (n + 0.5) / PLACES for n in range(PLACES))
    budget = Budget.start(SECONDS)
    expected, student = (curve(side, part.names, name, at, budget) for side in (ours, theirs))
    if sum(y is not None for y in expected) < 2 or sum(y is not None for y in student) < 2:
        return None
    inside = point is not None and low <= point <= reach
    return Plot(answer.name, name, low, float(reach), expected, student, point if inside else None)


def _side(text: str, names: Names) -> Expr | None:
    """What a text says the value is: of `y = …` the last side."""
    expr = parse(text, names).expr
    return expr.operands[-1] if isinstance(expr, Chain) else expr


def _point(found: Counterexample, name: str) -> float | None:
    try:
        return next((float(Fraction(value)) for key, value in found.at if key == name), None)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
