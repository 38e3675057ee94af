"""How many guesses find an answer: the attack that a stranger would try on a sealed exercise, tried before.

A guess is a formula over what everybody sees: the letters, small numbers, the formulas of the questions and of the
notation, their derivatives and values. Formulas are built from small to large, as pairs of values at two points,
and counted; an answer may also be two of them joined. What is not found is harder than what was tried, never safe.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import islice, product

from grader.equivalence.evaluation.scalars import Unsupported
from grader.equivalence.fingerprint import GRID_BITS, cells, fingerprint
from grader.equivalence.worlds.tensors import ShapeError
from grader.errors import FAULTS, GraderError, LimitError, how_to_install
from grader.late import dataclass, field
from grader.limits import Budget
from grader.notation.names import Names
from grader.notation.tree import Apply, Bind, Call, Chain, Expr, Name, Number, walk

try:
    import numpy as np
    from numpy.typing import NDArray
except ImportError as fault:
    raise GraderError(f"Sealing needs packages that are missing: {how_to_install('seal')}.") from fault

Pair = tuple[float, float]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Pairs = Floats
"""A row for each pair."""
GUESSES = 100_000
JOINED = 4_000
ATOMS = 300
SEED = "attack"
TOP_DENOMINATOR = 10**6
UNARY: tuple[Callable[[float], float], ...] = (
    lambda x: -x, lambda x: 1 / x, lambda x: x * x, math.sqrt, math.exp, math.log, lambda x: 1 - x,
    math.sin, math.cos, math.tan, math.atan, lambda x: x**3, lambda x: x / 2, lambda x: 2 * x, lambda x: 1 + x,
)  # fmt: skip
BINARY: tuple[Callable[[float, float], float], ...] = (
    lambda x, y: x + y, lambda x, y: x - y, lambda x, y: x * y, lambda x, y: x / y, lambda x, y: math.pow(x, y),
)  # fmt: skip
MISSING: tuple[Callable[[Pairs, Pairs], Pairs], ...] = (
    lambda t, v: t - v, lambda t, v: v - t, lambda t, v: t / v, lambda t, v: v / t, lambda t, v: t * v,
    lambda t, v: np.log(t) / np.log(v), lambda t, v: np.power(t, 1 / v), lambda t, v: t + v,
)  # fmt: skip
"""What must be joined with v to make t."""
BEFORE: tuple[Callable[[float], float], ...] = (
    lambda t: t, math.exp, math.log, lambda t: t * t, math.sqrt, lambda t: 1 / t, lambda t: 1 - t,
)  # fmt: skip
"""What t was before a function was taken of it."""


@dataclass()
class Guesses:
    """A dictionary of values with the number of guesses after which each is met."""

    names: Names
    printed: tuple[Expr, ...]
    most: int = GUESSES
    ranks: dict[tuple[str, str], int] = field(default_factory=dict)
    order: list[Pair] = field(default_factory=list)
    known: dict[Expr, float] = field(default_factory=dict)

    def bits(self, answer: Expr) -> float:
        """The guesses that find this answer, as a power of two: by the dictionary, or by its mere length, for who
        knows the subject has better dictionaries."""
        if answer not in self.known:
            found = self._found(answer)
            self.known[answer] = _length_bits(answer) if found is None else min(found, _length_bits(answer))
        return self.known[answer]

    def _found(self, answer: Expr) -> float | None:
        if self._is_printed(answer):
            return 0.0
        match answer:
            case Chain(operands, _):
                return _sum(self._found(each) for each in operands)
            case Apply("and" | "or" | "not" | "implies" | "iff" | "xor", args):
                if any(isinstance(node, Chain) for node in walk(answer)):
                    return _sum(self._found(each) for each in args)
                return _proposition_bits(answer)
        entries = self._values(answer)
        return None if not entries else _sum(map(self._entry, entries))

    def _is_printed(self, answer: Expr) -> bool:
        own = fingerprint(answer, self.names, SEED, Budget.start())
        if own is None:
            return False
        known = (fingerprint(each, self.names, SEED, Budget.start()) for each in self.printed)
        return any(each is not None and own.agrees(each) for each in known)

    def _entry(self, target: Pair) -> float | None:
        if not self.ranks:
            self._grow()
        found = [bits for bits in (self._simple(target), *self._joined(target)) if bits is not None]
        return min(found, default=None)

    def _simple(self, value: Pair) -> float | None:
        """A value of the dictionary, or a fraction of small numbers."""
        rank = self.ranks.get(_key(value))
        if rank is not None:
            return math.log2(rank + 2)
        return _fraction_bits(value)

    def _joined(self, target: Pair) -> Iterator[float]:
        """The target as a function of two values of the dictionary, of which one is among the first."""
        extra = math.log2(len(MISSING) * len(BEFORE))
        ranks, values = self._first
        for before in BEFORE:
            made = _mapped(before, target)
            inner = np.array([made or (0, 0)])
            if not _tells(inner).all():
                continue
            for missing in MISSING:
                with np.errstate(all="ignore"):
                    others = missing(inner, values)
                    seen = _tells(others) & ~_alike(others, values) & self._may_hold(others[:, 0])
                for at in np.flatnonzero(seen):
                    found = self.ranks.get(_key(others[at]))
                    if found is not None:
                        yield extra + math.log2(ranks[at] + 2) + math.log2(found + 2)

    @cached_property
    def _first(self) -> tuple[NDArray[np.intp], Pairs]:
        """Those among the first that tell, with their ranks."""
        values = np.array(self.order[:JOINED])
        ranks = np.flatnonzero(_tells(values))
        return ranks, values[ranks]

    @cached_property
    def _sorted(self) -> Floats:
        return np.sort([first for first, _ in self.order])

    def _may_hold(self, values: Floats) -> Truths:
        """Whether the first numbers of pairs are so near to some in the dictionary that it pays to look them up."""
        held = self._sorted
        at = np.searchsorted(held, values).clip(1, len(held) - 1)
        near = np.minimum(abs(held[at] - values), abs(held[at - 1] - values))
        held_near: Truths = near < 1e-7 * abs(values)
        return held_near

    def _grow(self) -> None:
        """Formulas of one size after the other, until there are enough."""
        levels: list[list[Pair]] = [[], []]
        for value in self._atoms():
            self._add(value, levels[1])
        size = 1
        while len(self.order) < self.most and levels[-1]:
            size += 1
            levels.append([])
            for made in self._next(levels, size):
                if made is not None:
                    self._add(made, levels[-1])
                if len(self.order) >= self.most:
                    return

    def _next(self, levels: list[list[Pair]], size: int) -> Iterator[Pair | None]:
        for value in levels[size - 1]:
            for one in UNARY:
                yield _mapped(one, value)
        for k in range(1, size - 1):
            for left in levels[k]:
                for right in levels[size - 1 - k]:
                    for two in BINARY:
                        yield _mapped(two, left, right)

    def _add(self, value: Pair, level: list[Pair]) -> None:
        key = _key(value)
        if key not in self.ranks:
            self.ranks[key] = len(self.order)
            self.order.append(value)
            level.append(value)

    def _atoms(self) -> Iterator[Pair]:
        """Letters, constants, small numbers, and all that stands in what is printed."""
        parts = [node for expr in self.printed for node in walk(expr)]
        letters = {n.id for n in parts if isinstance(n, Name)} | set(self.names.variables) - {"*"}
        for name in (*sorted(letters), "pi", "e"):
            yield from self._values(Name(name))
        yield from ((float(k), float(k)) for k in (*range(13), 100))
        for node in [each for each in dict.fromkeys(parts) if not isinstance(each, Name)][:ATOMS]:
            yield from self._values(node)
        for expr in islice(self._worked_out(sorted(letters)), ATOMS):
            yield from self._values(expr)

    def _worked_out(self, letters: list[str]) -> Iterator[Expr]:
        """What is done with printed formulas and with functions: differentiate, put in a number."""
        functions = ((name, function.params) for name, function in self.names.functions.items() if function.params)
        shown: list[Expr] = [Call(Name(name), tuple(map(Name, params))) for name, params in functions]
        shown += [each for each in self.printed if not isinstance(each, (Chain, Name, Number))]
        yield from shown
        for order, expr, letter in product(((), (Number("2"),)), shown, letters):
            yield Bind("diff", (Name(letter),), order, expr)
        for expr, letter, value in product(shown, letters, ("0", "1", "2")):
            yield Bind("at", (Name(letter),), (Number(value),), expr)

    def _values(self, expr: Expr) -> list[Pair]:
        """Its numbers, entry by entry, at two points; none where there are none."""
        try:
            found = [list(_numbers(cell)) for cell in cells(expr, self.names, SEED, Budget.start())]
        except (LimitError, Unsupported, ShapeError, RecursionError, *FAULTS):
            return []
        valued = [each for each in found if each]
        if not valued:
            return []
        first, second = valued[0], valued[1] if len(valued) > 1 else valued[0]
        return list(zip(first, second, strict=False))


def _numbers(cell: object) -> Iterator[float]:
    """The numbers in a cell; of a real number only the real part counts."""
    match cell:
        case (int() as real, int() as imaginary) if not isinstance(real, bool):
            yield _number(real)
            if imaginary:
                yield _number(imaginary)
        case tuple():
            for each in cell:
                yield from _numbers(each)


def _number(place: int) -> float:
    at = place / (1 << GRID_BITS)
    return math.sinh(at) if abs(at) < 700 else math.copysign(math.inf, at)


def _mapped(function: Callable[..., float], *values: Pair) -> Pair | None:
    try:
        first, second = (function(*at) for at in zip(*values, strict=True))
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return (first, second) if math.isfinite(first) and math.isfinite(second) else None


def _tells(values: Pairs) -> Truths:
    """Neither so large or small nor so near to one that what is joined with it hardly shows."""
    size = abs(values)
    told: Truths = np.all((size > 1e-3) & (size < 1e3) & (abs(size - 1) > 1e-3), axis=1)
    return told


def _alike(one: Pairs, other: Pairs) -> Truths:
    """The target was too small beside them to be seen."""
    alike: Truths = np.any(abs(abs(one) - abs(other)) < 1e-3 * abs(other), axis=1)
    return alike


def _key(value: Pair) -> tuple[str, str]:
    first, second = (0.0 if abs(x) < 1e-13 else x for x in value)
    return f"{first:.8e}", f"{second:.8e}"


def _fraction_bits(value: Pair) -> float | None:
    """A number that does not depend on the letters, as a fraction: by the sizes of its two numbers."""
    if _key(value)[0] != _key(value)[1] or not math.isfinite(value[0]):
        return None
    near = Fraction(value[0]).limit_denominator(TOP_DENOMINATOR)
    if abs(float(near) - value[0]) > 1e-13 * max(1.0, abs(value[0])):
        return None
    return 1 + math.log2(abs(near.numerator) + 1) + math.log2(near.denominator)


def _length_bits(answer: Expr) -> float:
    """What a formula of this length is worth at most: 2 bits for a word or letter, a decimal digit 3.3."""
    digits = (3.3 * len(node.text) if isinstance(node, Number) else 2.0 for node in walk(answer))
    return sum(digits)


def _proposition_bits(answer: Expr) -> float:
    """There are no more propositions than truth tables, nor than ways to write so many letters and connectives."""
    nodes = list(walk(answer))
    letters = len({node.id for node in nodes if isinstance(node, Name)})
    return min(2.0 ** min(letters, 10), math.log2(letters + 6) * len(nodes))


def _sum(bits: Iterable[float | None]) -> float | None:
    found = list(bits)
    return None if None in found else sum(each for each in found if each is not None)
