"""A quantity as it is set: its number, and its units upright behind it."""

from __future__ import annotations

from grader.answer.value.numbers.units import is_unit, is_unit_text
from grader.late import replace
from grader.notation.names import Names
from grader.notation.tree import Apply, Chain, Expr, Name, Number, Text

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def upright(expr: Expr, names: Names) -> Expr:
    """`25 m/s` with its units as one word; as it is where they stand otherwise."""
    match expr:
        case Chain(operands):
            return replace(expr, operands=tuple(upright(side, names) for side in operands))
        case Apply("neg" | "pos" | "sequence" | "and" | "or" | "boxed" | "add" as op, args):
            return Apply(op, tuple(upright(arg, names) for arg in args))
        case Apply("plus_minus", (value, error)):
            return Apply("plus_minus", (value, upright(error, names)))
    numbers, units = _split(expr, names)
    if not numbers or not units:
        return Text(units) if units else expr
    alone = (Text(each.id) if isinstance(each, Name) and is_unit(each.id, names) else each for each in numbers)
    return Apply("mul", (*alone, Text(units)))  # `2 h 30 min`


def _split(expr: Expr, names: Names) -> tuple[tuple[Expr, ...], str]:
    """The factors before the units, and the units; no units where these stand among the numbers."""
    if units := _units(expr, names):
        return (), units
    match expr:
        case Apply("mul", (*first, last)) if units := _units(last, names):
            before, more = _split(first[0] if len(first) == 1 else Apply("mul", tuple(first)), names)
            return before, f"{more}·{units}" if more else units
        case Apply("mul", args):
            return args, ""
        case Apply("div", (top, bottom)) if below := _units(bottom, names, "({})"):
            before, above = _split(top, names)
            return (before, f"{above}/{below}") if above else ((expr,), "")
    return (expr,), ""


def _units(expr: Expr, names: Names, several: str = "{}") -> str:
    """The text of what is units alone; `several`: what stands around a product of them."""
    match expr:
        case Name(id) if is_unit(id, names):
            return id
        case Text(text) if is_unit_text(text):
            return text.strip()
        case Apply("mul", args):
            inside = [_units(arg, names) for arg in args]
            return several.format("·".join(inside)) if all(inside) else ""
        case Apply("div", (top, bottom)):
            above, below = _units(top, names), _units(bottom, names, "({})")
            return several.format(f"{above}/{below}") if above and below else ""
        case Apply("pow", (Name() | Text() as base, exponent)) if (unit := _units(base, names)) and "/" not in unit:
            power = _whole(exponent)
            return unit + power.translate(RAISED) if power else ""
    return ""


def _whole(expr: Expr) -> str:
    match expr:
        case Number(text) if text.isdigit():
            return text
        case Apply("neg", (Number(text),)) if text.isdigit():
            return f"-{text}"
    return ""
