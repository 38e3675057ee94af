"""`policy.yaml`, beside the exercise files -> `Policy`, or all that is wrong with it, each with its place.

time_zone: Europe/Berlin
due: 2026-11-20 23:59
grace: 15 minutes
late: {takes: 10 %, every: day, at_most: 50 %, nothing_after: 7 days}
extensions: {ada: 2 days, '1842': 2026-11-27 12:00}
roster: roster.csv
groups: {Blue: [ada, ben]}
times: worksheet.csv
pseudonyms: salt.txt
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from grader.course import sheet
from grader.errors import GraderError, Problem
from grader.exercise.load import POLICY
from grader.exercise.nodes import Mapping, Node, Scalar
from grader.exercise.schema import Reader
from grader.exercise.source import read_file, shown
from grader.late import dataclass, field
from grader.limits import TABLE_BYTES
from grader.policy.model import Every, Late, Policy
from grader.policy.moment import duration, moment
from grader.policy.people import People, people

KEYS = ("time_zone", "due", "grace", "late", "extensions", "roster", "groups", "times", "pseudonyms")
LATE_KEYS = ("takes", "every", "of", "at_most", "nothing_after")
SALT_BYTES = 16
REGISTER = "who-is-who.json"
TIME = "a time such as `2026-11-20 23:59`"


def place(exercises: Path) -> Path:
    """Where the rules for an assignment are kept."""
    return (exercises if exercises.is_dir() else exercises.parent) / POLICY


def read(exercises: Path) -> tuple[Policy | None, list[Problem]]:
    """The rules beside the exercises; None where there are none."""
    file = place(exercises)
    if not file.is_file():
        return None, []
    node, _, problems = read_file(file, str(file))
    reading = _Reading(Reader(str(file)), file.parent)
    policy = reading.policy(node) if node is not None else Policy()
    return policy, [*problems, *reading.reader.problems]


@dataclass(slots=True)
class _Reading:
    """One file being read."""

    reader: Reader
    folder: Path
    zone: tzinfo | None = None
    seen: set[str] = field(default_factory=set)

    def policy(self, node: Node) -> Policy:
        fields = self.reader.fields(node, "A policy", KEYS)
        self.zone = self._zone(fields.get("time_zone"))
        due = self._time(fields.get("due"), "`due`")
        late = self._late(fields["late"]) if "late" in fields else None
        if late and due is None and "due" not in fields:
            self.reader.wrong(fields["late"].mark, "`late:` says what late costs, but no `due:` says when that is.")
        roster, times = (self._people(fields.get(key), f"`{key}`") for key in ("roster", "times"))
        if times and not times.has_times:
            message = "This table has no column of times: call it `handed_in`, or give Moodle's worksheet."
            self.reader.wrong(fields["times"].mark, message)
        salt = self._salt(fields.get("pseudonyms"))
        return Policy(
            due=due,
            zone=self.zone,
            grace=self._duration(fields.get("grace"), "`grace`"),
            late=late,
            extensions=self._extensions(fields.get("extensions"), due),
            groups=self._groups(fields.get("groups"), roster),
            roster=roster,
            times=times or (roster if roster and roster.has_times else None),
            salt=salt,
            register=str((self.folder / str(fields["pseudonyms"].text)).parent / REGISTER)
            if salt and isinstance(fields["pseudonyms"], Scalar)
            else "",
        )

    def _zone(self, node: Node | None) -> tzinfo | None:
        text = self.reader.text(node, "`time_zone`")
        if node is None or not text:
            return None
        try:
            return ZoneInfo(text)
        except (ValueError, OSError, KeyError):
            self.reader.wrong(node.mark, f"I know no time zone `{shown(text)}`: write one such as `Europe/Berlin`.")
            return None

    def _time(self, node: Node | None, what: str) -> datetime | None:
        text = self.reader.text(node, what)
        if node is None or not text:
            return None
        found = moment(text, self.zone)
        if found is None:
            zone = ", and say the `time_zone:` (such as `Europe/Berlin`)" if self.zone is None else ""
            self.reader.wrong(node.mark, f"{what} is {TIME}{zone}: not `{shown(text)}`.")
        # Of an hour that the clock strikes twice the second is meant: nobody is late for the clock's sake.
        return found.replace(fold=1) if found else None

    def _duration(self, node: Node | None, what: str) -> timedelta:
        text = self.reader.text(node, what)
        found = duration(text) if text else timedelta(0)
        if node is not None and found is None:
            self.reader.wrong(node.mark, f"{what} is a time such as `15 minutes` or `2 days`: not `{shown(text)}`.")
        return found or timedelta(0)

    def _late(self, node: Node) -> Late | None:
        fields = self.reader.fields(node, "`late`", LATE_KEYS)
        takes = self._amount(fields.get("takes"), "`takes`")
        most = self._amount(fields.get("at_most"), "`at_most`")
        if takes is None:
            if isinstance(node, Mapping) and "takes" not in fields:
                self.reader.wrong(node.mark, "`late:` says with `takes:` what is taken off: `10 %` or `2 points`.")
            return None
        if most and most[1] != takes[1]:
            self.reader.wrong(fields["at_most"].mark, "`takes:` and `at_most:` are both shares, or both points.")
        after = fields.get("nothing_after")
        every = self.reader.choice(fields.get("every"), "`every`", get_args(Every), "day")
        of = self.reader.choice(fields.get("of"), "`of`", ("maximum", "earned"), "maximum")
        return Late(
            takes[0],
            takes[1],
            "hour" if every == "hour" else "once" if every == "once" else "day",
            "earned" if of == "earned" else "maximum",
            most[0] if most else None,
            self._duration(after, "`nothing_after`") if after else None,
        )

    def _amount(self, node: Node | None, what: str) -> tuple[Fraction, bool] | None:
        """An amount, and whether it is a share."""
        text = self.reader.text(node, what)
        if node is None or not text:
            return None
        bare = text.removesuffix("%").removesuffix("points").removesuffix("point").strip()
        share = text.endswith("%")
        number = self.reader.number(Scalar(bare, node.mark), what)
        if number is not None and not share and not text.endswith(("point", "points")):
            self.reader.wrong(node.mark, f"{what} is a share (`10 %`) or points (`2 points`): say which.")
            return None
        return None if number is None else (number / 100 if share else number, share)

    def _extensions(self, node: Node | None, due: datetime | None) -> dict[str, datetime]:
        found: dict[str, datetime] = {}
        for name, value in self._pairs(node, "`extensions`", "ada: 2 days"):
            text = self.reader.text(value, f"`{shown(name)}`")
            longer = duration(text)
            if longer is None:
                when = self._time(value, "An extension")
            elif due is None:
                self.reader.wrong(value.mark, "`2 days` longer than what? Say the `due:`.")
                when = None
            else:
                when = due + longer
            if when:
                found[name.casefold()] = when
        return found

    def _groups(self, node: Node | None, roster: People | None) -> dict[str, tuple[str, ...]]:
        """As written; of a table its column `group`; without either that of the roster."""
        table = self._people(node, "`groups`") if isinstance(node, Scalar) else roster if node is None else None
        if table is not None:
            found: dict[str, list[str]] = defaultdict(list)
            for one in table.people:
                if one.group:
                    found[one.group].append(one.id)
            if node is not None and not found:
                self.reader.wrong(node.mark, "This table has no column `group` with something in it.")
            return {name: tuple(members) for name, members in found.items()}
        if isinstance(node, Scalar):
            return {}
        named: dict[str, tuple[str, ...]] = {}
        for name, value in self._pairs(node, "`groups`", "Blue: [ada, ben]"):
            members = [self.reader.text(item, "A member") for item in self.reader.items(value)]
            for item, member in zip(self.reader.items(value), members, strict=True):
                if member.casefold() in self.seen:
                    self.reader.wrong(item.mark, f"`{shown(member)}` is in two groups.")
                self.seen.add(member.casefold())
            named[name] = tuple(filter(None, members))
        return named

    def _pairs(self, node: Node | None, what: str, example: str) -> list[tuple[str, Node]]:
        if node is None:
            return []
        if not isinstance(node, Mapping):
            self.reader.wrong(node.mark, f"{what} is written as lines such as `{example}`.")
            return []
        return [(key.text, value) for key, value in node.pairs]

    def _people(self, node: Node | None, what: str) -> People | None:
        data = self._file(node, what)
        if data is None or not isinstance(node, Scalar):
            return None
        try:
            found = people(sheet.read(data, node.text), node.text)
        except GraderError as fault:
            self.reader.wrong(node.mark, str(fault))
            return None
        if not found.people:
            self.reader.wrong(node.mark, f"{what}: no line has an id. The first line names the columns: `id,name`.")
        return found

    def _salt(self, node: Node | None) -> bytes:
        data = (self._file(node, "`pseudonyms`") or b"").strip()
        if node is not None and data and len(data) < SALT_BYTES:
            self.reader.wrong(node.mark, f"The secret is too short: at least {SALT_BYTES} characters.")
        return data

    def _file(self, node: Node | None, what: str) -> bytes | None:
        text = self.reader.text(node, what)
        if node is None or not text:
            return None
        try:
            with open(self.folder / text, "rb") as file:
                return file.read(TABLE_BYTES + 1)
        except (OSError, ValueError) as fault:
            why = getattr(fault, "strerror", None) or "no such name"
            self.reader.wrong(node.mark, f"{what}: I cannot read {shown(text)}: {why.lower()}.")
            return None
