"""Equal up to something: a constant, a factor, a sign, the names of letters, an increasing map."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from grader.answer.kind import Context
from grader.answer.match.alike import alike
from grader.answer.value.arrays.scaled import FACTORS, is_array, scaled
from grader.answer.value.judgement import Judgement, finding, incorrect, partial, undecided
from grader.answer.value.numbers.worth import NoValue, precision, substituted, value
from grader.answer.value.same import compared
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence import compare
from grader.equivalence.meanings import free_names
from grader.equivalence.truth import Different, Same
from grader.late import dataclass, replace
from grader.notation.tree import Apply, Bind, Expr, Name, Number, Text, rebuild, walk

UP_TO = ("constant", "factor", "sign", "renaming", "increasing", "family")
RENAMED_LETTERS = 6
CONSTANT_WORDS = frozenset("const constant konst konstante constante cste cte cst".split())
POINTS = (2, 3, 5, 7, 11, 13)


@dataclass(frozen=True, slots=True)
class Freedom:
    """What may differ, and the options that go with it."""

    kind: str
    variable: Expr | None = None
    needs_constant: bool = True
    fixed: tuple[Expr, ...] = ()
    nearly: Fraction = Fraction(1, 2)


def up_to(freedom: Freedom, expected: Expr, student: Expr, context: Context) -> Judgement:
    """Whether `student` is `expected` up to what the exercise leaves free."""
    if freedom.kind in FACTORS and is_array(expected, context):
        return scaled(freedom.kind, expected, student, context) or alike(expected, student, context)
    match freedom.kind:
        case "constant":
            return antiderivative(freedom, expected, student, context)
        case "factor":
            return multiple(freedom, expected, student, context)
        case "sign":
            judged = compared(expected, student, context)
            return judged if judged.right else compared(Apply("neg", (expected,)), student, context)
        case "renaming":
            judged = renamed(freedom, expected, student, context)
            known = freedom.fixed if judged.outcome == "incorrect" and len(freedom.fixed) == 1 else ()
            if known and _family(replace(freedom, variable=known[0]), expected, student, context).right:
                return undecided("renaming", finding("family-undecided"))  # `C cos(2t + phi)` for two constants
            return judged
        case "family":
            return _family(freedom, expected, student, context)
    from grader.answer.solution.methods.order import same_order

    return same_order(expected, student, freedom.variable, context)


def _family(freedom: Freedom, expected: Expr, student: Expr, context: Context) -> Judgement:
    from grader.answer.match.families import same_family

    variable = freedom.variable or Name("x")
    return same_family(expected, student, variable, freedom.fixed, freedom.nearly, context)


def antiderivative(freedom: Freedom, expected: Expr, student: Expr, context: Context) -> Judgement:
    """The derivatives agree, and a letter that stands for any constant is there where it is asked for."""
    variable = freedom.variable or Name("x")
    student = _lettered(student)
    judged = compared(derivative(expected, variable), derivative(student, variable), context)
    if not judged.right:
        return instead(expected, student, variable, context) or judged
    if _integrates(student) and not _integrates(expected):
        return incorrect("restated", finding("question-restated"))
    letters = [name for name in free_names(student) if is_shift(name, student, variable, context)]
    if letters and not any(is_any_number(name, student, context) for name in letters):
        return partial(judged.by, freedom.nearly, finding("strange-constant", name=letters[0]))
    if not letters and freedom.needs_constant:
        return partial(judged.by, freedom.nearly, finding("missing-constant"), certain=judged.certain)
    if bare_logarithm(expected, student, variable):
        return partial(judged.by, freedom.nearly, finding("log-without-absolute"), certain=judged.certain)
    return judged


def _lettered(expr: Expr) -> Expr:
    """`x^2 + const.` with a letter for the word."""
    if isinstance(expr, Text) and expr.text.strip(" .").casefold() in CONSTANT_WORDS:
        return Name("C")
    return rebuild(expr, _lettered)


def _integrates(expr: Expr) -> bool:
    """Whether the integral that was asked for still stands there."""
    return any(isinstance(node, Bind) and node.op == "integral" for node in walk(expr))


def derivative(expr: Expr, variable: Expr) -> Expr:
    return Bind("diff", (variable,), (), expr)


def is_shift(name: str, expr: Expr, variable: Expr, context: Context) -> bool:
    """Whether a letter only shifts the expression: the slope in it is not zero and free of `variable`."""
    letter = Name(name)
    if letter == variable or name in CONSTANTS:
        return False
    slope = derivative(expr, letter)
    return not is_zero(slope, context) and is_zero(derivative(slope, variable), context)


def is_any_number(name: str, expr: Expr, context: Context) -> bool:
    """Whether a shift takes every value as its letter runs: the letter stands there alone (`+ C`, `- 2C`) or
    within a logarithm (`log(k x)`), not as `C^2` or `|C|`."""
    letter = Name(name)
    slope = derivative(expr, letter)
    if is_zero(derivative(Apply("mul", (letter, slope)), letter), context):
        return True
    if not is_zero(derivative(slope, letter), context):
        return False
    other = Name(f"other_{name}")  # |C| has a slope that is constant but for a bend
    moved = substituted(expr, {name: other})
    step = Apply("mul", (slope, Apply("add", (other, Apply("neg", (letter,))))))
    return is_zero(Apply("add", (moved, Apply("neg", (expr,)), Apply("neg", (step,)))), context)


def is_zero(expr: Expr, context: Context) -> bool:
    return isinstance(compare(expr, Number("0"), context.names, context.budget, context.seed), Same)


def bare_logarithm(expected: Expr, student: Expr, variable: Expr) -> bool:
    """The author wrote log|…| and the student took the logarithm of something that may be negative."""
    return any(map(_of_absolute, walk(expected))) and any(
        isinstance(node, Apply) and node.op == "log" and variable in walk(node.args[0]) and not _of_absolute(node)
        for node in walk(student)
    )


def _of_absolute(node: Expr) -> bool:
    """log|u|, or a logarithm of what has an absolute value in it or is nowhere negative (`log(x^2)`)."""
    if not isinstance(node, Apply) or node.op != "log":
        return False
    absolute = any(isinstance(inner, Apply) and inner.op == "abs" for inner in walk(node.args[0]))
    return absolute or _nowhere_negative(node.args[0])


def _nowhere_negative(expr: Expr) -> bool:
    """Whether its shape shows that it has a value for every real number, and none below zero."""
    match expr:
        case Number():
            return True
        case Apply("pow", (_, Number(text))):
            return len(text) < 9 and text.isdecimal() and int(text) % 2 == 0
        case Apply("sqrt" | "add" | "mul" | "div", args):
            return all(map(_nowhere_negative, args))
    return False


def instead(expected: Expr, student: Expr, variable: Expr, context: Context) -> Judgement | None:
    """The integrand itself, or its derivative, where an antiderivative is asked."""
    integrand = derivative(expected, variable)
    if compared(integrand, student, context).right:
        return incorrect("calculus", finding("integrand-repeated"))
    if compared(derivative(integrand, variable), student, context).right:
        return incorrect("calculus", finding("differentiated-instead"))
    return None


def multiple(freedom: Freedom, expected: Expr, student: Expr, context: Context) -> Judgement:
    """`student` is `expected` times a number that is not zero (a letter other than `variable` may stand in it)."""
    free = [Name(n) for n in dict.fromkeys((*free_names(expected), *free_names(student))) if n not in CONSTANTS]
    moving = [freedom.variable] if freedom.variable is not None else free
    for shift in range(4):
        point = {n.id: Number(str(POINTS[(k + shift) % 6])) for k, n in enumerate(moving) if isinstance(n, Name)}
        ours, theirs = substituted(expected, point), substituted(student, point)
        if vanishes(ours, context) or vanishes(theirs, context):
            continue
        return compared(Apply("mul", (expected, theirs)), Apply("mul", (student, ours)), context)
    return compared(expected, student, context)


def vanishes(expr: Expr, context: Context) -> bool:
    """Whether a value is zero or undefined, as far as can be told; letters left in it count as numbers."""
    at = {name: None for name in free_names(expr) if name not in CONSTANTS}
    if at:
        truth = compare(expr, Number("0"), context.names, context.budget, context.seed)
        return not isinstance(truth, Different)
    with precision(128):
        found = value(expr, context)
    return isinstance(found, NoValue) or bool(found.contains(0))


def renamed(freedom: Freedom, expected: Expr, student: Expr, context: Context) -> Judgement:
    """Some one-to-one renaming of the letters makes them equal."""
    kept = {n.id for n in freedom.fixed if isinstance(n, Name)} | CONSTANTS
    ours = [name for name in free_names(expected) if name not in kept]
    theirs = [name for name in free_names(student) if name not in kept]
    if len(ours) != len(theirs):
        told = finding("number-of-letters", expected=str(len(ours)), student=str(len(theirs)))
        return incorrect("renaming", told)
    if len(ours) > RENAMED_LETTERS:
        return undecided("renaming", finding("limit-met", limit="RENAMED_LETTERS"))
    open_question: Judgement | None = None
    for order in permutations(ours):
        by: dict[str, Expr] = {old: Name(new) for old, new in zip(theirs, order, strict=True)}
        judged = alike(expected, substituted(student, by), context)
        if judged.right:
            return judged
        if judged.outcome == "undecided":
            open_question = open_question or judged
    return open_question or incorrect("renaming", finding("not-equal"))
