"""The answers of a class, grouped by meaning: equal readings first, which costs nothing, then readings with one
fingerprint that certainly mean the same. Read from `results.json`, so that no hand-in is opened again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from grader.errors import GraderError
from grader.exercise.model import Assignment, NamedAnswer, Part
from grader.late import dataclass, field
from grader.marking.decisions import comparable, digest, mark, reading
from grader.report.formats.data import students
from grader.values import Outcome

COMPARED = 60
"""With so many groups that its fingerprint does not tell it from a reading is compared, the largest first."""
WAITING = ("unreadable", "undecided")
RIGHT = ("correct", "missing")


class Meaning(Protocol):
    """Asks what readings mean: `marking.decisions.equal` and `meaning`, in a process that may be replaced."""

    def equal(self, left: str, right: str, part: Part) -> bool:
        """Whether two readings certainly mean the same."""
        ...

    def key(self, reading: str, part: Part) -> str:
        """What readings that mean the same share; empty where that is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Group:
    """Students who gave the same answer. `reading` is its commonest spelling, by which it is grouped and decided;
    `key` is short and stays the same as long as that does."""

    key: str
    part: str
    question: str
    answer: str
    own: str
    """What one of them wrote: all of it where it is known, else the lines that counted."""
    read_as: str
    """How that was read; empty where it was read as words alone, or line by line."""
    reading: str
    around: str
    """The words of an answer that waits or waited, with `…` for its reading: they are equal in a group."""
    spellings: tuple[str, ...]
    students: tuple[str, ...]
    outcome: Outcome
    message: str
    hints: tuple[str, ...]
    expected: str
    max_points: str
    waits: bool
    """Something is to be decided."""
    by_person: bool
    """A person has decided already."""


@dataclass(slots=True)
class _Heap:
    """Answers with one reading; `own` and `counted` are the student's words, all and those that counted."""

    reading: str
    around: str
    own: str
    counted: str
    compared: bool
    """It is a formula, so that another reading may mean the same."""
    outcome: Outcome
    message: str
    hints: tuple[str, ...]
    by: str
    key: str = ""
    """The fingerprint of the reading."""
    students: list[str] = field(default_factory=list)


_Heaps: TypeAlias = dict[tuple[str, str], dict[tuple[str, str], _Heap]]
"""By part and answer, then by reading and the words around it."""


@dataclass(frozen=True, slots=True)
class Alone:
    """What no group holds: a part that was answered twice, or of which nothing could be read. It is looked at on
    the student's page, and decided for that student."""

    student: str
    part: str
    message: str
    max_points: str


def groups(
    assignment: Assignment, results: Path, meaning: Meaning, every: bool = False
) -> tuple[list[Group], list[Alone]]:
    """What waits for a person, or every answer that is not right: largest group first. GraderError where
    `results` is no results.json."""
    heaps: _Heaps = defaultdict(dict)
    alone: list[Alone] = []
    for student, part in _parts(results):
        loose = _gather(heaps, student, part, every)
        if loose:
            said = [*part["feedback"], *(one["message"] for one in part["answers"])]
            message = str(next(filter(None, said), ""))
            alone.append(Alone(student, str(part["part"]), message, str(part["max_points"])))
    found: list[Group] = []
    for key, readings in heaps.items():
        found += _grouped(assignment, key, list(readings.values()), meaning)
    order = {part.id: n for n, part in enumerate(assignment.parts)}
    found.sort(key=lambda one: (-len(one.students), order.get(one.part, 0), one.answer, one.reading))
    return found, alone


