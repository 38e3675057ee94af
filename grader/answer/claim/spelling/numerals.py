"""Numbers in words, in English, German and French."""

from __future__ import annotations

from fractions import Fraction

SMALL = {
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty"
    ).split(),
    "fr": (
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
        " dix-huit dix-neuf vingt"
    ).split(),
    "de": (
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
        " siebzehn achtzehn neunzehn zwanzig"
    ).split(),
}
"""From zero to twenty."""
TENS = (
    "thirty forty fifty sixty seventy eighty ninety hundred",
    "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
)
NUMERALS = {
    **{word: k for words in SMALL.values() for k, word in enumerate(words)},
    **{word: 10 * k for words in TENS for k, word in enumerate(words.split(), 3)},
    "dozen": 12, "dutzend": 12, "douzaine": 12, "thousand": 1000, "tausend": 1000, "mille": 1000,
}  # fmt: skip


def number_said(text: str, negative: bool) -> Fraction | None:
    """`13`, `42/2`, `thirteen`, `twenty-one` as a number; None where it is none."""
    if text[0].isdecimal():
        top, _, bottom = text.replace(",", ".").partition("/")
        number = Fraction(top) / (Fraction(bottom) if bottom and Fraction(bottom) else 1)
    else:
        parts = [NUMERALS.get(word) for word in text.lower().split("-")]
        if None in parts:
            return None
        number = Fraction(sum(part for part in parts if part is not None))
    return -number if negative else number
