"""Which words are units, alone or with a prefix, and the units that are written as one word.

Words are looked up one by one in the tables here; only names from these tables ever reach pint.
"""

from __future__ import annotations

from functools import cache

from grader.answer.value.numbers import information

PREFIXES = {
    "q": -30, "r": -27, "y": -24, "z": -21, "a": -18, "f": -15, "p": -12, "n": -9, "mu": -6, "µ": -6, "μ": -6,
    "u": -6, "m": -3, "c": -2, "d": -1, "da": 1, "h": 2, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
    "Z": 21, "Y": 24,
}  # fmt: skip
PREFIX_NAMES = {
    "yocto": -24, "zepto": -21, "atto": -18, "femto": -15, "pico": -12, "nano": -9, "micro": -6, "milli": -3,
    "centi": -2, "deci": -1, "deca": 1, "hecto": 2, "kilo": 3, "mega": 6, "giga": 9, "tera": 12, "peta": 15,
    "exa": 18, "zetta": 21, "yotta": 24, "mikro": -6, "piko": -12, "zenti": -2, "dezi": -1, "hekto": 2,
}  # fmt: skip

SYMBOLS = {
    "m": "meter", "g": "gram", "s": "second", "A": "ampere", "K": "kelvin", "mol": "mole", "cd": "candela",
    "Hz": "hertz", "N": "newton", "Pa": "pascal", "J": "joule", "W": "watt", "C": "coulomb", "V": "volt",
    "F": "farad", "Omega": "ohm", "Ω": "ohm", "S": "siemens", "Wb": "weber", "T": "tesla", "H": "henry",
    "lm": "lumen", "lx": "lux", "Bq": "becquerel", "Gy": "gray", "Sv": "sievert", "kat": "katal", "rad": "radian",
    "sr": "steradian", "l": "liter", "L": "liter", "t": "tonne", "eV": "electron_volt", "bar": "bar", "h": "hour",
    "M": "molar", "cal": "calorie", "Wh": "watt_hour", "VA": "volt_ampere", "u": "unified_atomic_mass_unit",
    "amu": "unified_atomic_mass_unit", "Da": "dalton", "dyn": "dyne", "erg": "erg", "P": "poise", "pc": "parsec",
    "Ohm": "ohm", "b": "bit", "B": "byte", **information.SYMBOLS, "Ah": "ampere_hour", "yr": "year", "ohm": "ohm",
    "yrs": "year",
}  # fmt: skip
"""Symbols that take a prefix."""
WHOLE = {
    "min": "minute", "d": "day", "day": "day", "wk": "week", "hr": "hour", "hrs": "hour", "Std": "hour",
    "mn": "minute", "mins": "minute", "sec": "second", "secs": "second", "Sek": "second", "ha": "hectare",
    "au": "astronomical_unit", "AU": "astronomical_unit", "ly": "light_year", "ft": "foot", "in": "inch",
    "yd": "yard", "mi": "mile", "nmi": "nautical_mile", "lb": "pound", "lbs": "pound", "oz": "ounce",
    "gal": "gallon", "mph": "mile_per_hour", "kn": "knot", "kph": "kilometer_per_hour", "psi": "psi",
    "atm": "atmosphere", "Torr": "torr", "mmHg": "mmHg", "cc": "cubic_centimeter", "rpm": "revolutions_per_minute",
    "hp": "horsepower", "dpt": "diopter", "dB": "decibel", "degC": "degC", "degF": "degF", "deg": "degree",
    "Angstrom": "angstrom", "Å": "angstrom", "lbf": "pound_force", "BTU": "btu", "acre": "acre", "rev": "turn",
    "arcmin": "arcminute", "arcsec": "arcsecond", "kmh": "kilometer_per_hour", "ppm": "ppm", **information.WHOLE,
}  # fmt: skip
"""Symbols that take none."""
MISSPELLED = {
    "Km": "km", "KM": "km", "Kms": "km", "kms": "km", "Kg": "kg", "KG": "kg", "Kgs": "kg", "kgs": "kg", "gr": "g",
    "Min": "min", "kilos": "kg",
}  # fmt: skip
"""Symbols as people write them, and those that they mean: they can mean nothing else."""
NAMES = {
    word: pint
    for pint, words in {
        "meter": "meter metre", "gram": "gram gramme gramm", "second": "second sekunde sekunden seconde",
        "ampere": "ampere amp Ampere", "kelvin": "kelvin Kelvin", "mole": "mole", "candela": "candela",
        "hertz": "hertz Hertz",
        "newton": "newton Newton", "pascal": "pascal Pascal", "joule": "joule Joule", "watt": "watt Watt",
        "coulomb": "coulomb Coulomb", "volt": "volt Volt", "farad": "farad Farad", "ohm": "Ohm ohm",
        "siemens": "siemens", "weber": "weber", "tesla": "tesla Tesla", "henry": "henry", "lumen": "lumen",
        "lux": "lux", "becquerel": "becquerel", "gray": "gray", "sievert": "sievert", "radian": "radian",
        "steradian": "steradian", "liter": "liter litre", "tonne": "tonne tonnen", "electron_volt": "electronvolt",
        "hour": "hour stunde stunden heure", "minute": "minute minuten", 
        "day": "day Tag Tage Tagen tage tagen", "week": "week woche wochen",
        "year": "year jahr jahre jahren",
        "foot": "foot feet", "inch": "inch inches", "yard": "yard", "mile": "mile", "pound": "pound",
        "ounce": "ounce",
        "gallon": "gallon", "knot": "knot", "hectare": "hectare", "calorie": "calorie", "parsec": "parsec",
        "degC": "celsius Celsius", "degF": "fahrenheit Fahrenheit", "degree": "degree Grad", "byte": "byte",
        "bit": "bit", "angstrom": "angstrom", "atmosphere": "atmosphere", "dalton": "dalton",
        "diopter": "dioptre diopter",
        "horsepower": "horsepower", "decibel": "decibel", "acre": "acre", 
        "month": "month monat monate monaten", "pint": "pint",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Full names; they take prefix names and a plural s."""
PER = frozenset({"per", "pro", "par"})
"""Between units in words: `kilometers per hour`."""
LONGEST_JOINED = 5
"""Letters of units that are set as one word: `kNm`, `mmolL`."""
KNOWN = frozenset({*SYMBOLS, *WHOLE, *NAMES, *PER})


@cache
def unit(word: str) -> tuple[str, int] | None:
    """The pint name and the power of ten of its prefix, or None where the word is no unit."""
    if word in SYMBOLS or word in WHOLE or word in NAMES:
        return (SYMBOLS.get(word) or WHOLE.get(word) or NAMES[word]), 0
    if word in information.OCTETS:
        return "byte", information.OCTETS[word]
    if word in MISSPELLED:
        return unit(MISSPELLED[word])
    if word == "mu":  # the letter, a prefix here; not a thousandth of an atomic mass
        return None
    for size in (2, 1):
        prefix, rest = word[:size], word[size:]
        if prefix in PREFIXES and rest in SYMBOLS:
            return SYMBOLS[rest], PREFIXES[prefix]
        if prefix == "K" and SYMBOLS.get(rest) in information.WORTH:
            return SYMBOLS[rest], PREFIXES["k"]
    for prefix, power in PREFIX_NAMES.items():
        if word.startswith(prefix):
            rest = word[len(prefix) :]
            below = NAMES.get(rest) or NAMES.get(rest.removesuffix("s"))
            if below:
                return below, power
    if word.endswith("s") and word[:-1] in NAMES:
        return NAMES[word[:-1]], 0
    return unit(word.lower()) if len(word) > 3 and word.istitle() else None


def segmented(run: str) -> tuple[str, ...]:
    """A run of letters as the fewest unit words, without prefixes rather than with (`Pa s`, no `P as`); empty where
    it is not made of units."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 14), end):
            before, word = best[start], run[start:end]
            found = (*before, word) if before is not None and unit(word) else None
            if found is not None and ((shorter := best[end]) is None or _cost(found) < _cost(shorter)):
                best[end] = found
    return best[-1] or ()


def _cost(words: tuple[str, ...]) -> tuple[int, int]:
    return len(words), sum(word not in KNOWN for word in words)


def joined_units(word: str) -> tuple[str, ...]:
    r"""The units that are set as one word, `\mathrm{Nm}`, `\text{kWs}`; empty where it is none or may be a word."""
    if not 1 < len(word) <= LONGEST_JOINED or word.islower() or not word.isalpha() or unit(word):
        return ()
    return segmented(word)
