"""A complex number by its two decimals, `0.333 + 0.667i`: each with the digits that were asked for."""

from __future__ import annotations

from fractions import Fraction

from grader.answer.kind import Context
from grader.answer.value.numbers.digits import Typed, typed
from grader.answer.value.numbers.tolerance import Digits
from grader.answer.value.numbers.worth import approximation
from grader.late import dataclass
from grader.notation.names import Names
from grader.notation.tree import Apply, Expr, Name, Number

NOUGHT = Fraction(1, 10**40)
"""What is smaller is the rest of a calculation."""
_ONE = Number("1")


@dataclass(frozen=True, slots=True)
class Components:
    """The real and the imaginary part of a number as typed; None for one that is not there."""

    real: Typed | None
    imaginary: Typed | None

    @property
    def typed(self) -> tuple[Typed, ...]:
        return tuple(part for part in (self.real, self.imaginary) if part is not None)

    def rounded_from(self, expected: Expr, wanted: Digits, context: Context) -> bool:
        """Whether each is the part of the expected value rounded; one that is not there is 0."""
        exact = [approximation(Apply(word, (expected,)), context) for word in ("re", "im")]
        return all(
            value is not None and _is_rounded(part, value if abs(value) > NOUGHT else Fraction(0), wanted)
            for part, value in zip((self.real, self.imaginary), exact, strict=True)
        )


def _is_rounded(part: Typed | None, exact: Fraction, wanted: Digits) -> bool:
    if part is None or not exact:
        return exact == (0 if part is None else part.value)
    return wanted.near(part.value, exact)


def components(expr: Expr, names: Names) -> Components | None:
    """The decimals of a number that is typed as `a + bi`, in any order; None for anything else."""
    units = frozenset({"i", "j"}) - names.declared
    terms = expr.args if isinstance(expr, Apply) and expr.op == "add" else (expr,)
    found: dict[bool, Typed] = {}
    for term in terms:
        factor = _without_unit(term, units)
        read = typed(term if factor is None else factor)
        if read is None or (factor is not None) in found:
            return None
        found[factor is not None] = read
    return Components(found.get(False), found.get(True))


def is_complex(expr: Expr, context: Context) -> bool:
    """Whether its imaginary part is not 0."""
    part = approximation(Apply("im", (expr,)), context)
    return part is not None and abs(part) > NOUGHT


def _without_unit(term: Expr, units: frozenset[str]) -> Expr | None:
    """The factor of the imaginary unit; None where it does not stand there."""
    match term:
        case Name(id) if id in units:
            return _ONE
        case Apply("neg" | "pos" as sign, (inner,)):
            factor = _without_unit(inner, units)
            return None if factor is None else Apply(sign, (factor,))
        case Apply("mul", args):
            others = tuple(arg for arg in args if not (isinstance(arg, Name) and arg.id in units))
            if len(others) != len(args) - 1 or not others:
                return None
            return others[0] if len(others) == 1 else Apply("mul", others)
    return None
