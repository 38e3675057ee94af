"""Was die Arten von Antworten den Studierenden sagen."""

SENTENCES: dict[str, str] = {
    "nothing-written": "Hier steht nichts, was ich prüfen könnte.",
    "not-equal": "Das ist nicht gleich dem, wonach gefragt war.",
    "no-number": "Hier habe ich eine Zahl erwartet.",
    "ambiguous-digits": (
        "{digits} Stellen? Nullen am Ende einer ganzen Zahl können zählen oder nicht: schreibe 3.00e2 oder 300."
    ),
    "equal-to-digits": "Der Wert stimmt, auf {digits} {unit}.",
    "decimals-not-exact": "Das ist eine gerundete Dezimalzahl. Gib den genauen Wert an, etwa als Bruch oder Wurzel.",
    "rounded-value": "Das ist nur ein gerundeter Wert. Gib mehr Stellen an oder den genauen Wert.",
    "not-a-decimal": "Schreibe das als Dezimalzahl, mit so vielen Stellen wie verlangt.",
    "outside-tolerance": "Die Zahl weicht um mehr als die Toleranz ab.",
    "within-tolerance": "Die Zahl liegt innerhalb der Toleranz.",
    "power-of-ten": (
        "Die Ziffern stimmen, aber es fehlt eine Zehnerpotenz (10^{exponent}): schau auf das Komma."
    ),
    "contradictory-chain": (
        "Du schreibst, dass {left} gleich {right} ist, und das stimmt nicht. Ich weiß nicht, was davon deine Antwort ist."
    ),
    "chain-undecided": "Ich konnte nicht entscheiden, ob die Seiten dieser Kette gleich sind.",
    "left-side-as-name": "Ich nehme {name} links als Namen dessen, was du berechnest.",
    "missing-constant": "Eine Stammfunktion ist nur bis auf eine Konstante bestimmt: ergänze + C.",
    "differentiated-instead": "Das sieht nach der Ableitung aus. Gefragt war eine Stammfunktion.",
    "integrand-repeated": "Das ist die Funktion selbst, noch nicht integriert.",
    "number-of-letters": "In deiner Antwort stehen andere Buchstaben, als ich erwartet habe[[ ({student})]].",
    "domains-differ": (
        "Beide stimmen überein, wo beide definiert sind, aber nicht überall sind es beide[[: bei {at} ist es {defined}]]."
    ),
    "solutions-gained": "Das hat mehr Lösungen, als es soll: {name} = {values}.",
    "solutions-lost": "Es sind Lösungen verloren gegangen: {name} = {values}.",
    "solutions-undecided": "Ich konnte nicht entscheiden, ob das dieselben Lösungen hat: das tut ein Mensch.",
    "no-common-solution": "Beide haben keine gemeinsame Lösung.",
    "not-a-statement": "Hier habe ich eine Gleichung oder Ungleichung erwartet.",
    "system-contradictory": "Diese Gleichungen widersprechen einander: sie haben keine gemeinsame Lösung.",
    "equations-not-implied": "Nicht alle diese Gleichungen folgen aus den erwarteten: schau auf Nummer {numbers}.",
    "equations-lacking": "Es fehlt etwas: diese Gleichungen allein haben mehr Lösungen, als es sein dürften.",
    "equal": "Das stimmt.",
    "other-brackets": "Die Klammern sagen etwas anderes: ( ), [ ] und { } bedeuten hier Verschiedenes.",
    "other-subject": "Das spricht von einem anderen Buchstaben als dem, nach dem gefragt war.",
    "same-solutions": "Das hat dieselben Lösungen.",
    "other-solutions": "Das hat nicht dieselben Lösungen.",
    "other-shape": "Das ist etwas anderer Art als das, wonach gefragt war.",
    "other-shape student=number": "Das ist eine Zahl, gefragt war etwas anderes.",
    "wrong-shape": "Das hat nicht die Größe, die gefragt war: deine ist {student}.",
    "read-as-vector": "Ich lese das als Vektor mit {size} Einträgen.",
    "entries-undecided": "Ich konnte nicht alle Einträge entscheiden: das tut ein Mensch.",
    "wrong-length": "Das hat {student} Einträge, und das ist nicht die richtige Anzahl.",
    "wrong-entries": "Schau noch einmal auf Eintrag {places}.",
    "missing-entries": "Es fehlen Einträge: {count}.",
    "extra-entries": "Das gehört nicht dazu: {values}.",
    "other-order": "Das ordnet die Werte anders, so dass der größte anderswo steht.",
    "order-undecided": "Ich konnte nicht entscheiden, ob das Maximum an derselben Stelle liegt: das tut ein Mensch.",
    "same-order": "Das Maximum liegt an derselben Stelle.",
    "ends-undecided": "Ich konnte nicht entscheiden, wo das beginnt und endet: das tut ein Mensch.",
    "regions-differ": "Das sind nicht dieselben Zahlen.",
    "not-a-proposition": "Hier habe ich eine Aussage erwartet, die wahr oder falsch ist.",
    "other-truth-table": "Das hat nicht dieselbe Wahrheitstafel.",
    "left-side-missing": "Ich nehme das als den Wert von {name}.",
}
