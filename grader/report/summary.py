"""What a class page shows: how the marks are spread, how each part went, what was got wrong alike.

Results are counted one by one and forgotten, so that a class of ten thousand needs little memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import sqrt
from sys import intern
from typing import TypeAlias

from grader.late import dataclass, field, replace
from grader.report.row import Mistake, PartRow, Row
from grader.values import Outcome

OUTCOMES: tuple[Outcome, ...] = ("correct", "partial", "incorrect", "unreadable", "undecided", "missing")
BINS = 10
ENOUGH = 5
"""Students from whom a correlation is worth showing."""
AGREE = 3
"""Students who must agree on an answer marked wrong before the key is doubted."""
ALIKE = 5
"""Groups of equal wrong answers shown for a part."""


@dataclass(slots=True)
class Group:
    """Students who made the same mistake: the same wrong answer, or the same first line that does not follow."""

    name: str
    read_as: str
    message: str
    mathml: str
    text: str
    """As one of them wrote it."""
    count: int = 0
    rests: list[float] = field(default_factory=list)
    """What each of them earned in the other parts."""

    def with_more(self, other: Group) -> Group:
        """The same with another spelling of it."""
        return replace(self, count=self.count + other.count, rests=[*self.rests, *other.rests])


@dataclass(frozen=True, slots=True)
class Doubt:
    """Many agree on an answer that is marked wrong: `count` of all, `best` of the `of` who are best in the other
    parts; `right` were marked right."""

    name: str
    read_as: str
    count: int
    right: int
    best: int
    of: int
    mathml: str = ""


@dataclass(frozen=True, slots=True)
class PartSummary:
    """One part over the class. `facility` is the share of the points earned where they are decided."""

    part: str
    outcomes: tuple[tuple[Outcome, int], ...]
    facility: Fraction | None
    discrimination: float | None
    groups: tuple[Group, ...]
    doubt: Doubt | None = None
    """The key may be wrong."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part that a person must look at; `number` is its place on the student's page, from 1."""

    student: str
    part: str
    number: int
    outcome: Outcome
    max_points: Fraction
    message: str
    suggested: Fraction | None
    """The share of the points that the program would propose."""


@dataclass(frozen=True, slots=True)
class Heap:
    """All that waits in one part, so that equal questions are met together."""

    part: str
    waiting: tuple[Waiting, ...]

    @property
    def points(self) -> Fraction:
        return sum((one.max_points for one in self.waiting), Fraction(0))


