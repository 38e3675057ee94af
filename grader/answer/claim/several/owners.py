"""Which of the answers that are asked a written name speaks of: `EX` and "der Erwartungswert" of `mean`, `f''(x)`
of `f''`, `x_1` of none where `x_0` is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from grader.answer.claim.several.signs_of_names import by_sign
from grader.late import pattern

SHORTEST = 3
"""Letters from which on the beginning of a name stands for it."""
LONGEST = 200
"""Characters of a written name that is looked at; of a longer one it is not known what it says."""
_SET = pattern(
    r"\\(?:left|right|big|Big|operatorname|mathrm|mathbb|mathcal|mathbf|mathit|textbf|textit|text|displaystyle)\b\*?"
    r"|\\[,;:! ]|[{}$\\\"“”„`]|\*\*|__|[*_]+(?=\s|$)"
)
_LEADING = pattern(
    r"(?:(?:so|hence|thus|therefore|then|and|also|here|where|with|its|their|we|get|obtain|have|find|has|it|is|the|an?"
    r"|there|that|daher|somit|folglich|und|dann|wir|erhalten|haben|es|gilt|der|die|das|den|dem|ein|eine[nr]?|ihre?|seine?"
    r"|donc|alors|et|on|obtient|a|le|la|les|un|une|sa|son|ses|value of|wert der|wert des)\s+|[ld]['’])*",
    re.IGNORECASE,
)
_OF = pattern(
    r"\s+(?:asymptotes?|values?|component|wert|valeur|locale?|relati(?:f|ve)|globale?|absolue?"
    r"|(?:of|von|des|der|de|du|for|für|is|ist|est|at|an?|in)(?:\s+(?:the|die|das|den|la|le|this))?"
    r"(?:\s+(?:[^\W\d_](?:\([^\W\d_]\))?|line|function|graph|parabola|curve|distribution|gerade|funktion|kurve|parabel"
    r"|verteilung|droite|fonction|courbe|parabole))?)$",
    re.IGNORECASE,
)
_REACH = pattern(r"\b(?:lo[ck]al|global|absolut|relativ)\w*\s+", re.IGNORECASE)
"""How far an extremum is one, where the question makes no difference."""
_LETTER = pattern(
    r"[^\W\d_](?:_\w{1,3}|\d{1,2})?'{0,3}(?:\([^\W\d_]\))?|(?:alpha|beta|gamma|delta|theta|lambda|mu|sigma|rho)"
)
_CALLED = pattern(r"(?P<head>[^\W\d_]+(?:_\w+)?'*)\s*(?:\(\s*[^\W\d_]\s*\)|\[\s*[^\W\d_]\s*\])")
_MOMENT = pattern(r"(?P<head>EW?|Var|V|Cov|SD)\s*(?:[A-Z]|\(\s*[A-Z]\s*\)|\[\s*[A-Z]\s*\])")
_COUNTS = pattern(r"i|ii|iii|iv|v|vi|\d{1,2}")
_APPLIED = pattern(r"(?P<head>[^\W\d_]{3,})\s*\(.{1,80}\)")
_FUNCTION = pattern(r"(?P<head>P(?=\()|det)\s*(?:(?<=P)\([^()]{1,80}\)|\(\s*[A-Z]\s*\)|[A-Z])")
_CHANCE = pattern(r"P\([^()]{1,80}\)")
_INVERSE = pattern(r"[A-Z]\s*\^\s*\(?\s*[-−]\s*1\s*\)?")
_EXPECTED = ("expected ", "erwartete ")
"""How the name of an expectation may begin: `expected sum`."""
_MOMENT_OF = pattern(r"(?P<head>EW?|Var|V)\s*[\[(]")
_WHOSE = pattern(r"(?:[\[(]\s?|\s(?:of|von|de)\s)(?P<letter>[A-Za-z])(?![^\W_])(?P<primes>'*)\s?[\])]?$")
"""Of whom a moment, an extremum or a value is: `E[Y]`, `max of g`."""
_OF_NUMBERS = pattern(r"\(\s?\d[\d\s,;]*\)$")
_DIGITS = pattern(r"\d+")
_LONE = pattern(r"(?<![\w\\])[A-Za-z](?![A-Za-z])")
_FUNCTIONS = frozenset("fgh")
_VARIABLES = frozenset("BCDEFGHJKLMNOPQRSTUVWXYZ")
"""Letters that mean things of one sort; not `A` and `I`, which are words."""
_WORD = pattern(r"[^\W\d_]{2,}")
_TOKEN = pattern(r"[^\W\d_]+'*|\d+")
SYNONYMS = tuple(
    frozenset(line.split(", "))
    for line in (
        "maximum, max, maximal, maximal value, maximum value, maximalwert, höchstwert, valeur maximale, hochpunkt,"
        " hp, maximum point",
        "minimum, min, minimal, minimal value, minimum value, minimalwert, tiefstwert, valeur minimale, tiefpunkt,"
        " tp, minimum point",
        "mean, expectation, expected value, erwartungswert, mittelwert, espérance, moyenne, ew, erw, e, mu, μ,"
        " average, durchschnitt, bar(x), bar x, barx, x̄",
        "variance, var, varianz, v, sigma^2, σ^2, σ², s^2, s²",
        "standard deviation, sd, standardabweichung, écart-type, sigma, σ, std, s",
        "median, zentralwert, médiane",
        "slope, gradient, steigung, pente",
        "intercept, y-intercept, y intercept, achsenabschnitt, y-achsenabschnitt, ordonnée à l’origine",
        "speed, velocity, geschwindigkeit, vitesse",
        "time, zeit, temps, duration, dauer, durée",
        "distance, strecke, abstand, entfernung",
        "zero, root, nullstelle, zéro, racine",
        "zeros, roots, nullstellen, zéros, racines",
        "vertex, scheitel, scheitelpunkt, sommet",
        "centre, center, mittelpunkt",
        "radius, rayon, r, radius of convergence, convergence radius, konvergenzradius, rayon de convergence",
        "interval, intervall, intervalle, interval of convergence, convergence interval, konvergenzintervall,"
        " konvergenzbereich, intervalle de convergence",
        "area, fläche, flächeninhalt, aire",
        "perimeter, umfang, périmètre",
        "volume, volumen",
        "length, länge, longueur",
        "width, breite, largeur",
        "height, höhe, hauteur",
        "real part, realteil, partie réelle, re",
        "imaginary part, imaginärteil, partie imaginaire, im",
        "probability, p, pr, wahrscheinlichkeit, probabilité",
        "determinant, det, determinante, déterminant",
        "inverse, inverse matrix, inverse matrice, matrice inverse",
        "gcd, ggt, pgcd, hcf, greatest common divisor, greatest common factor, größter gemeinsamer teiler",
        "rank, rang, rk, rg",
        "dimension of the kernel, kernel dimension, dimension of the null space, dimension of the nullspace,"
        " nullity, dim ker, dim kernel, dim kern, defekt, dimension des kerns, dimension du noyau",
        "trace, tr, spur",
        "norm, norme",
        "scalar product, dot product, inner product, skalarprodukt, produit scalaire",
        "cross product, vector product, kreuzprodukt, vektorprodukt, produit vectoriel",
        "eigenvalues, eigenwerte, valeurs propres",
        "edges, number of edges, kanten, anzahl der kanten, arêtes",
        "number of subsets, subsets, anzahl der teilmengen, teilmengen, sous-ensembles",
        "lcm, kgv, ppcm, least common multiple, kleinstes gemeinsames vielfaches",
        "transpose, transposed matrix, transponierte matrix, transponierte, transposée",
        "adjugate, adjoint, adjugate matrix, adjoint matrix, adjunkte, adjungierte, adjointe",
        "cofactor matrix, matrix of cofactors, kofaktormatrix, kofaktoren, comatrice",
        "union, vereinigung, vereinigungsmenge, réunion",
        "intersection, schnitt, schnittmenge, durchschnitt",
        "difference, set difference, differenz, differenzmenge, différence",
        "complement, komplement, complément, complémentaire",
        "domain, dom, definitionsbereich, definitionsmenge, domaine",
        "range, ran, image, wertebereich, wertemenge, bild",
        "horizontal, waagerecht, horizontale",
        "vertical, senkrecht, verticale, vertikal",
    )
)
"""Words for one quantity; a student names by any of them what the author named by another."""


@lru_cache(maxsize=512)
def owner(said: str, asked: tuple[str, ...], question: str = "") -> str | None:
    """The one asked name that a written name says; empty where nothing is known of it; None where it speaks of
    something else than any of these, or of several."""
    if len(said) > LONGEST:
        return None
    text = " ".join(_SET.sub("", said).split()).strip(" .,;").replace("Pr(", "P(")
    plain = _LEADING.sub("", text, count=1)
    for each in (text, plain, "" if _REACH.search(question) else _REACH.sub("", plain)):
        found = _named(each, asked, question) or _named(_OF.sub("", each), asked, question)
        if found:
            return found if found in asked and not _is_of_another(text, found, question) else None
    words = [word for word in _WORD.findall(text) if len(word) >= SHORTEST]
    apart = _shares_letter(text, asked) or any(_named(word, asked, question) for word in words)
    return None if apart or _is_other_moment(text, asked) else ""


def _is_other_case(text: str, name: str) -> bool:
    """`F'` for `f'`, an antiderivative's; `VAR` is `Var`."""
    return _LETTER.fullmatch(name) is not None and text[:1] != name[:1]


