"""YAML text -> `Node`, with every mistake of spelling named in plain words and nothing expanded.

PyYAML's parser gives events; this module builds the nodes, so that nesting is bounded while reading,
and tags, aliases, merge keys and second documents are refused where they stand. After a mistake that quotes would
cure the line is read as if it were quoted, so that the mistakes below it are found in the same run.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from grader import limits
from grader.errors import Problem
from grader.exercise.nodes import Mapping, Mark, Node, Scalar, Sequence
from grader.late import pattern

REPAIRS = 20
"""How many lines of one file are read as if they were quoted before we give up."""

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same events from C, where PyYAML was built with it. Its words on mistakes are others, so that a file with
mistakes is read again."""

LINE = pattern(r"^(?P<lead>\s*(?:- +)*)(?P<key>[\w.*()'\" -]+?\s*:\s+)?(?P<value>\S.*?)\s*$")
LETTER = pattern(r"[^\W\d_]")
COMMENT = pattern(r"[ \t]+#(?:[ \t]?\d|[^\W\d_](?!\w))[^\n]*")
"""`#3` and `#S` behind a text are meant as part of it more often than as a comment; `# fine` is one."""
LINE_BREAK_WORDS = pattern(r"(?<!\\)(?:\\\\)*\\n(?:abla|eq?|u|ot|i|mid|eg|ewline|exists|subset)\b")


class SourceError(Exception):
    """Reading stops here. `quotable` where quotes around the text may be what is missing."""

    def __init__(self, mark: Mark, message: str, quotable: bool = True) -> None:
        super().__init__(message)
        self.mark = mark
        self.message = message
        self.quotable = quotable


def read_file(path: Path, name: str) -> tuple[Node | None, bytes, list[Problem]]:
    """A file's node (None where nothing can be read), its bytes, and the mistakes on the way."""
    data, problems = read_bytes(path, name)
    if problems:
        return None, data, problems
    node, problems = read_data(data, name)
    return node, data, problems


def read_bytes(path: Path, name: str) -> tuple[bytes, list[Problem]]:
    """What is in a file, or why it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(limits.EXERCISE_BYTES + 1), []
    except OSError as error:
        return b"", [Problem(name, 1, 1, f"I cannot open this file: {error.strerror}.")]


def read_data(data: bytes, name: str) -> tuple[Node | None, list[Problem]]:
    """The node in what a file holds, and the mistakes on the way."""
    text, problem = decode(data, name)
    return (None, [problem]) if problem else read_source(text, name)


def decode(data: bytes, name: str) -> tuple[str, Problem | None]:
    """Bytes to text: UTF-8, with or without byte order mark, within the size limit, without control characters."""
    if len(data) > limits.EXERCISE_BYTES:
        size = limits.EXERCISE_BYTES >> 10
        return "", Problem(name, 1, 1, f"The file is larger than {size} KiB: split it into several exercises.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", Problem(name, 1, 1, "The file is saved as UTF-16: save it as UTF-8.")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        return "", Problem(name, line, column, "From here on the file is not UTF-8: save it as UTF-8.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = {c for c in set(text) - set("\n\t\u200d") if unicodedata.category(c) in ("Cc", "Cf", "Cs")}
    if hidden:
        index = min(map(text.index, hidden))
        mark = _mark_at(text, index)
        message = f"An invisible control character stands here (U+{ord(text[index]):04X}): delete it."
        return "", Problem(name, mark.line, mark.column, message)
    return text, None


def read_source(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    """The node of one document, and all mistakes that could be found; None where the rest cannot be read."""
    node = _read_fast(text)
    return (node, []) if node else _read_slowly(text, name)


def _read_fast(text: str) -> Node | None:
    """The node where the C parser finds nothing wrong and nothing that PyYAML's own sees otherwise."""
    builder = _Builder(text, FAST)
    try:
        node = builder.document()
    except SourceError:
        return None
    return None if builder.problems or builder.doubtful else node


