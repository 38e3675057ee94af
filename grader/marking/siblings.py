"""What the answers of one part have to do with one another: one value serves one question, and each its own."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

from grader.answer.claim.cutting import has_relation
from grader.answer.kind import Context, is_formula
from grader.exercise.model import NamedAnswer, Part
from grader.late import replace
from grader.values import Answer, Finding, Piece, Verdict


def one_each(part: Part, verdicts: list[Verdict]) -> list[Verdict]:
    """A bare value answers one question: where it earned credit before, a person says for which it is meant."""
    seen: set[tuple[str, int]] = set()
    found = []
    for wanted, verdict in zip(part.answers, verdicts, strict=True):
        key = verdict.text, verdict.line
        bare = not verdict.steps and not has_relation(verdict.text)
        if verdict.credit and bare and is_formula(wanted.kind):
            if key in seen:
                told = Finding("value-for-several", data=(("value", verdict.read_as),))
                verdict = replace(verdict, outcome="undecided", credit=None, findings=(told,))
            seen.add(key)
        found.append(verdict)
    return found


def exchanged(part: Part, verdicts: list[Verdict], context: Callable[[NamedAnswer], Context]) -> list[Verdict]:
    """Two right values, each given for the other's question: no foreseen mistake, with its credit."""
    found = list(verdicts)
    for first, second in combinations(range(len(found)), 2):
        pair = found[first], found[second]
        foreseen = any(item.code == "foreseen-mistake" for verdict in pair for item in verdict.findings)
        if not foreseen or any(verdict.outcome == "correct" or not verdict.read_as for verdict in pair):
            continue
        if all(_fits(part.answers[k], verdict, context) for k, verdict in zip((second, first), pair, strict=True)):
            for k in (first, second):
                told = Finding("values-exchanged")
                found[k] = replace(found[k], outcome="incorrect", credit=Fraction(0), findings=(told,))
    return found


def _fits(other: NamedAnswer, verdict: Verdict, context: Callable[[NamedAnswer], Context]) -> bool:
    """Whether the value at either end of an answer is right for another question."""
    sides = verdict.read_as.split("=")
    alone = replace(context(other), others=())
    try:
        return any(
            other.kind.check(Answer((Piece("math", side),), side), alone).outcome == "correct"
            for side in dict.fromkeys((sides[-1].strip(), sides[0].strip()))
        )
    except Exception:
        return False  # a fault of ours is told where that answer is marked itself
