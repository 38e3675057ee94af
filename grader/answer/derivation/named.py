"""A derivative that is asked for under its usual name, `f'(x) = …`, `y' = …`, `dy/dx = …`, where nothing else is
called so and no other line is about the question."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.answer.derivation.argument import Entry
from grader.answer.derivation.links import explained, judge
from grader.answer.derivation.relevance import threads_about
from grader.answer.derivation.task import Task
from grader.late import replace
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number

USUAL = frozenset({"f", "y"})


def with_named(entries: list[Entry], task: Task, scope: Scope) -> list[Entry]:
    """With the first value under that name judged as one of the question, where it is wrong: no other line can be
    meant, and what follows from it keeps its share."""
    asked = task.about or ((task.question,) if task.question is not None else ())
    match task.question:
        case Bind("diff" | "partial", (_,), () | (Number("1"),), _) if not threads_about(entries, asked, scope):
            question: Expr = task.question
        case _:
            return entries
    at = next((at for at, entry in enumerate(entries) if _is_named(entry, scope)), None)
    right = entries[at].right if at is not None else None
    if at is None or right is None:
        return entries
    link = explained(judge(question, "=", right, scope), question, right, scope)
    if link.outcome != "does_not_follow":
        return entries
    old = entries[at]
    step = replace(old.step, outcome=link.outcome, findings=link.findings, counterexample=link.counterexample)
    new = replace(old, step=step, left=question, certain=link.certain, by=link.by)
    return [*entries[:at], new, *entries[at + 1 :]]


def _is_named(entry: Entry, scope: Scope) -> bool:
    if entry.step.outcome != "start":
        return False
    match entry.left:
        case (
            Call(Apply("prime", (Name(id), Number("1"))))
            | Apply("prime", (Name(id) | Call(Name(id)), Number("1")))
            | Bind("diff" | "partial", _, () | (Number("1"),), Name(id) | Call(Name(id)))
        ):
            known = id in scope.names.definitions or id in scope.names.functions
            return id in USUAL and not known
    return False
