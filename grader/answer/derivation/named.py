"""A derivative that is asked for under its usual name, `f'(x) = …`, `y' = …`, `dy/dx = …`, where nothing else is
called so and no other line is about the question."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer.claim.scope import Scope
from grader.answer.claim.statements import Statement
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.links import USUAL, explained, judge
from grader.answer.derivation.relevance import threads_about
from grader.answer.derivation.task import Task
from grader.late import replace
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, rebuild, walk

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


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


def with_usual_name(said: Sequence[Statement], question: Expr | None, scope: Scope) -> Scope:
    """With `y` for what is derived, where it is used and never said: `let u = x^2, dy/dx = dy/du du/dx`."""
    match question:
        case Bind("diff" | "partial", (Name(),), () | (Number("1"),), body):
            pass
        case _:
            return scope
    telling = [one.members for one in said if len(one.members) > 1 and one.members[0].text.strip() in LETTERS]
    pairs = [(first.text.strip(), scope.read(second.text)[0]) for first, second, *_ in telling]
    letters = {name: value for name, value in pairs if value is not None and name not in scope.names.declared}
    if not letters:
        return scope
    read = (scope.read(member.text)[0] for one in said for member in one.members)
    nodes = [node for expr in read if expr is not None for node in walk(expr)]
    for node in nodes:
        match node:
            case Bind("diff" | "partial", (Name(by),), _, Name(id)) if by in letters and id in USUAL:
                if id in letters or id in scope.names.declared:
                    continue
                inner = _with_letter(body, letters[by], Name(by))
                if by in free_names(inner):
                    definitions = {**scope.names.definitions, id: inner}
                    return replace(scope.with_names(definitions=definitions), own=scope.own | {id})
    return scope


def _with_letter(expr: Expr, value: Expr | None, letter: Expr) -> Expr:
    return letter if expr == value else rebuild(expr, lambda node: _with_letter(node, value, letter))
