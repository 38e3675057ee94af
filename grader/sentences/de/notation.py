"""Wo das Lesen einer Formel endete, und was angenommen wurde."""

SENTENCES: dict[str, str] = {
    "control-character": "In dieser Formel steht ein unsichtbares Steuerzeichen: lösche es.",
    "look-alike-letter": "Dieses {letter} sieht nur aus wie ein lateinischer Buchstabe[[ (es ist {name})]]: tippe es neu.",
    "missing-operand": "Hier fehlt etwas[[ nach {after}]]: erwartet hätte ich eine Zahl, einen Buchstaben oder eine Klammer.",
    "too-deep": "Das ist mir zu tief verschachtelt (Grenze {limit}): schreibe es in kleineren Schritten.",
    "too-long": "Diese Formel ist mir zu lang (Grenze {limit}): schreibe sie in kleineren Schritten.",
    "unclosed-bracket": "Die Klammer {bracket}, die hier aufgeht, wird nie geschlossen.",
    "unexpected-token": "Bis hierher konnte ich lesen, dann kam unerwartet {token}.",
    "unknown-character": "Das Zeichen {character} kenne ich nicht.",
    "unknown-command": "{command} kenne ich nicht[[: war {suggestion} gemeint?]]",
}
