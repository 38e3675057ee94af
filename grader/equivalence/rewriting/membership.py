"""`x in [1, 4]` as a condition of a function by cases: `1 <= x <= 4`; and `1_{[1, 4]}(x)` as 1 there, else 0."""

from __future__ import annotations

from grader.notation.tree import Apply, Chain, Expr, Interval, Name, Number, rebuild

WORDS = frozenset({"cases", "indicator"})
ENDLESS = frozenset({"infinity"})


def spelled_out(expr: Expr) -> Expr:
    """With the intervals in conditions as inequalities."""
    match expr:
        case Apply("cases", args):
            return Apply(
                "cases",
                tuple(
                    _condition(arg) if k % 2 and k < len(args) else spelled_out(arg) for k, arg in enumerate(args)
                ),
            )
        case Apply("indicator", (condition,)) if (told := _condition(condition)) is not condition:
            return Apply("cases", (Number("1"), told, Number("0")))
    return rebuild(expr, spelled_out)


def _condition(condition: Expr) -> Expr:
    match condition:
        case Chain((letter, Interval() as where), ("in",)) if not _is_endless(where):
            relations = ("<=" if where.closed_low else "<", "<=" if where.closed_high else "<")
            return Chain((where.low, letter, where.high), relations)
        case Chain((letter, Apply("list" | "tuple" as op, (low, high))), ("in",)):
            relation = "<=" if op == "list" else "<"
            return Chain((low, letter, high), (relation, relation))
    return condition


def _is_endless(where: Interval) -> bool:
    return any(_is_infinity(end) for end in (where.low, where.high))


def _is_infinity(end: Expr) -> bool:
    match end:
        case Name(id):
            return id in ENDLESS
        case Apply("neg" | "pos", (inner,)):
            return _is_infinity(inner)
    return False
