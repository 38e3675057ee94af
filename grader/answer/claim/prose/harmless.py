"""The words that may stand around a formula and leave it what it is, in English, German and French.

A list of words that turn a value round would never be complete. This one need not be: a word that is not on it
sends an answer to a person, and costs nobody a point. Whoever adds a word asks: can it, beside any of the others,
make another value of the formula, doubt it or deny it? If so, it does not belong here.
"""

from __future__ import annotations

from grader.answer.claim.prose.things import THINGS


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).casefold().split())


ARTICLES = _words("the a an this that these our my its der die das dem den des ein eine einen le la les un une l")
RESULTS = _words(
    "answer result solution antwort ergebnis lösung endergebnis resultat réponse résultat",
)
PRONOUNS = _words("it this that them which es das dies davon cela ça ceci")
SPEAKERS = _words("i we one you ich wir man je nous on")

CORE = (
    ARTICLES
    | RESULTS
    | PRONOUNS
    | SPEAKERS
    | _words(
        "answers results solutions ans sol ok so hence thus therefore then consequently altogether overall",
        "total finally now here there also indeed namely i.e is are was be been being s has have had do",
        "does did can will must us me of in on at to by with for from as and what how who all both each",
        "exactly precisely just simply only about approximately approx roughly around ca out up together",
        "again same final right correct true required desired wanted requested asked sought looking needed",
        "shown following follows conclude conclusion qed where his her their they he she your particular",
        "general such easy clear clearly obvious obviously evident easily nicely directly immediately quickly",
        "similarly actually really simply neatly correctly accordingly eventually ultimately necessarily note",
        "lecture iid wlog leicht klar offensichtlich daraus hieraus demnach mithin",
        "words symbols antworten ergebnisse lösungen daher somit folglich dann damit deshalb",
        "insgesamt schließlich endlich nun jetzt hier dort ist sind war wird werden wurde sei hat haben",
        "habe hatte kann muss soll um zu zum zur von vom im an am auf aus bei gegen mit für durch und aber",
        "dass daß wo wie genau etwa ungefähr circa rund gleich sich uns mir mich ihm er sie",
        "ihr ihre ihren sein seine unser unsere",
        "unseren mein meine meinen dieser diese dieses diesem alle alles beide beiden richtig richtige",
        "korrekt wahr gesucht gesuchte gesuchten gefragt heraus raus herausbekommen übrig nämlich réponses",
        "résultats donc ainsi alors conséquent finalement enfin est sont était a ont avons ai de du d c n'",
        "j à au aux en par pour avec dans sur que qui et où ce cette ces notre mon ma soit environ",
        "exactement tous toutes tout toute ils elle elles se bien y comme leurs € £ euro euros",
        "deux-points vers il equivalent logically identical äquivalent logisch identisch",
        "équivalent équivalente",
    )
)
"""Words that join, point or refer. They may stand anywhere in the sentence of a formula."""

VERBS = _words(
    "fall falls fällt drop drops cover covers last lasts dauern dauert müssen",
    "minimise maximise minimize maximize minimieren maximieren depend lies attain achieve need takes",
    "brings bring be get got gotten obtain find found have give given gave yield equal make made become",
    "became remain read compute calculate determine evaluate follow reach arrive come came lead led",
    "show see saw know mean reduce simplify work turn end amount converge conclude believe think claim",
    "state write wrote rewrite rewritten choose chose select mark pick move travel run drive go satisfy define",
    "describe",
    "denote represent exist count sum left hold ergibt ergeben ergab lauten lautet beträgt betragen",
    "erhalte erhalten erhält bekomme bekommen bekommt finde finden komme kommen kommt macht machen",
    "liefert liefern führt führen bleibt bleiben steht stehen liegt liegen gilt gelten folgt geht gehen",
    "strebt konvergiert bewegt fährt fahren existiert existieren gibt geben berechne berechnen",
    "berechnet bestimmen bestimmt wähle wählen glaube denke definiert zähle zählen gegeben habe hat",
    "haben beschrieben erreicht erreichen schreibe schreiben vereinfacht obtient obtenons obtiens",
    "trouve trouvons vaut valent donne donnent égal égale reste calcule calculons conclut mesure existe",
    "admet admettent possède possèdent vérifie vérifient écrit écrire écrivons lit déduit déduire détermine",
    "devient trouver obtenir faut suffit atteint montre sait savons conclure décroît croît appartient",
)
"""What leads to a value, or says that there is one."""

