"""The value or the statement that a student claims, against all answers that are expected."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.claim.beside import approximation, at_once, in_letters_of, readings
from grader.answer.claim.doubt import BASED
from grader.answer.claim.exactly import exactly
from grader.answer.claim.marks import Judge, short_reach
from grader.answer.claim.prose.letters_told import (
    as_declared,
    unscoped,
)
from grader.answer.claim.provisos import judged_with_proviso
from grader.answer.claim.reading import Picker, check_value
from grader.answer.claim.rereading import MEASURED, NUMERIC
from grader.answer.kind import Context, Expected
from grader.answer.match.unsolved import unsolved
from grader.answer.solution.written.signs_taken import signs_taken_in
from grader.answer.value.arrays.coordinate_order import in_asked_order, in_other_orders, solution_of
from grader.answer.value.asked.agreement import NO_BOUNDS, UNTOLD
from grader.answer.value.asked.asked_for import name_taken
from grader.answer.value.asked.asked_letter import in_asked_letter, with_letters_swapped
from grader.answer.value.asked.combinations import coefficients
from grader.answer.value.asked.restated import repeats, restates
from grader.answer.value.asked.sides import OTHER_FUNCTION, ROUNDED, claim, is_named
from grader.answer.value.asked.subject import said
from grader.answer.value.formulas.congruences import unreduced
from grader.answer.value.formulas.shorthand import written_out
from grader.answer.value.judgement import (
    Judgement,
    finding,
    first_right,
    incorrect,
    undecided,
)
from grader.answer.value.numbers.amounts import one_amount
from grader.answer.value.numbers.angles import in_radians
from grader.answer.value.numbers.compared import values_apart
from grader.answer.value.numbers.percents import asks_percent, how_many_percent, without_sign
from grader.answer.value.numbers.tolerance import Slack
from grader.answer.value.numbers.worth import approximation as worth
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.sets.reaches import one_reach
from grader.answer.value.shapes import CONSTANTS, ORDERS, is_collection, is_number, kind_of
from grader.late import dataclass, pattern, replace
from grader.notation.cut import cut
from grader.notation.names import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Text, facts, walk
from grader.values import Answer, Verdict

_WITH_BASE = pattern(r"[0-9A-Fa-f)]_\{?\d|\b0[xbo]")
Against = Callable[[Expr, Expr], Judgement]
MOST_SAID = 5
"""Values side by side below which they may be one in several units."""


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
    """The best judgement over all expected answers of the value that the student claims. Where one `may_state`
    it by its conditions (`x^2 = 4` for a set), only a left side that names it is taken off. `first` is asked before
    all else what counts; `rounds` tells which `=` of a chain may stand before a rounded value; `measured`: with a
    unit; `belongs`, which sides in letters of the student's own may stand before the last one."""

    keys = tuple(item.expr for item in expected)
    one_number = all(kind_of(key) == "number" for key in keys)
    alike = all(is_collection(key) for key in keys)
    said_again = measured or (one_number and len(keys) == 1)
    known = letters(of, expected) | ({MEASURED} if measured else {NUMERIC} if one_number else frozenset())
    asks_none = any(key in (Name("empty"), Apply("set", ())) for key in keys)
    judged = _Alternatives(context, of, keys, judge, may_state, rounds, said_again, one_number, belongs).judged
    return check_value(
        answer, context, of, judged, is_collection if alike else None, first, one_number, known, asks_none
    )


