"""On what a chain stands, where the question shows the end: one that begins at the end proves nothing by itself. It
counts where it arrives at the question, or shares a form with a chain that comes from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from grader.answer.claim.scope import Scope
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.relevance import is_name
from grader.answer.derivation.splitting import of_its_terms, summands
from grader.answer.derivation.task import Task
from grader.answer.value.asked.quantities import same_quantity
from grader.answer.value.formulas.arithmetic import by_arithmetic
from grader.answer.value.formulas.spelling import plain_shape, shape, written_out
from grader.answer.value.shapes import unwrapped
from grader.equivalence.rewriting.derive import derivative
from grader.notation.names import Names
from grader.notation.tree import Bind, Expr, Number


def unfounded(about: list[Entry], task: Task, scope: Scope) -> frozenset[int]:
    """The chains that begin at the known end, or at an arrangement of it, and do not arrive at the question."""
    question, goal, names = task.question, task.goal, scope.names
    if question is None or goal is None or shape(question, names) == shape(goal, names):
        return frozenset()
    chains = {entry.thread: [each for each in about if each.thread == entry.thread] for entry in about}
    sides = {thread: tuple(_sides(chain)) for thread, chain in chains.items()}
    loose = {thread for thread, found in sides.items() if found and _begins_at_end(found, task, names)}
    forms = {thread: {shape(side, names) for side in sides[thread][1:]} - {shape(goal, names)} for thread in sides}
    founded = set().union(*(forms[thread] for thread in sides if thread not in loose))
    return frozenset(thread for thread in loose if founded.isdisjoint(forms[thread]))


def leads_nowhere(about: list[Entry], task: Task, names: Names) -> bool:
    """Whether every chain that begins at the end comes back to it, or has nothing in it but the end."""
    return all(_stays([entry for entry in about if entry.thread == thread], task, names)
               for thread in {entry.thread for entry in about})  # fmt: skip


def _stays(chain: list[Entry], task: Task, names: Names) -> bool:
    goal, (first, *rest) = task.goal, _sides(chain)
    if not rest:
        return True
    if goal is None or plain_shape(first, names) != plain_shape(goal, names):
        return False
    asked, end, last = (by_arithmetic(plain_shape(e, names)) for e in (task.question or goal, goal, rest[-1]))
    if asked == end:
        back = plain_shape(rest[-1], names) == plain_shape(goal, names)
        return back or all(of_its_terms(form, goal, names) for form in rest)
    return end == last


def begins_with(chain: list[Entry], form: Expr, names: Names) -> bool:
    first = next(_sides(chain), None)
    return first is not None and plain_shape(first, names) == plain_shape(form, names)


def is_question(side: Expr, task: Task, names: Names) -> bool:
    """Whether it is what was asked about, by name or with its definitions put in."""
    asked = [expr for expr in (task.question, *task.about) if expr is not None]
    if any(same_quantity(side, names) == same_quantity(expr, names) for expr in asked):
        return True
    ours = written_out(side, names)
    return any(ours == written_out(expr, names) for expr in asked) and (
        task.goal is None or ours != written_out(task.goal, names)
    )


def _sides(chain: Iterable[Entry]) -> Iterator[Expr]:
    return (unwrapped(side) for entry in chain for side in (entry.left, entry.right) if side is not None)


def _begins_at_end(sides: tuple[Expr, ...], task: Task, names: Names) -> bool:
    if any(is_question(side, task, names) for side in sides) or task.question is None or task.goal is None:
        return False
    first, goal = sides[0], task.goal
    if plain_shape(first, names) == plain_shape(goal, names):
        return True
    if is_name(first) or _by_rules(first, task.question, names):
        return False
    ours, end, asked = (by_arithmetic(plain_shape(each, names)) for each in (first, goal, task.question))
    if asked != end:
        return ours == end
    return of_its_terms(first, goal, names) and not of_its_terms(task.question, goal, names)


def _by_rules(form: Expr, question: Expr, names: Names) -> bool:
    """Whether it has just the terms that the rules of differentiation give: the end may differ from them by
    arithmetic alone."""
    match question:
        case Bind("diff" | "partial", (variable,), () | (Number("1"),), body):
            taken = derivative(body, variable)
        case _:
            return False
    return taken is not None and _terms(taken, names) == _terms(form, names)


def _terms(expr: Expr, names: Names) -> Counter[object]:
    return Counter(by_arithmetic(term) for term in summands(plain_shape(expr, names)))
