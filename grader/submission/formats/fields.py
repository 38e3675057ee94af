"""YAML answer files: `6.2a: …`, or `6.2:` with `a: …` below it, or all of it under `answers:`."""

from __future__ import annotations

from grader.submission.answerfile import IGNORED, NAMES, Fields, Items, Refused, Text, Value, load, names_in, texts
from grader.submission.formats import text as plain
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
    try:
        fields = load(text)
    except Refused as refused:
        document = plain.read(text, source)
        return Document(source, NAME, text, document.blocks, (refused.finding, *document.notes))
    reader = _Reader(source)
    reader.fields(fields, "")
    return Document(source, NAME, text, tuple(reader.blocks), tuple(reader.notes), tuple(reader.members))


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.notes: list[Finding] = []
        self.members: list[str] = []

    def fields(self, fields: Fields, above: str) -> None:
        """The entries of a mapping; `above` is the key of the exercise that holds it."""
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
