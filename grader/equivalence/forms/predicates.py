"""How an expression is written: factored, expanded, one fraction, exact.

`fault(form, …)` is None where the expression has the form, else a finding that says what is in the way (`codes`).
The tree is looked at as it was written; polynomials are only made of the small parts that must not factor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isqrt

from flint import fmpz

from grader.equivalence.forms import written
from grader.equivalence.forms.parts import bare, finding, is_sum, unsigned, whole
from grader.equivalence.forms.polynomials import Polynomials
from grader.equivalence.forms.undone import fractions_left, left_undone
from grader.equivalence.meanings import free_names, is_constant
from grader.errors import LimitError
from grader.late import dataclass, replace
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, walk
from grader.values import Finding

DIGITS = 40
"""Of a whole number that may have to be a product of primes."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a form is asked of."""

    expr: Expr
    names: Names
    variable: Expr | None
    expected: Expr | None
    polynomials: Polynomials


def fault(
    form: str, expr: Expr, names: Names, variable: Expr | None = None, expected: Expr | None = None,
    budget: Budget | None = None,
) -> Finding | None:  # fmt: skip
    """What keeps `expr` from having the form; None where nothing does. KeyError for a form that does not exist."""
    check = FORMS[form]
    question = Question(bare(expr), names, variable, expected, Polynomials(names, budget or Budget.start()))
    try:
        return check(question)
    except LimitError:
        return Finding("form-undecided", data=(("form", form),))


def terms(expr: Expr) -> Iterator[Expr]:
    """The terms of a sum as written, nested sums opened, signs taken along."""
    match bare(expr):
        case Apply("add", args):
            for arg in args:
                yield from terms(arg)
        case Apply("neg", (arg,)) if is_sum(arg):
            for term in terms(arg):
                yield Apply("neg", (term,))
        case plain:
            yield plain


def factors(expr: Expr) -> Iterator[tuple[Expr, Expr | None]]:
    """The factors of a product as written, each with its exponent; a divisor has the exponent -1."""
    match bare(expr):
        case Apply("mul", args):
            for arg in args:
                yield from factors(arg)
        case Apply("neg", (arg,)):
            yield from factors(arg)
        case Apply("div", (top, bottom)):
            yield from factors(top)
            yield bottom, Apply("neg", (Number("1"),))
        case Apply("pow", (base, exponent)):
            yield bare(base), exponent
        case plain:
            yield plain, None


def _depends(expr: Expr, variable: Expr | None) -> bool:
    return variable is None or any(node == variable for node in walk(expr))


# factored ------------------------------------------------------------------------------------------------------


def _factored(question: Question) -> Finding | None:
    """Every factor that is a sum is irreducible over Q and hides no number; no divisor can be cancelled. A whole
    number is a product of primes."""
    if (composite := _composite(question.expr)) is not None:
        return finding("not-factored", ("factor", composite))
    shared = _to_cancel(question)
    if shared is not None:
        return finding("common-factor-left", ("fraction", question.expr), ("factor", shared))
    for base, exponent in factors(question.expr):
        if isinstance(exponent, Apply) and exponent.op == "neg":
            for inner, _ in factors(base):
                found = _factor_fault(question, inner)
                if found is not None:
                    return found
            continue
        inner_factors = list(factors(base)) if exponent is not None else [(base, None)]
        for inner, _ in inner_factors:
            found = _factor_fault(question, inner)
            if found is not None:
                return found
    return None


def _composite(expr: Expr) -> Expr | None:
    """The first factor of a product of whole numbers that is no prime; None where it is another formula."""
    bases = [base for base, _ in factors(expr)]
    if not all(isinstance(base, Number) and base.text.isdecimal() and len(base.text) < DIGITS for base in bases):
        return None
    if not all(exponent is None or isinstance(exponent, Number) for _, exponent in factors(expr)):
        return None
    numbers = (base for base in bases if isinstance(base, Number) and base.text != "1")
    return next((base for base in numbers if not fmpz(int(base.text)).is_prime()), None)


def _to_cancel(question: Question) -> str | None:
    """What a product and its divisor have in common: `(x - 1) x / x`."""
    sides: dict[bool, list[Expr]] = {True: [], False: []}
    for base, exponent in factors(question.expr):
        sides[isinstance(exponent, Apply) and exponent.op == "neg"].append(base)
    top, bottom = (Apply("mul", (Number("1"), *sides[below])) for below in (False, True))
    return question.polynomials.common(top, bottom) if sides[True] else None


