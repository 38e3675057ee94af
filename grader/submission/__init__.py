"""From a student's file to the answers in it: `read` cuts a file into blocks, `segment.place` finds the parts."""

from __future__ import annotations

from pathlib import Path

from grader.errors import SubmissionError
from grader.limits import DOCUMENT_CHARACTERS
from grader.submission.formats import READERS
from grader.submission.model import Block, Document, Placement
from grader.submission.opening import decode, file_bytes, shown
from grader.submission.segment import place

__all__ = ["Block", "Document", "Placement", "SubmissionError", "place", "read", "read_data"]


def read(path: Path | str) -> Document:
    """The blocks of one file. SubmissionError, with a sentence for its author, only where nothing can be read;
    whatever else is odd stands in `notes`. Nothing in the file is executed, opened or fetched."""
    path = Path(path)
    return read_data(file_bytes(path), path.name)


def read_data(data: bytes, name: str) -> Document:
    """As `read`, for the bytes of a file of that name (a member of an archive)."""
    path = Path(name)
    opened = decode(data, shown(name))
    suffix = path.suffix.lower()
    reader = next((reader for reader in READERS if reader.claims(suffix, opened.text)), READERS[-1])
    if len(opened.text) > DOCUMENT_CHARACTERS and reader.NAME != "notebook":
        raise _too_long(path)
    document = reader.read(opened.text, path.stem)
    if len(document.text) > DOCUMENT_CHARACTERS:
        raise _too_long(path)
    return Document(
        document.source,
        document.format,
        document.text,
        document.blocks,
        (*opened.notes, *document.notes),
        document.members,
        document.cells,
    )


def _too_long(path: Path) -> SubmissionError:
    limit = f"{DOCUMENT_CHARACTERS:,} characters"
    return SubmissionError(f"{shown(path.name)} holds more than {limit}, the most that is read.")
