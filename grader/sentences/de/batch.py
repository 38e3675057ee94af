"""Sätze über Antworten, deren Prüfung abgebrochen wurde."""

SENTENCES: dict[str, str] = {
    "checking-broke-off": "Die Prüfung dieser Antwort brach ab ({why}); ein Mensch entscheidet.",
    "page-broke-off": "Diese Seite ließ sich nicht ganz herstellen ({why}): sie zeigt nur die Punkte. An ihnen ändert das nichts.",
    "handin-unread": "Diese Abgabe war nicht zu lesen: ein Mensch sieht sich die Datei an.",
}
