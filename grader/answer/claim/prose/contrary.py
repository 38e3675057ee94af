"""The opposite of what was asked: `f is increasing on $[0, 2]$` where it was asked where f decreases. Quantities of
one sort, of which another than the one asked may be given, are in `rivals`."""

from __future__ import annotations

from functools import lru_cache

from grader.answer.claim.prose.turned import SIGHT, words_of
from grader.late import pattern
from grader.limits import KEPT

_OPPOSITES = (
    ("increas rising rise rose growing steig wachs wächs zunehm croiss croît",
     "decreas falling fell drops fallend fällt sink abnehm décroi",
     "constant konstant", "convex konvex", "concav konkav"),
    ("positiv", "negativ"),
    ("maxim max suprem sup highest greatest largest biggest höchst größt hochp",
     "minim min infim inf lowest least smallest niedrigst kleinst tiefp"),
    ("convex konvex linksgekr", "concav konkav rechtsgekr"),
    ("converg konverg", "diverg"),
    ("upper obere", "lower untere"),
    ("even gerade pair", "odd ungerade impair"),
    ("domain definitions définition", "range wertemenge wertebereich image bildmenge"),
)  # fmt: skip
"""How words begin that exclude each other, a row for each thing that may be asked."""
_ARG = pattern(r"\\?arg\s*\\?(?:min|max)")
"""Where something is least, which says nothing of a value."""
_FALLS = pattern(r"\bfalls?(?=\s+by\b)")
"""Where it is no German `if`."""
_EQUALS = pattern(r"=(?![^{]*\})")
_DENIED = pattern(
    r"\b(?:no|without|keine?[nrms]?|ohne|sans|aucune?)\s+(?P<thing>(?:[^\W\d_]{2,20}\s+)?[^\W\d_]{3,20})"
)
_NEGATIONS = frozenset(
    "no not without none never kein keine keinen keiner keinem nicht ohne sans aucun aucune pas".split()
)
_PRESENT = frozenset("with a an one some any mit ein eine einen einem einer mindestens least avec un une".split())
NEAR = 6
"""Words next to a value."""
SHORT = 3
"""Letters of words that stand by themselves."""
_ROWS = tuple(tuple(tuple(side.split()) for side in row) for row in _OPPOSITES)


def contrary(text: str, value: str, question: str) -> str:
    """The word nearest before the `value` in a text, or else the first behind it, that says the opposite of what
    was asked, or nothing. Where the question has both words, either may be meant."""
    if question and value and (phrase := _granted(text, value, question)):
        return phrase
    asked_of = _asked(question) if question and value else ()
    before, said, after = text.partition(value) if asked_of else ("", "", "")
    before, after = _ARG.sub(" ", before + _named_in(said)), _ARG.sub(" ", after)
    before = _FALLS.sub("fell", before)
    for asked, others in asked_of:
        for words in (reversed(words_of(before[-SIGHT:])), words_of(after[:SIGHT])):
            word = next((word for word in words if _begins(word, asked + others)), "")
            if word:
                return "" if _begins(word, asked) else word
    return ""


def _granted(text: str, value: str, question: str) -> str:
    """The thing of which the question speaks as not there, `no fixed point`, where the words next to the value say
    that it is: `with a fixed point $3/8$`."""
    things = {words[-1] for found in _DENIED.finditer(question) if (words := words_of(found["thing"]))}
    before, said, after = text.partition(value) if things else ("", "", "")
    led, followed = before.rstrip(" $")[-SIGHT:].rpartition("$")[2], after.lstrip(" $")[:SIGHT].partition("$")[0]
    for near in (words_of(led)[-NEAR:], words_of(followed)[:NEAR]):
        at = next((k for k, word in enumerate(near) if any(word.startswith(thing) for thing in things)), None)
        if said and at is not None and _NEGATIONS.isdisjoint(near[:at]) and not _PRESENT.isdisjoint(near[:at]):
            return " ".join(near[: at + 1])
    return ""


def _named_in(value: str) -> str:
    r"""What a value says of itself: `the minimum is 5`, `\max f = 5`; not `\arg\min_x f(x)`, which is a formula."""
    left, *right = _EQUALS.split(value, maxsplit=1)
    return left if right or "\\" not in value else ""


def _begins(word: str, said: tuple[str, ...]) -> bool:
    """Whether it is one of the short words, or begins as one of the others: `min`, but not `minus`."""
    return any(word == each or (len(each) > SHORT and word.startswith(each)) for each in said)


@lru_cache(maxsize=KEPT)
def _asked(question: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """How the words begin that a question uses, and their opposites, row by row."""
    words = words_of(question)
    found = []
    for row in _ROWS:
        sides = [side for side in row if any(_begins(word, side) for word in words)]
        if len(sides) == 1:
            found.append((sides[0], tuple(word for side in row if side is not sides[0] for word in side)))
    return tuple(found)
