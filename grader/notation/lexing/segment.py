"""A run of letters as typed -> the names and words in it: declared names first, then the rule.

The rule: a run that is a word of the shelf or the name of a Greek letter is that word. Where the exercise turns
implicit multiplication off, any other run is one name. Else the run is cut from the left into the longest
declared names, function words and Greek names, and single letters between them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from grader.late import pattern
from grader.notation.names import Names
from grader.notation.unread import Unread
from grader.notation.words import (
    ANSWER_WORDS,
    CARRIERS,
    CONCLUDES,
    CONDITION_WORDS,
    GREEK_WORDS,
    SPELLINGS,
    TYPED_ACCENTS,
    Word,
)


class Part(NamedTuple):
    """One name or word in a run, `length` characters long."""

    kind: str
    value: str
    length: int
    word: Word | None = None


_INNER = frozenset(
    {
        "function",
        "call-function",
        "call-apply",
        "call-bind",
        "call-cases",
        "extremum",
        "constant",
        "limit",
        "moment",
        "call-root",
        "root",
    }
)
_SHORT = frozenset(
    {"at", "re", "im", "tr", "th", "ch", "sh", "tg", "rk", "cc", "co", "oc", "oo", "in", "or", "Re", "Im", "Tr"}
)
INNER_WORDS = tuple(
    sorted(
        {
            s
            for s, word in SPELLINGS.items()
            if s.isalpha() and len(s) > 1 and s not in _SHORT and word.prefix in _INNER
        }
        | {greek for greek in GREEK_WORDS if len(greek) > 2 and greek.isalpha()}
        | {"pi", "mu", "nu", "xi", "Pi", "Xi"},
        key=lambda s: (-len(s), s),
    )
)
_BY_FIRST = {first: tuple(s for s in INNER_WORDS if s[0] == first) for first in sorted({s[0] for s in INNER_WORDS})}


def whole(run: str, names: Names, called: bool) -> Part | None:
    """The run as one declared name or one word. `called`: an opening bracket follows."""
    if run in names.declared:
        return Part("name", run, len(run))
    word = SPELLINGS.get(run)
    if word is None and called and (len(run) > 2 or run in {"LN", "LG"}) and not run.islower():
        word = SPELLINGS.get(run.lower())
        if word is not None and not word.prefix.startswith(("function", "call", "extremum", "constant")):
            word = None
    if word is not None and (called or not word.prefix.startswith("call") or run == "oo"):
        return Part("word", word.op, len(run), word)
    if run in GREEK_WORDS:
        return Part("name", GREEK_WORDS[run], len(run))
    if called and run in TYPED_ACCENTS:
        return Part("accent", run, len(run))
    return None


def uncut(run: str, names: Names, text: str, after: int) -> Word | None:
    """The word of the shelf that a run is though no bracket follows: with its bounds (`sum_(i=1)^n`), before its
    differential (`int x dx`), between sets (`A union B`). Raises Unread for the others of three letters, which
    are never cut into single letters; longer ones are words of a sentence."""
    word = SPELLINGS.get(run)
    if word is None or not word.prefix.startswith("call") or len(run) < 3 or run in names.declared:
        return None
    if word.infix:
        return word
    bounded = text.startswith(("_", " _"), after)
    if run in BETWEEN:
        return SPELLINGS[{"∪": "⋃", "∩": "⋂"}.get(BETWEEN[run], "∖") if bounded else BETWEEN[run]]
    if word.op in _BINDERS and (bounded or (word.op == "integral" and DIFFERENTIAL.search(text, after))):
        return SPELLINGS["lim"] if word.op == "limit" else word
    if not names.implicit_multiplication or names.declared.issuperset(run) or bounded:
        return None
    if word.op in {"sum", "product"} and SUMMAND.match(text, after):
        return word
    if word.op in _OF_SPACES and LETTER_BEHIND.match(text, after):
        return word
    if len(run) == 3:
        raise Unread("missing-argument", after - 3, after, word=run)
    return None


def says_equal(run: str, names: Names, text: str, start: int, after: int) -> bool:
    """`n is 34`, though not among words, as in `the answer is 34`."""
    if run not in EQUALS or names.declared.issuperset(run):
        return False
    return text[start - 1] in " $)" and VALUE.match(text, after) is not None


def between_sets(letter: str, names: Names, text: str, after: int) -> bool:
    """`(0, 1) U (2, 3)`: a letter for the sign of a union, a bracket before it."""
    pairs = "," in text or ";" in text
    return pairs and letter not in names.declared and SET_BEGINS.match(text, after) is not None


def concludes(run: str, names: Names, text: str, start: int, after: int) -> bool:
    """`2x = 6, so x = 3`: between two statements the word is the arrow from one to the other."""
    if run not in CONCLUDES or names.declared.issuperset(run):
        return False
    return STATES.search(text, 0, start) is not None and STATES.search(text, after) is not None


_OF_SPACES = frozenset({"ker", "dim"})
LETTER_BEHIND = pattern(r"[ \t]+(?:[kK]er[ \t]*(?:\(|[ \t]))?[ \t]*[A-Za-z](?![A-Za-z])")
"""`ker A`, `dim ker A`, `dim ker(A)`: one letter, which no sentence has there."""
EQUALS = frozenset({"is", "ist", "equals"})
STATES = pattern(r"[^<>=≤≥]\s*[<>=≤≥]|\\(?:l|g)eq?(?![A-Za-z])")
UNCUT = frozenset(
    "point points since sind factor factors facts stand stands using hint joint signs assign costs secant cosecant"
    " logarithms traces conjugates across endet bildet".split()
)
"""Words that begin or end with the name of a function."""
VOWELS = frozenset("aeiouyäöü")
TWO_LETTERS = frozenset("so we it to of an as at be by no da es zu im um wo et ou en la le".split())
"""Words of two letters, where both are unknown."""
BETWEEN = {"union": "∪", "intersection": "∩", "intersect": "∩", "setminus": "∖"}
_BINDERS = frozenset({"sum", "product", "integral", "union_over", "intersection_over", "limit"})
NEXT_WORD = pattern(r"[\s,]+([^\W\d_]+)")
VALUE = pattern(r"[ $]+(?![A-Za-z]{2})[-+0-9A-Za-z\\(\[{]")
SET_BEGINS = pattern(r"\s*(?:(?:\\left\s*)?[\[({]|\\\{|(?:\\left\s*)?\](?=\s*[-+\w\\∞√]))")
"""Such as `]-1`, which opens an interval."""
DIFFERENTIAL = pattern(r"(?<![A-Za-z])d\s?[A-Za-z]|[A-Za-z0-9]\s?d[a-z](?![A-Za-z(])")
DIFFERENTIALS = pattern("[a-z]{0,2}(?:d[a-z]){2,3}")
"""`dxdy`, `rdrdt`: no words."""
CONCLUSION = pattern(r"\s*so,?\s+\S.*(?:[<>=≤≥]|\\[lg]e)", re.IGNORECASE)
"""`so x = 5`: where an equation follows, no product of s and o."""
FORMULA = pattern("n{0,2}(?:fn{1,2})*f?")
"""Where functions (f) and other names (n) stand in a product of them."""
SUMMAND = pattern(r"\s+[A-Za-z0-9(]")


def is_prose(run: str, names: Names, called: bool = False) -> bool:
    """Whether a run of letters is a word of a language rather than a product of letters: four letters or more,
    of which three or all are unknown, a vowel, no function among them, not ordered as the alphabet (`abcd`)."""
    if len(run) < 4:
        return run.lower() in ANSWER_WORDS
    known = SPELLINGS.get(run) or SPELLINGS.get(run.lower())
    if run in names.declared or run in GREEK_WORDS or run in TYPED_ACCENTS:
        return False
    if DIFFERENTIALS.fullmatch(run):
        return False
    if run.lower() in UNCUT:  # not `po int(0, 1)`, nor `sinc e`
        return True
    if known is not None:
        return not called and known.prefix.startswith("call") and not known.infix
    parts = _cut(run, names, called)
    if _is_noun(run, parts):
        return True
    loose = [part.value.lower() for part in parts if part.length == 1 and part.value not in names.declared]
    if loose == sorted(set(loose)) or len(set(run)) < 3 or not set(run.lower()) & VOWELS:
        return False
    if len(parts) == len(run):  # `eigenvalues` is a word though `n` is a letter of the exercise
        return len(loose) == len(run) or len(set(loose)) > 2
    return len(loose) > 2 and not any(part.value in names.declared for part in parts)


def _is_noun(run: str, parts: tuple[Part, ...]) -> bool:
    """`Abstand`, `Instanz`, `Detail`: with a capital, and no formula, in which up to two letters stand before a
    function (`Asinwt`) and one or two, or a Greek one, behind each (`Sinxcosx`)."""
    if len(run) < 6 or not run.istitle():
        return False
    spelled = "".join("n" if part.kind == "name" else "f" for part in parts)
    return "f" in spelled and FORMULA.fullmatch(spelled) is None


def misread_word(run: str, names: Names, known: frozenset[str]) -> str:
    """The product that a run is read as though it looks like a word of a language; else nothing. Such a run has
    letters that neither the exercise nor its answer knows and a vowel, and is no row of the alphabet (`abc`)."""
    unknown = set(run) - names.declared - known
    parts = segment(run, names, False, False)
    if len(unknown) < 2 or len(parts) < 2 or any(part.kind != "name" for part in parts):
        return ""
    if len(run) == 2:
        word = run.lower() in TWO_LETTERS
    else:
        cased = run.islower() or run.istitle() or run.isupper()
        row = all(ord(b) - ord(a) == 1 for a, b in pairwise(run))  # `abc`
        word = cased and not row and bool(set(run.lower()) & VOWELS)
    return "*".join(part.value for part in parts) if word else ""


def is_title(run: str, names: Names) -> bool:
    """`Bin(n, p)`, `Geo(p)`: a capital and small letters before a bracket are the name of something."""
    if not (len(run) == 3 and run[0].isupper() and run[1:].islower()) or names.declared.issuperset(run):
        return False
    return run.lower() not in SPELLINGS and all(part.length == 1 for part in _cut(run, names, False))


def is_program(parts: tuple[Part, ...], names: Names) -> bool:
    """`erfinv(x)`, `tanhexp(x)`: the name of a function and letters of which nobody spoke, before a bracket, are
    the name of another function."""
    first, letters = parts[0].word, parts[1:]
    if first is None or first.prefix != "function" or len(letters) < 2:
        return False
    return all(part.length == 1 and part.value not in names.declared for part in letters)


def stop_word(run: str, names: Names, text: str, after: int, in_prose: bool) -> bool:
    """A short word of a sentence: beside another word of it."""
    if run.lower() in CONDITION_WORDS and text.strip() != run and not names.declared.issuperset(run):
        return not text.startswith("(", after)
    if in_prose and len(run) > 2 and run in SPELLINGS and SPELLINGS[run].prefix.startswith("call"):
        return True
    if run.lower() not in CARRIERS:
        return in_prose and run in ("all", "alle")
    if in_prose or run.lower() == "the" or (run.lower() == "so" and CONCLUSION.match(text)):
        return True
    following = NEXT_WORD.match(text, after)
    return following is not None and (
        is_prose(following[1], names) or (len(run) > 1 and following[1].lower() in CARRIERS)
    )


def suggestion(run: str, names: Names) -> str:
    """The function that a run before a bracket is a slip of (`sen`, `sqr`): one letter other, missing or added."""
    if not 3 <= len(run) <= 8 or run in names.declared or all(letter in names.declared for letter in run):
        return ""
    if any(part.length > 2 for part in _cut(run, names, True)) or run[:2] == "ln":
        return ""
    for known in ("sin", "cos", "tan", "sqrt", "log", "exp", "arctan", "arcsin", "arccos", "sinh", "cosh", "tanh"):
        if _one_slip(run.lower(), known) and run[0].lower() == known[0]:
            return known
    return ""


def _one_slip(a: str, b: str) -> bool:
    if len(a) == len(b):
        differ = [k for k in range(len(a)) if a[k] != b[k]]
        swapped = (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and a[differ[0]] == b[differ[1]]
            and a[differ[1]] == b[differ[0]]
        )
        return len(differ) == 1 or swapped
    if abs(len(a) - len(b)) != 1:
        return False
    short, long = sorted((a, b), key=len)
    return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))


def segment(run: str, names: Names, called: bool, latex: bool) -> tuple[Part, ...]:
    """The parts of a run of letters, which make it up together."""
    if len(run) == 1:
        return (Part("name", run, 1),)
    one = whole(run, names, called)
    if one is not None:
        return (one,)
    if not names.implicit_multiplication:
        return (Part("name", run, len(run)),)
    return _cut(run, names, called)


def _cut(run: str, names: Names, called: bool) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    while at < len(run):
        part = _longest(run, at, names, called)
        parts.append(part)
        at += part.length
    return tuple(parts)


def _longest(run: str, at: int, names: Names, called: bool) -> Part:
    rest = len(run) - at
    for name in names.words:
        if run.startswith(name, at):
            return Part("name", name, len(name))
    last = None
    for word in _BY_FIRST.get(run[at], ()):
        if run.startswith(word, at):
            last = word
            break
    tail = run[at:]
    if called and rest > 2 and tail not in SPELLINGS and tail.lower() in SPELLINGS:
        lower = SPELLINGS[tail.lower()]
        if lower.prefix.startswith(("function", "call", "extremum")):
            return Part("word", lower.op, rest, lower)
    if last is not None:
        if last in GREEK_WORDS and last not in SPELLINGS:
            return Part("name", GREEK_WORDS[last], len(last))
        found = SPELLINGS[last]
        ends = at + len(last) == len(run)
        if (
            found.prefix == "constant"
            or (ends and (called or found.prefix in {"function"}))
            or (not ends and found.prefix == "function")
        ):
            return Part("word", found.op, len(last), found)
    return Part("name", run[at], 1)