NOUNS = THINGS | _words(
    "model models sample samples data symmetry symmetric punktsymmetrie symmetrie point-symmetric",
    "punktsymmetrisch symmetrisch instance instanz distanz tangent tangente objective cost merge sort",
    "sorting search algorithm loop recursion recurrence heap array list contrapositive cone cylinder",
    "pyramid prism tree network layer node coin dice card ball urn game player money bank loan interest",
    "investment value number sum total product area volume length width height depth perimeter",
    "circumference distance path displacement speed velocity acceleration force energy work power mass",
    "weight time temperature pressure density charge current voltage resistance frequency momentum",
    "torque flow rate price profit revenue amount age count probability chance expectation mean average",
    "variance deviation median covariance correlation entropy information divergence likelihood",
    "log-likelihood distribution estimator estimate maximiser minimiser posterior prior loss function",
    "divisor divisors teiler functions formula expression equation equations inequality identity statement",
    "proposition",
    "condition line curve graph plane circle sphere triangle rectangle polygon surface region point",
    "points vector vectors matrix determinant trace rank kernel image basis dimension eigenvalue",
    "eigenvalues eigenvector eigenvectors root roots zero zeros zeroes intercept slope gradient",
    "jacobian hessian derivative derivatives limit integral antiderivative primitive coefficient",
    "coefficients remainder quotient ratio fraction percentage proportion angle radius diameter",
    "sequence series term terms polynomial set sets interval intervals domain range codomain inverse",
    "maximum minimum max min extremum optimum argument period amplitude phase digit digits factor",
    "factors exponent way ways possibility possibilities outcome outcomes event events student students",
    "person people car train body object particle stone expansion form side sides step steps constant",
    "end transpose degree combination combinations permutation permutations order complexity runtime",
    "running truth table origin member members element elements entry entries item items option options",
    "choice variable variables unknown parameter wert werte zahl zahlen summe produkt fläche",
    "flächeninhalt volumen länge breite höhe tiefe umfang abstand strecke weg entfernung",
    "geschwindigkeit beschleunigung kraft energie arbeit leistung masse gewicht zeit temperatur druck",
    "dichte ladung strom spannung widerstand frequenz preis kosten gewinn anzahl wahrscheinlichkeit",
    "erwartungswert mittelwert mittel durchschnitt varianz standardabweichung kovarianz korrelation",
    "entropie verteilung schätzer funktion formel ausdruck gleichung ungleichung aussage bedingung",
    "gerade kurve ebene kreis kugel dreieck rechteck punkt punkte vektor vektoren determinante spur",
    "rang kern bild grad eigenwert eigenwerte eigenvektor nullstelle nullstellen steigung ableitung",
    "grenzwert stammfunktion koeffizient rest verhältnis anteil winkel durchmesser folge reihe polynom",
    "menge intervall definitionsbereich definitionsmenge wertebereich lösungsmenge umkehrfunktion",
    "periode möglichkeit möglichkeiten auto zug körper seite laufzeit ordnung wahrheitstafel valeur",
    "nombre somme produit aire longueur largeur hauteur périmètre vitesse énergie temps probabilité",
    "espérance moyenne limite dérivée intégrale fonction formule équation droite courbe plan cercle",
    "vecteur matrice déterminant ensemble intervalle domaine pente racine racines polynôme suite série",
    "façons vertex vertices focus foci centroid barycentre barycenter saddle peak intersection midpoint",
    "centre center asymptote tangents secant chord sector hypotenuse side-length",
    "altitude bisector diagonal slant apex directrix eccentricity curvature torsion arc-length",
    "polynomial series residue dot-product cofactor pivot",
    "nullity nullspace column-space row-space subgroup",
    "quartile percentile quantile skewness kurtosis z-score p-value statistic power-of-test",
    "flux circulation charge-density inductance capacitance impedance reactance wavelength wavenumber",
    "intensity luminosity stress strain viscosity buoyancy thrust tension friction",
    "gravity impulse inertia enthalpy concentration molarity solubility payoff utility surplus",
    "elasticity break-even breakeven dividend duration salary wage",
    "hochpunkt tiefpunkt scheitel scheitelpunkt schwerpunkt ortsvektor richtungsvektor normalenvektor",
    "mittelpunkt asymptote tangente normale sekante hypotenuse kathete diagonale ecke gipfel",
    "polstelle definitionslücke residuum betrag unterraum erzeuger quantil spannweite",
    "wellenlänge auftrieb reibung impuls trägheit stoffmenge konzentration",
    "konfidenzintervall vertrauensintervall konvergenzintervall konvergenzbereich konvergenzradius",
    "likelihood-funktion likelihoodfunktion schätzfunktion estimateur vraisemblance densité loi confiance",
    "convergence confidence",
    "sommet foyer médiane médiatrice milieu hauteur corde rayon norme noyau rang écart-type variance",
    "couple coordonnée abscisse ordonnée inconnue inéquation parabole prix terme raison discriminant trinôme",
    "définition système réel coefficient directeur origine tableau signe variation primitive entier",
)
"""What a value may be called."""
COMPOUNDS = _words(
    "punkt polynom kraft energie wert vektor fläche volumen länge geschwindigkeit beschleunigung",
    "winkel gleichung funktion menge bereich stelle reihe folge summe zeit masse dichte druck strom spannung",
    "widerstand frequenz wahrscheinlichkeit abstand strecke kosten preis satz moment radius durchmesser gerade",
    "ebene zahl feld arbeit leistung raum dauer temperatur faktor koeffizient matrix linie",
)
"""How German names of values end: `Gewichtskraft`, `Taylorpolynom`."""
OTHER_HEADS = tuple(
    (
        "gegen halb doppel kehr umkehr un nicht anti zwischen teil rest näherung schätz start anfang hilf vor nach"
        " neben ober unter differenz quadrat wurzel fehl rate rand nachbar spiegel stör zusatz vergleich probe test"
        " quer grenz mindest höchst neg invers falsch dreh haupt"
    ).split()
)
"""How such a name begins where another value is meant than the one that was asked."""

