"""Numbers that go on, up to a last one with a letter: `1·3·5···(2n - 1)`, `1 + 1/2 + 1/4 + … + 1/2^n`.

The last term says how they go on: with a counter in place of its letter it must give the numbers before the dots.
"""

from __future__ import annotations

from grader.equivalence.meanings import free_names, is_constant
from grader.equivalence.methods.pieces import substituted
from grader.equivalence.sampling import care
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Expr, Name, Number, rebuild

ELLIPSIS = Apply("ellipsis", ())
COUNTER = "run_index"
FIRST = range(4)
FEWEST = 2


def spelled_out(expr: Expr, names: Names) -> Expr:
    """With a sum or a product in place of each such run; others are left as they are."""
    expr = rebuild(expr, lambda child: spelled_out(child, names))
    if not isinstance(expr, Apply) or expr.op not in ("add", "mul") or expr.args.count(ELLIPSIS) != 1:
        return expr
    cut = expr.args.index(ELLIPSIS)
    before, after = expr.args[:cut], expr.args[cut + 1 :]
    if len(before) < FEWEST or not after:
        return expr
    last, rest = after[0], after[1:]
    letters = [name for name in free_names(last) if not is_constant(name, names)]
    start = _start(before, last, letters[0]) if len(letters) == 1 else None
    if start is None:
        return expr
    word = "sum" if expr.op == "add" else "product"
    bounds = (Number(str(start)), Name(letters[0]))
    whole = Bind(word, (Name(COUNTER),), bounds, substituted(last, letters[0], Name(COUNTER)))
    return Apply(expr.op, (whole, *rest)) if rest else whole


def _start(before: tuple[Expr, ...], last: Expr, letter: str) -> int | None:
    """The count of the first number."""
    values = [care.exactly(term, {}) for term in before]
    if None in values:
        return None
    for start in FIRST:
        counted = (substituted(last, letter, Number(str(start + k))) for k in range(len(values)))
        if all(care.exactly(term, {}) == value for term, value in zip(counted, values, strict=True)):
            return start
    return None
