"""Lines beside the solving of an equation, which say nothing of its unknowns: arithmetic, a check, a discriminant.

16 - 12 - 4 = 0          D = b^2 - 4ac = 25 > 0          y = 4 - 2 = 2

They earn nothing and cost nothing while they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from grader.answer.claim.scope import Scope, is_label
from grader.answer.derivation.branches import unknown
from grader.answer.derivation.conditional import together
from grader.answer.derivation.identity import degree
from grader.answer.derivation.link import Link
from grader.answer.derivation.links import EQUALITIES, judge
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.equivalence.truth import Same
from grader.late import pattern
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Interval, Name, Number, rebuild
from grader.values import Finding

CHECK = pattern(
    r"\b(?:check\w*|verif\w*|vérif\w*|prob(?:e|en)|test\w*|kontroll\w*|überprüf\w*|gegenprobe)\b[^.;!?=\n]{0,30}$",
    re.IGNORECASE,
)
SETS = frozenset({"set", "union", "intersection", "setminus", "complement", "cartesian"})
DOMAINS = frozenset({"D", "Def", "dom", "mathbb(D)"})
DISCRIMINANTS = frozenset({"D", "Delta", "Disc"})
ZERO, ONE, TWO, FOUR = (Number(text) for text in "0124")
REFUTED = Link("does_not_follow", "arithmetic")
HOLDS = Link("follows", "arithmetic", True)


def is_numeric(expr: Expr | None) -> bool:
    return expr is not None and not free_names(expr) - CONSTANTS


def arithmetic(expr: Expr, scope: Scope) -> Link | None:
    """A statement between numbers that holds; None where it does not, or letters stand in it."""
    if not is_numeric(expr):
        return None
    match together(expr):
        case Chain(sides, relations):
            links = [judge(a, by, b, scope) for a, by, b in zip(sides, relations, sides[1:], strict=False)]
        case Apply("and", args):
            links = [link for arg in args if (link := arithmetic(arg, scope) or REFUTED)]
        case _:
            return None
    return Link("follows", "arithmetic", all(link.certain for link in links)) if _all_hold(links) else None


def _all_hold(links: Iterable[Link]) -> bool:
    return all(link.holds for link in links)


def worked_out(expr: Expr, scope: Scope) -> Expr:
    """`y = 4 - 2 = 2` as `y = 2`, where the numbers in it are equal."""
    match expr:
        case Chain(operands, relations) if len(operands) > 2 and set(relations) == {"="}:
            kept = [operands[0]]
            for side in operands[1:]:
                if is_numeric(side) and is_numeric(kept[-1]) and judge(kept[-1], "=", side, scope).holds:
                    kept[-1] = side
                else:
                    kept.append(side)
            return Chain(tuple(kept), ("=",) * (len(kept) - 1)) if len(kept) > 1 else expr
        case Apply("and" | "or" | "sequence" | "list"):
            return rebuild(expr, lambda node: worked_out(node, scope))
    return expr


def named(expr: Expr, before: Expr, known: frozenset[str], given: Mapping[str, Expr], scope: Scope) -> Link | None:
    """A number under a name of its own, `D = b^2 - 4ac = 25 > 0`: wrong where its sides differ, open where a
    discriminant is another one; None where it is no such line."""
    match expr:
        case Chain((Name(id), *rest), (first, *relations)) if id not in known and first in ("=", "defines"):
            pass
        case _:
            return None
    values = {**_coefficients(before), **given}
    sides = [substituted(side, {k: v for k, v in values.items() if k in free_names(side)}) for side in rest]
    if not all(map(is_numeric, sides)) or any(map(_is_set, sides)):
        return None
    for left, relation, right in zip(sides, relations, sides[1:], strict=False):
        link = judge(left, relation, right, scope)
        if not link.holds:
            return link
    if id in DISCRIMINANTS and not _is_discriminant(sides[0], before, scope):
        return Link("undecided", "none", False, (Finding("step-undecided"),))
    return HOLDS


def _is_set(expr: Expr) -> bool:
    return isinstance(expr, Interval) or (isinstance(expr, Apply) and expr.op in SETS)


def is_domain_of_definition(expr: Expr) -> bool:
    """`D = R \\ {1}`: where the equation is meant."""
    match expr:
        case Chain((Name(id), Apply("setminus" | "complement" | "union") | Interval()), ("=",)):
            return id in DOMAINS or id.startswith("D_")
    return False


def says_of_function(expr: Expr, about: Expr | None, scope: Scope) -> bool:
    """Whether a line says what a function or its derivative is, `f(x) = x^2`, `f'(x) = 2x`, for all values: no
    equation that is solved. What may be both, `f'(x) = 2x` where that is the question, is none unless it holds."""
    match expr:
        case Chain((head, *_, value), relations) if EQUALITIES.issuperset(relations) and not is_numeric(value):
            called = _function_of(head)
        case _:
            return False
    if called is None or _function_of(value) is not None:
        return False
    known = scope.names.functions.get(called)
    if called and (known is None or known.body is None):
        return about is None or called not in free_names(about)
    if judge(head, "=", value, scope).holds or called in scope.own:
        return True
    left = about.operands[0] if isinstance(about, Chain) and is_numeric(about.operands[-1]) else None
    return left is not None and judge(head, "=", left, scope).holds


def _function_of(head: Expr) -> str | None:
    """The function whose value or derivative it is, empty for the derivative of a formula; else None."""
    match head:
        case Call(Name(id)) | Apply("log", (Call(Name(id)),)) | Call(Apply("prime", (Name(id), *_))):
            return id
        case Bind("diff" | "partial", _, _, body):
            return _function_of(body) or ""
    return None


def without_domain(expr: Expr) -> Expr:
    """`x = 5 in D` as the solution that it says."""
    match expr:
        case Chain((*sides, Name(id)), (*relations, "in")) if relations and id in DOMAINS:
            return Chain(tuple(sides), tuple(relations))
    return expr


def _coefficients(before: Expr) -> dict[str, Expr]:
    """a, b, c and p, q of a quadratic equation, where it does not use these letters itself."""
    letter = unknown(before)
    match before:
        case Chain((left, right), ("=",)) if letter:
            whole = Apply("add", (left, Apply("neg", (right,))))
        case _:
            return {}
    if degree(whole, letter) != 2:
        return {}
    c, at_one, at_minus_one = (substituted(whole, {letter: at}) for at in (ZERO, ONE, Apply("neg", (ONE,))))
    a = _sum(_quotient(_sum(at_one, at_minus_one), TWO), Apply("neg", (c,)))
    b = _quotient(_sum(at_one, Apply("neg", (at_minus_one,))), TWO)
    found = {"a": a, "b": b, "c": c, "p": _quotient(b, a), "q": _quotient(c, a)}
    return {name: value for name, value in found.items() if name != letter}


def _is_discriminant(value: Expr, before: Expr, scope: Scope) -> bool:
    """Whether it is `b^2 - 4ac` of the equation, `(p/2)^2 - q`, or a quarter of the first; or there is none."""
    found = _coefficients(before)
    if not {"a", "b", "c"} <= found.keys():
        return not found
    a, b, c = (found[name] for name in "abc")
    square = Apply("pow", (b, TWO))
    whole = _sum(square, Apply("neg", (Apply("mul", (FOUR, a, c)),)))
    fourths = _quotient(whole, FOUR)
    forms = whole, fourths, _quotient(fourths, Apply("pow", (a, TWO)))
    return any(isinstance(scope.compare(form, value), Same) for form in forms)


def _sum(left: Expr, right: Expr) -> Expr:
    return Apply("add", (left, right))


def _quotient(top: Expr, bottom: Expr) -> Expr:
    return Apply("div", (top, bottom))


def only_names(side: Expr, scope: Scope) -> bool:
    """Whether a side only names what it is: `f'(x)` of an unknown f, `\\nabla J` of an abstract J."""
    match side:
        case Bind("diff" | "partial" | "gradient" | "at", _, _, inner) | Apply("prime" | "nabla", (inner, *_)):
            return only_names(inner, scope)
        case Call(function, _, _):
            return only_names(function, scope)
        case Name(id) if id in scope.names.abstract:
            return True
    return is_label(side, scope)


def is_set(condition: Expr | None, scope: Scope) -> bool:
    """Whether it says that something with a name, `\\nabla J(w)`, is to be zero."""
    match condition:
        case Chain((left, Number("0")), ("=",)):
            return not isinstance(left, Name) and only_names(left, scope)
    return False
