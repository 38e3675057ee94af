"""Times and durations as people and course systems write them. What is not understood is not known: nothing is
guessed, and nothing is taken off for it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from grader.late import pattern

ISO = pattern(
    r"(\d{4})-(\d\d?)-(\d\d?)[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?", re.I
)
MONTHS = {
    name: n
    for n, names in enumerate(
        "january,januar,jan february,februar,feb march,märz,mar,mär april,apr may,mai june,juni,jun july,juli,jul "
        "august,aug september,sep,sept october,oktober,oct,okt november,nov december,dezember,dec,dez".split(),
        start=1,
    )
    for name in names.split(",")
}
CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?:\s*(?P<half>[AP])\.?M\.?)?"
WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
WORDY = (
    pattern(rf"{WEEKDAY}(?P<month>[^\W\d_]{{3,10}})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}),? +{CLOCK}", re.I),
    pattern(rf"{WEEKDAY}(?P<day>\d{{1,2}})\.? (?P<month>[^\W\d_]{{3,10}})\.?,? (?P<year>\d{{4}}),? +{CLOCK}", re.I),
)
"""Moodle, in English (`Wednesday, September 23, 2026, 9:00 PM`, `23 September 2026, …`) and in German."""
UNITS = {"minute": 60, "min": 60, "hour": 3600, "h": 3600, "day": 86_400, "d": 86_400, "week": 604_800}
DURATION = pattern(r"(\d{1,5})\s*([a-z]{1,7}?)s?", re.I)
LONGEST = 80


def moment(text: str, zone: tzinfo | None) -> datetime | None:
    """The instant that a text says, in the zone where it says none. An hour that the clock strikes twice is taken
    as the first. None where the text is no time, or says no zone and there is none."""
    text = " ".join(text[:LONGEST].replace("\u202f", " ").split())
    found = _iso(text) or _wordy(text)
    if found is None or (found.tzinfo is None and zone is None):
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _iso(text: str) -> datetime | None:
    match = ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        when = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        return when.replace(tzinfo=_offset(offset)) if offset else when
    except ValueError:
        return None


def _offset(text: str) -> tzinfo | None:
    return UTC if text.upper() in ("Z", "UTC") else datetime.strptime(text.replace(":", ""), "%z").tzinfo


def _wordy(text: str) -> datetime | None:
    for wording in WORDY:
        if (match := wording.fullmatch(text)) and (month := MONTHS.get(match["month"].casefold())):
            hour = int(match["hour"])
            if match["half"]:
                hour = hour % 12 + (12 if match["half"].upper() == "P" else 0)
            try:
                return datetime(int(match["year"]), month, int(match["day"]), hour, int(match["minute"]))
            except ValueError:
                return None
    return None


def duration(text: str) -> timedelta | None:
    """`15 minutes`, `36 hours`, `2 days`, `1 week`; None where it is none."""
    match = DURATION.fullmatch(text.strip())
    seconds = UNITS.get(match[2].casefold()) if match else None
    return timedelta(seconds=int(match[1]) * seconds) if match and seconds else None


def instant(when: datetime) -> datetime:
    """In UTC: differences of times in one zone would count the clock's own jumps."""
    return when.astimezone(UTC)