@dataclass(frozen=True, slots=True)
class StudentSummary:
    """One line of the class list."""

    student: str
    points: Fraction
    max_points: Fraction
    open_points: Fraction
    outcomes: tuple[tuple[str, Outcome], ...]
    deduction: Fraction = Fraction(0)
    """What the rules of the course took off; `points` are without it."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The class at a glance. `bins` count students by tenths of all points."""

    students: tuple[StudentSummary, ...]
    mean: Fraction | None
    bins: tuple[int, ...]
    parts: tuple[PartSummary, ...]
    heaps: tuple[Heap, ...]

    @property
    def waiting(self) -> int:
        """How many parts of how many students wait for a person."""
        return sum(len(heap.waiting) for heap in self.heaps)

    @property
    def shares(self) -> tuple[int, int] | None:
        """Of all points of the class those that count and those that are open, in thousandths."""
        whole = sum((one.max_points for one in self.students), Fraction(0))
        if not whole:
            return None
        counts = sum((one.points for one in self.students), Fraction(0))
        still = sum((one.open_points for one in self.students), Fraction(0))
        return round(1000 * counts / whole), round(1000 * still / whole)

    @property
    def percents(self) -> tuple[int, int] | None:
        """`shares` in whole percent, of which neither has lost a part that the other could have: together they are
        what both are together, rounded."""
        if self.shares is None:
            return None
        counts, still = self.shares
        first = (counts + 5) // 10
        return first, min((counts + still + 5) // 10, 100) - first

    @property
    def max_points(self) -> Fraction:
        return max((one.max_points for one in self.students), default=Fraction(0))


Together: TypeAlias = Callable[[str, Sequence[Group]], list[Group]]


@dataclass(slots=True)
class Tally:
    """The counts of one part."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    earned: Fraction = Fraction(0)
    decided: Fraction = Fraction(0)
    pairs: list[tuple[float, float]] = field(default_factory=list)
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)


def doubtful(summary: Summary) -> list[dict[str, str | int]]:
    """The keys that may be wrong, for `results.json`."""
    found = ((part.part, part.doubt) for part in summary.parts)
    return [
        {
            "part": name,
            "answer": doubt.name,
            "read_as": doubt.read_as,
            "students": doubt.count,
            "right": doubt.right,
            "best_students": doubt.best,
            "of_best": doubt.of,
        }
        for name, doubt in found
        if doubt
    ]


@dataclass(slots=True)
class Count:
    """A class being counted."""

    students: list[StudentSummary] = field(default_factory=list)
    waiting: dict[str, list[Waiting]] = field(default_factory=dict)
    parts: dict[str, Tally] = field(default_factory=dict)

    def add(self, one: Row, deduction: Fraction = Fraction(0)) -> None:
        """Count one student, of whose points the rules of the course take `deduction`."""
        outcomes = tuple((part.part, part.outcome) for part in one.parts)
        counts, most, still = one.points - deduction, one.max_points, one.open_points
        self.students.append(StudentSummary(one.student, counts, most, still, outcomes, deduction))
        for number, part in enumerate(one.parts, start=1):
            if part.waits:
                self.waiting.setdefault(part.part, []).append(_waiting(one.student, number, part))
            _add(self.parts.setdefault(part.part, Tally()), part, one.points)

    def summary(self, together: Together = lambda _, groups: list(groups)) -> Summary:
        """The figures of all that was counted. `together` makes one of the groups of a part that mean the same."""
        shares = [one.points / one.max_points for one in self.students if one.max_points]
        bins = Counter(min(int(share * BINS), BINS - 1) for share in shares)
        total = sum((one.points for one in self.students), Fraction(0))
        return Summary(
            students=tuple(self.students),
            mean=total / len(self.students) if self.students else None,
            bins=tuple(bins[n] for n in range(BINS)),
            parts=tuple(_part(name, tally, together) for name, tally in self.parts.items()),
            heaps=tuple(Heap(name, tuple(self.waiting[name])) for name in self.parts if name in self.waiting),
        )


def _waiting(student: str, number: int, part: PartRow) -> Waiting:
    # Equal sentences are one string: a large class has few of them.
    why = intern(part.why)
    return Waiting(student, part.part, number, part.outcome, part.max_points, why, part.suggested)


def _add(tally: Tally, part: PartRow, points: Fraction) -> None:
    tally.outcomes[part.outcome] += 1
    if part.points is not None:
        tally.earned += part.points
        tally.decided += part.max_points
        tally.pairs.append((float(part.points), float(points - part.points)))
    for one in part.mistakes:
        group = tally.groups.setdefault((one.name, one.read_as), _group(one))
        group.count += 1
        group.rests.append(float(points - (part.points or 0)))


def _group(one: Mistake) -> Group:
    return Group(one.name, one.read_as, one.message, one.mathml, one.text)


def _part(name: str, tally: Tally, together: Together) -> PartSummary:
    found = together(name, list(tally.groups.values()))
    common = sorted((g for g in found if g.count > 1), key=lambda g: (-g.count, g.read_as))
    return PartSummary(
        name,
        tuple((outcome, tally.outcomes[outcome]) for outcome in OUTCOMES if tally.outcomes[outcome]),
        # Where most is open the share of the rest says little: often only the empty answers are decided.
        tally.earned / tally.decided if 2 * len(tally.pairs) >= tally.outcomes.total() and tally.decided else None,
        _discrimination(tally.pairs),
        tuple(common[:ALIKE]),
        next(filter(None, (_doubt(tally, group) for group in common)), None),
    )


def _doubt(tally: Tally, group: Group) -> Doubt | None:
    """Whether many agree on this answer: more than were right, or more than half of the best quarter of the class.
    A sentence on a derivation is no answer on which one could agree."""
    if group.count < AGREE or not group.mathml:
        return None
    right, rests = tally.outcomes["correct"], sorted((rest for _, rest in tally.pairs), reverse=True)
    line = rests[(len(rests) - 1) // 4] if len(rests) >= ENOUGH else float("inf")
    # Who earned nothing elsewhere is not among the best, however many did so.
    best = sum(rest >= line and rest > 0 for rest in rests)
    agree = sum(rest >= line and rest > 0 for rest in group.rests)
    if group.count > right or (agree >= AGREE and 2 * agree > best):
        return Doubt(group.name, group.read_as, group.count, right, agree, best, group.mathml)
    return None


def _discrimination(pairs: list[tuple[float, float]]) -> float | None:
    """Correlation of the points for this part with the points for all others (item-rest correlation)."""
    if len(pairs) < ENOUGH:
        return None
    mean_x, mean_y = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    xy = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    xx, yy = sum((x - mean_x) ** 2 for x, _ in pairs), sum((y - mean_y) ** 2 for _, y in pairs)
    return round(xy / sqrt(xx * yy), 2) + 0.0 if xx * yy > 0 else None
