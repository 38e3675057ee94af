"""Sentences on answers whose checking was broken off."""

SENTENCES: dict[str, str] = {
    "checking-broke-off": "Checking this answer broke off ({why}), so a person decides.",
    "handin-unread": "This hand-in could not be read: a person will look at the file.",
}
