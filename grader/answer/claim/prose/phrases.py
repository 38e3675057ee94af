"""Words that the phrase in which they stand makes harmless, or not."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer.claim.prose.harmless import ARTICLES, NOUNS, PRONOUNS, RESULTS, SAME, SPEAKERS, VERBS, is_one_of
from grader.answer.claim.prose.things import THINGS

OF = frozenset("of von des du de d".split())
_MADE = frozenset("inverse root roots square logarithm racine carré wurzel quadrat kehrwert".split())
"""What makes another value of a quantity, and is a value of what stands in `_HAVING`."""
_HAVING = frozenset(
    "matrix matrices function map mapping equation polynomial element class operator transformation permutation"
    " unity matrice fonction équation polynôme élément application funktion gleichung polynom abbildung".split()
)
_IS = frozenset("is are was were ist sind war est sont".split())
_BELIEFS = frozenset(
    "think thinks thought believe believes believed claim claims claimed glaubt denkt pense croit".split()
)
"""What others do with a value that is theirs."""
_STATED = frozenset("been to value form values wert form valeur forme".split())
"""Behind `the answer has`: no part of the answer."""
_UPON = frozenset("on with for auf mit für sur avec pour".split())
_EXPRESSED = frozenset("formula expression number form formel ausdruck zahl formule expression nombre".split())
DOUBLING = frozenset("doubles doubled halves halved verdoppelt verdoppeln halbiert halbieren".split())
_IN_TIME = frozenset("until till sich after every in nach alle bis".split())
"""Words of a clause in which something doubles in a time, and is not doubled."""
_UP = frozenset("end come came add sum go went work set turn".split())
"""Verbs that lead to a value with `up` behind them."""


def turns_in_phrase(said: Sequence[str], k: int) -> bool:
    """Whether a word that is harmless elsewhere says here that it is another value, or none."""
    before = said[k - 1] if k else ""
    owned = [word for word in said[k + 1 : k + 4] if word not in ("'", "’", "s")][:1]
    if said[k] in THINGS and owned and owned[0] in RESULTS:  # `the initial answer`, `the runner's result`
        return True
    if said[k] in THINGS and not RESULTS.isdisjoint(said[max(0, k - 3) : k]):  # `the answer of the runner`
        return True
    if said[k] == "n" and said[k + 1 : k + 2] in (["'"], ["’"]):  # `on n'a`
        return True
    if said[k] in _BELIEFS and is_one_of(before, NOUNS):  # `the consumers believe`
        return True
    match said[k]:
        case "has" | "have" | "hat" | "a":  # `the answer has the last digit $5$`
            return before in RESULTS and _STATED.isdisjoint(said[k + 1 : k + 4])
        case "per" | "pro" | "par":
            return before in RESULTS
        case "between" | "zwischen" | "entre":
            return not RESULTS.isdisjoint(said[k + 1 : k + 6])
        case "from":  # `$5$ units from the answer`
            return before in ("units", "unit", "away")
        case "prior" | "posterior":
            return bool(owned) and owned[0] in RESULTS
        case "comparison":
            return before == "for"
        case "hypothesis" | "hypothese" | "hypothèse":
            return before in ("my", "our", "a", "meine", "mon") or said[k + 1 : k + 2] in (
                ["is"],
                ["ist"],
                ["est"],
                [":"],
            )
        case "average" | "mean" | "durchschnitt" | "mittel" | "schnitt" | "moyenne":
            return before in ("on", "im", "en")
        case "but":
            return before in ("all", "everything", "any", "every", "none")
        case "up":
            return not is_one_of(before, _UP)
    return False


def in_phrase(said: Sequence[str], k: int) -> bool:
    """Whether a word stands in a phrase in which it is harmless."""
    before, after = tuple(said[max(0, k - 2) : k]), tuple(said[k + 1 : k + 3])
    match said[k], before, after:
        case (("would" | "should" | "könnte" | "müsste" | "sollte"), (*_, noun), _) if noun in RESULTS:
            return True
        case ("should", ("as", "it"), _) | (("above" | "below"), (*_, "shown" | "see" | "seen" | "as"), _):
            return True
        case (("oben" | "unten"), (*_, "siehe" | "wie"), _):
            return True
        case "respect", (*_, "with"), ("to", *_):
            return True
        case (("between" | "zwischen" | "entre" | "per" | "pro"), _, (_, _)):  # within the subject of a verb
            return any(is_one_of(word, VERBS) or word in _IS for word in said[k + 2 :])
        case "y", (*_, "il"), ("a", *_):
            return True
        case "or", _, ("so", speaker):
            return speaker in SPEAKERS
        case (("square" | "cube"), (of, article), _):
            return of in OF and article in ("the", "a", "this")
        case "random", _, (noun, *_):
            return noun.startswith(("variable", "sample"))
        case (("zero" | "null"), (*_, "a" | "eine"), _):
            return True
        case "were", (*_, "we"), _:
            return True
        case (("double" | "halve"), (*_, "to"), (() | (".",))) if "for" in said[:k]:  # `for the capital to double`
            return True
        case (word, _, _) if word in DOUBLING:
            return not _IN_TIME.isdisjoint((*said[:k], *after))
        case (("until" | "bis"), _, _):
            return not DOUBLING.isdisjoint(said[k:])
        case (("if" | "wenn" | "si" | "when"), _, (speaker, *_)):
            return speaker in SPEAKERS
    return False


def _is_another(noun: str) -> bool:
    """Whether a noun names what is no answer itself: `the interest on the answer`, no `formula for the answer`."""
    return is_one_of(noun, NOUNS) and not is_one_of(noun, SAME | _EXPRESSED)


def of_the_value(clause: Sequence[str]) -> str:
    """`the sum of the answer`, `adding one to the answer`: what is said is of something made of it."""
    for k, word in enumerate(clause):
        article, noun = (*clause[k + 1 : k + 3], "", "")[:2]
        if word in _UPON and noun in RESULTS and article in ARTICLES and k and _is_another(clause[k - 1]):
            return " ".join(clause[k - 1 : k + 3])
        done = word in ("to", "from", "than") or word.endswith("ing")
        if done and article in ARTICLES and noun in RESULTS and len(clause) > k + 3:
            return " ".join(clause[k : k + 3])
        rest = [after for after in clause[k + 1 : k + 3] if after not in ARTICLES - PRONOUNS]
        of_it = word in OF and bool(rest) and rest[0] in RESULTS | PRONOUNS
        made = word in OF and bool(rest) and k > 0 and clause[k - 1] in _MADE
        if made and is_one_of(rest[0], NOUNS) and not is_one_of(rest[0], _HAVING):  # `the inverse of the slope`
            return " ".join(clause[max(0, k - 1) : k + 3])
        if of_it and k and not is_one_of(clause[k - 1], SAME):
            return " ".join(clause[max(0, k - 1) : k + 3])
    return ""
