"""`1 and 3`, `x = 1 and x = 3`: two solutions, for no number is both."""

from __future__ import annotations

from itertools import combinations

from grader.answer.kind import Context
from grader.answer.value.shapes import is_number
from grader.equivalence import compare
from grader.equivalence.meanings import free_names
from grader.equivalence.truth import Different
from grader.notation.tree import Apply, Chain, Expr, Name


def each_solution(student: Expr, context: Context) -> Apply | None:
    """The values of one letter that "and" joins, or bare ones, as solutions; None where they may be one value."""
    if not (isinstance(student, Apply) and student.op == "and"):
        return None
    said = [_value(part) for part in student.args]
    values = [value for _, value in said if value is not None]
    letters = {letter for letter, _ in said if letter}
    if len(values) < len(said) or len(letters) > 1 or (letters and not said[0][0]):
        return None
    for left, right in combinations(values, 2):
        if not isinstance(compare(left, right, context.names, context.budget, context.seed), Different):
            return None
    return Apply("or" if letters else "sequence", student.args)


def of_numbers(solutions: Apply) -> bool:
    """Whether the values are numbers: `y = 2x and y = 3` may hold at once."""
    values = (part.operands[1] if isinstance(part, Chain) else part for part in solutions.args)
    return all(map(is_number, values))


def of_a_letter(solutions: Apply) -> bool:
    """Whether equations are joined, `x = 1 and x = 3`, and not only values, `x = 1 and 3`."""
    return sum(isinstance(part, Chain) for part in solutions.args) > 1


def _value(part: Expr) -> tuple[str, Expr | None]:
    match part:
        case Chain((Name(id), value), ("=",)) if id not in free_names(value):
            return id, value
    return "", part if is_number(part) else None
