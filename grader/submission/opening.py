"""Open one file that a student wrote: regular, small enough, and text. Never follows a link, never blocks."""

from __future__ import annotations

import codecs
import os
import stat
import unicodedata
from pathlib import Path

from grader.errors import SubmissionError
from grader.late import dataclass
from grader.limits import SUBMISSION_BYTES
from grader.values import Finding

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"RIFF", "a media file (RIFF)"),
    (b"II*\x00", "an image (TIFF)"),
    (b"MM\x00*", "an image (TIFF)"),
    (b"%PDF", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"PK\x03\x04", "a zip archive or an office document (Word, LibreOffice)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document (Word, Excel)"),
    (b"{\\rtf", "a rich-text file (RTF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)
"""How files begin that are no text, and what to call them."""

MARKUP = ("<!doctype html", "<html", "<?xml", "<svg")
CONTROLS = frozenset(chr(code) for code in range(32)) - {"\n", "\t"} | {"\x7f"}
FOREIGN_SHARE = 0.1
"""A file of which more than this share cannot be read as text is no text."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of a file with `\\n` as the only line end, and what was odd in its bytes."""

    text: str
    notes: tuple[Finding, ...] = ()


def shown(name: str) -> str:
    """A name fit to be printed: no control or direction characters, at most 80 long."""
    kept = "".join(c if c.isprintable() and unicodedata.category(c) != "Cf" else "?" for c in name)
    return kept if len(kept) <= 80 else kept[:77] + "..."


def file_bytes(path: Path) -> bytes:
    """All bytes of a regular file that is small enough; SubmissionError with a sentence else."""
    name = shown(path.name)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if path.is_symlink():
            raise SubmissionError(f"{name} is a link and was not opened; hand in the file itself.")
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "no such file"
        raise SubmissionError(f"{name} cannot be opened ({reason.lower()}).") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise SubmissionError(f"{name} is not a regular file and was not read.")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > SUBMISSION_BYTES:
            raise SubmissionError(f"{name} is larger than {SUBMISSION_BYTES >> 20} MB, the most that is read.")
        try:
            data = file.read(SUBMISSION_BYTES + 1)
        except OSError as error:
            raise SubmissionError(f"{name} cannot be read.") from error
    if len(data) > SUBMISSION_BYTES:
        raise SubmissionError(f"{name} is larger than {SUBMISSION_BYTES >> 20} MB, the most that is read.")
    return data


def decode(data: bytes, name: str) -> Opened:
    """The text in `data`: UTF-8, or UTF-16 by its mark. What is no character is marked and reported."""
    for start, what in SIGNATURES:
        if data.startswith(start):
            raise SubmissionError(
                f"{name} is {what}, not text. Hand in Markdown, LaTeX, plain text, a notebook or YAML."
            )
    notes: list[Finding] = []
    encoding = "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\x00" in data[:4000] and data.count(b"\x00") > len(data) // 4:
        _refuse_binary(data, name)
    text = _decode(data.removeprefix(codecs.BOM_UTF8), encoding, len(data), notes)
    text = text.replace("\r\n", "\n")
    for end in ("\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"):
        text = text.replace(end, "\n")
    text = _without_controls(text, notes)
    if text.count("\ufffd") > max(20.0, FOREIGN_SHARE * len(text)):
        raise SubmissionError(f"{name} is not a text file (too much of it is no UTF-8 text).")
    if text.lstrip()[:200].lower().startswith(MARKUP):
        raise SubmissionError(
            f"{name} is a web page (HTML or XML), not a hand-in. Save it as Markdown or plain text."
        )
    return Opened(text, tuple(notes))


def _refuse_binary(data: bytes, name: str) -> None:
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    if max(even, odd) > 4 * min(even, odd) + 4:
        raise SubmissionError(f"{name} looks like UTF-16 without its mark. Save it as UTF-8.")
    raise SubmissionError(f"{name} is not a text file (NUL bytes, the first at byte {data.index(0)}).")


def _decode(data: bytes, encoding: str, size: int, notes: list[Finding]) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        first = error.start + (size - len(data))
    text = data.decode(encoding, errors="replace")
    at = text.find("\ufffd")
    where = (("byte", str(first)), ("line", str(text.count("\n", 0, max(at, 0)) + 1)))
    notes.append(Finding("not-utf8", "error", None, where))
    return text


INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Characters that show nothing, or turn the direction of writing."""


def _without_controls(text: str, notes: list[Finding]) -> str:
    """Control characters are replaced by the sign for an unreadable one; invisible ones are only reported."""
    for code, chars in (("control-character", CONTROLS), ("invisible-character", INVISIBLE)):
        if present := chars.intersection(text):
            first = min(text.index(char) for char in present)
            line = text.count("\n", 0, first) + 1
            notes.append(
                Finding(code, "error", None, (("character", f"U+{ord(text[first]):04X}"), ("line", str(line))))
            )
            if chars is CONTROLS:
                text = text.translate({ord(char): "\ufffd" for char in present})
    return text
