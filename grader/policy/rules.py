"""The rules of a course over one run: before it the hand-ins as they see them, after it the points that count."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from grader.course.collect import Collected
from grader.course.model import Owner, Taken
from grader.errors import SpecError
from grader.late import dataclass, field, replace
from grader.policy.arrange import arrange
from grader.policy.late import Terms, adjusted
from grader.policy.model import Policy
from grader.policy.reading import read
from grader.values import Adjustment, Result


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say of one hand-in; `members` of the group, where it is one by these rules."""

    adjustment: Adjustment | None = None
    members: tuple[str, ...] = ()

    @property
    def deduction(self) -> Fraction:
        return self.adjustment.deduction if self.adjustment else Fraction(0)


@dataclass(slots=True)
class Rules:
    """The policy beside the exercises, and what it found out about the hand-ins of this run."""

    policy: Policy | None
    terms: dict[str, Terms] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    owners: dict[str, Owner] = field(default_factory=dict)
    language: str = "en"

    @classmethod
    def of(cls, exercises: Path) -> Rules:
        """Without a `policy.yaml` nothing changes. SpecError where it has mistakes."""
        policy, problems = read(exercises)
        if problems:
            raise SpecError(problems)
        return cls(policy)

    @property
    def register(self) -> Path | None:
        """Where, with pseudonyms, is kept who is who; None where that is no secret."""
        return Path(self.policy.register) if self.policy and self.policy.salt else None

    def arrange(self, collected: Collected) -> Collected:
        """The hand-ins as the rules see them."""
        if self.policy is None:
            return collected
        made = arrange(collected, self.policy)
        self.terms, self.notes = made.terms, made.notes
        return made.collected

    def meet(self, handins: Iterable[tuple[str, Taken]], language: str) -> None:
        """The hand-ins of the run, by the ids of their students."""
        self.owners, self.language = {student: taken.owner for student, taken in handins}, language

    def ruling(self, student: str, points: Fraction, most: Fraction) -> Ruling:
        """What the rules say of one hand-in that earned `points` of `most`."""
        if self.policy is None:
            return Ruling()
        owner = self.owners[student]
        made = adjusted(self.terms.get(owner.label, Terms()), self.policy, points, most, self.language)
        return Ruling(made, owner.members if owner.label in self.policy.groups and not self.policy.salt else ())

    def __call__(self, result: Result) -> Result:
        """A result with the points that count."""
        made = self.ruling(result.student, result.points, result.max_points)
        return replace(result, adjustment=made.adjustment, members=made.members or result.members)
