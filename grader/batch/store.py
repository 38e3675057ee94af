"""Results kept from run to run: one result, one file, by the content of all that it depends on.

The store lies in the user's own cache folder, never beside the hand-ins, where a student could forge it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path

from grader.late import dataclass

KEPT_DAYS = 60
PACKED = 1
"""The quickest way to pack: pages and results shrink to a fifth."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results for one version of the exercises and the program; None keeps nothing."""

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        """What was kept under the key, if it is whole."""
        if self.folder is None or not key:
            return None
        try:
            seal, _, packed = (self.folder / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return zlib.decompress(packed) if seal == digest(packed).encode() else None

    def put(self, key: str, data: bytes) -> bool:
        """Keep data; False where that cannot be done. Then grading goes on without a store."""
        if self.folder is None or not key:
            return False
        try:
            packed = zlib.compress(data, PACKED)
            write(self.folder / key, digest(packed).encode() + b"\n" + packed)
        except OSError:
            return False
        return True


def open_store(exercises: str, fresh: bool = False) -> Store:
    """The store for exercises of this hash and the program as it is now; old ones are cleared away."""
    try:
        root = _root() / "results"
        folder = root / digest(exercises.encode(), program().encode())[:32]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.utime(folder)
    except (OSError, RuntimeError):  # No home, or one that cannot be written.
        return Store(None)
    _forget(root, keep=folder)
    if fresh:
        for file in folder.iterdir():
            with suppress(OSError):
                file.unlink()
    return Store(folder)


def digest(*pieces: bytes) -> str:
    """SHA-256 over pieces that cannot run into each other."""
    made = hashlib.sha256()
    for piece in pieces:
        made.update(len(piece).to_bytes(8, "big") + piece)
    return made.hexdigest()


def write(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file so that it is there whole or not at all: temporary name, then rename. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), mode)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


@cache
def program() -> str:
    """What the program is, to the byte: a result of other code is not taken for ours."""
    root = Path(__file__).parent.parent
    files = sorted(file for file in root.rglob("*") if file.suffix in (".py", ".yaml", ".html", ".css"))
    return digest(*(part for file in files for part in (str(file.relative_to(root)).encode(), file.read_bytes())))


def _root() -> Path:
    if chosen := os.environ.get("GRADER_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "grader"


def _forget(root: Path, keep: Path) -> None:
    """Clear away the stores that no run has opened for a while."""
    oldest = time.time() - KEPT_DAYS * 86_400
    for folder in root.iterdir():
        with suppress(OSError):
            if folder != keep and folder.stat().st_mtime < oldest:
                for file in folder.iterdir():
                    file.unlink()
                folder.rmdir()
