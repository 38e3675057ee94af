"""In which order the coordinates of a point stand whose letters are named: `q = 4, p = 20` for `(4, 20)`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from grader.late import pattern
from grader.notation.names import free_names
from grader.notation.tree import Apply, Chain, Expr, Name

_POINT = pattern(r"\(([^()\n]{1,60})\)")
_BETWEEN = pattern(r"[,;|]")
_MARKS = pattern(r"[\s$\\*^{}]|left|right")
USUAL = ("t", "x", "y", "z")
PLANE, MOST = 2, 4
"""How many coordinates a point has at least, and how many are tried in every order."""


def order_in(question: str, letters: frozenset[str]) -> tuple[str, ...] | None:
    """The letters as the question writes them in a point, `the equilibrium $(q, p)$`; None where it does not."""
    plain = {_plain(name): name for name in letters}
    for found in _POINT.finditer(question):
        written = [_MARKS.sub("", name) for name in _BETWEEN.split(found[1])]
        if sorted(written) == sorted(plain):
            return tuple(plain[name] for name in written)
    return None


def in_asked_order(expr: Expr, of: tuple[Expr, ...], question: str) -> Expr:
    """`p = 20, q = 4` and `(p, q) = (20, 4)` as `(4, 20)` where `(q, p)` is asked for; anything else as it is."""
    told = _told(expr)
    letters = frozenset(told)
    if len(letters) < PLANE:
        return expr
    asked = next((names for names in map(_letters, of) if frozenset(names) == letters), None)
    order = asked or order_in(question, letters)
    return Apply("tuple", tuple(told[name] for name in order)) if order else expr


def in_other_orders(expr: Expr, of: tuple[Expr, ...], question: str) -> Iterator[Expr]:
    """`q = 4, p = 20` as a point in each order, where nothing tells which coordinate a letter is."""
    told = _told(expr)
    letters = tuple(told)
    if len(letters) < PLANE or is_usual(letters) or in_asked_order(expr, of, question) is not expr:
        return
    yield from (Apply("tuple", tuple(told[name] for name in order)) for order in (letters, *other_orders(letters)))


def solution_of(key: Expr, expr: Expr, question: str) -> tuple[Expr, bool] | None:
    """What a point says of the letters of a key such as `x = 4 and y = 20`, and whether their order is told, by the
    question or by the alphabet; None where it is no such key or point."""
    letters = tuple(_told(key))
    values = _point(expr)
    if len(letters) < PLANE or len(values) != len(letters):
        return None
    asked = order_in(question, frozenset(letters))
    order = asked or (tuple(sorted(letters)) if is_usual(letters) else letters)
    said = (Chain((Name(name), value), ("=",)) for name, value in zip(order, values, strict=True))
    bare = isinstance(expr, Apply) and expr.op == "sequence"
    return Apply("and", tuple(said)), not bare and (asked is not None or is_usual(letters))


def _point(expr: Expr) -> tuple[Expr, ...]:
    """The coordinates of `(4, 20)`, `{(4, 20)}`, `L = {(4|20)}`, `P = (4, 20)`; of `4, 20` too."""
    match expr:
        case Chain((Name(id), inner), ("=",)) if id.isupper():
            return _point(inner)
        case Apply("set", (inner,)):
            return _point(inner)
        case Apply("tuple" | "given" | "sequence", values) if not any(isinstance(each, Chain) for each in values):
            return values
        case Apply("sequence", values):
            return _behind_letters(values)
    return ()


def _behind_letters(parts: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """The values of `x, y = 1, 2`, which is read as `x, (y = 1), 2`."""
    at = len(parts) // 2
    match parts[at]:
        case Chain((Name() as last, first), ("=",)) if len(parts) % 2:
            letters = [each.id for each in (*parts[:at], last) if isinstance(each, Name)]
            values = (first, *parts[at + 1 :])
            told = letters == sorted(letters) and not any(isinstance(each, Chain) for each in values)
            return values if told and len(letters) == at + 1 else ()
    return ()


def _told(expr: Expr) -> dict[str, Expr]:
    """Letters and what each is said to be; empty where anything else is said, one twice, or one by another."""
    match expr:
        case Chain((Apply("tuple", names) as left, Apply("tuple", values)), ("=",)) if _letters(left):
            pairs = list(zip(names, values, strict=False)) if len(names) == len(values) else []
        case Apply("sequence" | "and" | "list", parts):
            chains = [part.operands for part in parts if isinstance(part, Chain) and part.relations == ("=",)]
            named = [sides[::-1] if isinstance(sides[1], Name) else sides for sides in chains]
            pairs = [(sides[0], sides[1]) for sides in named] if len(named) == len(parts) else []
        case _:
            return {}
    told = {name.id: value for name, value in pairs if isinstance(name, Name)}
    by_each_other = any(
        not told.keys().isdisjoint(free_names(value)) for value in told.values()
    )  # `(x, y) = (2x, 2y)`
    return told if len(told) == len(pairs) and not by_each_other else {}


def _letters(expr: Expr) -> tuple[str, ...]:
    match expr:
        case Apply("tuple", parts):
            names = tuple(part.id for part in parts if isinstance(part, Name))
            return names if len(names) == len(parts) else ()
    return ()


def _plain(name: str) -> str:
    """`q` for `star(q)`: marks on a letter do not say which coordinate it is."""
    return name.rpartition("(")[2].rstrip(")")


def is_usual(letters: tuple[str, ...]) -> bool:
    """Whether nobody writes these letters in another order than that of the alphabet."""
    return set(letters) <= set(USUAL) or len({name.partition("_")[0] for name in letters}) == 1


def other_orders(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All other orders of a few names."""
    return (each for each in permutations(names) if each != names) if len(names) <= MOST else iter(())
