"""The whole pipeline on one screen: an assignment and a document in, a result out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import PurePath
from typing import TypeAlias

from grader.exercise.model import Assignment, Part
from grader.marking.copied import only_question
from grader.marking.decisions import override
from grader.marking.scheme import left_open, mark_part
from grader.sentences import sentence
from grader.submission.join import join
from grader.submission.model import Document
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
    language = assignment.language
    parts = tuple(part.id for part in assignment.parts)
    said = frozenset(answer.name.casefold() for part in assignment.parts for answer in part.answers)
    placement = join([(one.source, place(one, parts, said)) for one in (document, *more)])
    elsewhere = placement.unplaced or any(map(may_answer_another, placement.answers.values()))
    results: dict[str, PartResult] = {}
    settled: set[str] = set()  # parts that were answered in several places, all of them right or one alone
    for part in assignment.parts:
        answer, twice = placement.answers.get(part.id), placement.twice.get(part.id, ())
        own = [one for one in placement.apart.get(part.id, ()) if not only_question(one, part)]
        apart = [mark(part, one, language, results, (), assignment.hash) for one in own]
        alone = len(apart) == 1 < len(placement.apart[part.id])  # the others are the question, copied
        if alone or (apart and all(one.outcome == "correct" for one in apart)):
            settled.add(part.id)
            marked = apart[-1]
        else:
            marked = mark(part, answer, language, results, twice, assignment.hash)
        if (answer is None or only_question(answer, part)) and (elsewhere or part.id in placement.named):
            marked = left_open(marked, Finding("perhaps-elsewhere"), language)
        elif part.id in placement.doubts and marked.outcome != "missing":
            marked = left_open(marked, placement.doubts[part.id], language)
        elif part.id in placement.shared and marked.outcome != "correct":
            marked = left_open(marked, Finding("names-another-part"), language)
        results[part.id] = override(part, marked, student, language)
    if placement.twice.keys() - settled:
        for part in (each for each in assignment.parts if each.id in placement.under_others):
            if results[part.id].outcome == "missing":
                marked = left_open(results[part.id], Finding("perhaps-elsewhere"), language)
                results[part.id] = override(part, marked, student, language)
    return Result(
        student=student or PurePath(document.source).stem,
        members=placement.members,
        source=document.source,
        parts=tuple(results.values()),
        notes=tuple(
            dict.fromkeys(sentence(note, language) for note in placement.notes if not _settled(note, settled))
        ),
        language=language,
    )


def _settled(note: Finding, parts: Set[str]) -> bool:
    """Whether a person is asked by this note for what needs none."""
    return note.code == "part-twice" and note.get("part") in parts
