"""From a student's file to the answers in it: `read` cuts a file into blocks, `segment.place` finds the parts."""

from __future__ import annotations

from pathlib import Path

from grader.errors import SubmissionError
from grader.submission.formats import READERS
from grader.submission.model import Block, Document, Placement
from grader.submission.opening import open_text
from grader.submission.segment import place

__all__ = ["Block", "Document", "Placement", "SubmissionError", "place", "read"]


def read(path: Path | str) -> Document:
    """The blocks of one file. SubmissionError, with a sentence for its author, only where nothing can be read;
    whatever else is odd stands in `notes`. Nothing in the file is executed, opened or fetched."""
    path = Path(path)
    opened = open_text(path)
    suffix = path.suffix.lower()
    reader = next((reader for reader in READERS if reader.claims(suffix, opened.text)), READERS[-1])
    document = reader.read(opened.text, path.stem)
    return Document(
        document.source,
        document.format,
        document.text,
        document.blocks,
        (*opened.notes, *document.notes),
        document.members,
        document.cells,
    )
