"""Short signs for what is asked: `CS` for the consumer surplus, `A` for the area, `m(H2O)` for a mass."""

from __future__ import annotations

from grader.late import pattern

SYMBOLS = tuple(
    (frozenset(signs.split()), frozenset(words.split()))
    for signs, words in (
        ("A", "area fläche flächeninhalt aire"),
        ("V", "volume volumen"),
        ("O S", "surface oberfläche"),
        ("U", "umfang"),
        ("h", "height höhe hauteur"),
        ("c", "hypotenuse concentration konzentration"),
        ("n", "stoffmenge substance"),
        ("m", "mass masse"),
        ("M", "midpoint centre center mittelpunkt milieu"),
        ("MC GK", "grenzkosten"),
        ("AC DK", "durchschnittskosten stückkosten"),
    )
)
"""Letters, capital or small, and the words that they abbreviate everywhere."""
_INITIALS = pattern(r"[A-Z]{2,4}")
_FORMULA = pattern(r"\$([^$]{1,200})\$")
_LETTER = pattern(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z(])")
_SMALL_WORDS = frozenset("of the for and der die das des von zur".split())
_OF_THING = pattern(r"(?P<sign>[A-Za-z])\s?\((?:[A-Z][A-Za-z]?_?\{?\d*\}?){1,6}\)")
"""A letter and the substance or the like of which it tells: `n(NaCl)`, `V(O_2)`."""


def by_sign(said: str, asked: tuple[str, ...], question: str) -> tuple[str, ...]:
    """The asked names for which a written sign stands; a letter of which the question itself speaks is its own."""
    if _INITIALS.fullmatch(said) and (found := tuple(name for name in asked if _initials(name) == said)):
        return found
    thing = _OF_THING.fullmatch(said)
    sign = thing["sign"] if thing else said
    if any(sign in _LETTER.findall(formula) for formula in _FORMULA.findall(question[:2000])):
        return ()
    words = frozenset().union(*(words for signs, words in SYMBOLS if sign in signs))
    return tuple(name for name in asked if not words.isdisjoint(name.casefold().split())) if words else ()


def _initials(name: str) -> str:
    words = [word for word in name.split() if word.casefold() not in _SMALL_WORDS]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""