def _is_of_another(text: str, name: str, question: str) -> bool:
    """`E(Y)`, `maximum of g`: of a letter that the question does not know, where it knows one of its like."""
    if numbers := _OF_NUMBERS.search(text):  # `gcd(12, 24)`, where 12 and 18 are asked
        asked_of = set(_DIGITS.findall(question[:2000]))
        return bool(asked_of) and not asked_of.issuperset(_DIGITS.findall(numbers[0]))
    if _CHANCE.fullmatch(text):  # `P(y = 0 | x)`, where `P(y = 1 | x)` is asked
        asked = {_without_signs(each) for each in _CHANCE.findall(_SET.sub("", question[:2000]))}
        return bool(asked) and _without_signs(text) not in asked
    found = _WHOSE.search(text) if text != name else None
    if found is None:
        return False
    letter = found["letter"]
    if found["primes"] and f"{letter}{found['primes']}" not in question:
        return True
    alike = _FUNCTIONS if letter in _FUNCTIONS else _VARIABLES
    known = set(_LONE.findall(question[:2000]))
    return letter in alike and letter not in known and not known.isdisjoint(alike)


def _without_signs(chance: str) -> str:
    return "".join(chance.replace("mid", "|").split())


def _is_other_moment(text: str, asked: tuple[str, ...]) -> bool:
    """`E(X^2)`, where the mean is asked."""
    head = _MOMENT_OF.match(text)
    return head is not None and bool(_by_synonym(head["head"].casefold(), asked))


