"""Which marks change when a class is graded again, and why: the last run's results beside those of this one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from grader.late import dataclass, field
from grader.report.clean import clean, cut

HEAD = b'{"id": '
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One part of one student. Points are as `results.json` has them; None where a person was to decide."""

    student: str
    part: str
    before: str | None
    after: str | None
    why: str

    def __str__(self) -> str:
        before, after = (said if said is not None else "open" for said in (self.before, self.after))
        return f"{clean(self.student)}  {self.part}  {before} -> {after}  {clean(cut(self.why))}".rstrip()


@dataclass(slots=True)
class Before:
    """The last run's `results.json`, one line a student. Lines that are the same are never parsed."""

    file: Path
    lines: dict[str, tuple[bytes, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Path) -> Before:
        """Nothing where there is no such file yet."""
        made = cls(file)
        if file.is_file():
            at = 0
            with open(file, "rb") as stream:
                for line in stream:
                    if line.startswith(HEAD) and (name := _name(line)) is not None:
                        made.lines[name] = (_mark(line), at)
                    at += len(line)
        return made

    def changes(self, line: str) -> Iterator[Change]:
        """What is other for this student; `line` is the new line. Who was not there before has no changes."""
        data = line.encode()
        name = _name(data)
        mark, at = self.lines.get(name or "", (b"", -1))
        if at < 0 or mark == _mark(data):
            return
        before, after = self._parts(at), json.loads(line)
        for part in after["parts"]:
            old = before.get(part["part"], part)
            if old["points"] != part["points"]:
                yield Change(after["id"], part["part"], old["points"], part["points"], _why(part))
        old_rules, rules = self._line(at).get("policy", {}), after.get("policy", {})
        if old_rules.get("deduction", "0") != rules.get("deduction", "0"):
            before_it, now = (_taken(each) for each in (old_rules, rules))
            yield Change(after["id"], "late", before_it, now, " ".join(rules.get("why", ())))

    def _line(self, at: int) -> dict[str, Any]:
        with open(self.file, "rb") as stream:
            stream.seek(at)
            try:
                found: dict[str, Any] = json.loads(stream.readline().rstrip(b",\n"))
                return found if isinstance(found.get("policy", {}), dict) else {}
            except (ValueError, AttributeError):
                return {}

    def _parts(self, at: int) -> dict[str, Any]:
        try:
            return {part["part"]: part for part in self._line(at)["parts"]}
        except (KeyError, TypeError):
            return {}


def _name(line: bytes) -> str | None:
    try:
        return str(json.JSONDecoder().raw_decode(line[len(HEAD) : 2_000].decode("ascii"))[0])
    except ValueError:
        return None


def _mark(line: bytes) -> bytes:
    return blake2b(line.rstrip(b",\n"), digest_size=16).digest()


def _taken(rules: dict[str, Any]) -> str:
    taken = str(rules.get("deduction", "0"))
    return "0" if taken == "0" else f"-{taken}"


def _why(part: dict[str, Any]) -> str:
    """What is said of it now."""
    said = [*(one["message"] for one in part["answers"]), *part["feedback"]]
    return next(filter(None, said), "")


def told(changes: list[Change]) -> list[str]:
    """Lines for the instructor; none where nothing changes."""
    if not changes:
        return []
    more = [f"  ... and {len(changes) - SHOWN} more"] if len(changes) > SHOWN else []
    head = "1 mark changes:" if len(changes) == 1 else f"{len(changes)} marks change:"
    return [head, *(f"  {one}" for one in changes[:SHOWN]), *more]