def _parts(results: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    file = results / "results.json" if results.is_dir() else results
    try:
        for student in students(file):
            for part in student["parts"]:
                yield str(student["id"]), part
    except OSError as fault:
        raise GraderError(f"I cannot read {file}: run `grader grade` first.") from fault
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise GraderError(f"{file} is not a results.json of this program.") from fault


def handed_in(results: Path, student: str, part: str) -> str:
    """What became of a part in one hand-in; empty where there is no such hand-in or part."""
    found = (str(one["outcome"]) for each, one in _parts(results) if (each, one["part"]) == (student, part))
    return next(found, "")


def _gather(heaps: _Heaps, student: str, part: dict[str, Any], every: bool) -> bool:
    """Puts the answers where they belong; True where the part waits and nothing of it can be grouped."""
    open_answers = [one for one in part["answers"] if one["outcome"] in WAITING]
    faulty = [one for one in part["answers"] if one["outcome"] not in RIGHT or one["by"] == "person"]
    wanted = faulty if every else open_answers
    unread = False
    for one in wanted:
        steps = [step["text"] for step in one["steps"]] if one["by_steps"] else []  # else they stand beside it
        said = reading(one["text"], one["read_as"], steps)
        if not said:
            unread = unread or one in open_answers
            continue
        heap = _heap(part, one, said, steps)
        heap = heaps[part["part"], one["name"]].setdefault((said, heap.around), heap)
        heap.students.append(student)
    return bool(part["needs_person"]) and (unread or not open_answers)


def _heap(part: dict[str, Any], one: dict[str, Any], said: str, steps: list[str]) -> _Heap:
    counted = "\n".join(steps) or str(one["text"])
    own = str(part.get("raw") or counted).strip("\n")
    compared = bool(one["read_as"]) and not steps
    words = str(one.get("around", ""))
    hints = tuple(one["hints"])
    return _Heap(said, words, own, counted, compared, one["outcome"], one["message"], hints, one["by"])


def _grouped(assignment: Assignment, key: tuple[str, str], heaps: list[_Heap], meaning: Meaning) -> Iterator[Group]:
    """Heaps with one meaning as one group. An answer that the exercises no longer have is left out."""
    part = assignment.part(key[0])
    wanted = next((one for one in part.answers if one.name == key[1]), None) if part else None
    if part is None or wanted is None:
        return
    heaps.sort(key=lambda one: (-len(one.students), one.reading, one.around))
    made: list[list[_Heap]] = []
    for heap in heaps:
        heap.key = meaning.key(heap.reading, part) if heap.compared and comparable(wanted) else ""
        near = islice((group for group in made if _alike(group[0], heap, wanted)), COMPARED)
        home = next((group for group in near if meaning.equal(group[0].reading, heap.reading, part)), None)
        if home is None:
            made.append([heap])
        else:
            home.append(heap)
    for group in made:
        yield _group(group, part, wanted)


def _alike(one: _Heap, other: _Heap, wanted: NamedAnswer) -> bool:
    """Whether it is worth asking if two heaps mean the same: their words do not tell them apart, nor do their
    fingerprints."""
    if (one.around, one.outcome) != (other.around, other.outcome):
        return False
    if not (one.compared and other.compared and comparable(wanted)):
        return False
    return not (one.key and other.key) or one.key == other.key


def _group(heaps: list[_Heap], part: Part, wanted: NamedAnswer) -> Group:
    first = heaps[0]
    counted = Counter(heap.outcome for heap in heaps)
    return Group(
        key=digest(f"{part.id}\n{wanted.name}\n{mark(first.reading, first.around)}")[:8],
        part=part.id,
        question=part.question,
        answer=wanted.name,
        own=first.own,
        read_as=first.reading if first.compared else "",
        reading=first.reading,
        around=first.around,
        spellings=tuple(heap.counted for heap in heaps),
        students=tuple(sorted(student for heap in heaps for student in heap.students)),
        outcome=counted.most_common(1)[0][0],
        message=first.message,
        hints=first.hints,
        expected=wanted.expected,
        max_points=str(wanted.points),
        waits=any(heap.outcome in WAITING for heap in heaps),
        by_person=all(heap.by == "person" for heap in heaps),
    )
