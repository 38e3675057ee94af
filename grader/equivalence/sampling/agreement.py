"""Two expressions at one point, or in one small world: apart, alike, or without a value on one side or both."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal

from flint import acb, arb, ctx, fmpq

from grader.equivalence.evaluation.evaluate import evaluate
from grader.equivalence.evaluation.scalars import SCALARS, Undefined, Unsupported, Unsure, primal
from grader.equivalence.worlds.tensors import Tensor
from grader.equivalence.worlds.world import Value, World
from grader.late import dataclass
from grader.notation.tree import Expr

LADDER = (64, 192, 512)
DEEP = (2200,)

Outcome = Literal["apart", "alike", "left only", "right only", "neither", "unsure", "shapes"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What came out at one point: the values as texts where they are apart."""

    outcome: Outcome
    left: str = ""
    right: str = ""
    coarse: bool = False
    """Alike beside their size only: what is small in itself may still part them."""


UNSURE, ALIKE, NEITHER = Meeting("unsure"), Meeting("alike"), Meeting("neither")
COARSE = Meeting("alike", coarse=True)
FINE = arb(2) ** -64


def meet(left: Expr, right: Expr, make: Callable[[], World], ladder: tuple[int, ...] = LADDER) -> Meeting:
    """Raise the precision until the two values are disjoint or agree to most of it. `make` builds the world anew
    at the precision in force. Unsupported, ShapeError and LimitError pass through."""
    before = ctx.prec
    outcome = UNSURE
    try:
        for bits in ladder:
            ctx.prec = bits
            world = make()
            outcome = _compare(_side(left, world), _side(right, world), bits)
            if outcome.outcome == "alike" and bits < min(ladder[-1], LADDER[1]):
                continue
            if outcome.outcome != "unsure":
                return outcome
    finally:
        ctx.prec = before
    return outcome


@dataclass(frozen=True, slots=True)
class _Nothing:
    proved: bool


NONE, UNTOLD = _Nothing(True), _Nothing(False)


def _side(expr: Expr, world: World) -> Value:
    try:
        return evaluate(expr, world)
    except Undefined:
        return NONE
    except Unsure:
        return UNTOLD


def _compare(a: Value, b: Value, bits: int) -> Meeting:
    if type(a) is type(b) is arb:
        return _compare_numbers(a, b, bits)
    if isinstance(a, _Nothing) or isinstance(b, _Nothing):
        if any(isinstance(x, _Nothing) and not x.proved for x in (a, b)):
            return UNSURE
        if isinstance(a, _Nothing) and isinstance(b, _Nothing):
            return NEITHER
        return Meeting("left only", show(a)) if isinstance(b, _Nothing) else Meeting("right only", "", show(b))
    return compare_values(a, b, bits)


def compare_values(a: Value, b: Value, bits: int) -> Meeting:
    """Numbers, matrices entry by entry, tuples. Statements that are both false at a point need not be the same, so
    truth values can only be apart."""
    if isinstance(a, SCALARS) and isinstance(b, SCALARS):
        return _compare_numbers(primal(a), primal(b), bits)
    if isinstance(a, bool) and isinstance(b, bool):
        return Meeting("unsure" if a == b else "apart", show(a), show(b))
    if isinstance(a, bool) or isinstance(b, bool):
        raise Unsupported("statement")
    b = _spread(b, a)
    items = _items(a), _items(b)
    if items[0] is None or items[1] is None:
        if isinstance(a, SCALARS) or isinstance(b, SCALARS):
            return UNSURE if _is_nothing(_spread(a, b), b) else Meeting("shapes", show(a), show(b))
        raise Unsupported("value")
    if shape_of(a) != shape_of(b):
        return Meeting("shapes", shape_of(a), shape_of(b))
    meetings = [compare_values(x, y, bits) for x, y in zip(items[0], items[1], strict=True)]
    for outcome in ("apart", "shapes", "unsure"):
        for meeting in meetings:
            if meeting.outcome == outcome:
                return Meeting(meeting.outcome, show(a), show(b)) if outcome == "apart" else meeting
    return COARSE if any(meeting.coarse for meeting in meetings) else ALIKE


def _spread(x: Value, like: Value) -> Value:
    """0 for a vector or a matrix that was expected is the one of zeros."""
    if isinstance(x, SCALARS) and isinstance(like, Tensor) and primal(x).is_zero():
        return Tensor(tuple(tuple(arb(0) for _ in row) for row in like.rows))
    return x


