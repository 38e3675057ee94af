"""Sätze, die zu keinem einzelnen Raum gehören."""

SENTENCES: dict[str, str] = {
    "general": "Ein Hinweis des Programms: {words}[[ ({data})]].",
}
