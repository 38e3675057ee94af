"""Was neben den Zeilen einer Herleitung steht."""

SENTENCES: dict[str, str] = {
    "step-differs": "Das folgt nicht: {left} ist nicht gleich {right}[[. Die Seite davor ist immer gleich {left-equals}]][[, diese ist gleich {right-equals}]]",
    "step-not-near": "{left} liegt nicht nahe bei {right}: auch ungefähr stimmt das nicht.",
    "step-undecided": "Ich konnte nicht entscheiden, ob diese Zeile aus der vorigen folgt.",
    "relation-fails": "Das gilt nicht für alle Werte: {left} {relation} {right}.",
    "rounded-step": "Das stimmt, so weit die Stellen reichen.",
    "holds-nearly": "Das stimmt ungefähr.",
    "holds-at-point": "Das stimmt an der Stelle, nach der gefragt ist.",
    "carried-forward": "Das folgt aus dem, was vorher dasteht, auch wenn das falsch war: es behält seine Punkte.",
    "half-derivative": "Ich nehme an, dass der Zähler dieser Ableitung mit \\partial beginnt; das fehlt.",
    "two-final-values": "Hier stehen zwei verschiedene Ergebnisse, und ich weiß nicht, welches deine Antwort ist.",
    "no-formula-found": "Hier habe ich keine Formel gefunden, die ich prüfen könnte.",
}
