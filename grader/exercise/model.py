"""An assignment as its author wrote it, read and checked. Plain values; `load` makes them."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from grader.answer.kind import Kind
from grader.errors import Problem
from grader.exercise.nodes import Plain
from grader.exercise.typeset import typeset
from grader.late import dataclass
from grader.notation.names import Names

Reveal = Literal["outcome", "feedback", "solution"]
"""What a student sees: the outcome alone; why, with hints; or the solution as well."""

Want = Literal["correct", "partial", "incorrect"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A foreseen wrong answer: what it earns (0 to 1) and what its author tells the student."""

    kind: Kind
    text: str
    credit: Fraction
    feedback: str
    line: int = 0
    block: Plain = ""
    """The whole block by which it is checked."""


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """One thing that a part asks for. `name` is empty where the part asks for only one."""

    name: str
    kind: Kind
    points: Fraction
    block: Plain
    """The answer block as typed: read again where an earlier part's wrong value is carried forward."""
    also: tuple[Kind, ...] = ()
    """Other answers that are right."""
    mistakes: tuple[Mistake, ...] = ()
    line: int = 0
    column: int = 0
    also_blocks: tuple[Plain, ...] = ()
    """The blocks of the other right answers."""

    @property
    def expected(self) -> str:
        """The model answer as typed, the first where several are right."""
        return model_text(self.block)


@dataclass(frozen=True, slots=True)
class RubricLine:
    """What a person looks for, and what it is worth."""

    text: str
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A hand-in for one part, and what it must earn; `points` where the author says exactly how many."""

    text: str
    want: Want
    points: Fraction | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """An earlier part whose answer this part builds on; `name` stands for that answer here."""

    part: str
    answer: str
    name: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided (`review.yaml`): the points for an answer that says `text`, whoever gave it; or, where
    `student` is named, for all of the part in that hand-in. `around` are the words of an answer that waited, with
    `…` for its text; without it the decision is on what was marked, or on a text that stands alone. `digest` stands
    for both where they are too long to write out."""

    part: str
    points: Fraction
    comment: str = ""
    answer: str = ""
    text: str = ""
    around: str = ""
    digest: str = ""
    student: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One question. `id` is what a student writes above the answer: `6.2a`."""

    id: str
    question: str
    points: Fraction
    answers: tuple[NamedAnswer, ...]
    names: Names
    notation: dict[str, Plain]
    """The notation of exercise and part as typed: read again where a value is carried forward."""
    reveal: Reveal = "feedback"
    rubric: tuple[RubricLine, ...] = ()
    samples: tuple[Sample, ...] = ()
    uses: tuple[Use, ...] = ()
    solution: str = ""
    file: str = ""
    line: int = 0
    decisions: tuple[Decision, ...] = ()
    """What people have decided on answers to this part."""

    @property
    def formulas(self) -> tuple[tuple[str, str], ...]:
        """The formulas of the author's texts as they stand there, delimiters included, each with its MathML."""
        said = [mistake.feedback for answer in self.answers for mistake in answer.mistakes]
        said += [hint for answer in self.answers for hint in getattr(answer.kind, "hints", ())]
        said += [decision.comment for decision in self.decisions]
        return typeset((self.question, self.solution, *said), self.names)


@dataclass(frozen=True, slots=True)
class Exercise:
    id: str
    title: str
    parts: tuple[Part, ...]
    language: str = "en"
    file: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """All exercises of a folder, in the order of their files. `hash` changes with every byte of them."""

    title: str
    exercises: tuple[Exercise, ...]
    hash: str
    language: str = "en"
    warnings: tuple[Problem, ...] = ()
    elsewhere: tuple[Problem, ...] = ()
    """Mistakes of other parts than the one that was asked for."""
    reviewed: str = ""
    """Changes with every byte of what people have decided; `hash` does not, for it seeds what is tried out."""

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for exercise in self.exercises for part in exercise.parts)

    def part(self, wanted: str) -> Part | None:
        """The part of that id, whatever the case of its letters."""
        return next((part for part in self.parts if part.id.casefold() == wanted.casefold()), None)


TOGETHER = ("system", "choice")
"""Kinds whose list under `expected` is one answer, not several right ones."""


def model_text(block: Plain) -> str:
    """What an answer block expects, as typed: the first where several are right, the end of a derivation."""
    match block:
        case {"kind": kind, "expected": list() as items} if kind in TOGETHER:
            return ", ".join(map(model_text, items))
        case {"kind": "set" | "list" | "matrix" as kind, "expected": [_, _, *_] as items} if _are_entries(items):
            inside = ", ".join(map(model_text, items))
            return f"{{{inside}}}" if kind == "set" else f"[{inside}]"
        case str():
            return block
        case list():
            return model_text(block[0]) if block else ""
        case dict():
            return next((model_text(block[key]) for key in ("expected", "to") if key in block), "")


def _are_entries(items: list[Plain]) -> bool:
    """Whether these are the entries of one collection, and no collections of which any is right."""
    return not any(isinstance(item, list) or model_text(item)[:1] in ("[", "{", "(", "\\") for item in items)
