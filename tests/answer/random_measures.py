"""Quantities, numbers within a tolerance, orders of growth, solutions that come again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from random_case import Case

UNITS: dict[str, dict[str, Fraction]] = {
    "length": {"m": Fraction(1), "km": Fraction(1000), "cm": Fraction(1, 100), "mm": Fraction(1, 1000)},
    "time": {"s": Fraction(1), "min": Fraction(60), "h": Fraction(3600), "ms": Fraction(1, 1000)},
    "mass": {"kg": Fraction(1), "g": Fraction(1, 1000), "t": Fraction(1000), "mg": Fraction(1, 10**6)},
    "speed": {"m/s": Fraction(1), "km/h": Fraction(1000, 3600), "cm/s": Fraction(1, 100), "m s^-1": Fraction(1)},
    "force": {"N": Fraction(1), "kN": Fraction(1000), "kg m/s^2": Fraction(1)},
    "energy": {"J": Fraction(1), "kJ": Fraction(1000), "kWh": Fraction(3_600_000), "N m": Fraction(1)},
    "power": {"W": Fraction(1), "kW": Fraction(1000), "J/s": Fraction(1), "mW": Fraction(1, 1000)},
    "pressure": {"Pa": Fraction(1), "kPa": Fraction(1000), "N/m^2": Fraction(1), "bar": Fraction(100_000)},
    "volume": {"m^3": Fraction(1), "L": Fraction(1, 1000), "mL": Fraction(1, 10**6), "cm^3": Fraction(1, 10**6)},
    "density": {"kg/m^3": Fraction(1), "g/cm^3": Fraction(1000), "kg/L": Fraction(1000)},
    "charge": {"C": Fraction(1), "mC": Fraction(1, 1000), "A s": Fraction(1)},
    "voltage": {"V": Fraction(1), "kV": Fraction(1000), "J/C": Fraction(1)},
}


def quantities(chance: Random) -> Iterator[Case]:
    kind = chance.choice(list(UNITS))
    units = UNITS[kind]
    unit = chance.choice(list(units))
    value = Fraction(chance.choice((12, 25, 90, 144, 360, 720, 4, 75)))
    block = {"kind": "quantity", "expected": f"{value} {unit}", "tolerance": {"absolute": 0}}
    for other, size in units.items():
        there = value * units[unit] / size
        yield Case(block, as_quantity(there, other, chance), True)
        wrong = there * chance.choice((10, Fraction(1, 10), 60, Fraction(18, 5), 2, -1, 1000))
        yield Case(block, as_quantity(wrong, other, chance), False)
    strange = chance.choice([name for name in UNITS if name != kind])
    yield Case(block, as_quantity(value, chance.choice(list(UNITS[strange])), chance), False)


def as_quantity(value: Fraction, unit: str, chance: Random) -> str:
    bottom = value.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    if bottom != 1:
        number = f"{value.numerator}/{value.denominator}"
    elif chance.random() < 0.3 and value:
        number = as_scientific(value, chance)
    else:
        number = plain_decimal(value)
    match chance.randrange(3):
        case 0:
            return f"{number} {unit}"
        case 1:
            upright = unit.replace(" ", r"\,").replace("^-1", "^{-1}")
            return rf"{number}\,\mathrm{{{upright}}}"
    return f"{number} {unit.replace('^2', '²').replace('^3', '³').replace('^-1', '⁻¹')}"


def plain_decimal(value: Fraction) -> str:
    """A fraction with powers of two and five below, in full."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value.numerator * 10**places // value.denominator)).rjust(places + 1, "0")
    whole = f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else digits
    return ("-" if value < 0 else "") + whole


def as_scientific(value: Fraction, chance: Random) -> str:
    power = 0
    while abs(value) >= 10:
        value, power = value / 10, power + 1
    while abs(value) < 1:
        value, power = value * 10, power - 1
    number = plain_decimal(value)
    return chance.choice((f"{number}e{power}", rf"{number} \cdot 10^{{{power}}}", f"{number} * 10^{power}"))


