"""Canvas's submissions archive: a flat list of `{name}_[LATE_]{user}_{attachment}_{file}`; typed text is
`{name}_[LATE_]{user}_text.html`. (Layout: `lib/content_zipper.rb` of Canvas.)"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.course.model import Entry, Owner

NAME = "Canvas's archive"
PLACE = re.compile(
    r"(?:(?P<name>.*?)_)??(?P<late>LATE_)?(?P<user>\d{1,18}|anon_[^_]{1,40})_"
    r"(?:(?P<attachment>\d{1,18})_(?P<file>.+)|(?P<entry>text|link)\.html)"
)


def owners(entries: Sequence[Entry]) -> list[Owner | None] | None:
    """Of each file its user. Only where every file is named like this: such names are rare, but not impossible."""
    if not entries or any(len(entry.parts) != 1 for entry in entries):
        return None
    found = [_owner(entry.parts[0]) for entry in entries]
    return None if None in found else found


def _owner(name: str) -> Owner | None:
    match = PLACE.fullmatch(name)
    if match is None:
        return None
    user = match["user"]
    return Owner(
        label=" ".join(filter(None, (match["name"], user))),
        system="canvas",
        name=match["name"] or "",
        number=user if user.isdigit() else "",
        late=bool(match["late"]),
        folder=name.rpartition(".")[0] or name,
        webtext=match["entry"] == "text",
    )
