"""Derivations as students write them, by kind of writing: what is right, what is wrong, and what a person sees."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.block import read_block
from grader.answer.kind import Context
from grader.limits import Budget
from grader.notation.cut import cut
from grader.notation.names import read_names
from grader.values import Answer

GROUPS = yaml.safe_load((Path(__file__).parent / "cases_spellings.yaml").read_text(encoding="utf-8"))


def cases() -> Iterator[Any]:
    for group in GROUPS:
        for outcome in ("correct", "person"):
            for text in group.get(outcome, ()):
                yield pytest.param(group, text, outcome, id=f"{group['kind']} {outcome}: {text[:60]!r}")
        for text, credit in group.get("less", ()):
            yield pytest.param(group, text, Fraction(str(credit)), id=f"{group['kind']} {credit}: {text[:60]!r}")


@pytest.mark.parametrize("group, text, outcome", list(cases()))
def test_spelling(group: dict[str, Any], text: str, outcome: str | Fraction) -> None:
    """`less`: something is wrong, and so much credit it has at the most."""
    names, complaints = read_names(group.get("notation") or {})
    kind, faults = read_block(group["answer"], names)
    assert kind is not None and not complaints, (faults, complaints)
    verdict = kind.check(Answer(cut(text), text), Context(names, Budget.start(20), "spellings"))
    told = verdict.outcome, verdict.credit, verdict.findings, [(s.line, s.outcome, s.text) for s in verdict.steps]
    if isinstance(outcome, Fraction):
        assert verdict.outcome in ("partial", "incorrect"), told
        assert verdict.credit is not None and verdict.credit <= outcome, told
    elif outcome == "person":
        assert verdict.outcome in ("unreadable", "undecided"), told
        assert verdict.credit is None, told
    else:
        assert verdict.outcome == "correct", told
