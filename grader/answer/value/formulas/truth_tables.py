"""Propositions: the same truth table."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import TypeAlias

from grader.answer.value.judgement import Judgement, correct, finding, incorrect, undecided
from grader.answer.value.shapes import CONNECTIVES, TRUTHS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, facts, walk
from grader.values import Counterexample

LETTERS = 12
World: TypeAlias = dict[str, bool]
OF_SETS: dict[str, Callable[[set[Expr], set[Expr]], bool]] = {
    "=": set.__eq__, "subseteq": set.__le__, "superseteq": set.__ge__,
}  # fmt: skip
"""Relations of sets of whole numbers that are written out."""

HEDGES = frozenset({"and", "or", "xor"})


def same_table(expected: Expr, student: Expr) -> Judgement:
    """Whether two propositions have the same truth value for all values of their letters."""
    letters = (free_names(expected) | free_names(student)) - TRUTHS
    if not letters and isinstance(expected, Name) and isinstance(student, Apply) and student.op in HEDGES:
        return undecided("truth table", finding("right-beside-others", right=expected.id))  # `true or false`

    def told(world: World, ours: bool, theirs: bool) -> Judgement:
        at = tuple((name, _word(value)) for name, value in world.items())
        example = Counterexample(at, _word(ours), _word(theirs))
        where = ", ".join(f"{name} {_word(value)}" for name, value in world.items())
        return incorrect("truth table", finding("other-truth-table", at=where), counterexample=example)

    return tables(expected, student, {}, told)


def tables(
    expected: Expr, student: Expr, given: World, told: Callable[[World, bool, bool], Judgement]
) -> Judgement:
    """The same, with the values of some letters `given`; `told` says what is wrong in the first world in which the
    two differ."""
    letters = sorted((free_names(expected) | free_names(student)) - TRUTHS - given.keys())
    if len(letters) > LETTERS:
        return undecided("truth table", finding("limit-met", limit="LETTERS"))
    for values in product((True, False), repeat=len(letters)):
        world = dict(zip(letters, values, strict=True))
        ours, theirs = truth(expected, world | given), truth(student, world | given)
        if ours is None or theirs is None:
            return undecided("truth table", finding("not-a-proposition"))
        if ours != theirs:
            return told(world, ours, theirs)
    return correct("truth table", finding("equal", "note"))


def equated(expr: Expr) -> tuple[Expr, Expr] | None:
    """The two sides of an equation between propositions, `A = M or not P`; None for all others. The sign holds its
    sides less tightly than `and` and `or` here, but `x = 2 or 3`, and what has only `or`, is about numbers."""
    match expr:
        case Chain((left, right), ("=",)):
            pass
        case Apply("and" | "or" as op, (Chain((left, first), ("=",)), *rest)):
            right = Apply(op, (first, *rest))
        case Apply("and" | "or" as op, (*rest, Chain((last, right), ("=",)))):
            left = Apply(op, (*rest, last))
        case _:
            return None
    words = facts(left).words | facts(right).words
    return (left, right) if words - {"or"} and is_proposition(left) and is_proposition(right) else None


def is_proposition(expr: Expr) -> bool:
    """Whether it is a letter, or letters with connectives between them."""
    return isinstance(expr, Name) or (
        isinstance(expr, Apply) and expr.op in CONNECTIVES and all(map(is_proposition, expr.args))
    )


def same_equation(expected: Expr, student: Expr) -> Judgement | None:
    """Two equations between propositions, or such a one and its value alone; None where these are others."""
    ours, theirs = equated(expected), equated(student)
    if ours is None:
        return None
    if theirs is not None:
        return same_table(Apply("iff", ours), Apply("iff", theirs))
    if isinstance(ours[0], Name) and is_proposition(student) and ours[0] not in walk(student):
        note = finding("left-side-missing", "assumption", name=ours[0].id)
        return same_table(ours[1], student).adding(note)
    return None


def _word(value: bool) -> str:
    return "true" if value else "false"


def truth(expr: Expr, world: dict[str, bool]) -> bool | None:
    """The truth value in a world, or None where something is no proposition."""
    match expr:
        case Name("true" | "false" as id):
            return id == "true"
        case Name(id):
            return world.get(id)
        case Chain((Apply("set", left), Apply("set", right)), (relation,)) if relation in OF_SETS:
            numbers = all(isinstance(item, Number) and item.text.isdigit() for item in (*left, *right))
            return OF_SETS[relation](set(left), set(right)) if numbers else None
        case Chain((left, right), ("to",)):
            return truth(Apply("implies", (left, right)), world)
        case Apply(op, args):
            values = [truth(arg, world) for arg in args]
            known = [value for value in values if value is not None]
            return _connected(op, known) if len(known) == len(values) else None
    return None


def _connected(op: str, values: list[bool]) -> bool | None:
    match op:
        case "and" | "mul":
            return all(values)
        case "or" | "add":
            return any(values)
        case "not" | "complement":
            return not values[0]
        case "xor":
            return sum(values) % 2 == 1
        case "implies":
            return not values[0] or values[-1]
        case "iff":
            return len(set(values)) == 1
        case "boxed" | "pos":
            return values[0]
    return None
