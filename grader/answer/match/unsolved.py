"""An equation where its solutions were asked for."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.answer.solution.solutions import relate
from grader.answer.value.judgement import finding
from grader.answer.value.shapes import CONSTANTS, is_collection, unwrapped
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Matrix, Name, facts
from grader.values import Finding


def unsolved(student: Expr, expected: Expr, context: Context) -> tuple[Finding, ...]:
    """What is said of `(x - 2)(x - 3) = 0` for {2, 3}, of `2x = 8` for 4: of an equation with the solutions that
    were asked for; where several values were, of one with others, too. Nothing is said of all else."""
    equation = unwrapped(student)
    letters = free_names(equation) - free_names(expected) - CONSTANTS
    if len(letters) != 1 or not _is_equation(equation) or Matrix in facts(equation).shapes | facts(expected).shapes:
        return ()
    (letter,) = letters
    told = finding("not-solved-yet", name=letter)
    match relate(expected, equation, context, Name(letter)).relation:
        case "same":
            return (told,)
        case "unknown":
            return ()
    return (told, finding("other-solutions")) if is_collection(expected) else ()


def _is_equation(expr: Expr) -> bool:
    """Whether it is an equation, or a choice of equations, of which one at least is not solved for a letter."""
    match expr:
        case Apply("or", args):
            return all(isinstance(arg, Chain) for arg in args) and any(map(_is_equation, args))
        case Chain((left, _), ("=",)):
            return not isinstance(left, Name)
    return False
