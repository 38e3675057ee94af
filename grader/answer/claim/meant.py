"""What a formula may mean that is wrong as it stands: one of several values, an inverse before its letters change
places, a percentage. What is right in another reading alone is for a person."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.claim.beside import readings
from grader.answer.claim.exactly import exactly
from grader.answer.claim.keys import Keys
from grader.answer.match.unsolved import unsolved
from grader.answer.value.arrays.coordinate_order import in_other_orders
from grader.answer.value.asked.asked_letter import with_letters_swapped
from grader.answer.value.asked.combinations import coefficients
from grader.answer.value.asked.left_sides import ARRAYS, NAMING
from grader.answer.value.asked.operations import CHANCES
from grader.answer.value.asked.question import asked_for, asks_solution, said
from grader.answer.value.judgement import (
    Judgement,
    finding,
    incorrect,
    undecided,
)
from grader.answer.value.numbers.amounts import one_amount
from grader.answer.value.numbers.compared import values_apart
from grader.answer.value.numbers.percents import asks_percent, how_many_percent, without_sign
from grader.answer.value.numbers.worth import approximation as worth
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS, ORDERS, kind_of
from grader.late import replace
from grader.notation.names import free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Number, Text, facts, walk

Reader = Callable[[Keys, Expr, Judgement], Judgement | None]
_AXES = {"e_1": 1, "e_2": 2, "e_3": 3, "i": 1, "j": 2, "k": 3, "e_x": 1, "e_y": 2, "e_z": 3}
_SOLUTIONS = frozenset({"L", "S"})
"""What a set of solutions is called."""
MOST_SAID = 5
"""Values side by side below which they may be one in several units."""


def meant(keys: Keys, expr: Expr, wrong: Judgement) -> Judgement:
    """The judgement of the first reading that says more than that it is wrong."""
    return next((found for read in READERS if (found := read(keys, expr, wrong)) is not None), wrong)


def so_many_percent(keys: Keys, expr: Expr) -> Judgement | None:
    """`15 %`, where the question asks for so many percent and 15 is expected."""
    if not _asks_percent(keys) or any(_is_small(keys, key) for key in keys.all):
        return None
    judged: Judgement | None = None
    for number in how_many_percent(expr):
        told = finding("percent-meant", "assumption", number=to_text(number))
        again = keys.value(number)
        again = (exactly(number, keys.value, keys.context) or again) if again.outcome == "incorrect" else again
        if again.credit and not again.right and isinstance(number, Chain):  # `x ≈ 0.06168 = 6.17 %`
            end = keys.value(number.operands[-1])
            again = end if end.right else again
        again = again.adding(told)
        judged = again if judged is None or again.credit or again.outcome == "undecided" else judged
    return judged


def _in_percent(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """A percentage where nobody asks for one, and a share where one is asked for, or the other way round: what
    is right so is for a person."""
    if not (keys.context.question and _asks_number(keys)):
        return None
    other = without_sign(expr, any(_is_small(keys, key) for key in keys.all)) if _asks_percent(keys) else None
    for read in (*how_many_percent(expr), *((other,) if other is not None else ())):
        if keys.value(read).credit:
            return replace(_in_doubt(expr, read), by="percent")
    return None


def _asks_number(keys: Keys) -> bool:
    """Whether a number without a sign is expected."""
    return keys.one_number and not any(isinstance(key, Apply) and key.op == "percent" for key in keys.all)


def _asks_percent(keys: Keys) -> bool:
    return _asks_number(keys) and asks_percent(keys.context.question)


def _is_small(keys: Keys, key: Expr) -> bool:
    """Whether it is a share of one, or so few percent that it may be one."""
    number = worth(key, keys.context)
    return number is None or abs(number) < 1


def _named_among(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`x_1 = 1.4167, x_2 = 1.4142` and `(r, phi) = (5, 1)`, where `x_2` or `r` is asked, and is said once."""
    context = keys.context
    asked = keys.of or (() if context.one_of_several else asked_for(context.question, context.names))
    told = [part for part in _told_apart(expr) if isinstance(part, Chain) and part.operands[0] in asked]
    if len(told) != 1 or set(told[0].relations) - {"=", "approx"}:
        return None
    judged = keys.value(told[0])
    return judged if judged.outcome != "incorrect" else None