QUALITIES = _words(
    "simplified expanded real whole positive integer integers even finite unique maximal minimal",
    "largest arbitrary smallest greatest highest lowest best longest shortest general particular",
    "such solche solcher expected empirical possible any every constant integration konstant konstante",
    "réelle distinct distincte local locale locaux vérifié vérifiée naturel naturels défini définie irréductible",
    "réduite décroissante croissante décroissant croissant strictement constante dérivable quelconque",
    "beliebig optimal cherché cherchée recherché recherchée gesuchte gesuchten",
    "exact arithmetic geometric time common leading characteristic standard surface truth symmetric",
    "sided ausmultipliziert reell reelle reellen ganze ganzen positiv eindeutig größte kleinste",
    "maximale minimale allgemeine möglich schnell lang hoch breit tief schwer générale",
    "long wide high tall deep heavy increasing decreasing convex concave continuous differentiable",
    "defined monotone steigend wachsend fallend konvex konkav stetig kinetic potential gravitational magnetic",
    "strictly strict monotone monotonic monotonically streng strikt monoton strictement electric electrical",
    "critical stationary turning local global taylor maclaurin euler fourier laplace",
    "jordan cauchy poisson gaussian normalised normalized orthonormal reduced-row-echelon lokale lokales",
    "globale globales kritische stationärer",
)
"""How a value may be called besides."""

