"""The words between formulas that say what a formula is for, in English, German and French."""

from __future__ import annotations

import re

from grader.answer.claim.prose.words import NEGATIONS
from grader.late import pattern

SO = frozenset(
    "so hence thus therefore then consequently also yields gives get obtain implies finally follows"
    " folglich daher somit damit dann deshalb ergibt donc ainsi alors conséquent obtient obtenons".split()
)
"""What follows is a statement of its own, drawn from what stands before."""

DEFINE = frozenset(
    "let where with define denote put write call sei seien mit wobei setze setzen definiere"
    " avec où posons pose notons soient".split()
)
"""What follows gives a name its meaning."""

ASSUME = frozenset(
    "if iff when whenever for since because as recall using use suppose assume given provided unless by from at set"
    " setting want require falls wenn da weil für aus nach bei fordere hypothesis ih iv induktionsvoraussetzung"
    " voraussetzung annahme angenommen einsetzen setzt si car puisque comme lorsque quand sachant".split()
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

# What words right beside a formula do to its value (`turned`, `sentence`).

DENYING = NEGATIONS | frozenset(
    "unless if anything nothing unlike opposite außer ausser undefined"
    " diverges divergent excluded whether doubt wonder used half twice double triple halb hälfte doppelt"
    " doppelte".split()
)
TURNING_BEFORE = frozenset(
    "minus negative plus times twice double triple thrice half squared than least most under over above below"
    " beneath beyond between until except but without root thousand cubed modulo base per outside add subtract"
    " doppelt halb mal als mindestens höchstens unter über zwischen außer ohne wurzel negativ außerhalb"
    " moins fois sauf sans entre".split()
)
"""The last word before a formula, where it changes its value."""
UNIT_WORDS = frozenset("a as at h in ha am min is us".split())
"""Units that are words, too, where others follow."""
SPANNED = frozenset("span hull kernel".split())
"""Of a vector they make a set."""
TURNING_AFTER = frozenset(
    "squared cubed plus minus over dozen hundred thousand million billion percent per modulo mod less more"
    " fewer short too unless except if only isn't isnt not nicht cannot weniger mehr tausend million millionen"
    " prozent pro quadriert falls fails doubled halved tripled closed inverted negated transposed reflected"
    " shifted rotated differentiated integrated verdoppelt halbiert".split()
)
"""The first word behind a formula, where it changes its value."""
TURNING_PHRASES = frozenset(
    {"in base", "in binary", "in octal", "in hex", "in hexadecimal", "or more", "or less", "and more", "and a"}
    | {"and half", "and one", "at least", "at most", "up to", "zur basis", "oder mehr", "oder weniger", "und ein"}
)
"""The first two words behind a formula, where they change its value."""
TURNING_ENDS = frozenset({"or not", "and not", "or so", "or else", "oder nicht", "oder so", "und nicht"})
"""All the words of a clause behind a formula, where they change it."""


def _any_of(words: str) -> str:
    """`grow* up_to`: any of these words. A star stands for any ending, a line for a space."""
    return "(?:" + words.replace("*", r"\w*").replace("_", r"\s+").replace(" ", "|") + ")"


def _phrase(*columns: str) -> str:
    """A word of each column in their order; of one that begins with `?`, none need stand there."""
    *others, last = columns
    parts = [rf"(?:{_any_of(each[1:])}\s+)?" if each[0] == "?" else rf"{_any_of(each)}\s+" for each in others]
    return "".join(parts) + (rf"(?:{_any_of(last[1:])}\b)?" if last[0] == "?" else _any_of(last))


_ARTICLE = "the a an its our this that der des dem die das"
_NOUN = (
    "?matrix set function vector interval line plane number value point expression polynomial equation graph menge"
    " funktion gerade* ebene zahl wert* punkt* gleichung intervall* vektor*"
)
_OF_ENDS = (
    ("than", "a an the about"),
    (r"(?<!\bsum\s)(?<!\bsums\s)(?<!\badd\s)(?<!\badds\s)\b(?:up_to|bis_zu)",),
    ("slower faster chang* increas* decreas* grow* shrink* off", "by"),
    ("one out two three each some any many most none ein* zwei drei", "of in out_of von"),
    ("some few many einige manche", r"\w+", "of in on aus von"),
    ("half twice double halb*", _ARTICLE, _NOUN),
    (
        "parallel orthogonal perpendicular normal senkrecht above below oberhalb unterhalb reflect* mirror*"
        " rotat* shift*",
        "?to zu zur of von",
        f"?{_ARTICLE}",
        _NOUN,
    ),
    (
        "rest part parts remainder differ* distinct far away outside half third quarter tenth double root square"
        " cube reciprocal inverse opposite negati* multiple multiples factor factors divisor divisors power powers"
        " logarithm log percent fraction digit digits factorial derivative integral complement transpose conjugate"
        " sum product difference quotient ratio limit contrary converse contrapositive exponent* cosine"
        " sine tangent hälfte drittel viertel"
        " wurzel quadrat kehrwert vielfache* teiler ableitung komplement gegenteil summe produkt differenz invers*"
        " transponierte doppelte dreifache zehntel prozent bruchteil logarithmus potenz* negative umkehr* fakultät"
        " sinus kosinus tangens grenzwert ziffer* verschieden untersch* entfernt weit",
        "?sich",
        "of from von der des",
        r"?\w+",
        _NOUN,
    ),
    (
        "moitié double triple tiers quart carré cube racine inverse opposé reste somme produit différence quotient"
        " dérivée logarithme multiple diviseur loin",
        "de du des",
        "?la le",
        "?fonction matrice nombre valeur équation expression",
    ),
)
_DONE = (
    "half square double cube root square_root negative reciprocal opposite quadrat hälfte doppelte wurzel kehrwert"
)
_OF_ANYWHERE = (
    (
        f"{_DONE} inverse integral derivative",
        "of von",
        "?the our my der",
        "it that this them answer result solution lösung",
    ),
    (_DONE, "davon"),
    ("its their sein seine deren dessen ihr ihre", _DONE),
    ("answer result solution antwort lösung ergebnis", "squared cubed doubled halved plus minus times quadriert"),
    ("answer result solution", "to of for", "?the", "previous next other"),
)
OF = pattern(
    rf"\b(?:{'|'.join(_phrase(*row) for row in _OF_ENDS)})\W*$"
    rf"|\b(?:{'|'.join(_phrase(*row) for row in _OF_ANYWHERE)})\b",
    re.IGNORECASE,
)
"""Phrases of which the next value is a part: `half of`, `the inverse of the matrix`, `parallel to the line`."""
OF_LETTER = pattern(rf"\b{_phrase(_DONE, 'of von')}\W*$", re.IGNORECASE)
"""Before a letter of which a value is said: `the square of $x$ is $12$`."""

_TOWARDS_ENDS = (
    (
        "equal equivalent identical simplif* reduc* lead* come comes came amount amounts converg* evaluat* tend"
        " tends goes sum sums boil_down boils_down round rounds expand* factor* left given described defined"
        " denoted represented respect *symmetri* gegeben",
        "to by with durch through zu",
    ),
    (
        "end_up ends_up come_up came_up moves moving travels travelling falls hits bewegt_sich fährt fällt trifft",
        "with mit",
    ),
    ("work_out works_out", "to"),
    ("arriv*", "at"),
    ("lieg*", "bei"),
    ("holds true valid defined gilt gültig definiert", "for für"),
    ("führt sich", "zu"),
    ("konvergier* strebt geht", "gegen"),
    ("gleich",),
    ("égal égale égaux égales élève revient équivaut", "à"),
    ("est sont", "?donc alors ainsi", "de"),
    (
        "defined definiert *creasing holds gilt converges konvergiert valid lie lies liegt liegen wächst steigt"
        " fällt numbers x",
        "on in auf aus",
    ),
)
TOWARDS = pattern(rf"\b(?:{'|'.join(_phrase(*row) for row in _TOWARDS_ENDS)})\W*$", re.IGNORECASE)
"""Phrases that lead to a value, although their last word does not."""
WOULD = frozenset("would could might würde würden wäre wären könnte könnten hätte hätten".split())
"""Before a formula: it is not so. The answer `would be` it out of politeness."""
SUPPOSED = frozenset("suppose assume imagine let angenommen sei".split())
"""The first word of a clause of which the value is only thought."""
GO_ON = frozenset(
    "add subtract multiply divide addiere addieren subtrahiere subtrahieren multipliziere teile".split()
)
"""Within the words behind a formula: what is done with it then, unless they stand in a reason."""
LATER = pattern(
    r"\b(?:double|halve|negate|square|invert|integrate|differentiate|verdopple|halbiere)\s+(?:it|this|that|das|es)\b"
    r"|\btake\s+(?:its|the)\s+(?:square\s+)?(?:root|inverse|negative|reciprocal|log\w*)\b"
    r"|\b(?:half|double|twice|one\s+(?:less|more))(?:\s+(?:that|this|of\s+(?:it|that|this)|is\s+the\b.*))?\W*$"
    r"|\b(?:negative|opposite|inverse|reciprocal|square|root)\s+of\s+(?:it|this|that)\b|\bopposite\s+sign\b"
    r"|\b(?:answer|result|solution|that|this|it|das|antwort|lösung|ergebnis)\s+(?:is|ist)\s+(?:the|its|das|die|der|sein\w*)\s+"
    r"(?:square|double|half|root|negative|inverse|reciprocal|opposite|quadrat|doppelte|hälfte|wurzel|kehrwert)\b"
    r"|\bits\s+(?:square|double|half|root|negative|inverse|reciprocal|opposite)\s+(?:root\s+)?is\b"
    r"|\b(?:must|should|has\s+to)\s+(?:still\s+)?be\s+(?:negative|positive|doubled|halved|negated|squared|inverted)\b"
    r"|\b(?:that|this|it|das)\s+(?:is|ist)\s+(?:wrong|false|incorrect|falsch)\b|\bcareless\b"
    r"|\b(?:now|so|then|and)\s+(?:differentiate|integrate)\b|^\W*as\s+(?:an?|the)?\s*(?:\w+\s+)?(?:bound|remainder|guess)\b",
    re.IGNORECASE,
)
"""What is done with a value, or said against it, in all that follows it before another formula and a reason."""
REASONS = frozenset("because since as by using da weil denn durch car puisque par".split())
LINKS = frozenset(
    "is are be equals equal get got gives give obtain obtained find found have has yields answer result solution"
    " total so hence thus therefore then it's as number value expression polynomial formula function point set"
    " interval vector matrix line equation exactly also gets obtains finds makes compute computed calculate"
    " calculated reads altogether its that's thats count satisfies reaches us"
    " ist sind war ergibt ergeben lautet beträgt erhalten erhalte erhält folgt gilt hat bleibt ergebnis antwort"
    " lösung somit daher folglich zahl wert polynom funktion punkt menge intervall vektor gerade gleichung genau"
    " das wir man ich lauten bekomme bekommen bekommt es sich damit macht auf von kommt gibt habe insgesamt"
    " est sont égal égale égaux donc alors ainsi vaut valent obtient obtenons trouve trouvons donne donnent"
    " réponse résultat solution solutions valeur nombre enfin finalement couple pair paar point"
    " vecteur équation".split()
)
"""Words that lead to a value; punctuation does, too."""
ABBREVIATED = frozenset("ok ans sol".split())
"""Such words too, before a formula that is typed without dollars."""
SHOWN = frozenset(
    "was had becomes become remains remain left where at of a an the statement all every each any choose pick guess"
    " think believe say claim show shows shown see follows implies means know need want conclude precisely just"
    " simply about approximately approx roughly around nearly maybe perhaps possibly finally again namely that i.e"
    " in on and or both either from we i you one make reach drives travels"
    " haben wähle glaube denke etwa ungefähr ca vielleicht nämlich dass in und oder der die ein eine aus ergäbe"
    " erfüllt erreicht fährt zähle zählen berechne berechnen".split()
)
"""And words that lead to a value only where dollars show which it is."""
CONTINUES = frozenset(
    "which that so hence thus therefore since because as by using from after in on at and or this it we with"
    " where then done required simplified exactly approximately altogether total again now too qed follows"
    " holds answer maximal minimal maximum minimum respectively when for but was das die der so da weil denn"
    " nach durch mit und oder aus wobei also somit daher folgt gilt insgesamt wir für aber heraus"
    " car donc puisque par après avec où qui et soit"
    " herausbekommen raus schnell lang hoch defined definiert liegen vereinfachen zusammenfassen".split()
)
"""Words with which a sentence goes on behind a value."""
GIVES = frozenset("where with when for at wobei mit für avec où pour".split())
"""Before another formula these give the letters a value."""
IS = frozenset("is are was were does remains works suffices ist sind war kommt bleibt genügt est sont".split())
PRAISE = frozenset(
    "the our a an what correct right true maximal minimal largest smallest required desired die das der"
    " richtig wahr korrekt maximal minimal unser unsere my mein meine heraus raus übrig"
    " le la les notre mon ma correct correcte juste vrai".split()
)
"""What a sentence may say of the formula at its beginning."""
OWN = frozenset("my our mein meine unser unsere mon ma notre".split())
RESULTS = frozenset(
    "answer result solution value antwort ergebnis lösung endergebnis réponse résultat valeur".split()
)
NOT_IT = frozenset(
    "half double opposite square root negative reciprocal quadrat wurzel kehrwert second lower upper bound guess"
    " hälfte doppelte gegenteil".split()
)
"""Of a formula that is mine, one of RESULTS must be said; of any, that it is none of the others."""
JOINTS = frozenset({"and", "or", "und", "oder", "et", "ou"})
LISTING = frozenset({",", "and", "und", "et", ", and", ", und", ", et"})


def last_words(text: str, count: int = 3) -> tuple[str, ...]:
    """The last words of the sentence, in lower case."""
    sentence = re.split(r"[.;!?]\s|\n\s*\n", text)[-1]
    return tuple(word.lower() for word in re.findall(r"[^\W\d_]+", sentence)[-count:])


SIGHT_OF_SO = 9
"""Words of a clause before a formula in which it is looked whether a conclusion is drawn."""
_WHERE = frozenset("for on when if für auf wenn pour sur".split())
_SO_THERE = (
    "converg",
    "konverg",
    "diverg",
    "defin",
    "défin",
    "increas",
    "decreas",
    "steig",
    "fäll",
    "croiss",
    "décroiss",
)
"""How words begin that say what is so where a conclusion ends: there the formula is the answer, no assumption."""


def cue(before: str) -> str:
    """What the words before a formula make of it: `define`, `assume`, `so`, `and` (as the one before), nothing."""
    words = last_words(before)
    if not words:
        return ""
    if words[-1] in JOINTS:
        return "and" if len(words) == 1 else cue(" ".join(words[:-1])) or "and"
    if words[-1] in _WHERE:
        clause = last_words(before, SIGHT_OF_SO)
        if not SO.isdisjoint(clause) and any(word.startswith(_SO_THERE) for word in clause):
            return "so"  # `So the series converges for`
    for word in reversed(words):
        if word in DEFINE:
            return "define"
        if word in ASSUME:
            return "assume"
        if word in SO:
            return "so"
    return ""
