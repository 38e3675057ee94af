"""Attacks that must never earn marks: groups of an answer block, perhaps a notation, and what a cheat would write.

In each file of this folder a group may say its `question`, and `most`: the credit that none of its attacks may
exceed (0 where it says nothing). To go to a person is always well. `honest` answers stand beside them and must keep
their full credit, so that nobody closes a hole by refusing everyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.block import read_block
from grader.answer.claim.several import owners
from grader.answer.kind import Context
from grader.cases import answer_of
from grader.limits import Budget
from grader.notation.names import read_names
from grader.values import Verdict

HERE = Path(__file__).parent


def groups() -> Iterator[Any]:
    for file in sorted(HERE.glob("*.yaml")):
        for group in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):  # noqa: S506 (our own file)
            first = next(iter(group.get("attacks") or group.get("honest")))
            yield pytest.param(group, id=f"{file.stem}: {first[:60]}")


def verdict_on(group: dict[str, Any], text: str) -> Verdict:
    names, complaints = read_names(group.get("notation") or {})
    kind, faults = read_block(group["answer"], names)
    assert kind is not None and not complaints, (faults, complaints)
    context = Context(names, Budget.start(20), "attack", question=group.get("question", ""))
    return kind.check(answer_of(text), context)


@pytest.mark.parametrize("group", list(groups()))
def test_attacks_earn_nothing_and_honest_answers_keep_their_credit(group: dict[str, Any]) -> None:
    most = Fraction(group.get("most", "0"))
    attacks = {text: verdict_on(group, text) for text in group.get("attacks", ())}
    honest = {text: verdict_on(group, text) for text in group.get("honest", ())}
    paid = {text: said(verdict) for text, verdict in attacks.items() if (verdict.credit or 0) > most}
    robbed = {text: said(verdict) for text, verdict in honest.items() if verdict.outcome != "correct"}
    assert not paid and not robbed


def said(verdict: Verdict) -> tuple[object, ...]:
    return verdict.outcome, verdict.by, verdict.read_as, verdict.findings


@pytest.mark.parametrize("label", ["a_b " * 20 + "c", "a_b " * 1200, "max " * 20_000, "f_x y" * 30, "(" * 5000])
def test_names_of_any_length_are_looked_at_once(label: str) -> None:
    before = owners._named.cache_info().misses
    owners.owner(label, ("max", "min"), "Maximum and minimum of f")
    assert owners._named.cache_info().misses - before <= len(label)