def is_letter_like(name: str) -> bool:
    """Whether the name of an answer is written as a formula is: `A`, `f''`, `x_0`, `Var`; `ii`, `2` only count."""
    if _COUNTS.fullmatch(name):
        return False
    return bool(_LETTER.fullmatch(name)) or len(name) < SHORTEST or any(sign in name for sign in "_'(^")


_PLACES = frozenset({"x", "t", "n"})
_OFFSETS = frozenset("bcnt")
SEVERAL = "\0"
"""Says that a name fits several answers, or one that is not asked."""


@lru_cache(maxsize=2048)  # of whose beginnings each is asked for more than once
def _named(text: str, asked: tuple[str, ...], question: str) -> str:
    if text in asked:
        return text
    head = _MOMENT.fullmatch(text) or _CALLED.fullmatch(text)
    if head and head["head"] in asked:
        return head["head"]
    applied = _APPLIED.fullmatch(text)
    if applied and (own := [name for name in asked if name.casefold() == applied["head"].casefold()]):
        return own[0] if len(own) == 1 else SEVERAL
    small = text.casefold()
    said = [name for name in asked if name.casefold() == small and len(name) > 1 and not _is_other_case(text, name)]
    if said:
        return said[0] if len(said) == 1 else SEVERAL
    if short := by_sign(text, asked, question):
        return short[0] if len(short) == 1 else SEVERAL
    told = [name for name in asked if small in _told(name, question)]
    if told:
        return told[0] if len(told) == 1 else SEVERAL
    head = head or _FUNCTION.fullmatch(text)
    said_so = "inverse" if _INVERSE.fullmatch(text) else head["head"].casefold() if head else small
    if found := _by_synonym(said_so, asked):
        return found
    begun = [
        name for name in asked
        if len(small) >= SHORTEST and _WORD.match(small) and name.casefold().startswith(small)
    ]  # fmt: skip
    if begun:
        return begun[0] if len(begun) == 1 else SEVERAL
    return _of_two(text, asked, question)


