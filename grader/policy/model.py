"""The rules of a course, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from typing import Literal

from grader.late import dataclass, field
from grader.policy.people import People

Every = Literal["hour", "day", "once"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Late:
    """What coming late costs: an `amount` of points, or that share of `of`, for each started `every`."""

    amount: Fraction
    share: bool
    every: Every = "day"
    of: Literal["maximum", "earned"] = "maximum"
    at_most: Fraction | None = None
    """As `amount`: the most that is taken off."""
    nothing_after: timedelta | None = None
    """From so long after the time on, a hand-in earns nothing."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a `policy.yaml` says; what it does not say costs nothing."""

    due: datetime | None = None
    zone: tzinfo | None = None
    grace: timedelta = timedelta(0)
    late: Late | None = None
    extensions: Mapping[str, datetime] = field(default_factory=dict)
    """When it is due for a student, by any name that the roster or the course system knows (casefolded)."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The name of a group -> its members."""
    roster: People | None = None
    times: People | None = None
    salt: bytes = b""
    """Reports go out under pseudonyms made with it; empty: under names."""
    register: str = ""
    """With pseudonyms: the file, beside the salt, that says who is who."""
