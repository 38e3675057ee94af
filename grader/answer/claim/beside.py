"""What stands beside a value in one formula and does not make another of it: `a = 4, A = 6a = 24`, `v = 5 > 0`.

Asked where the whole was not right as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from flint import acb

from grader.answer.kind import Context
from grader.answer.solution.written.residue_classes import of_class
from grader.answer.value.asked.agreement import LITTLE
from grader.answer.value.asked.asked_modulus import speaks_of_classes
from grader.answer.value.formulas.remainders import going_on
from grader.answer.value.numbers.worth import ball, fraction, place, precision, substituted, value
from grader.answer.value.shapes import CONSTANTS, ORDERS
from grader.equivalence import compare
from grader.equivalence.truth import Same
from grader.late import pattern
from grader.notation.names import free_names
from grader.notation.shapes.brackets import as_set
from grader.notation.tree import Apply, Call, Chain, Expr, Name, Number, facts, walk

BITS = 128
NUMBERED = {"x_1": "x", "x_2": "y", "x_3": "z"}
PLANE = 2
"""Coordinates from which on they may be numbered."""
NEARLY = Fraction(2, 100)
"""How far the sides of an equation may be apart, relative to one, where a rounded number is put in."""
STEP, FAR = Fraction(1, 1000), 100
"""How far from a place two functions are compared there, and how many squares of that they may be apart."""
_REMAINDER = pattern(r"\b(?:[Rr]emainders?|Rest|reste|mod(?:ulo)?)\b|\\[bp]?mod")
_POLYNOMIAL = frozenset({"add", "mul", "neg", "div", "pow", "factorial"})
TOLD_OF = frozenset({"abs", "re", "im", "arg", "conjugate", "norm", "det", "trace"})
"""What is said of a letter beside its value."""


def readings(expr: Expr, context: Context) -> Iterator[tuple[Expr, bool]]:
    """Values that the formula may claim, and whether they count where they are right; others are for a person."""
    if (both := at_once(expr)) is not None:
        yield both, False
    if (told := of_class(expr)) is not None:  # `[38]_{43}`
        yield told, True
    match expr:
        case Apply("plus_minus", (middle, reach)):  # `5 ± 0.98`
            ends = Apply("add", (middle, Apply("neg", (reach,)))), Apply("add", (middle, reach))
            yield as_set(Apply("list", ends)), True
            yield as_set(Apply("tuple", ends)), False
        case Apply("list", (Apply("plus_minus") as value,)):
            yield from readings(value, context)
        case Apply("list", (Number() as only,)) if speaks_of_classes(context.question):  # the class `[5]`
            yield only, True
        case Chain((*before, Apply("list", (Number() as only,))), relations) if speaks_of_classes(context.question):
            yield Chain((*before, only), relations), True
        case Apply("list", (Number() as only,)) if "mod" in context.question:
            yield only, False
        case Apply("mul", factors) if any(isinstance(each, Apply) and each.op == "indicator" for each in factors):
            rest = tuple(each for each in factors if not (isinstance(each, Apply) and each.op == "indicator"))
            yield rest[0] if len(rest) == 1 else Apply("mul", rest), False  # `\\lambda e^{-\\lambda x} 1_{x > 0}`
        case Chain((Name() | Call(), Apply("mul") as value), ("=",)):
            yield from readings(value, context)
        case Apply("cases", entries):  # all of F(x), 0 and 1 far out, where it is asked on one stretch
            formulas = [value for value in entries[::2] if free_names(value)]
            yield from ((value, False) for value in formulas if len(formulas) == 1)
        case Chain():
            yield from _of_chain(expr, context)
        case Apply("and", parts) if all(isinstance(part, Chain) and free_names(part) for part in parts):
            yield from ((part, False) for part in parts)
        case Apply("where", (Chain(_, relations), condition)) if ORDERS & set(relations) and not (
            set(relations) - ORDERS - {"="}
        ):
            yield condition, False  # `f'(x) = 3x^2 - 6x <= 0 for 0 <= x <= 2`
        case Apply("where", (Chain(operands, relations), condition)) if set(relations) == {"="}:
            yield _with_condition(operands, relations, condition), True
        case Apply("sequence", (first, condition)) if _is_condition(condition) and not isinstance(first, Chain):
            yield first, False  # `x + 2, x != 2`
        case Apply("sequence", (Chain(operands, relations), condition)) if set(relations) == {"="} and (
            _is_condition(condition)
        ):
            yield _with_condition(operands, relations, condition), True
        case Apply("sequence", (*before, last)) if before:
            yield from _of_sequence(before, last, context)


def _of_chain(chain: Chain, context: Context) -> Iterator[tuple[Expr, bool]]:
    match chain:
        case Chain((Name(), Apply("plus_minus") as value), ("=",)):
            yield from readings(value, context)
        case Chain((Name() | Call(), Apply("cases") as value), ("=",)):
            yield from readings(value, context)
        case Chain(operands, (*before, "in")) if "=" in before:  # `v = (3, 4) in R^2`
            yield Chain(operands[:-1], tuple(before)), False
        case Chain(operands, (*before, last)) if last in ORDERS and set(before) == {"="}:
            yield Chain(operands[:-1], tuple(before)), _holds(operands[-2], last, operands[-1], context)
        case Chain((Apply("mul", factors), *_, Apply("mod", (Number("1"), _))), (*_, "equiv")):
            yield from ((factor, False) for factor in factors)  # `17 * 38 ≡ 1 (mod 43)`
        case Chain((Apply("mod", (Name(), modulus)), rest), ("=",)):  # `x mod 105 = 23`
            yield Apply("mod", (rest, modulus)), True
        case Chain((*before, Apply("mod", (said, modulus))), (*_, "equiv" | "=")):  # `17 = 3 (mod 7)`
            yield said, all(_is_remainder(said, left, modulus) for left in before)
        case Chain((*_, Apply("add", (Apply("mul", (Number(), Name())), Number() as rest))), (*_, "=")) if (
            _REMAINDER.search(context.question)
        ):
            yield rest, False  # `3^100 = 7k + 4` for the remainder
        case Chain((*before, Number("0")), (*same, "=")) if len(before) > 1 and set(same) == {"="}:
            yield Chain(tuple(before), tuple(same)), False  # `p(x) = x^2 - x = 0`, to be solved
        case Chain((Apply("add") as left, Number("0")), ("=",)) if free_names(left):
            yield left, False  # `x^2 - x = 0`
        case Chain((said, Name() | Call() as name), ("=",)) if not isinstance(said, Name | Call):  # `4 = x`
            yield Chain((name, said), ("=",)), True
        case Chain((Apply("abs"), end), ("<" | "<=",)):  # `|x| < 3` for a radius of convergence
            yield end, False
        case Chain((left, _), (relation,)) if relation in ORDERS and not isinstance(left, Name):
            yield left, False


def _of_sequence(before: list[Expr], last: Expr, context: Context) -> Iterator[tuple[Expr, bool]]:
    match before[0], last:
        case Chain((Name() as name, value), ("=",)) as first, _ if all(
            _is_about(name, each) for each in (*before[1:], last)
        ):  # `z = 3 + 4i, |z| = 5`
            yield first, all(_is_true_of(name, value, each, context) for each in (*before[1:], last))
        case _, Chain((Name() as name, *_), ("=", *_)) if _leads_to(before, name):
            yield last, False
        case _, Chain((Name() as name, *_), (*_, "=" | "approx")) if all(
            _is_equation_for(name, each) for each in before
        ):  # `1.05^n = 2, n = 14.2`
            yield last, all(_nearly_holds(each, name, last.operands[-1], context) for each in before)
        case _, Chain((left, *_), relations) if lefts := _told((*before, last)):
            apart = _names_apart(lefts)
            letters = {name.id for name in lefts[:-1] if isinstance(name, Name)}
            if len(relations) > 1:  # `n = 48, p = 0.5, E(X) = 48*0.5 = 24`
                yield last, apart or not isinstance(left, Name)
            elif not isinstance(left, Call) and set(free_names(left)) <= _functions(lefts[:-1]):
                yield last, False  # `F(x) = x^3/3, F(1) - F(0) = 1/3`
            elif apart or _is_whole(lefts):
                yield last, isinstance(left, Call) or not letters.isdisjoint(free_names(last))


def _is_condition(expr: Expr) -> bool:
    return isinstance(expr, Chain) and (ORDERS.issuperset(expr.relations) or expr.relations == ("in",))


def approximation(expr: Expr, context: Context) -> Expr | None:
    """`sin(2x) ≈ 2x - (2x)^3/3! = …`: what a function is said to be near to, and is near 0 (or the place a of
    which it holds `x - a`)."""
    match expr:
        case Chain((function, *sides), ("approx", *relations)) if _is_polynomial(sides[0]):
            if _is_polynomial(function) or not set(free_names(sides[0])) <= set(free_names(function)):
                return None
            if not _touches(function, sides[0], context):
                return None
            return Chain(tuple(sides), tuple(relations)) if relations else sides[0]
        case Chain((function, *_, last), relations) if set(relations) == {"="} and "ellipsis" in facts(last).words:
            main = going_on(last)
            near = main is not None and _is_polynomial(main) and not _is_polynomial(function)
            return last if main is not None and near and _touches(function, main, context) else None
    return None


def _functions(lefts: list[Expr]) -> set[str]:
    heads = (left.function for left in lefts if isinstance(left, Call))
    return {head.id for head in heads if isinstance(head, Name)}


def in_letters_of(expr: Expr, key: Expr) -> Expr | None:
    """`2x_1 - x_2 + 3x_3 = 5` where x, y, z are the coordinates of the key; None where it is in other letters."""
    theirs, ours = set(free_names(expr)), set(free_names(key))
    if not theirs or not theirs <= NUMBERED.keys() or not ours <= set(NUMBERED.values()) or len(ours) < PLANE:
        return None
    return substituted(expr, {name: Name(letter) for name, letter in NUMBERED.items()})


def _touches(function: Expr, near: Expr, context: Context) -> bool:
    """Whether both have one letter, and one value and slope at 0, or at the place where the polynomial stands."""
    letters = free_names(function) - CONSTANTS
    if len(letters) != 1:
        return False
    (letter,) = letters
    places = {Fraction(0), *map(_place, walk(near))}
    return any(_touches_at(place, letter, (function, near), context) for place in places)


def _place(expr: Expr) -> Fraction:
    """The a of `x - a`, else 0."""
    match expr:
        case Apply("add", (Name(), Apply("neg", (Number(text),)))) if text.isdigit():
            return Fraction(text)
    return Fraction(0)


def _touches_at(place: Fraction, letter: str, both: tuple[Expr, Expr], context: Context) -> bool:
    for step in (STEP, -STEP):
        with precision(BITS):
            ours, theirs = (value(side, context, {letter: ball(place + step)}) for side in both)
            if not isinstance(ours, acb) or not isinstance(theirs, acb):
                return False
            if not bool(abs(ours - theirs) < ball(FAR * STEP * STEP).real):
                return False
    return True


def _is_polynomial(expr: Expr) -> bool:
    powers = (node for node in walk(expr) if isinstance(node, Apply) and node.op == "pow")
    whole = all(not free_names(node.args[1]) for node in powers)
    return bool(free_names(expr)) and facts(expr).words <= _POLYNOMIAL and whole


def _is_about(name: Name, expr: Expr) -> bool:
    """Whether an equation says what a length, a part or an angle of this letter is."""
    match expr:
        case Chain((Apply(op, (inner,)), _), ("=",)):
            return op in TOLD_OF and inner == name
    return False


def _is_true_of(name: Name, value: Expr, told: Expr, context: Context) -> bool:
    there = substituted(told, {name.id: value})
    sides = there.operands if isinstance(there, Chain) else ()
    budget = context.budget, context.seed
    return len(sides) == 2 and isinstance(compare(*sides, context.names, *budget), Same)


def _is_equation_for(name: Name, expr: Expr) -> bool:
    """Whether it is an equation in this letter that is not solved for it."""
    if not isinstance(expr, Chain) or set(expr.relations) != {"="} or name.id not in free_names(expr):
        return False
    return name not in expr.operands


def _nearly_holds(equation: Expr, name: Name, number: Expr, context: Context) -> bool:
    """Whether what an equation says of this letter alone is so, but for rounding."""
    sides = equation.operands if isinstance(equation, Chain) else ()
    alone = [substituted(side, {name.id: number}) for side in sides if free_names(side) - CONSTANTS <= {name.id}]
    return (
        len(alone) > 1
        and not free_names(number) - CONSTANTS
        and all(place(right, left, LITTLE, NEARLY, context) != "outside" for left, right in pairwise(alone))
    )


def at_once(expr: Expr) -> Expr | None:
    """`x >= 0, x >= 2` as what holds at once: a comma may mean that as well as "or"."""
    match expr:
        case Apply("sequence", parts) if all(
            isinstance(p, Chain) and ORDERS.issuperset(p.relations) for p in parts
        ):
            return Apply("and", parts)
    return None


def _is_remainder(said: Expr, left: Expr, modulus: Expr) -> bool:
    """Whether a number is the least remainder of another."""
    rest, number, by = map(fraction, (said, left, modulus))
    return None not in (rest, number, by) and bool(by) and number % by == rest  # type: ignore[operator]


def _with_condition(operands: tuple[Expr, ...], relations: tuple[str, ...], condition: Expr) -> Expr:
    """`F(x) = 1 - x, x > 0` as the value under its condition."""
    return Chain((*operands[:-1], Apply("where", (operands[-1], condition))), relations)


def _leads_to(before: list[Expr], name: Name) -> bool:
    """Whether what stands before the value of a name are conditions, `x - 2 > 0, x > 2, D = (2, oo)`, or begins
    with a formula for it, `F = k x, k = 250, F = 10.8`."""
    chains = [each for each in before if isinstance(each, Chain)]
    if not chains or len(chains) < len(before):
        return False
    return all(ORDERS.issuperset(each.relations) for each in chains) or (
        chains[0].operands[0] == name
        and bool(free_names(chains[0].operands[-1]))
        and all(set(each.relations) == {"="} for each in chains)
        and sum(each.operands[0] == name for each in chains) == 1
    )


def _told(parts: tuple[Expr, ...]) -> list[Expr]:
    """What stands on the left, where each part says what something else is; else nothing."""
    lefts = [part.operands[0] for part in parts if isinstance(part, Chain) and set(part.relations) == {"="}]
    return lefts if len(set(map(repr, lefts))) == len(parts) > 1 else []


def _names_apart(lefts: list[Expr]) -> bool:
    """Whether these are different names: `a`, `b` and `A`, not `x_1` and `x_2`."""
    heads = {left.id.split("_")[0] if isinstance(left, Name) else repr(left) for left in lefts}
    return len(heads) == len(lefts) and all(isinstance(left, Name | Call) for left in lefts)


def _is_whole(lefts: list[Expr]) -> bool:
    """`I_1 = 1/3, I_2 = 1/2, I = 5/6`: a letter behind its numbered parts."""
    *parts, last = [left.id if isinstance(left, Name) else "" for left in lefts]
    return bool(last) and "_" not in last and all(part.split("_")[0] == last and "_" in part for part in parts)


def _holds(left: Expr, relation: str, right: Expr, context: Context) -> bool:
    """Whether the comparison of two numbers is true; False where that is not seen."""
    with precision(BITS):
        ours, theirs = value(left, context), value(right, context)
    if not isinstance(ours, acb) or not isinstance(theirs, acb):
        return False
    apart = ours - theirs
    if relation == "!=":
        return not apart.contains(0)
    real = apart.real
    return bool({"<": real < 0, ">": real > 0, "<=": real < 0, ">=": real > 0}[relation] and apart.imag.contains(0))