@dataclass(frozen=True, slots=True)
class _Alternatives:
    """The keys of a question, any of which is right, and how one is compared."""

    context: Context
    of: tuple[Expr, ...]
    keys: tuple[Expr, ...]
    against: Against
    may_state: bool
    rounds: Slack | None
    said_again: bool
    one_number: bool
    belongs: Callable[[Expr], bool] | None

    def judged(self, written: Expr) -> Judgement:
        """The formula as it is written, and what of it may be the value where that is wrong."""
        names = self.context.names
        scoped = any(unscoped(key) is not key for key in self.keys)
        plain = written if scoped else unscoped(as_declared(written, names.integers))
        plain = in_asked_order(in_radians(plain, names.declared), self.of, self.context.question)
        expr, notes = written_out(plain, names)
        judged = self._so_many_percent(expr) or self.value(expr)
        if judged.outcome == "incorrect":
            judged = (
                exactly(expr, self.value, self.context)
                or _beside(expr, self.value, self.context, self.said_again)
                or _at_the_end(expr, self.value)
                or self._among_told(expr)
                or self._in_other_order(expr)
                or self._in_own_argument(expr)
                or self._in_percent(expr)
                or self._unswapped(expr)
                or self._as_coefficients(judged, expr)
                or judged
            )
        if (
            judged.outcome == "incorrect"
            and (ends := _both_signs(expr))
            and any(self.against(key, each).right for key in self.keys for each in ends)
        ):
            judged = incorrect(judged.by, finding("both-signs", value=to_text(ends[0])))
        if judged.credit is None and (nearly := approximation(expr, self.context)) is not None:
            again = self.value(nearly)
            judged = again if again.right else judged
        if judged.outcome == "incorrect" and not self.of:
            found = (unsolved(expr, key, self.context) for key in self.keys)
            judged = next((incorrect("solutions", *each) for each in found if each), judged)
        if judged.credit and repeats(expr, self.keys, self.context.question, names):
            judged = undecided("restated", finding("question-restated"))
        if judged.right and (taken := signs_taken_in(expr, self.context)):
            judged = undecided("notation", taken)
        if judged.right and (name := name_taken(expr, self.of, self.context.question, names)):
            judged = undecided("chain", finding("name-taken", name=name))
        return judged.adding(*notes)

    def _in_other_order(self, expr: Expr) -> Judgement | None:
        """`q = 4, p = 20` for `(20, 4)`: which coordinate a letter is, a person knows."""
        for point in in_other_orders(expr, self.of, self.context.question):
            if self.value(point).right:
                return self._in_doubt(expr, point)
        return None

    def _in_own_argument(self, expr: Expr) -> Judgement | None:
        """`y(t) = 3e^t` for `3e^x`: the function that is asked, in a letter that the student gives it."""
        match expr:
            case Chain((Call(_, (Name() as own,)), *_, value), ("=" | "defines", *_)):
                for key in self.keys:
                    letters = free_names(key) - CONSTANTS
                    if len(letters) == 1 and own.id not in letters and free_names(value) - CONSTANTS == {own.id}:
                        again = substituted(value, {own.id: Name(next(iter(letters)))})
                        if self.against(key, again).right:
                            return self._in_doubt(expr, again)
        return None

    def _so_many_percent(self, expr: Expr) -> Judgement | None:
        """`15 %`, where the question asks for so many percent and 15 is expected."""
        if not self._asks_percent() or any(map(self._is_small, self.keys)):
            return None
        judged: Judgement | None = None
        for number in how_many_percent(expr):
            told = finding("percent-meant", "assumption", number=to_text(number))
            again = self.value(number)
            again = (exactly(number, self.value, self.context) or again) if again.outcome == "incorrect" else again
            if again.credit and not again.right and isinstance(number, Chain):  # `x ≈ 0.06168 = 6.17 %`
                end = self.value(number.operands[-1])
                again = end if end.right else again
            again = again.adding(told)
            judged = again if judged is None or again.credit or again.outcome == "undecided" else judged
        return judged

    def _in_percent(self, expr: Expr) -> Judgement | None:
        """A percentage where nobody asks for one, and a share where one is asked for, or the other way round: what
        is right so is for a person."""
        if not (self.context.question and self._asks_number()):
            return None
        other = without_sign(expr, any(map(self._is_small, self.keys))) if self._asks_percent() else None
        for read in (*how_many_percent(expr), *((other,) if other is not None else ())):
            if self.value(read).credit:
                return replace(self._in_doubt(expr, read), by="percent")
        return None

    def _asks_number(self) -> bool:
        """Whether a number without a sign is expected."""
        return self.one_number and not any(isinstance(key, Apply) and key.op == "percent" for key in self.keys)

    def _asks_percent(self) -> bool:
        return self._asks_number() and asks_percent(self.context.question)

    def _is_small(self, key: Expr) -> bool:
        """Whether it is a share of one, or so few percent that it may be one."""
        number = worth(key, self.context)
        return number is None or abs(number) < 1

    def _in_doubt(self, expr: Expr, read: Expr) -> Judgement:
        return undecided("notation", finding("reading-in-doubt", text=to_text(expr), read=to_text(read)))

    def _unswapped(self, expr: Expr) -> Judgement | None:
        """`x = (y - 3)/2` for an inverse function, before its letters change places: for a person."""
        swapped = with_letters_swapped(expr, self.of)
        if swapped is None or not self.value(swapped).right:
            return None
        return self._in_doubt(expr, swapped)

    def _as_coefficients(self, judged: Judgement, expr: Expr) -> Judgement | None:
        """`18 = 4*252 - 5*198`, where s and t of 252 s + 198 t are asked."""
        if judged.by != "shape":
            return None
        combined = coefficients(expr, self.of, self.context.question, self.context.names)
        return next((found for each in combined if (found := self.value(each)).right), None)

    def _among_told(self, expr: Expr) -> Judgement | None:
        """`r = 5, phi = 1`, where r is asked, by `of` or in a formula of the question: for a person."""
        if not (isinstance(expr, Apply) and expr.op in ("sequence", "and")):
            return None
        asked = frozenset(self.of) or said(self.context.question, self.context.names)
        for part in expr.args[:MOST_SAID]:
            left = part.operands[0] if isinstance(part, Chain) else None
            if isinstance(left, Name) and left in asked and self.value(part).right:
                return undecided("select", finding("right-beside-others", right=to_text(part)))
        return None

    def value(self, written: Expr) -> Judgement:
        """One value, without the left side that names it."""
        expr = one_reach(written, self.context) if self.may_state else in_asked_letter(written, self.of, self.keys)
        if self.may_state and not is_named(expr, self.of):
            return first_right(self.against(key, expr) for key in self.keys)
        claimed = claim(expr, self.context, self.of, self.rounds, self.belongs)
        reasons = claimed.refused.findings if claimed.refused is not None else ()
        untold = any(item.code in (UNTOLD, OTHER_FUNCTION, ROUNDED, NO_BOUNDS) for item in reasons)
        if claimed.refused is not None and not untold:
            return claimed.refused.adding(*claimed.findings)
        if any(restates(claimed.expr, self.of, key, self.context.names) for key in self.keys):
            return incorrect("restated", finding("question-restated"), *claimed.findings)
        judged = first_right(
            judged_with_proviso(self.against, key, claimed.expr, self.context) for key in self.keys
        )
        if judged.right and (said := short_reach(claimed.expr)) and not any(map(short_reach, self.keys)):
            judged = undecided("notation", finding("words-in-answer", words=said))
        if judged.right and (rest := unreduced(expr)) and all(map(is_number, self.keys)):
            judged = undecided("notation", finding("remainder-not-least", value=rest))
        if claimed.refused is not None and judged.outcome != "incorrect":  # a wrong value stays wrong
            judged = claimed.refused
        return judged.adding(*claimed.findings)


