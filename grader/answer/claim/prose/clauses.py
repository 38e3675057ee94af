"""A text around a formula, cut into sentences of words and signs, and a sentence into its clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.answer.claim.prose.harmless import ARTICLES, CORE, REASONS, RESULTS, SPEAKERS
from grader.late import pattern

FORMULA, RELATION, AGAIN = "§", "¤", "※"
"""Stand for a formula among the words; the second one for an equation or the like, the third for one of several
values that is said again."""
_SHOWN = str.maketrans({FORMULA: "…", RELATION: "=", AGAIN: "…"})
TOKEN = pattern(r"!=|[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,/]\d+)*|\.{3}|\S")
ENDS = frozenset(".!?;…") | {"..."}
BREAKS = frozenset(",:—–()[]") | ENDS
_ABBREVIATED = pattern(r"\b(?:ca|approx|i\.e|e\.g|d\.h|z\.B|ans|resp|bzw)\.", re.IGNORECASE)
_LETTERS = pattern(r"\b(?:[^\W\d_]\.){2,}")
"""`N.O.T.`: a word."""
_QUOTED = pattern(r"^[ \t]*(?:[>#][ \t]+)+", re.MULTILINE)
"""The signs of a quotation or a heading at the beginning of a line."""
PARAGRAPH = pattern(r"\n[ \t]*\n")
_ENDED = pattern(r"[.!?;…]\s*$")
_THAT = frozenset("that which dass daß que qui was".split())
GETTING = frozenset(
    "get got gets obtain obtains gives yields bekommen bekommt bekomme erhalten erhält ergibt liefert liefern"
    " obtient".split()
)
DRAWN = frozenset("so hence thus therefore then somit daher folglich also donc".split())
"""Where such a word begins a clause, a conclusion of its own is drawn."""
CLAIMS = GETTING | DRAWN | frozenset("is are was equals makes means be = ist sind war folgt est vaut".split())
"""Behind these a number is said to be the value."""
_DOING = frozenset(
    "ableiten einsetzen umformen auflösen kürzen ausmultiplizieren ausklammern vereinfachen integrieren"
    " umstellen".split()
)
"""German verbs as what a sentence is about: `Einsetzen ergibt`."""


def sentence(text: str) -> Sequence[str]:
    """The words of the sentence with which a text ends unfinished."""
    text = _QUOTED.sub("", PARAGRAPH.split(without_abbreviations(text))[-1])
    found = () if _ENDED.search(text) else sentences(text)
    return found[-1] if found else ()


def sentences(text: str) -> list[list[str]]:
    """Words and signs in small letters, sentence by sentence."""
    found: list[list[str]] = [[]]
    for token in TOKEN.findall(without_abbreviations(text).casefold()):
        found[-1].append(token)
        if token in ENDS:
            found.append([])
    return [said for said in found if said]


def without_abbreviations(text: str) -> str:
    """Without the dots that end no sentence."""
    return _LETTERS.sub(lambda word: word[0].replace(".", ""), _ABBREVIATED.sub(" approx ", text))


def last_clause(said: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The clause that leads to a formula, and what stands before it in the sentence: other clauses, or the reason
    with which it begins."""
    for k in range(len(said) - 1, -1, -1):
        if said[k] in BREAKS and not (said[k] == "," and said[k + 1 : k + 2] and said[k + 1] in _THAT):
            clause, before = _got(said[k + 1 :])
            return clause, (*said[:k], *before)
    begin = next((k for k, word in enumerate(said) if word not in DRAWN), 0)
    if said and (said[begin] in REASONS | _DOING or said[begin].endswith("ing")):
        for k in range(len(said) - 1, begin, -1):
            if said[k] in SPEAKERS | RESULTS | CLAIMS:
                start = k - 1 if said[k] in RESULTS and said[k - 1] in ARTICLES else k
                return said[start:], said[:start]
    return _got(said)


def _got(clause: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The end of `we multiply and get`, and what was done before."""
    joined = len(clause) > 2 and clause[-1] in GETTING and clause[-2] in ("and", "und", "et")
    return (clause[-1:], clause[:-2]) if joined else (clause, ())


def is_no_reason(said: Sequence[str], k: int) -> bool:
    """`as required`, `as it should be`."""
    return k + 1 == len(said) or (said[k] == "as" and said[k + 1] in CORE - ARTICLES - SPEAKERS)


def reason_ends(said: Sequence[str], start: int) -> int:
    """Where a reason ends: at the sentence's end, or at a word that draws a conclusion of its own."""
    for k in range(start, len(said)):
        if said[k] in DRAWN and (said[k - 1] in BREAKS or said[k - 1] in ("and", "und", "et")):
            return k
    return len(said)


def without_correction(said: Sequence[str]) -> Sequence[str]:
    """Without the `no` that takes back another formula: `$11$? No, $12$`, `$11$, no wait, $12$`."""
    return tuple(word for word in said if word not in ("no", "nein", "non", "wait", "sorry"))


def as_written(words: str) -> str:
    """Words as they are quoted: with nothing in them that only we put there."""
    return words.translate(_SHOWN)
