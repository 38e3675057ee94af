r"""Sets by a rule, counted out: `\{k^2 : k = 0, 1, 2\}`, `\{k^2 : k \in \mathbb{N}, k < 3\}`."""

from __future__ import annotations

from grader.answer.value.numbers.worth import fraction, substituted
from grader.notation.tree import Apply, Bind, Chain, Expr, Name, Number

MOST = 400
"""Values of the letter that are counted out."""
_FROM = {"naturals": 1, "naturals_0": 0, "naturals_plus": 1}


def counted_out(expr: Expr) -> Expr:
    """The set with its elements written out, where its rule says which values its letter takes; else as it is."""
    match expr:
        case Bind("map_set", (Name(letter),), (rule,), body):
            values = _values(letter, rule)
            if values is not None:
                return Apply("set", tuple(dict.fromkeys(substituted(body, {letter: value}) for value in values)))
    return expr


def _values(letter: str, rule: Expr) -> tuple[Expr, ...] | None:
    match rule:
        case Chain((Name(id), Apply("set", values)), ("in",)) if id == letter:
            return values if len(values) <= MOST else None
        case Apply("and" | "sequence", (Chain((Name(id), first), ("=",)), *others)) if id == letter:
            return _listed((first, *others))
        case Apply("and" | "sequence", (Chain((Name(id), Name(numbers)), ("in",)), Chain() as within)) if (
            id == letter
        ):
            return _within(letter, within, _FROM.get(numbers)) if numbers in (*_FROM, "integers") else None
    return None


def _listed(values: tuple[Expr, ...]) -> tuple[Expr, ...] | None:
    """`0, 1, 2`, or `0, …, 3` and `0, 1, …, 3`."""
    match values:
        case (*begin, Apply("ellipsis"), last) if begin:
            numbers = [fraction(value) for value in (*begin, last)]
            whole = [int(value) for value in numbers if value is not None and value.denominator == 1]
            low, *more, high = whole if len(whole) == len(numbers) else (0, 0)
            steps = list(range(low, low + len(begin)))
            one_apart = len(whole) == len(numbers) and [low, *more] == steps and steps[-1] < high <= low + MOST
            return tuple(Number(str(k)) for k in range(low, high + 1)) if one_apart and low >= 0 else None
    plain = all(fraction(value) is not None for value in values)
    return values if plain and len(values) <= MOST else None


def _within(letter: str, rule: Chain, least: int | None) -> tuple[Expr, ...] | None:
    """The integers between two bounds, or from the least of these numbers to one."""
    match rule:
        case Chain((low, Name(id), high), (("<" | "<=") as left, ("<" | "<=") as right)) if id == letter:
            below, above = fraction(low), fraction(high)
        case Chain((Name(id), high), (("<" | "<=") as right,)) if id == letter and least is not None:
            left, below, above = "<=", fraction(Number(str(least))), fraction(high)
        case _:
            return None
    if below is None or above is None or not -MOST < below <= above < MOST:
        return None
    first, last = -(-below // 1), above // 1
    first += left == "<" and first == below
    last -= right == "<" and last == above
    numbers = range(max(int(first), int(first) if least is None else least), int(last) + 1)
    signed = (Number(str(abs(k))) if k >= 0 else Apply("neg", (Number(str(-k)),)) for k in numbers)
    return tuple(signed) if len(numbers) <= MOST else None
