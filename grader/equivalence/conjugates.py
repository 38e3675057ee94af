r"""Letters that are conjugated, or of which a part is taken: what the exercise leaves unsaid.

Where such a word stands on one side, `\bar z` and `z^*` of the same letter are its conjugate and no other letter (a
mean, say), and |u|^2 is u times its conjugate. A letter of which nothing is declared is complex if the expected
side conjugates it or takes its real or imaginary part: of a real letter nobody would.
"""

from __future__ import annotations

from dataclasses import replace

from grader.equivalence.meanings import is_constant
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Expr, Name, Number, rebuild, walk

PARTS = frozenset({"conjugate", "re", "im", "arg"})
MARKS = ("bar(", "star(")


def with_conjugates(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr, Names]:
    """Both sides with conjugates for marked letters, and the names with the letters that are complex."""
    known = {id for side in (left, right) for id in _within(side)}
    left, right = (_spelled_out(side, known, names) for side in (left, right))
    unsaid = {id for id in _within(left) if id not in names.declared and not is_constant(id, names)}
    variables = {**names.variables, **dict.fromkeys(unsaid, Domain("complex"))}
    return left, right, replace(names, variables=variables) if unsaid else names


def _within(side: Expr) -> set[str]:
    """The letters that are conjugated, or of which a part is taken."""
    heads = [node for node in walk(side) if isinstance(node, Apply) and node.op in PARTS]
    return {node.id for head in heads for node in walk(head) if isinstance(node, Name)}


def _spelled_out(side: Expr, known: set[str], names: Names) -> Expr:
    match side:
        case Name(id) if id.startswith(MARKS) and id.endswith(")") and id not in names.declared:
            letter = id.partition("(")[2][:-1]
            return Apply("conjugate", (Name(letter),)) if letter in known else side
        case Apply("pow", (Apply("abs", (inner,)), Number("2"))):
            value = _spelled_out(inner, known, names)
            return Apply("mul", (value, Apply("conjugate", (value,))))
        case _:
            return rebuild(side, lambda part: _spelled_out(part, known, names))
