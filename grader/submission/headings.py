"""Which labels begin an exercise: headings with its number, and what else names it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import TypeGuard

from grader.submission.expected import Expected
from grader.submission.labels import find
from grader.submission.missed import holds_value
from grader.submission.opening import shown
from grader.submission.sections import HEADING, Section, name_of
from grader.submission.stream import Element, Stuff, Tag
from grader.submission.units_typed import begins_with_unit


class Headings:
    """`note` takes what is to be said of a label: a code, a line, and its data."""

    def __init__(self, expected: Expected, note: Callable[..., None]) -> None:
        self.expected = expected
        self.note = note

    def sections(self, stream: list[Element]) -> tuple[list[Element], list[Section]]:
        """What stands before the first exercise, and the sections of all of them. A label that is quoted counts
        where the student names the same nowhere."""
        head: list[Element] = []
        sections: list[Section] = []
        own = {name for each in stream if isinstance(each, Tag) and not each.quoted for name in self.names(each)}
        for element, following in zip_longest(stream, stream[1:]):
            current = sections[-1] if sections else None
            if current is not None and self.is_value(element, current.body[-1:]):
                current.body += [Stuff(piece, element.typed) for piece in element.original]
                continue
            opened = None
            if isinstance(element, Tag) and not (element.quoted and (element.several or self.names(element) & own)):
                opened = self.numbered(element, following, current) or self.opens(element, current)
            if opened is not None:
                sections.append(opened)
            (sections[-1].body if sections else head).append(element)
        return head, sections

    def is_value(self, element: Element, above: list[Element]) -> TypeGuard[Tag]:
        """Whether a number with a point is an answer, `2.5` right below a label with nothing behind it, or begins
        one, `2.5 h = 9000 s`. No exercise is called so."""
        if not isinstance(element, Tag) or element.heading:
            return False
        if element.label.style != "path" or not element.label.loose:
            return False
        empty = bool(above) and isinstance(above[0], Tag) and not any(piece.text.strip() for piece in above[0].rest)
        amount = begins_with_unit("".join(piece.text for piece in element.rest))
        return (empty or amount) and self.expected.meaning(element.label.tokens, suffix=True) is None

    def names(self, tag: Tag) -> set[tuple[str, ...]]:
        """What a label names: an exercise, or a part."""
        headed = tag.label.style in ("exercise", "path")
        named = self.expected.meaning(tag.label.tokens, suffix=True) if headed else None
        return {(*named[0].tokens, named[1])} if named else set()

    def numbered(self, tag: Tag, following: Element | None, current: Section | None) -> Section | None:
        """The section that a number begins which stands alone, or before a short title, above letters."""
        label, title = tag.label, "".join(piece.text for piece in tag.rest)
        plain = label.style == "number" and not label.worded and not tag.inner
        if not plain or not isinstance(following, Tag) or (current is not None and not current.bare):
            return None
        if any(piece.kind != "prose" for piece in tag.rest) or len(title) > HEADING or holds_value(title):
            return None
        meaning = self.expected.meaning(label.tokens, suffix=True)
        if meaning is None or meaning[1] or following.label.tokens != meaning[0].keys[:1]:
            return None
        return Section(meaning[0], line=tag.line, bare=True)

    def opens(self, tag: Tag, current: Section | None) -> Section | None:
        """The section that a tag begins, None if it begins none."""
        label = tag.label
        if tag.key:
            return self.keyed(tag)
        numbers_items = current is not None and current.titled and not current.direct  # below `Exercise 3`
        if label.style == "number" and not label.worded and not numbers_items and (opened := self.two_labels(tag)):
            return opened
        bare = tag.heading and label.style == "number" and not label.worded and (current is None or current.bare)
        if bare:
            meaning = self.expected.meaning(label.tokens, suffix=True)
        elif label.style in ("exercise", "path"):
            part = label.tokens[-1].isalpha() and label.text.rstrip(" *_").endswith((")", ":"))  # `2a)` for 6.2a
            meaning = self.expected.meaning(label.tokens, suffix=label.style == "exercise" or part)
        else:
            return None
        if not tag.strong and not tag.heading and label.loose and tag.rest:
            return None
        if meaning is not None:
            if label.disguised:
                self.note("disguised-label", tag.line, label=name_of(label))
            return Section(meaning[0], line=tag.line, direct=meaning[1], bare=bare)
        named = label.style == "exercise" and (tag.heading or not label.loose)
        stands_out = (named or (bare and self.numbers_nothing(tag))) and not tag.quoted
        if stands_out and not self.expected.is_sheet(label.tokens):
            return Section(None, line=tag.line, unknown=name_of(label))
        return None

    def numbers_nothing(self, tag: Tag) -> bool:
        """Whether a heading that is a number, alone or before a title, is that of no part that is expected."""
        return all(exercise.position(tag.label.tokens[-1]) < 0 for exercise in self.expected.exercises)

    def two_labels(self, tag: Tag) -> Section | None:
        """The section that a number and a letter behind it begin: `1. a)`."""
        text = tag.rest[0].text.lstrip() if tag.rest and tag.rest[0].kind == "prose" else ""
        inner = find(text) if text else None
        if inner is None or inner.style != "letter" or inner.worded or not text.startswith(inner.text.strip()):
            return None
        meaning = self.expected.meaning((*tag.label.tokens, *inner.tokens), suffix=False)
        return Section(meaning[0], line=tag.line, direct=meaning[1]) if meaning and meaning[1] else None

    def keyed(self, tag: Tag) -> Section:
        """A key of an answer file, which must name a part or an exercise."""
        text = tag.original[0].text if tag.original else ""
        meaning = self.expected.named(text) or self.expected.meaning(tag.label.tokens, suffix=True)
        if meaning is None:
            return Section(None, line=tag.line, unknown=shown(text.strip()))
        return Section(meaning[0], line=tag.line, direct=meaning[1])