def _factor_fault(question: Question, factor: Expr) -> Finding | None:
    if not is_sum(factor) or not _depends(factor, question.variable):
        return None
    polynomial = question.polynomials.polynomial(factor)
    if polynomial is None:
        return finding("not-a-polynomial-factor", ("factor", factor))
    number, parts = polynomial.factors()
    if sum(power for _, power in parts) > 1:
        return finding("not-factored", ("factor", factor))
    if (alike := _like_terms(question, factor)) is not None:
        return finding("like-terms", ("part", alike))
    if number != 1:
        return finding("number-to-factor-out", ("factor", factor), ("number", str(number)))
    return None


# expanded ------------------------------------------------------------------------------------------------------


def _expanded(question: Question) -> Finding | None:
    """A sum of products without sums in them, like terms collected."""
    for term in terms(question.expr):
        for base, exponent in factors(term):
            held = is_sum(base) and not (isinstance(exponent, Apply) or _is_fraction_power(exponent))
            over_sum = isinstance(exponent, Apply) and is_sum(base)
            if held or (over_sum and any(is_sum(other) for other, power in factors(term) if power is None)):
                return finding("not-expanded", ("part", term))
    alike = _like_terms(question, question.expr)
    return None if alike is None else finding("like-terms", ("part", alike))


def _like_terms(question: Question, expr: Expr) -> Expr | None:
    """The first term of a sum that could be collected with one before it."""
    seen: set[str] = set()
    for term in terms(expr):
        monomial = question.polynomials.monomial(term)
        if monomial is not None and monomial in seen:
            return term
        if monomial is not None:
            seen.add(monomial)
    return None


def _is_fraction_power(exponent: Expr | None) -> bool:
    return exponent is not None and not (isinstance(exponent, Number) and exponent.text.isdigit())


# fractions -----------------------------------------------------------------------------------------------------


def _lowest_terms(question: Question) -> Finding | None:
    """Numerical fractions in lowest terms and put together, no root or i below, no sum common to both."""
    for node in walk(question.expr):
        if fractions_left(node):
            return finding("arithmetic-left", ("part", node))
        if not isinstance(node, Apply) or node.op != "div":
            continue
        top, bottom = (unsigned(arg) for arg in node.args)
        if whole(top) is not None and whole(bottom) is not None:
            common = question.polynomials.common_number(whole(top) or 0, whole(bottom) or 0)
            if common > 1:
                return finding("fraction-not-in-lowest-terms", ("fraction", node))
        if _has_root(bottom):
            return finding("root-in-denominator", ("fraction", node))
        shared = question.polynomials.common_sum(node.args[0], node.args[1])
        if shared is not None:
            return finding("common-factor-left", ("fraction", node), ("factor", shared))
    return None


def _has_root(expr: Expr) -> bool:
    """A root of a number, or i, among the sums, products and fractions that the expression is."""
    expr = bare(expr)
    match expr:
        case Name("i"):
            return True
        case Apply("sqrt" | "root", args):
            return not any(isinstance(node, Name) for node in walk(args[0]))
        case Apply("pow", (base, exponent)) if not (isinstance(exponent, Number) and exponent.text.isdigit()):
            return isinstance(bare(base), Number) and isinstance(bare(exponent), Apply)
        case Apply("add" | "mul" | "neg" | "div" | "pow", args):
            return any(_has_root(arg) for arg in args)
        case _:
            return False


def _rationalised(question: Question) -> Finding | None:
    for node in walk(question.expr):
        match node:
            case Apply("div", (_, bottom)) if _has_root(bottom):
                return finding("root-in-denominator", ("fraction", node))
            case Apply("sqrt", (Apply("div", (_, Number(text))),)) if not _is_square_number(text):
                return finding("root-in-denominator", ("fraction", node))
            case Apply("pow", (base, Apply("neg"))) if _has_root(base):
                return finding("root-in-denominator", ("fraction", node))
            case Apply("pow", (base, Apply("neg", (Apply("div"),)))) if isinstance(bare(base), Number):
                return finding("root-in-denominator", ("fraction", node))
    return None


def _is_square_number(text: str) -> bool:
    return text.isdigit() and isqrt(int(text)) ** 2 == int(text)


def _single_fraction(question: Question) -> Finding | None:
    """One fraction at the top, none within."""
    count = 0
    for factor in _signed_product(question.expr):
        match factor:
            case Apply("div", (top, bottom)) if count == 0:
                count = 1
                if _holds_fraction(top) or _holds_fraction(bottom):
                    return finding("not-a-single-fraction", ("part", factor))
            case _ if _holds_fraction(factor):
                return finding("not-a-single-fraction", ("part", factor))
    return None