def _by_synonym(small: str, asked: tuple[str, ...]) -> str:
    groups = [group for group in SYNONYMS if small in group]
    found = {name for group in groups for name in asked if _is_in(name.casefold(), group)}
    if not groups:
        return ""
    if not found and len(small) == 1 and small.isascii():
        spread = small == "s" and _by_synonym("variance", asked) in asked  # `s = 4`, where its square is asked
        return SEVERAL if spread else ""
    if not found and "m" in asked:  # of a line
        found = {"m"} if "slope" in groups[0] else set(asked) & _OFFSETS if "intercept" in groups[0] else set()
    return found.pop() if len(found) == 1 else SEVERAL


def _is_in(name: str, group: frozenset[str]) -> bool:
    return name in group or ("expectation" in group and name.startswith(_EXPECTED))


@lru_cache(maxsize=512)
def _told(name: str, question: str) -> frozenset[str]:
    """The words by which a question calls a letter: `the slope $m$`, `Achsenabschnitt b`."""
    if not is_letter_like(name):
        return frozenset()
    found = re.findall(rf"([^\W\d_]{{4,}})\s+\$?{re.escape(name)}(?![\w'(])", question[:2000])
    words = {word.casefold() for word in found}
    return frozenset(words).union(*(group for group in SYNONYMS if group & words))


def _of_two(text: str, asked: tuple[str, ...], question: str) -> str:
    """`Slope m`, `mean μ`, `f_max`: a word and a letter, which must not speak of two answers."""
    for joint in (" ", "_"):
        first, _, last = text.rpartition(joint)
        if not first or " " in last:
            continue
        ends = [_named(each, asked, question) for each in (first, last)]
        known = [bool(end or _LETTER.fullmatch(each)) for end, each in zip(ends, (first, last), strict=True)]
        if not any(ends) or not all(known):
            continue
        place = joint == "_" and (last.isdigit() or first in _PLACES)  # `x_1` is no `x`, `x_max` no maximum
        return SEVERAL if place or len(set(ends) - {""}) > 1 else ends[0] or ends[1]
    return ""


def _shares_letter(text: str, asked: Iterable[str]) -> bool:
    """Whether a letter of it is that of an answer: `x_1` beside `x_0`, `A'` beside `A`."""
    letters = {token.rstrip("'") for token in _TOKEN.findall(text) if not token.isdigit()}
    ours = {token.rstrip("'") for name in asked if is_letter_like(name) for token in _TOKEN.findall(name)}
    return bool(letters & ours)
