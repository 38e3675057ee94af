"""Was das Bewertungsschema sagt."""

SENTENCES: dict[str, str] = {
    "nothing-handed-in": "Zu dieser Teilaufgabe habe ich in der Abgabe keine Antwort gefunden.",
    "answer-withdrawn": "Etwas nimmt hier die Antwort zurück oder stellt sie in Frage: ein Mensch liest, was gemeint ist.",
    "only-question": "Hier steht die Aufgabe, und keine Antwort darauf.",
    "all-quoted": "Alles, was hier steht, ist als Zitat gekennzeichnet (Zeile {line}): ein Mensch sieht nach, ob es deine Antwort ist.",
    "summed-otherwise": "Zeile {line} nennt für diesen Teil ein anderes Ergebnis als er selbst: ein Mensch sieht nach, was gilt.",
    "answers-others": "Zeile {line} unter diesem Teil beantwortet einen anderen: ein Mensch sieht nach, was wohin gehört.",
    "taken-back-elsewhere": "Zeile {line} sagt, dass dieser Teil falsch ist, oder korrigiert ihn: ein Mensch sieht nach, was gilt.",
    "names-another-part": "Hier ist von einem anderen Teil die Rede, zu dem ich keine Antwort fand, oder von einer Korrektur: ein Mensch sieht nach, was wozu gehört.",
    "printed-otherwise": "Wegen `{command}` wird etwas anderes gedruckt, als ich lese: ein Mensch sieht den gedruckten Text an.",
    "perhaps-elsewhere": "Unter einer Bezeichnung dieses Teils fand ich keine Antwort, aber in deiner Abgabe steht "
    "etwas, das ich keinem Teil zuordnen konnte. Ein Mensch sieht nach, ob es hierher gehört.",
    "label-missing": "Unter einer Bezeichnung dieses Teils fand ich keine Antwort. Etwas in deinem Dokument steht unter"
    " keiner: gehört es hierher, dann schreibe die Bezeichnung davor.",
    "value-for-several": "`{value}` steht hier einmal, gefragt war mehreres: ein Mensch sieht nach, worauf es antwortet.",
    "value-of-another": "`{value}` steht hier für `{said}`, gefragt war anderes: ein Mensch sieht nach, ob es gemeint ist.",
    "numbered-otherwise": "Jeder Wert stimmt unter einer anderen Nummer: ein Mensch entscheidet, ob die Reihenfolge frei"
    " war.",
    "values-exchanged": "Das ist der Wert des anderen, nach dem gefragt war: die beiden sind vertauscht.",
    "answered-twice": (
        "Diese Teilaufgabe ist mehrfach beantwortet (Zeilen {lines}). Ich wähle nicht aus: das entscheidet ein Mensch."
    ),
    "carried-from": (
        "Dein Wert aus Teil {part} war falsch, aber du rechnest hier richtig damit weiter: mit `{value}` komme ich auf"
        " dasselbe, und der Fehler kostet nicht zweimal."
    ),
    "carried-partly": (
        "Dein Wert aus Teil {part} war falsch. Hier habe ich mit ihm (`{value}`) geprüft, damit derselbe Fehler nicht"
        " zweimal kostet."
    ),
    "carried-easier": "Mit deinem früheren Wert bleibt hier wenig zu tun: was das wert ist, entscheidet ein Mensch.",
    "foreseen-mistake": "Mit dieser Antwort hat die Lehrperson gerechnet und sagt etwas dazu.",
    "decided-by-person": "Diese Antwort hat ein Mensch angesehen und bewertet.",
    "outcome-correct": "Das stimmt.",
    "outcome-partial": "Das stimmt zum Teil.",
    "outcome-incorrect": "Das stimmt noch nicht.",
    "outcome-undecided": "Das konnte ich nicht entscheiden: das tut ein Mensch.",
}
