"""Which quantity answers which question, by what they measure: `2.5 h = 9000 s; 72 km/h = 20 m/s`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from grader.answer.claim.several.subjects import Asked
from grader.answer.value.numbers.units import Quantity, based, quantity, with_units
from grader.answer.value.shapes import is_number
from grader.late import pattern
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Chain, Expr

_PARTS = pattern(r"\n|=|≈|\\approx(?![A-Za-z])|;|, |\s(?:and|und|or|oder)\s")
_NAMED = pattern(
    r"(?P<value>\S.{0,80}?)(?:\\[,;:! ]|~|\s)*(?:\\(?:text|mathrm|operatorname)\s?\{\s*)?"
    r"(?P<word>[^\W\d_]{3,20})\s?\}?\.?"
)
Dimensions = tuple[tuple[str, Fraction], ...]


def converts(text: str, names: Names) -> bool:
    """`72 km/h = 20 m/s`: one quantity, in one unit after the other, or with the working between."""
    wider = with_units(names, text)
    expr = parse(text, wider).expr
    if not isinstance(expr, Chain) or not {"=", "approx"}.issuperset(expr.relations):
        return False
    sides = {_dimensions(side, wider) for side in expr.operands if _is_amount(quantity(side, wider))}
    return len(sides) == 1 and all(_is_amount(quantity(side, wider)) for side in expr.operands)


def _is_amount(found: Quantity | None) -> bool:
    return found is not None and bool(found.units) and is_number(found.number)


def by_units(texts: Sequence[str], asked: Asked, names: Names) -> tuple[str, ...]:
    """The question that each text answers; empty unless each measures what one of the questions alone asks for."""
    wanted: dict[Dimensions, str] = {}
    for name, kind in asked.items():
        keys = [_dimensions(each.expr, with_units(names, each.text)) for each in getattr(kind, "expected", ())]
        if not keys or keys[0] is None or keys[0] in wanted:
            return ()
        wanted[keys[0]] = name
    found = [_measured(text, names) for text in texts]
    if len(found) != len(wanted) or any(each not in wanted for each in found):
        return ()
    mine = tuple(wanted[each] for each in found if each is not None)
    return mine if len(set(mine)) == len(mine) else ()


def _measured(text: str, names: Names) -> Dimensions | None:
    wider = with_units(names, text)
    expr = parse(text, wider).expr
    end = expr.operands[-1] if isinstance(expr, Chain) else expr
    return None if end is None else _dimensions(end, wider)


def _dimensions(expr: Expr, names: Names) -> Dimensions | None:
    read = quantity(expr, names)
    base = based(read.units) if read is not None and read.units else None
    return base.dimensions if base is not None else None


def by_unit_names(text: str, asked: Sequence[str], names: Names) -> dict[str, str]:
    """`1.5 bits = 1.04 nats`, where `bits` and `nats` are asked: the number before each; empty where not each of
    them stands there once."""
    found: dict[str, str] = {}
    for part in _PARTS.split(text.replace("$", " ")):
        ended = _NAMED.fullmatch(part.strip())
        own = [name for name in asked if ended and _singular(name) == _singular(ended["word"])]
        if ended is None or not own:
            continue
        value = parse(ended["value"], names).expr
        if own[0] in found or value is None or not is_number(value):
            return {}
        found[own[0]] = ended["value"]
    return found if len(found) == len(asked) else {}


def _singular(word: str) -> str:
    return word.casefold().rstrip("s")
