"""What was found of what a derivation had to show, what that earns, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from grader.answer.derivation.entry import Entry
from grader.answer.derivation.task import Task
from grader.answer.value.judgement import Judgement, correct, finding, incorrect, missing, partial, undecided
from grader.late import dataclass, replace
from grader.values import Finding, Outcome

WRONG = frozenset({"does_not_follow", "implies_only", "implied_only"})
OPEN = frozenset({"unreadable", "undecided"})


def is_wrong(entry: Entry) -> bool:
    return entry.step.outcome in WRONG and not entry.settled


def lines_only(entries: list[Entry]) -> Judgement:
    """Nothing is asked but that every line follows."""
    if not entries:
        return missing()
    left_open = opened(entries)
    wrong = [entry for entry in entries if is_wrong(entry)]
    links = [entry for entry in entries if entry.step.outcome != "start"]
    certain = all(entry.certain for entry in entries)
    if left_open:
        sound = Fraction(0) if wrong else Fraction(1)
        return _to_a_person(left_open, sound)
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


def opened(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.step.outcome in OPEN]


def _to_a_person(found: list[Entry], suggested: Fraction) -> Judgement:
    unread = all(entry.step.outcome == "unreadable" for entry in found)
    first = found[0].step
    code = "step-unread" if unread else "step-undecided"
    told = finding(code, line=str(first.line), text=first.text)
    outcome: Outcome = "unreadable" if unread else "undecided"
    reasons = (item for item in first.findings if item.code != code)
    return Judgement(outcome, None, "steps", False, (told, *reasons), suggested=suggested)


@dataclass(frozen=True, slots=True)
class Account:
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
    turned: bool = False
    """Whether all that stands between may be the known end rearranged."""
    worked_back: bool = False
    """Whether all chains begin at the end and do not arrive, and their forms may lead to the question yet."""
    elsewhere: int = 0
    """Sound steps in other chains that may be the argument."""
    bare: bool = True
    """Whether nothing stands there but the question and its end."""
    early: Entry | None = None
    """The line at which the end stands before the steps that lead to it."""


def judgement(account: Account, task: Task, entries: list[Entry]) -> Judgement:
    credit = _credit(account, task)
    certain = all(entry.certain for entry in entries if entry.step.outcome != "start")
    left_open = account.opened or (tuple(opened(entries)) if credit < 1 else ())
    if left_open:
        return _to_a_person(list(left_open), credit)
    if account.reached and account.turned and account.middle and not account.wrong:
        return undecided("steps", finding("end-rearranged"), suggested=credit)
    if account.worked_back and not account.wrong:
        return undecided("steps", finding("end-rearranged"), suggested=credit)
    if not credit and account.reached and account.elsewhere > 1:
        return undecided("steps", finding("steps-elsewhere"), suggested=Fraction(1))
    found = tuple(_findings(account, task))
    if credit == 1:
        early = (finding("end-stands-first", "note", line=str(account.early.step.line)),) if account.early else ()
        return correct("steps", finding("derivation-complete", "note"), *early, *_loose(entries), certain=certain)
    if credit == 0:
        return incorrect("steps", *found, certain=certain)
    return partial("steps", credit, *found, certain=certain)


def _credit(account: Account, task: Task) -> Fraction:
    if not account.middle and (task.known_end or not account.reached):
        return Fraction(0)
    credit = task.start if account.started else Fraction(0)
    if account.reached and not account.jumps:
        credit += task.result
    done = Fraction(account.sound, account.links) if account.links else Fraction(1 if account.reached else 0)
    if not account.reached and not account.wrong and not task.waypoints:
        done /= 2
    return credit + task.steps * done * account.waypoints


def _findings(account: Account, task: Task) -> Iterable[Finding]:
    """What decided first, then the rest."""
    taken_back = account.cancelled and _is_one_slip(account.wrong)
    if account.wrong:
        yield from first_wrong(list(account.wrong[:1] if taken_back else account.wrong))
    if not account.begun:
        yield from account.beginning or (finding("start-not-found"),)
    if not account.middle and task.known_end and account.reached:
        yield finding("no-steps-shown") if account.bare else finding("no-steps-shown", beside="lines")
    elif not account.middle and not account.reached and account.begun:
        yield finding("question-restated")
    if taken_back:
        first, after = (str(entry.step.line) for entry in account.wrong)
        later = {} if first == after else {"next": after}
        yield Finding("error-taken-back", "error", None, tuple({"line": first, **later}.items()))
    elif account.cancelled and len(account.wrong) > 1:
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


def _loose(entries: list[Entry]) -> tuple[Finding, ...]:
    """A first line that begins with `=`, though a later chain has a beginning: the lines stand in another order."""
    first = entries[0]
    later = any(entry.thread != first.thread and not entry.step.text.lstrip().startswith("=") for entry in entries)
    loose = first.step.text.lstrip().startswith("=") and first.left is not None and later
    return (finding("begins-in-the-middle", "note", line=str(first.step.line)),) if loose else ()
