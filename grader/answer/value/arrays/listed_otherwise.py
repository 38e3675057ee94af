r"""Collections that are written in another way than as a list: classes by their names, `[1] = \{1, 4\}, [2] =
\{2\}`, and an order by its signs, `\log n < n < n^2`."""

from __future__ import annotations

from itertools import pairwise

from grader.answer.kind import Context
from grader.answer.value.asked.question import said
from grader.answer.value.formulas.congruences import whole
from grader.answer.value.numbers.worth import NoValue, substituted, value
from grader.answer.value.shapes import is_number
from grader.equivalence.growth import order
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Index, Name, Number

ENTRIES = 3
"""Of a list from which on a chain of orders may list them."""


def with_told_sets(student: Expr, question: str, names: Names) -> Expr:
    """A set with those in it that the question names: `{{}, {1}, {2}, A}`, where A is {1, 2}."""
    if not isinstance(student, Apply) or student.op not in ("set", "sequence") or "=" not in question:
        return student
    used = {item.id for item in student.args if isinstance(item, Name)}
    told = (each for each in said(question, names) if used and isinstance(each, Chain) and each.relations == ("=",))
    sets = {left.id: right for left, right in (each.operands for each in told) if isinstance(left, Name)}
    return substituted(student, {id: right for id, right in sets.items() if id in used and _is_set(right)})


def sets_by_name(expected: Expr, student: Expr) -> Expr:
    """The sets of which each has a name, where sets are asked; one that is called after a number must hold it."""
    if not (isinstance(expected, Apply) and expected.op == "set" and all(map(_is_set, expected.args))):
        return student
    match student:
        case Apply("sequence" | "and", parts) if len(parts) > 1:
            named = [part for part in parts if isinstance(part, Chain) and set(part.relations) == {"="}]
            sets = tuple(part.operands[-1] for part in named)
            names = {part.operands[0] for part in named}
            if len(names) == len(parts) and all(map(_is_set, sets)) and all(map(_is_class_of, named)):
                return Apply("set", sets)
    return student


def _is_set(expr: Expr) -> bool:
    return expr == Name("empty") or (isinstance(expr, Apply) and expr.op == "set")


def _is_class_of(told: Chain) -> bool:
    """Whether what a set is called after belongs to it: `[1] = [4] = \\{1, 4, 7\\}`, `[0]_3 = \\{3, 6\\}`."""
    members = told.operands[-1]
    numbers = [whole(item) for item in members.args] if isinstance(members, Apply) else []
    return all(_may_name(name, numbers) for name in told.operands[:-1])


def _may_name(name: Expr, members: list[int | None]) -> bool:
    match name:
        case Apply("list", (inner,)):
            return _may_name(inner, members)
        case Number():
            return whole(name) in members
        case Index(Number() as first, (Number() as modulus,)):
            a, n = whole(first), whole(modulus)
            return a is not None and bool(n) and all(m is not None and (m - a) % n == 0 for m in members)  # type: ignore[operator]
    return not isinstance(name, Apply)


def by_order(expected: Expr, student: Expr, context: Context) -> tuple[Expr, bool] | None:
    """The list that a chain of orders tells, the way round in which the key has it, and whether it is written so
    and holds as far as we see; None where it tells none."""
    if not (isinstance(expected, Apply) and expected.op in ("list", "tuple") and len(expected.args) >= ENTRIES):
        return None
    if not isinstance(student, Chain) or len(student.operands) != len(expected.args):
        return None
    signs = set(student.relations)
    if len(signs) > 1 or not signs <= {"<", ">"}:
        return None
    rising = student.operands if signs == {"<"} else student.operands[::-1]
    as_asked = rising if _is_rising(expected.args, context) else rising[::-1]
    return Apply(expected.op, as_asked), as_asked == student.operands and _is_rising(rising, context)


def _is_rising(entries: tuple[Expr, ...], context: Context) -> bool:
    """Whether each entry is less than the next, as a number or in its growth."""
    return all(_is_less(first, second, context) for first, second in pairwise(entries))


def _is_less(first: Expr, second: Expr, context: Context) -> bool:
    if is_number(first) and is_number(second):
        ours, theirs = value(first, context), value(second, context)
        return not isinstance(ours, NoValue) and not isinstance(theirs, NoValue) and ours.real < theirs.real
    found = order(first, second, context.names, context.budget)
    return found is not None and found.relation == "faster"
