"""Sentences of no one room."""

SENTENCES: dict[str, str] = {
    "general": "A remark of the program: {words}[[ ({data})]].",
}
