"""Units of computing: bits and bytes, with decimal prefixes and with those of 1024."""

from __future__ import annotations

from fractions import Fraction

BITS = {"bit": 1, "byte": 8}
_WORDS = {word: unit for unit in BITS for word in (unit, f"{unit}s", unit.title(), f"{unit.title()}s")}
SYMBOLS = {**_WORDS, "bps": "bit_per_second", "Bps": "byte_per_second"}
"""What takes a prefix, beside `b` and `B`; `K` is one of them here."""
_BINARY = {"Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi", "Pi": "pebi", "Ei": "exbi"}
OCTETS = {"ko": 3, "Ko": 3, "Mo": 6, "Go": 9}
"""Bytes in French, with the powers of ten of their prefixes."""
WHOLE = {
    **{f"{short}{word}": f"{long}{SYMBOLS[word]}" for short, long in _BINARY.items() for word in SYMBOLS},
    **{f"{short}b": f"{long}bit" for short, long in _BINARY.items()},
    **{f"{short}B": f"{long}byte" for short, long in _BINARY.items()},
    **{f"{long}{word}": f"{long}{unit}" for long in _BINARY.values() for word, unit in _WORDS.items()},
}  # fmt: skip
"""What takes none."""
Worth = dict[str, tuple[Fraction, tuple[tuple[str, Fraction], ...]]]
_PARTS = (("information", Fraction(1)),)
_RATE = (("[time]", Fraction(-1)), ("information", Fraction(1)))


def _worth() -> Worth:
    found: Worth = {}
    for unit, bits in BITS.items():
        found[unit], found[f"{unit}_per_second"] = (Fraction(bits), _PARTS), (Fraction(bits), _RATE)
        for step, long in enumerate(_BINARY.values(), 1):
            found[f"{long}{unit}"] = Fraction(bits * 1024**step), _PARTS
            found[f"{long}{unit}_per_second"] = Fraction(bits * 1024**step), _RATE
    return found


WORTH = _worth()
"""Each unit in bits, or bits a second."""
