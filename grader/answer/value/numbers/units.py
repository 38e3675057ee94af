"""Units that stand in a formula, and what they are in base units.

Words are looked up one by one in the tables here; only names from these tables ever reach pint, whose registry
is built once a process, and only where two different units must be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from grader.answer.value.numbers import information
from grader.answer.value.numbers.products import is_product
from grader.answer.value.numbers.unit_words import (
    KNOWN,
    PER,
    PREFIX_NAMES,
    PREFIXES,
    SYMBOLS,
    joined_units,
    segmented,
    unit,
)
from grader.answer.value.numbers.worth import fraction
from grader.late import dataclass, replace
from grader.notation import parse
from grader.notation.names import Domain, Names
from grader.notation.tree import Apply, Expr, Name, Number, Text, walk

TEMPERATURE = (("[temperature]", Fraction(1)),)
OFFSET = {"degC": (Fraction(1), Fraction(27315, 100)), "degF": (Fraction(5, 9), Fraction(45967, 180))}
"""Temperatures on a scale with its own zero: kelvin = factor * value + offset."""
HALF_TURNS = {
    "degree": (Fraction(1, 180), ()), "arcminute": (Fraction(1, 10800), ()), "arcsecond": (Fraction(1, 648000), ()),
    "turn": (Fraction(2), ()), "revolutions_per_minute": (Fraction(1, 30), (("[time]", Fraction(-1)),)),
}  # fmt: skip
"""Angles that are rational multiples of pi, in radians: a factor that pint can only round."""
UNKNOWN_TO_PINT: dict[str, tuple[Fraction, tuple[tuple[str, Fraction], ...]]] = {
    "decibel": (Fraction(1), (("level", Fraction(1)),)),
    **information.WORTH,
    "diopter": (Fraction(1), (("[length]", Fraction(-1)),)),
}
"""Units that pint lacks, or that we keep apart (a level in decibels is no plain number)."""
RUN = 60

Units = Mapping[str, Fraction]
"""Unit words and their powers."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its units."""

    number: Expr
    units: Units


def with_units(names: Names, text: str) -> Names:
    """The names of the exercise, and the units of two letters or more that stand in this text."""
    found: set[str] = set()
    run = ""
    for at, char in enumerate([*text, " "]):
        if char.isalpha():
            run += char
            continue
        command = text[at - len(run) - 1 : at - len(run)] == "\\"  # `\mathrm` is no `m·at·h·rm`
        if 1 < len(run) <= RUN and not command and not (run not in KNOWN and is_product(run, text, at)):
            whole = run in PREFIX_NAMES or run in PER
            found.update((run,) if whole else (word for word in segmented(run) if len(word) > 1))
        run = ""
    fresh = {word: Domain("positive") for word in found if word not in names.declared}
    return replace(names, variables={**names.variables, **fresh}) if fresh else names


def is_unit_text(text: str) -> bool:
    """Whether words in a formula are a unit: `cm`, `m/s`, `kg m`."""
    words = "".join(char if char.isalpha() else " " for char in text).split()
    return bool(words) and "'" not in text and all(unit(word) for word in words)


def quantity(expr: Expr, names: Names) -> Quantity | None:
    """Number and units of a product; None where units stand elsewhere (in a sum, in an exponent)."""
    match expr:
        case Name(id) if is_unit(id, names):
            return Quantity(Number("1"), {id: Fraction(1)})
        case Name(word) | Text(word) if parts := _joined(word, names):
            return Quantity(Number("1"), {part: Fraction(parts.count(part)) for part in parts})
        case Text(text) if is_unit_text(text):
            below = with_units(names, text)
            parsed = parse(text.strip(), below)
            return None if parsed.expr is None or isinstance(parsed.expr, Text) else quantity(parsed.expr, below)
        case Apply("neg" | "pos" | "boxed" as op, (inner,)):
            found = quantity(inner, names)
            return found and Quantity(Apply(op, (found.number,)), found.units)
        case Apply("degrees", (inner,)):
            return Quantity(inner, {"deg": Fraction(1)})
        case Apply("mul", args):
            return _product(_prefixed(args, names), names)
        case Apply("div", (top, bottom)):
            above, below_line = quantity(top, names), quantity(bottom, names)
            if above is None or below_line is None:
                return None
            return Quantity(_over(above.number, below_line.number), joined(above.units, below_line.units, -1))
        case Apply("add", args):
            return _sum(args, names)
        case Apply("pow", (Text(text), exponent)) if is_unit_text(text):
            return quantity(_to_the_last(text, exponent, with_units(names, text)), with_units(names, text))
        case Apply("pow", (base, exponent)):
            return _power(base, exponent, names)
    return None if mentions_units(expr, names) else Quantity(expr, {})


