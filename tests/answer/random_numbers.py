"""Finite sets, solutions, matrices and lists of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd
from random import Random

from random_case import Case

Surd = tuple[Fraction, int]
"""A rational times the root of a number without square factors."""


def surd(chance: Random) -> Surd:
    size = Fraction(chance.randint(1, 9), chance.choice((1, 1, 1, 2, 4, 5, 3)))
    return size * chance.choice((1, -1)), chance.choice((1, 1, 1, 1, 2, 3, 5))


def as_number(number: Surd, chance: Random) -> str:
    size, root = number
    sign, size = ("-" if size < 0 else ""), abs(size)
    decimal = root == 1 and size.denominator in (2, 4, 5) and chance.random() < 0.4
    latex = chance.random() < 0.4
    if decimal:
        return f"{sign}{float(size)}"
    if chance.random() < 0.3:
        times = chance.choice((2, 3))
        under, size = root * times**2, size / times
    else:
        under = root
    top = str(size.numerator)
    if under != 1:
        rooted = rf"\sqrt{{{under}}}" if latex else f"sqrt({under})"
        top = rooted if size.numerator == 1 else f"{top}{rooted}" if latex else f"{top}*{rooted}"
    if size.denominator == 1:
        return sign + top
    return rf"{sign}\frac{{{top}}}{{{size.denominator}}}" if latex else f"{sign}{top}/{size.denominator}"


def listed(numbers: list[Surd], chance: Random) -> list[str]:
    chance.shuffle(numbers)
    return [as_number(number, chance) for number in numbers]


def in_braces(numbers: list[Surd], chance: Random) -> str:
    held = listed([*numbers, *numbers[: chance.choice((0, 0, 1))]], chance)
    inside = ", ".join(held)
    return rf"\{{{inside}\}}" if "\\" in inside or chance.random() < 0.3 else f"{{{inside}}}"


def in_words(numbers: list[Surd], chance: Random) -> str:
    held = listed(list(numbers), chance)
    match chance.randrange(4):
        case 0:
            return " or ".join(f"x = {each}" for each in held)
        case 1:
            return ", ".join(held)
        case 2:
            return ", ".join(held[:-1]) + f" and {held[-1]}" if len(held) > 1 else held[0]
    return "x = " + ", ".join(held)


def changed_numbers(numbers: list[Surd], chance: Random) -> list[Surd]:
    other = list(numbers)
    match chance.randrange(4):
        case 0 if len(other) > 1:
            other.pop()
        case 1:
            other.append(next(n for n in iter(lambda: surd(chance), None) if n not in numbers))
        case 2:
            size, root = other[0]
            other[0] = -size, root
        case _:
            size, root = other[0]
            other[0] = size + chance.choice((1, -1, Fraction(1, 2))), root
    return other


def finite_sets(chance: Random) -> Iterator[Case]:
    numbers = list(dict.fromkeys(surd(chance) for _ in range(chance.randint(1, 4))))
    block = {"kind": "set", "expected": in_braces(numbers, chance)}
    for _ in range(2):
        other = changed_numbers(numbers, chance)
        right = set(other) == set(numbers)
        for way in (in_braces, in_words):
            yield Case(block, way(numbers, chance), True)
            if any(size for size, _ in other) and all(size for size, _ in other):
                yield Case(block, way(other, chance), right)


def solutions(chance: Random) -> Iterator[Case]:
    roots = sorted(chance.sample(range(-6, 7), chance.choice((1, 2, 2, 3))))
    block = {"kind": "equation", "expected": as_key(roots, chance)}
    others = [
        roots[1:],
        [-root for root in roots],
        [*roots, chance.randint(-6, 6)],
        [roots[0] + chance.choice((1, -1)), *roots[1:]],
    ]
    for meant in (roots, roots, *others):
        if meant:
            for way in (as_equation, as_solutions):
                yield Case(block, way(sorted(meant), chance), set(meant) == set(roots))


def as_solutions(roots: list[int], chance: Random) -> str:
    values = [str(Fraction(root)) for root in dict.fromkeys(roots)]
    chance.shuffle(values)
    if len(values) == 2 and chance.random() < 0.3:
        a, b = sorted(set(roots))
        middle, half = Fraction(a + b, 2), Fraction(b - a, 2)
        return f"x = {middle} ± {half}" if middle else rf"x = \pm {half}"
    match chance.randrange(4):
        case 0:
            return " or ".join(f"x = {value}" for value in values)
        case 1:
            return "x = " + ", ".join(values)
        case 2:
            return rf"x \in \{{{', '.join(values)}\}}"
    return ", ".join(f"x_{k} = {value}" for k, value in enumerate(values, 1)) if values[1:] else f"x={values[0]}"


def as_key(roots: list[int], chance: Random) -> str:
    """As an author would: an equation, or its solutions joined by `or`."""
    return as_equation(roots, chance) if chance.random() < 0.5 else " or ".join(f"x = {root}" for root in roots)


def as_equation(roots: list[int], chance: Random) -> str:
    times = chance.choice((1, 1, 2, -3))
    if chance.random() < 0.5:
        factors = [f"(x - {root})" if root > 0 else f"(x + {-root})" if root else "x" for root in roots]
        if chance.random() < 0.2:
            factors.append(chance.choice(("(x^2 + 1)", "e^x", factors[0])))
        chance.shuffle(factors)
        return f"{'' if times == 1 else times}{'*'.join(factors)} = 0"
    left = [Fraction(times)]
    for root in roots:
        left = [a - root * b for a, b in zip((*left, 0), (0, *left), strict=True)]
    moved = [chance.choice((0, 0, 1, -2)) for _ in left]
    right = [Fraction(-m) for m in moved]
    return f"{polynomial([a - m for a, m in zip(left, moved, strict=True)])} = {polynomial(right)}"


def polynomial(coefficients: list[Fraction]) -> str:
    """Of the highest power first."""
    text = ""
    for place, factor in enumerate(coefficients):
        power = len(coefficients) - 1 - place
        if not factor:
            continue
        letters = "" if power == 0 else "x" if power == 1 else f"x^{power}"
        size = "" if abs(factor) == 1 and letters else str(abs(factor))
        sign = ("-" if factor < 0 else "") if not text else (" - " if factor < 0 else " + ")
        text += f"{sign}{size}{letters}"
    return text or "0"


def matrices(chance: Random) -> Iterator[Case]:
    rows, columns = chance.choice(((2, 2), (2, 2), (2, 3), (3, 1), (3, 3)))
    entries = [[surd(chance) for _ in range(columns)] for _ in range(rows)]
    block = {"kind": "matrix", "expected": as_matrix(entries, chance)}
    yield Case(block, as_matrix(entries, chance), True)
    yield Case(block, as_matrix(entries, chance), True)
    turned = [list(row) for row in zip(*entries, strict=True)]
    if columns > 1:  # a row for a column is nearly right, and the page says so
        yield Case(block, as_matrix(turned, chance), turned == entries)
    other = [list(row) for row in entries]
    size, root = other[-1][0]
    other[-1][0] = chance.choice(((-size, root), (size + 1, root), (1 / size, root)))
    if other[-1][0][0]:
        yield Case(block, as_matrix(other, chance), other == entries)
    yield Case(block, as_matrix(entries[::-1], chance), entries[::-1] == entries)


def as_matrix(entries: list[list[Surd]], chance: Random) -> str:
    cells = [[as_number(each, chance) for each in row] for row in entries]
    match chance.randrange(3):
        case 0:
            return "[" + ", ".join("[" + ", ".join(row) + "]" for row in cells) + "]"
        case 1:
            return "Matrix([" + ", ".join("[" + ", ".join(row) + "]" for row in cells) + "])"
    name = chance.choice(("pmatrix", "bmatrix"))
    return rf"\begin{{{name}}} " + r" \\ ".join(" & ".join(row) for row in cells) + rf" \end{{{name}}}"


def lists(chance: Random) -> Iterator[Case]:
    numbers = [surd(chance) for _ in range(chance.randint(2, 4))]
    block = {"kind": "list", "expected": "(" + ", ".join(as_number(n, chance) for n in numbers) + ")"}
    swapped = [numbers[1], numbers[0], *numbers[2:]]
    for meant in (numbers, swapped, numbers[::-1], changed_numbers(numbers, chance)):
        if all(size for size, _ in meant):
            text = ", ".join(as_number(n, chance) for n in meant)
            yield Case(block, f"({text})", meant == numbers)


def lines(chance: Random) -> Iterator[Case]:
    a, b, c = (chance.choice((1, 2, 3, 4, 5, -1, -2, -3)) for _ in range(3))
    block = {"kind": "equation", "expected": as_line((a, b, c), chance)}
    for other in ((a, b, c), (2 * a, 2 * b, 2 * c), (-a, -b, -c), (a, -b, c), (b, a, c), (a, b, c + 1), (a, b, -c)):
        yield Case(block, as_line(other, chance), _primitive(other) == _primitive((a, b, c)))


def _primitive(line: tuple[int, int, int]) -> tuple[int, ...]:
    shared = gcd(*line) * (1 if line[0] > 0 else -1)
    return tuple(each // shared for each in line)


def as_line(line: tuple[int, int, int], chance: Random) -> str:
    a, b, c = line
    match chance.randrange(4):
        case 0:
            return f"{a}x {'-' if b < 0 else '+'} {abs(b)}y = {c}"
        case 1:
            return f"y = {Fraction(-a, b)} x {'-' if Fraction(c, b) < 0 else '+'} {abs(Fraction(c, b))}"
        case 2:
            return rf"x = \frac{{{c} - ({b})y}}{{{a}}}"
    return f"{a}x {'+' if -c > 0 else '-'} {abs(c)} = {-b}y"


def systems(chance: Random) -> Iterator[Case]:
    x, y = chance.randint(-5, 5), chance.randint(-5, 5)
    block = {"kind": "system", "expected": as_system((x, y), chance)}
    for meant in ((x, y), (x, y), (y, x), (x + 1, y), (-x, -y)):
        yield Case(block, as_system(meant, chance), meant == (x, y))


def as_system(point: tuple[int, int], chance: Random) -> str:
    x, y = point
    if chance.random() < 0.4:
        return chance.choice((f"x = {x}, y = {y}", f"x = {x} and y = {y}", f"y = {y}; x = {x}"))
    while True:
        a, b, c, d = (chance.randint(-3, 3) for _ in range(4))
        if a * d - b * c and a and d:
            break
    first, second = (f"{m}x + ({n})y = {m * x + n * y}" for m, n in ((a, b), (c, d)))
    return f"{first}, {second}"
