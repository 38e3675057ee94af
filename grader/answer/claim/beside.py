"""What stands beside a value in one formula and does not make another of it: `a = 4, A = 24`, `v = 5 > 0`.

Asked where the whole was not right as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import acb

from grader.answer.kind import Context
from grader.answer.value.worth import precision, value
from grader.notation.names import free_names
from grader.notation.tree import Apply, Call, Chain, Expr, Name

ORDERS = frozenset({"<", ">", "<=", ">=", "!="})
BITS = 128


def readings(expr: Expr, context: Context) -> Iterator[tuple[Expr, bool]]:
    """Values that the formula may claim, and whether they count where they are right; others are for a person."""
    match expr:
        case Chain(operands, (*before, "in")) if "=" in before:  # `v = (3, 4) in R^2`
            yield Chain(operands[:-1], tuple(before)), False
        case Chain(operands, (*before, last)) if last in ORDERS and set(before) == {"="}:
            yield Chain(operands[:-1], tuple(before)), _holds(operands[-2], last, operands[-1], context)
        case Chain((*_, Apply("mod", (said, _))), (*_, "equiv" | "=")):  # `17 = 3 (mod 7)`
            yield said, False
        case Chain((said, Name() as name), ("=",)) if not isinstance(said, Name):  # `4 = x`
            yield Chain((name, said), ("=",)), True
        case Chain((left, _), (relation,)) if relation in ORDERS and not isinstance(left, Name):
            yield left, False
        case Apply("where", (Chain(operands, relations), condition)) if set(relations) == {"="}:
            yield _with_condition(operands, relations, condition), True
        case Apply("sequence", (Chain(operands, relations), Chain(_, compared) as condition)) if (
            set(relations) == {"="} and (ORDERS.issuperset(compared) or compared == ("in",))
        ):
            yield _with_condition(operands, relations, condition), True
        case Apply("sequence", (value_, Chain(_, compared) as condition)) if not isinstance(value_, Chain) and (
            ORDERS.issuperset(compared)
        ):  # `x + 2, x != 2`
            yield value_, False
        case Apply("sequence", (*_, Chain((left, *_), relations) as last) as parts) if (
            len(relations) > 1 and set(relations) == {"="} and _all_told(parts)
        ):  # `n = 48, p = 0.5, E(X) = 48*0.5 = 24`
            yield last, not isinstance(left, Name) or bool(_named_apart(parts))
        case Apply("sequence", (*_, Chain(operands) as last) as parts) if (names := _named_apart(parts)):
            worked_out = len(operands) > 2 or isinstance(operands[0], Call) or names & set(free_names(last))
            yield last, bool(worked_out)


def _with_condition(operands: tuple[Expr, ...], relations: tuple[str, ...], condition: Expr) -> Expr:
    """`F(x) = 1 - x, x > 0` as the value under its condition."""
    return Chain((*operands[:-1], Apply("where", (operands[-1], condition))), relations)


def _all_told(parts: tuple[Expr, ...]) -> bool:
    """Whether each gives a value to something else."""
    lefts = [part.operands[0] for part in parts if isinstance(part, Chain) and set(part.relations) == {"="}]
    return len(set(map(repr, lefts))) == len(parts)


def _named_apart(parts: tuple[Expr, ...]) -> set[str]:
    """The letters that the first parts give a value, where each says what another one is: `a = 4, b = 6, A = ab`.
    Of `x_1 = 2, x_2 = 3` they are the same."""
    named = [part for part in parts if isinstance(part, Chain) and set(part.relations) == {"="}]
    lefts = [part.operands[0] for part in named]
    heads = {left.id.split("_")[0] if isinstance(left, Name) else repr(left) for left in lefts}
    apart = len(heads) == len(parts) > 1 and all(isinstance(left, Name | Call) for left in lefts)
    return {left.id for left in lefts[:-1] if isinstance(left, Name)} | {""} if apart else set()


def _holds(left: Expr, relation: str, right: Expr, context: Context) -> bool:
    """Whether the comparison of two numbers is true; False where that is not seen."""
    with precision(BITS):
        ours, theirs = value(left, context), value(right, context)
    if not isinstance(ours, acb) or not isinstance(theirs, acb):
        return False
    apart = ours - theirs
    if relation == "!=":
        return not apart.contains(0)
    real = apart.real
    return bool(
        {"<": real < 0, ">": real > 0, "<=": real < 0, ">=": real > 0}[relation] and apart.imag.contains(0)
    )
