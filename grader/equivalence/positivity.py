"""Letters that the expected answer itself takes as positive.

`sqrt(a/g)` has a value for a, g > 0 and again for a, g < 0, but none where only one of them is negative: such a
letter stands for a positive quantity, and nobody means the other sheet. Only undeclared letters, and only the
expected side count: `x` against `sqrt(x^2)` is not touched, and no answer can narrow its own domain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from flint import arb, ctx

from grader.equivalence.agreement import LADDER
from grader.equivalence.evaluate import evaluate
from grader.equivalence.scalars import Undefined, Unsure
from grader.equivalence.world import World
from grader.limits import Budget
from grader.notation.names import Domain, Names
from grader.notation.tree import Expr

PLACES = (Fraction(7, 5), Fraction(3), Fraction(1, 3), Fraction(12, 7), Fraction(5, 8), Fraction(9, 2))
POINTS = 5
FEWEST = 2


def taken_positive(expected: Expr, variables: tuple[str, ...], names: Names, budget: Budget) -> tuple[str, ...]:
    """The undeclared variables whose sign alone cannot be changed at any positive point where there is a value."""
    open_ = [v for v in variables if names.domain(v) is None]
    if len(open_) < 2:
        return ()
    before, ctx.prec = ctx.prec, LADDER[0]
    try:
        return _fixed_signs(lambda values: _defined(expected, values, budget), open_, variables)
    finally:
        ctx.prec = before


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
