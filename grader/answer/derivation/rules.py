"""A rule of differentiation that a student states before it is used: `(uv)' = u'v + uv'`."""

from __future__ import annotations

from grader.answer.kind import Context
from grader.equivalence import compare
from grader.equivalence.truth import Same
from grader.late import replace
from grader.notation.names import Function
from grader.notation.tree import Apply, Bind, Call, Expr, Name, Number, rebuild, walk

BY = Name("t_rule")


def states_rule(left: Expr, right: Expr, context: Context) -> bool:
    """Whether it holds for all functions of one variable in place of the letters that bear a prime."""
    letters = frozenset(_primed(left) + _primed(right))
    if not letters or any(letter in context.names.declared for letter in letters):
        return False
    functions = {**context.names.functions, **{letter: Function() for letter in letters}}
    names = replace(context.names, functions=functions)
    ours, theirs = (_of_functions(side, letters) for side in (left, right))
    return isinstance(compare(ours, theirs, names, context.budget, context.seed), Same)


def _primed(expr: Expr) -> list[str]:
    """The letters with a prime."""
    found = []
    for node in walk(expr):
        match node:
            case Apply("prime", (Name(id), Number("1"))):
                found.append(id)
    return found


def _of_functions(expr: Expr, letters: frozenset[str]) -> Expr:
    match expr:
        case Name(id) if id in letters:
            return Call(expr, (BY,))
        case Apply("prime", (inner, Number("1"))) if not isinstance(inner, Call):
            return Bind("diff", (BY,), (), _of_functions(inner, letters))
        case Call():
            return expr
    return rebuild(expr, lambda node: _of_functions(node, letters))
