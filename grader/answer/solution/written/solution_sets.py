"""Sets of solutions of a system: `{(2 - t, 1, t) | t in R}`, `{(x, y) | y = 1}`, `(x, y)^T = p + t v`."""

from __future__ import annotations

from grader.answer.solution.written.parameters import component_equations, components_of, heads
from grader.answer.value.arrays.matrices import rows_of
from grader.answer.value.numbers.worth import substituted
from grader.answer.value.shapes import CONSTANTS
from grader.notation.names import free_names
from grader.notation.tree import Apply, Bind, Chain, Expr, Name

FREE = "free"
"""The ending of a parameter that has the name of an unknown: `{(z, 2 - z) | z in R}`."""
_SETS = frozenset({"map_set", "set_of"})


def without_set(expected: Expr, student: Expr) -> Expr:
    """What is said of the unknowns, without the set around it, and vectors as their components; anything else as it
    is. A set whose letters run through anything but all real numbers stays one."""
    unknowns = tuple(Name(each) for each in sorted(free_names(expected) - CONSTANTS))
    unknowns = heads(expected) or unknowns
    match student:
        case Chain((Name(id), Bind(op) | Apply("set" as op) as region), ("=",)) if op in {*_SETS, "set"}:
            return without_set(expected, region) if id not in free_names(expected) else student
        case Chain((_, Bind(op) as region), ("in" | "=",)) if op in _SETS and _unknowns(student, unknowns):
            return without_set(expected, region)
        case Chain((_, value), ("=",)) if _unknowns(student, unknowns):
            return component_equations(unknowns, value) or student
        case Apply("sequence" | "and" | "where", items):
            return Apply(student.op, tuple(_one(expected, item, unknowns) for item in items))
        case Bind("map_set", letters, (condition,), body) if run_freely(letters, condition):
            return _plain(_apart(body, letters, unknowns), unknowns)
        case Bind("set_of", letters, (), body) if letters == unknowns:
            return body
        case Apply("set", (Apply("add" | "tuple") as body,)):
            student = body
    return _free_in_itself(_plain(student, unknowns), unknowns)


def is_open_set(student: Expr) -> bool:
    """Whether a set by a rule was left: which points are in it, a person says."""
    match student:
        case Bind(op) | Chain((_, Bind(op)), ("in" | "=",)):
            return op in _SETS
    return False


def _unknowns(student: Chain, unknowns: tuple[Name, ...]) -> bool:
    """Whether the left side is the vector of the unknowns."""
    rows = rows_of(student.operands[0])
    return rows is not None and tuple(entry for row in rows for entry in row) == unknowns


def run_freely(letters: tuple[Expr, ...], condition: Expr) -> bool:
    """Whether nothing is said of the letters but that they are real: `t in R`, `s, t in R`."""
    said = condition.args if isinstance(condition, Apply) and condition.op == "and" else (condition,)
    told: list[Expr] = []
    waiting: list[Expr] = []
    for each in said:
        match each:
            case Chain((Apply("sequence" | "tuple", several), Name("reals")), ("in",)):
                told += several
            case Chain((Name() as one, Name("reals")), ("in",)):
                told += (*waiting, one)
                waiting.clear()
            case Name():
                waiting.append(each)
            case _:
                return False
    return not waiting and set(told) >= set(letters)


def _apart(body: Expr, letters: tuple[Expr, ...], unknowns: tuple[Name, ...]) -> Expr:
    """A parameter with the name of an unknown gets one of its own."""
    present = free_names(body)
    shared = [each.id for each in letters if isinstance(each, Name) and each in unknowns and each.id in present]
    return substituted(body, {each: Name(f"{each}_{FREE}") for each in shared})


def _free_in_itself(point: Expr, unknowns: tuple[Name, ...]) -> Expr:
    """`(2 - z, 1, z)`: an unknown that stands in a point is the parameter of all of them."""
    match point:
        case Apply("tuple" | "list", items) if len(items) == len(unknowns):
            if not any(isinstance(item, Chain) for item in items):
                return _apart(point, unknowns, unknowns)
    return point


def _one(expected: Expr, item: Expr, unknowns: tuple[Name, ...]) -> Expr:
    return (
        without_set(expected, item)
        if isinstance(item, Chain)
        else _free_in_itself(_plain(item, unknowns), unknowns)
    )


def _plain(value: Expr, unknowns: tuple[Name, ...]) -> Expr:
    """A sum of multiples of vectors, or a column, as the tuple of its components."""
    if (
        len(unknowns) < 2
        or isinstance(value, Chain)
        or (isinstance(value, Apply) and value.op in ("tuple", "list"))
    ):
        return value
    parts = components_of(value, len(unknowns))
    return Apply("tuple", parts) if parts is not None else value
