"""`\\delta_{ij}` beside `s_i` and `s_j`: 1 where the two indexes are equal, else 0."""

from __future__ import annotations

from collections.abc import Iterator

from grader.equivalence.worlds.families import APART, split
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Index, Name, rebuild, walk

DELTA = "delta"
Pair = tuple[str, str]


def spelled_out(left: Expr, right: Expr, names: Names) -> tuple[Expr, Expr]:
    """Both sides with each Kronecker delta as the indicator that it is, and as families what stands with one of
    its indexes; as they are, where no such delta stands, or none of its letters is the index of anything else."""
    pairs = {pair for side in (left, right) for node in walk(side) if (pair := _pair(node, names)) is not None}
    used = {index for side in (left, right) for index in _indexes(side, names)}
    if not pairs or not all(used.issuperset(pair) for pair in pairs):
        return left, right
    letters = {letter for pair in pairs for letter in pair}
    return _spelled(left, letters, names), _spelled(right, letters, names)


def _pair(node: Expr, names: Names) -> Pair | None:
    """The two indexes of a delta that the exercise does not declare as a number of its own."""
    subscripts: tuple[str, ...] = ()
    match node:
        case Name(id) if id.startswith(DELTA) and id not in names.variables:
            base, subscripts = split(id) or ("", ())
            if base != DELTA:
                return None
        case Index(Name("delta"), indices) if all(isinstance(each, Name) for each in indices):
            subscripts = tuple(each.id for each in indices if isinstance(each, Name))
    if len(subscripts) == 1 and len(subscripts[0]) == 2:
        subscripts = (subscripts[0][0], subscripts[0][1])
    return subscripts if len(subscripts) == 2 and all(map(str.isalpha, subscripts)) else None


def _indexes(expr: Expr, names: Names) -> Iterator[str]:
    """The letters with which anything but a delta stands."""
    for node in walk(expr):
        if _pair(node, names) is not None:
            continue
        match node:
            case Name(id):
                yield from (split(id) or ("", ()))[1]
            case Index(_, indices):
                yield from (each.id for each in indices if isinstance(each, Name))


def _spelled(expr: Expr, letters: set[str], names: Names) -> Expr:
    pair = _pair(expr, names)
    if pair is not None:
        first, second = (Name(_apart(each, names)) for each in pair)
        return Apply("indicator", (Chain((first, second), ("=",)),))
    match expr:
        case Name(id) if id in letters:
            return Name(_apart(id, names))
        case Name(id):
            base, subscripts = split(id) or ("", ())
            if letters.isdisjoint(subscripts):
                return expr
            return Index(Name(base), tuple(Name(_apart(each, names)) for each in subscripts))
    return rebuild(expr, lambda child: _spelled(child, letters, names))


def _apart(index: str, names: Names) -> str:
    """An index `i` is not the imaginary unit."""
    return index + APART if index == "i" and index not in names.variables else index
