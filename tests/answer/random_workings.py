"""Workings with and without a planted mistake, and polynomials in the form that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod
from random import Random

from random_case import Case
from random_numbers import polynomial

Roots = tuple[int, ...]


def factor(root: int) -> str:
    return "x" if not root else f"(x - {root})" if root > 0 else f"(x + {-root})"


def expanded(roots: Roots) -> list[Fraction]:
    """The coefficients of the product of `x - root`, that of the highest power first."""
    found = [Fraction(1)]
    for root in roots:
        found = [a - root * b for a, b in zip((*found, Fraction(0)), (Fraction(0), *found), strict=True)]
    return found


def factored(roots: Roots) -> str:
    return "".join(map(factor, roots))


def half_way(roots: Roots, chance: Random) -> str:
    """Between the product and the sum of powers."""
    first, *others = chance.sample(roots, len(roots))
    rest = expanded(tuple(others))
    lower = polynomial([Fraction(-first) * each for each in rest])
    if len(others) > 1 and chance.random() < 0.5:
        return f"{factor(first)}({polynomial(rest)})"
    return f"x({polynomial(rest)}) + ({lower})"


def slipped(roots: Roots, chance: Random) -> Roots:
    other = [*roots]
    place = chance.randrange(len(other))
    other[place] = chance.choice((-other[place], other[place] + 1, other[place] - 2))
    return tuple(other)


def some_roots(chance: Random, count: int) -> Roots:
    return tuple(chance.choice((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)) for _ in range(count))


def chains(chance: Random) -> Iterator[Case]:
    """From a product to the sum of powers."""
    roots = some_roots(chance, chance.choice((2, 3)))
    start, end = factored(roots), polynomial(expanded(roots))
    block = {"kind": "derivation", "from": start, "to": end}
    between = [half_way(roots, chance) for _ in range(chance.choice((1, 1, 2, 3)))]
    yield Case(block, in_lines([start, *between, end], chance), True)
    wrong = slipped(roots, chance)
    if sorted(wrong) != sorted(roots):
        place = chance.randrange(len(between))
        planted = [*between[:place], half_way(wrong, chance), *between[place + 1 :]]
        yield Case(block, in_lines([start, *planted, end], chance), False)
        yield Case(block, in_lines([start, *planted, polynomial(expanded(wrong))], chance), False)
        yield Case(block, in_lines([start, *between, polynomial(expanded(wrong))], chance), False)
    yield Case(block, in_lines([start, end], chance), False)


def in_lines(forms: list[str], chance: Random) -> str:
    if chance.random() < 0.5:
        return " = ".join(forms)
    lines = "".join(f" \\\\\n &= {form}" for form in forms[2:])
    return f"\\begin{{align}}\n {forms[0]} &= {forms[1]}{lines}\n\\end{{align}}"


def linear(chance: Random) -> Iterator[Case]:
    """A linear equation, solved line by line."""
    a, c = chance.sample((2, 3, 4, 5, 7, -1, -2, -3), 2)
    b, d = (chance.choice((-6, -4, -1, 1, 2, 5, 8)) for _ in range(2))
    given = (a, b, c, d)
    moved = (a - c, 0, 0, d - b)
    half = (a, b - d, c, 0)
    lines = [given, *chance.sample((half, moved), chance.choice((1, 2)))]
    root = Fraction(d - b, a - c)
    block = {"kind": "derivation", "from": equation(given), "to": f"x = {root}", "relation": "equivalence"}
    yield Case(block, solved([*map(equation, lines), f"x = {root}"], chance), True)
    place = chance.randrange(1, len(lines))
    p, q, r, s = lines[place]
    wrong = chance.choice(((p, q, r, -s if s else 1), (p + 1, q, r, s), (p, q + 2, r, s)))
    planted = [*lines[:place], wrong, *lines[place + 1 :]]
    if _root(wrong) != root:
        yield Case(block, solved([*map(equation, planted), f"x = {root}"], chance), False)
        yield Case(block, solved([*map(equation, planted), f"x = {_root(wrong)}"], chance), False)
    yield Case(block, solved([*map(equation, lines), f"x = {root + 1}"], chance), False)


def _root(line: tuple[int, int, int, int]) -> Fraction | None:
    a, b, c, d = line
    return Fraction(d - b, a - c) if a != c else None


def equation(line: tuple[int, int, int, int]) -> str:
    a, b, c, d = map(Fraction, line)
    return f"{polynomial([a, b])} = {polynomial([c, d])}"


def solved(lines: list[str], chance: Random) -> str:
    if chance.random() < 0.5:
        return r" \iff ".join(lines)
    return "\\begin{align*}\n" + " \\\\\n".join(line.replace("=", "&=") for line in lines) + "\n\\end{align*}"


def forms(chance: Random) -> Iterator[Case]:
    """Expanded, factored, or with the square completed."""
    roots = some_roots(chance, 2)
    times = chance.choice((1, 1, 2, 3))
    product = f"{times if times > 1 else ''}{factored(tuple(chance.sample(roots, 2)))}"
    power_sum = polynomial([times * each for each in expanded(roots)])
    wrong = slipped(roots, chance)
    for form, right, other in (("factored", product, power_sum), ("expanded", power_sum, product)):
        block = {"expected": right, "form": form}
        yield Case(block, right, True)
        yield Case(block, product if form == "factored" else " + ".join(_terms(roots, times)), True)
        if sorted(wrong) != sorted(roots):
            changed = polynomial([times * each for each in expanded(wrong)])
            yield Case(block, f"{times}*{factored(wrong)}" if form == "factored" else changed, False)
        yield Case(block, other, False)
    middle = Fraction(sum(roots), 2)
    lowest = prod(map(Fraction, roots)) - middle**2
    block = {"expected": power_sum, "form": "completed_square"}
    square = f"{times if times > 1 else ''}(x {'-' if middle > 0 else '+'} {abs(middle)})^2"
    if middle and lowest:
        yield Case(block, f"{square} {'-' if lowest < 0 else '+'} {abs(times * lowest)}", True)
        yield Case(block, f"{square} {'-' if lowest < 0 else '+'} {abs(times * lowest) + 1}", False)
        yield Case(block, power_sum, False)


def _terms(roots: Roots, times: int) -> list[str]:
    """The terms of the sum of powers, the lowest first."""
    terms = [times * each for each in expanded(roots)]
    powers = range(len(terms) - 1, -1, -1)
    told = [f"({each})*x^{power}" if power else str(each) for each, power in zip(terms, powers, strict=True)]
    return [term for term, each in zip(told, terms, strict=True) if each][::-1]


def choices(chance: Random) -> Iterator[Case]:
    """Labels of options, one or several."""
    texts = chance.sample("convex concave bounded even odd periodic continuous increasing".split(), 4)
    options = dict(zip("abcd", texts, strict=True))
    right = sorted(chance.sample("abcd", chance.choice((1, 1, 2, 3))))
    block = {"kind": "choice", "options": options, "expected": right}
    for meant in (right, right, sorted(chance.sample("abcd", len(right))), sorted(chance.sample("abcd", 2))):
        yield Case(block, chosen(meant, options, chance), meant == right)


def chosen(labels: list[str], options: dict[str, str], chance: Random) -> str:
    names = chance.sample(labels, len(labels))
    match chance.randrange(5):
        case 0:
            return ", ".join(names)
        case 1:
            return " and ".join(f"({name})" for name in names)
        case 2:
            return " and ".join(options[name] for name in names)
        case 3:
            return "\n".join(f"- [{'x' if name in labels else ' '}] {text}" for name, text in options.items())
    return "The answer is " + " and ".join(names) + "."
