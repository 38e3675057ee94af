r"""Numbers and units as the LaTeX package siunitx writes them: `\SI{19.62}{\metre\per\second}`, `\num{1.2e3}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.late import pattern
from grader.limits import ANSWER_TOKENS
from grader.notation.unread import Unread

if TYPE_CHECKING:
    from grader.notation.lexing.tokens import Lexer

PREFIXES = {
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "mu", "milli": "m",
    "centi": "c", "deci": "d", "deca": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
    "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y",
    "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
UNITS = {
    "metre": "m", "meter": "m", "gram": "g", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol",
    "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W", "coulomb": "C",
    "volt": "V", "farad": "F", "ohm": "ohm", "siemens": "S", "weber": "Wb", "tesla": "T", "henry": "H",
    "lumen": "lm", "lux": "lx", "becquerel": "Bq", "gray": "Gy", "sievert": "Sv", "katal": "kat", "radian": "rad",
    "steradian": "sr", "litre": "L", "liter": "L", "tonne": "t", "electronvolt": "eV", "bar": "bar", "hour": "h",
    "minute": "min", "day": "d", "hectare": "ha", "dalton": "Da", "degreeCelsius": "degC", "celsius": "degC",
    "degree": "deg", "kilogram": "kg", "astronomicalunit": "au", "decibel": "dB",
    "bit": "bit", "byte": "B",
}  # fmt: skip
"""Commands for units and the symbols that they print."""
POWERS = {"square": "2", "squared": "2", "cubic": "3", "cubed": "3"}
SYMBOLS = frozenset(UNITS.values())
MACRO = pattern(r"\\([A-Za-z]+|%)(?:\s*\{([^{}]*)\})?|[\s~]+|(.)", re.DOTALL)
AMOUNT = pattern(r"\s*([+-]?)\s*([0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:\s*[eE]\s*([+-]?[0-9]{1,4}))?\s*")
UNCERTAIN = pattern(r"\s*(?P<value>[+-]?[0-9]+(?:[.,][0-9]+)?)\s*\(\s*(?P<error>[0-9]+(?:[.,][0-9]+)?)\s*\)\s*")
DOT = pattern(r"(?<=[A-Za-z0-9})])\s*[.]\s*(?=[A-Za-z(])")


def quantity(lexer: Lexer, match: re.Match[str]) -> None:
    """Add the tokens of the number and of the units, as if they stood there without the command."""
    number, unit = (next((g for g in pair if match[g] is not None), None) for pair in (NUMBERS, WORDS))
    if number is not None:
        _amount(lexer, match[number], match.start(number))
    if unit is not None and match[unit].strip():
        _units(lexer, match[unit], match.start(unit))


NUMBERS, WORDS = ("amount", "alone_amount"), ("of", "alone_of")


def _amount(lexer: Lexer, text: str, start: int) -> None:
    found = AMOUNT.fullmatch(text)
    measured = UNCERTAIN.fullmatch(text) if found is None else None
    if measured is not None:
        _uncertain(lexer, measured, start)
        return
    if found is None:
        lexer.within(start, start + len(text))
        return
    sign, digits, power = found.groups()
    if sign:
        lexer.word(sign, start, start + 1)
    plain = digits.replace(",", ".")
    plain = "0" + plain if plain[0] == "." else plain
    lexer.add("number", f"{plain}e{power.lstrip('+')}" if power else plain, start, start + len(text))


def _uncertain(lexer: Lexer, measured: re.Match[str], start: int) -> None:
    """`8.00(2)` is `8.00 ± 0.02`, and no repeating decimal."""
    value, error = measured["value"], last_places(measured["value"], measured["error"])
    _amount(lexer, value, start)
    lexer.word("\\pm", start, start + len(value))
    _amount(lexer, error, start)


def last_places(value: str, error: str) -> str:
    """An error in brackets as a number: digits alone count in the last places of the value."""
    places = len(value.replace(",", ".").partition(".")[2])
    if not places or not error.isdigit():
        return error
    digits = error.rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def _symbol(macro: str) -> str:
    """The symbol that a command prints, with its prefix: `\\metre`, `\\km`, `\\uF`; empty if none."""
    if macro in UNITS or macro in SYMBOLS:
        return UNITS.get(macro, macro)
    prefix = "mu" if macro[:1] == "u" else macro[:1]
    return prefix + macro[1:] if macro[1:] in SYMBOLS and prefix in PREFIXES.values() else ""


def _units(lexer: Lexer, text: str, start: int) -> None:
    r"""`\kilo\gram\metre\per\second\squared` is `kg m s^-2`; units in letters are read as letters are, and a point
    between them multiplies."""
    if "\\" not in text:
        begin = 0
        for dot in DOT.finditer(text):
            lexer.within(start + begin, start + dot.start())
            lexer.word("*", start + dot.start(), start + dot.end())
            begin = dot.end()
        lexer.within(start + begin, start + len(text))
        return
    prefix, below, power = "", False, ""
    for found in MACRO.finditer(text):
        at, end, macro = start + found.start(), start + found.end(), found[1]
        if len(lexer.tokens) > ANSWER_TOKENS:
            raise Unread("too-long", at, end, limit="ANSWER_TOKENS")
        if macro in PREFIXES:
            prefix = PREFIXES[macro]
        elif macro == "per":
            below = True
        elif macro in ("percent", "%"):
            lexer.word("%", at, end)
        elif symbol := _symbol(macro or ""):
            lexer.add("name", prefix + symbol, at, end)
            if below or power:
                _power(lexer, power or "1", below, at, end)
            prefix, below, power = "", False, ""
        elif macro in {"square", "cubic"}:
            power = POWERS[macro]
        elif macro in POWERS or macro == "tothe":
            _raise_last(lexer, POWERS.get(macro) or (found[2] or ""), at, end)
        elif macro is not None or (found[3] or " ") not in " .,/":
            raise Unread("unknown-command", at, end, command=found[0], suggestion="")


def _power(lexer: Lexer, power: str, below: bool, start: int, end: int) -> None:
    lexer.word("^", start, end)
    if below:
        lexer.word("-", start, end)
    lexer.add("number", power, start, end)


def _raise_last(lexer: Lexer, power: str, start: int, end: int) -> None:
    """`\\second\\squared`: the power of the unit before it, whose own may be the -1 of `\\per`."""
    last = lexer.tokens[-1]
    if not power.isdigit() or not (last.kind == "name" or last.value == "1"):
        raise Unread("unexpected-token", start, end, token=lexer.text[start:end])
    if last.kind == "name":
        _power(lexer, power, False, start, end)
    else:
        lexer.tokens[-1] = last._replace(value=power)
