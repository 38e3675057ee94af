"""The readers, in the order in which they are asked. A reader only cuts a file into blocks with positions."""

from __future__ import annotations

from typing import Protocol

from grader.submission.formats import fields, markdown, notebook, tex, text
from grader.submission.model import Document


class Reader(Protocol):
    """A module of this shelf."""

    @property
    def NAME(self) -> str:
        """What the format is called."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:
        """The endings of its files, in lower case."""

    def claims(self, suffix: str, text: str) -> bool:
        """Whether to read a file with this suffix and text."""

    def read(self, text: str, source: str) -> Document:
        """The blocks of the text; `source` is the file's name without its suffix."""


READERS: tuple[Reader, ...] = (tex, notebook, fields, text, markdown)
"""The last one reads what no other claims."""
