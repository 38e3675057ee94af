"""Letters of which the exercise does not say that they are positive, where all depends on it.

**Taken as positive** are letters that the expected answer itself takes as positive.

`sqrt(a/g)` has a value for a, g > 0 and again for a, g < 0, but none where only one of them is negative: such a
letter stands for a positive quantity, and nobody means the other sheet. Only undeclared letters, and only the
expected side count: `x` against `sqrt(x^2)` is not touched, and no answer can narrow its own domain.

**Unsaid** are the other undeclared letters beneath roots, fractional powers, logarithms and absolute values. Where
two sides are equal as long as these are positive and differ elsewhere, the exercise does not say which is meant: a
person decides. Where the expected side holds the absolute value of a letter, its author has thought of both signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from flint import arb, ctx

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.rationals import as_fraction
from grader.equivalence.evaluation.scalars import Undefined, Unsure
from grader.equivalence.meanings import families, free_names, functions_called, is_constant
from grader.equivalence.sampling.agreement import LADDER
from grader.equivalence.worlds.world import World
from grader.late import replace
from grader.limits import Budget
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Expr, Name, walk
from grader.values import Counterexample, Finding

PLACES = (Fraction(7, 5), Fraction(3), Fraction(1, 3), Fraction(12, 7), Fraction(5, 8), Fraction(9, 2))
POINTS = 5
FEWEST = 2
MOST_UNSAID = 8
SIGNED = frozenset({"sqrt", "root", "log", "abs", "sign", "arg"})
OF_BOTH_SIGNS = frozenset({"abs", "sign"})


def taken_positive(expected: Expr, variables: tuple[str, ...], names: Names, budget: Budget) -> tuple[str, ...]:
    """The undeclared variables whose sign alone cannot be changed at any positive point where there is a value."""
    bases = _bases(expected)
    open_ = [v for v in variables if names.domain(v) is None and v not in bases]
    if len(open_) < 2:
        return ()
    before, ctx.prec = ctx.prec, LADDER[0]
    try:
        return _fixed_signs(lambda values: _defined(expected, values, budget), open_, variables)
    finally:
        ctx.prec = before


def _bases(expr: Expr) -> set[str]:
    """Letters raised to what is no number: for whole exponents there is a value on the other side too."""
    powers = (node.args for node in walk(expr) if isinstance(node, Apply) and node.op == "pow")
    found = (below for base, exponent in powers if as_fraction(exponent) is None for below in walk(base))
    return {node.id for node in found if isinstance(node, Name)}


def _fixed_signs(
    defined: Callable[[dict[str, Fraction]], bool], open_: list[str], variables: tuple[str, ...]
) -> tuple[str, ...]:
    fixed, seen = set(open_), 0
    for k in range(POINTS):
        values = {v: PLACES[(k + j * (k + 1)) % len(PLACES)] for j, v in enumerate(variables)}
        if not defined(values):
            continue
        seen += 1
        fixed -= {v for v in fixed if defined({**values, v: -values[v]})}
    return tuple(v for v in open_ if v in fixed) if seen >= FEWEST else ()


def _defined(expr: Expr, values: dict[str, Fraction], budget: Budget) -> bool:
    """Anything but a proof that there is no value counts as a value."""
    numbers = {v: arb(x.numerator) / x.denominator for v, x in values.items()}
    try:
        evaluate(expr, World(numbers, budget))
    except Undefined:
        return False
    except Unsure:
        return True
    return True


def with_positive(names: Names, fixed: tuple[str, ...]) -> Names:
    """The same names with these declared positive."""
    return replace(names, variables={**names.variables, **dict.fromkeys(fixed, Domain("positive"))})


def unsaid(
    left: Expr, right: Expr, names: Names, witness: Counterexample | None, unknowns: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The undeclared letters, the unknowns apart, if the difference that `witness` shows may be due to their sign
    alone; else none. `left` is what was expected."""
    if witness is None or not any(_not_positive(value) for _, value in witness.at):
        return ()
    if any(_holds_letter(node, OF_BOTH_SIGNS) for node in walk(left)):
        return ()
    if not any(_holds_letter(node, SIGNED) for side in (left, right) for node in walk(side)):
        return ()
    letters = tuple(v for v in open_letters((left, right), names) if v not in unknowns)
    shown = {name for name, value in witness.at if _not_positive(value)}
    return letters if shown.intersection(letters) and len(letters) <= MOST_UNSAID else ()


def positive_only(letters: Iterable[str]) -> Finding:
    """What a person is told where all depends on the sign of these."""
    return Finding("positive-only", data=(("names", ", ".join(letters)),))


def taken_as_positive(letters: Iterable[str]) -> Finding:
    """What is said where these were taken to be positive."""
    return Finding("taken-positive", "assumption", data=(("names", ", ".join(letters)),))


def _not_positive(value: str) -> bool:
    return value == "0" or value.startswith("-")


def open_letters(exprs: Iterable[Expr], names: Names) -> tuple[str, ...]:
    """The letters that stand for numbers and of which the exercise says nothing."""
    found: dict[str, None] = {}
    other: set[str] = {*names.functions, *names.definitions}
    for expr in exprs:
        found.update(dict.fromkeys(free_names(expr)))
        other.update(functions_called(expr), families(expr))
    return tuple(v for v in found if v not in other and names.domain(v) is None and not is_constant(v, names))


def _holds_letter(node: Expr, words: frozenset[str]) -> bool:
    """One of the words, or a power that is no whole one, over a letter."""
    if not isinstance(node, Apply):
        return False
    if node.op not in words and not (node.op == "pow" and words is SIGNED and _fractional(node.args[1])):
        return False
    return any(isinstance(below, Name) for below in walk(node.args[0]))


def _fractional(exponent: Expr) -> bool:
    number = as_fraction(exponent)
    return number is None or number.q != 1
