"""Find the parts of an assignment in a document, under labels in any order and style.

Nothing is lost silently: what stands under no known label is noted, a part that was answered twice keeps both
texts and waits for a person, and every label that had to be guessed is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.late import pattern
from grader.submission import resolve
from grader.submission.bare import bare_labels
from grader.submission.cells import without_bars
from grader.submission.expected import Exercise, Expected
from grader.submission.found import Found
from grader.submission.headings import Headings
from grader.submission.members import members_in
from grader.submission.missed import holds_value
from grader.submission.model import Document, Placement
from grader.submission.names_said import has_loose_value, without_names
from grader.submission.sections import (
    Section,
    Stretch,
    as_item,
    excerpt,
    first_line,
    formulas_of,
    headed_otherwise,
    is_title,
    kept,
    name_of,
    original,
    stuff_of,
)
from grader.submission.stray import may_answer
from grader.submission.stream import Element, Tag, elements

LISTED = pattern(r"(?m)^[ \t]*[-•*+][ \t][^\n]*\d|:[ \t]*-?\d{1,4}(?![\d.\-/])")
"""Items with numbers, `first: 3`: answers under labels of another kind."""
CONTINUED = ("continued", "cont", "fortsetzung", "forts")


def place(document: Document, parts: Sequence[str], said: frozenset[str] = frozenset()) -> Placement:
    """The answers to `parts` (ids such as `6.1a`, in order) found in the document. `said` names answers."""
    placer = _Placer(document, Expected.of(parts), said)
    placer.run()
    return placer.have.placement(parts)


class _Placer:
    def __init__(self, document: Document, expected: Expected, said: frozenset[str]) -> None:
        self.document, self.expected, self.said = document, expected, said
        self.have = Found(document, expected)
        self.last = ""  # the part before
        self.shape = ""  # of the label before

    def run(self) -> None:
        noted = len(self.have.notes)
        found = list(elements(self.document.blocks, self.have.notes))
        if bare := bare_labels(found, self.document.blocks):
            del self.have.notes[noted:]
            found = list(elements(self.document.blocks, self.have.notes, bare))
        stream = list(without_names(found, self.expected, self.said))
        head, sections = Headings(self.expected, self.have.note).sections(stream)
        if not sections:
            sections = self.without_headings(head)
        elif adopted := self.adopt(head, sections):
            sections = [adopted, *sections]
        else:
            self.head(head)
        for section in self.known(sections):
            self.section(section)

    def without_headings(self, head: list[Element]) -> list[Section]:
        """No exercise is named: the only one that is expected, or as many runs of labels as exercises."""
        exercises = self.expected.exercises
        first = next((n for n, e in enumerate(head) if isinstance(e, Tag) and self.begins(e)), len(head))
        runs = self.runs(head[first:])
        self.head(head[:first], leading=first < len(head))
        if len(exercises) == 1:
            body = head[first:] or head
            return [Section(exercises[0], body, first_line(body[0]) if body else 1, titled=False)]
        against = headed_otherwise(exercises, [head[:first], *runs])
        if len(runs) != len(exercises) or len(runs) == 0 or against:
            for run in runs:
                self.nowhere(run)
            return []
        self.have.note("exercises-by-order", first_line(runs[0][0]))
        return [
            Section(exercise, run, first_line(run[0]), titled=False)
            for exercise, run in zip(exercises, runs, strict=True)
        ]

    def begins(self, tag: Tag) -> bool:
        return tag.strong and any(
            exercise.position(tag.label.tokens[-1]) >= 0 for exercise in self.expected.exercises
        )

    def runs(self, stream: list[Element]) -> list[list[Element]]:
        """The stream, parted where the letters start again at the first."""
        runs: list[list[Element]] = []
        firsts = {exercise.keys[0] for exercise in self.expected.exercises}
        for element in stream:
            starts = isinstance(element, Tag) and element.strong and element.label.tokens[-1] in firsts
            if starts or not runs:
                runs.append([])
            runs[-1].append(element)
        return runs

    def adopt(self, head: list[Element], sections: list[Section]) -> Section | None:
        """Labels before the first heading belong to the one exercise whose heading is missing."""
        named = {section.exercise.tokens for section in sections if section.exercise}
        missing = [exercise for exercise in self.expected.exercises if exercise.tokens not in named]
        first = next((n for n, e in enumerate(head) if isinstance(e, Tag) and self.begins(e)), None)
        if first is None or len(missing) != 1 or missing[0] != self.expected.exercises[0]:
            return None
        self.head(head[:first])
        self.have.note("heading-missing", first_line(head[first]), exercise=missing[0].name)
        return Section(missing[0], head[first:], first_line(head[first]), titled=False)

    def head(self, head: list[Element], leading: bool = True) -> None:
        """What stands before the first exercise: names, or nothing that counts."""
        pieces = [piece for element in head for piece in original(element)]
        prose = [line for piece in pieces if piece.kind == "prose" for line in piece.text.split("\n")]
        self.have.members = tuple(dict.fromkeys((*self.have.members, *members_in(prose))))
        formulas = formulas_of(head)
        if formulas or (not leading and pieces):
            at = (formulas or pieces)[0]
            self.have.note("not-placed", at.line, text=excerpt(at.text))
        self.left_over(head, words=not leading)

    def left_over(self, found: list[Element], words: bool = True) -> None:
        """What is in no part: whether it may be an answer. Before the first label only formulas are."""
        stuff = [each for element in found for each in kept(element)]
        self.have.unplaced = self.have.unplaced or any(may_answer(each, words) for each in stuff if not each.quoted)
        self.have.quoted = self.have.quoted or any(may_answer(each, words) for each in stuff if each.quoted)

    def known(self, sections: list[Section]) -> list[Section]:
        """The sections of exercises that exist; the others are summed up in one note."""
        strange = [section for section in sections if section.exercise is None]
        if strange:
            names = ", ".join(dict.fromkeys(section.unknown for section in strange[:5]))
            self.have.note("unknown-exercise", strange[0].line, "error", label=names, count=str(len(strange)))
            self.left_over([element for section in strange for element in section.body])
        self.have.starts += [(section.line, 1) for section in sections]
        return [section for section in sections if section.exercise is not None]

    # parts

    def section(self, section: Section) -> None:
        exercise = section.exercise
        assert exercise is not None
        self.have.spans.append((exercise, section.line))
        body = section.body
        tags = [element for element in body if isinstance(element, Tag)]
        opening = tags[0] if section.titled else None
        meant = self.meanings(section, exercise, tags, opening)
        current = Stretch((section.line, 1), [])
        if section.direct:
            self.begin(exercise, section.direct, current)
        elif len(exercise.keys) == 1 and not any(each.role == "part" for each in meant.values()):
            self.begin(exercise, exercise.keys[0], current)
        else:
            self.preface(exercise, body, meant, current)
        for element in body:
            meaning = meant.get(id(element))
            if isinstance(element, Tag) and element is opening:
                if any(holds_value(piece.text) for piece in element.rest):
                    self.have.titles.append(exercise)
                current.pieces += [] if is_title(element, section) else stuff_of(element, element.rest)
            elif meaning is None or not isinstance(element, Tag):
                current.pieces += kept(element)
            elif meaning.role == "part":
                current = self.part(exercise, element, meaning)
            elif meaning.role == "unknown":
                if not element.quoted:
                    names = {"label": name_of(element.label), "exercise": exercise.name}
                    self.have.note("unknown-part", element.line, "error", **names)
                self.have.starts.append(element.place)
                current = Stretch(element.place, stuff_of(element, element.rest))
                self.have.strays.append(current)
                self.have.asides |= {self.last} if has_loose_value(element) else set()
            else:
                again = exercise.parts[meaning.position][1] if meaning.position >= 0 else ""
                self.have.asides |= {self.last, again} if again else set()
                self.have.again |= {again: element.line} if again else {}
                current.pieces += as_item(element)

    def meanings(
        self, section: Section, exercise: Exercise, tags: list[Tag], opening: Tag | None
    ) -> dict[int, resolve.Meaning]:
        inner = [tag for tag in tags if tag is not opening]
        if section.direct:
            return self.beside(exercise, section.direct, inner)
        elsewhere = frozenset(exercise.position(key) for key, part in exercise.parts if part in self.have.stretches)
        return {
            id(tag): meaning
            for tag, meaning in zip(inner, resolve.meanings(inner, exercise, elsewhere), strict=True)
        }

    def beside(self, exercise: Exercise, key: str, tags: list[Tag]) -> dict[int, resolve.Meaning]:
        """Under `6.2 a)` a later `b)` is the next part, and `c)` the one after, unless they only number items."""
        found: dict[int, resolve.Meaning] = {}
        last = exercise.position(key)
        for tag in tags:
            position = exercise.position(tag.label.tokens[-1])
            follows = tag.label.style == "letter" and (position > last if tag.inner else position == last + 1)
            found[id(tag)] = resolve.Meaning("part", position) if follows else resolve.ITEM
            last = position if follows else last
        return found

    def preface(
        self, exercise: Exercise, body: list[Element], meant: dict[int, resolve.Meaning], current: Stretch
    ) -> None:
        """What stands between the heading and the first label: the first part, if that has no label of its own
        and there are formulas; else it is noted when the section is done."""
        positions = [meaning.position for meaning in meant.values() if meaning.role == "part"]
        first = next((n for n, e in enumerate(body) if id(e) in meant and meant[id(e)].role == "part"), len(body))
        leading = [piece for element in body[:first] for piece in original(element)]
        formulas = formulas_of(body[:first])
        part = exercise.parts[0][1]
        if formulas and positions and 0 not in positions and positions[0] == 1 and part not in self.have.stretches:
            self.have.note("label-guessed", formulas[0].line, "assumption", label="", part=part)
            self.begin(exercise, exercise.keys[0], current)
        elif formulas or (not positions and any(piece.text.strip() for piece in leading[1:])):
            at = (formulas or leading[1:])[0]
            self.have.note("not-placed", at.line, text=excerpt(at.text))
            self.left_over(body[:first], words=not positions)
            said = "\n".join(piece.text for element in body[1:] for piece in original(element))
            self.have.unplaced = self.have.unplaced or (not positions and LISTED.search(said) is not None)

    def begin(self, exercise: Exercise, key: str, stretch: Stretch) -> None:
        self.last = exercise.part(key)
        self.have.stretches.setdefault(self.last, []).append(stretch)

    def part(self, exercise: Exercise, tag: Tag, meaning: resolve.Meaning) -> Stretch:
        key, part = exercise.parts[meaning.position]
        if meaning.guess:
            self.have.note("label-guessed", tag.line, "assumption", label=name_of(tag.label), part=part)
        said = tag.rest[0].text.strip(" \t(*_:-.").lower() if tag.rest else ""
        stretch = Stretch(
            tag.place, stuff_of(tag, without_bars(tag.rest)), said.startswith(CONTINUED), tag.corrects, tag.quoted
        )
        self.have.starts.append(tag.place)
        if self.shape not in ("", tag.label.shape) and not any(
            each.full for each in self.have.stretches[self.last]
        ):
            self.have.robbed.add(self.last)
        self.shape = tag.label.shape
        self.begin(exercise, key, stretch)
        return stretch

    def nowhere(self, run: list[Element]) -> None:
        tag = next((element for element in run if isinstance(element, Tag)), None)
        if tag is not None:
            self.have.note("no-exercise", tag.line, "error", label=name_of(tag.label))
        self.left_over(run)