def _joined(word: str, names: Names) -> tuple[str, ...]:
    return () if word in names.declared else joined_units(word.strip())


def _to_the_last(text: str, exponent: Expr, names: Names) -> Expr:
    r"""`\text{m s}^{-1}`: the exponent belongs to the last of the units, as it is set."""
    expr = parse(text.strip(), names).expr
    match expr:
        case Apply("mul", (*first, last)):
            return Apply("mul", (*first, Apply("pow", (last, exponent))))
        case Apply("div", (top, last)):
            return Apply("div", (top, Apply("pow", (last, exponent))))
    return Text(text) if expr is None else Apply("pow", (expr, exponent))


def is_unit(id: str, names: Names) -> bool:
    """Whether a name is a unit here: not where the exercise declares it as its own."""
    declared = names.variables.get(id)
    own = declared is not None and not (len(id) > 1 and declared == Domain("positive") and unit(id))
    return not own and id not in names.definitions and id not in names.functions and unit(id) is not None


def mentions_units(expr: Expr, names: Names) -> bool:
    return any(
        (isinstance(node, Name) and (is_unit(node.id, names) or bool(_joined(node.id, names))))
        or (isinstance(node, Text) and (is_unit_text(node.text) or bool(_joined(node.text, names))))
        for node in walk(expr)
    )


def _over(top: Expr, bottom: Expr) -> Expr:
    return top if bottom == Number("1") else Apply("div", (top, bottom))


def _prefixed(args: tuple[Expr, ...], names: Names) -> tuple[Expr, ...]:
    """`\\mu m`, `k \\Omega`, `25 ° C`: a prefix or a degree sign that stands before its unit."""
    found: list[Expr] = []
    for arg in args:
        before = found[-1] if found else None
        match before, arg:
            case Apply("degrees", (number,)), Name(word) if scale := _scale(word):
                found[-1:] = [number, Name(scale)]
                continue
            case Name("deg" | "degree" | "degrees" | "Grad"), Name(word) if scale := _scale(word):
                found[-1] = Name(scale)
                continue
            case Name(prefix), Name(word) if not is_unit(prefix, names):
                own = prefix in names.variables and names.variables[prefix] != Domain("positive")
                if prefix in PREFIX_NAMES and unit(prefix + word) and not own:
                    found[-1] = Name(prefix + word)
                    continue
                if prefix not in names.variables and prefix in PREFIXES and word in SYMBOLS:
                    found[-1] = Name(("µ" if prefix == "mu" else prefix) + word)
                    continue
        found.append(arg)
    return tuple(found)


def _scale(word: str) -> str:
    """The scale of a temperature that stands behind the word or sign for degrees: `C`, `Celsius`."""
    known = {"C": "degC", "F": "degF"}.get(word) or (unit(word) or ("",))[0]
    return known if known in OFFSET else ""


def _product(args: tuple[Expr, ...], names: Names) -> Quantity | None:
    numbers: list[Expr] = []
    units: Units = {}
    sign = 1
    for arg in args:
        if isinstance(arg, Name) and arg.id in PER:
            sign = -1
            continue
        part = quantity(arg, names)
        if part is None:
            return None
        units, sign = joined(units, part.units, sign), 1
        numbers.append(part.number)
    if len(args) > 1:  # `5 m` and `5 1/m` hold the number as it was typed
        numbers = [number for number in numbers if number != Number("1")]
    number = numbers[0] if len(numbers) == 1 else Apply("mul", tuple(numbers)) if numbers else Number("1")
    return Quantity(number, units)


def _sum(args: tuple[Expr, ...], names: Names) -> Quantity | None:
    """`3 h + 30 min`, in the first of its units; a sum without units is a number."""
    if not any(mentions_units(arg, names) for arg in args):
        return Quantity(Apply("add", args), {})
    parts = [quantity(arg, names) for arg in args]
    bases = [based(part.units) if part is not None else None for part in parts]
    first = bases[0]
    numbers: list[Expr] = []
    for part, base in zip(parts, bases, strict=True):
        if part is None or base is None or first is None or base.dimensions != first.dimensions or base.offset:
            return None
        numbers.append(change(part.number, base, first))
    return Quantity(Apply("add", tuple(numbers)), parts[0].units if parts[0] else {})


