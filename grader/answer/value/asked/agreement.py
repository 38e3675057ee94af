"""Whether two sides of a chain can both stand: equal, rounded, or open; a false equation claims nothing."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.kind import Context
from grader.answer.value.arrays.matrices import as_column, multiplied_in, rows_of
from grader.answer.value.arrays.rounded_arrays import entries
from grader.answer.value.asked.asked_modulus import are_same_there
from grader.answer.value.formulas.antiderivatives import integrates, slopes
from grader.answer.value.formulas.congruences import are_congruent, is_inverse_of_number
from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.answer.value.numbers.digits import typed
from grader.answer.value.numbers.worth import NoValue, ball, place, precision, value
from grader.answer.value.sets.finite_sets import members, of_numbers
from grader.answer.value.shapes import CONSTANTS, is_number
from grader.equivalence import compare
from grader.equivalence.truth import Different, Same, Unknown
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Bind, Expr, Name, Number, facts, walk

UNTOLD = "value-untold"
NO_BOUNDS = "bounds-left-out"
UNDONE = frozenset({"diff", "partial", "gradient", "integral", "limit", "sum", "product", "argmax", "argmin"})

LITTLE, NEAR = Fraction(1, 1000), Fraction(5, 100)
"""How far a rounded value may be off, in all or relative to it."""
PLACES = (2, 5, 11)
BITS = 96


def disagreement(left: Expr, right: Expr, context: Context) -> Judgement | None:
    """Why two sides of a chain cannot both stand, or None where they can."""
    truth = compare(left, right, context.names, context.budget, context.seed)
    match truth:
        case Different() if _is_open(left, right, context.names):
            return untold(left, right)
        case Different() if "erf" in facts(left).words and has_decimals(right) and near(left, right, context):
            return None  # `1 - Φ(2) = 1 - 0.9772`, out of a table
        case Different() if are_congruent(left, right):
            return None
        case Different() | Unknown() if are_same_there(left, right, context.question):
            return None
        case Different() if _is_antiderivative(left, right, context):
            return undecided("chain", finding(NO_BOUNDS, left=to_text(left), right=to_text(right)))
        case Different() if is_inverse_of_number(left, right):
            return untold(left, right)
        case Different():
            return contradiction(left, right)
        case Unknown(reason):
            by_parts = slopes(left, right, context.names) if integrates(left, right) else None
            if by_parts is not None:  # `∫ ln(x) dx = x ln(x) - ∫ 1 dx`: equal up to a constant
                return disagreement(*by_parts, context)
            if (columns := _columns(left, right, context.names)) is not None:
                refusals = (disagreement(a, b, context) for a, b in columns)
                return None if all(refused is None for refused in refusals) else contradiction(left, right)
            ours, theirs = members(left), members(right)
            if ours is not None and theirs is not None and (ours == theirs or of_numbers(ours | theirs)):
                return None if ours == theirs else contradiction(left, right)
            undone = isinstance(left, Bind) and left.op in UNDONE
            return None if undone else undecided("chain", finding("chain-undecided"), reason)
    return None


def _columns(left: Expr, right: Expr, names: Names) -> list[tuple[Expr, Expr]] | None:
    """The numbers of two vectors in pairs, sums and multiples worked out: `(1, 1) - 0.1 (1, 3) = (0.9, 0.7)`."""
    sides = [rows_of(as_column(multiplied_in(side, names))) for side in (left, right)]
    ours, theirs = ([entry for row in rows for entry in row] for rows in (side or () for side in sides))
    pairs = list(zip(ours, theirs, strict=False))
    fits = len(ours) == len(theirs) > 0 and all(is_number(entry) for pair in pairs for entry in pair)
    return pairs if fits else None


def _is_antiderivative(left: Expr, right: Expr, context: Context) -> bool:
    """`∫_0^1 x^2 dx = x^3/3 = 1/3`: an antiderivative, into which the bounds are still to be put."""
    match left:
        case Bind("integral" as op, (Name(id),) as variable, (_, _), body) if id in free_names(right):
            pair = slopes(Bind(op, variable, (), body), right, context.names)
            return pair is not None and isinstance(
                compare(*pair, context.names, context.budget, context.seed), Same
            )
    return False


def _is_open(left: Expr, right: Expr, names: Names) -> bool:
    """Whether the left side alone holds a name whose value nobody has told (`sigma^2 = 1/2`, `E[X^2] = 3/2`), or
    any name beside a value without one (`2x = 4`): the equation may be what the student says of it, and no point
    of ours speaks against that."""
    alone = free_names(left) - free_names(right) - CONSTANTS
    if not free_names(right) - CONSTANTS:
        return any(name not in names.definitions and name not in names.functions for name in alone)
    return any(_is_untold(name, names) for name in alone)


def _is_untold(name: str, names: Names) -> bool:
    if name in names.functions or name in names.definitions:
        return name in names.abstract
    domain = names.domain(names.canonical(name))
    return domain is None or domain.kind in ("random", "iid")


def untold(left: Expr, right: Expr) -> Judgement:
    return undecided("chain", finding(UNTOLD, left=to_text(left), right=to_text(right)))


def contradiction(left: Expr, right: Expr) -> Judgement:
    return incorrect("chain", finding("contradictory-chain", left=to_text(left), right=to_text(right)))


def not_near(left: Expr, right: Expr, context: Context) -> Judgement | None:
    """Why the second cannot be the first one, rounded, or None. Lists are looked at entry by entry, formulas at
    some places: they may be near at others, which a person decides."""
    ours, theirs = entries(left), entries(right)
    if ours or theirs:
        if len(ours) != len(theirs):
            return contradiction(left, right)
        refusals = (not_near(a, b, context) for a, b in zip(ours, theirs, strict=True))
        return next((refused for refused in refusals if refused is not None), None)
    letters = (free_names(left) | free_names(right)) - CONSTANTS
    if not letters:
        return None if near(left, right, context) else contradiction(left, right)
    if left == right or all(_near_at(place, left, right, sorted(letters), context) for place in PLACES):
        return None
    return undecided("chain", finding("chain-undecided"))


def _near_at(place: int, left: Expr, right: Expr, letters: list[str], context: Context) -> bool:
    with precision(BITS):
        at = {name: ball(Fraction(place + 3 * k, 2 + k)) for k, name in enumerate(letters)}
        ours, theirs = value(left, context, at), value(right, context, at)
        if isinstance(ours, NoValue) or isinstance(theirs, NoValue):
            return False
        return bool(abs(ours - theirs) <= ball(NEAR).real * abs(theirs) + ball(LITTLE).real)


def is_rounded_otherwise(left: Expr, right: Expr, context: Context) -> bool:
    """Whether a decimal behind `≈` is neither the rounded nor the cut off value: `3.14 ≈ 3.2`."""
    read = typed(right)
    ours = typed(left)
    if read is None or not is_number(left) or (ours is not None and ours.places < read.places):
        return False
    unit = Fraction(10) ** (read.most - read.least if read.places <= 0 else -read.places)
    with precision(BITS):
        exact, rounded = value(left, context), value(right, context)
        if isinstance(exact, NoValue) or isinstance(rounded, NoValue):
            return False
        less = (abs(exact) - abs(rounded)) / ball(unit).real
        return bool(less < ball(Fraction(-51, 100)).real or less > ball(Fraction(1)).real)


def near(left: Expr, right: Expr, context: Context) -> bool:
    """Whether two numbers are at all near each other, or the second is the first one rounded; what is no number is
    believed."""
    read = typed(right)
    if read is not None and read.value:
        half = Fraction(1, 2 * 10**read.places)
        if place(right, left, half, Fraction(0), context) != "outside":
            return True
    return place(right, left, LITTLE, NEAR, context) != "outside"


def has_decimals(expr: Expr) -> bool:
    return any(isinstance(node, Number) and "." in node.text for node in walk(expr))
