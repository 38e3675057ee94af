"""Equations whose solving brings solutions that are none, antiderivatives, digits and complex numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from random import Random

from random_case import Case
from random_numbers import as_solutions, polynomial
from random_workings import expanded


def shifted(number: int, letter: str = "x") -> str:
    return letter if not number else f"{letter} {'+' if number > 0 else '-'} {abs(number)}"


def conditional(chance: Random) -> Iterator[Case]:
    """Candidates r and s, of which some are no solutions where a side has no value."""
    found = chance.choice((_rational, _radical, _logarithmic, _absolute))(chance)
    if found is None:
        return
    text, candidates, solutions = found
    blocks = [{"kind": "equation", "expected": text}]
    if solutions:
        blocks.append({"kind": "equation", "expected": " or ".join(f"x = {root}" for root in sorted(solutions))})
    for block in blocks:
        for meant in (solutions, candidates, candidates - solutions, {root + 1 for root in candidates}):
            told = as_solutions(sorted(meant), chance) if meant else "no solution"
            yield Case(block, told, meant == solutions)


Equation = tuple[str, set[int], set[int]]
"""Its text, what its solving brings, and what solves it."""


def _rational(chance: Random) -> Equation:
    """(x - r)(x - s)/(x - p) = 0, multiplied out, perhaps with something on both sides."""
    r, s = chance.sample(range(-5, 6), 2)
    pole = chance.choice((r, s, chance.randint(-5, 5)))
    side = chance.choice((0, 0, 1, 3, -2))
    top = expanded((r, s))
    moved = [top[0], top[1] + side, top[2] - side * pole]
    return f"({polynomial(moved)})/({shifted(-pole)}) = {side}", {r, s}, {r, s} - {pole}


def _radical(chance: Random) -> Equation | None:
    """sqrt(x + a) = x + b."""
    r, s = chance.sample(range(-6, 7), 2)
    if (r + s) % 2 == 0:
        return None
    b = (1 - r - s) // 2
    a = b * b - r * s
    root = rf"\sqrt{{{shifted(a)}}}" if chance.random() < 0.5 else f"sqrt({shifted(a)})"
    return f"{root} = {shifted(b)}", {r, s}, {x for x in (r, s) if x + b >= 0}


def _logarithmic(chance: Random) -> Equation | None:
    """ln(x - p) + ln(x - q) = ln k."""
    r, s = chance.sample(range(-6, 7), 2)
    p = chance.randint(-6, 6)
    q = r + s - p
    k = p * q - r * s
    if k <= 0:
        return None
    return f"ln({shifted(-p)}) + ln({shifted(-q)}) = ln({k})", {r, s}, {x for x in (r, s) if x > max(p, q)}


def _absolute(chance: Random) -> Equation:
    """|x - a| = 2x + c: x = -a - c, and x = (a - c)/3."""
    a = chance.randint(-5, 5)
    c = a - 3 * chance.randint(-4, 4)
    candidates = {-a - c, (a - c) // 3}
    return f"|{shifted(-a)}| = 2{shifted(c)}", candidates, {x for x in candidates if abs(x - a) == 2 * x + c}


def antiderivatives(chance: Random) -> Iterator[Case]:
    """Of a polynomial, with a constant or without."""
    degree = chance.randint(1, 3)
    terms = [Fraction(chance.choice((-3, -2, -1, 1, 2, 3, 4, 6))) for _ in range(degree + 1)]
    whole = [each / (degree + 1 - place) for place, each in enumerate(terms)]
    block = {"expected": polynomial([*whole, Fraction(0)]), "up_to": "constant", "variable": "x"}
    letter = chance.choice(("C", "c", "K"))
    yield Case(block, f"{_fractions(whole, 0, chance)} + {letter}", True)
    yield Case(block, f"{letter} + {_fractions(whole, chance.choice((1, -2)), chance)}", True)
    other = list(whole)
    place = chance.randrange(len(other))
    other[place] *= chance.choice((2, -1, Fraction(1, 2)))
    yield Case(block, f"{_fractions(other, 0, chance)} + {letter}", False)
    yield Case(block, f"{polynomial(terms)} + {letter}", False)
    yield Case(block, _fractions(whole, 0, chance), False)
    yield Case(block, f"({_fractions(whole, 0, chance)}) {letter}", False)


def _fractions(terms: list[Fraction], constant: int, chance: Random) -> str:
    found = polynomial([*terms, Fraction(constant)])
    if chance.random() < 0.5:
        return found
    return re.sub(r"(\d+)/(\d+)", r"\\frac{\1}{\2}", found)


def digits(chance: Random) -> Iterator[Case]:
    """A number to so many significant figures."""
    wanted = chance.choice((2, 3, 4))
    value = Decimal(chance.randint(10**6, 10**7 - 1)).scaleb(chance.choice((-8, -6, -5, -3)))
    block = {"kind": "number", "expected": str(value), "digits": {"significant": wanted}}
    right = _to_figures(value, wanted)
    yield Case(block, _as_digits(right, chance), True)
    unit = Decimal(1).scaleb(right.adjusted() - wanted + 1)
    yield Case(block, _as_digits(right + chance.choice((-1, 1)) * unit, chance), False)
    yield Case(block, _as_digits(_to_figures(value, wanted - 1), chance), False)
    yield Case(block, _as_digits(right * 10, chance), False)


def _to_figures(value: Decimal, figures: int) -> Decimal:
    found = value.quantize(Decimal(1).scaleb(value.adjusted() - figures + 1), ROUND_HALF_EVEN)
    more = found.adjusted() - value.adjusted()  # 9.99 to two figures is 10, not 10.0
    return found.quantize(Decimal(1).scaleb(found.adjusted() - figures + 1)) if more else found


def _as_digits(value: Decimal, chance: Random) -> str:
    plain = f"{value:f}"
    if "." not in plain or chance.random() < 0.4:
        sign, figures, _ = value.as_tuple()
        text = "".join(map(str, figures))
        mantissa = f"{'-' if sign else ''}{text[0]}.{text[1:]}" if text[1:] else text
        power = value.adjusted()
        written = (rf"{mantissa} \cdot 10^{{{power}}}", f"{mantissa}e{power}", f"{mantissa}*10^({power})")
        return chance.choice(written)
    return plain


def complex_numbers(chance: Random) -> Iterator[Case]:
    """a + bi, also as a product or quotient of such."""
    a, b = (chance.choice((-4, -3, -2, -1, 1, 2, 3, 5)) for _ in range(2))
    block = {"expected": as_complex(a, b, chance)}
    meanings = ((a, b), (a, b), (a, -b), (b, a), (-a, b), (a + 1, b))
    for c, d in meanings:
        yield Case(block, as_complex(c, d, chance), (c, d) == (a, b))


def as_complex(a: int, b: int, chance: Random) -> str:
    match chance.randrange(5):
        case 0:
            p, q = chance.choice(((1, 1), (2, -1), (0, 1)))
            return f"({a * p - b * q} + ({a * q + b * p})i)/({p} + ({q})i)"
        case 1:
            return f"i({b} - ({a})i)"
        case 2:
            return f"{'' if b == 1 else '-' if b == -1 else b}i {'+' if a > 0 else '-'} {abs(a)}"
    imaginary = "" if abs(b) == 1 else str(abs(b))
    return f"{a} {'+' if b > 0 else '-'} {imaginary}i"
