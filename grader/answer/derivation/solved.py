"""What a walked derivation by equivalences earns."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.derivation.account import Account, is_wrong, judgement, opened
from grader.answer.derivation.conditional import is_condition, same_solutions
from grader.answer.derivation.drawn import is_system
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.left_open import for_a_person
from grader.answer.derivation.link import Link
from grader.answer.derivation.middle import is_large
from grader.answer.derivation.padding import padding_of_conditions
from grader.answer.derivation.task import Task
from grader.answer.kind import Context
from grader.answer.value.formulas.spelling import shape, size
from grader.answer.value.judgement import Judgement, missing
from grader.late import replace
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Name, rebuild, walk

BEGUN = Link("follows", "branches")
"""The first line is a solution of the question, and so are the next ones."""
NOT_IT = Link("does_not_follow", "none")


def solved(entries: list[Entry], task: Task, context: Context) -> Judgement:
    """Credit for start, steps and result of a derivation by equivalences."""
    if not entries:
        return missing()
    conditions = [e for e in entries if e.right is not None and is_condition(e.right) and not e.beside]
    begun = [entry for entry in conditions if entry.step.outcome == "start"]
    conditions = conditions[conditions.index(begun[-1]) :] if begun else conditions
    first = conditions[0].right if conditions else None
    wrong = tuple(entry for entry in entries if is_wrong(entry))
    hollow = padding_of_conditions(conditions, context.names) if wrong else []
    hollow += [entry for entry in entries if entry.beside and entry not in wrong]
    links = [entry for entry in entries if entry.step.outcome != "start" and entry not in hollow]
    large = tuple(entry for entry in links if is_large(entry, task))
    end = Link("follows", "none") if task.goal is None else _end(conditions, task.goal, context)
    there = end.holds
    begin = same_solutions(task.question, first, context) if task.question and first is not None else None
    if conditions and conditions[0].left is not None and conditions[0].left == task.question:
        begin = BEGUN
    started = task.question is None or (begin is not None and begin.holds)
    told = tuple(item for item in (begin.findings if begin else ()) if item.level == "error")
    line = str(conditions[0].step.line) if conditions else ""
    beginning = tuple(replace(item, data=(("line", line), *item.data)) for item in told)
    ends = {_form(expr, context) for expr in (task.question, task.goal) if expr is not None}
    middle = {_form(entry.right, context) for entry in conditions if entry.right is not None} - ends
    if len(middle) == 1 and len(conditions) > 1 and not (started or there):  # one other statement, said again
        middle = set()
    met = [any(_is_solution(e.right, w, context) for e in conditions if e.right) for w in task.waypoints]
    on_the_way = all(entry.beside for entry in wrong)
    sound = sum(entry not in wrong and entry not in large for entry in links)
    account = Account(
        started, started, there and on_the_way, len(middle), len(links), sound,
        Fraction(sum(met), len(met)) if met else Fraction(1), wrong, tuple(opened(entries)), large,
        there and not on_the_way, beginning,
    )  # fmt: skip
    judged = judgement(account, task, entries)
    if begin is None or begin.outcome in ("follows", "undecided"):
        doubts = [
            f for link in (begin, end) if link is not None and link.outcome == "undecided" for f in link.findings
        ]
        return for_a_person(judged, entries, doubts)
    return judged


def _form(expr: Expr, context: Context) -> Expr:
    """A statement whatever the order of its parts: `q and p` is `p and q`."""

    def ordered(node: Expr) -> Expr:
        match rebuild(node, ordered):
            case Apply("and" | "or" | "iff" as op, args):
                return Apply(op, tuple(sorted(args, key=repr)))
            case other:
                return other

    return ordered(shape(expr, context.names))


def with_own_solutions(task: Task, entries: list[Entry], context: Context) -> Task:
    """The task with the solutions of the question as it reads with the student's own earlier values."""
    last = next((e.right for e in reversed(entries) if e.right is not None and is_condition(e.right)), None)
    if task.question is None or task.goal is None or last is None:
        return task
    if same_solutions(task.question, task.goal, context).holds or not _is_solution(last, task.question, context):
        return task
    return replace(task, goal=last) if _is_solved(last) or not _is_solved(task.goal) else task


def _is_solution(expr: Expr, goal: Expr, context: Context) -> bool:
    return _solution(expr, goal, context).holds


def _end(conditions: list[Entry], goal: Expr, context: Context) -> Link:
    """Whether the last condition is the end; or, of several equations that are asked, each stands somewhere, one
    of them last."""
    last = conditions[-1].right if conditions else None
    end = _solution(last, goal, context)
    match goal:
        case Apply("and", parts) if not end.holds and last is not None and is_system(goal):
            said = [e.right for e in conditions if e.right is not None and not is_wrong(e)]
            there = all(any(_is_solution(expr, part, context) for expr in said) for part in parts)
            if there and any(_is_solution(last, part, context) for part in parts):
                return Link("follows", "parts", False)
    return end


def _solution(expr: Expr | None, goal: Expr, context: Context) -> Link:
    """How a condition stands to the end asked for: the same solutions, written no longer."""
    if expr is None or (_is_solved(goal) and not _is_solved(expr)):
        return NOT_IT
    if shape(expr, context.names) == shape(goal, context.names):
        return Link("follows", "structure")
    return same_solutions(goal, expr, context) if size(expr) <= 2 * size(goal) + 4 else NOT_IT


def _is_solved(expr: Expr) -> bool:
    """Whether every comparison says of one name alone how large it is."""
    chains = [node for node in walk(expr) if isinstance(node, Chain)]
    return all(any(_is_isolated(side, chain) for side in chain.operands) for chain in chains)


def _is_isolated(side: Expr, chain: Chain) -> bool:
    others = (other for other in chain.operands if other is not side)
    return isinstance(side, Name) and all(side.id not in free_names(other) for other in others)
