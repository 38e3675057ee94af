"""What became of one link of a derivation."""

from __future__ import annotations

from grader.late import dataclass
from grader.values import Counterexample, Finding, StepOutcome


@dataclass(frozen=True, slots=True)
class Link:
    """What became of one link, by which method, with the evidence."""

    outcome: StepOutcome
    by: str
    certain: bool = True
    findings: tuple[Finding, ...] = ()
    counterexample: Counterexample | None = None

    @property
    def holds(self) -> bool:
        return self.outcome == "follows"

    def says(self, code: str) -> bool:
        return any(item.code == code for item in self.findings)

    def for_a_person(self) -> Link:
        return Link("undecided", self.by, False, (Finding("step-undecided"), *self.findings))
