"""YAML as an answer file may use it: keys and texts, nothing else.

PyYAML's pure Python parser gives events, and this module builds plain values from them, so that depth is bounded
while reading and aliases, anchors, tags, merge keys and further documents are refused where they stand. Every
scalar stays the text that was typed: `no`, `1:30` and `017` are answers, not values.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import yaml

from grader.late import dataclass, field
from grader.limits import EXERCISE_BYTES, EXERCISE_DEPTH
from grader.submission.opening import shown
from grader.values import Finding

NAMES = frozenset(
    "member members name names student students author authors group team mitglied mitglieder gruppe autor".split()
)
IGNORED = frozenset(
    "id title language lang date course sheet assignment exercise_sheet blatt kurs datum titel".split()
)
"""Keys of an answer file that hold no answer."""


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, or a flow collection as it was typed (`[1, 2]` is an interval or a list to a student)."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Items:
    """A block sequence."""

    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """A block mapping, in order, with repeated keys."""

    entries: list[tuple[Text, Value]] = field(default_factory=list)


Value: TypeAlias = Text | Items | Fields


class Refused(Exception):
    """The file is no answer file; `finding` says where and why. Never leaves the room."""

    def __init__(self, code: str, line: int, column: int = 1, **data: str) -> None:
        super().__init__(code)
        where = (("line", str(line)), ("column", str(column)))
        self.finding = Finding(code, "error", None, (*data.items(), *where))


def load(text: str) -> Fields:
    """The mapping in `text`; Refused where it is anything else."""
    if len(text.encode("utf-8", "replace")) > EXERCISE_BYTES:
        raise Refused("yaml-too-long", 1, limit=str(EXERCISE_BYTES >> 10))
    try:
        value = _Builder(text).document()
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text) from None
    except yaml.reader.ReaderError as error:
        raise Refused("yaml-character", text.count("\n", 0, int(error.position)) + 1) from None
    except (yaml.YAMLError, ValueError) as error:
        raise Refused("yaml-broken", 1, problem=shown(str(error))) from None
    if value is None:
        return Fields()
    if not isinstance(value, Fields):
        raise Refused("yaml-not-fields", 1)
    return value


def _explained(error: yaml.MarkedYAMLError, text: str) -> Refused:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = error.problem or ""
    source = text.split("\n")[line - 1] if line <= text.count("\n") + 1 else ""
    if "\\t" in problem or "\t" in source[: len(source) - len(source.lstrip())]:
        return Refused("yaml-tab", line, column)
    if "mapping values are not allowed" in problem:
        return Refused("yaml-colon", line, column)
    return Refused("yaml-broken", line, column, problem=shown(problem))


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _offset(mark: object) -> int:
    return int(getattr(mark, "index", 0))


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)

    def document(self) -> Value | None:
        """The one document, None if the file is empty."""
        value: Value | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise Refused("yaml-documents", _place(event)[0])
            elif isinstance(event, yaml.NodeEvent):
                value = self.value(event, 1)
        return value

    def value(self, event: yaml.Event, depth: int) -> Value:
        """The value that `event` begins."""
        line, column = _place(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise Refused("yaml-alias", line, column)
        if getattr(event, "tag", None) is not None:
            raise Refused("yaml-tag", line, column)
        if depth > EXERCISE_DEPTH:
            raise Refused("yaml-deep", line, column, limit=str(EXERCISE_DEPTH))
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line, column)
        if getattr(event, "flow_style", False):
            return self.flow(event, line, column, depth)
        return self.items(depth) if isinstance(event, yaml.SequenceStartEvent) else self.fields(depth)

    def scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Text:
        value = "".join("\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char for char in event.value)
        match event.style:
            case "|" | ">":
                return Text(value, line + 1, 1)
            case "'" | '"':
                return Text(value, line, column + 1)
            case _:
                return Text(value, line, column)

    def flow(self, event: yaml.Event, line: int, column: int, depth: int) -> Text:
        """A flow collection, as typed: its events are only checked and counted."""
        begin, level = _offset(event.start_mark), 1
        for inner in self.events:
            if isinstance(inner, yaml.AliasEvent) or getattr(inner, "anchor", None) is not None:
                raise Refused("yaml-alias", *_place(inner))
            if getattr(inner, "tag", None) is not None:
                raise Refused("yaml-tag", *_place(inner))
            level += isinstance(inner, yaml.CollectionStartEvent)
            level -= isinstance(inner, yaml.CollectionEndEvent)
            if level + depth > EXERCISE_DEPTH:
                raise Refused("yaml-deep", line, column, limit=str(EXERCISE_DEPTH))
            if level == 0:
                return Text(self.text[begin : _offset(inner.end_mark)], line, column)
        raise Refused("yaml-broken", line, column, problem="")

    def items(self, depth: int) -> Items:
        found = Items()
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.values.append(self.value(event, depth + 1))
        return found

    def fields(self, depth: int) -> Fields:
        found = Fields()
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line, column = _place(event)
            key = self.value(event, depth + 1)
            if not isinstance(key, Text):
                raise Refused("yaml-key", line, column)
            if key.text == "<<":
                raise Refused("yaml-alias", line, column)
            found.entries.append((key, self.value(next(self.events), depth + 1)))
        return found


def texts(value: Value) -> Iterator[Text]:
    """All texts in a value, in order, without the keys; depth is bounded by `load`."""
    match value:
        case Text():
            yield value
        case Items(values):
            for each in values:
                yield from texts(each)
        case Fields(entries):
            for _, each in entries:
                yield from texts(each)


def names_in(value: Value) -> tuple[str, ...]:
    """The names under a key such as `members`. A list in square brackets is typed text, so it is parted here."""
    found: list[str] = []
    for each in texts(value):
        text = each.text.strip()
        parts = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
        found += [part.strip(" \t'\"") for part in parts]
    return tuple(shown(name) for name in found if name)


COUNTED = NAMES - {"student"}
"""Whose hand-in it is, its place says, not its text."""


def members_of(head: str, notes: list[Finding]) -> tuple[str, ...]:
    """The names in the YAML head of a Markdown file; what else stands there has no influence."""
    try:
        fields = load("\n" + head)
    except Refused as refused:
        notes.append(Finding("front-matter-refused", "note", None, refused.finding.data))
        return ()
    ignored = [shown(key.text) for key, _ in fields.entries if key.text.lower() not in COUNTED | IGNORED]
    if ignored:
        keys = ", ".join(ignored[:5])
        notes.append(Finding("front-matter-ignored", "note", None, (("keys", keys), ("line", "1"))))
    return tuple(name for key, value in fields.entries if key.text.lower() in COUNTED for name in names_in(value))