def tolerances(chance: Random) -> Iterator[Case]:
    value = Fraction(chance.randint(1, 9999), 10 ** chance.randint(0, 3)) * chance.choice((1, 1, -1))
    relative = chance.random() < 0.5
    within = Fraction(chance.choice((1, 2, 5)), chance.choice((10, 100, 1000)))
    bound = within * abs(value) if relative else within
    block = {
        "kind": "number",
        "expected": plain_decimal(value),
        "tolerance": {"relative" if relative else "absolute": float(within)},
    }
    for share in (0, Fraction(1, 2), Fraction(99, 100), Fraction(101, 100), 2, 10):
        there = value + chance.choice((1, -1)) * share * bound
        if not there:
            continue
        text = chance.choice((plain_decimal, lambda v: as_scientific(v, chance)))(there)
        yield Case(block, text, abs(there - value) <= bound)


def orders(chance: Random) -> Iterator[Case]:
    order = _order(chance)
    symbol = chance.choice(("O", "Theta", ""))
    shown = as_order(order, chance)
    block = {"kind": "growth", "expected": f"{symbol}({shown})" if symbol else shown}
    for meant in (order, order, _order(chance), _order(chance)):
        text = as_order(meant, chance)
        lower = tuple(part - chance.choice((0, 1)) for part in meant)
        if lower != meant and min(lower) >= 0 and lower[0] >= 1:
            text += f" + {chance.choice((2, 5, 100))} \\cdot {as_order(lower, chance)}"
        sign = {"O": "O", "Theta": r"\Theta", "": chance.choice(("O", r"\Theta", ""))}[symbol]
        yield Case(block, f"{sign}({text})" if sign else text, meant == order)


def _order(chance: Random) -> tuple[int, int, int]:
    """The base of a power, the exponent of n, and that of its logarithm."""
    found = chance.choice((1, 1, 1, 2, 3)), chance.choice((0, 1, 1, 2, 3)), chance.choice((0, 0, 1, 2))
    return found if found != (1, 0, 0) else (1, 1, 0)


def as_order(order: tuple[int, int, int], chance: Random) -> str:
    base, power, logs = order
    parts = []
    if base > 1:
        parts.append(f"{base}^n")
    if power:
        parts.append("n" if power == 1 else f"n^{power}")
    if logs:
        word = chance.choice(("log n", r"\log n", "ln n", r"\log_2 n"))
        parts.append(f"({word})^{logs}" if logs > 1 else word)
    return " ".join(parts) or "1"


WHOLE = 24
"""Twelfths of pi in a full turn."""


def families(chance: Random) -> Iterator[Case]:
    step = chance.choice((6, 8, 12, 24, 24))
    starts = frozenset(chance.randrange(step) for _ in range(chance.choice((1, 1, 2))))
    meant = frozenset(k for k in range(WHOLE) if k % step in starts)
    block = {"kind": "equation", "expected": as_families(meant, chance, plain=True)}
    other = {chance.choice(sorted(set(range(WHOLE)) - meant))} if chance.random() < 0.5 else set()
    fewer = frozenset(sorted(meant)[1:] if not other else meant | other)
    shifted = frozenset((k + 1) % WHOLE for k in meant)
    for values in (meant, meant, fewer, shifted, frozenset(-k % WHOLE for k in meant)):
        if values:
            yield Case(block, as_families(values, chance), values == meant)


def as_families(values: frozenset[int], chance: Random, plain: bool = False) -> str:
    """The residues, cut into families with steps that divide a full turn."""
    left, told = set(values), []
    counter = "k" if plain else chance.choice("kn")
    steps = [step for step in (1, 2, 3, 4, 6, 8, 12, 24) if plain or step == WHOLE or chance.random() < 0.7]
    for step in steps:
        for start in range(step):
            part = set(range(start, WHOLE, step))
            if part <= left:
                left -= part
                begin = start if plain else start + WHOLE * chance.choice((0, 0, -1))
                told.append(f"x = {_angle(begin)} + {_turns(step, counter)}")
    chance.shuffle(told)
    integers = chance.choice((", k in Z", r", k \in \mathbb{Z}")).replace("k", counter)
    return " or ".join(told) + integers


def _angle(twelfths: int) -> str:
    size = Fraction(twelfths, 12)
    top = "pi" if abs(size.numerator) == 1 else f"{abs(size.numerator)}*pi"
    text = top if size.denominator == 1 else f"{top}/{size.denominator}"
    return "0" if not size else f"-{text}" if size < 0 else text


def _turns(step: int, counter: str) -> str:
    return f"{counter}*{_angle(step)}"
