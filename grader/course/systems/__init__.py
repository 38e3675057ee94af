"""The layouts, in the order in which they are tried. Each only says whose a file is; which counts is decided in
`course.collect`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from grader.course.model import Entry, Owner
from grader.course.systems import canvas, files, gradescope, moodle


class System(Protocol):
    """A module of this shelf."""

    @property
    def NAME(self) -> str:
        """What people call the layout."""

    def owners(self, entries: Sequence[Entry]) -> list[Owner | None] | None:
        """For each entry whose it is (None: nobody's), or None where the entries are not laid out like this."""


SYSTEMS: tuple[System, ...] = (moodle, gradescope, canvas, files)
"""The last one takes whatever no other does."""
