"""Which answer of a part the working that stands beside it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.answer.beside import has_working, working
from grader.answer.kind import Context
from grader.exercise.model import Part
from grader.limits import WORKING_SECONDS, Budget
from grader.values import Answer, Step, Verdict


def with_working(part: Part, answer: Answer, verdicts: Sequence[Verdict], context: Context) -> list[Verdict]:
    """The verdicts with the lines of working, each at the value that it leads to: the next one below, else the last.
    Nothing else of a verdict changes. Lines that a derivation of the part judges are no working."""
    found = list(verdicts)
    values = [k for k, wanted in enumerate(part.answers) if has_working(wanted.kind) and not found[k].steps]
    if not values:
        return found
    values = [k for k in values if found[k].outcome != "missing"] or values[:1]
    judged = {step.line for verdict in verdicts for step in verdict.steps}
    for step in _walked(part, answer, context):
        below = [k for k in values if found[k].line >= step.line]
        at = min(below, key=lambda k: found[k].line) if below else max(values, key=lambda k: found[k].line)
        if step.line not in judged:
            step = _unless_it_counted(step, found[at])
            found[at] = replace(found[at], working=(*found[at].working, step))
    return found


def _walked(part: Part, answer: Answer, context: Context) -> tuple[Step, ...]:
    hidden = frozenset(use.name for use in part.uses if use.name)
    try:
        return working(answer, replace(context, budget=Budget.start(WORKING_SECONDS)), hidden)
    except Exception:
        return ()  # a fault of ours: no line is checked, no verdict is touched


def _unless_it_counted(step: Step, verdict: Verdict) -> Step:
    """A right value is not called wrong where it stands."""
    if step.outcome != "does_not_follow" or verdict.outcome != "correct" or step.text != verdict.text:
        return step
    return replace(step, outcome="unchecked", findings=(), counterexample=None)
