"""Warum zwei Formeln weder unterschieden noch gleichgesetzt werden konnten."""

SENTENCES: dict[str, str] = {
    "engine-fault": "Beim Vergleichen ging im Programm etwas schief ({fault}): ein Mensch entscheidet.",
    "extreme-values": "Die Werte werden zu groß oder zu klein für einen Vergleich: ein Mensch entscheidet.",
    "no-method": "Dafür habe ich kein Verfahren[[ (es enthält {word})]]: ein Mensch entscheidet.",
    "piecewise-undecided": "Die Fallunterscheidung konnte ich nicht entscheiden[[ ({word})]]: das tut ein Mensch.",
    "precision-exhausted": (
        "Auch mit vielen Stellen konnte ich die Seiten weder unterscheiden noch gleichsetzen: ein Mensch entscheidet."
    ),
    "shapes-do-not-fit": "Die Größen passen hier nicht zusammen[[: {left} und {right}]].",
    "too-complex": "Es stimmt, wo ich probiert habe, ist aber zu verwickelt, um sicher zu sein: ein Mensch entscheidet.",
    "too-few-points": "Ich fand zu wenige Stellen, an denen das einen Wert hat: ein Mensch entscheidet.",
    "shapes-undeclared": "Die Größen dieser Vektoren und Matrizen kenne ich nicht und bin daher nicht sicher: ein Mensch entscheidet.",
    "form-undecided": "Ich konnte nicht entscheiden, ob das die verlangte Form hat ({form}): das tut ein Mensch.",
    "positive-only": (
        "Für positive {names} ist das gleich dem Gefragten, für negative nicht; die Aufgabe sagt nicht, was "
        "gemeint ist: ein Mensch entscheidet."
    ),
    "taken-positive": "Ich nehme {names} hier als positiv an.",
    "number-of-terms": "Ich nehme {name} als die Anzahl der Summanden.",
    "of-polynomials": "Ich nehme gcd und lcm hier als die von Polynomen, denn die Buchstaben sind nicht als ganze Zahlen erklärt.",
    "function-unknown": "Über {name} weiß ich nichts und konnte das nicht vergleichen: ein Mensch entscheidet.",
    "undefined-everywhere": "Das hat im erlaubten Bereich nirgends einen Wert: ein Mensch entscheidet.",
    "not-factored": "Der Wert stimmt, aber das ist nicht so weit zerlegt, wie es geht[[: schau auf `{factor}`]].",
    "number-to-factor-out": "Der Wert stimmt, aber aus `{factor}` lässt sich noch `{number}` ausklammern.",
    "not-a-polynomial-factor": "Der Wert stimmt, aber `{factor}` ist kein Polynom als Faktor.",
    "not-expanded": "Der Wert stimmt, aber `{part}` lässt sich noch ausmultiplizieren.",
    "like-terms": "Der Wert stimmt, aber es lassen sich noch Terme zusammenfassen: `{part}`.",
    "fraction-not-in-lowest-terms": "Der Wert stimmt, aber `{fraction}` lässt sich noch kürzen.",
    "common-factor-left": "Der Wert stimmt, aber `{fraction}` lässt sich noch mit `{factor}` kürzen.",
    "root-in-denominator": "Der Wert stimmt, aber im Nenner von `{fraction}` steht noch eine Wurzel.",
    "not-a-single-fraction": "Der Wert stimmt, aber das ist nicht ein einziger Bruch[[: `{part}`]].",
    "not-partial-fractions": "Der Wert stimmt, aber `{part}` lässt sich noch zerlegen.",
    "square-not-completed": "Der Wert stimmt, aber das Quadrat ist nicht ergänzt[[: `{part}`]].",
    "not-as-written": "Der Wert stimmt, aber er steht nicht in der verlangten Form da.",
    "not-evaluated": "Der Wert stimmt, ist aber noch nicht ausgerechnet[[: {word} steht noch da]].",
    "arithmetic-left": "Der Wert stimmt, aber `{part}` lässt sich noch ausrechnen.",
    "decimal-left": "Der Wert stimmt, aber `{number}` ist eine Dezimalzahl: gib ihn genau an.",
    "near-sign": "Nur das Vorzeichen ist anders.",
    "near-factor": "Das ist ein Vielfaches dessen, was es sein sollte[[: das `{factor}`-Fache]].",
    "near-constant": "Das weicht um eine Konstante von dem ab, was es sein sollte[[: `{constant}`]].",
    "near-reciprocal": "Das ist der Kehrwert dessen, was es sein sollte.",
    "near-derivative": "Das ist die Ableitung nach `{variable}` dessen, was es sein sollte.",
    "near-antiderivative": "Das ist eine Stammfunktion, in `{variable}`, dessen, was es sein sollte.",
    "near-inner-derivative": "Ein Faktor[[ `{factor}`]] fehlt oder ist zu viel: schau auf die innere Ableitung der Kettenregel.",
    "near-degrees": "Das sieht nach Grad statt Bogenmaß aus, oder umgekehrt.",
    "near-swapped": "`{first}` und `{second}` haben die Plätze getauscht.",
}
