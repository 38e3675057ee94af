"""Whether the end that is asked for stands there, and what leads to it."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.answer.derivation.account import is_wrong
from grader.answer.derivation.dressed import only, puts_in
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.links import equal, same_but_constant
from grader.answer.derivation.middle import undone
from grader.answer.derivation.standing import begins_with, is_question
from grader.answer.derivation.task import Task
from grader.answer.value.formulas.arithmetic import by_arithmetic
from grader.answer.value.formulas.spelling import shape, size
from grader.answer.value.numbers.worth import unfolded
from grader.answer.value.shapes import unwrapped
from grader.late import replace
from grader.notation.names import Names, free_names
from grader.notation.tree import Call, Expr, Name, walk


def reached(about: list[Entry], task: Task, scope: Scope) -> tuple[bool, bool]:
    """Whether the end stands in a chain, and whether a link on the way to it is broken."""
    if task.goal is None:
        return True, False
    finals = [entry for entry in about if entry.final and entry.right is not None]
    if finals and not same_end(finals[-1].right, task.goal, scope):
        return False, False
    best: tuple[bool, bool] = (False, False)
    for thread in dict.fromkeys(entry.thread for entry in about):
        broken, chain = False, [entry for entry in about if entry.thread == thread]
        back = task.known_end and begins_with(chain, task.goal, scope.names)
        for entry in chain:
            broken = broken or is_wrong(entry)
            if entry.right is not None and _arrives(entry.right, back, task, scope):
                if not broken and (task.known_end or not _taken_back(entry, about)):
                    return True, False
                best = (True, True) if broken else best
    return (True, False) if not best[0] and _meets(about, task, scope) else best


def _arrives(side: Expr, back: bool, task: Task, scope: Scope) -> bool:
    """Whether a side is where its chain was to lead: to the end, or from there back to the question."""
    if back or task.goal is None:
        return is_question(side, task, scope.names)
    again = task.known_end and is_question(side, task, scope.names)  # `1 - s(x)` has the make of `s(-x)`
    alike = task.question is not None and shape(task.question, scope.names) == shape(task.goal, scope.names)
    return is_goal(side, task.goal, scope) and (alike or not again)


def early_end(about: list[Entry], task: Task, scope: Scope) -> Entry | None:
    """The end where it stands first in its chain, from the question at once, and steps come after it."""
    if not task.known_end or task.goal is None:
        return None
    goal, asked = (None if e is None else shape(e, scope.names) for e in (task.goal, task.question))
    for thread in dict.fromkeys(entry.thread for entry in about):
        chain = [entry for entry in about if entry.thread == thread and entry.right is not None]
        forms = [shape(entry.right, scope.names) for entry in chain if entry.right is not None]
        left = chain[0].left if chain else None
        from_goal = left is not None and shape(left, scope.names) == goal
        steps = [form for form in forms if form not in (goal, asked)]
        if len(steps) > 1 and goal in forms and not from_goal and forms.index(goal) < forms.index(steps[0]):
            return chain[forms.index(goal)] if forms[-1] != goal else None
    return None


def _taken_back(end: Entry, about: list[Entry]) -> bool:
    """Whether another value is claimed after the end (`= 7 = 8`): where a value is asked, the last one counts."""
    chain = [entry for entry in about if entry.thread == end.thread]
    return any(is_wrong(entry) for entry in chain[chain.index(end) + 1 :])


def _meets(about: list[Entry], task: Task, scope: Scope) -> bool:
    """Both sides worked out to one form: a chain from the question and one from the end that share a side."""
    forms: dict[bool, set[Expr]] = {True: set(), False: set()}
    goal = shape(task.goal, scope.names) if task.goal is not None else None
    for thread in dict.fromkeys(entry.thread for entry in about):
        chain = [entry for entry in about if entry.thread == thread]
        if any(is_wrong(entry) for entry in chain):
            continue
        first = chain[0].left if chain[0].left is not None else chain[0].right
        from_goal = first is not None and shape(first, scope.names) == goal
        forms[from_goal] |= {shape(entry.right, scope.names) for entry in chain if entry.right is not None}
    return bool(forms[True] & forms[False])


def same_end(expr: Expr | None, goal: Expr, scope: Scope) -> bool:
    return expr is not None and (equal(goal, expr, scope) or same_but_constant(goal, expr, scope))


def with_own_end(task: Task, entries: list[Entry], scope: Scope) -> Task:
    """The task with the end that follows from the question where the student's own earlier values stand in it: the
    last form that equals the question and is worked out as far as the end was to be."""
    if task.question is None or task.goal is None or same_end(task.question, task.goal, scope):
        return task
    longest, letters = 2 * size(task.goal) + 4, free_names(task.goal)
    for expr in (entry.right for entry in reversed(entries) if entry.right is not None):
        worked_out = undone(expr) <= undone(task.goal) and free_names(expr) <= letters and size(expr) <= longest
        if worked_out and same_end(expr, task.question, scope):
            return replace(task, goal=expr)
    return task


def is_goal(expr: Expr, goal: Expr, scope: Scope) -> bool:
    """Whether a side is the end asked for: equal to it, nothing left to be carried out that it has carried out, in
    the functions of the exercise that it is written in, and not much longer."""
    expr = unfolded(unwrapped(expr), only(scope.own, scope.names))  # `y(1 - y)` under the student's own names
    if shape(expr, scope.names) == shape(goal, scope.names) or puts_in(expr, goal, scope.names):
        return True
    if not undone(expr) <= undone(goal) or not _functions(goal, scope.names) <= _functions(expr, scope.names):
        return False
    by_hand = by_arithmetic(shape(expr, scope.names)) == by_arithmetic(shape(goal, scope.names))
    longest = 2 * size(goal) + 4 if by_hand else size(goal) * 3 // 2 + 2
    return size(expr) <= longest and same_end(expr, goal, scope)


def _functions(expr: Expr, names: Names) -> set[str]:
    called = (node.function for node in walk(expr) if isinstance(node, Call))
    ids = {names.canonical(function.id) for function in called if isinstance(function, Name)}
    return ids & set(names.functions)
