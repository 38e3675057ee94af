"""Was in einer Abgabe nicht zugeordnet oder gelesen werden konnte."""

SENTENCES: dict[str, str] = {
    "disguised-label": "Zeile {line}: in „{label}“ steht ein Zeichen, das nur so aussieht. Tippe es neu.",
    "empty-part": "Zeile {line}: unter der Überschrift von Teil {part} steht nichts.",
    "exercises-by-order": "Keine Aufgabe hat eine Überschrift mit Nummer: ich nehme sie in der Reihenfolge, in der sie stehen.",
    "front-matter-ignored": "Die Zeilen zwischen --- am Anfang nennen {keys}: ich verwende sie nicht.",
    "front-matter-refused": "Die Zeilen zwischen --- am Anfang konnte ich nicht lesen und habe darunter weitergelesen.",
    "heading-missing": "Zeile {line}: das scheint zu Aufgabe {exercise} zu gehören, obwohl keine Überschrift es sagt.",
    "label-guessed": "Zeile {line}: ich nehme „{label}“ als Überschrift von Teil {part}.",
    "more-notes": "Es gibt {count} weitere solche Hinweise.",
    "no-exercise": "Zeile {line}: das steht unter keiner Aufgabe, ich habe es ausgelassen.",
    "not-placed": "Zeile {line}: ich fand keinen Teil, zu dem das gehört: „{text}“.",
    "part-too-long": "Zeile {line}: Teil {part} ist länger als {limit} Zeichen; ich lese nur den Anfang.",
    "part-twice": (
        "Zeile {line}: Teil {part} ist mehrfach beantwortet (Zeilen {lines}); ein Mensch entscheidet, was zählt."
    ),
    "quote-left-out": "Zeile {line}: ein Zitat nehme ich nicht als deine Antwort.",
    "student-ignored": "Die Datei nennt einen Namen; ich richte mich nach dem Dateinamen.",
    "unclosed-comment": "Zeile {line}: hier beginnt ein Kommentar, der nicht endet; was folgt, konnte ich nicht sehen.",
    "unclosed-fence": "Zeile {line}: hier beginnt ein Codeblock, der nicht endet: schließe ihn mit ```.",
    "unclosed-delimiter": "Hier öffnet {delimiter} eine Formel, und nichts schließt sie.",
    "unknown-exercise": "Zeile {line}: „{label}“ ist keine Aufgabe dieses Blatts[[ ({count} dieser Art)]].",
    "unknown-part": "Zeile {line}: Aufgabe {exercise} hat keinen Teil „{label}“.",
    "not-utf8": (
        "Ab hier ist die Datei kein UTF-8[[ (Byte {byte})]]: speichere sie als UTF-8. Ich habe gelesen, was ging."
    ),
    "yaml-alias": "Zeile {line}: Verweise (* und &) gibt es hier nicht: setze die Antwort in Anführungszeichen.",
    "yaml-broken": (
        "Zeile {line}: das kann ich nicht als YAML lesen[[ ({problem})]]: setze die Antwort in Anführungszeichen."
    ),
    "yaml-character": "Zeile {line}: hier steht ein unsichtbares Steuerzeichen: lösche es.",
    "yaml-colon": "Zeile {line}: in der Antwort steht ein Doppelpunkt: setze die Antwort in Anführungszeichen.",
    "yaml-deep": "Zeile {line}: das ist zu tief verschachtelt (Grenze {limit}).",
    "yaml-documents": "Zeile {line}: hier beginnt ein zweites Dokument (---): eine Datei enthält eine Abgabe.",
    "yaml-duplicate-key": "Zeile {line}: „{key}“ steht zweimal da[[ (zuerst in Zeile {first})]].",
    "yaml-key": "Zeile {line}: der Name eines Teils muss ein Wort wie 6.2a sein.",
    "yaml-not-fields": "Zeile {line}: eine Antwortdatei wird `6.2a: Antwort` geschrieben, Zeile für Zeile.",
    "yaml-tab": "Zeile {line}: hier steht ein Tabulator: YAML rückt mit Leerzeichen ein.",
    "yaml-tag": "Zeile {line}: was mit ! beginnt, ist für YAML eine Marke: setze die Antwort in Anführungszeichen.",
    "yaml-too-long": "Zeile {line}: das ist zu lang (Grenze {limit}).",
    "cell-skipped": "Zelle {cell} des Notebooks ist von einer Art, die ich nicht lese.",
    "cells-skipped": "Das Notebook hat mehr als {limit} Zellen; ich lese die ersten.",
    "unbalanced-brace": "Zeile {line}: eine geschweifte Klammer von {text} wird nie geschlossen.",
    "picture": "Zeile {line}: hier ist ein Bild. Bilder kann ich nicht ansehen: das kann ein Mensch.",
    "tex-command-ignored": "Zeile {line}: {text} führe ich nicht aus.",
    "after-end": "Zeile {line}: was nach dem Ende des Dokuments steht, wird nicht gelesen.",
    "label-twice": "Zeile {line}: „{label}“ steht zweimal da.",
}
