"""Sentences on answers whose checking was broken off."""

SENTENCES: dict[str, str] = {
    "checking-broke-off": "Checking this answer broke off ({why}), so a person decides.",
    "page-broke-off": "This page could not be made in full ({why}): it shows the marks alone. They are not changed by that.",
    "handin-unread": "This hand-in could not be read: a person will look at the file.",
}
