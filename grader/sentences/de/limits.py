"""Jede Grenze aus `grader.limits`, an die eine Prüfung stieß."""

SENTENCES: dict[str, str] = {
    "limit-met": "Ich bin an eine Grenze gestoßen ({limit}), bevor ich entscheiden konnte: das tut ein Mensch.",
    "limit-met limit=ANSWER_SECONDS": "Die Prüfung dauerte zu lange (Grenze ANSWER_SECONDS): ein Mensch entscheidet.",
    "limit-met limit=DEPTH": "Das ist mir zu tief verschachtelt (Grenze DEPTH): ein Mensch entscheidet.",
    "limit-met limit=EXACT_BITS": "Die Zahlen werden mir hier zu groß (Grenze EXACT_BITS): ein Mensch entscheidet.",
    "limit-met limit=POLYNOMIAL_TERMS": (
        "Ausgeschrieben hat das zu viele Terme (Grenze POLYNOMIAL_TERMS): ein Mensch entscheidet."
    ),
    "limit-met limit=POLYNOMIAL_DEGREE": (
        "Die Potenzen sind mir hier zu hoch (Grenze POLYNOMIAL_DEGREE): ein Mensch entscheidet."
    ),
    "limit-met limit=FREE_SYMBOLS": (
        "Hier stehen mehr Buchstaben, als ich variieren kann (Grenze FREE_SYMBOLS): ein Mensch entscheidet."
    ),
    "limit-met limit=STATEMENTS": "Hier stehen mehr Zeilen, als ich prüfen kann (Grenze STATEMENTS): ein Mensch entscheidet.",
    "answer-too-long": "Das ist länger als die {most} Zeichen, die ich lese (Grenze {limit}): gib ab, was zählt.",
    "limit": "Ich bin an eine Grenze gestoßen ({limit}), bevor ich entscheiden konnte: das tut ein Mensch.",
}