def _power(base: Expr, exponent: Expr, names: Names) -> Quantity | None:
    below, power = quantity(base, names), fraction(exponent)
    if below is None or mentions_units(exponent, names):
        return None
    if not below.units:
        return Quantity(Apply("pow", (base, exponent)), {})
    if power is None:
        return None
    number = below.number if below.number == Number("1") else Apply("pow", (below.number, exponent))
    return Quantity(number, {word: count * power for word, count in below.units.items()})


def joined(left: Units, right: Units, sign: int) -> Units:
    """The product (or quotient) of units; what cancels is gone."""
    total = dict(left)
    for word, count in right.items():
        total[word] = total.get(word, Fraction(0)) + sign * count
    return {word: count for word, count in total.items() if count}


@dataclass(frozen=True, slots=True)
class Base:
    """What units are worth: a factor, with a power of pi, and the powers of the dimensions. `offset` is for
    temperatures alone."""

    factor: Fraction
    dimensions: tuple[tuple[str, Fraction], ...]
    offset: Fraction = Fraction(0)
    half_turns: int = 0


def as_temperature(found: Quantity, beside: Base | None) -> Quantity:
    """`25 C` where a temperature is asked: degrees, not coulombs (`F` likewise, not farads)."""
    if beside is None or beside.dimensions != TEMPERATURE:
        return found
    degrees = {"C": "degC", "F": "degF"}
    scale = next((scale for scale in degrees if found.units == {scale: Fraction(1)}), None)
    return found if scale is None else Quantity(found.number, {degrees[scale]: Fraction(1)})


def based(units: Units, binary: bool = False) -> Base | None:
    """Units in base units; None where a factor would not be rational (`m^(1/2)` of a kilometre). With `binary`
    the prefixes of bits and bytes are powers of 1024."""
    if len(units) == 1:
        ((word, count),) = units.items()
        found = unit(word)
        if found is not None and found[0] in OFFSET and count == 1:
            factor, offset = OFFSET[found[0]]
            return Base(factor, (("[temperature]", Fraction(1)),), offset)
    factor, half_turns = Fraction(1), 0
    dimensions: dict[str, Fraction] = {}
    for word, count in units.items():
        known = unit(word)
        if known is None or count.denominator != 1 or abs(count) > 30:
            return None
        half_turns += int(count) if known[0] in HALF_TURNS else 0
        size, parts = _looked_up(known[0])
        by_1024 = binary and known[0] in information.WORTH and known[1] > 0
        prefix = Fraction(1024) ** (known[1] // 3) if by_1024 else Fraction(10) ** known[1]
        factor *= (size * prefix) ** int(count)
        for dimension, power in parts:
            dimensions[dimension] = dimensions.get(dimension, Fraction(0)) + power * count
    return Base(factor, tuple(sorted((d, p) for d, p in dimensions.items() if p)), half_turns=half_turns)


@cache
def _looked_up(name: str) -> tuple[Fraction, tuple[tuple[str, Fraction], ...]]:
    if name in UNKNOWN_TO_PINT or name in HALF_TURNS:
        return UNKNOWN_TO_PINT.get(name) or HALF_TURNS[name]
    if name in OFFSET:
        return OFFSET[name][0], (("[temperature]", Fraction(1)),)
    size = _registry().Quantity(Fraction(1), name).to_base_units()
    return Fraction(size.magnitude), tuple((str(d), Fraction(p)) for d, p in size.dimensionality.items())


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(non_int_type=Fraction)


def change(number: Expr, old: Base, new: Base) -> Expr:
    """A number in another unit of the same dimension."""
    factor, shift = old.factor / new.factor, (old.offset - new.offset) / new.factor
    scaled = number if factor == 1 else Apply("mul", (number, literal(factor)))
    turns = old.half_turns - new.half_turns
    scaled = scaled if turns == 0 else Apply("mul", (scaled, Apply("pow", (Name("pi"), literal(Fraction(turns))))))
    return scaled if shift == 0 else Apply("add", (scaled, literal(shift)))


def literal(value: Fraction) -> Expr:
    top: Expr = Number(str(abs(value.numerator)))
    top = top if value >= 0 else Apply("neg", (top,))
    return top if value.denominator == 1 else Apply("div", (top, Number(str(value.denominator))))
