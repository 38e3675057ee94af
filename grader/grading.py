"""The whole pipeline on one screen: an assignment and a document in, a result out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TypeAlias

from grader.exercise.model import Assignment, Part
from grader.marking.copied import only_question
from grader.marking.decisions import override
from grader.marking.scheme import left_open, mark_part
from grader.sentences import sentence
from grader.submission.join import join
from grader.submission.model import Document, Placement
from grader.submission.segment import place
from grader.submission.stray import may_answer_another
from grader.values import Answer, Finding, PartResult, Result

Earlier: TypeAlias = Mapping[str, PartResult]
MarkPart: TypeAlias = Callable[[Part, Answer | None, str, Earlier, tuple[int | str, ...], str], PartResult]
"""As `mark_part`."""


def grade(
    assignment: Assignment,
    document: Document,
    student: str = "",
    mark: MarkPart = mark_part,
    more: Sequence[Document] = (),
) -> Result:
    """Finds the answers in the document, marks every part, and says in sentences what could not be placed or read.

    `student` is who hands in; the name of the file where it is empty. `mark` marks one part (`batch` watches it).
    `more` are further files of the same hand-in: a part that is answered in two of them waits for a person.
    Never raises for what a student wrote.
    """
    parts = tuple(part.id for part in assignment.parts)
    said = frozenset(answer.name.casefold() for part in assignment.parts for answer in part.answers)
    placement = join([(one.source, place(one, parts, said)) for one in (document, *more)])
    marking = _Marking(assignment, placement, student, mark)
    for part in assignment.parts:
        marking.add(part)
    marking.look_under_others()
    return Result(
        student=student or PurePath(document.source).stem,
        members=placement.members,
        source=document.source,
        parts=tuple(marking.results.values()),
        notes=tuple(dict.fromkeys(sentence(note, assignment.language) for note in marking.notes())),
        language=assignment.language,
    )


class _Marking:
    """The parts of one hand-in, marked in their order: a later one may use values of an earlier one."""

    def __init__(self, assignment: Assignment, placement: Placement, student: str, mark: MarkPart) -> None:
        self.assignment, self.placement, self.student, self.mark = assignment, placement, student, mark
        self.elsewhere = placement.unplaced or any(map(may_answer_another, placement.answers.values()))
        self.results: dict[str, PartResult] = {}
        self.settled: set[str] = set()
        """Parts that were answered in several places, all of them right or one alone."""

    def add(self, part: Part) -> None:
        """Mark what was placed at the part; where the place is in doubt, leave it to a person."""
        answer = self.placement.answers.get(part.id)
        marked = self._in_several_places(part) or self._marked(part, answer, self.placement.twice.get(part.id, ()))
        self._keep(part, marked, self._doubt(part, answer, marked))

    def _marked(self, part: Part, answer: Answer | None, twice: tuple[int | str, ...] = ()) -> PartResult:
        return self.mark(part, answer, self.assignment.language, self.results, twice, self.assignment.hash)

    def _keep(self, part: Part, marked: PartResult, doubt: Finding | None) -> None:
        language = self.assignment.language
        marked = marked if doubt is None else left_open(marked, doubt, language)
        self.results[part.id] = override(part, marked, self.student, language)

    def _in_several_places(self, part: Part) -> PartResult | None:
        """The last of several answers where no person need choose: all are right, or the others are the question,
        copied."""
        places = self.placement.apart.get(part.id, ())
        own = [one for one in places if not only_question(one, part)]
        apart = [self._marked(part, one) for one in own]
        alone = len(apart) == 1 < len(places)
        if not (alone or (apart and all(one.outcome == "correct" for one in apart))):
            return None
        self.settled.add(part.id)
        return apart[-1]

    def _doubt(self, part: Part, answer: Answer | None, marked: PartResult) -> Finding | None:
        placement = self.placement
        if (answer is None or only_question(answer, part)) and (self.elsewhere or part.id in placement.named):
            return Finding("perhaps-elsewhere")
        if part.id in placement.doubts and marked.outcome != "missing":
            return placement.doubts[part.id]
        if part.id in placement.shared and marked.outcome != "correct":
            return Finding("names-another-part")
        return None

    def look_under_others(self) -> None:
        """A part without an answer may stand under the label of one that was answered twice."""
        if not self.placement.twice.keys() - self.settled:
            return
        for part in self.assignment.parts:
            if part.id in self.placement.under_others and self.results[part.id].outcome == "missing":
                self._keep(part, self.results[part.id], Finding("perhaps-elsewhere"))

    def notes(self) -> Iterator[Finding]:
        """What is to be told of the whole; which of several answers counts, nobody is asked where it is settled."""
        for note in self.placement.notes:
            if note.code != "part-twice" or note.get("part") not in self.settled:
                yield note