def _both_signs(expr: Expr) -> tuple[Expr, ...]:
    """The two values of `\\pm 5`."""
    match expr.operands[-1] if isinstance(expr, Chain) else expr:
        case Apply("pm" | "mp", (inner,)):
            return inner, Apply("neg", (inner,))
        case Apply("mul", (Apply("pm" | "mp", (inner,)), *units)):
            return Apply("mul", (inner, *units)), Apply("neg", (Apply("mul", (inner, *units)),))
    return ()


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


def _at_the_end(expr: Expr, judge: Judge) -> Judgement | None:
    """`c = 0.0025, the pH is 2.6`, `a = 3, b = a + 2 = 5`: behind what is given, a right value that is drawn
    from it or said in words; `|x| < 3 = R`. Whether it is the answer, a person says."""
    match expr:
        case Chain((*_, value, name), (*before, "=")) if not ORDERS.isdisjoint(before):
            if judge(Chain((name, value), ("=",))).right:
                return undecided("select", finding("right-beside-others", right=to_text(value)))
        case Apply("sequence", (at, Chain((Call(_, args), *_, value)))) if args == (at,):  # `at 5, f(5) = 2`
            if judge(value).right:
                return undecided("select", finding("right-beside-others", right=to_text(value)))
        case Apply("sequence" | "and", (*before, last)) if all(isinstance(each, Chain) for each in before):
            named = isinstance(last, Chain) and (len(last.relations) > 1 or _is_word(last.operands[0]))
            if Text not in facts(last).shapes and not named:
                return None
            end = last.operands[-1] if isinstance(last, Chain) else last
            match end:
                case Apply("mul", (Text(), value)):
                    end = value
            if judge(end).right:
                return undecided("select", finding("right-beside-others", right=to_text(end)))
    return None


def _is_word(left: Expr) -> bool:
    """`pH`, which is read as a product."""
    return isinstance(left, Apply) and left.op == "mul" and all(isinstance(each, Name) for each in left.args)


def _is_close(judged: Judgement) -> bool:
    """A value that is the one beside it, rounded."""
    return any(item.code in ("close-value", "rounded-value", "rounded-too-far") for item in judged.findings)


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
