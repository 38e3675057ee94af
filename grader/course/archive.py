"""A zip archive of a class, read without unpacking: members are checked by name, kind and place, and inflated in
memory through a reader that counts what comes out, whatever the archive claims.

Archives that are no plain list of files are refused as a whole (too many members, overlapping ones, see D. Fifield,
"A better zip bomb", 2019); members that could be taken for something else are refused by name.
"""

from __future__ import annotations

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from grader.errors import GraderError, SubmissionError
from grader.late import dataclass
from grader.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_MEMBERS,
    ARCHIVE_NAME_BYTES,
    ARCHIVE_RATIO,
    SUBMISSION_BYTES,
)
from grader.submission.opening import shown

END, TAIL = b"PK\x05\x06", 22
LOCAL, LOCAL_BYTES = b"PK\x03\x04", 30
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
CHUNK = 1 << 16
SMALL = 100_000
"""Members that unpack to less than this may be packed as tightly as they like."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: where its packed bytes are, and what the archive says of them."""

    name: str
    offset: int
    packed: int
    size: int
    method: int
    crc: int

    def read(self, archive: Path) -> bytes:
        """The unpacked bytes: at most what was promised, and checked. SubmissionError or OSError where not."""
        with open(archive, "rb") as file:
            file.seek(self.offset)
            head = file.read(LOCAL_BYTES)
            if len(head) < LOCAL_BYTES or head[:4] != LOCAL:
                raise self._damaged()
            file.seek(sum(struct.unpack("<26x2H", head)), os.SEEK_CUR)
            packed = file.read(self.packed)
        data = packed if self.method == STORED else self._inflate(packed)
        if len(data) > self.size:
            raise SubmissionError(f"{shown(self.name)} holds more than the archive says: it was not read further.")
        if len(data) < self.size or zlib.crc32(data) != self.crc:
            raise self._damaged()
        return data

    def _inflate(self, packed: bytes) -> bytes:
        """One byte more than promised is enough to know that the promise was false."""
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return inflater.decompress(packed, self.size + 1)
        except zlib.error as fault:
            raise self._damaged() from fault

    def _damaged(self) -> SubmissionError:
        return SubmissionError(f"{shown(self.name)} is damaged inside the archive.")


@dataclass(frozen=True, slots=True)
class Listing:
    """The members that may be read, in the archive's order, and why others may not."""

    members: tuple[Member, ...]
    refused: tuple[tuple[str, str], ...]


def listing(archive: Path) -> Listing:
    """What an archive holds. GraderError, with a sentence, where it must not be opened at all."""
    try:
        if _claimed(archive) > ARCHIVE_MEMBERS:
            raise _too_many()
        with zipfile.ZipFile(archive) as opened:
            found = opened.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, struct.error, ValueError, EOFError) as fault:
        raise GraderError("it is damaged, or no zip archive: download it again.") from fault
    except (OSError, NotImplementedError) as fault:
        raise GraderError(f"it cannot be opened ({getattr(fault, 'strerror', '') or fault}).") from fault
    if len(found) > ARCHIVE_MEMBERS:
        raise _too_many()
    if _overlap(found):
        raise GraderError("it was refused: its members overlap, which no course system writes.")
    if sum(one.file_size for one in found) > ARCHIVE_BYTES:
        raise GraderError(f"it was refused: it unpacks to more than {ARCHIVE_BYTES >> 20} MB.")
    return _sorted_out([one for one in found if not one.is_dir()])


def _too_many() -> GraderError:
    return GraderError(f"it was refused: it holds more than {ARCHIVE_MEMBERS:,} members.")


def _claimed(archive: Path) -> int:
    """How many members the end of the archive announces, known before anything is read of them."""
    with open(archive, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - CHUNK - TAIL))
        tail = file.read()
    at = tail.rfind(END)
    return int(struct.unpack_from("<H", tail, at + 10)[0]) if 0 <= at <= len(tail) - TAIL else 0


def _overlap(found: list[zipfile.ZipInfo]) -> bool:
    reached = -1
    for one in sorted(found, key=lambda one: one.header_offset):
        if one.header_offset < reached:
            return True
        reached = one.header_offset + LOCAL_BYTES + one.compress_size
    return False


def _sorted_out(found: list[zipfile.ZipInfo]) -> Listing:
    members: list[Member] = []
    refused: list[tuple[str, str]] = []
    clashes = set(_clashes([one.filename for one in found]))
    for one in found:
        name = one.filename
        why = unfit(name) or _unfit_member(one)
        if not why and _same(name) in clashes:
            why = "another member has the same name, or one that a computer may take for it: neither was taken."
        if why:
            refused.append((shown(name), why))
            continue
        members.append(
            Member(name, one.header_offset, one.compress_size, one.file_size, one.compress_type, one.CRC)
        )
    return Listing(tuple(members), tuple(refused))


def _clashes(names: list[str]) -> Iterator[str]:
    """Names that stand twice, or are a file here and a folder there."""
    counted = Counter(map(_same, names))
    for name in counted:
        if counted[name] > 1:
            yield name
        pieces = name.split("/")
        for n in range(1, len(pieces)):
            if (above := "/".join(pieces[:n])) in counted:
                yield above
                yield name


def _same(name: str) -> str:
    """Names that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def unfit(name: str) -> str:
    """Why a member of that name is refused; empty where it is not. Blanks and accents are fine."""
    pieces = name.split("/")
    if not name or len(name.encode(errors="replace")) > ARCHIVE_NAME_BYTES:
        return "its name is too long."
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        return "its name holds control characters."
    if name.startswith("/") or "\\" in name or (len(name) > 1 and name[1] == ":"):
        return "its name is no plain path inside the archive."
    if any(piece in ("", ".", "..") for piece in pieces):
        return "its name leads out of its folder."
    return ""


def _unfit_member(one: zipfile.ZipInfo) -> str:
    mode = one.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link or a device, not a file."
    if one.flag_bits & 0x1:
        return "it is password-protected."
    if one.compress_type not in (STORED, DEFLATED):
        return "it is packed by a method that I do not read."
    if one.file_size > SUBMISSION_BYTES:
        return f"it is larger than {SUBMISSION_BYTES >> 20} MB, the most that is read."
    if one.file_size > SMALL and one.file_size > ARCHIVE_RATIO * max(one.compress_size, 1):
        return f"it unpacks to more than {ARCHIVE_RATIO} times its size."
    return ""
