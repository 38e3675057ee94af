"""Texts as they were meant that are written by hand: numbers in words, spaces for commas, labels before a value.

Each function gives another text, or the same one (or nothing) where there is nothing to change. What a reading of
it is worth, `rereading` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.answer.claim.spelling.numerals import SMALL
from grader.late import pattern, replace
from grader.values import Answer

_LABEL = pattern(r"^\s*\(([a-h])\)\s+(?=\S)")
"""`(a) 25`: the letter of the part, or a factor."""
_FACTORIAL = pattern(r"(?<=[\w)|}])!=(?=\s*[-+\w\\({])")
"""`4!=24`: a factorial and its value, where nothing is unequal."""
_WITHOUT = pattern(r"(?<=[\w})])\s*\\(?:(?=[A-Z](?![A-Za-z]))|\{(?P<those>[^{}\\]{1,80})\}(?!\}))")
"""A backslash for `\\setminus`, typed tight before a set: `A\\B`, `{a, b}\\{b}`."""
_EITHER_SIGN = pattern(r"±|\\pm(?![A-Za-z])|\+/?-|\+-")
_BOTH = pattern(
    r"(?<![\w\\}])(?P<letter>\\[a-z]{1,8}|[A-Za-zα-ω])_?(?P<one>\d)\s?[/,]\s?(?:(?P=letter)_?)?(?P<two>\d)"
    r"(?=\s*=[^=\n]*(?:±|\\pm(?![A-Za-z])|\+/?-))"
)
_UNIT_FIRST = pattern(r"(?<![\w\\])([ij])\s?(\d+(?:\.\d+)?)(?![\w.])")
_LEADS_TO = pattern(r"(?<=\S)\s*(?:→|->|\\to(?![A-Za-z])|\\rightarrow)\s*(?=[^→]*=)")
"""`2x = 50 → x = 25`: between equations an arrow says what follows."""
_POWER = pattern(r"(?<![\w.\\])([A-Za-z])(\d+)(?=\s*(?:\^|\*\*))")
_TOGETHER = pattern(r"(?<![\w.\\])[A-Za-z]{2,3}(?![\w(]|\s*(?:\^|\*\*|[(\[]))")
_NUMBER = r"[-+−]?(?:\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})(?:/\d{1,12})?"
_SPACED = pattern(
    rf"(?P<opens>\\?[\[({{]?)\s*(?P<items>{_NUMBER}(?:\s+{_NUMBER}){{1,39}})\s*(?P<closes>\\?[\])}}]?)"
)
_ONE_NUMBER = pattern(r"\D*[1-9]\d{0,2}(?:\s+\d{3})*\s+0\d\d(?:\s+\d{3})*\D*|.*(?<![\d/.])\d+\s+\d+/.*")
"""`250 000`, `1 1/2`: the spaces may stand within a number."""
_SPACE = pattern(r"\\[ ,;:]|~|\\quad(?![A-Za-z])")
_AMPLITUDE = pattern(r"(?<![A-Za-z\\])A((?:sin|cos|tan)h?)(?![A-Za-z])")
"""`Asin(x)` is the inverse function, or A times the sine."""
_SET_LETTER = pattern(r"(?<![A-Za-z\\{])([RQZN])\s?[\^_]?\s?\{?([+*]|-(?!\s*[\w({\\]))\}?(?=\s*(?:$|[,.;)\\∪]))")
"""`R^+`, `R+`: at the end of a set, where a letter with a sign behind it is none."""
_NAMED = pattern(r"\s*(?P<name>[A-Za-z])(?:_\{?\w\}?)?\s*:\s+(?=[^:]*=)")
_POINT = pattern(r"\s*[A-Z]\w?\s?\((?P<place>(?:[-+\d\s./√πa-z]{1,20}[|;]){1,3}[-+\d\s./√πa-z]{1,20})\)[\s.]*")
_SLASHED = pattern(
    r"\s*(?:[A-Z]\w?\s?=?\s?)?\((?P<place>\s*[-+−]?[\d.]{1,9}\s*(?:/\s*[-+−]?[\d.]{1,9}\s*){1,3})\)[\s.]*"
)
"""`S(1/-2)`: a point, or a fraction."""
_MID = pattern(r"\\mid(?![A-Za-z])|\\[,;:!]")
NAMED_VALUE = 200
"""Characters of a text in which a value with its name is looked for."""
_NAMES_OF_VALUES = (
    "dim|deg|rank|rang|rk|rg|gcd|ggT|pgcd|lcm|kgV|ppcm|lim|max|min|sup|inf|det|tr|spur|card|sum|summe|somme|product|produkt"
    "|produit|integral|intégrale|limit|limes|grenzwert|limite|trace|norm|norme"
    "|derivative|ableitung|dérivée|gradient|determinante?|déterminant|degree|grad|dimension|maximum|minimum"
    "|supremum|infimum|re|im"
)
_OPERATOR = pattern(
    rf"\s*(?:(?:the|der|die|das|la|le)\s+|l')?\\?(?:(?:operatorname|mathrm|text)\s?\{{\s?)?(?:{_NAMES_OF_VALUES})(?![^\W\d_])\s?\}}?"
    r"(?:[\s~]{0,2}(?:(?:of|von|der|des|dem|die|das|de|du|the|la|le|from|matrix|function|funktion|span|ker|im|col|row|sequence"
    r"|series|numbers|folge|reihe)(?![^\W\d_])|\\?[A-Za-z](?![^\W_])|\([^()=\d]{0,40}\)|_\{[^{}=]{0,40}\}|_\w|\\?[,;])){0,8}"
    r"(?:\s*[=:≈](?!\s*(?:\\?[\[({]|\\begin|\\left))|\s+(?:is|equals|ist|beträgt|lautet|est|vaut)\s|\s(?=[-+−]?\d))"
    r"(?P<value>[^=<>:]+)",
    re.IGNORECASE,
)
"""`\\dim V = 3`, `gcd = 9`, `tr is 5`, `rank 3`: what stands before the sign names the value."""
_TURNED = pattern(r"\s*(?P<row>\[[^\[\]]*\]|\([^()]*\))\s*(?:['’]|\^\s*\{?\s*(?:T|\\top|\\intercal)\s*\}?)[\s.]*")
_DIVISOR = pattern(
    r"/(?P<below>(?:\d{1,9}(?:\.\d{1,9})?|[A-Za-zα-ωΑ-Ω](?:_\w)?)(?:[A-Za-zα-ωΑ-Ω](?:_\w)?(?:[²³]|\^\d)?){1,4})(?![\w(^²³\\{])"
)
_GAUSS = pattern(r"(?<![\w\])}])\[(?=[^\[\]]*[A-Za-z])([^\[\],;]{1,40})\]")
_ODDS = pattern(r"^\s*(\d{1,9})\s+(?:in|out\s+of|von|aus)\s+(\d{1,9})[\s.]*$")
_ABOUT = pattern(
    r"^\s*(?:about|approximately|approx\.?|roughly|circa|ca\.|etwa|ungefähr|rund)\s+(?=[-+]?\d+[.,]\d)",
    re.IGNORECASE,
)
_COMMA_JOINT = pattern(r",\s*(or|oder|ou)(?![A-Za-z])")
"""`x = 4, or x = -1`"""
_SIGNS = pattern(r"\+--?|-\+")

ARTICLES = frozenset({"a", "an", "ein", "eine"})
"""A one before a part (`a third`), nothing by themselves."""
NUMBERS = {
    **{word: str(value) for language in ("en", "de") for value, word in enumerate(SMALL[language][:13])},
    **dict.fromkeys(ARTICLES, "1"),
}
"""Up to twelve, as they are written out."""
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
_WORDS = pattern(r"[^\W\d_]+|[,;]")

_ALONE = pattern(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])")
"""A letter by itself."""
UNKNOWNS = frozenset("xyzXYZ")
"""Letters whose case says nothing, if only one of the two is known."""


def as_written(text: str, known: frozenset[str]) -> Iterator[str]:
    """Habits in which nothing is left open: the label of a part, an arrow between equations, a line or a plane with
    its name, a point with a bar, odds, a rounded value, a set of numbers with a sign."""
    if (label := _LABEL.match(text)) and label[1] not in known:
        yield text[label.end() :]
    if "!=" in text:
        yield _FACTORIAL.sub("! =", text)
    if "=" in text:
        yield concluded_equation(text)
        yield _COMMA_JOINT.sub(r" \1", text)
    yield with_numerals(text)
    if "\\" in text:
        yield _WITHOUT.sub(_setminus, text)
    yield _UNIT_FIRST.sub(r"\2\1", text)  # `3 + i4`
    if "A" in known:
        yield _AMPLITUDE.sub(r"A*\1", text)
    yield _SET_LETTER.sub(r"\\mathbb{\1}^\2", text)
    if (found := _NAMED.match(text)) and found["name"] not in known:
        yield text[found.end() :]
    if found := _POINT.fullmatch(_MID.sub(lambda sign: "|" if len(sign[0]) > 2 else " ", text)):
        yield "(" + ", ".join(re.split(r"[|;]", found["place"])) + ")"
    if (odds := _ODDS.match(text)) and int(odds[1]) <= int(odds[2]):
        yield f"{odds[1]}/{odds[2]}"
    yield _ABOUT.sub("≈ ", text)
    if len(text) <= NAMED_VALUE and (found := _OPERATOR.fullmatch(text)):
        yield found["value"]
    if found := _TURNED.fullmatch(text):  # `[3 4]'`, a column; `(x^2 y)'` is a derivative
        yield with_commas(found["row"]) or (found["row"] if "," in found["row"] else "")


def _setminus(found: re.Match[str]) -> str:
    return " \\setminus " if found["those"] is None else f" \\setminus \\{{{found['those']}\\}}"


def concluded_equation(text: str) -> str:
    """What follows behind the last arrow between equations, or the text."""
    return _LEADS_TO.split(text)[-1]


def with_slashes(text: str) -> str:
    """`S(1/-2)` as a point, as some write one."""
    found = _SLASHED.fullmatch(text) if "/" in text else None
    return f"({', '.join(found['place'].split('/'))})" if found else ""


def with_divisors(text: str) -> str:
    """`v²/2g` as `v²/(2g)`: set without a space, as one writes a divisor by hand."""
    return _DIVISOR.sub(r"/(\g<below>)", text) if "/" in text else text


def with_floors(text: str) -> str:
    """`[n/2]` as Gauss wrote the floor."""
    return _GAUSS.sub(r"floor(\1)", text)


def with_negatives(text: str) -> str:
    """`2+-3`, where no space says that it is a sum with a negative number."""
    return _SIGNS.sub(lambda match: " ".join(match[0]), text) if "+-" in text or "-+" in text else text


def with_powers(text: str, known: frozenset[str]) -> str:
    """`n2^{n-1}` as n times a power of 2, where n is known and `n_2` is not."""

    def product(match: re.Match[str]) -> str:
        letter, digits = match.groups()
        return f"{letter}*{digits}" if letter in known and f"{letter}_{digits}" not in known else match[0]

    return _POWER.sub(product, text)


def with_factors(text: str, known: frozenset[str]) -> str:
    """`dE` as a product where both letters are known and no such name is, though products need a sign here."""

    def product(match: re.Match[str]) -> str:
        letters = match[0]
        return match[0] if letters in known or not known.issuperset(letters) else f"({'*'.join(letters)})"

    return _TOGETHER.sub(product, text)


def with_commas(text: str) -> str:
    """`2 3 5 7`, `(1 2 3)`: numbers with nothing but spaces between them, as one list; else nothing."""
    found = _SPACED.fullmatch(_SPACE.sub(" ", text).strip(" .\n"))
    if found is None or bool(found["opens"]) != bool(found["closes"]):
        return ""
    return found["opens"] + ", ".join(found["items"].split()) + found["closes"]


def may_be_one_number(text: str) -> bool:
    """Whether spaces between digits may part groups of a number, or a whole number from a fraction."""
    return _ONE_NUMBER.fullmatch(_SPACE.sub(" ", text)) is not None


def with_numerals(text: str) -> str:
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


def in_our_case(text: str, letters: frozenset[str]) -> str:
    """`X^2 + 1` with the letters of what is expected, where the text has them in the other case only."""
    said = set(_ALONE.findall(text))
    other = {each for each in said & UNKNOWNS if each not in letters and each.swapcase() in letters - said}
    return _ALONE.sub(lambda found: found[0].swapcase() if found[0] in other else found[0], text) if other else text


def with_both_indices(answer: Answer) -> Answer:
    """`x1/2 = 2 ± 3` and `x1,2 = 2 ± 3` as typed for `x_{1/2}`: both solutions."""
    if not _EITHER_SIGN.search(answer.raw):
        return answer
    pieces = tuple(
        piece if piece.kind == "struck" else replace(piece, text=_BOTH.sub(_both_indices, piece.text))
        for piece in answer.pieces
    )
    return answer if pieces == answer.pieces else replace(answer, pieces=pieces)


def _both_indices(found: re.Match[str]) -> str:
    one, two = found["one"], found["two"]
    return f"{found['letter']}_{{{one},{two}}}" if int(two) == int(one) + 1 else found[0]
