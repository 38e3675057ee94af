"""Pairs of formulas as LaTeX with what is right: families of homework identities with random numbers, and the same
with one thing changed. The same seed gives the same pairs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from grader.notation import parse
from grader.notation.names import Names
from grader.notation.printing import to_latex, to_text
from grader.notation.tree import Expr, Number, rebuild, walk

FAMILIES: tuple[tuple[str, str], ...] = (
    ("({a}x + {b})^2", "{a}^2 x^2 + 2*{a}*{b} x + {b}^2"),
    ("({a}x + {b})({c}x - {d})", "{a}*{c} x^2 + ({b}*{c} - {a}*{d}) x - {b}*{d}"),
    ("(x^2 - {a}^2)/(x - {a})", "x + {a}"),
    ("1/(x + {a}) - 1/(x + {b})", "({b} - {a})/((x + {a})(x + {b}))"),
    ("{a}/(x + {b}) + {c}/(x - {d})", "(({a} + {c}) x + {b}*{c} - {a}*{d})/((x + {b})(x - {d}))"),
    ("(x + y)^{n} - (x - y)^{n}", "(x + y)^{n} - (-1)^{n} (y - x)^{n}"),
    ("e^(-{a}x)/(1 + e^(-{a}x))^2", "(1/(1 + e^(-{a}x)))*(1 - 1/(1 + e^(-{a}x)))"),
    ("{a} x e^({b} x) + e^({b} x)", "e^({b} x)*({a} x + 1)"),
    ("exp({a} x + {b} y)", "exp(x)^{a} * exp(y)^{b}"),
    ("(e^({a}x) + e^(-{a}x))/2", "cosh({a} x)"),
    ("sin(2*{a} x)", "2 sin({a} x) cos({a} x)"),
    ("cos({a} x)^2", "(1 + cos(2*{a} x))/2"),
    ("{a} sin(x)^2 + {b} cos(x)^2", "{b} + ({a} - {b}) sin(x)^2"),
    ("tan(x)^2 + 1", "1/cos(x)^2"),
    ("sin(x + y) sin(x - y)", "sin(x)^2 - sin(y)^2"),
    ("ln({a} x^2 + {a})", "ln({a}) + ln(x^2 + 1)"),
    ("ln(({a} + x^2)/({b} + x^2))", "ln({a} + x^2) - ln({b} + x^2)"),
    ("sqrt({a}^2*{b})", "{a} sqrt({b})"),
    ("1/(sqrt({a}) + sqrt({b} + {a}))", "(sqrt({b} + {a}) - sqrt({a}))/{b}"),
    ("sqrt(x^2 + {a}) - x", "{a}/(sqrt(x^2 + {a}) + x)"),
    ("x^{n}/(x^2 + {a})", "x^({n} - 2) - {a} x^({n} - 2)/(x^2 + {a})"),
    ("1/(2 sqrt({a} x + {b}))*{a}", "{a} sqrt({a} x + {b})/(2({a} x + {b}))"),
    ("({a} + {b} i)({a} - {b} i)", "{a}^2 + {b}^2"),
    ("x^2 + {a} x + {b}", "(x + {a}/2)^2 + {b} - {a}^2/4"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two formulas as trees, LaTeX and plain text, and whether they are equal."""

    left: Expr
    right: Expr
    equal: bool

    @property
    def latex(self) -> tuple[str, str]:
        return to_latex(self.left), to_latex(self.right)

    @property
    def text(self) -> tuple[str, str]:
        return to_text(self.left), to_text(self.right)


def stream(seed: int) -> Iterator[Pair]:
    """Pairs without end, half of them equal."""
    rng = random.Random(seed)
    for left, right in _identities(rng):
        yield Pair(left, right, True)
        yield Pair(left, _mutated(right, rng), False)


def pairs(count: int, seed: int) -> list[Pair]:
    return list(islice(stream(seed), count))


def _identities(rng: random.Random) -> Iterator[tuple[Expr, Expr]]:
    while True:
        for templates in FAMILIES:
            a, b, c, d = rng.sample(range(2, 10), 4)
            numbers = {"a": a, "b": b, "c": c, "d": d, "n": rng.randrange(3, 6)}
            left, right = (parse(template.format(**numbers), Names()).expr for template in templates)
            assert left is not None and right is not None, templates
            yield left, right


def _mutated(expr: Expr, rng: random.Random) -> Expr:
    """One number larger by one: in these families that never leaves the value as it was."""
    places = sum(1 for _ in _numbers(expr))
    return _at_number(expr, rng.randrange(places), lambda n: Number(str(int(n.text) + 1)))


def _numbers(expr: Expr) -> Iterator[Number]:
    return (node for node in walk(expr) if isinstance(node, Number))


def _at_number(expr: Expr, place: int, by: Callable[[Number], Expr]) -> Expr:
    count = -1

    def go(node: Expr) -> Expr:
        nonlocal count
        if isinstance(node, Number):
            count += 1
            return by(node) if count == place else node
        return rebuild(node, go)

    return go(expr)
