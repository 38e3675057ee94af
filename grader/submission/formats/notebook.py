"""Jupyter notebooks: the text of their cells, in order. Never executed; outputs and attachments are ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from grader.errors import SubmissionError
from grader.submission import macros
from grader.submission.formats.markdown import blocks_of
from grader.submission.model import Block, Document
from grader.values import Finding

SUFFIXES = (".ipynb",)
NAME = "notebook"
NESTING = 100
CELLS = 5_000


def claims(suffix: str, text: str) -> bool:
    """Whether this reader takes a file of that suffix."""
    return suffix in SUFFIXES


def read(text: str, source: str) -> Document:
    """The cells one below the other; lines count through. SubmissionError where the JSON is broken."""
    notes: list[Finding] = []
    sources: list[str] = []
    blocks: list[Block] = []
    starts: list[tuple[int, int]] = []
    line = 1
    for number, kind, cell in _cells(_load(text), notes):
        starts.append((line, number))
        if kind == "markdown":
            blocks += blocks_of(cell, line, notes)
        elif cell.strip():
            blocks.append(Block("code", cell, line))
        sources.append(cell)
        line += cell.count("\n") + 1
    expanded = macros.expand_blocks(tuple(blocks), notes)
    return Document(source, NAME, "\n".join(sources), expanded, tuple(notes), (), tuple(starts))


class _Broken(ValueError):
    """What makes a notebook unreadable, as a sentence. Never leaves this module."""


def _load(text: str) -> dict[str, Any]:
    """The JSON object in `text`."""
    if _depth(text) > NESTING:
        raise SubmissionError(f"The notebook is nested more than {NESTING} levels deep and was not read.")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise SubmissionError(f"The notebook is broken JSON ({where}). Save it again in Jupyter.") from None
    except _Broken as error:
        raise SubmissionError(str(error)) from None
    except (ValueError, RecursionError):
        raise SubmissionError("The notebook is broken JSON. Save it again in Jupyter.") from None
    if not isinstance(value, dict):
        raise SubmissionError("This is no Jupyter notebook: there is no object at its top.")
    return value


def _depth(text: str) -> int:
    """How deep brackets nest, outside of strings; stops counting at the limit."""
    depth = deepest = 0
    quoted = False
    for match in re.finditer(r'\\.|["\[\]{}]', text, re.S):
        if match[0] == '"':
            quoted = not quoted
        elif not quoted and len(match[0]) == 1:
            depth += 1 if match[0] in "[{" else -1
            deepest = max(deepest, depth)
            if deepest > NESTING:
                break
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Broken(
            f"The notebook has the key {twice[:40]!r} twice in one place, so it is not clear what counts."
        )
    return found


def _constant(name: str) -> float:
    return 0.0


def _integer(digits: str) -> int:
    if len(digits) > 100:
        raise _Broken("The notebook holds a number of more than 100 digits and was not read.")
    return int(digits)


def _cells(notebook: dict[str, Any], notes: list[Finding]) -> Iterator[tuple[int, str, str]]:
    """Number, kind and text of each cell with text; odd ones are skipped with a note."""
    cells = notebook.get("cells")
    sheets = notebook.get("worksheets")
    if cells is None and isinstance(sheets, list):
        cells = [cell for sheet in sheets if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise SubmissionError("This is no Jupyter notebook: it has no list of cells.")
    for number, cell in enumerate(cells[:CELLS], 1):
        kind, source = _cell(cell)
        if kind in ("markdown", "code", "heading") and source is not None:
            clean = source.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
            clean = re.sub(r"[\ud800-\udfff]", "\ufffd", clean)
            yield number, "code" if kind == "code" else "markdown", f"# {clean}" if kind == "heading" else clean
        elif kind != "raw" or (source is not None and source.strip()):
            notes.append(Finding("cell-skipped", "note", None, (("cell", str(number)),)))
    if len(cells) > CELLS:
        notes.append(Finding("cells-skipped", "error", None, (("limit", str(CELLS)),)))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _cell(cell: object) -> tuple[str, str | None]:
    if not isinstance(cell, dict):
        return "", None
    kind, source = cell.get("cell_type"), cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(part, str) for part in source):
        source = "".join(source)
    return kind if isinstance(kind, str) else "", source if isinstance(source, str) else None
