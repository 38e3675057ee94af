"""YAML answer files: `6.2a: …`, or `6.2:` with `a: …` below it, or all of it under `answers:`."""

from __future__ import annotations

from grader.late import pattern
from grader.submission.answerfile import IGNORED, NAMES, Fields, Items, Refused, Text, Value, load, names_in, texts
from grader.submission.model import Block, Document
from grader.submission.opening import shown
from grader.values import Finding

SUFFIXES = (".yaml", ".yml")
NAME = "fields"
ANSWERS = frozenset({"answers", "answer", "antworten", "solutions", "lösungen"})


def claims(suffix: str, text: str) -> bool:
    """Whether this reader takes a file of that suffix."""
    return suffix in SUFFIXES


def read(text: str, source: str) -> Document:
    """The blocks of an answer file. What is no YAML is read line by line instead, and a note says why."""
    reader = _Reader(source)
    try:
        fields = load(text)
    except Refused as refused:
        reader.notes.append(refused.finding)
        fields = _line_by_line(text)
    reader.fields(fields, "")
    return Document(source, NAME, text, tuple(reader.blocks), tuple(reader.notes), tuple(reader.members))


KEY = pattern(r"(?P<indent>[ \t]*)(?P<key>[\"']?[\w(][\w.() -]{0,30}[\"']?)[ \t]*:(?:[ \t]+|$)(?P<value>.*)$")
WORDED = pattern(r"[^\W\d_]{3,}")
COMMENT = pattern(r"(?:^|\s)#[^\n]*$")


def _line_by_line(text: str) -> Fields:
    """What a careful reader sees in a file that is no proper YAML: lines `key: value`, deeper ones below a key
    without value, and other lines as the continuation of a value."""
    fields = Fields()
    within: Fields | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = KEY.match(line)
        if match is None:
            target = (within or fields).entries or fields.entries
            if line.strip() and line.strip("-. \t") and target and isinstance(last := target[-1][1], Items):
                last.values.append(Text(line, number, 1))
            continue
        key = Text(match["key"].strip("\"' "), number, match.start("key") + 1)
        value = match["value"].strip().strip("|>").strip()
        nested = bool(match["indent"]) and within is not None
        if not match["value"].strip() and not match["indent"]:
            within = Fields()
            fields.entries.append((key, within))
            continue
        within = within if nested else None
        items = Items([Text(value.strip("\"'"), number, match.start("value") + 1)] if value else [])
        (within if within is not None else fields).entries.append((key, items))
    return fields


def _is_named(entry: tuple[Text, Value]) -> bool:
    """Whether a key is a word, no label of a part, and has a value of its own."""
    return not isinstance(entry[1], Fields) and WORDED.search(entry[0].text) is not None


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.notes: list[Finding] = []
        self.members: list[str] = []

    def fields(self, fields: Fields, above: str) -> None:
        """The entries of a mapping; `above` is the key of the exercise that holds it."""
        if above and fields.entries and all(map(_is_named, fields.entries)):  # the answers of one part by name
            self.answer(above, fields.entries[0][0], Items([item for entry in fields.entries for item in entry]))
            return
        seen: dict[str, int] = {}
        for key, value in fields.entries:
            name = key.text.strip()
            if name in seen:
                data = (("key", shown(name)), ("first", str(seen[name])), ("line", str(key.line)))
                self.notes.append(Finding("yaml-duplicate-key", "error", None, data))
            seen.setdefault(name, key.line)
            self.entry(key, name, value, above)

    def entry(self, key: Text, name: str, value: Value, above: str) -> None:
        low = name.lower()
        if not above and low in ANSWERS and isinstance(value, Fields):
            self.fields(value, "")
        elif not above and low in NAMES:
            self.names(low, names_in(value), key.line)
        elif above or low not in IGNORED:
            label = f"{above} {name}".strip()
            if isinstance(value, Fields):
                self.fields(value, label)
            else:
                self.answer(label, key, value)

    def names(self, key: str, names: tuple[str, ...], line: int) -> None:
        """Names of members; a `student` that is not the file's own is somebody else's, and does not count."""
        if key == "student" and names and names[0] != self.source and not names[0].replace(" ", "").isalpha():
            data = (("name", names[0]), ("line", str(line)))
            self.notes.append(Finding("student-ignored", "note", None, data))
        elif key not in ("group", "team", "gruppe"):
            self.members += [name for name in names if name != self.source]

    def answer(self, label: str, key: Text, value: Value) -> None:
        self.blocks.append(Block("heading", label, key.line, key.column, key=True))
        items = list(texts(value)) if isinstance(value, Items) else [value]
        for item in items:
            if isinstance(item, Text) and item.text.strip():
                self.blocks.append(Block("text", item.text, item.line, item.column, typed=True))
