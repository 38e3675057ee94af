"""The value or the statement that a student claims, against all answers that are expected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from grader.answer.claim.attempt import Picker
from grader.answer.claim.beside import approximation, at_once, in_letters_of
from grader.answer.claim.doubt import BASED
from grader.answer.claim.keys import Against, Keys
from grader.answer.claim.meant import meant, so_many_percent
from grader.answer.claim.prose.letters_told import (
    as_declared,
    unscoped,
)
from grader.answer.claim.reading import check_value
from grader.answer.claim.rereading import ARRAYED, MEASURED, NUMERIC
from grader.answer.kind import Context, Expected
from grader.answer.solution.written.signs_taken import signs_taken_in
from grader.answer.value.arrays.coordinate_order import in_asked_order, solution_of
from grader.answer.value.asked.another import name_taken
from grader.answer.value.asked.restated import repeats
from grader.answer.value.formulas.shorthand import written_out
from grader.answer.value.judgement import (
    Judgement,
    finding,
    first_right,
    undecided,
)
from grader.answer.value.numbers.angles import in_radians
from grader.answer.value.numbers.tolerance import Slack
from grader.answer.value.shapes import CONSTANTS, is_collection, kind_of
from grader.late import pattern
from grader.notation.cut import cut
from grader.notation.names import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Expr, Matrix, Name, Text, facts, walk
from grader.values import Answer, Verdict

_WITH_BASE = pattern(r"[0-9A-Fa-f)]_\{?\d|\b0[xbo]")


def check_alternatives(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    expected: tuple[Expected, ...],
    judge: Against,
    may_state: bool = False,
    first: Picker | None = None,
    rounds: Slack | None = None,
    measured: bool = False,
    belongs: Callable[[Expr], bool] | None = None,
) -> Verdict:
    """The best judgement over all expected answers of the value that the student claims. `first` is asked before
    all else what counts; `measured`: with a unit; the others are as in `Keys`."""

    every = tuple(item.expr for item in expected)
    one_number = all(kind_of(key) == "number" for key in every)
    alike = all(is_collection(key) for key in every)
    said_again = measured or (one_number and len(every) == 1)
    known = letters(of, expected) | _sorts(every, measured, one_number)
    asks_none = any(key in (Name("empty"), Apply("set", ())) for key in every)
    keys = Keys(context, of, every, judge, may_state, rounds, said_again, one_number, belongs)
    return check_value(
        answer,
        context,
        of,
        partial(_judged, keys),
        is_collection if alike else None,
        first,
        one_number,
        known,
        asks_none,
    )


def _sorts(keys: tuple[Expr, ...], measured: bool, one_number: bool) -> frozenset[str]:
    """What sort of answer is expected: letters of it may be units, or none of it can be one."""
    if measured or one_number:
        return frozenset({MEASURED if measured else NUMERIC})
    arrays = all(isinstance(key, Matrix) or kind_of(key) == "list" for key in keys)
    return frozenset({ARRAYED} if arrays and not any(free_names(key) - CONSTANTS for key in keys) else ())


def _judged(keys: Keys, written: Expr) -> Judgement:
    """The formula as it is written, and what it may mean where that is wrong."""
    context, names = keys.context, keys.context.names
    scoped = any(unscoped(key) is not key for key in keys.all)
    plain = written if scoped else unscoped(as_declared(written, names.integers))
    plain = in_asked_order(in_radians(plain, names.declared), keys.of, context.question)
    expr, notes = written_out(plain, names)
    judged = so_many_percent(keys, expr) or keys.value(expr)
    if judged.outcome == "incorrect":
        judged = meant(keys, expr, judged)
    if judged.credit is None and (nearly := approximation(expr, context)) is not None:
        again = keys.value(nearly)
        judged = again if again.right else judged
    if judged.credit and repeats(expr, keys.all, context.question, names):
        judged = undecided("restated", finding("question-restated"))
    if judged.right and (taken := signs_taken_in(expr, context)):
        judged = undecided("notation", taken)
    if judged.right and (name := name_taken(expr, keys.of, context.question, names)):
        judged = undecided("chain", finding("name-taken", name=name))
    return judged.adding(*notes)


def check_statements(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    expected: tuple[Expected, ...],
    judge: Against,
    first: Picker | None = None,
) -> Verdict:
    """As `check_alternatives`, for answers that are statements: nothing is taken off."""

    scoped = any(unscoped(item.expr) is not item.expr for item in expected)

    def judge_all(written: Expr) -> Judgement:
        expr = written if scoped else unscoped(written)
        judged = first_right(judge(item.expr, expr) for item in expected)
        if judged.credit and repeats(expr, (item.expr for item in expected), context.question, context.names):
            return undecided("restated", finding("question-restated"))
        if judged.right and (taken := signs_taken_in(expr, context)):
            return undecided("notation", taken)
        if judged.outcome != "incorrect":
            return judged
        return (
            _as_point(expr, expected, judge, context.question)
            or _right_beside_others(expr, expected, judge)
            or _in_other_letters(expr, expected, judge)
            or judged
        )

    return check_value(
        answer, context, of, judge_all, first=first, known=letters(of, expected), asks_statement=True
    )


def _as_point(expr: Expr, expected: tuple[Expected, ...], judge: Against, question: str) -> Judgement | None:
    """`(4, 20)` for `x = 4 and y = 20`: the solution as a point; for a person where the letters have no order."""
    for item in expected:
        said, sure = solution_of(item.expr, expr, question) or (None, False)
        if said is not None and (again := judge(item.expr, said)).right:
            note = finding("reading-in-doubt", text=to_text(expr), read=to_text(said))
            return again if sure else undecided("notation", note)
    return None


def _right_beside_others(expr: Expr, expected: tuple[Expected, ...], judge: Against) -> Judgement | None:
    """`m = 2 and y = 2x + 1`: the statement asked for, and others that speak of something else."""
    if not (isinstance(expr, Apply) and expr.op in ("and", "sequence")):
        return None
    for item in expected:
        if (both := at_once(expr)) is not None and judge(item.expr, both).right:
            return undecided("shape", finding("right-beside-others", right=to_text(both)))
        right = next((arg for arg in expr.args if judge(item.expr, arg).right), None)
        others = [arg for arg in expr.args if arg is not right]
        if right is not None and all(free_names(arg) - free_names(item.expr) - CONSTANTS for arg in others):
            return undecided("shape", finding("right-beside-others", right=to_text(right)))
    return None


def _in_other_letters(expr: Expr, expected: tuple[Expected, ...], judge: Against) -> Judgement | None:
    """`2x_1 - x_2 = 5` for `2x - y = 5`: a person says whether the letters were the student's to choose."""
    for item in expected:
        plain = in_letters_of(expr, item.expr)
        if plain is not None and judge(item.expr, plain).right:
            data = finding("reading-in-doubt", text=to_text(expr), read=to_text(plain))
            return undecided("notation", data)
    return None


def letters(of: tuple[Expr, ...], expected: tuple[Expected, ...]) -> frozenset[str]:
    """The names and words in what was asked and in what is expected."""
    exprs = (*of, *(item.expr for item in expected))
    nodes = (node for expr in exprs if Text in facts(expr).shapes for node in walk(expr))
    beside = (word for item in expected if "$" in item.text for word in _words_beside(item.text))
    based = (BASED for item in expected if _WITH_BASE.search(item.text))
    words = (node.text for node in nodes if isinstance(node, Text))
    return frozenset(words).union(beside, based, *map(free_names, exprs))


def _words_beside(text: str) -> list[str]:
    """The words of an expected answer that stand beside its formula: `odd $n$`."""
    return [word for piece in cut(text) if piece.kind == "prose" for word in piece.text.split()]
