"""What YAML makes of mathematics without quotes: sets are maps to it, intervals and matrices lists."""

from __future__ import annotations

from grader.exercise.nodes import Mapping, Node, Scalar, Sequence
from grader.exercise.source import shown
from grader.late import pattern

KEY = pattern(r"[a-z_]{3,}")
"""What a key of ours looks like, with a slip in it or not; `x` and `k*pi` are none."""
BLOCK = pattern(r"[>|][-+\w]*")


def unquoted(node: Node) -> str:
    """How a text that lost its quotes is told to its author, where a list or map in brackets can only be that; else
    nothing."""
    match node:
        case Sequence(flow=True):
            return f"Brackets without quotes are a list for YAML: {_quotes(node.raw)}"
        case Mapping(flow=True) if _is_set(node):
            return f"Braces without quotes are a map for YAML, and no set: {_quotes(node.raw)}"
    return ""


def nothing(node: Scalar) -> str:
    """Why there seems to be no text where an author sees one: `>3`, `|`; else nothing."""
    if not node.text.strip() and BLOCK.fullmatch(node.raw.strip()):
        return f"`{node.raw.strip()[0]}` at the beginning opens a block of lines for YAML: {_quotes(node.raw)}"
    return ""


def _is_set(node: Mapping) -> bool:
    return not any(KEY.fullmatch(key.text) for key, value in node.pairs if not _bare(value))


def _bare(value: Node) -> bool:
    return isinstance(value, Scalar) and not value.raw


def _quotes(raw: str) -> str:
    text = " ".join(raw.split()).replace("'", "''")
    return f"put quotes around the text, '{shown(text)}'."
