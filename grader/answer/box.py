"""Boxes that only an answer opens: the key is a slow hash (scrypt) of the answer's fingerprint.

Nothing here is cryptography of our own: scrypt is the standard library's, the box is Fernet of `cryptography`
(AES-128-CBC, authenticated by HMAC-SHA256), so that a wrong key is told from a right one.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any

from grader.equivalence.fingerprint import SIGNED, WORLDS, Fingerprint
from grader.errors import GraderError, how_to_install
from grader.late import dataclass

COST, MOST_COST, LEAST_COST = 16, 18, 4
"""scrypt with n = 2^COST, r = 8, p = 1 takes 2^(COST + 10) bytes: 64 MiB, some 0.2 s. 4 is for tests."""
PADDING = 512
MISSING = f"These exercises are sealed, and cryptography is missing to open them: {how_to_install('seal')}."


@dataclass(frozen=True, slots=True)
class Seal:
    """What all boxes of one answer share; all of it is public."""

    salt: str
    points: str
    """The seed of the worlds in which fingerprints are taken."""
    cost: int


@dataclass(frozen=True, slots=True)
class Box:
    """`worlds` says by 1 which marks make the key."""

    worlds: str
    text: str

    def open(self, seal: Seal, found: Fingerprint) -> list[dict[str, Any]] | None:
        """What is in it; None where this answer is not the key, or has no value in one of the worlds."""
        marks = chosen(found, self.worlds)
        if marks is None:
            return None
        from cryptography.fernet import Fernet, InvalidToken

        try:
            data = Fernet(key(marks, seal)).decrypt(self.text.encode())
        except InvalidToken:
            return None
        held: list[dict[str, Any]] = json.loads(data)
        return held


def worlds_of(found: Fingerprint) -> str:
    """The worlds whose marks make the key of a right answer: with a value, and without letters that an author
    may have meant as positive, if there are such."""
    usual = "".join("01"[bool(m) and WORLDS[k].undeclared not in SIGNED] for k, m in enumerate(found.marks))
    return usual if "1" in usual else "".join("01"[bool(mark)] for mark in found.marks)


def chosen(found: Fingerprint, worlds: str) -> tuple[str, ...] | None:
    """The marks in these worlds, or None where one has no value."""
    marks = tuple(mark for mark, wanted in zip(found.marks, worlds, strict=True) if wanted == "1")
    return marks if all(marks) else None


def size(entries: list[dict[str, Any]]) -> int:
    """The bytes of a box that holds them, rounded up."""
    length = len(_packed(entries))
    return length + -length % PADDING


def _packed(entries: list[dict[str, Any]]) -> bytes:
    return json.dumps(entries, ensure_ascii=False).encode()


def close(entries: list[dict[str, Any]], found: Fingerprint, seal: Seal, length: int) -> Box:
    """The entries in a box of this length that answers with this fingerprint open."""
    try:
        from cryptography.fernet import Fernet
    except ImportError as fault:
        raise GraderError(MISSING) from fault
    worlds = worlds_of(found)
    marks = chosen(found, worlds)
    assert marks is not None
    return Box(worlds, Fernet(key(marks, seal)).encrypt_at_time(_packed(entries).ljust(length), 0).decode())


@lru_cache(maxsize=256)
def key(marks: tuple[str, ...], seal: Seal) -> bytes:
    """The key that a fingerprint makes; slow on purpose."""
    n = 1 << seal.cost
    word, salt = "\0".join(marks).encode(), bytes.fromhex(seal.salt)
    found = hashlib.scrypt(word, salt=salt, n=n, r=8, p=1, maxmem=n * 1024 + (1 << 20), dklen=32)
    return base64.urlsafe_b64encode(found)
