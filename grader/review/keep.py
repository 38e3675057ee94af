"""Decisions into `review.yaml`: one more at the end of the file, the others untouched."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from grader.errors import GraderError
from grader.exercise.model import Decision
from grader.limits import EXERCISE_BYTES
from grader.marking.decisions import mark
from grader.report.formats.data import exact

HEAD = (
    "# What people have decided. Each decision holds for every equal answer, now and later; the last one counts.\n"
    "# Written by `grader review`; may be edited by hand.\n"
    "decisions:\n"
)
LONG = 400


def decision(part: str, answer: str, said: str, points: Fraction, comment: str, around: str = "") -> Decision:
    """A decision on an answer. One that is long, or that no line can show, is known by its digest."""
    if _is_short(said) and _is_short(around):
        return Decision(part, points, comment, answer, said, around)
    return Decision(part, points, comment, answer, digest=mark(said, around))


def _is_short(text: str) -> bool:
    return len(text) <= LONG and all(map(_plain, text)) and text == text.strip()


def keep(file: Path, made: Decision, said: str = "") -> None:
    """Adds a decision; `said` is shown where only its digest is kept. GraderError where that cannot be done."""
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else HEAD
        if not text.strip():
            text = HEAD
        text = text if text.endswith("\n") else text + "\n"
        text += entry(made, said)
        if len(text.encode()) > EXERCISE_BYTES:
            raise GraderError(f"{file} is full: {EXERCISE_BYTES >> 10} KiB are the most that is read.")
        _write(file, text.encode())
    except (OSError, UnicodeError) as fault:
        raise GraderError(f"I cannot write {file}: {getattr(fault, 'strerror', None) or fault}.") from fault


def entry(made: Decision, said: str = "") -> str:
    """One decision as YAML. Every text is quoted: what a student wrote is never YAML."""
    shown = [("part", made.part), ("answer", made.answer), ("student", made.student), ("text", made.text),
             ("around", made.around), ("digest", made.digest), ("points", exact(made.points) or "0"),
             ("comment", made.comment)]  # fmt: skip
    lines = [f"{key}: {quoted(text)}" for key, text in shown if text]
    begins = f"  # {quoted(said[:80])} ...\n" if made.digest and said else ""
    return begins + "  - " + "\n    ".join(lines) + "\n"


def quoted(text: str) -> str:
    """A line in single quotes, in which YAML knows no escapes. What shows nothing is replaced."""
    shown = "".join(char if _plain(char) else " " if char in "\n\t" else "?" for char in text)
    return "'" + shown.replace("'", "''") + "'"


def _plain(char: str) -> bool:
    return char == " " or (char.isprintable() and unicodedata.category(char) not in ("Cf", "Co", "Cs"))


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
        os.chmod(name, file.stat().st_mode if file.exists() else 0o644)
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
