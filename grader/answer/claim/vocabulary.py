"""The words between formulas that say what a formula is for, in English and German."""

from __future__ import annotations

import re

from grader.late import pattern

SO = frozenset(
    "so hence thus therefore then consequently also yields gives get obtain implies finally follows"
    " folglich daher somit damit dann deshalb ergibt".split()
)
"""What follows is a statement of its own, drawn from what stands before."""

DEFINE = frozenset("let where with define denote put write call sei seien mit wobei setze setzen definiere".split())
"""What follows gives a name its meaning."""

ASSUME = frozenset(
    "if iff when whenever for since because as recall using use suppose assume given provided unless by from at set"
    " setting want require falls wenn da weil für aus nach bei fordere hypothesis ih iv induktionsvoraussetzung"
    " voraussetzung annahme angenommen".split()
)
"""What follows is a condition or a known fact: no link of the argument."""

SETTING = pattern(r"\b(?:set|setting|want|require|demand|setze|setzen|fordere|fordern)\W*$", re.IGNORECASE)
"""What follows is an equation that is to be solved."""

SUPPOSING = pattern(
    r"\b(?:suppose|assume|assuming|hypothesis|I\.?H\.?|I\.?V\.?|\w*voraussetzung|annahme|angenommen)[^.;!?]{0,40}$",
    re.IGNORECASE,
)
"""What follows is taken for true."""

DERIVE = pattern(r"\b(?:deriv|differentiat|ableit|abgeleitet|gradient)", re.IGNORECASE)
FINAL = pattern(
    r"\b(?:answer|result|solution|ergebnis|antwort|lösung)(?:\s+(?:is|ist|lautet))?\s*[:=]?\s*$", re.IGNORECASE
)

STOP = frozenset(
    "is are the of we get so that this by to in on it an as at be if ist der die das und wir für mit da es ein"
    " now has for let set use can our its via was but then from with which".split()
)
"""Short words that cannot be products of letters."""

MATHEMATICAL = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh coth sech csch arcsin arccos arctan arccot asin acos atan arsinh"
    " arcosh artanh asinh acosh atanh log ln lg exp sqrt cbrt root abs min max det tr trace rank mod gcd lcm"
    " lim limit sum prod product int integral integrate diff grad gradient div curl sign sgn floor ceil ceiling"
    " round binomial choose conj erf gamma infinity infty inf oo true false none all and or not xor implies iff"
    " union intersection alpha beta delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
    " sigma tau upsilon phi chi psi omega vartheta varphi varepsilon hbar ell deg var cov softmax relu argmax"
    " argmin norm dot cross partial nabla emptyset pm stackeq stacklet transpose sequence matrix vector sets"
    " reals integers naturals rationals".split()
)
"""Words of two letters or more that stand in typed formulas."""


def last_words(text: str, count: int = 3) -> tuple[str, ...]:
    """The last words of the sentence, in lower case."""
    sentence = re.split(r"[.;!?]\s|\n\s*\n", text)[-1]
    return tuple(word.lower() for word in re.findall(r"[^\W\d_]+", sentence)[-count:])


def cue(before: str) -> str:
    """What the words before a formula make of it: `define`, `assume`, `so`, `and` (as the one before), nothing."""
    words = last_words(before)
    if not words:
        return ""
    if words[-1] in ("and", "or", "und", "oder"):
        return "and" if len(words) == 1 else cue(" ".join(words[:-1])) or "and"
    for word in reversed(words):
        if word in DEFINE:
            return "define"
        if word in ASSUME:
            return "assume"
        if word in SO:
            return "so"
    return ""
