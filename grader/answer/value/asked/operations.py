"""What is done to something so that it becomes another value: how a question calls it, which others it is taken
for, and by which letters it goes.

To teach a quantity that may be asked by a word, `the trace of A`, and named on the left of an answer, `\\det A = …`
or "The rank is …", add a line here. Two things have words of their own: of what something is made (`question`), and
what nobody asked for (`unasked`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from grader.late import pattern
from grader.limits import KEPT

WORDS = {
    "det": r"determinant|déterminant|\bdet\b",
    "trace": r"\btrace\b|\bspur\b|\btr\b",
    "rank": r"\brank|\brang\b|\brk\b|\brg\b",
    "dim": r"dimension|\bdim\b",
    "ker": r"kernel|\bkern\b|null ?space|nullity|\bdefekt|noyau|\bker\b",
    "im": r"\bimage\b|\bbild|\brange\b|column space|\bim\b",
    "condition": r"condition number|konditionszahl|\bcond\b",
    "inverse": r"\binver[st]|umkehrfunktion|umkehrabbildung|réciproque",
    "transpose": r"transpos|transponier",
    "adjugate": r"\badj(?:ugate|unkte)",
    "eigenvalue": r"\beigen(?:value|wert)|valeur propre",
    "amplitude": r"\bamplitud",
    "period": r"\bperiod|schwingungsdauer|\bpériode",
    "frequency": r"\b(?:kreis)?fre?quen",
    "limit": r"\blimit|\blimes\b|grenzwert|\blim\b",
    "inf": r"\binfim|\binf\b",
    "sup": r"\bsuprem|\bsup\b",
    "derivative": r"derivative|ableitung|dérivée|abgeleitet|différenti|differenti|\bslope|steigung"
    r"|'\(|\bd[a-z]/d[a-z]|\\frac\{d",
    "expectation": r"\bexpect(?:ed|ation)|\berwart(?:ungswert|et)|\bmean (?:of|value)\b|\bthe mean\b|mittelwert"
    r"|espérance",
    "variance": r"\bvarian[cz]",
    "deviation": r"standard deviation|standardabweichung|écart[- ]type",
    "probability": r"probabilit|wahrscheinlichkeit|how likely|\bchances? (?:of|that)\b",
    "median": r"\bmedian",
    "correlation": r"\bcorrelation|korrelation",
    "covariance": r"\bcovarian|kovarianz",
    "density": r"\bdensity\b|\bpdf\b|dichte(?!\s?=)",
    "distribution": r"distribution function|verteilungsfunktion|\bcdf\b",
    "inner": r"\b(?:inner|dot|scalar) product|skalarprodukt|produit scalaire",
    "norm": r"\bnorm\b",
    "cross": r"\b(?:cross|vector) product|kreuzprodukt|vektorprodukt|produit vectoriel",
}  # fmt: skip
"""How a question calls what it asks for, and an answer its value."""
_NAMED = {done: pattern(words, re.IGNORECASE) for done, words in WORDS.items()}

_SIZES = frozenset("det trace rank dim ker im condition norm eigenvalue".split())
CHANCES = frozenset("probability expectation variance covariance correlation entropy".split())
_LAWS = frozenset({"density", "distribution"})
_WAVES = frozenset({"amplitude", "period", "frequency"})
OF_NUMBERS = frozenset({"det", "trace", "norm", "rank", "dim"})
"""What is a number, and no set or matrix."""
OF_INFORMATION = frozenset({"entropy", "cross_entropy", "kl", "mutual_information"})
FAMILIES = (
    _SIZES,
    CHANCES | {"deviation", "median"},
    OF_INFORMATION,
    frozenset({"inverse", "transpose", "adjugate"}),
    frozenset({"gcd", "lcm"}),
    frozenset({"limit", "inf", "sup", "max", "min"}),
    frozenset({"limit", "derivative"}),
    frozenset({"inner", "cross", "outer", "hadamard"}),
    frozenset({"union", "intersection", "setminus", "cartesian", "complement"}),
    _LAWS,
    _WAVES,
)
"""What is done with the same things, of which each gives another value."""
_ALIKE = {
    "rank": frozenset({"dim", "im"}),
    "dim": frozenset({"rank", "ker", "im"}),
    "ker": frozenset({"dim"}),
    "im": frozenset({"rank", "dim"}),
}
"""`\\dim \\operatorname{im} A` is the rank."""
PAIRS = frozenset({"inner", "cross", "covariance", "correlation"})
"""What is made of two things."""
ORDERED = frozenset({"cross", "setminus", "cartesian", "outer", "kl", "cross_entropy"})
"""Where the order of the arguments counts."""

LETTERS = {
    "expectation": frozenset({"mu", "m", "M", "E", "e"}),
    "variance": frozenset({"V", "v", "D", "E"}),  # `Var` alone is read as `E`
    "deviation": frozenset({"sigma", "s", "S", "D"}),
    "probability": frozenset({"p", "P", "W"}),
    "covariance": frozenset({"C", "c"}),
    "correlation": frozenset({"rho", "r"}),
    "entropy": frozenset({"H", "h"}),
    "trials": frozenset({"n", "N", "k"}),
    "eigenvalue": frozenset({"lambda"}),
    "amplitude": frozenset({"A", "a"}),
    "period": frozenset({"T", "P", "p"}),
    "frequency": frozenset({"f", "nu", "omega"}),
    "density": frozenset({"f", "p"}),
    "distribution": frozenset({"F"}),
}
"""By which letters it goes; trials are nothing that is asked here."""
_FREE = frozenset("e v c h m C D S".split())
"""Letters of these that may as well be a student's own."""
_OF_CHANCE = frozenset("expectation variance deviation probability covariance correlation entropy trials".split())


def is_taken_for(done: str, asked: frozenset[str]) -> bool:
    """Whether it is none of those asked, and of the family of one of them: the rank where the trace is asked. Of
    the dimension of a kernel only the kernel says what is meant."""
    wanted = asked - {"dim"} or asked
    if done in asked or not wanted.isdisjoint({done} | _ALIKE.get(done, frozenset())):
        return False
    return any(done in family and not family.isdisjoint(wanted) for family in FAMILIES)


def is_letter_of_another(letter: str, asked: str) -> bool:
    """Whether a letter is the usual one of another of the family, as `sigma` where an expectation is asked."""
    if letter in LETTERS.get(asked, ()) or letter in _FREE:
        return False
    if asked in OF_NUMBERS | {"condition"}:
        return letter == "lambda" or (letter in ("n", "N") and asked != "dim")
    return any(
        letter in LETTERS[other] for family in (_LAWS, _WAVES, _OF_CHANCE) if asked in family for other in family
    )


@lru_cache(maxsize=KEPT)
def named_in(text: str) -> frozenset[str]:
    """What of the table a text speaks of by its word."""
    return frozenset(done for done, named in _NAMED.items() if named.search(text))
