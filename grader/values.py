"""The glossary: the plain values that pass from room to room. Frozen, without behaviour of their own.

A value here never holds a foreign object: strings, numbers, tuples and other values only, so that
a result can be cached, sent to another process, printed as JSON or rendered as a page.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Literal

from grader.late import dataclass, field

Outcome = Literal["correct", "partial", "incorrect", "unreadable", "undecided", "missing"]
"""What became of an answer. `unreadable` and `undecided` carry no credit: a person decides."""

StepOutcome = Literal[
    "start", "follows", "does_not_follow", "implies_only", "implied_only", "unreadable", "undecided", "unchecked"
]
"""What became of one claimed statement of a derivation; `unchecked` only beside a value, where no line need be."""

PieceKind = Literal["math", "display", "prose", "struck", "code"]
Level = Literal["error", "assumption", "note"]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of character offsets in one text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell a person, without its words: they live in `marking.feedback`, by code and language.

    `code` is kebab-case (`unclosed-bracket`), `data` names what the sentence quotes, in a fixed order.
    """

    code: str
    level: Level = "error"
    span: Span | None = None
    data: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str:
        """The datum of that name, or an empty string."""
        return next((value for name, value in self.data if name == key), "")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one kind in a student's text, as written, without its delimiters.

    `math` stands inside a sentence, `display` on its own, `prose` is words, `struck` was crossed out,
    `code` is a verbatim block. `line` and `column` (from 1) say where `text` begins in the source.
    """

    kind: PieceKind
    text: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a student handed in for one part, in the order in which it was written."""

    pieces: tuple[Piece, ...]
    raw: str
    """The same stretch of the source, untouched (for showing; never parsed again)."""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Where two sides were evaluated and differ. All texts are ours, never the student's."""

    at: tuple[tuple[str, str], ...]
    expected: str
    student: str


@dataclass(frozen=True, slots=True)
class Step:
    """One claimed statement of a derivation and what became of it."""

    line: int
    text: str
    outcome: StepOutcome
    findings: tuple[Finding, ...] = ()
    read_as: str = ""
    mathml: str = ""
    counterexample: Counterexample | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer against what was expected. `credit` is from 0 to 1, None where a person must decide.

    The first finding says what decided; more may follow (domains, assumptions of the reader, hints).
    `read_as` and `mathml` show our reading of the answer; `text` is the part of the hand-in that counted.
    """

    outcome: Outcome
    credit: Fraction | None
    by: str
    certain: bool = True
    findings: tuple[Finding, ...] = ()
    counterexample: Counterexample | None = None
    steps: tuple[Step, ...] = ()
    """The statements on which the credit rests."""
    working: tuple[Step, ...] = ()
    """The statements beside a value: evidence, without credit. Where there are any there are no `steps`."""
    text: str = ""
    line: int = 1
    read_as: str = ""
    mathml: str = ""
    suggested: Fraction | None = None
    """Where a person decides: the credit that the program would propose (texts)."""
    around: str = ""
    """Where a person decides, or has decided: all the words of the answer, with `…` for what was read. Empty where
    the program decided."""

    @property
    def lines(self) -> tuple[Step, ...]:
        """Every statement that was judged."""
        return self.steps or self.working


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """A verdict with its words: what a report shows of one answer."""

    name: str
    verdict: Verdict
    message: str
    hints: tuple[str, ...] = ()
    step_messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """Two curves over the same places, evenly from `low` to `high`; None where there is no value. `at` is a place
    where they differ."""

    name: str
    variable: str
    low: float
    high: float
    expected: tuple[float | None, ...]
    student: tuple[float | None, ...]
    at: float | None = None


ShownKind = Literal["words", "label", "formula", "display", "unread", "struck"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a line of a student's text as a page shows it. `text` is as written, without delimiters;
    `mathml` is our reading of a formula. `unread` is shown as it was typed; `struck` stands crossed out."""

    line: int
    kind: ShownKind
    text: str
    mathml: str = ""


@dataclass(frozen=True, slots=True)
class PartResult:
    """One part of an exercise for one student. `points` is None where a person must decide."""

    part: str
    outcome: Outcome
    points: Fraction | None
    max_points: Fraction
    answers: tuple[AnswerResult, ...] = ()
    needs_person: bool = False
    question: str = ""
    raw: str = ""
    line: int = 0
    feedback: tuple[str, ...] = ()
    """The author's feedback for a foreseen mistake, and remarks of the marking scheme."""
    doubts: tuple[str, ...] = ()
    """What leaves the whole part to a person, whatever its answers are."""
    comments: tuple[str, ...] = ()
    """What a person who decided says to the student."""
    solution: str = ""
    """Shown only where the exercise reveals it."""
    pieces: tuple[Piece, ...] = ()
    formulas: tuple[tuple[str, str], ...] = ()
    """The formulas of the author's texts (question, feedback, solution) as they stand there, delimiters
    included, each with its MathML: so that a report can typeset them and need not read."""
    plots: tuple[Plot, ...] = ()
    """Made for a page alone, and only where the solution is shown."""
    shown: tuple[Shown, ...] = ()
    """The student's text in order, to be typeset; made for a page alone. `raw` is what was typed."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """All that is said of the part as a whole."""
        return (*self.doubts, *self.comments, *self.feedback)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What the rules of a course make of the points of one hand-in; the points themselves stay as they are."""

    points: Fraction
    """What counts, as far as all is decided."""
    deduction: Fraction
    why: tuple[str, ...] = ()
    handed_in: str = ""
    """As far as the course system says; empty where it does not."""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything about one hand-in."""

    student: str
    members: tuple[str, ...]
    source: str
    parts: tuple[PartResult, ...]
    notes: tuple[str, ...] = ()
    """Sentences on what could not be placed or read in the file."""
    language: str = "en"
    adjustment: Adjustment | None = None
    """By the rules of the course; never kept, but made anew in every run."""

    @property
    def counts(self) -> Fraction:
        """The points that count: those that are certain so far, by the rules of the course."""
        return self.points if self.adjustment is None else self.adjustment.points

    @property
    def points(self) -> Fraction:
        """The points that are certain so far."""
        return sum((p.points for p in self.parts if p.points is not None), Fraction(0))

    @property
    def max_points(self) -> Fraction:
        return sum((p.max_points for p in self.parts), Fraction(0))

    @property
    def open_points(self) -> Fraction:
        """The points on which a person has yet to decide."""
        return sum((p.max_points for p in self.parts if p.points is None), Fraction(0))


@dataclass(frozen=True, slots=True)
class ClassResults:
    """One run: the assignment and every hand-in, in a fixed order."""

    title: str
    hash: str
    students: Collection[Result]
    """In a fixed order; may be read from where it is kept each time that one goes through it."""
    problems: tuple[str, ...] = field(default=())
    """Sentences on files that could not be graded at all."""
