"""Three truths: Same needs a reason, Different needs a witness, everything else is Unknown and goes to a person."""

from __future__ import annotations

from typing import TypeAlias

from grader.late import dataclass, field
from grader.values import Counterexample, Finding


@dataclass(frozen=True, slots=True)
class Same:
    """Equal wherever both sides are defined. `certain` only where proved: by structure or an exact normal form.

    `by` is the method. `notes` say where the domains differ (`domains-differ`), and what was assumed. `everywhere`:
    it is known that both are defined at the same places.
    """

    by: str
    certain: bool
    notes: tuple[Finding, ...] = ()
    everywhere: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Different:
    """Not equal: the witness is a point or a small world where two enclosures are disjoint."""

    by: str
    witness: Counterexample | None
    certain: bool = True
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not decided, and why: a person decides."""

    finding: Finding


Truth: TypeAlias = Same | Different | Unknown
