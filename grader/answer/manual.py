"""The pages of the manual: what the docstring of a kind says, and its worked example."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields

from grader.answer.kind import Kind
from grader.answer.kinds import SHELF, kind_named


@dataclass(frozen=True, slots=True)
class Page:
    """One kind: its text, the options it knows, and its example as YAML (`answer`, `right`, `nearly`, `wrong`)."""

    kind: str
    text: str
    options: tuple[str, ...]
    example: str


def pages() -> tuple[Page, ...]:
    """All kinds, in the order of the shelf."""
    return tuple(page(name, kind_named(name)) for name in SHELF)


def page(name: str, kind: type[Kind]) -> Page:
    text, _, example = inspect.cleandoc(kind.__doc__ or "").partition("\nexample:\n")
    options = tuple(str(item.metadata.get("key", item.name)) for item in fields(kind))  # type: ignore[arg-type]
    return Page(name, text.strip(), options, inspect.cleandoc(example))
