"""One value is asked, one value counts: what a chain such as `f(x) = 2x + x = 3x` claims.

A left side that only names the answer is taken off. The other sides must be equal to each other, for a chain
that contradicts itself claims nothing. What stands after `≈` is a remark, unless nothing else is there.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from grader.answer.derivation.antiderivatives import integrates, slopes
from grader.answer.kind import Context
from grader.answer.value.asked import is_of_another_letter, is_untold
from grader.answer.value.congruences import are_congruent, is_false_congruence, is_inverse_of_number
from grader.answer.value.digits import typed
from grader.answer.value.finite_sets import members, of_numbers
from grader.answer.value.given_values import false_of_given
from grader.answer.value.judgement import Judgement, finding, incorrect, undecided
from grader.answer.value.left_sides import (
    ARRAYS,
    describes,
    is_another_of_its_kind,
    is_changed,
    is_formula_for,
    is_measure,
    is_size_of_array,
    is_unit_matrix,
    names_answer,
)
from grader.answer.value.rounded_arrays import entries, is_rounded_array
from grader.answer.value.shapes import CONSTANTS, is_number, kind_of, unwrapped
from grader.answer.value.worth import NoValue, ball, place, precision, value
from grader.equivalence import compare
from grader.equivalence.truth import Different, Same, Unknown
from grader.late import dataclass
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, facts, walk
from grader.values import Finding

EQUALITIES = frozenset({"=", "approx", "defines", "equiv"})
UNTOLD = "value-untold"
ROUNDED = "rounded-otherwise"
OTHER_FUNCTION = "other-function"
NO_BOUNDS = "bounds-left-out"
PRODUCTS = frozenset({"cross", "inner", "outer"})
"""Products of vectors."""
UNDONE = frozenset({"diff", "partial", "gradient", "integral", "limit", "sum", "product", "argmax", "argmin"})

LITTLE, NEAR = Fraction(1, 1000), Fraction(5, 100)
"""How far a rounded value may be off, in all or relative to it."""
PLACES = (2, 5, 11)
BITS = 96

Slack = Callable[[Expr, Expr], bool]
"""Whether the second side is the first one, rounded."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The value claimed, what was assumed; `refused` where the chain cannot be believed."""

    expr: Expr
    findings: tuple[Finding, ...] = ()
    refused: Judgement | None = None


