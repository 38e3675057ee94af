"""Where the value that was picked may be less, or more, than what the student marked as the answer."""

from __future__ import annotations

from collections.abc import Callable

from grader.answer.claim.picked import Picked
from grader.answer.value.judgement import Judgement, within_limits
from grader.notation import parse
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Chain, Expr, Name
from grader.values import Answer

SHORT = "missing-entries"
VALUES = 6
"""Marked values of a sentence that are taken together."""


def without_mark(picked: Picked) -> Expr | None:
    """`12!` without the mark at its end, which may be a sign of joy and was read as a factorial."""
    text = picked.text.rstrip(" .$")
    return _unmarked(picked.expr) if text.endswith("!") and picked.expr is not None else None


def _unmarked(expr: Expr) -> Expr | None:
    """Without the factorial at its end; None where there is none."""
    match expr:
        case Apply("factorial", (inner,)):
            return inner
        case Apply(op, (*before, last)) if (plain := _unmarked(last)) is not None:
            return Apply(op, (*before, plain))
        case Chain((*before, last), relations) if (plain := _unmarked(last)) is not None:
            return Chain((*before, plain), relations)
    return None


def of_several(
    judged: Judgement, answer: Answer, picked: Picked, judge: Callable[[Expr], Judgement], names: Names
) -> str | None:
    """The value that was picked, where a collection is asked for and the sentence marks other values, which
    together lack nothing: `$-2$ is a zero and $2$ is a zero`. What the words say of each, a person reads."""
    if judged.credit is None or judged.right or picked.expr is None:
        return None
    mine = _value(picked.expr)
    if mine is None:
        return None
    formulas = [piece for piece in answer.pieces if piece.kind in ("math", "display")]
    read = [parse(piece.text, names).expr for piece in formulas]
    values = list(dict.fromkeys(value for expr in read if expr is not None and (value := _value(expr)) is not None))
    if not 1 < len(values) <= VALUES:
        return None
    together = within_limits(lambda: judge(Apply("sequence", tuple(values))))
    lacks = any(item.code == SHORT for item in together.findings)
    return to_text(mine) if together.right or not lacks else None


def _value(expr: Expr) -> Expr | None:
    """One value without letters, perhaps with its name: `2`, `x_1 = 2`."""
    match expr:
        case Apply("boxed", (inner,)):
            return _value(inner)
        case Chain((Name(), value), ("=",)):
            return _value(value)
        case Chain() | Apply("sequence" | "set" | "list" | "tuple" | "or" | "and"):
            return None
    return None if free_names(expr) else expr