def _signed_product(expr: Expr) -> Iterator[Expr]:
    match bare(expr):
        case Apply("neg", (arg,)):
            yield from _signed_product(arg)
        case Apply("mul", args):
            for arg in args:
                yield from _signed_product(arg)
        case plain:
            yield plain


def _holds_fraction(expr: Expr) -> bool:
    """A fraction or a negative power among sums, products and powers (not within a function or an exponent)."""
    match bare(expr):
        case Apply("div"):
            return True
        case Apply("pow", (base, exponent)):
            power = bare(exponent)
            return (isinstance(power, Apply) and power.op == "neg") or _holds_fraction(base)
        case Apply("add" | "mul" | "neg", args):
            return any(_holds_fraction(arg) for arg in args)
        case _:
            return False


def _partial_fractions(question: Question) -> Finding | None:
    """A sum of a polynomial and proper fractions over powers of irreducible polynomials."""
    seen: set[str] = set()
    for term in _partial_terms(question.expr, question.variable):
        if not question.polynomials.is_partial_fraction(term, question.variable):
            return finding("not-partial-fractions", ("part", term))
        powers = question.polynomials.powers_over(term, question.variable)
        if not seen.isdisjoint(powers):
            return finding("like-terms", ("part", term))
        seen |= powers
    return None


def _partial_terms(expr: Expr, variable: Expr | None) -> Iterator[Expr]:
    """The terms, with a constant factor of a sum taken into it."""
    for term in terms(expr):
        match term:
            case Apply("neg", (inner,)):
                yield from _partial_terms(inner, variable)
            case Apply("mul", args) if sum(is_sum(arg) and _depends(arg, variable) for arg in args) == 1 and all(
                is_sum(arg) or (variable is not None and not _depends(arg, variable)) or isinstance(arg, Number)
                for arg in args
            ):
                for arg in args:
                    if is_sum(arg) and _depends(arg, variable):
                        yield from _partial_terms(arg, variable)
            case _:
                yield term


def _completed_square(question: Question) -> Finding | None:
    """a(x + h)^2 + k: the variable stands in one square of a linear polynomial, or at most linearly."""
    letters = [name for name in free_names(question.expr) if not is_constant(name, question.names)]
    if question.variable is None and len(letters) == 1:
        question = replace(question, variable=Name(letters[0]))
    depending = [term for term in terms(question.expr) if _depends(term, question.variable)]
    if question.variable is None:
        depending = [term for term in depending if any(isinstance(node, Name) for node in walk(term))]
    squares = [term for term in depending if _is_square(question, term)]
    if len(squares) == 1 and (len(depending) == 1 or question.variable is None):
        sums = [question.expr, *(base for base, _ in factors(squares[0]) if is_sum(base))]
        alike = next((found for each in sums if (found := _like_terms(question, each)) is not None), None)
        return None if alike is None else finding("like-terms", ("part", alike))
    degree = question.polynomials.degree(question.expr, question.variable)
    if degree is not None and degree <= 1:
        return None
    part = next((term for term in depending if term not in squares), question.expr)
    return finding("square-not-completed", ("part", part))


def _is_square(question: Question, term: Expr) -> bool:
    """A constant times the square of something linear in the variable."""
    square = False
    for base, exponent in factors(term):
        if not _depends(base, question.variable) or not any(isinstance(node, Name) for node in walk(base)):
            continue
        if square or exponent != Number("2"):
            if question.variable is None and exponent is None and not is_sum(base):
                continue
            return False
        degree = question.polynomials.degree(base, question.variable)
        square = degree == 1
        if not square:
            return False
    return square


# the rest ------------------------------------------------------------------------------------------------------


def _as_written(question: Question) -> Finding | None:
    if question.expected is None or written.same(question.expr, question.expected, question.names):
        return None
    return finding("not-as-written")


def _exact(question: Question) -> Finding | None:
    for node in walk(question.expr):
        if isinstance(node, Number) and not node.text.isdigit():
            return finding("decimal-left", ("number", node.text))
        if isinstance(node, Chain) and "approx" in node.relations:
            return finding("decimal-left", ("number", node))
    return None


FORMS: dict[str, Callable[[Question], Finding | None]] = {
    "factored": _factored,
    "expanded": _expanded,
    "lowest_terms": _lowest_terms,
    "single_fraction": _single_fraction,
    "partial_fractions": _partial_fractions,
    "completed_square": _completed_square,
    "as_written": _as_written,
    "evaluated": lambda question: left_undone(question.expr),
    "exact": _exact,
    "rationalised": _rationalised,
}
"""The forms of an answer block."""
