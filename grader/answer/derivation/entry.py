"""A step of a walk as it is written down, with what stands behind it."""

from __future__ import annotations

from grader.answer.claim.scope import Scope
from grader.answer.claim.statements import Member, Statement
from grader.answer.derivation.layout import shown, sign
from grader.answer.derivation.link import Link
from grader.late import dataclass
from grader.notation.tree import Expr
from grader.values import Finding, Step


@dataclass(frozen=True, slots=True)
class Entry:
    """One step with what stands behind it: the sides as read, and the thread (the chain) it belongs to."""

    step: Step
    thread: int
    left: Expr | None = None
    right: Expr | None = None
    final: bool = False
    certain: bool = True
    by: str = ""
    relation: str = "="
    settled: bool = False
    """Whether the solutions that it gained were dropped later on: nothing is wrong in the end."""
    beside: bool = False
    """Whether it says nothing of what is asked: it earns nothing."""


def judged(
    statement: Statement,
    member: Member,
    left: Expr | None,
    right: Expr,
    link: Link,
    text: str,
    thread: int,
    scope: Scope,
    findings: tuple[Finding, ...] = (),
) -> Entry:
    """The entry of a link. `findings` are of reading: what is no error is told beside the step."""
    told = tuple(item for item in findings if item.level != "error")
    relation = member.relation or "="
    whole = left if not text.startswith(sign(member.relation)) and not statement.bare else None
    read_as, mathml = shown(whole, relation, right, scope.context)
    step = Step(member.line, text, link.outcome, (*link.findings, *told), read_as, mathml, link.counterexample)
    return Entry(step, thread, left, right, statement.final, link.certain, link.by, relation)
