"""A second reading of a text that came to nothing: counts and numbers as one writes them by hand.

`10C3` is a product where nothing is known of the answer, `n2^n` a power of `n_2`, and `three` is a word. Where the
first reading was not right the second is tried, what it assumes is said, and it counts where it can be decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.answer.claim.compounds import in_one_unit
from grader.answer.claim.counts import COUNT_IN_DOUBT, with_counts
from grader.answer.claim.function_names import with_our_names
from grader.answer.claim.maps import mapped_to
from grader.answer.claim.operators import as_operators, with_integer_signs
from grader.answer.claim.picked import Picked
from grader.answer.claim.piecewise import as_cases
from grader.answer.claim.spoken import as_reach, in_symbols
from grader.answer.claim.unit_powers import with_unit_powers
from grader.answer.value.units import with_units
from grader.late import pattern, replace
from grader.notation import parse
from grader.notation.names import Names
from grader.notation.tree import Number
from grader.values import Finding

_BASED = (
    (pattern(r"(?<![\w.])0[xX]([0-9A-Fa-f]{1,16})(?![\w.])"), 16),
    (pattern(r"(?<![\w.])0[bB]([01]{1,64})(?![\w.])"), 2),
    (pattern(r"(?<![\w.])0[oO]([0-7]{1,22})(?![\w.])"), 8),
    (pattern(r"(?<![\w.])\(?([0-9A-Fa-f]{1,16})\)?_(?:16|\{\s?16\s?\})(?![\w.])"), 16),
    (pattern(r"(?<![\w.])\(([01]{1,64})\)_(?:2|\{\s?2\s?\})(?![\w.])"), 2),
)
_LABEL = pattern(r"^\s*\([a-h]\)\s+(?=\S)")
"""`(a) 25`: the letter of the part, or a factor."""
_LEADS_TO = pattern(r"(?<=\S)\s*(?:→|->|\\to(?![A-Za-z])|\\rightarrow)\s*(?=[^→]*=)")
"""`2x = 50 → x = 25`: between equations an arrow says what follows."""
_POWER = pattern(r"(?<![\w.\\])([A-Za-z])(\d+)(?=\s*(?:\^|\*\*))")
_TOGETHER = pattern(r"(?<![\w.\\])[A-Za-z]{2,3}(?![\w(]|\s*(?:\^|\*\*|[(\[]))")
_NUMBER = r"[-+−]?(?:\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})(?:/\d{1,12})?"
_SPACED = pattern(
    rf"(?P<opens>\\?[\[({{]?)\s*(?P<items>{_NUMBER}(?:\s+{_NUMBER}){{1,39}})\s*(?P<closes>\\?[\])}}]?)"
)
_SPACE = pattern(r"\\[ ,;:]|~|\\quad(?![A-Za-z])")
_AMPLITUDE = pattern(r"(?<![A-Za-z\\])A((?:sin|cos|tan)h?)(?![A-Za-z])")
"""`Asin(x)` is the inverse function, or A times the sine."""
_SET_LETTER = pattern(r"(?<![A-Za-z\\{])([RQZN])\s?[\^_]?\s?\{?([+*]|-(?!\s*[\w({\\]))\}?(?=\s*(?:$|[,.;)\\∪]))")
"""`R^+`, `R+`: at the end of a set, where a letter with a sign behind it is none."""
_NAMED = pattern(r"\s*(?P<name>[A-Za-z])(?:_\{?\w\}?)?\s*:\s+(?=[^:]*=)")
_POINT = pattern(r"\s*[A-Z]\w?\s?\((?P<place>(?:[-+\d\s./√πa-z]{1,20}[|;]){1,3}[-+\d\s./√πa-z]{1,20})\)[\s.]*")
_GAUSS = pattern(r"(?<![\w\])}])\[(?=[^\[\]]*[A-Za-z])([^\[\],;]{1,40})\]")
_ODDS = pattern(r"^\s*(\d{1,9})\s+(?:in|out\s+of|von|aus)\s+(\d{1,9})[\s.]*$")
_ABOUT = pattern(
    r"^\s*(?:about|approximately|approx\.?|roughly|circa|ca\.|etwa|ungefähr|rund)\s+(?=[-+]?\d+[.,]\d)",
    re.IGNORECASE,
)
_ORDER = pattern(
    r"\s*\+\s*(?:\\mathcal\s?\{?\s?)?[Oo]\s?\}?\s?(?:\\left)?\(\s?\(?[a-z][-+\d\sa-z]{0,8}\)?\s?(?:\^|\*\*)\s?\{?(?P<power>\d{1,3})\}?"
    r"\s?(?:\\right)?\)[\s.]*$"
)
_EXPONENT = pattern(r"(?:\^|\*\*)\s?\{?(\d{1,3})")

COUNTS = (
    "zero one two three four five six seven eight nine ten eleven twelve".split(),
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(),
)
ARTICLES = frozenset({"a", "an", "ein", "eine"})
"""A one before a part (`a third`), nothing by themselves."""
NUMBERS = {word: str(value) for words in COUNTS for value, word in enumerate(words)} | dict.fromkeys(ARTICLES, "1")
PARTS = {
    word: value
    for words, value in (
        ("half halves halb halbe halbes hälfte", "2"),
        ("third thirds drittel", "3"),
        ("quarter quarters fourth fourths viertel", "4"),
    )
    for word in words.split()
}
JOINTS = {"and": "and", "und": "and", "or": "or", "oder": "or", "minus": "-", "negative": "-"}
BY_CASES, SUMMED = "cases-read", "units-summed"
SURE = frozenset({BY_CASES, SUMMED})
"""Findings of a reading that takes all of the text, which nothing else can mean."""
ENDS_IN_DOUBT, INTEGER_SIGNS = "ends-in-doubt", "integer-signs"
IN_DOUBT = frozenset({COUNT_IN_DOUBT, ENDS_IN_DOUBT, "gauss-bracket"})
"""Findings of a reading that is for a person where it is right."""
IF_RIGHT = IN_DOUBT | {INTEGER_SIGNS}
"""Findings of a reading that counts only where it is right."""
IN_SYMBOLS = "words-read"
"""The finding of a reading that leaves nothing open: what it says is what was written."""
_WORDS = pattern(r"[^\W\d_]+|[,;]")


def reread(picked: Picked, names: Names, known: frozenset[str]) -> Iterator[Picked]:
    """Other readings of the text, each with a finding that says what it assumes. `known` are the names of the
    answer that is expected: a C or P among them is a letter, no count."""
    letters = known | names.declared
    for count in with_counts(picked.text, letters):
        yield from _read_again(picked, count.text, count.code, names)
    yield from _in_base_ten(picked)
    yield from _read_again(picked, mapped_to(picked.text, known), "number-word", names)
    called = with_our_names(picked.text, letters)
    yield from _read_again(picked, called, "number-word", names)
    yield from _read_again(picked, as_operators(picked.text), "number-word", names)
    yield from _read_again(picked, with_integer_signs(picked.text), INTEGER_SIGNS, names)
    yield from _read_again(picked, _GAUSS.sub(r"floor(\1)", picked.text), "gauss-bracket", names)
    if (raised := with_unit_powers(picked.text)) != picked.text:
        yield from _read_again(picked, raised, "number-word", with_units(names, raised))
    if (summed := in_one_unit(picked.text)) != picked.text:
        yield from _read_again(picked, summed, SUMMED, with_units(names, summed))
    yield from _read_again(picked, as_cases(called), BY_CASES, names)
    yield from _read_again(picked, _LABEL.sub("", picked.text), "number-word", names)
    if "=" in picked.text:
        yield from _read_again(picked, _LEADS_TO.sub(r" \\implies ", picked.text), "number-word", names)
    yield from _read_again(picked, _with_numerals(picked.text), "number-word", names)
    yield from _read_again(picked, in_symbols(picked.text), IN_SYMBOLS, names)
    reach = as_reach(picked.text)
    for interval in reach:
        yield from _read_again(picked, interval, IN_SYMBOLS if len(reach) == 1 else ENDS_IN_DOUBT, names)
    if "A" in known | names.declared:
        yield from _read_again(picked, _AMPLITUDE.sub(r"A*\1", picked.text), "number-word", names)
    if _SET_LETTER.search(picked.text):
        yield from _read_again(picked, _SET_LETTER.sub(r"\\mathbb{\1}^\2", picked.text), "number-word", names)
    for meant in _as_meant(picked.text, known | names.declared):
        yield from _read_again(picked, meant, "number-word", names)
    yield from _read_again(picked, _without_order(picked.text), "number-word", names)
    yield from _read_again(picked, _with_commas(picked.text), "spaces-read", names)
    yield from _read_again(picked, _with_powers(picked.text, known | names.declared), "power-typed", names)
    if not names.implicit_multiplication:
        yield from _read_again(
            picked, _with_factors(picked.text, known | names.declared), "factors-together", names
        )


def _read_again(picked: Picked, text: str, code: str, names: Names) -> Iterator[Picked]:
    read = parse(text, names) if text and text != picked.text else None
    if read is not None and read.expr is not None:
        note = Finding(code, "assumption", data=(("text", picked.text.strip()), ("read", text.strip())))
        yield replace(picked, expr=read.expr, findings=(*read.findings, note))


def _with_powers(text: str, known: frozenset[str]) -> str:
    """`n2^{n-1}` as n times a power of 2, where n is known and `n_2` is not."""

    def product(match: re.Match[str]) -> str:
        letter, digits = match.groups()
        return f"{letter}*{digits}" if letter in known and f"{letter}_{digits}" not in known else match[0]

    return _POWER.sub(product, text)


def _as_meant(text: str, known: frozenset[str]) -> Iterator[str]:
    """Habits of writing by hand: a line or a plane with its name, a point with a bar, odds, a rounded value."""
    if (found := _NAMED.match(text)) and found["name"] not in known:
        yield text[found.end() :]
    if found := _POINT.fullmatch(text):
        yield "(" + ", ".join(re.split(r"[|;]", found["place"])) + ")"
    yield _ODDS.sub(r"\1/\2", text)
    yield _ABOUT.sub("≈ ", text)


def _without_order(text: str) -> str:
    """Without the `+ O(x^4)` at the end of a Taylor polynomial, where its power is above all others."""
    found = _ORDER.search(text)
    if found is None:
        return ""
    kept = text[: found.start()]
    powers = [int(power) for power in _EXPONENT.findall(kept)]
    return kept if powers and int(found["power"]) > max(powers) else ""


def _with_factors(text: str, known: frozenset[str]) -> str:
    """`dE` as a product where both letters are known and no such name is, though products need a sign here."""

    def product(match: re.Match[str]) -> str:
        letters = match[0]
        return match[0] if letters in known or not known.issuperset(letters) else f"({'*'.join(letters)})"

    return _TOGETHER.sub(product, text)


def _with_commas(text: str) -> str:
    """`2 3 5 7`, `(1 2 3)`: numbers with nothing but spaces between them, as one list; else nothing."""
    found = _SPACED.fullmatch(_SPACE.sub(" ", text).strip(" .\n"))
    if found is None or bool(found["opens"]) != bool(found["closes"]):
        return ""
    return found["opens"] + ", ".join(found["items"].split()) + found["closes"]


def _in_base_ten(picked: Picked) -> Iterator[Picked]:
    """`0xFF`, `FF_{16}`, `0b101`, `(101)_2` alone, in the digits that everybody reads."""
    for wording, base in _BASED:
        match = wording.fullmatch(picked.text.strip(" $."))
        if match is not None:
            value = str(int(match[1], base))
            data = (("number", match[1]), ("base", str(base)), ("value", value))
            note = Finding("number-base", "assumption", data=data)
            yield replace(picked, expr=Number(value), findings=(note,))


def _with_numerals(text: str) -> str:
    """Digits for a text that says numbers throughout (`one half`, `minus two`, `one and three`); else nothing."""
    words = _WORDS.findall(text.casefold())
    said = [word for word in words if word in NUMBERS or word in PARTS]
    if ARTICLES.issuperset(said) or _WORDS.sub("", text).strip(" .!"):
        return ""
    found: list[str] = []
    for word in words:
        if word in PARTS:
            if "and" in found[-2:]:  # `one and a half`: a sum, or two numbers
                return ""
            whole = found.pop() if found and found[-1].isdigit() else "1"
            found.append(f"{whole}/{PARTS[word]}")
        elif word in NUMBERS or word in JOINTS or word in ",;":
            found.append(NUMBERS.get(word) or JOINTS.get(word, word))
        else:
            return ""
    return " ".join(found)
