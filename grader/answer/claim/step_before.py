"""An equation right before the value that counts, which that value does not solve: `8/3 c = 2, so c = 3/8`."""

from __future__ import annotations

from itertools import pairwise

from grader.answer.claim.picked import Picked
from grader.answer.claim.several.listings import failing_check
from grader.answer.claim.statements import Statement, statements
from grader.answer.kind import Context
from grader.answer.value.asked.agreement import LITTLE, NEAR
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.answer.value.numbers.worth import place, substituted
from grader.answer.value.shapes import CONSTANTS, is_number
from grader.limits import PART_CHARACTERS
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.tree import Chain, Expr, Name, facts
from grader.values import Answer

_ARITHMETIC = frozenset("add mul neg div pow sqrt root exp".split())
"""What is the same for all readers: angles may be in degrees, a logarithm may have any base."""


def but_for_steps(judged: Judgement, answer: Answer, picked: Picked, context: Context) -> Judgement:
    """The judgement, or for a person where a check fails, or where a right value does not solve the equation before
    it."""
    if judged.credit is not None and (failing := failing_check(answer.raw, context.names)):
        return undecided("select", finding("check-fails", text=failing))
    step = step_that_fails(answer, picked, context) if judged.right else ""
    return undecided("select", finding("step-before-fails", text=step)) if step else judged


def step_that_fails(answer: Answer, picked: Picked, context: Context) -> str:
    """The text of that equation, or nothing. What is worked out of it may be rounded."""
    if answer.raw.count("=") < 2 or len(answer.raw) > PART_CHARACTERS:
        return ""
    match picked.expr:
        case Chain((Name(letter), *_, value), relations) if {"=", "approx"}.issuperset(relations):
            if not is_number(value):
                return ""
        case _:
            return ""
    before = _before(answer, picked, letter, context)
    chain = parse(before.text, context.names).expr if before is not None else None
    if before is None or not isinstance(chain, Chain) or set(chain.relations) != {"="}:
        return ""
    fails = any(_fails(*sides, letter, value, context) for sides in pairwise(chain.operands))
    return before.text if fails else ""


def _before(answer: Answer, picked: Picked, letter: str, context: Context) -> Statement | None:
    """The statement before the first one about the letter itself."""
    above: Statement | None = None
    for each in statements(answer, context.names, not context.others):
        if _is_value(each, letter, context.names):
            return above
        above = each if each.role == "claim" else None
    return None


def _is_value(statement: Statement, letter: str, names: Names) -> bool:
    return len(statement.members) > 1 and parse(statement.members[0].text, names).expr == Name(letter)


def _fails(left: Expr, right: Expr, letter: str, value: Expr, context: Context) -> bool:
    sides = (left, right)
    used = [free_names(side) - CONSTANTS for side in sides]
    if used[0] | used[1] != {letter} or Name(letter) in sides:
        return False
    if not all(facts(side).plain and facts(side).words <= _ARITHMETIC for side in sides):
        return False
    ours, theirs = (substituted(side, {letter: value}) for side in sides)
    return all(
        place(one, other, LITTLE, NEAR, context) == "outside" for one, other in ((ours, theirs), (theirs, ours))
    )