SAME = _words("value answer result solution equation wert antwort ergebnis lösung gleichung valeur équation")
"""Nouns behind which `of` gives what they name: `the value of $x^2$`, not `the gradient of $x^2$`."""
MEASURES = SAME | _words(
    "total area volume length distance speed velocity energy force mass weight height width radius",
    "diameter acceleration power charge frequency temperature pressure probability chance mean average",
    "variance consists maximum minimum population cost price profit sum summe länge geschwindigkeit",
    "strecke wahrscheinlichkeit fläche volumen höhe masse kraft energie besteht longueur vitesse aire",
    "probabilité",
)
"""Such nouns before a number: `a speed of $5$`."""

NAMED = NOUNS | QUALITIES
REASONS = _words(
    "because since as by using use from after with where via through applying apply plugging",
    "inserting putting substituting setting adding multiplying dividing expanding simplifying solving",
    "integrating differentiating see siehe voir used comparing combining collecting rearranging taking",
    "cancelling canceling factoring completing counting due da weil denn durch nach mit wegen aus wobei",
    "aufgrund laut gemäß car puisque parce comme par après avec remplaçant substituant utilisant appliquant",
    "intégrant dérivant multipliant divisant résolvant",
)
"""How a reason begins."""

PROCESS = (
    VERBS
    | NOUNS
    | QUALITIES
    | REASONS
    | _words(
        "negligible cell minimise maximise minimize maximize minimieren maximieren nested input output",
        "exponential logarithm master everything calculation computation working rechnung rule rules",
        "theorem lemma law laws definition property properties chain power binomial trigonometric",
        "down help hilfe vereinfachung umformung bayes hospital hôpital hopital cauchy schwarz euler gauss",
        "taylor vieta cramer fubini jensen separation separate separating variables trennung variablen",
        "markov newton leibniz lagrange stirling morgan pythagoras pythagorean quadratic cubic linear",
        "linearity bracket brackets parenthesis parentheses",
        "denominator numerator derive differentiate differentiation differentiating integrate integration",
        "integrating parts part substitution substitute substituting plug plugging put putting insert",
        "inserting set setting rearrange rearranging solve solving expand expanding factor factoring",
        "factorise factorize cancel cancels cancelling cancellation collect collecting combine combining",
        "compare comparing apply applying simplify simplifying simplification expansion induction complete",
        "completing taking take takes took vanish vanishes disappear rest remaining first second third",
        "fourth next last other others one two three four five six seven eight nine ten twelve twenty",
        "hundred both every any some many large small big left hand equal equals equality independent",
        "independence identically identical distributed uniform uniformly sample samples data model",
        "symmetry triangular diagonal orthogonal square squares cube half double doubled twice times",
        "multiply multiplying multiplied divide dividing divided add adding added adds subtract subtracting",
        "subtracted dozen counted counting hard difficult matter easy depend question exercise task step",
        "line equation trick idea calculator table page picture figure above below given odd even",
        "identities shift factorial exponentiate base absolute inside outside inner outer sign signs over",
        "into onto between per than need let while whenever until being its own because since but",
        "whose leaves leave cross ratio test regel regeln satz gesetz eigenschaft kettenregel produktregel",
        "quotientenregel potenzregel klammer klammern nenner zähler ableiten abgeleitet integrieren",
        "einsetzen eingesetzt setzt umformen umstellen auflösen kürzen gekürzt ausmultiplizieren ausklammern",
        "vereinfachen zusammenfassen vergleichen anwenden partielle induktion fallen fällt weg wegfallen",
        "verschwinden verschwindet übrige übrigen andere anderen anderer erste ersten zweite zweiten dritte",
        "eins zwei drei vier fünf sechs sieben acht neun zehn zwölf linke rechte seiten unabhängig",
        "identisch verteilt zufällig stichprobe symmetrisch symmetrie quadrat wurzel hälfte doppelt mal",
        "addieren addiert subtrahieren multiplizieren multipliziert dividieren teilen geteilt schwer",
        "aufgabe schritt während bis zwischen pro einfach ober unter vorzeichen lässt nur règle théorème",
        "définition propriété chaîne intégration parties développant simplifiant premier première deux",
        "trois autre autres quand second seconde degré membre dénominateur numérateur commun identité remarquable",
        "parenthèse développement additionne additionner soustrait multiplie divise remplace développe factorise",
        "dérive intègre simplifie résout résolvons pose posons notons appelle reconnaît applique utilise met passe",
        "simplification revient extérieur intérieur ajoute ajoutant additionnant soustrayant remplaçant",
    )
)
"""What a reason may speak of, and what was done before a value was reached."""

