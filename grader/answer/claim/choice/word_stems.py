"""The words in which an option is said, one stem for all forms of a word, in English and German: `converges`,
`convergent` and `konvergiert` say one thing, `diverges` its contrary, `unbiased` that of `biased`.
"""

from __future__ import annotations

from collections.abc import Set

from grader.answer.claim.prose.harmless import CORE
from grader.late import pattern

_ENDINGS = tuple(
    "iertes ierter ierten iertem ieren ierte iert ences ently ence ents ent edly ing ed isch ic ly es en er em s e"
    .split()
)  # fmt: skip
_VERTEILT = pattern(r"(?<=\w{4})-?vertei(?:lung|lt)$")
_LEAST = 4
"""Letters of a stem."""
_ALIKE = (
    "even gerade geraden", "odd ungerade", "continuous stetig", "differentiable differenzierbar ableitbar",
    "bounded beschränkt", "reject verwerfen verworfen verwirft verwerfe ablehnen abgelehnt", "bijective bijektiv",
    "increasing wachsend steigend", "decreasing fallend", "independent unabhängig", "dependent abhängig",
    "invertible invertierbar umkehrbar", "unbiased erwartungstreu unverzerrt", "biased verzerrt",
    "prime prim primzahl", "finite endlich", "infinite unendlich", "open offen", "closed abgeschlossen",
    "connected zusammenhängend", "abelian abelsch", "countable abzählbar", "uncountable überabzählbar",
    "solvable lösbar", "unique eindeutig", "discontinuous unstetig", "unbounded unbeschränkt", "field körper",
    "group gruppe", "circle kreis", "hyperbola hyperbel", "parabola parabel", "symmetric symmetrisch",
    "absolutely absolut", "conditionally bedingt", "uniformly gleichmäßig", "pointwise punktweise",
    "integrable integrierbar", "false falsch", "compact kompakt", "complete vollständig", "equal gleich",
)  # fmt: skip
EMPTY = frozenset(
    "the a an this that these those it its they their he she i we you one is are be was were been do does did has"
    " have had will of to too at in on for with by from as s so hence thus therefore then also there here indeed"
    " namely der die das dem den des ein eine einen einem einer es dies diese dieser dieses sie er ich wir man ist"
    " sind wird werden wurde war wurden hat haben auch ebenfalls zu zum zur bei im am an mit für von vom sich ihr"
    " ihre ihren sein seine daher somit folglich deshalb".split()
)
"""Words that say nothing of which option it is, on either side."""
_TELLING = frozenset(
    "and or und oder but aber not all both each alle alles beide beiden exactly precisely about true right correct"
    " wahr richtig richtige korrekt total same gleich identical equivalent äquivalent identisch general up out"
    " particular can could kann können könnte must muss approximately approx roughly about around ungefähr"
    " etwa circa ca rund".split()
)
BESIDE = frozenset(CORE - _TELLING) | frozenset(
    "nur works appropriate suitable passt geeignet use apply uses verwenden benutzen".split()
)
"""Words that say nothing in an answer, where no option has them."""
THINGS = frozenset(
    "function map mapping series sequence matrix set relation system graph curve statement test estimator operator"
    " vectors vector equation claim process operation option answer solution choice term property family"
    " funktion abbildung reihe folge menge kurve aussage matrix schätzer gleichung relation antwort lösung vektoren"
    " option distribution distributed distributions verteilung verteilt"
    " event events ereignis ereignisse polynomial polynom number numbers zahl zahlen integral argument".split()
)
"""Of what something is said."""
QUANTIFIERS = frozenset(
    "every all each some always never sometimes no most any jede jeder jedes alle immer manchmal einige manche only"
    " nur if wenn falls when unless except almost fast or oder maybe almost whether".split()
)
"""Words of a question that an answer may not repeat and be the same."""
NOT = frozenset("not nicht no kein keine keinen keiner keines non".split())
OPPOSITES = {"diverg": "converg", "singular": "invertibl"}
_PREFIXES = ("un", "in", "im", "ir", "dis", "non", "nicht")
_NO_PREFIX = frozenset({"indefinit", "inequality", "inequaliti"})


def _stripped(word: str) -> str:
    word = word.casefold().replace("k", "c")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


_SAME = {_stripped(word): _stripped(line.split()[0]) for line in _ALIKE for word in line.split()}


def stem(word: str) -> str:
    """What the forms of a word have in common."""
    bare = _stripped(_VERTEILT.sub("", word))
    return _SAME.get(bare, bare)


ASIDE = frozenset(map(stem, BESIDE)) - frozenset(map(stem, _TELLING))
QUANTIFYING = frozenset(map(stem, QUANTIFIERS)) - {stem("no")}
ONLY = frozenset({"only", "just", "nur"})
THING_STEMS = frozenset(map(stem, THINGS))


def signed(said: str, known: Set[str]) -> tuple[str, bool]:
    """A stem and whether it affirms: `unbias` denies `bias`, where that is known; `indefinit` denies nothing."""
    if said in OPPOSITES:
        return OPPOSITES[said], False
    for prefix in _PREFIXES:
        rest = said.removeprefix(prefix)
        if rest != said and rest in known and said not in _NO_PREFIX:
            return rest, False
    return said, True
