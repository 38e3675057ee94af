"""What a walked derivation earns: for its start, its steps, its result; and what decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer.argument import Entry
from grader.answer.conditional import is_condition, same_solutions
from grader.answer.judgement import Judgement, correct, finding, incorrect, missing, partial
from grader.answer.kind import Context
from grader.answer.links import equal, same_but_constant
from grader.answer.middle import is_idle, jumps, middle, step_size, undone
from grader.answer.relevance import counted, functions_asked, is_foreign, steps_beside, threads_about
from grader.answer.restated import only, shape
from grader.answer.scope import Scope
from grader.answer.shapes import unwrapped
from grader.answer.task import Task
from grader.answer.worth import unfolded
from grader.notation.names import Names, free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, walk
from grader.values import Finding, Outcome

WRONG = frozenset({"does_not_follow", "implies_only", "implied_only"})
OPEN = frozenset({"unreadable", "undecided"})


def is_wrong(entry: Entry) -> bool:
    return entry.step.outcome in WRONG and not entry.settled


def lines_only(entries: list[Entry]) -> Judgement:
    """Nothing is asked but that every line follows."""
    if not entries:
        return missing()
    opened = _opened(entries)
    wrong = [entry for entry in entries if is_wrong(entry)]
    links = [entry for entry in entries if entry.step.outcome != "start"]
    certain = all(entry.certain for entry in entries)
    if opened:
        sound = Fraction(0) if wrong else Fraction(1)
        return _to_a_person(opened, sound)
    if not wrong:
        return correct("steps", finding("every-line-follows", "note"), certain=certain)
    first = first_wrong(wrong)
    return partial("steps", Fraction(len(links) - len(wrong), len(links)), *first, certain=certain)


def first_wrong(wrong: list[Entry]) -> tuple[Finding, ...]:
    """The first wrong link, named once, with its evidence; how many more there are."""
    step = wrong[0].step
    errors = [item for item in step.findings if item.level == "error"]
    named = [replace(item, data=(("line", str(step.line)), *item.data)) for item in errors]
    more = [finding("more-wrong-steps", "note", count=str(len(wrong) - 1))] if len(wrong) > 1 else []
    return (*(named or [finding("step-differs", line=str(step.line))]), *more)


def _opened(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.step.outcome in OPEN]


def _to_a_person(opened: list[Entry], suggested: Fraction) -> Judgement:
    unread = all(entry.step.outcome == "unreadable" for entry in opened)
    first = opened[0].step
    code = "step-unread" if unread else "step-undecided"
    found = finding(code, line=str(first.line), text=first.text)
    outcome: Outcome = "unreadable" if unread else "undecided"
    reasons = (item for item in first.findings if item.code != code)
    return Judgement(outcome, None, "steps", False, (found, *reasons), suggested=suggested)


# ---------------------------------------------------------------------------------------------- with a goal


@dataclass(frozen=True, slots=True)
class _Account:
    """What was found of what was asked."""

    begun: bool
    """Whether something stands there about what was asked; `started`: something sound."""
    started: bool
    reached: bool
    middle: int
    links: int
    sound: int
    waypoints: Fraction
    wrong: tuple[Entry, ...]
    opened: tuple[Entry, ...]
    large: tuple[Entry, ...]
    cancelled: bool
    beginning: tuple[Finding, ...] = ()
    """Why the first condition is not that of the question."""
    jumps: tuple[Entry, ...] = ()
    """Links that leave out what was to be carried out."""
    early: Entry | None = None
    """The line at which the end stands before the steps that lead to it."""


def derived(entries: list[Entry], task: Task, scope: Scope) -> Judgement:
    """Credit for start, steps and result of a derivation by equalities."""
    if not entries:
        return missing()
    return _judgement(_account(entries, task, scope), task, entries)


def _judgement(account: _Account, task: Task, entries: list[Entry]) -> Judgement:
    credit = _credit(account, task)
    certain = all(entry.certain for entry in entries if entry.step.outcome != "start")
    opened = account.opened or (tuple(_opened(entries)) if credit < 1 else ())
    if opened:
        return _to_a_person(list(opened), credit)
    found = tuple(_findings(account, task))
    if credit == 1:
        early = (finding("end-stands-first", "note", line=str(account.early.step.line)),) if account.early else ()
        return correct("steps", finding("derivation-complete", "note"), *early, *_loose(entries), certain=certain)
    if credit == 0:
        return incorrect("steps", *found, certain=certain)
    return partial("steps", credit, *found, certain=certain)


def _account(entries: list[Entry], task: Task, scope: Scope) -> _Account:
    chains = threads_about(entries, task.about or ((task.question,) if task.question else ()), scope)
    about = [entry for entry in entries if entry.thread in chains]
    wrong = tuple(entry for entry in counted(entries, about, scope) if is_wrong(entry))
    links = [entry for entry in about if entry.step.outcome != "start"]
    links += [entry for entry in wrong if entry not in links]
    hollow = _hollow(about, functions_asked(task.question, task.goal, scope.names), scope.names)
    links = [entry for entry in links if entry in wrong or not (entry in hollow or is_idle(entry, scope.names))]
    large = tuple(entry for entry in links if _is_large(entry, task))
    skipping = tuple(entry for entry in links if task.known_end and jumps(entry, task, scope.names))
    sound = sum(not is_wrong(entry) and entry not in (*large, *skipping) for entry in links)
    reached, broken = _reached(about, task, scope)
    clean = reached and not broken and not wrong
    opened = tuple(_beside(about, entries) if clean else _opened(entries))
    between = middle(about, task, scope) + steps_beside(entries, about, task.question, task.goal, scope)
    if len(about) == 1 and about[0].left is None:  # a form that stands alone is the end, or on the way to it
        between = 0 if reached else between
    begun = any(entry.step.outcome in ("start", "follows") for entry in about)
    started = begun and any(entry not in (*wrong, *hollow) for entry in links or about)
    return _Account(
        bool(about), started, reached and not broken, between, len(links), sound,
        _waypoints(entries, task, scope), wrong, opened, large, reached and broken, jumps=skipping,
        early=_early_end(about, task, scope),
    )  # fmt: skip


def _hollow(about: list[Entry], asked: frozenset[str], names: Names) -> list[Entry]:
    """Links that show nothing though they hold: one that is claimed again, and what is done with a form out of
    nothing (`f'(x) = 7 * 1 = 7`, `x + x = 2x` for a sine), where no link of the chain is sound before it."""
    found, claimed, rootless, sound = [], set(), set(), set()
    for entry in about:
        claim = entry.thread, entry.left, entry.right
        sides = [side for side in (entry.left, entry.right) if side is not None]
        idle = entry.thread in rootless and all(is_foreign(side, asked, names) for side in sides)
        if entry.step.outcome == "follows" and (claim in claimed or idle):
            found.append(entry)
        elif entry.step.outcome == "follows":
            sound.add(entry.thread)
        elif is_wrong(entry) and entry.thread not in sound and sides and is_foreign(sides[-1], asked, names):
            rootless.add(entry.thread)
        claimed.add(claim)
    return found


def _beside(about: list[Entry], entries: list[Entry]) -> list[Entry]:
    """What could not be read or decided in the chains that count or on their lines: a link may hang on it."""
    chains, lines = {entry.thread for entry in about}, {entry.step.line for entry in about}
    return [entry for entry in _opened(entries) if entry.thread in chains or entry.step.line in lines]


def _credit(account: _Account, task: Task) -> Fraction:
    if not account.middle and (task.known_end or not account.reached):
        return Fraction(0)
    credit = task.start if account.started else Fraction(0)
    if account.reached:
        credit += task.result
    done = Fraction(account.sound, account.links) if account.links else Fraction(1 if account.reached else 0)
    if not account.reached and not account.wrong and not task.waypoints:
        done /= 2
    return credit + task.steps * done * account.waypoints


def _findings(account: _Account, task: Task) -> Iterable[Finding]:
    """What decided first, then the rest."""
    taken_back = account.cancelled and _is_one_slip(account.wrong)
    if account.wrong:
        yield from first_wrong(list(account.wrong[:1] if taken_back else account.wrong))
    if not account.begun:
        yield from account.beginning or (finding("start-not-found"),)
    if not account.middle and task.known_end and account.reached:
        yield finding("no-steps-shown")
    elif not account.middle and not account.reached:
        yield finding("question-restated")
    if taken_back:
        first, after = (str(entry.step.line) for entry in account.wrong)
        yield finding("error-taken-back", line=first, next=after)
    elif account.cancelled:
        yield finding("errors-cancel")
    if account.large:
        yield finding("step-too-large", line=str(account.large[0].step.line), limit=str(task.largest_step))
    if account.jumps:
        yield finding("derivative-not-shown", line=str(account.jumps[0].step.line))
    if not account.reached and not account.cancelled:
        yield finding("end-not-reached")
    if account.waypoints < 1:
        yield finding("waypoint-missing")


def _is_one_slip(wrong: tuple[Entry, ...]) -> bool:
    """Whether one form is wrong between two that agree: the link after it takes the error back."""
    return len(wrong) == 2 and wrong[0].thread == wrong[1].thread and wrong[0].right is wrong[1].left


def _reached(about: list[Entry], task: Task, scope: Scope) -> tuple[bool, bool]:
    """Whether the end stands in a chain, and whether a link on the way to it is broken."""
    if task.goal is None:
        return True, False
    finals = [entry for entry in about if entry.final and entry.right is not None]
    if finals and not _equal(finals[-1].right, task.goal, scope):
        return False, False
    best: tuple[bool, bool] = (False, False)
    for thread in dict.fromkeys(entry.thread for entry in about):
        broken = False
        for entry in (entry for entry in about if entry.thread == thread):
            broken = broken or is_wrong(entry)
            if entry.right is not None and is_goal(entry.right, task.goal, scope):
                if not broken and (task.known_end or not _taken_back(entry, about)):
                    return True, False
                best = (True, True) if broken else best
    return (True, False) if not best[0] and _meets(about, task, scope) else best


def _early_end(about: list[Entry], task: Task, scope: Scope) -> Entry | None:
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


def _loose(entries: list[Entry]) -> tuple[Finding, ...]:
    """A first line that begins with `=`, though a later chain has a beginning: the lines stand in another order."""
    first = entries[0]
    later = any(entry.thread != first.thread and not entry.step.text.lstrip().startswith("=") for entry in entries)
    loose = first.step.text.lstrip().startswith("=") and first.left is not None and later
    return (finding("begins-in-the-middle", "note", line=str(first.step.line)),) if loose else ()


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


def _equal(expr: Expr | None, goal: Expr, scope: Scope) -> bool:
    return expr is not None and (equal(goal, expr, scope) or same_but_constant(goal, expr, scope))


def is_goal(expr: Expr, goal: Expr, scope: Scope) -> bool:
    """Whether a side is the end asked for: equal to it, nothing left to be carried out that it has carried out, in
    the functions of the exercise that it is written in, and not much longer."""
    expr = unfolded(unwrapped(expr), only(scope.own, scope.names))  # `y(1 - y)` under the student's own names
    if shape(expr, scope.names) == shape(goal, scope.names):
        return True
    if not undone(expr) <= undone(goal) or not _functions(goal, scope.names) <= _functions(expr, scope.names):
        return False
    return _size(expr) <= 2 * _size(goal) + 4 and _equal(expr, goal, scope)


def _functions(expr: Expr, names: Names) -> set[str]:
    called = (node.function for node in walk(expr) if isinstance(node, Call))
    ids = {names.canonical(function.id) for function in called if isinstance(function, Name)}
    return ids & set(names.functions)


def _size(expr: Expr) -> int:
    return sum(1 for _ in walk(expr))


def _is_large(entry: Entry, task: Task) -> bool:
    if task.largest_step is None or entry.left is None or entry.right is None or entry.step.outcome != "follows":
        return False
    return step_size(entry.left, entry.right) > task.largest_step


def _waypoints(entries: list[Entry], task: Task, scope: Scope) -> Fraction:
    """The share of the required waypoints that stand somewhere, soundly."""
    if not task.waypoints:
        return Fraction(1)
    sound = [entry for entry in entries if entry.step.outcome in ("follows", "start")]
    met = sum(any(_is_waypoint(entry, waypoint, task, scope) for entry in sound) for waypoint in task.waypoints)
    return Fraction(met, len(task.waypoints))


def _is_waypoint(entry: Entry, waypoint: Expr, task: Task, scope: Scope) -> bool:
    if entry.right is None:
        return False
    if isinstance(waypoint, Chain):
        first, last = waypoint.operands[0], waypoint.operands[-1]
        same = entry.left is not None and shape(entry.left, scope.names) == shape(first, scope.names)
        return same and _equal(entry.right, last, scope)
    if isinstance(waypoint, Number):
        return entry.right == waypoint
    ends = {shape(expr, scope.names) for expr in (task.question, task.goal) if expr is not None}
    ends -= {shape(waypoint, scope.names)}
    sides = (unwrapped(side) for side in (entry.right, entry.left) if side is not None)
    return any(_like(side, waypoint, scope) for side in sides if shape(side, scope.names) not in ends)


def _like(expr: Expr, waypoint: Expr, scope: Scope) -> bool:
    """The same form, or equal, made of the same functions and of about the same length."""
    if shape(expr, scope.names) == shape(waypoint, scope.names):
        return True
    longer, shorter = sorted((_size(expr), _size(waypoint)), reverse=True)
    return longer <= shorter * 3 // 2 + 2 and _made_of(expr) == _made_of(waypoint) and _equal(expr, waypoint, scope)


def _made_of(expr: Expr) -> set[str]:
    """The functions and operators in an expression, but for arithmetic."""
    plain = {"add", "mul", "neg", "pos", "div", "pow", "sqrt", "boxed"}
    ops = {node.op for node in walk(expr) if isinstance(node, Apply | Bind)} - plain
    called = (node.function for node in walk(expr) if isinstance(node, Call))
    return ops | {function.id for function in called if isinstance(function, Name)}


# ---------------------------------------------------------------------------------------------- equivalences


def solved(entries: list[Entry], task: Task, context: Context) -> Judgement:
    """Credit for start, steps and result of a derivation by equivalences."""
    if not entries:
        return missing()
    conditions = [entry for entry in entries if entry.right is not None and is_condition(entry.right)]
    begun = [entry for entry in conditions if entry.step.outcome == "start"]
    conditions = conditions[conditions.index(begun[-1]) :] if begun else conditions
    first = conditions[0].right if conditions else None
    last = conditions[-1].right if conditions else None
    wrong = tuple(entry for entry in entries if is_wrong(entry))
    links = [entry for entry in entries if entry.step.outcome != "start"]
    large = tuple(entry for entry in links if _is_large(entry, task))
    reached = task.goal is None or (last is not None and _is_solution(last, task.goal, context))
    begin = same_solutions(task.question, first, context) if task.question and first is not None else None
    started = task.question is None or (begin is not None and begin.holds)
    told = tuple(item for item in (begin.findings if begin else ()) if item.level == "error")
    line = str(conditions[0].step.line) if conditions else ""
    beginning = tuple(replace(item, data=(("line", line), *item.data)) for item in told)
    ends = {shape(expr, context.names) for expr in (task.question, task.goal) if expr is not None}
    middle = {shape(entry.right, context.names) for entry in conditions if entry.right is not None} - ends
    met = [any(_is_solution(e.right, w, context) for e in conditions if e.right) for w in task.waypoints]
    sound = sum(entry not in wrong and entry not in large for entry in links)
    account = _Account(
        started, started, reached and not wrong, len(middle), len(links), sound,
        Fraction(sum(met), len(met)) if met else Fraction(1), wrong, tuple(_opened(entries)), large,
        reached and bool(wrong), beginning,
    )  # fmt: skip
    return _judgement(account, task, entries)


def _is_solution(expr: Expr, goal: Expr, context: Context) -> bool:
    """Whether a condition is the end asked for: the same solutions, written no longer."""
    if shape(expr, context.names) == shape(goal, context.names):
        return True
    if _is_solved(goal) and not _is_solved(expr):
        return False
    return _size(expr) <= 2 * _size(goal) + 4 and same_solutions(goal, expr, context).holds


def _is_solved(expr: Expr) -> bool:
    """Whether every comparison says of one name alone how large it is."""
    chains = [node for node in walk(expr) if isinstance(node, Chain)]
    return all(any(_is_isolated(side, chain) for side in chain.operands) for chain in chains)


def _is_isolated(side: Expr, chain: Chain) -> bool:
    others = (other for other in chain.operands if other is not side)
    return isinstance(side, Name) and all(side.id not in free_names(other) for other in others)
