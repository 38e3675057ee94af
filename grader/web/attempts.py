"""What a student tried, kept in a small database in the student's own folder. It never leaves this machine."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

KEPT = 200
"""Attempts kept for one part; the oldest go."""
TABLE = """
create table if not exists attempt (
    id integer primary key, assignment text not null, part text not null, text text not null,
    outcome text not null, points text, at text not null default current_timestamp
)
"""
INDEX = "create index if not exists by_part on attempt (assignment, part)"


def place() -> Path:
    """Where attempts are kept: `GRADER_DATA`, else the user's folder for data of programs."""
    own = os.environ.get("GRADER_DATA") or os.environ.get("XDG_DATA_HOME")
    base = Path(own) if own else Path.home() / ".local" / "share"
    return base / "grader" / "attempts.sqlite"


class Attempts:
    """The attempts at one assignment, in one open file with one writer."""

    def __init__(self, path: Path, assignment: str) -> None:
        self._assignment = assignment
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = sqlite3.connect(path, timeout=2, check_same_thread=False)
        self._file.row_factory = sqlite3.Row
        with self._file:
            # An attempt is written within a millisecond: where the machine loses power the last ones may be gone.
            self._file.execute("pragma journal_mode = wal")
            self._file.execute("pragma synchronous = normal")
            self._file.execute(TABLE)
            self._file.execute(INDEX)

    def add(self, part: str, text: str, outcome: str, points: str | None) -> None:
        with self._file as file:
            file.execute(
                "insert into attempt (assignment, part, text, outcome, points) values (?, ?, ?, ?, ?)",
                (self._assignment, part, text, outcome, points),
            )
            file.execute(
                "delete from attempt where id in "
                "(select id from attempt where assignment = ? and part = ? order by id desc limit -1 offset ?)",
                (self._assignment, part, KEPT),
            )

    def of(self, part: str) -> list[dict[str, Any]]:
        """The attempts at a part, the newest first."""
        found = self._file.execute(
            "select text, outcome, points, at from attempt where assignment = ? and part = ? order by id desc",
            (self._assignment, part),
        )
        return [dict(row) for row in found]

    def forget(self) -> None:
        """All attempts at this assignment."""
        with self._file as file:
            file.execute("delete from attempt where assignment = ?", (self._assignment,))

    def close(self) -> None:
        self._file.close()
