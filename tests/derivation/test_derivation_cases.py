"""Derivations written by hand: no sound line is called wrong, and a planted mistake is named at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.block import read_block
from grader.answer.derivation.beside import working
from grader.answer.kind import Context
from grader.limits import Budget
from grader.notation.cut import cut
from grader.notation.names import read_names
from grader.values import Answer, Verdict

CASES = Path(__file__).parent / "cases"
FAULTS = {"does_not_follow", "implies_only", "implied_only"}
SOUND = {"start", "follows"}


def load() -> list[dict[str, Any]]:
    files = sorted(CASES.glob("*.yaml"))
    return [case for path in files for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def written(text: str) -> str:
    """How a student wrote it: LaTeX with displays, Markdown with formulas in sentences and lists, or typed."""
    if any(mark in text for mark in ("$$", "\\begin", "\\[")):
        return "LaTeX"
    return "Markdown" if "$" in text else "typed"


def test_each_field_is_there_in_each_way_of_writing_sound_and_with_a_mistake() -> None:
    for path in CASES.glob("*.yaml"):
        cases = yaml.safe_load(path.read_text(encoding="utf-8"))
        for way in ("LaTeX", "Markdown", "typed"):
            assert any(written(case["text"]) == way and case.get("planted") for case in cases), (path.stem, way)


def planted() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(case, mistake) for case in load() for mistake in case.get("planted", [])]


def check(case: dict[str, Any], text: str) -> Verdict:
    names, findings = read_names(case.get("notation", {}))
    assert not findings, findings
    kind, found = read_block(case["answer"], names)
    assert kind is not None, found
    return kind.check(Answer(cut(text), text), Context(names, Budget.start(20), case["name"]))


def shown(verdict: Verdict) -> list[tuple[int, str, str]]:
    return [(step.line, step.outcome, step.text) for step in verdict.steps]


@pytest.mark.parametrize("case", load(), ids=lambda case: case["name"])
def test_sound_derivations_are_correct(case: dict[str, Any]) -> None:
    verdict = check(case, case["text"])
    gains = set(case.get("gains", ()))  # lines of squaring and its like: they may gain solutions that are dropped
    assert all(step.outcome in SOUND for step in verdict.steps if step.line not in gains), shown(verdict)
    assert {step.line for step in verdict.steps if step.outcome == "implies_only"} == gains
    assert verdict.outcome == "correct", (verdict.findings, shown(verdict))
    assert verdict.credit == 1


@pytest.mark.parametrize(
    ("case", "mistake"), planted(), ids=[f"{case['name']} {m['line']} {n}" for n, (case, m) in enumerate(planted())]
)
def test_planted_mistake_is_named(case: dict[str, Any], mistake: dict[str, Any]) -> None:
    before, after = mistake["change"]
    assert case["text"].count(before) == 1, "the place of a planted mistake must be the only one"
    verdict = check(case, case["text"].replace(before, after))
    wrong = [step for step in verdict.steps if step.outcome in FAULTS and step.line not in case.get("gains", ())]
    assert wrong, (verdict.outcome, shown(verdict))
    assert wrong[0].line == mistake["line"], shown(verdict)
    assert wrong[0].outcome == mistake.get("outcome", wrong[0].outcome)
    assert verdict.outcome in ("incorrect", "partial"), verdict.findings
    assert any(finding.get("line") == str(mistake["line"]) for finding in verdict.findings[:1]), verdict.findings


def beside_a_value(case: dict[str, Any], text: str) -> list[tuple[int, str]]:
    """The lines that are called wrong where the text is working beside a value, and no derivation is asked."""
    names, _ = read_names(case.get("notation", {}))
    steps = working(Answer(cut(text), text), Context(names, Budget.start(20), case["name"]))
    return [(step.line, step.text) for step in steps if step.outcome == "does_not_follow"]


@pytest.mark.parametrize("case", load(), ids=lambda case: case["name"])
def test_beside_a_value_no_sound_line_is_called_wrong(case: dict[str, Any]) -> None:
    assert not beside_a_value(case, case["text"])


def test_beside_a_value_most_planted_mistakes_in_chains_are_named() -> None:
    found = []
    for case, mistake in planted():
        if case["answer"].get("relation") != "equivalence":
            wrong = beside_a_value(case, case["text"].replace(*mistake["change"]))
            found.append(wrong and wrong[0][0] == mistake["line"])
    assert sum(map(bool, found)) >= 0.6 * len(found)
