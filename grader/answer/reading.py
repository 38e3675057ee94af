"""From what was handed in to the one value that counts, and from a judgement back to a verdict."""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.answer.decimal_comma import with_decimal_commas
from grader.answer.fields import is_collection
from grader.answer.judgement import (
    Judgement,
    finding,
    first_right,
    incorrect,
    missing,
    too_long,
    undecided,
    unreadable,
    within_limits,
)
from grader.answer.kind import Context, Expected
from grader.answer.letters_told import unscoped, without_remarks
from grader.answer.picked import Picked
from grader.answer.provisos import judged_with_proviso
from grader.answer.restated import restates
from grader.answer.select import Fits, pick
from grader.answer.shapes import kind_of
from grader.answer.shorthand import written_out
from grader.answer.sides import OTHER_FUNCTION, UNTOLD, Slack, claim, is_named
from grader.answer.units import is_unit_text
from grader.errors import LimitError
from grader.notation.printing import to_mathml, to_text
from grader.notation.tree import Apply, Expr, Text, walk
from grader.values import Answer, Verdict

Judge = Callable[[Expr], Judgement]
Picker = Callable[[Answer, Context], Picked | None]
Against = Callable[[Expr, Expr], Judgement]
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,]\d)")
PROSE = 4
"""Letters from which on words beside a value are prose."""
EXCERPT = 200
"""Characters that a report shows of an answer which is too long to be read."""


def check_value(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    judge: Judge,
    fits: Fits | None = None,
    first: Picker | None = None,
    one_number: bool = False,
) -> Verdict:
    """Pick the value, judge it, and say which text it was. Nothing written is missing, unread is unreadable.
    `fits` says what shape the value has, where that tells it from other statements; `first` is asked before all
    else what counts; where `one_number` is asked, a comma between digits may be decimal."""

    told = without_remarks(answer)

    def check(inner: Context) -> Verdict:
        return _checked(told, inner, of, judge, fits, first)

    return with_decimal_commas(check, answer, context, fits is None, one_number)


def _checked(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    judge: Judge,
    fits: Fits | None,
    first: Picker | None,
) -> Verdict:
    if not any(piece.text.strip() for piece in answer.pieces if piece.kind != "struck"):
        return verdict(missing(), Picked("", None, (), answer.line))
    long = too_long(answer)
    if long is not None:
        return verdict(long, Picked(answer.raw[:EXCERPT], None, (), answer.line))
    try:
        picked = (first and first(answer, context)) or pick(answer, context, of, fits=fits)
    except LimitError as error:
        judged = undecided("limit", finding("limit-met", limit=error.limit))
        return verdict(judged, Picked(answer.raw[:EXCERPT], None, (), answer.line))
    expr = picked.expr
    if picked.absent:
        return verdict(missing("nothing-on-this"), Picked("", None, (), answer.line))
    if expr is None:
        return verdict(unreadable(*picked.findings), picked)
    faults = tuple(item for item in picked.findings if item.level == "error")
    if faults:
        return verdict(incorrect("select", *faults), picked, context.show)
    judged = _comma_in_doubt(within_limits(lambda: judge(expr)), picked.text)
    judged = _words_in_doubt(judged, expr)
    return verdict(judged.adding(*picked.findings), picked, context.show)


def _comma_in_doubt(judged: Judgement, text: str) -> Judgement:
    """`1,234` is read with thousands; where 1.234 would be right, a person says what the comma is."""
    shifted = any(item.code == "power-of-ten" and item.get("exponent") == "3" for item in judged.findings)
    found = _GROUPED.search(text) if shifted and judged.outcome == "incorrect" else None
    return undecided("notation", finding("comma-in-doubt", number=found.group())) if found else judged


def _words_in_doubt(judged: Judgement, expr: Expr) -> Judgement:
    """Words beside a value were not understood: without a witness nobody knows that the answer is wrong."""
    if judged.outcome != "incorrect" or judged.counterexample is not None:
        return judged
    products = (node.args for node in walk(expr) if isinstance(node, Apply) and node.op == "mul")
    words = [part.text for args in products for part in args if isinstance(part, Text)]
    prose = next((w for w in words if not is_unit_text(w) and sum(map(str.isalpha, w)) >= PROSE), None)
    return judged if prose is None else undecided("notation", finding("words-in-answer", words=prose))


def check_alternatives(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    expected: tuple[Expected, ...],
    judge: Against,
    statements: bool = False,
    first: Picker | None = None,
    rounds: Slack | None = None,
) -> Verdict:
    """The best judgement over all expected answers of the value that the student claims. Where `statements` may
    stand for the value (`x^2 = 4` for a set), only a left side that names it is taken off. `first` is asked before
    all else what counts; `rounds` tells which `=` of a chain may stand before a rounded value."""

    scoped = any(unscoped(item.expr) != item.expr for item in expected)

    def judge_all(written: Expr) -> Judgement:
        expr, notes = written_out(written if scoped else unscoped(written), context.names)
        return judge_one(expr).adding(*notes)

    def judge_one(expr: Expr) -> Judgement:
        if statements and not is_named(expr, of):
            return first_right(judge(item.expr, expr) for item in expected)
        claimed = claim(expr, context, of, rounds)
        reasons = claimed.refused.findings if claimed.refused is not None else ()
        untold = any(item.code in (UNTOLD, OTHER_FUNCTION) for item in reasons)
        if claimed.refused is not None and not untold:
            return claimed.refused.adding(*claimed.findings)
        if any(restates(claimed.expr, of, item.expr, context.names) for item in expected):
            return incorrect("restated", finding("question-restated"), *claimed.findings)
        judged = first_right(judged_with_proviso(judge, item.expr, claimed.expr, context) for item in expected)
        if claimed.refused is not None and judged.outcome != "incorrect":  # a wrong value stays wrong
            judged = claimed.refused
        return judged.adding(*claimed.findings)

    alike = all(is_collection(item.expr) for item in expected)
    one_number = all(kind_of(item.expr) == "number" for item in expected)
    return check_value(answer, context, of, judge_all, is_collection if alike else None, first, one_number)


def check_statements(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    expected: tuple[Expected, ...],
    judge: Against,
    first: Picker | None = None,
) -> Verdict:
    """As `check_alternatives`, for answers that are statements: nothing is taken off."""

    scoped = any(unscoped(item.expr) != item.expr for item in expected)

    def judge_all(written: Expr) -> Judgement:
        expr = written if scoped else unscoped(written)
        return first_right(judge(item.expr, expr) for item in expected)

    return check_value(answer, context, of, judge_all, first=first)


def verdict(judgement: Judgement, picked: Picked, show: bool = True) -> Verdict:
    """The judgement as a page can show it; unless one will `show` it, without our reading in print."""
    expr = picked.expr if show else None
    return Verdict(
        judgement.outcome,
        judgement.credit,
        judgement.by,
        judgement.certain,
        judgement.findings,
        judgement.counterexample,
        text=picked.text,
        line=picked.line,
        read_as="" if expr is None else to_text(expr),
        mathml="" if expr is None else to_mathml(expr),
        suggested=judgement.suggested,
    )
