"""Two formulas, by the normal form of their growth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Literal

from flint import fmpq

from grader.equivalence.growth.constants import ONE, ZERO, Constants, NoOrder
from grader.equivalence.growth.reader import NO_LETTERS, NUMBERS, read
from grader.equivalence.growth.sums import Arithmetic
from grader.equivalence.growth.terms import Term, over, power, tends, times
from grader.equivalence.rewriting.inline import expand
from grader.errors import FAULTS, LimitError
from grader.late import dataclass
from grader.limits import Budget
from grader.notation.names import Names, free_names
from grader.notation.printing import to_text
from grader.notation.tree import Apply, Expr, Name, Number, children, facts, rebuild

Relation = Literal["same", "faster", "slower"]
ALL_PATHS = 3
"""Letters up to which all ways to let them grow are tried together."""


@dataclass(frozen=True, slots=True)
class Order:
    """How the second formula grows beside the first one, and `along` which path of the letters, where on others it
    is not so."""

    relation: Relation
    along: str = ""


def order(first: Expr, second: Expr, names: Names, budget: Budget) -> Order | None:
    """None where the normal form does not decide it. Never raises."""
    try:
        first, second = expand(first, names), expand(second, names)
        found = _ordered(first, second, budget)
        if found is not None and (_base_counts(first) or _base_counts(second)):
            binary = _ordered(_binary(first), _binary(second), budget)
            return found if binary is not None and binary.relation == found.relation else None
        return found
    except (NoOrder, LimitError, RecursionError, MemoryError, *FAULTS):
        return None


def _base_counts(expr: Expr) -> bool:
    """Whether a logarithm stands in an exponent: `2^{log n}` is n if its base is 2."""
    match expr:
        case Apply("pow", (_, exponent)) | Apply("exp", (exponent,)) if "log" in facts(exponent).words:
            return True
    return any(map(_base_counts, children(expr)))


def _binary(expr: Expr) -> Expr:
    """With base 2 for `log` and `lg`, as computer science has it."""
    match expr:
        case Apply("log", (inner,)) | Apply("log", (inner, Number("10"))):
            return Apply("log", (_binary(inner), Number("2")))
    return rebuild(expr, _binary)


def letters(*exprs: Expr) -> list[str]:
    """The names that grow."""
    return sorted({name for expr in exprs for name in free_names(expr)} - NUMBERS - NO_LETTERS)


def _ordered(first: Expr, second: Expr, budget: Budget) -> Order | None:
    work = Arithmetic(Constants(budget))
    ours, theirs = (work.positive(read(side, work)) for side in (first, second))
    below = all(_bounded(term, ours, work.known) for term in theirs)
    above = all(_bounded(term, theirs, work.known) for term in ours)
    if below and above:
        return Order("same")
    growing = letters(first, second)
    if len(growing) < 2:
        return Order("slower" if below else "faster") if below or above else None
    for path, along in _paths(growing):
        found = _along(path, first, second, budget)
        if found is not None and found != "same":
            return Order(found, "" if below or above else along)
    return None


def _bounded(term: Term, by: list[Term], known: Constants) -> bool:
    """Whether it is at most a constant times the sum of these."""

    def beside(other: Term) -> bool:
        return tends(over(other, term, known), known) in (0, 1)

    return any(map(beside, by)) or any(
        beside(mean) for a, b in combinations(by, 2) for mean in _means(term, a, b, known)
    )


def _means(term: Term, a: Term, b: Term, known: Constants) -> Iterator[Term]:
    """Weighted means `a^w b^(1 - w)` that agree with the term in one power: they are at most a + b."""
    powers = dict(term.powers), dict(a.powers), dict(b.powers)
    pieces = dict(term.pieces), dict(a.pieces), dict(b.pieces)
    for wanted, left, right in (powers, pieces):
        for part in {*wanted, *left, *right}:
            x, y, z = (each.get(part, ZERO) for each in (wanted, left, right))
            if not (isinstance(x, fmpq) and isinstance(y, fmpq) and isinstance(z, fmpq)) or y == z:
                continue
            weight = (x - z) / (y - z)
            if 0 < weight < 1:
                yield times(power(a, weight, known), power(b, ONE - weight, known), known)


def _paths(growing: list[str]) -> Iterator[tuple[dict[str, Expr], str]]:
    """Ways in which the letters may grow together, by the last of them, the plainest first."""
    last = Name(growing[-1])
    ways: tuple[Expr, ...] = (
        last,
        Apply("pow", (last, Number("2"))),
        Apply("sqrt", (last,)),
        Apply("pow", (Number("2"), last)),
        Apply("log", (last,)),
    )
    others = growing[:-1]
    few = len(growing) <= ALL_PATHS
    choices: Iterable[tuple[Expr, ...]] = product(ways, repeat=len(others)) if few else _single(ways, len(others))
    for chosen in choices:
        path = dict(zip(others, chosen, strict=True))
        told = ", ".join(f"{name} = {to_text(way)}" for name, way in path.items())
        yield path, told


def _single(ways: tuple[Expr, ...], count: int) -> Iterator[tuple[Expr, ...]]:
    """All letters alike but one."""
    yield (ways[0],) * count
    for place in range(count):
        for way in ways[1:]:
            yield (*(ways[0],) * place, way, *(ways[0],) * (count - place - 1))
    for way in ways[1:]:
        yield (way,) * count


def _along(path: dict[str, Expr], first: Expr, second: Expr, budget: Budget) -> Relation | None:
    """The relation where the letters grow so; None where it is not decided."""
    try:
        found = _ordered(_at(first, path), _at(second, path), budget)
    except NoOrder:
        return None
    return None if found is None else found.relation


def _at(expr: Expr, path: dict[str, Expr]) -> Expr:
    if isinstance(expr, Name):
        return path.get(expr.id, expr)
    return rebuild(expr, lambda part: _at(part, path))
