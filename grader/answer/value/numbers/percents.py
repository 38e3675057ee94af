"""Percentages: `15 %` where the question asks for so many percent and 15 is expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from grader.answer.value.shapes import is_number
from grader.late import pattern
from grader.notation.tree import Apply, Chain, Expr, Number

_ASKS = pattern(
    r"\b(?:how many|how much|by what|what|which|in|as an?|wie ?viele?|welche[rn]?|in|als|quel|combien de|en)\s+"
    r"(?:\\?%|per ?cent(?:age)?s?\b|prozent(?:satz|zahl)?\b|pour ?cent(?:age)?\b)"
    r"|\bper ?cent(?:age)? (?:change|increase|decrease|rise|fall|growth|error|difference)|\bprozentuale"
    r"|\bpercentages?\b|\bprozentsatz",
    re.IGNORECASE,
)
_DECIMAL = pattern(r"\d{1,9}\.\d{2,18}")
_HUNDRED = Number("100")


def asks_percent(question: str) -> bool:
    """Whether the question says that its answer is counted in percent; `at 5 %` only tells a rate."""
    return _ASKS.search(question) is not None


def how_many_percent(expr: Expr) -> Iterator[Expr]:
    """What says how many percent an answer says: `15` of `15 %`, `100*0.15 = 15` of `0.15 = 15 %`, and of
    `6/40*100 = 15 %` that as it stands. Nothing where no sign stands at the end."""
    match expr:
        case Apply("pos", (inner,)):  # `+15 %`
            yield from how_many_percent(inner)
        case Apply("percent", (inner,)):
            yield inner
        case Chain((*way, Apply("percent", (inner,))), relations):
            yield Chain((*map(_hundredfold, way), inner), relations)
            yield Chain((*way, inner), relations)


def _hundredfold(side: Expr) -> Expr:
    match side:
        case Apply("percent", (inner,)):
            return inner
        case Number(text) if _DECIMAL.fullmatch(text):  # `0.0617` is 6.17, with as many figures
            return Number(f"{Decimal(text).scaleb(2):f}")
    return Apply("mul", (_HUNDRED, side)) if is_number(side) else side


def without_sign(expr: Expr, small: bool) -> Expr | None:
    """A number without a sign as the other of a share and its percentage: `0.15` as 15, or, where what is expected
    is `small`, `15` as 0.15. None where it has a sign or is no number."""
    value = expr.operands[-1] if isinstance(expr, Chain) else expr
    if not is_number(value) or (isinstance(value, Apply) and value.op == "percent"):
        return None
    return Apply("div" if small else "mul", (value, _HUNDRED))