def _read_slowly(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    lines = text.split("\n")
    found: list[Problem] = []
    while True:
        builder = _Builder("\n".join(lines))
        try:
            node = builder.document()
        except SourceError as error:
            line = error.mark.line
            repaired = _quoted(lines, line - 1) if error.quotable else None
            if len(found) < REPAIRS and repaired and _parses_further(lines, repaired, line):
                found.append(Problem(name, line, _value_column(lines, line), _advice(lines[line - 1])))
                lines[line - 1] = repaired
                continue
            found.append(Problem(name, line, error.mark.column, error.message))
            return None, found
        found += [Problem(name, mark.line, mark.column, message) for mark, message in builder.problems]
        return node, found


class _Builder:
    """One pass over the events of one text. `problems` are those after which reading can go on."""

    def __init__(self, text: str, loader: Any = yaml.SafeLoader) -> None:
        self.text = text
        self.problems: list[tuple[Mark, str]] = []
        self.doubtful = False
        """Whether two parsers may differ: over `{is it?}`, and over where nothing stands."""
        self._flow = 0
        self._events = yaml.parse(text, Loader=loader)

    def document(self) -> Node:
        self._next()
        first = self._next()
        if not isinstance(first, yaml.DocumentStartEvent):
            raise SourceError(Mark(1, 1), 'The file is empty: an exercise begins with `exercise: "1"`.')
        if first.tags or first.version:
            raise SourceError(_mark(first), "YAML directives (lines with %) are not used here: delete this line.")
        node = self._node(self._next(), 0)
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise SourceError(_mark(after), "A second document begins here (`---`): one file holds one exercise.")
        return node

    def _next(self) -> yaml.Event:
        try:
            return next(self._events)
        except yaml.MarkedYAMLError as error:
            raise _explained(error, self.text) from None
        except yaml.YAMLError as error:
            raise SourceError(Mark(1, 1), f"This is no YAML: {error}.") from None

    def _node(self, event: yaml.Event, depth: int) -> Node:
        mark = _mark(event)
        if depth > limits.EXERCISE_DEPTH:
            raise SourceError(mark, f"Nested more than {limits.EXERCISE_DEPTH} deep.", False)
        match event:
            case yaml.AliasEvent():
                message = f"`*{event.anchor}` refers to another place: write the text out, or quote it."
                raise SourceError(mark, message)
            case yaml.NodeEvent() if event.anchor is not None:
                raise SourceError(mark, f"`&{event.anchor}` names a place for YAML: this is not used here.")
            case yaml.ScalarEvent() | yaml.CollectionStartEvent() if event.tag is not None:
                raise SourceError(mark, "Text that starts with `!` is a tag for YAML, and tags are not used here.")
            case yaml.ScalarEvent():
                return self._scalar(event, mark)
            case yaml.SequenceStartEvent():
                return self._inside(event, self._sequence, mark, depth)
            case _:
                assert isinstance(event, yaml.MappingStartEvent)
                return self._inside(event, self._mapping, mark, depth)

    def _inside(self, event: Any, read: Callable[[Any, Mark, int], Node], mark: Mark, depth: int) -> Node:
        """A list or map, knowing whether it stands in brackets."""
        self._flow += bool(event.flow_style)
        node = read(event, mark, depth)
        self._flow -= bool(event.flow_style)
        return node

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> Scalar:
        start, end = _index(event.start_mark), _index(event.end_mark)
        raw = self.text[start:end]
        self.doubtful = self.doubtful or not raw or (self._flow > 0 and "?" in raw)
        if event.style == '"' and (_odd(event.value) or LINE_BREAK_WORDS.search(raw)):
            advice = "In double quotes a backslash starts an escape, so that LaTeX is garbled: use single quotes."
            self.problems.append((mark, advice))
        if not event.style and (not raw or LETTER.search(raw)) and (cut_off := COMMENT.match(self.text, end)):
            advice = "What stands behind # is a comment, and no part of the text: put quotes around all of it"
            self.problems.append((mark, f"{advice}, '{shown(raw + cut_off[0] if raw else cut_off[0].strip())}'."))
        return Scalar(event.value, mark, raw, start)

    def _sequence(self, event: yaml.SequenceStartEvent, mark: Mark, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(below := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(below, depth + 1))
            self._bounded(items, mark)
        if event.flow_style:
            items = self._joined_items(items)
        return Sequence(tuple(items), mark, bool(event.flow_style), self._raw(event, below))

    def _mapping(self, event: yaml.MappingStartEvent, mark: Mark, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        first: dict[str, Mark] = {}
        while not isinstance(below := self._next(), yaml.MappingEndEvent):
            key = self._node(below, depth + 1)
            value = self._node(self._next(), depth + 1)
            self._bounded(pairs, mark)
            if event.flow_style and pairs and _bare(value) and _open(pairs[-1][1]) and isinstance(key, Scalar):
                last, text = pairs.pop()
                pairs.append((last, self._joined(text, key)))
                continue
            if not isinstance(key, Scalar):
                self.problems.append((key.mark, "A key must be a word: put quotes around text with brackets."))
            elif key.text == "<<":
                self.problems.append((key.mark, "Merge keys (`<<`) are not used here: write the keys out."))
            elif key.text in first:
                message = f"The key `{shown(key.text)}` stands twice: first in line {first[key.text].line}."
                self.problems.append((key.mark, message))
            else:
                first[key.text] = key.mark
                pairs.append((key, value))
        return Mapping(tuple(pairs), mark, bool(event.flow_style), self._raw(event, below))

    def _raw(self, first: Any, last: Any) -> str:
        """What stands in brackets, and the brackets."""
        return self.text[_index(first.start_mark) : _index(last.end_mark)] if first.flow_style else ""

    def _joined_items(self, items: list[Node]) -> list[Node]:
        """`[f(1, 2), 3]` has two items, whatever YAML says of commas."""
        joined: list[Node] = []
        for item in items:
            if joined and _open(joined[-1]) and isinstance(item, Scalar):
                joined.append(self._joined(joined.pop(), item))
            else:
                joined.append(item)
        return joined

    def _joined(self, first: Node, last: Node) -> Scalar:
        """Two texts and the comma between them, which stands inside a bracket, as one text again."""
        assert isinstance(first, Scalar) and isinstance(last, Scalar)
        raw = self.text[first.start : last.start + len(last.raw)]
        return Scalar(" ".join(raw.split()), first.mark, raw, first.start)

    def _bounded(self, items: list[Node] | list[tuple[Scalar, Node]], mark: Mark) -> None:
        if len(items) > limits.LIST_ITEMS:
            raise SourceError(mark, f"More than {limits.LIST_ITEMS} entries stand in this list.", False)


def shown(text: str) -> str:
    """A text as a message quotes it: one line, cut, printable."""
    text = "".join(character if character.isprintable() else " " for character in text)
    return text if len(text) <= 60 else text[:57] + "..."


def _open(node: Node) -> bool:
    """Whether it is text without quotes in which a round bracket is still open: a comma does not end it."""
    if not isinstance(node, Scalar) or node.raw[:1] in ("'", '"'):
        return False
    return node.text.count("(") > node.text.count(")")


def _bare(node: Node) -> bool:
    """Whether nothing was written for it."""
    return isinstance(node, Scalar) and not node.raw


def _mark(event: yaml.Event) -> Mark:
    at = event.start_mark
    return Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)


def _index(at: Any) -> int:
    """The character that a mark of PyYAML stands before."""
    return int(at.index) if at else 0


def _mark_at(text: str, index: int) -> Mark:
    return Mark(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _odd(text: str) -> bool:
    return any(unicodedata.category(character) == "Cc" and character != "\n" for character in text)


def _explained(error: yaml.MarkedYAMLError, text: str) -> SourceError:
    """PyYAML's error in plain words, where one looks for it."""
    place = error.problem_mark or error.context_mark
    mark = Mark(place.line + 1, place.column + 1) if place else Mark(1, 1)
    lines = text.split("\n")
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    lead = line[: len(line) - len(line.lstrip())]
    said = error.problem or ""
    if "\t" in lead or "'\\t'" in said:
        return SourceError(mark, "A tab stands here: YAML wants spaces for indentation.")
    if "found unexpected end of stream" in said and error.context_mark:
        opened = error.context_mark
        return SourceError(Mark(opened.line + 1, opened.column + 1), "The quote that opens here is never closed.")
    if "flow" in (error.context or "") and error.context_mark:
        opened = error.context_mark
        message = "The list or map that opens here is not closed, or holds text that needs quotes."
        if "?" in lines[opened.line][opened.column :]:
            message += " A `?` within brackets does."
        return SourceError(Mark(opened.line + 1, opened.column + 1), message)
    if "could not find expected ':'" in said or "did not find expected key" in said:
        return SourceError(mark, "Here I expected `key: value`: is a colon missing, or the indentation different?")
    above = next((each for each in reversed(lines[: mark.line - 1]) if each.strip()), "")
    column = len(above) - len(above.lstrip()) + 1
    if "block mapping" in (error.context or "") and column != mark.column == len(lead) + 1:
        where = f"This line begins in column {mark.column}, and the one above in column {column}"
        return SourceError(mark, f"{where}: give both the same indentation, or quote the text.")
    if "mapping values are not allowed" in said or "block mapping" in (error.context or ""):
        return SourceError(mark, "This line does not fit the ones above: check its indentation, or quote its text.")
    return SourceError(mark, f"YAML cannot read this: {said}. Putting quotes around the text often helps.")


def _quoted(lines: list[str], index: int) -> str | None:
    """The line with its value in single quotes, or None where that makes no sense."""
    found = LINE.match(lines[index]) if index < len(lines) else None
    if not found or not (found["key"] or found["lead"].strip()) or found["value"][0] in "'#":
        return None
    value = found["value"]
    if value[0] in "[{" and value[-1] in "]}" and ": " in value:
        return None
    if value[0] == '"' and value[-1] == '"' and len(value) > 1:
        value = value[1:-1]
    return f"{found['lead']}{found['key'] or ''}'{value.replace(chr(39), chr(39) * 2)}'"


def _parses_further(lines: list[str], repaired: str, line: int) -> bool:
    """Whether the document's next mistake, if any, comes after this line once the line is replaced."""
    try:
        _Builder("\n".join([*lines[: line - 1], repaired, *lines[line:]])).document()
    except SourceError as error:
        return error.mark.line > line
    return True


def _value_column(lines: list[str], line: int) -> int:
    found = LINE.match(lines[line - 1])
    return found.start("value") + 1 if found else 1


def _advice(line: str) -> str:
    """Why a value must be quoted, and how that looks."""
    found = LINE.match(line)
    value = found["value"] if found else line.strip()
    if value[0] == '"' and (len(value) == 1 or value[-1] != '"'):
        return f'The quote that opens here is never closed: end the text with one, {shown(value)}".'
    if (closing := {"{": "}", "[": "]"}.get(value[0], "")) and value.count(value[0]) > value.count(closing):
        return f"The {value[0]} that opens here is never closed: add {closing}, or put quotes around the text."
    if value[0] == '"':
        return f"In double quotes a backslash starts an escape: use single quotes, '{shown(value[1:-1])}'."
    reasons = {
        "*": "starts with *, which refers to another place for YAML",
        "&": "starts with &, which names a place for YAML",
        "!": "starts with !, which is a tag for YAML (tags are not allowed)",
        "%": "starts with %, which is a directive for YAML",
        "|": "starts with |, which opens a block of lines for YAML",
        ">": "starts with >, which opens a block of lines for YAML",
        "@": "starts with @, which YAML keeps for itself",
        "`": "starts with `, which YAML keeps for itself",
        "-": "starts with a dash and a space, which begins a list for YAML",
        "[": "starts with [, which opens a list for YAML",
        "{": "starts with {, which opens a map for YAML",
    }
    other = "holds a colon and a space" if ": " in value else "is not plain text for YAML"
    reason = reasons.get(value[0], other)
    return f"This text {reason}: put quotes around the text, '{shown(value)}'."