def claim(
    expr: Expr,
    context: Context,
    of: tuple[Expr, ...] = (),
    rounds: Slack | None = None,
    belongs: Callable[[Expr], bool] | None = None,
) -> Claim:
    """The one value that `expr` claims; an expression without relations claims itself. `rounds` tells where the
    right side of an `=` is the left one rounded as the exercise allows; `belongs`, of values that hold letters of
    the student's own, whether a side in such letters may be on the way to one."""
    expr = unwrapped(_without_law(_counted_twice(one_box(expr, context))))
    if not isinstance(expr, Chain) or not EQUALITIES.issuperset(expr.relations):
        return Claim(expr)
    findings: tuple[Finding, ...] = ()
    told = describes
    sides, relations = list(expr.operands), list(expr.relations)
    other = sides[0] not in of and sides[-1] not in of and is_of_another_letter(sides[0], of, context.names)
    other = other or (sides[-1] not in of and _is_another(sides[0], of, context))
    if other or is_untold(sides[0], sides[1], of, context.question, context.names):
        return Claim(sides[-1], findings, untold(sides[0], sides[-1]))
    if (false := false_of_given(sides, context)) is not None:
        return Claim(sides[-1], findings, untold(*false))
    called = isinstance(sides[0], Call) and sides[0] not in of  # `H(p)` for `H`: what p is was said elsewhere
    names_it = names_answer(sides[0], sides[1:], of) or is_size_of_array(sides[0], context.names)
    if names_it or is_measure(sides[0], sides[-1], context.names):
        if is_false_congruence(sides[0], sides[1]):
            return Claim(sides[-1], findings, contradiction(sides[0], sides[1]))
        if sides[0] not in of:
            findings = (finding("left-side-as-name", "assumption", name=to_text(sides[0])),)
            if is_changed(sides[0], sides[1]) or is_unit_matrix(sides[0], sides[-1], context.names):
                return Claim(sides[-1], findings, untold(sides[0], sides[1]))
            if _is_told(sides[0], sides[1], context.names) and _is_false(sides[0], sides[1], context):
                return Claim(sides[-1], findings, _not_its_value(sides[0], sides[1]))
            if of and all(_is_of_another(sides[0], each, context.names) for each in of):
                doubt = undecided("chain", finding(OTHER_FUNCTION, name=to_text(sides[0])))
                return Claim(sides[-1], findings, doubt)
        told = is_formula_for
        del sides[0], relations[0]
    if relations[:1] == ["approx"] and describes(sides[0], sides[1], context.names):  # `A^{-1} ≈ ...`
        findings = (*findings, finding("left-side-as-name", "assumption", name=to_text(sides[0])))
        del sides[0], relations[0]
    if len(sides) > 1 and sides[-1] in of and relations[-1] == "=":  # `1/4 = f'(0)`
        del sides[-1], relations[-1]
    if "approx" in relations:
        cut = relations.index("approx") + 1
        refusals = (not_near(sides[cut - 1], side, context) for side in sides[cut:])
        far = next((refused for refused in refusals if refused is not None), None)
        if far is not None:
            return Claim(sides[cut - 1], findings, far)
        slip = next((side for side in sides[cut:] if _is_rounded_otherwise(sides[cut - 1], side, context)), None)
        if slip is not None:
            told_so = finding(ROUNDED, left=to_text(sides[cut - 1]), right=to_text(slip))
            return Claim(sides[cut - 1], findings, undecided("chain", told_so))
        sides = sides[:cut]
    for (left, right), relation in zip(pairwise(sides), relations, strict=False):
        refused = disagreement(left, right, context)
        if refused is not None and relation == "equiv" and is_number(left) and is_number(right):
            refused = _incongruent(left, right, sides[-1])
            if refused is None:
                continue
        if refused is None or (rounds and rounds(left, right)):
            continue
        if is_rounded_array(left, right, context):  # `[[1/3, 2/3]] = [[0.33, 0.67]]`
            return Claim(sides[-1], findings, undecided("chain", finding("chain-undecided")))
        open_ = (called and bool(of) and bool(free_names(left) - CONSTANTS)) or _may_be_arrays(
            left, right, sides[-1], of, context.names
        )
        if refused.outcome == "incorrect" and open_:
            return Claim(sides[-1], findings, untold(left, right))
        asked = any(disagreement(left, each, context) is None for each in of)  # `A^2 = A \cdot A = ...`
        if not asked and not told(left, right, context.names):
            return Claim(sides[-1], findings, refused)
        if not asked and belongs is not None and not belongs(left):
            return Claim(sides[-1], findings, untold(left, right))
        findings = (*findings, finding("left-side-as-name", "assumption", name=to_text(left)))
    return Claim(unwrapped(sides[-1]), findings)


def _may_be_arrays(left: Expr, right: Expr, end: Expr, of: tuple[Expr, ...], names: Names) -> bool:
    """Whether letters that nobody declared may be vectors or matrices, so that `u v = -v u` is no contradiction."""
    about = kind_of(end) in ARRAYS or any(isinstance(each, Apply) and each.op in PRODUCTS for each in of)
    letters = free_names(left) | free_names(right)
    return about and bool(letters - CONSTANTS - names.declared)


def _incongruent(left: Expr, right: Expr, end: Expr) -> Judgement | None:
    """Why `17 ≡ 10` is not so modulo what is said at the end of the chain; where nothing is, a person decides."""
    if isinstance(right, Apply) and right.op == "mod":
        return contradiction(left, right)
    match end:
        case Apply("mod", (_, modulus)):
            return contradiction(left, right) if is_false_congruence(left, Apply("mod", (right, modulus))) else None
    return untold(left, right)


def _is_another(left: Expr, of: tuple[Expr, ...], context: Context) -> bool:
    """Whether it is another probability, or another value of a function, than the one asked."""
    if not is_another_of_its_kind(left, of):
        return False
    told = context.names.definitions.keys() | context.names.functions.keys()
    if isinstance(left, Bind) and told.isdisjoint(free_names(left.body)):
        return True  # the derivative of a letter of which nothing is known
    if is_number(left):
        return False  # what it says holds or not
    budget = context.budget, context.seed
    return not any(isinstance(compare(left, asked, context.names, *budget), Same) for asked in of)


def _is_of_another(left: Expr, asked: Expr, names: Names) -> bool:
    """`tau''(0) = 0` where `sigma''(0)` was asked: the same of another function, or a slip of the pen. So is a
    density `f(x)` for a distribution function `F(x)`."""
    match left, asked:
        case Call(theirs, at), Call(ours, same) if at == same:
            mine, other = (_function(each, names) for each in (ours, theirs))
            alike = mine.casefold() == other.casefold()
            return bool(mine and other) and mine != other and (alike or mine in names.functions)
    return False


def _function(head: Expr, names: Names) -> str:
    match head:
        case Name(id):
            return names.canonical(id)
        case Apply("prime", (Name(id), _)):
            return names.canonical(id)
    return ""


