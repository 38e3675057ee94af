"""Steps of an argument that only say the question or the end again: true, and worth nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from grader.answer.claim.scope import Scope
from grader.answer.value.asked.quantities import same_quantity
from grader.answer.value.formulas.arithmetic import by_arithmetic, with_parts
from grader.answer.value.formulas.spelling import plain_shape, shape, size, sorted_terms, written_out
from grader.answer.value.numbers.worth import fraction, unfolded
from grader.equivalence import compare
from grader.equivalence.truth import Same
from grader.late import replace
from grader.notation.names import Domain, Names, free_names
from grader.notation.tree import Apply, Bind, Call, Expr, Name, rebuild, walk

OPTIMA = frozenset({"argmax", "argmin"})
BY_RULES = frozenset({"diff", "partial", "gradient", "integral"})
LETTER = Name("restated")
LONGER = 2
"""By so much what the rules make of a derivative is longer than the end that arithmetic makes of it."""


def says_more(form: Expr, question: Expr, goal: Expr, scope: Scope) -> bool:
    """Whether a form on the way is more than the question with its definitions put in or dressed up (`2*q/2`),
    or the end in another spelling: equal to one of them whatever the functions of the exercise stand for.

    Where the claim itself needs no definitions, no form on the way does, and they count.
    """
    names, context = scope.names, scope.context
    form = unfolded(form, only(scope.own, names))  # the known end under a name of the student's own
    if shape(form, names) == shape(goal, names) or dresses(form, question, goal, scope):
        return False
    if not _carried_out(form, question, names) and written_out(form, names) == written_out(question, names):
        return False

    def same(left: Expr, right: Expr, by: Names = names) -> bool:
        return isinstance(compare(left, right, by, context.budget, context.seed), Same)

    letters = _only_letters(names)
    if is_optimum(question) and same(question, goal, replace(letters, definitions=names.definitions)):
        return True  # what has its optimum at the same place need not look alike: it is a step
    if letters == names or same(question, goal, letters) or _uses_definition(form, question, goal, names):
        return True
    if _speaks_of(goal, names) and same(form, goal, letters):
        return _is_derived(form, question, goal, names)
    return _carried_out(form, question, names) or not same(form, question, letters)


def puts_in(form: Expr, goal: Expr, names: Names) -> bool:
    """Whether a form is the end with the letters of the exercise put in, though not its functions: `sigma(w x) - y`
    for `hat(y) - y`."""
    if not names.definitions:
        return False
    ours, end = (unfolded(each, replace(names, functions={})) for each in (form, goal))
    return shape(ours, names) == shape(end, names)


def is_optimum(expr: Expr) -> bool:
    return isinstance(expr, Bind) and expr.op in OPTIMA


def dresses(form: Expr, question: Expr, goal: Expr, scope: Scope) -> bool:
    """Whether a form is the question or the end, dressed up: the question with its arguments spelled anew
    (`sin(2x + x)`), the end as one number (`2/4`), or what arithmetic makes one of the two once the other is put in
    for it (`2*q - q`, `q + e^x - e^x`, `(q + end)/2`, `sqrt(q^2)`). Where arithmetic leads from the question to the
    end itself, nothing is: then it is what was to be done."""
    names = scope.names
    asked, end, ours = (plain_shape(each, names) for each in (question, goal, form))
    if by_arithmetic(asked) == by_arithmetic(end):
        return False
    if _spelled(ours, names) == _spelled(asked, names) or _derives_again(ours, asked, scope):
        return True
    if fraction(ours) is not None and by_arithmetic(ours) == by_arithmetic(end):
        return True
    with_end = _with_letter(ours, asked, end)
    if with_end == ours and not free_names(end):  # a number may stand anywhere, and not for the end
        return False
    put_in = _with_letter(with_end, end, LETTER)
    if LETTER not in walk(put_in) or not isinstance(asked, Bind | Call):
        return False
    letter = replace(names, variables={**names.variables, LETTER.id: Domain("positive")})
    whole = _with_letter(put_in, LETTER, end)
    same = compare(put_in, LETTER, letter, scope.context.budget, scope.context.seed)
    return isinstance(same, Same) or by_arithmetic(whole) == by_arithmetic(end)


def turned(form: Expr, question: Expr, goal: Expr, names: Names) -> bool:
    """Whether a form is the end by arithmetic alone, where the question is not: the step that was asked for, or the
    known end rearranged, and nobody can tell; or the limit or sum that was asked for, written longer. What is
    derived or integrated by the rules has that shape, and is a step, unless it is a number alone."""
    if puts_in(form, goal, names) and shape(form, names) != shape(goal, names):
        return True
    asked, end, ours = (plain_shape(each, names) for each in (question, goal, form))
    by_rules = any(isinstance(node, Bind) and node.op in BY_RULES for node in walk(question))
    if by_arithmetic(asked) == by_arithmetic(end) or (by_rules and free_names(ours)):
        return False
    longer = isinstance(asked, Bind) and by_arithmetic(ours) == by_arithmetic(asked) and size(ours) >= size(asked)
    return (longer and not _is_reduced(ours, asked)) or by_arithmetic(ours) == by_arithmetic(end)


def _is_reduced(form: Expr, question: Expr) -> bool:
    """Whether top and bottom below a limit were divided by a letter: `(2 + 1/x)/(1 + 1/x^2)`."""
    match form, question:
        case Bind("limit", _, _, Apply("div", (top, _))), Bind("limit", _, _, Apply("div", (asked, _))):
            ratio: Any = by_arithmetic(Apply("div", (top, asked)))
        case _:
            return False
    return isinstance(ratio, tuple) and len(ratio) == 2 and bool(ratio[0]) and not any(map(any, dict(ratio[1][0])))


def _spelled(expr: Expr, names: Names) -> Expr:
    """As written, but for what stands in the arguments of functions, worked out by arithmetic."""
    return sorted_terms(with_parts(expr))


def _derives_again(form: Expr, question: Expr, scope: Scope) -> bool:
    """Whether it is still the derivative of the same, in another spelling."""
    match form, question:
        case Bind("diff", ours, orders, body), Bind("diff", theirs, others, asked):
            if (ours, orders) != (theirs, others):
                return False
            truth = compare(asked, body, scope.names, scope.context.budget, scope.context.seed)
            return isinstance(truth, Same)
    return False


def _speaks_of(goal: Expr, names: Names) -> bool:
    """Whether the end is said in functions or letters that the exercise defines: then what equals it without their
    definitions is the end again; an end in plain letters equals every step that is past the definitions."""
    defined = {*names.definitions, *(name for name, each in names.functions.items() if each.body is not None)}
    return not defined.isdisjoint(map(names.canonical, free_names(goal)))


def _carried_out(form: Expr, question: Expr, names: Names) -> bool:
    """The question is a derivative of a compound and the form holds that derivative no longer: it was taken by the
    rules, which is a step whatever the functions are."""
    asked = _derivatives(question, names)
    return bool(asked) and not asked & _derivatives(form, names)


def _derivatives(expr: Expr, names: Names) -> frozenset[Expr]:
    """Derivatives of sums and products."""
    found = (n for n in walk(shape(expr, names)) if isinstance(n, Bind) and n.op in ("diff", "partial", "gradient"))
    return frozenset(n for n in found if isinstance(n.body, Apply) and n.body.op in ("add", "mul"))


def _is_derived(form: Expr, question: Expr, goal: Expr, names: Names) -> bool:
    """Whether the rules made a form of the derivative that is asked for, although arithmetic makes the end of it:
    it divides by something, or applies a function, where neither the question nor the end does."""
    ours, end = plain_shape(form, names), plain_shape(goal, names)
    if not rearranges(form, question, goal, names) or any(_holds_factors(node, end) for node in walk(ours)):
        return False
    return bool(_compounds(ours) - _compounds(end) - _compounds(question))


def _holds_factors(node: Expr, end: Expr) -> bool:
    """`(y - t) x p/p`: all factors of the end, among others."""
    match node, end:
        case Apply("mul", args), Apply("mul", parts):
            return not Counter(parts) - Counter(args)
    return node == end


def rearranges(form: Expr, question: Expr, goal: Expr, names: Names) -> bool:
    """Whether a form is the end by arithmetic, long enough that the derivative may have been taken by its rules."""
    return _carried_out(form, question, names) and size(form) > LONGER * size(goal)


def _uses_definition(form: Expr, question: Expr, goal: Expr, names: Names) -> bool:
    """Whether a form holds a part of the question with its definitions put in: what is left to the end is then
    an identity of its own (`e^x/(1 + e^x) + 1/(1 + e^x)` on the way from `sigma(x) + sigma(-x)` to 1)."""
    asked, ours = same_quantity(question, names), same_quantity(goal, names)
    put_in = _compounds(written_out(asked, names)) - _compounds(shape(asked, names))
    own = _compounds(plain_shape(same_quantity(form, names), names))
    return bool(put_in & own - _compounds(written_out(ours, names)))


def _compounds(expr: Expr) -> frozenset[Expr]:
    """Its parts that divide, or apply a function, to something with a letter in it."""
    parts = (node for node in walk(expr) if isinstance(node, Apply) and node.op not in ("neg", "pow", "add", "mul"))
    return frozenset(part for part in parts if any(isinstance(node, Name) for node in walk(part)))


def _with_letter(expr: Expr, end: Expr, letter: Expr) -> Expr:
    """With a letter for the end, also where its factors stand among numbers (`2*a*b/2` for `a*b`)."""
    match expr, end:
        case _ if expr == end:
            return letter
        case Apply("mul", args), Apply("mul", parts):
            rest = Counter(args) - Counter(parts)
            if len(args) - rest.total() == len(parts) and all(fraction(arg) is not None for arg in rest):
                return Apply("mul", (letter, *rest.elements()))
    return rebuild(expr, lambda node: _with_letter(node, end, letter))


def only(own: frozenset[str], names: Names) -> Names:
    """The names that the student has defined."""
    functions = {name: each for name, each in names.functions.items() if name in own}
    return replace(names, functions=functions, definitions={n: e for n, e in names.definitions.items() if n in own})


def _only_letters(names: Names) -> Names:
    """The same names without what they stand for."""
    functions = {name: replace(each, body=None) for name, each in names.functions.items()}
    return replace(names, functions=functions, definitions={})
