"""What the page's addresses take and give, for pydantic and `/openapi.json`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from grader.limits import PART_CHARACTERS
from grader.web.guard import BODY_BYTES


class Typed(BaseModel):
    """A text for one part, as typed into the page."""

    part: Annotated[str, Field(max_length=200)]
    text: Annotated[str, Field(max_length=PART_CHARACTERS)]


class Dropped(BaseModel):
    """A file dropped on the page, in base 64. Its name only says which format it is."""

    name: Annotated[str, Field(max_length=400)]
    data: Annotated[str, Field(max_length=BODY_BYTES)]


class Asked(BaseModel):
    """A part with its question as HTML."""

    part: str
    points: str
    question: str


class Parts(BaseModel):
    """The assignment as a student sees it."""

    title: str
    language: str
    parts: list[Asked]


class Found(BaseModel):
    """What was found in a statement, an `error`, an `assumption` or a `note`, and the characters it is about."""

    level: str
    text: str
    start: int | None
    end: int | None


class Statement(BaseModel):
    """A statement as it is read: MathML, and typed plainly. `goes_on`: it continues the one before."""

    line: int
    text: str
    goes_on: bool
    mathml: str
    read_as: str
    findings: list[Found]


class Reading(BaseModel):
    """How a text is read. `message` stands alone where the check broke off."""

    lines: list[Statement]
    message: str | None = None


class Marked(BaseModel):
    """One part: `correct`, `partial`, `incorrect`, `unreadable`, `undecided` or `missing`. Points are exact, and
    null where a person decides; `html` is its section of a report."""

    part: str
    outcome: str
    points: str | None
    max_points: str
    full: bool
    html: str


class Checked(BaseModel):
    """What came of a check, as far as the exercise reveals it. `message` stands alone where the check broke off."""

    points: str
    max_points: str
    open_points: str
    parts: list[Marked]
    notes: list[str] = []
    message: str | None = None


class Attempt(BaseModel):
    """An earlier text for a part."""

    text: str
    outcome: str
    points: str | None
    at: str


class Problem(BaseModel):
    """Why there is no other reply, as a sentence."""

    problem: str
