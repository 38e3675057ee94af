"""One question, many ways to write its answer: groups of a block and what becomes of each answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.block import read_block
from grader.answer.kind import Context
from grader.cases import answer_of
from grader.limits import Budget
from grader.notation.names import read_names

FILE = Path(__file__).with_name("spellings.yaml")
OUTCOMES = ("correct", "partial", "incorrect", "undecided", "unreadable")


def cases() -> Iterator[Any]:
    groups = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (our own file)
    for group in groups:
        for outcome in OUTCOMES:
            for text in group.get(outcome, ()):
                yield pytest.param(group, text, outcome, id=f"{group['answer']} <- {text}")


@pytest.mark.parametrize("group, text, outcome", list(cases()))
def test_spelling(group: dict[str, Any], text: str, outcome: str) -> None:
    names, complaints = read_names(group.get("notation") or {})
    kind, faults = read_block(group["answer"], names)
    assert kind is not None and not complaints, (faults, complaints)
    verdict = kind.check(answer_of(text), Context(names, Budget.start(20), "spellings"))
    assert verdict.outcome == outcome, (verdict.by, verdict.read_as, verdict.findings)
