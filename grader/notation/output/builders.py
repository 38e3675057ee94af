r"""Sets by a rule as they stand on paper: `{(x, y) in ℝ^2 | y = 2*x}`, `{2*k + 1 | k in ℤ}`, `span{(1, 2)}`.

For both writers. Which letters run is read off such a text again: what would be read otherwise is not shown so.
"""

from __future__ import annotations

from grader.notation.shapes.braces import running
from grader.notation.tree import Apply, Bind, Chain, Expr, Index, Name, facts

STATEMENTS = frozenset({"and", "or", "not", "implies", "iff", "xor"})


def letters(expr: Bind) -> Expr | None:
    """What stands before the bar of a set of letters: `x`, or `(x, y)`; None where these are no letters."""
    if not all(isinstance(each, Name | Index) for each in expr.variables):
        return None
    return expr.variables[0] if len(expr.variables) == 1 else Apply("tuple", expr.variables)


def by_rule(expr: Bind) -> bool:
    """Whether a set of values may be written with its rule before the bar."""
    body, (condition, *more) = expr.body, expr.bounds
    members = body.args if isinstance(body, Apply) and body.op == "tuple" else (body,)
    if more or all(isinstance(each, Name | Index) for each in members) or isinstance(body, Chain):
        return False
    return running(body, [condition]) == expr.variables and "at" not in facts(body).words


def listed(condition: Expr) -> tuple[Expr, ...]:
    """The conditions that stand between commas, `m, n in ℤ`; one where they are joined by a word."""
    if isinstance(condition, Apply) and condition.op == "and" and not all(map(_is_statement, condition.args)):
        return condition.args
    return (condition,)


def _is_statement(expr: Expr) -> bool:
    return isinstance(expr, Chain) or (isinstance(expr, Apply) and expr.op in STATEMENTS)
