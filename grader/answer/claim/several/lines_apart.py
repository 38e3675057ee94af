"""Lines that give a value each, under names of their own: `Option 1: 5` and `Option 2: 6`. They are several
answers, and no chain that contradicts itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from grader.answer.kind import Context
from grader.answer.value.judgement import Judgement, undecided, within_limits
from grader.answer.value.shapes import is_number
from grader.equivalence import compare
from grader.equivalence.truth import Different
from grader.late import dataclass, pattern
from grader.notation import parse
from grader.notation.tree import Expr
from grader.values import Answer, Finding

MOST = 8
"""Lines that are looked at."""
_LINE = pattern(
    r"[-*•+\s]{0,6}(?:\(?\w{1,3}[).]\s+)?(?P<label>(?P<head>[^\W\d_][^\W_]{1,30})[^:=$\n]{0,60}?)\s?[:=]\s*"
    r"(?:[^=\n]{0,200}=\s?)?\$?(?P<value>[^=$\n]{1,60})\$?"
)
_NUMBERED = pattern(r"\s*[-#]?\s*(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: the first word of its name, whether only a number or a letter follows it, and its value."""

    head: str
    label: str
    numbered: bool
    value: Expr


def lines_apart(
    judged: Judgement, answer: Answer, judge: Callable[[Expr], Judgement], context: Context
) -> Judgement:
    """The judgement, but for a person where lines with names of their own give different values, one of them right:
    where one word numbers them, or where they were read as one chain that contradicts itself."""
    if judged.credit is None or answer.raw.count("\n") == 0 or not any(sign in answer.raw for sign in ":="):
        return judged
    chained = any(item.code == "contradictory-chain" for item in judged.findings)
    lines = _lines(answer.raw, context)
    one_head = len(lines) > 1 and all(line.numbered for line in lines) and len({line.head for line in lines}) == 1
    if len({line.label for line in lines}) < 2 or not (chained or (one_head and not context.others)):
        return judged
    if not any(_differ(one.value, other.value, context) for one, other in pairwise(lines)):
        return judged
    found = [within_limits(partial(judge, line.value)) for line in lines]
    if any(each.right or each.credit is None for each in found):
        return undecided("select", Finding("two-final-values"))
    return found[-1] if chained else judged


def _differ(one: Expr, other: Expr, context: Context) -> bool:
    return isinstance(compare(one, other, context.names, context.budget, context.seed), Different)


def _lines(text: str, context: Context) -> list[_Line]:
    """The lines of a text, where each of them has a name and a number; else nothing."""
    said = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    found: list[_Line] = []
    for line in said if len(said) <= MOST else ():
        match = _LINE.fullmatch(line.strip())
        value = parse(match["value"].strip(" .,;"), context.names).expr if match else None
        if match is None or value is None or not is_number(value):
            return []
        rest = match["label"][len(match["head"]) :]
        head, label = match["head"].casefold(), match["label"].casefold()
        found.append(_Line(head, label, _NUMBERED.fullmatch(rest) is not None, value))
    return found
