"""How the solutions of one statement lie to those of another."""

from __future__ import annotations

from typing import Literal

from grader.late import dataclass
from grader.values import Counterexample, Finding

Relation = Literal["same", "left_in_right", "right_in_left", "different", "unknown"]


@dataclass(frozen=True, slots=True)
class Solutions:
    """`left_in_right`: every solution of the left solves the right (the left implies the right).

    `gained` are solutions of the right alone, `lost` of the left alone, as texts of ours.
    """

    relation: Relation
    by: str
    certain: bool = True
    findings: tuple[Finding, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    counterexample: Counterexample | None = None


def solution(code: str, at: tuple[tuple[str, str], ...]) -> Finding:
    """`solutions-gained` or `solutions-lost` with a point that shows it."""
    if len(at) == 1:
        return Finding(code, "error", None, (("name", at[0][0]), ("values", at[0][1])))
    return Finding(code, "error", None, (("at", ", ".join(f"{name} = {value}" for name, value in at)),))