def _is_nothing(a: Value, b: Value) -> bool:
    """Zeros where 0 was expected: hardly another thing, and not quite the same."""
    both = (a, b)
    if not all(isinstance(x, Tensor) for x in both):
        return False
    return all(primal(entry).contains(0) for x in both for row in x.rows for entry in row)


def _items(x: Value) -> tuple[Value, ...] | None:
    if isinstance(x, Tensor):
        return tuple(entry for row in x.rows for entry in row)
    return x if isinstance(x, tuple) else None


def shape_of(x: Value) -> str:
    """`3 x 1` for matrices; a tuple counts as a vector of its length."""
    if isinstance(x, Tensor):
        height, width = x.shape
        return f"{height} x {width}" if width > 1 else f"{height}"
    return f"{len(x)}" if isinstance(x, tuple) else "1"


def _compare_numbers(a: arb | acb, b: arb | acb, bits: int) -> Meeting:
    difference = a - b
    if not difference.is_finite():
        return UNSURE
    if not difference.contains(0):
        return Meeting("apart", *_told_apart(a, b))
    if difference.is_zero():
        return ALIKE
    if not _small(difference, a, b, bits):
        return UNSURE
    return COARSE if bits > LADDER[0] and not abs(difference) < FINE else ALIKE


def _small(difference: arb | acb, a: arb | acb, b: arb | acb, bits: int) -> bool:
    """The difference is zero up to about two thirds of the working precision, relative to the larger side or 1."""
    gap, slack = arb(abs(difference).abs_upper()), _power_of_two(-(2 * bits) // 3)
    if gap < slack:
        return True
    return bool(gap < max(arb(abs(a).abs_upper()), arb(abs(b).abs_upper())) * slack)


@cache
def _power_of_two(exponent: int) -> arb:
    return arb(2) ** exponent


READABLE = (8, 12)
"""Digits of a value that a person is shown."""


def _told_apart(a: arb | acb, b: arb | acb) -> tuple[str, str]:
    """Both values with as many digits as it takes to see that they differ, as far as anybody reads digits; else the
    second as the first one and the difference."""
    for digits in READABLE:
        texts = show(a, digits), show(b, digits)
        if texts[0] != texts[1]:
            return texts
    return show(a), f"{show(a)} + ({show(b - a)})"


def show(x: Value, digits: int = 8) -> str:
    """A short plain text for a person: an integer, else some significant digits."""
    if isinstance(x, bool):
        return "true" if x else "false"
    if isinstance(x, tuple):
        return "(" + ", ".join(map(show, x)) + ")"
    if isinstance(x, Tensor):
        if x.shape[1] == 1:
            return "(" + ", ".join(show(row[0]) for row in x.rows) + ")"
        return "[" + ", ".join("[" + ", ".join(map(show, row)) + "]" for row in x.rows) + "]"
    if not isinstance(x, SCALARS):
        return ""
    x = primal(x)
    if isinstance(x, acb):
        return _show_complex(x, digits)
    whole = x.unique_fmpz() if x.is_exact() and abs(x) < 10**12 else None
    if whole is not None:
        return str(int(whole))
    if x.contains(0):
        return "0"
    mantissa, mark, exponent = x.str(digits, radius=False).partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return str(mantissa + mark + exponent)


def _show_complex(x: acb, digits: int) -> str:
    real, imaginary = show(x.real, digits), show(x.imag, digits)
    if x.imag.is_zero() or imaginary == "0":
        return real
    return f"{real} + {imaginary} i" if not imaginary.startswith("-") else f"{real} - {imaginary[1:]} i"


def show_exact(value: fmpq | tuple[fmpq, fmpq]) -> str:
    """A coordinate as it was chosen: a fraction, or its first digits where it is long; more of them where these
    would look like another place (`2` for what lies right beside it)."""
    if isinstance(value, tuple):
        return f"{show_exact(value[0])} + {show_exact(value[1])} i"
    text = str(value)
    if len(text) <= 9:
        return text
    from fractions import Fraction

    number = float(Fraction(int(value.p), int(value.q)))
    round_number = f"{number:.8g}" == f"{number:.6g}"
    return f"{number:.17g}" if round_number else f"{number:.8g}"
