"""What a stranger would try on a sealed answer, the likely first: formulas with their values at the seal's points.

The values of a guess are worked out from those of its parts, a few microseconds each, and not by reading a formula:
so do strangers who have read this program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, product, zip_longest

from flint import arb, fmpq

from grader.exercise.model import Part
from grader.notation.tree import Apply, Bind, Expr, Name, Number, children, rebuild, walk

Values = tuple[arb, ...]
"""The value in each world that a box looks at."""
SMALL = range(13)
STORED = 40_000
"""So many formulas are kept to be joined with each other."""
UNARY: tuple[tuple[str, Callable[[arb], arb]], ...] = (
    ("neg", lambda x: -x), ("div", lambda x: 1 / x), ("square", lambda x: x * x), ("sqrt", lambda x: x.sqrt()),
    ("exp", lambda x: x.exp()), ("log", lambda x: x.log()), ("sin", lambda x: x.sin()), ("cos", lambda x: x.cos()),
    ("tan", lambda x: x.tan()), ("arctan", lambda x: x.atan()), ("one_less", lambda x: 1 - x),
)  # fmt: skip
BINARY: tuple[tuple[str, Callable[[arb, arb], arb]], ...] = (
    ("add", lambda x, y: x + y), ("mul", lambda x, y: x * y), ("sub", lambda x, y: x - y),
    ("div", lambda x, y: x / y), ("pow", lambda x, y: x**y),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """A formula, and its values; of those that are made by the million the formula is made when it is asked for."""

    values: Values
    made: Expr | tuple[str, Guess, Guess | None]

    @property
    def expr(self) -> Expr:
        if not isinstance(self.made, tuple):
            return self.made
        op, left, right = self.made
        return formula(op, left.expr, None if right is None else right.expr)


def formula(op: str, left: Expr, right: Expr | None) -> Expr:
    match op, right:
        case "div", None:
            return Apply("div", (Number("1"), left))
        case "square", None:
            return Apply("pow", (left, Number("2")))
        case "one_less", None:
            return Apply("add", (Number("1"), Apply("neg", (left,))))
        case _, None:
            return Apply(op, (left,))
        case "sub", _:
            return Apply("add", (left, Apply("neg", (right,))))
        case _:
            return Apply(op, (left, right))


def from_questions(part: Part, printed: list[Expr]) -> Iterator[Expr]:
    """What stands in the questions, small changes to it, and what comes of it by the usual orders of an exercise:
    differentiate, integrate, put in a number, square, take apart."""
    known = list(dict.fromkeys(node for expr in printed for node in walk(expr)))
    yield from known
    for expr in printed:
        yield from _mutations(expr)
    names = [Name(name) for name in letters(part, printed)]
    for expr, name in product(known, names):
        for order in ((), (Number("2"),), (Number("3"),)):
            yield Bind("diff", (name,), order, expr)
        yield from (Bind("at", (name,), (Number(str(k)),), expr) for k in range(4))
        yield Bind("integral", (name,), (), expr)
        yield Bind("integral", (name,), (Number("0"), Number("1")), expr)
    for op, (left, right) in product(("add", "mul", "div", "pow"), product(known, known)):
        yield Apply(op, (left, right))


def letters(part: Part, printed: list[Expr]) -> list[str]:
    found = {node.id for expr in printed for node in walk(expr) if isinstance(node, Name)}
    return sorted(found | (set(part.names.variables) - {"*"}))


def _mutations(expr: Expr) -> Iterator[Expr]:
    """With one node negated, dropped, turned over, or one number off by one."""
    for at in walk(expr):
        match at:
            case Number(text) if text.isdigit():
                changed: list[Expr] = [Number(str(int(text) + 1)), Number(str(max(int(text) - 1, 0)))]
            case _:
                changed = [Apply("neg", (at,)), Apply("div", (Number("1"), at)), *children(at)]
        yield from (_put(expr, at, new) for new in changed)


def _put(expr: Expr, old: Expr, new: Expr) -> Expr:
    return new if expr is old else rebuild(expr, lambda child: _put(child, old, new))


def number(value: int | fmpq, worlds: int) -> Guess:
    exact = fmpq(value)
    top, bottom = Number(str(abs(int(exact.p)))), Number(str(int(exact.q)))
    size: Expr = top if int(exact.q) == 1 else Apply("div", (top, bottom))
    return Guess((arb(exact),) * worlds, size if exact >= 0 else Apply("neg", (size,)))


def numbers(worlds: int) -> Iterator[Guess]:
    """Whole numbers, fractions and decimals, and the usual irrational numbers times a fraction."""
    yield from (number(k, worlds) for size in range(10_001) for k in {size, -size})
    fractions = [fmpq(p, q) for q in range(2, 101) for p in range(1, 201) if fmpq(p, q).q == q]
    yield from (number(sign * f, worlds) for f in fractions for sign in (1, -1))
    yield from (number(fmpq(p, 1000), worlds) for p in range(1, 20_000) if p % 10)
    roots = [Guess((arb(k).sqrt(),) * worlds, Apply("sqrt", (Number(str(k)),))) for k in range(2, 51)]
    logs = [Guess((arb(k).log(),) * worlds, Apply("log", (Number(str(k)),))) for k in range(2, 21)]
    pis = [Guess((arb.pi(),) * worlds, Name("pi")), Guess((arb(1).exp(),) * worlds, Name("e"))]
    for times, what in product((fmpq(p, q) for q in range(1, 13) for p in range(1, 25)), roots + logs + pis):
        yield joined("mul", number(times, worlds), what)


def joined(op: str, left: Guess, right: Guess) -> Guess:
    do = dict(BINARY)[op]
    return Guess(tuple(map(do, left.values, right.values)), (op, left, right))


def polynomials(x: Guess) -> Iterator[Guess]:
    """With three small coefficients, of degree two and three."""
    square, cube = joined("mul", x, x), joined("mul", joined("mul", x, x), x)
    small = [number(k, len(x.values)) for k in range(-9, 10)]
    for a, b, c in product(small, small, small):
        lower = joined("add", joined("mul", b, x), c)
        yield joined("add", joined("mul", a, square), lower)
        yield joined("add", joined("mul", a, cube), lower)


def waves(x: Guess) -> Iterator[Guess]:
    """a x^m times exp, sin or cos of b x^n: what tests are made of."""
    one, small = number(1, len(x.values)), [number(k, len(x.values)) for k in range(-9, 10) if k]
    powers = [one, x, joined("mul", x, x), joined("mul", joined("mul", x, x), x)]
    for outer, inner, scale, factor in product(powers, powers[1:], small, small):
        within, before = joined("mul", scale, inner), joined("mul", factor, outer)
        for op in ("exp", "sin", "cos"):
            yield joined("mul", before, Guess(tuple(map(dict(UNARY)[op], within.values)), (op, within, None)))


def in_turns(tries: list[Iterator[Guess]]) -> Iterator[Guess]:
    """One of each after the other, as long as there are any."""
    for row in zip_longest(*tries):
        yield from (guess for guess in row if guess is not None)


def from_small_to_large(atoms: list[Guess]) -> Iterator[Guess]:
    """All formulas of one size after the other; then all pairs of these, early ones first."""
    levels: list[list[Guess]] = [[], atoms]
    seen = {guess.values[0].str(20) + guess.values[-1].str(20) for guess in atoms}
    for size in count(2):
        levels.append([])
        for guess in _next(levels, size):
            name = guess.values[0].str(20) + guess.values[-1].str(20)
            if name in seen or not all(value.is_finite() for value in guess.values):
                continue
            seen.add(name)
            levels[-1].append(guess)
            yield guess
            if len(seen) >= STORED:
                yield from _pairs([guess for level in levels for guess in level])
                return


def _next(levels: list[list[Guess]], size: int) -> Iterator[Guess]:
    for op, one in UNARY:
        yield from (Guess(tuple(map(one, guess.values)), (op, guess, None)) for guess in levels[size - 1])
    for k in range(1, size - 1):
        for left, right in product(levels[k], levels[size - 1 - k]):
            yield from (Guess(tuple(map(do, left.values, right.values)), (op, left, right)) for op, do in BINARY)


def _pairs(stored: list[Guess]) -> Iterator[Guess]:
    """All pairs, by the product of their places."""
    for left, right in pairs(stored):
        for op, do in BINARY:
            yield Guess(tuple(map(do, left.values, right.values)), (op, left, right))


def pairs(stored: list[Guess]) -> Iterator[tuple[Guess, Guess]]:
    for power in range(4, 31):
        for i, left in enumerate(stored[: 1 << power], 1):
            for j in range(max(1, (1 << power - 1) // i + 1), min((1 << power) // i, len(stored)) + 1):
                yield left, stored[j - 1]
