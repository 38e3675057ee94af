r"""Letters that are conjugated, or of which a part is taken: what the exercise leaves unsaid.

Where such a word stands on one side, `\bar z` and `z^*` of the same letter are its conjugate and no other letter (a
mean, say), and |u|^2 is u times its conjugate. A letter of which nothing is declared is complex if the expected
side conjugates it or takes its real or imaginary part: of a real letter nobody would. Beside an i, as in
`\overline{a + bi}`, letters other than z and w are the real ones that make up a complex number.
"""

from __future__ import annotations

from grader.equivalence.meanings import is_constant
from grader.late import replace
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Expr, Name, Number, rebuild, walk

PARTS = frozenset({"conjugate", "re", "im", "arg"})
MARKS = ("bar(", "star(")


def marked(letters: tuple[str, ...], names: Names) -> bool:
    """`\\bar z` stands beside a z of which nothing is declared: its conjugate."""
    return "z" in letters and "z" not in names.declared and any(mark + "z)" in letters for mark in MARKS)


def open_parts(side: Expr, names: Names) -> bool:
    """Whether it holds such a word, or a marked z, of letters of which nothing is declared."""
    bare = {node.id for node in walk(side) if isinstance(node, Name)}
    return bool({id for id in _within(side) if id not in names.declared}) or bool(
        bare & {mark + "z)" for mark in MARKS} and "z" not in names.declared
    )


def with_conjugates(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr, Names]:
    """Both sides with conjugates for marked letters, and the names with the letters that are complex."""
    both = tuple(node.id for side in (left, right) for node in walk(side) if isinstance(node, Name))
    barred = {"z"} if marked(both, names) else set()
    known = barred | {id for side in (left, right) for id in _within(side)}
    left, right = (_spelled_out(side, known, names) for side in (left, right))
    said = names.declared | {id for id in known - _bare(left) if id[:1] not in "zw"}
    unsaid = {id for id in _within(left) | barred if id not in said and not is_constant(id, names)}
    variables = {**names.variables, **dict.fromkeys(unsaid, Domain("complex"))}
    return left, right, replace(names, variables=variables) if unsaid else names


def _within(side: Expr) -> set[str]:
    """The letters that are conjugated, or of which a part is taken."""
    heads = [node for node in walk(side) if isinstance(node, Apply) and node.op in PARTS]
    return {node.id for head in heads for node in walk(head) if isinstance(node, Name)}


def _bare(side: Expr) -> set[str]:
    """Those that are so without an i beside them."""
    heads = [node for node in walk(side) if isinstance(node, Apply) and node.op in PARTS]
    return {id for head in heads if Name("i") not in walk(head) for id in _within(head)}


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