def _counted_twice(expr: Expr) -> Expr:
    """`x_1 = 1, x_2 = 1`: one value, said of a double root."""
    match expr:
        case Apply("sequence" | "and" | "or", (Chain((Name(id), value), ("=",)) as first, *rest)):
            base = id.partition("_")[0]
            again = all(
                isinstance(item, Chain) and isinstance(item.operands[0], Name)
                and item.operands[0].id.partition("_")[0] == base and item.operands[1:] == (value,)
                for item in rest
            )  # fmt: skip
            return first if again else expr
    return expr


def is_named(expr: Expr, of: tuple[Expr, ...]) -> bool:
    """Whether it is a chain of equalities that begins with the name of what is computed, or boxes side by side."""
    match unwrapped(expr):
        case Chain(operands, relations):
            return EQUALITIES.issuperset(relations) and names_answer(operands[0], list(operands[1:]), of)
        case Apply("mul", args):
            return all(map(_boxed, args))
    return False


def _without_law(expr: Expr) -> Expr:
    """`X ~ Bin(10, 0.3), P(X = 2) = 0.23` without how the variable is distributed."""
    match expr:
        case Apply("sequence" | "and", items) if len(said := [item for item in items if not _is_law(item)]) == 1:
            return said[0] if len(items) > 1 else expr
    return expr


def _is_law(expr: Expr) -> bool:
    return isinstance(expr, Chain) and expr.relations == ("sim",)


def one_box(expr: Expr, context: Context) -> Expr:
    """Boxes side by side are no product: one value where they agree, a list where they do not."""
    if not isinstance(expr, Apply) or expr.op != "mul" or not all(_boxed(arg) for arg in expr.args):
        return expr
    first, *others = map(unwrapped, expr.args)
    if all(disagreement(first, other, context) is None for other in others):
        return first
    return Apply("sequence", (first, *others))


def _boxed(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "boxed"


def _is_told(left: Expr, right: Expr, names: Names) -> bool:
    """`h'(1)` of a function that the exercise defines is no free name: what is said of it holds or not. Nor is
    `h'(x)` where a number is said to be its value."""
    match left:
        case Call(Name(id) | Apply("prime", (Name(id), _))):
            function = names.functions.get(names.canonical(id))
            told = function is not None and function.body is not None
            return told and (not _letters(left) or not free_names(right) - CONSTANTS)
    return False


def _letters(call: Expr) -> set[str]:
    args = call.args if isinstance(call, Call) else ()
    return {name for arg in args for name in free_names(arg)} - CONSTANTS


def _not_its_value(left: Expr, right: Expr) -> Judgement:
    """`h'(1) = 7` is wrong. `h'(x) = 7` is so for all x, and may be a careless name for the value at a point."""
    if not _letters(left):
        return contradiction(left, right)
    return undecided("chain", finding("not-for-all", left=to_text(left), right=to_text(right)))


def _is_false(left: Expr, right: Expr, context: Context) -> bool:
    """Whether an equation between values does not hold, as far as decimals may be rounded."""
    if _has_decimals(right):
        return not near(left, right, context)
    return isinstance(compare(left, right, context.names, context.budget, context.seed), Different)


def _has_decimals(expr: Expr) -> bool:
    return any(isinstance(node, Number) and "." in node.text for node in walk(expr))


def disagreement(left: Expr, right: Expr, context: Context) -> Judgement | None:
    """Why two sides of a chain cannot both stand, or None where they can."""
    truth = compare(left, right, context.names, context.budget, context.seed)
    match truth:
        case Different() if _is_open(left, right, context.names):
            return untold(left, right)
        case Different() if "erf" in facts(left).words and _has_decimals(right) and near(left, right, context):
            return None  # `1 - Φ(2) = 1 - 0.9772`, out of a table
        case Different() if are_congruent(left, right):
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
            ours, theirs = members(left), members(right)
            if ours is not None and theirs is not None and (ours == theirs or of_numbers(ours | theirs)):
                return None if ours == theirs else contradiction(left, right)
            undone = isinstance(left, Bind) and left.op in UNDONE
            return None if undone else undecided("chain", finding("chain-undecided"), reason)
    return None


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
    """Whether the left side alone holds a name whose value nobody has told (`sigma^2 = 1/2`, `E[X^2] = 3/2`): the
    equation may be what the student says of it, and no point of ours speaks against that."""
    alone = free_names(left) - free_names(right) - CONSTANTS
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


def _is_rounded_otherwise(left: Expr, right: Expr, context: Context) -> bool:
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
