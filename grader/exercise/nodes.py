"""What stands in a YAML file, with the place of everything: text, pairs and items, nothing else.

All scalars are kept as the text that was typed: `no`, `1:30`, `017` and `1e3` are no truth value, time, octal
number or float here. A schema (`load`) decides what a text means, and can say where it stands when it is wrong.
"""

from __future__ import annotations

from typing import TypeAlias

from grader.late import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `raw` is its stretch of the source, with quotes, which begins at the character `start`; it is empty
    where nothing was written after a key."""

    text: str
    mark: Mark
    raw: str = ""
    start: int = 0

    def at(self, offset: int) -> Mark:
        """The place of the character `offset` of the text, as near as quoting and folding allow."""
        if self.text in self.raw.split("\n", 1)[0]:
            return Mark(self.mark.line, self.mark.column + self.raw.index(self.text) + offset)
        if self.raw[:1] not in ("|", ">"):
            return self.mark
        before = self.text[:offset]
        line = before.count("\n") + 1
        lines = self.raw.split("\n")
        if self.raw[0] == ">" or line >= len(lines):
            return self.mark
        indent = len(lines[line]) - len(lines[line].lstrip(" "))
        return Mark(self.mark.line + line, indent + 1 + offset - (before.rfind("\n") + 1))


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items; `flow` where they were written `[a, b]`, which is then `raw`."""

    items: tuple[Node, ...]
    mark: Mark
    flow: bool = False
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs of a key and its value, in order; keys are unique. `flow` where they were written `{a: b}`, which is
    then `raw`."""

    pairs: tuple[tuple[Scalar, Node], ...]
    mark: Mark
    flow: bool = False
    raw: str = ""

    def get(self, key: str) -> Node | None:
        """The value under a key, or None."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def plain(node: Node) -> Plain:
    """The same as ordinary lists, dicts and strings, as other rooms take them."""
    match node:
        case Scalar(text):
            return text
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(pairs):
            return {key.text: plain(value) for key, value in pairs}


def locate(node: Node, path: str) -> Node:
    """The node under a dotted path of keys and item numbers, or the deepest one on the way that exists."""
    pairs, _ = _steps(node, path)
    return pairs[-1][1] if pairs else node


def key_mark(node: Node, path: str) -> Mark:
    """The place of the last key of a dotted path (for "unknown key"), else of what `locate` finds."""
    pairs, rest = _steps(node, path)
    if not pairs:
        return node.mark
    key, value = pairs[-1]
    return value.mark if rest or key is None else key.mark


def _steps(node: Node, path: str) -> tuple[list[tuple[Scalar | None, Node]], str]:
    """The way down a path: keys (None for items) with what is under them, and the rest that leads nowhere.
    Keys may hold dots themselves, so the longest one that fits is taken."""
    steps: list[tuple[Scalar | None, Node]] = []
    while path:
        choices: list[tuple[str, Scalar | None, Node]] = []
        match node:
            case Mapping(pairs):
                choices = [(key.text, key, value) for key, value in pairs]
            case Sequence(items):
                choices = [(str(number), None, item) for number, item in enumerate(items)]
        fitting = [each for each in choices if path == each[0] or path.startswith(each[0] + ".")]
        if not fitting:
            break
        text, key, node = max(fitting, key=lambda each: len(each[0]))
        path = path[len(text) + 1 :]
        steps.append((key, node))
    return steps, path
