"""One value is asked, one value counts: what a chain such as `f(x) = 2x + x = 3x` claims.

A left side that only names the answer is taken off. The other sides must be equal to each other, for a chain
that contradicts itself claims nothing. What stands after `≈` is a remark, unless nothing else is there.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from grader.answer.kind import Context
from grader.answer.value.arrays.rounded_arrays import is_rounded_array
from grader.answer.value.asked.agreement import (
    UNTOLD,
    contradiction,
    disagreement,
    has_decimals,
    is_rounded_otherwise,
    near,
    not_near,
    untold,
)
from grader.answer.value.asked.another import named_in_question, names_another
from grader.answer.value.asked.asked_modulus import leave_the_same
from grader.answer.value.asked.given_values import false_of_given
from grader.answer.value.asked.left_sides import (
    ALSO_LETTERS,
    ARRAYS,
    describes,
    is_changed,
    is_formula_for,
    is_measure,
    is_no_claim,
    is_size_of_array,
    is_unit_matrix,
    names_answer,
)
from grader.answer.value.asked.middle_forms import doubt_of_form
from grader.answer.value.asked.quantities import same_quantity
from grader.answer.value.asked.question import is_asked_word, said, sought
from grader.answer.value.formulas.congruences import is_false_congruence
from grader.answer.value.formulas.recurrences import traced_back
from grader.answer.value.judgement import Judgement, finding, undecided
from grader.answer.value.numbers.tolerance import Slack
from grader.answer.value.shapes import CONSTANTS, is_number, kind_of, unwrapped
from grader.equivalence import compare
from grader.equivalence.rewriting.signs import readings, signed
from grader.equivalence.truth import Different
from grader.late import dataclass, replace
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Call, Chain, Expr, Name
from grader.values import Finding

EQUALITIES = frozenset({"=", "approx", "defines", "equiv"})
ROUNDED = "rounded-otherwise"
OTHER_FUNCTION = "other-function"
PRODUCTS = frozenset({"cross", "inner", "outer"})
"""Products of vectors."""


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
    match expr:
        case Chain((*before, Apply("where", (end, condition))), linked):  # `1/(1 - x) = 1 + x + …, |x| < 1`
            inner = claim(Chain((*before, end), linked), context, of, rounds, belongs)
            return replace(inner, expr=Apply("where", (inner.expr, condition)))
    expr = _tended_to(expr, context)
    if not isinstance(expr, Chain) or not EQUALITIES.issuperset(expr.relations):
        return Claim(expr)
    sides, relations = list(expr.operands), list(expr.relations)
    if (refused := _of_something_else(sides, of, context)) is not None:
        return Claim(sides[-1], (), refused)
    findings: tuple[Finding, ...] = ()
    told = describes
    if _is_name(sides, of, context):
        if sides[0] not in of:
            findings = (_as_name(sides[0]),)
        refused = _not_its_name(sides, of, context)
        if refused is not None:
            return Claim(sides[-1], findings, refused)
        told = is_formula_for
        del sides[0], relations[0]
    if relations[:1] == ["approx"] and describes(sides[0], sides[1], context.names):  # `A^{-1} ≈ ...`
        findings = (*findings, _as_name(sides[0]))
        del sides[0], relations[0]
    if len(sides) > 1 and sides[-1] in of and relations[-1] == "=":  # `1/4 = f'(0)`
        del sides[-1], relations[-1]
    if "approx" in relations:
        cut = relations.index("approx") + 1
        refused = _badly_rounded(sides[cut - 1], sides[cut:], context)
        if refused is not None:
            return Claim(sides[cut - 1], findings, refused)
        sides = sides[:cut]
    called = isinstance(expr.operands[0], Call) and expr.operands[0] not in of
    links = _Links(sides[-1], context, of, told, rounds, belongs, called, expr.operands[0])
    for (left, right), relation in zip(pairwise(sides), relations, strict=False):
        assumed, refused = links.between(left, right, relation)
        if refused is not None:
            return Claim(sides[-1], findings, refused)
        findings = (*findings, *assumed)
    return Claim(unwrapped(sides[-1]), findings)


def _tended_to(expr: Expr, context: Context) -> Expr:
    """The limit in `a_n -> 2` and `f(x) -> 2`, where a limit of this is asked; `n -> 2` says nothing of it."""
    match expr:
        case Chain((left, value), ("to",)) if "limit" in sought(context.question):
            letter = isinstance(left, Name) and "_" not in left.id
            if not letter and same_quantity(left, context.names) in said(context.question, context.names):
                return value
    return expr


def _of_something_else(sides: list[Expr], of: tuple[Expr, ...], context: Context) -> Judgement | None:
    """Why the chain says nothing of what was asked, or says of what was given what is not so."""
    if names_another(sides, of, context):
        return untold(sides[0], sides[-1])
    false = false_of_given(sides, context)
    return None if false is None else untold(*false)


def _is_name(sides: list[Expr], of: tuple[Expr, ...], context: Context) -> bool:
    first, last = sides[0], sides[-1]
    named = names_answer(first, sides[1:], of) or is_size_of_array(first, context.names)
    named = named or is_measure(first, last, context.names) or is_asked_word(first, context.question)
    return named or (isinstance(first, Apply) and first in named_in_question(last, context))


def _not_its_name(sides: list[Expr], of: tuple[Expr, ...], context: Context) -> Judgement | None:
    """Why what stands on the left, a name by its looks, is none of the value that follows."""
    name, value, last = sides[0], sides[1], sides[-1]
    if is_false_congruence(name, value):
        return contradiction(name, value)
    if name in of:
        return None
    if isinstance(name, Name) and name.id in ALSO_LETTERS and _is_false(name, value, context):
        known = name in said(context.question, context.names)  # `i = -1` for `i^2`
        return untold(name, value) if known or not context.question else None
    if is_changed(name, value) or is_unit_matrix(name, last, context.names):
        return untold(name, value)
    if _is_told(name, value, context.names) and _is_false(name, value, context):
        return _not_its_value(name, value)
    if of and all(_is_of_another(name, each, context.names) for each in of):
        return undecided("chain", finding(OTHER_FUNCTION, name=to_text(name)))
    return None


def _badly_rounded(exact: Expr, rounded: list[Expr], context: Context) -> Judgement | None:
    """Why what stands behind `≈` is not what stands before it, rounded."""
    for side in rounded:
        if (far := not_near(exact, side, context)) is not None:
            return far
    for side in rounded:
        if is_rounded_otherwise(exact, side, context):
            return undecided("chain", finding(ROUNDED, left=to_text(exact), right=to_text(side)))
    return None


@dataclass(frozen=True, slots=True)
class _Links:
    """What may stand between two sides of a chain that ends with `end`. `told` says whether a side that is not the
    next one may be its name or formula; `called`, that the chain began with a value of a function (`H(p)` for `H`:
    what p is was said elsewhere)."""

    end: Expr
    context: Context
    of: tuple[Expr, ...]
    told: Callable[[Expr, Expr, Names], bool]
    rounds: Slack | None
    belongs: Callable[[Expr], bool] | None
    called: bool
    first: Expr

    def between(self, left: Expr, right: Expr, relation: str) -> tuple[tuple[Finding, ...], Judgement | None]:
        """What is assumed so that both can stand, or why they cannot."""
        refused = disagreement(left, right, self.context)
        if refused is not None and relation == "equiv" and is_number(left) and is_number(right):
            refused = _incongruent(left, right, self.end, self.context)
        if (
            refused is None
            or traced_back(left, right, self.first)
            or self._chooses(left, right)
            or is_no_claim(left, right)
            or (self.rounds and self.rounds(left, right))
        ):
            return (), None
        if is_rounded_array(left, right, self.context):  # `[[1/3, 2/3]] = [[0.33, 0.67]]`
            return (), undecided("chain", finding("chain-undecided"))
        if refused.outcome == "incorrect" and (self._is_open(left, right) or self._is_meant_modulo(left, right)):
            return (), untold(left, right)
        if _is_closed(left) and is_number(right) and any(item.code == UNTOLD for item in refused.findings):
            return (), refused
        asked = any(disagreement(left, each, self.context) is None for each in self.of)  # `A^2 = A \cdot A = ...`
        if not asked and not self.told(left, right, self.context.names):
            return (), refused
        if not (asked or self.belongs is None or self._is_of_parts(left) or self.belongs(left)):
            return (), untold(left, right)
        if left is not self.first and (doubt := doubt_of_form(self.first, left, self.end, self.context)):
            return (), doubt
        return (_as_name(left),), None

    def _is_meant_modulo(self, left: Expr, right: Expr) -> bool:
        """`3^{100} = 3^4`, where the question is modulo 7."""
        return leave_the_same(left, right, self.context.question, self.context.names) is True

    def _is_of_parts(self, left: Expr) -> bool:
        """`y_h + y_p`, where `y` is asked: its parts, of which the next side says what they are."""
        bases = {each.id for each in self.of if isinstance(each, Name)}
        parts = free_names(left) - CONSTANTS - self.context.names.declared
        return len(parts) > 1 and all("_" in part and part.partition("_")[0] in bases for part in parts)

    def _chooses(self, left: Expr, right: Expr) -> bool:
        """`±sqrt(25) = 5`: one of the two signs."""
        if not signed(left) or signed(right):
            return False
        return any(disagreement(each, right, self.context) is None for each in readings(left))

    def _is_open(self, left: Expr, right: Expr) -> bool:
        """Whether letters that nobody told us may stand for what makes them equal: arguments of the function, or,
        undeclared, vectors and matrices, so that `u v = -v u` is no contradiction."""
        letters = free_names(left) - CONSTANTS
        if self.called and self.of and letters:
            return True
        products = any(isinstance(each, Apply) and each.op in PRODUCTS for each in self.of)
        undeclared = (letters | free_names(right)) - CONSTANTS - self.context.names.declared
        factors = self.end.args if isinstance(self.end, Apply) and self.end.op == "mul" else (self.end,)
        array = any(kind_of(each) in ARRAYS for each in factors)  # `\frac{1}{\det A} \begin{pmatrix} …`
        return (array or products) and bool(undeclared)


def _is_closed(expr: Expr) -> bool:
    """`\\sum_{k=1}^4 k^2`: a number whose letters are all bound, and no formula of the student's own."""
    return is_number(expr) and not free_names(expr) <= CONSTANTS


def _as_name(expr: Expr) -> Finding:
    return finding("left-side-as-name", "assumption", name=to_text(expr))


def _incongruent(left: Expr, right: Expr, end: Expr, context: Context) -> Judgement | None:
    """Why `17 ≡ 10` is not so modulo what is said at the end of the chain, or in the question; where nothing is, a
    person decides."""
    if isinstance(right, Apply) and right.op == "mod":
        return contradiction(left, right)
    match end:
        case Apply("mod", (_, modulus)):
            return contradiction(left, right) if is_false_congruence(left, Apply("mod", (right, modulus))) else None
    same = leave_the_same(left, right, context.question, context.names)
    return untold(left, right) if same is None else None if same else contradiction(left, right)


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
    if has_decimals(right):
        return not near(left, right, context)
    return isinstance(compare(left, right, context.names, context.budget, context.seed), Different)