def _told_apart(expr: Expr) -> tuple[Expr, ...]:
    """Equations side by side, each that names something by itself."""
    match expr:
        case Apply("sequence" | "and", parts) if all(isinstance(part, Chain) for part in parts):
            return parts
        case Chain((Apply("tuple", names), Apply("tuple", values)), ("=",)) if len(names) == len(values):
            return tuple(Chain(pair, ("=",)) for pair in zip(names, values, strict=True))
    return ()


def _among_told(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`r = 5, phi = 1`, where r is asked, by `of` or in a formula of the question: for a person."""
    if not (isinstance(expr, Apply) and expr.op in ("sequence", "and")):
        return None
    asked = frozenset(keys.of) or said(keys.context.question, keys.context.names)
    for part in expr.args[:MOST_SAID]:
        left = part.operands[0] if isinstance(part, Chain) else None
        if isinstance(left, Name) and left in asked and keys.value(part).right:
            return _right_beside(part)
    return None


def _in_other_order(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`q = 4, p = 20` for `(20, 4)`: which coordinate a letter is, a person knows."""
    for point in in_other_orders(expr, keys.of, keys.context.question):
        if keys.value(point).right:
            return _in_doubt(expr, point)
    return None


def _in_own_argument(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`y(t) = 3e^t` for `3e^x`: the function that is asked, in a letter that the student gives it."""
    match expr:
        case Chain((Call(_, (Name() as own,)), *_, value), ("=" | "defines", *_)):
            for key in keys.all:
                letters = free_names(key) - CONSTANTS
                if len(letters) == 1 and own.id not in letters and free_names(value) - CONSTANTS == {own.id}:
                    again = substituted(value, {own.id: Name(next(iter(letters)))})
                    if keys.against(key, again).right:
                        return _in_doubt(expr, again)
    return None


def _unswapped(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`x = (y - 3)/2` for an inverse function, before its letters change places: for a person."""
    swapped = with_letters_swapped(expr, keys.of)
    if swapped is None or not keys.value(swapped).right:
        return None
    return _in_doubt(expr, swapped)


def _as_coefficients(keys: Keys, expr: Expr, wrong: Judgement) -> Judgement | None:
    """`18 = 4*252 - 5*198`, where s and t of 252 s + 198 t are asked."""
    if wrong.by != "shape":
        return None
    combined = coefficients(expr, keys.of, keys.context.question, keys.context.names)
    return next((found for each in combined if (found := keys.value(each)).right), None)


def _as_unit_vector(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`e_3` or `\\hat k` for (0, 0, 1): for a person."""
    match expr.operands[-1] if isinstance(expr, Chain) else expr:
        case Name(id) if axis := _AXES.get(id.removeprefix("vec(").removeprefix("hat(").replace(")", "")):
            entries = tuple(Number("1" if at == axis else "0") for at in (1, 2, 3))
            spaces = (Apply("tuple", entries[:size]) for size in (2, 3) if size >= axis)
            return next((_in_doubt(expr, each) for each in spaces if keys.value(each).right), None)
    return None


def _by_its_determinant(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`\\frac{1}{\\det A} (…)` for a matrix of numbers: what the determinant is, a person sees."""
    value = expr.operands[-1] if isinstance(expr, Chain) else expr
    open_size = isinstance(value, Apply) and value.op == "mul" and "det" in facts(value.args[0]).words
    return _in_doubt(expr, value) if open_size and any(kind_of(each) in ARRAYS for each in keys.all) else None


def _as_factor(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`3 * 4 = 12 ≡ 1`, where the inverse of 3 is asked: a person sees the 4."""
    match expr:
        case Chain((Apply("mul", (first, second)), *_, Number("1"))) if "nvers" in keys.context.question:
            return next((_right_beside(each) for each in (second, first) if keys.value(each).right), None)
    return None


def _in_doubt(expr: Expr, read: Expr) -> Judgement:
    return undecided("notation", finding("reading-in-doubt", text=to_text(expr), read=to_text(read)))


def _exactly(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    return exactly(expr, keys.value, keys.context)


def _beside(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """Where the value is right but for what stands beside it in the formula."""
    for claimed, counts in readings(expr, keys.context):
        again = keys.value(claimed)
        if again.by == "proviso" and again.outcome == "undecided":
            return again
        if again.right:
            return again if counts else _right_beside(claimed)
    return None


def _said_again(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """The same value again in another way: `5000 m, 5 km`, `1/4 or 25%`."""
    if not (keys.said_again and isinstance(expr, Apply) and expr.op in ("sequence", "or")):
        return None
    if not 1 < len(set(expr.args)) == len(expr.args) < MOST_SAID:
        return None
    judged = [keys.value(part) for part in expr.args]
    right = [(part, each) for part, each in zip(expr.args, judged, strict=True) if each.right]
    if not right or not all(each.right or _is_close(each) for each in judged):
        return None
    other = next((part for part, _ in right[1:] if not one_amount(right[0][0], part, keys.context)), None)
    return right[0][1] if other is None else values_apart(right[0][0], other)


def _at_the_end(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`c = 0.0025, the pH is 2.6`, `a = 3, b = a + 2 = 5`: behind what is given, a right value that is drawn
    from it or said in words; `|x| < 3 = R`. Whether it is the answer, a person says."""
    match expr:
        case Chain((*_, value, name), (*before, "=")) if not ORDERS.isdisjoint(before):
            if keys.value(Chain((name, value), ("=",))).right:
                return _right_beside(value)
        case Apply("sequence", (at, Chain((Call(_, args), *_, value)))) if args == (at,):  # `at 5, f(5) = 2`
            if keys.value(value).right:
                return _right_beside(value)
        case Apply("sequence" | "and", (*before, last)) if all(isinstance(each, Chain) for each in before):
            named = isinstance(last, Chain) and (len(last.relations) > 1 or _says_more(last.operands[0]))
            if Text not in facts(last).shapes and not named:
                return None
            end = last.operands[-1] if isinstance(last, Chain) else last
            match end:
                case Apply("mul", (Text(), value)):
                    end = value
            if keys.value(end).right:
                return _right_beside(end)
    return None


def _says_more(left: Expr) -> bool:
    """More than a letter: `P(Z > 2)`, `f(2)`, `F(1) - F(0)`, and `pH`, which is read as a product."""
    match left:
        case Call():
            return True
        case Apply("mul", factors):
            return all(isinstance(each, Name) for each in factors)
        case Apply("add", terms):
            return any(isinstance(node, Name) for each in terms for node in walk(each))
    return isinstance(left, Apply) and left.op in NAMING | CHANCES


def _is_close(judged: Judgement) -> bool:
    """A value that is the one beside it, rounded."""
    return any(item.code in ("close-value", "rounded-value", "rounded-too-far") for item in judged.findings)


def _right_beside(claimed: Expr) -> Judgement:
    return undecided("select", finding("right-beside-others", right=to_text(claimed)))


def _with_one_sign(keys: Keys, expr: Expr, wrong: Judgement) -> Judgement | None:
    """`\\pm 5` for 5."""
    ends = _both_signs(expr)
    if not any(keys.against(key, each).right for key in keys.all for each in ends):
        return None
    return incorrect(wrong.by, finding("both-signs", value=to_text(ends[0])))


def _both_signs(expr: Expr) -> tuple[Expr, ...]:
    """The two values of `\\pm 5`."""
    match expr.operands[-1] if isinstance(expr, Chain) else expr:
        case Apply("pm" | "mp", (inner,)):
            return inner, Apply("neg", (inner,))
        case Apply("mul", (Apply("pm" | "mp", (inner,)), *units)):
            return Apply("mul", (inner, *units)), Apply("neg", (Apply("mul", (inner, *units)),))
    return ()


def _unsolved(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """An equation where its solutions were asked for."""
    found = () if keys.of else (unsolved(expr, key, keys.context) for key in keys.all)
    return next((incorrect("solutions", *each) for each in found if each), None)


def _only_member(keys: Keys, expr: Expr, _: Judgement) -> Judgement | None:
    """`L = {7}`, where one number is asked: the only solution. Without a name for the set a person decides, unless
    an equation is to be solved."""
    match expr:
        case Chain((Name(id), Apply("set", (only,))), ("=",)) if id.removeprefix("bb(").rstrip(")") in _SOLUTIONS:
            named = True
        case Apply("set", (only,)):
            named = asks_solution(keys.context.question)
        case _:
            return None
    if not keys.one_number or not keys.value(only).right:
        return None
    if not named:
        return _in_doubt(expr, only)
    return keys.value(only).adding(finding("only-member", "assumption", value=to_text(only)))


READERS: tuple[Reader, ...] = (
    _exactly, _named_among, _beside, _said_again, _at_the_end, _among_told, _in_other_order, _in_own_argument,
    _in_percent, _unswapped, _as_coefficients, _as_unit_vector, _by_its_determinant, _as_factor,
    _with_one_sign, _only_member, _unsolved,
)  # fmt: skip
