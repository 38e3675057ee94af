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
    "taken-positive": "Ich nehme {names} hier als positiv an.",
    "function-unknown": "Über {name} weiß ich nichts und konnte das nicht vergleichen: ein Mensch entscheidet.",
}
