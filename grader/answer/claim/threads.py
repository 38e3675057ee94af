"""Statements of an answer that go on with one another: the chains of which one is picked."""

from __future__ import annotations

from grader.answer.claim.by_cases import Cases, under_conditions
from grader.answer.claim.cutting import has_relation
from grader.answer.claim.prose.vocabulary import cue
from grader.answer.claim.statements import Member, Statement
from grader.answer.value.asked.left_sides import ARRAYS
from grader.answer.value.shapes import is_number, kind_of
from grader.late import dataclass, field, replace
from grader.notation import parse
from grader.notation.names import Names

EQUALITIES = frozenset({"=", "approx", "equiv", "defines"})


@dataclass(slots=True)
class Thread:
    """Statements that continue one another, as sides and the relations before them."""

    members: list[Member] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    case: Statement | None = None
    """The condition on indexes under which it is said."""

    @property
    def final(self) -> bool:
        return any(statement.final for statement in self.statements)

    @property
    def alone(self) -> bool:
        return any(statement.alone for statement in self.statements)

    @property
    def claimed(self) -> bool:
        return any(statement.role == "claim" for statement in self.statements)


def threads_of(found: tuple[Statement, ...], names: Names) -> list[Thread]:
    """The statements, threaded: a line that begins with a relation, a left side said again, a value after an arrow
    and a line that is an expression below another one all go on with the thread above."""
    threads: list[Thread] = []
    by_left: dict[str, Thread] = {}
    cases = under_conditions(found)
    for statement in found:
        above = threads[-1] if threads else None
        left = "" if statement.continues or statement.bare else spelling(statement.members[0].text)
        if above is not None and _continues(statement, above, names):
            added = statement.members
            if statement.bare:
                added = (replace(statement.members[0], relation="="),)
            above.members += added
            above.statements.append(statement)
        elif left and _is_said_again(statement, by_left.get(left), cases):
            by_left[left].members += statement.members[1:]
            by_left[left].statements.append(statement)
            threads.remove(by_left[left])
            threads.append(by_left[left])
        else:
            threads.append(Thread(list(statement.members), [statement], cases.get(statement)))
            if left and is_equality(statement):
                by_left[left] = threads[-1]
    return threads


def _is_said_again(statement: Statement, above: Thread | None, cases: Cases) -> bool:
    """Whether it says more of what was said of this left side, under the same conditions."""
    if above is None or statement.role != "claim" or not is_equality(statement):
        return False
    return above.case == cases.get(statement)


def is_equality(statement: Statement) -> bool:
    return all(member.relation in EQUALITIES for member in statement.members[1:])


def _continues(statement: Statement, above: Thread, names: Names) -> bool:
    return (statement.continues and not statement.named) or _goes_on(statement, above, names)


def _goes_on(statement: Statement, above: Thread, names: Names) -> bool:
    if not statement.bare or statement.role != "claim" or has_relation(statement.text):
        return False
    last = above.statements[-1]
    if statement.joint == "implies":
        return True
    alone = last.bare and last.alone and statement.alone and not statement.final
    return alone and not (_are_labelled(statement, last) or _are_of_two_kinds(statement, last, names))


def _are_labelled(statement: Statement, last: Statement) -> bool:
    """`inner integral: 8x/3` and below it `outer integral: 4/3`: each has its own words before it."""
    words = [each.before.strip() for each in (statement, last)]
    return all(words) and words[0] != words[1] and not any(map(cue, words))


def _are_of_two_kinds(statement: Statement, last: Statement, names: Names) -> bool:
    """A number below a vector, or the other way round, which nobody says to be equal."""
    read = [parse(each.members[-1].text, names).expr for each in (statement, last)]
    kinds = [is_number(each) if kind_of(each) not in ARRAYS else None for each in read if each is not None]
    return set(kinds) == {True, None}


def spelling(text: str) -> str:
    """A left side without spaces and sizes, to see whether it is said again."""
    for word in ("\\left", "\\right", "\\,", "\\;", "\\!", "\\displaystyle", " ", "\n"):
        text = text.replace(word, "")
    return text.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac")
