"""What a walked derivation by equalities earns: which chains count, which links show something."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.answer.derivation.account import Account, is_wrong, judgement, opened
from grader.answer.derivation.ends import early_end, reached
from grader.answer.derivation.entry import Entry
from grader.answer.derivation.middle import is_idle, is_large, jumps, middle, only_ends
from grader.answer.derivation.padding import padding
from grader.answer.derivation.relevance import (
    counted,
    functions_asked,
    is_foreign,
    steps_beside,
    steps_of_own,
    threads_about,
)
from grader.answer.derivation.standing import leads_nowhere, unfounded
from grader.answer.derivation.task import Task
from grader.answer.derivation.waypoints import waypoints
from grader.answer.value.judgement import Judgement, missing
from grader.notation.names import Names


def derived(entries: list[Entry], task: Task, scope: Scope) -> Judgement:
    """Credit for start, steps and result of a derivation by equalities."""
    if not entries:
        return missing()
    return judgement(_account(entries, task, scope), task, entries)


def _account(entries: list[Entry], task: Task, scope: Scope) -> Account:
    chains = threads_about(entries, task.about or ((task.question,) if task.question else ()), scope)
    about = [entry for entry in entries if entry.thread in chains]
    loose = unfounded(about, task, scope) if task.known_end else frozenset()
    if loose and loose != {entry.thread for entry in about}:
        about = [entry for entry in about if entry.thread not in loose]
        loose = frozenset()
    wrong = tuple(entry for entry in counted(entries, about, scope) if is_wrong(entry))
    links = [entry for entry in about if entry.step.outcome != "start"]
    links += [entry for entry in wrong if entry not in links]
    hollow = _hollow(about, functions_asked(task.question, task.goal, scope.names), scope.names)
    hollow += padding(about, scope.names)
    links = [entry for entry in links if entry in wrong or not (entry in hollow or is_idle(entry, scope.names))]
    large = tuple(entry for entry in links if is_large(entry, task))
    skipping = tuple(entry for entry in links if task.known_end and jumps(entry, task, scope.names))
    sound = sum(not is_wrong(entry) and entry not in (*large, *skipping) for entry in links)
    there, broken = reached(about, task, scope)
    there = there or bool(loose)
    clean = there and not broken and not wrong
    left_open = tuple(_beside(about, entries) if clean else opened(entries))
    shown = middle(about, task, scope)
    beside = steps_beside(entries, about, task.question, task.goal, scope)
    between = 0 if loose else shown.forms + beside
    if len(about) == 1 and about[0].left is None:  # a form that stands alone is the end, or on the way to it
        between = 0 if there else between
    begun = any(entry.step.outcome in ("start", "follows") for entry in about)
    started = begun and any(entry not in (*wrong, *hollow) for entry in links or about)
    return Account(
        bool(about), started, there and not broken, between, len(links), sound,
        waypoints(entries, task, scope), wrong, left_open, large, there and broken, jumps=skipping,
        turned=task.known_end and shown.turned and not beside, bare=only_ends(entries, task, scope),
        elsewhere=steps_of_own(entries, about, task.question, scope), early=early_end(about, task, scope),
        worked_back=bool(loose and shown.forms) and not leads_nowhere(about, task, scope.names),
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
    return [entry for entry in opened(entries) if entry.thread in chains or entry.step.line in lines]
