"""Was die Regeln eines Kurses den Studierenden sagen."""

SENTENCES: dict[str, str] = {
    "late-each-day": (
        "{late} zu spät abgegeben. Für jeden angefangenen Tag werden [[{maximum} der Punkte des "
        "Blatts]][[{earned} der erreichten Punkte]][[{points} Punkte]] abgezogen[[, höchstens {most}]]: hier "
        "{taken}."
    ),
    "late-each-day points=1": (
        "{late} zu spät abgegeben. Für jeden angefangenen Tag wird {points} Punkt abgezogen[[, höchstens "
        "{most}]]: hier {taken}."
    ),
    "late-each-hour": (
        "{late} zu spät abgegeben. Für jede angefangene Stunde werden [[{maximum} der Punkte des "
        "Blatts]][[{earned} der erreichten Punkte]][[{points} Punkte]] abgezogen[[, höchstens {most}]]: hier "
        "{taken}."
    ),
    "late-each-hour points=1": (
        "{late} zu spät abgegeben. Für jede angefangene Stunde wird {points} Punkt abgezogen[[, höchstens "
        "{most}]]: hier {taken}."
    ),
    "late-once": (
        "[[{late} ]]zu spät abgegeben. Dafür werden [[{maximum} der Punkte des Blatts]][[{earned} der "
        "erreichten Punkte]][[{points} Punkte]] abgezogen[[, höchstens {most}]]: hier {taken}."
    ),
    "late-once points=1": (
        "[[{late} ]]zu spät abgegeben. Dafür wird {points} Punkt abgezogen[[, höchstens {most}]]: hier {taken}."
    ),
    "late-nothing": "{late} zu spät abgegeben: nach so langer Zeit zählt es nicht mehr.",
    "late-free": "{late} zu spät abgegeben; dafür wird nichts abgezogen.",
    "late-how-long-unknown": (
        "Laut Kurssystem kam das zu spät, aber nicht um wie viel: es wurde nichts abgezogen."
    ),
    "late-time-unknown": ("Wann das abgegeben wurde, ist hier nicht bekannt: es wurde nichts abgezogen."),
}
