"""Which answer of a part the working that stands beside it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer.derivation.beside import working
from grader.answer.kind import Context, Kind, is_formula
from grader.answer.kinds.logic import Logic
from grader.answer.kinds.quantity import Quantity
from grader.exercise.model import Part
from grader.late import replace
from grader.limits import WORKING_SECONDS
from grader.values import Answer, Step, Verdict

CONTINUES = tuple("=≈≡≤≥<>≠∝")


def with_working(part: Part, answer: Answer, verdicts: Sequence[Verdict], context: Context) -> list[Verdict]:
    """The verdicts with the lines of working, each at the value that it leads to: the next one below, else the
    last. `context` has what time is left of the part's. Nothing else of a verdict changes. Lines that a derivation
    of the part judges are no working; of the value itself the verdict says whether it is right."""
    found = list(verdicts)
    values = [k for k, wanted in enumerate(part.answers) if _has_working(wanted.kind) and not found[k].steps]
    if not values:
        return found
    values = [k for k in values if found[k].outcome != "missing"] or values[:1]
    judged = {step.line for verdict in verdicts for step in verdict.steps}
    for step in _walked(part, answer, context):
        if step.line in judged:
            continue
        links = step.text.startswith(CONTINUES)
        counted = [k for k in values if (found[k].text, found[k].line) == (step.text, step.line) and not links]
        below = counted or [k for k in values if found[k].line >= step.line]
        at = min(below, key=lambda k: found[k].line) if below else max(values, key=lambda k: found[k].line)
        said = replace(step, outcome="unchecked", findings=(), counterexample=None)
        wrong = counted and step.outcome == "does_not_follow"
        known = step.outcome == "unreadable" and _is_part_of(step, found[at])
        found[at] = replace(found[at], working=(*found[at].working, said if wrong or known else step))
    return found


def _has_working(kind: Kind) -> bool:
    """Whether lines beside an answer of this kind can be judged. Among quantities letters may be units."""
    return is_formula(kind) and hasattr(kind, "expected") and not isinstance(kind, Quantity | Logic)


def _is_part_of(step: Step, verdict: Verdict) -> bool:
    """Whether what could not be read alone stands in the value that was read, as the rows of a matrix do."""
    return bool(verdict.read_as) and (step.line == verdict.line or verdict.read_as.startswith("[["))


def _walked(part: Part, answer: Answer, context: Context) -> tuple[Step, ...]:
    hidden = frozenset(use.name for use in part.uses if use.name)
    if not context.budget.left:
        return ()
    try:
        return working(answer, replace(context, budget=context.budget.within(WORKING_SECONDS)), hidden)
    except Exception:
        return ()  # a fault of ours: no line is checked, no verdict is touched