AWAY = _words("to by um with at for on in auf gegen mit zu bei für à en pour sur vers")
"""Before a formula these need a verb before them: `it simplifies to $x^2$`."""
LEADING = CORE - AWAY - _words("of and all both each und alle beide d de et tous toutes") | VERBS
"""The last word before a formula that stands for itself."""
FOLLOWING = REASONS | _words(
    "depends hängt which that so hence thus therefore in on at and or this it we where then done",
    "here hier required simplified exactly approximately altogether total again now too qed follows holds answer",
    "maximal minimal maximum minimum respectively when for but is are was were does remains works",
    "suffices units because das die der heraus herausbekommen raus schnell lang hoch definiert",
    "definierte liegen vereinfachen zusammenfassen wobei und oder also somit daher folgt gilt insgesamt",
    "wir für aber ist sind war kommt bleibt genügt ways possibilities möglichkeiten qui donc est et où",
    "soit € £ euro euros until bis",
)
"""The first word behind a formula."""
NOT_TURNING = _words(
    "hängt wait hard difficult matter need depend only merely just even surprising surprisingly schwer",
    "schwierig nötig nur wichtig seulement difficile",
)
"""What may be denied besides: `it is not hard to see that`, `not only is it even`."""
NONE = _words("never nothing none neither nor cannot niemals nie nichts jamais rien faux fausse")
NEGATIONS = _words("not no don doesn didn nicht kein keine pas ne")

ENDINGS = ("s", "es", "ed", "d", "ing", "e", "en", "em", "n")
"""How these words are inflected."""
VERBAL = frozenset({"ed", "d", "ing"})
SHORTEST = 4
"""Letters that a word has before an ending; before an `s`, one less."""
NOT_INFLECTED = _words("time les")
"""`times` is another word, and `less` in another language."""


def is_compound(word: str) -> bool:
    """`Gewichtskraft`, of which we know what kind of value it is."""
    end = next((each for each in COMPOUNDS if word.endswith(each) and len(word) - len(each) >= SHORTEST - 1), "")
    return bool(end) and not word.startswith(OTHER_HEADS)


def is_noun(word: str) -> bool:
    return is_one_of(word, NOUNS) or is_compound(word)


def is_one_of(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one of these, as it stands or with an ending."""
    if word in known:
        return True
    if word.endswith(("ies", "ied")) and f"{word[:-3]}y" in known:
        return True
    ends = (end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST - (end == "s"))
    stems = (stem for end in ends for stem in _stems(word.removesuffix(end), end))
    return any(stem in known for stem in stems if stem not in NOT_INFLECTED)


def _stems(stem: str, ending: str) -> tuple[str, ...]:
    """The words that may have that ending: things have a plural, and nothing is done by them (`framed`)."""
    stems = (stem, f"{stem}e")
    return tuple(each for each in stems if each not in THINGS) if ending in VERBAL else stems
