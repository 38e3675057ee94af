"""From what was handed in to the one value that counts, and from a judgement back to a verdict."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from grader.answer.claim.around import Around, words_of_question
from grader.answer.claim.asides import with_asides
from grader.answer.claim.beside import at_once, readings
from grader.answer.claim.clauses import as_written
from grader.answer.claim.decimal_comma import with_decimal_commas
from grader.answer.claim.doubt import BASED, but_for_reading, doubted, said_in_chain, typed_beside
from grader.answer.claim.end_marks import without_end_mark
from grader.answer.claim.exactly import exactly
from grader.answer.claim.last_said import concluding, last_sentence
from grader.answer.claim.letters_told import as_declared, told_real, told_some, told_wide, unscoped, without_remarks
from grader.answer.claim.log_base import with_log_bases
from grader.answer.claim.marks import Judge, beside_others, of_several, short_reach, without_mark
from grader.answer.claim.otherwise import agrees, otherwise
from grader.answer.claim.picked import Picked
from grader.answer.claim.piecewise import in_pieces
from grader.answer.claim.provisos import judged_with_proviso
from grader.answer.claim.rereading import BY_CASES, IF_RIGHT, IN_SYMBOLS, MEASURED, NUMERIC, SURE, reread
from grader.answer.claim.select import Fits, pick
from grader.answer.claim.sentence import from_sentence
from grader.answer.claim.thousands import with_thousands
from grader.answer.claim.turned import passed_over, retold, told, turning
from grader.answer.claim.typed_sentence import as_sentence
from grader.answer.claim.unread import unread_beside
from grader.answer.fields import is_collection
from grader.answer.kind import Context, Expected
from grader.answer.value.amounts import one_amount
from grader.answer.value.judgement import (
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
from grader.answer.value.left_sides import UNKNOWNS
from grader.answer.value.numbers import values_apart
from grader.answer.value.reaches import one_reach
from grader.answer.value.restated import repeats, restates
from grader.answer.value.shapes import CONSTANTS, kind_of
from grader.answer.value.shorthand import written_out
from grader.answer.value.sides import OTHER_FUNCTION, ROUNDED, UNTOLD, Slack, claim, is_named
from grader.answer.value.units import is_unit_text
from grader.answer.value.unsolved import unsolved
from grader.errors import LimitError
from grader.late import pattern
from grader.notation import parse
from grader.notation.cut import cut
from grader.notation.names import Names, free_names
from grader.notation.printing import to_mathml, to_text
from grader.notation.tree import Apply, Chain, Expr, Name, Text, facts, walk
from grader.values import Answer, Verdict

Picker = Callable[[Answer, Context], Picked | None]
Against = Callable[[Expr, Expr], Judgement]
_QUOTED = pattern(r'\*"([^"\n]{1,40})"')
_WITH_BASE = pattern(r"[0-9A-Fa-f)]_\{?\d|\b0[xbo]")
_WHERE = pattern(
    r"\b(?:where|when|wo|wann|où|quand|place|position|point|(?:at|for) wh(?:ich|at)|stelle|punkt|für welche\w*)\b",
    re.IGNORECASE,
)
"""Of a question that asks where something is so."""
_LABELS = pattern(r"\d+|[a-z]")
EXCERPT = 200
"""Characters that a report shows of an answer which is too long to be read."""
MOST_SAID = 5
"""Values side by side below which they may be one in several units."""


def check_value(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    judge: Judge,
    fits: Fits | None = None,
    first: Picker | None = None,
    one_number: bool = False,
    known: frozenset[str] = frozenset(),
    asks_statement: bool = False,
) -> Verdict:
    """Pick the value, judge it, and say which text it was. Nothing written is missing, unread is unreadable.
    `fits` says what shape the value has, where that tells it from other statements; `first` is asked before all
    else what counts; where `one_number` is asked, a comma between digits may be decimal. `known` are letters and
    words of the answer that is expected; `asks_statement`: an equation or the like is expected, or nothing."""

    claimed = without_remarks(without_end_mark(answer, known | context.names.declared))

    def check(whole: Answer) -> Verdict:
        def by_commas(inner: Context) -> Verdict:
            def read(said: Answer) -> Verdict:
                return _checked(said, inner, of, judge, fits, first, known, asks_statement)

            return as_sentence(read, whole, inner)

        return with_decimal_commas(by_commas, whole, context, fits is None, one_number)

    return with_asides(partial(with_thousands, partial(with_log_bases, check)), claimed, context.names)


def _checked(
    answer: Answer,
    context: Context,
    of: tuple[Expr, ...],
    judge: Judge,
    fits: Fits | None,
    first: Picker | None,
    known: frozenset[str],
    asks_statement: bool,
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
    if picked.absent:
        return verdict(missing("nothing-on-this"), Picked("", None, (), answer.line))

    def assess(other: Picked) -> Judgement:
        return _judged(other, judge, context.names, known)

    judged, picked = _read_again(assess(picked), picked, assess, context.names, known)
    if not judged.right and (whole := in_pieces(answer, known & context.names.declared)):
        read = parse(whole, context.names)
        note = finding(BY_CASES, "assumption", text=answer.raw.strip()[:EXCERPT], read=whole)
        other = Picked(whole, read.expr, (*read.findings, note), answer.line)
        if read.expr is not None:
            return verdict(assess(other), other, context.show)
    if not judged.right and (sentence := from_sentence(answer, context.names)) is not None:
        other = (first and first(sentence.answer, context)) or pick(sentence.answer, context, of, fits=fits)
        again = assess(other)
        words = again.credit and _around(other, context, known).sentence(sentence.before, sentence.after)
        if words:
            again = undecided("select", finding("value-turned", words=as_written(words)))
        if again.right or words or judged.outcome == "incorrect":
            note = finding("formula-in-sentence", "assumption", formula=other.text)
            return verdict(again.adding(note), other, context.show)
    if not judged.right and (sentence := last_sentence(answer, context.names, judged)) is not None:
        other = (first and first(sentence.answer, context)) or pick(sentence.answer, context, of, fits=fits)
        if (again := assess(other)).right:
            words = _around(other, context, known).sentence(sentence.before, sentence.after)
            return verdict(concluding(again, judged, sentence, words, other.text), other, context.show)
    if judged.outcome == "incorrect":
        judged = beside_others(judged, answer, picked, judge, assess, context.names)
    if fits is not None and (value := of_several(judged, answer, picked, judge, context.names)) is not None:
        judged = undecided("select", finding("one-of-several", text=value))
    words = _changing(judged, picked, answer, asks_statement, known, context)
    if words and not known.issuperset(words.split()):  # `odd $n$` may be what is expected
        judged = undecided("select", finding("value-turned", words=as_written(words)))

    def is_wrong(text: str) -> bool:
        read = parse(text, context.names)
        found = Picked(text, read.expr, read.findings, answer.line)
        return read.expr is not None and assess(found).outcome == "incorrect"

    judged = said_in_chain(judged, picked, answer, context.names, known)
    judged = unread_beside(judged, picked, answer, of, context)
    return verdict(typed_beside(judged, picked, answer, is_wrong), picked, context.show)


def _read_again(
    judged: Judgement, picked: Picked, assess: Callable[[Picked], Judgement], names: Names, known: frozenset[str]
) -> tuple[Judgement, Picked]:
    """Where a value is not right as it was read: its other readings, and the one that tells more."""
    if judged.right:
        return judged, picked
    for other in reread(picked, names, known):
        again = assess(other)
        if any(item.code in IF_RIGHT for item in other.findings) and not (again.right or again.suggested):
            continue
        in_words = any(item.code == IN_SYMBOLS for item in other.findings)
        settled = in_words and judged.credit is None and again.credit is not None
        surely = again.by != "shape" and any(item.code in SURE for item in other.findings)
        if surely or again.right or again.suggested or again.counterexample is not None or settled:
            judged, picked = again, other
        if again.right or surely:
            break
    return judged, picked


def _changing(
    judged: Judgement, picked: Picked, answer: Answer, asks_statement: bool, known: frozenset[str], context: Context
) -> str:
    """The words beside the value that may make another one of it, or nothing."""
    if judged.credit is None:
        return ""
    if not judged.credit:  # what is wrong stays wrong unless words may make it right
        return turning(picked, answer, asks_statement) or otherwise(picked, answer, context)
    around = _around(picked, context, known)
    words = told(picked, answer, asks_statement, around) or retold(picked, answer, around, context.names)
    words = words or passed_over(picked, around, context.names)
    if judged.by == "progressions":  # its letter was taken for an integer
        return words or told_real(answer)
    used = free_names(picked.expr) if picked.expr is not None else frozenset()
    whole = context.names.integers
    return words or told_wide(answer, whole & used) or told_some(answer, (UNKNOWNS & used & known) - whole)


def _around(picked: Picked, context: Context, known: frozenset[str]) -> Around:
    expr = picked.expr
    left = expr.operands[0] if isinstance(expr, Chain) else None
    value = expr.operands[-1] if isinstance(expr, Chain) else expr
    measured = value is not None and kind_of(value) in ("number", "quantity")
    subject = left.id if isinstance(left, Name) else ""
    said = frozenset(word.casefold() for word in known) | words_of_question(context.question)
    place = value is None or not context.question or kind_of(value) == "list"  # `The vertex is at $(1, -2)$`
    placed = None if place or value is None else not (_WHERE.search(context.question) or free_names(value))
    part = frozenset(_LABELS.findall(context.part.casefold()))
    return Around(said, partial(agrees, picked, context), measured, subject, bool(context.others), placed, part)


def _judged(picked: Picked, judge: Judge, names: Names, known: frozenset[str]) -> Judgement:
    expr = picked.expr
    if expr is None:
        return unreadable(*picked.findings)
    faults = tuple(item for item in picked.findings if item.level == "error")
    if faults:
        return incorrect("select", *faults)
    judged = doubted(within_limits(lambda: judge(expr)), picked, names, known)
    plain = without_mark(picked) if judged.outcome == "incorrect" else None
    if plain is not None and within_limits(partial(judge, plain)).right:
        return undecided("notation", finding("factorial-in-doubt", text=to_text(plain)))
    found = but_for_reading(judged, picked, known)
    return found.adding(*(item for item in picked.findings if item not in found.findings))


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
) -> Verdict:
    """The best judgement over all expected answers of the value that the student claims. Where one `may_state`
    it by its conditions (`x^2 = 4` for a set), only a left side that names it is taken off. `first` is asked before
    all else what counts; `rounds` tells which `=` of a chain may stand before a rounded value; `measured`: with a
    unit."""

    scoped = any(unscoped(item.expr) is not item.expr for item in expected)
    keys = tuple(item.expr for item in expected)
    one_number = all(kind_of(key) == "number" for key in keys)
    said_again = measured or (one_number and len(keys) == 1)

    def judge_all(written: Expr) -> Judgement:
        plain = written if scoped else unscoped(as_declared(written, context.names.integers))
        expr, notes = written_out(plain, context.names)
        judged = judge_one(expr)
        if judged.outcome == "incorrect":
            judged = exactly(expr, judge_one, context) or _beside(expr, judge_one, context, said_again) or judged
        if judged.outcome == "incorrect" and not of:
            found = (unsolved(expr, key, context) for key in keys)
            judged = next((incorrect("solutions", *each) for each in found if each), judged)
        if judged.credit and repeats(expr, keys, context.question, context.names):
            judged = undecided("restated", finding("question-restated"))
        return judged.adding(*notes)

    def judge_one(written: Expr) -> Judgement:
        expr = one_reach(written, context) if may_state else written
        if may_state and not is_named(expr, of):
            return first_right(judge(item.expr, expr) for item in expected)
        claimed = claim(expr, context, of, rounds)
        reasons = claimed.refused.findings if claimed.refused is not None else ()
        untold = any(item.code in (UNTOLD, OTHER_FUNCTION, ROUNDED) for item in reasons)
        if claimed.refused is not None and not untold:
            return claimed.refused.adding(*claimed.findings)
        if any(restates(claimed.expr, of, item.expr, context.names) for item in expected):
            return incorrect("restated", finding("question-restated"), *claimed.findings)
        judged = first_right(judged_with_proviso(judge, item.expr, claimed.expr, context) for item in expected)
        if judged.right and (said := short_reach(claimed.expr)) and not any(short_reach(i.expr) for i in expected):
            judged = undecided("notation", finding("words-in-answer", words=said))
        if claimed.refused is not None and judged.outcome != "incorrect":  # a wrong value stays wrong
            judged = claimed.refused
        return judged.adding(*claimed.findings)

    alike = all(is_collection(item.expr) for item in expected)
    fits = is_collection if alike else None
    known = letters(of, expected) | ({MEASURED} if measured else {NUMERIC} if one_number else frozenset())
    asks_none = any(item.expr in (Name("empty"), Apply("set", ())) for item in expected)
    return check_value(answer, context, of, judge_all, fits, first, one_number, known, asks_none)


def _beside(expr: Expr, judge: Judge, context: Context, one_value: bool) -> Judgement | None:
    """Where the value is right but for what stands beside it in the formula: other statements, or (of `one_value`)
    the same again in another way: `5000 m, 5 km`, `1/4 or 25%`."""
    for claimed, counts in readings(expr, context):
        again = judge(claimed)
        if again.by == "proviso" and again.outcome == "undecided":
            return again
        if again.right:
            return again if counts else undecided("shape", finding("right-beside-others", right=to_text(claimed)))
    if not (one_value and isinstance(expr, Apply) and expr.op in ("sequence", "or")):
        return None
    if 1 < len(set(expr.args)) == len(expr.args) < MOST_SAID:
        judged = [judge(part) for part in expr.args]
        right = [(part, each) for part, each in zip(expr.args, judged, strict=True) if each.right]
        if not right or not all(each.right or _is_close(each) for each in judged):
            return None
        other = next((part for part, _ in right[1:] if not one_amount(right[0][0], part, context)), None)
        return right[0][1] if other is None else values_apart(right[0][0], other)
    return None


def _is_close(judged: Judgement) -> bool:
    """A value that is the one beside it, rounded."""
    return any(item.code in ("close-value", "rounded-value") for item in judged.findings)


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
        wrong = judged.outcome == "incorrect"
        return (wrong and _right_beside_others(expr, expected, judge)) or judged

    return check_value(
        answer, context, of, judge_all, first=first, known=letters(of, expected), asks_statement=True
    )


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


def _with_units(text: str) -> str:
    """`23 m/s` for `23*"m/s"`, which is how the tree is typed."""
    return _QUOTED.sub(lambda said: f" {said[1]}" if is_unit_text(said[1]) else said[0], text)


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
        read_as="" if expr is None else _with_units(to_text(expr)),
        mathml="" if expr is None else to_mathml(expr),
        suggested=judgement.suggested,
    )
