"""What of a derivation was neither read nor judged: it never lowers a mark by itself.

A line may stand beside the argument (a condition, a remark, a formula in a sentence), and how it was meant is not
known. Where an answer has all its credit without it, or something in it is wrong by itself, that does not matter;
elsewhere a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from grader.answer.claim.cutting import has_relation
from grader.answer.claim.rows import is_program
from grader.answer.claim.statements import Statement
from grader.answer.derivation.account import is_wrong
from grader.answer.derivation.entry import Entry
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.answer.value.shapes import ORDERS
from grader.late import pattern
from grader.limits import PART_CHARACTERS
from grader.notation.tree import Chain, Expr
from grader.values import Answer, Finding

_CASE = pattern(r"(?<!\w)(?:case|fall|cas)\s*(?:[1-9]|[ivIV]{1,3}|[ab])(?!\w)", re.IGNORECASE)
SEVERAL = 2
LOWERED = frozenset({"partial", "incorrect"})
EXCERPT = 80


def for_a_person(judged: Judgement, entries: Iterable[Entry], doubts: Sequence[Finding]) -> Judgement:
    """What is judged, or undecided with the first doubt where the mark was lowered and nothing is wrong."""
    if not doubts or judged.outcome not in LOWERED or any(map(is_wrong, entries)):
        return judged
    return undecided("steps", *doubts[:1], *judged.findings, suggested=judged.credit)


def by_cases(judged: Judgement, answer: Answer, question: Expr | None) -> Judgement:
    """For a person where the words tell of several cases of an inequality, each with its own lines, and not all was
    found right. The cases of an equation are followed."""
    ordered = isinstance(question, Chain) and not ORDERS.isdisjoint(question.relations)
    if (
        not ordered
        or judged.right
        or judged.credit is None
        or len(_CASE.findall(answer.raw[:PART_CHARACTERS])) < SEVERAL
    ):
        return judged
    return undecided("steps", Finding("argued-by-cases"), *judged.findings, suggested=judged.credit)


def unjudged(statements: Iterable[Statement]) -> Iterator[Finding]:
    """Statements that the walk went past."""
    for statement in statements:
        yield _doubt(statement.line, statement.text)


def unheard(answer: Answer, said: Iterable[Statement]) -> Iterator[Finding]:
    """Lines of words in which a relation stands, and nothing was taken for a statement."""
    heard = {member.line for statement in said for member in statement.members}
    plain = not any(piece.kind in ("math", "display") for piece in answer.pieces)
    for piece in answer.pieces:
        typed = piece.kind == "prose" or (piece.kind == "code" and plain and not is_program(piece.text))
        if not typed:
            continue
        for number, line in enumerate(piece.text.split("\n"), piece.line):
            if number not in heard and has_relation(line):
                yield _doubt(number, line.strip())


def _doubt(line: int, text: str) -> Finding:
    short = text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"
    return finding("line-unjudged", line=str(line), text=short)
