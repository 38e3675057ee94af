"""Names of answers that look like labels of exercises: `- F1: 0.727`, `R2: 0.93`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from grader.late import replace
from grader.submission.expected import Expected
from grader.submission.missed import holds_value
from grader.submission.sections import name_of
from grader.submission.stream import Element, Stuff, Tag


def without_names(stream: Iterable[Element], expected: Expected, said: Set[str]) -> Iterator[Element]:
    """The stream with such labels as text again, where no exercise is called so. `said` are the names of answers,
    in small letters."""
    above: Stuff | None = None
    for element in stream:
        named = isinstance(element, Tag) and bool(said) and _is_name(element, expected, said)
        for each in _as_text(element) if named and isinstance(element, Tag) else (element,):
            joined = _below(above, each) if named else None
            if above is not None and joined is None:
                yield above
            above = joined or (each if isinstance(each, Stuff) else None)
            if above is None:
                yield each
    if above is not None:
        yield above


def _as_text(tag: Tag) -> Iterator[Stuff]:
    return (Stuff(piece, tag.typed, tag.quoted) for piece in tag.original)


def _below(above: Stuff | None, each: Element) -> Stuff | None:
    """Both as one text, where both are words and the second stands right below."""
    if above is None or not isinstance(each, Stuff) or (above.typed, above.quoted) != (each.typed, each.quoted):
        return None
    first, second = above.piece, each.piece
    down = second.line - first.line - first.text.count("\n")
    if first.kind != "prose" or second.kind != "prose" or down not in (0, 1):
        return None
    return Stuff(replace(first, text=first.text + "\n" * down + second.text), above.typed, above.quoted)


def _is_name(tag: Tag, expected: Expected, said: Set[str]) -> bool:
    if tag.label.style != "exercise" or tag.heading or name_of(tag.label).strip(":. ").casefold() not in said:
        return False
    return expected.meaning(tag.label.tokens, suffix=True) is None


def has_loose_value(tag: Tag) -> bool:
    """Whether what may be no label at all, `R2:`, has a value behind it."""
    return tag.label.loose and any(holds_value(piece.text) for piece in tag.rest)
