"""Archives and folders made for the tests; all names are invented."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

TEXT = "# Exercise 1\n\na) $2$\n\nb) $x^2 + 2x + 1$\n"

EXERCISE = """
exercise: "1"
title: Small things
notation:
  variables: {x: real}
parts:
  a:
    question: What is $1 + 1$?
    points: 2
    answer: {kind: number, expected: 2}
  b:
    question: Expand $(x + 1)^2$.
    points: 3
    answer: {kind: expression, expected: x^2 + 2*x + 1}
"""


def zipped(path: Path, members: dict[str, str | bytes], mode: int = 0o100600) -> Path:
    """An archive of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return path


def lying(path: Path, name: str, data: bytes, claimed: int) -> Path:
    """An archive of one member that says that it is `claimed` bytes long."""
    zipped(path, {name: data})
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", claimed)
    raw[at + 16 : at + 20] = struct.pack("<I", zlib.crc32(data[:claimed]))
    path.write_bytes(raw)
    return path


def overlapping(path: Path) -> Path:
    """Two members of the directory that are one in the file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("a/hw.md", TEXT)
        made.writestr("b/hw.md", TEXT)
    raw = bytearray(buffer.getvalue())
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 4)
    raw[second + 42 : second + 46] = struct.pack("<I", 0)
    path.write_bytes(raw)
    return path


def folder(root: Path, files: dict[str, str | bytes]) -> Path:
    """A folder of these files."""
    for name, data in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root
