"""Cases as a teacher would write them: a block, an answer, what becomes of it and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.answer.block import read_block
from grader.answer.kind import Context
from grader.cases import answer_of
from grader.limits import Budget
from grader.notation.names import Names, read_names

HERE = Path(__file__).parent


def rows(name: str) -> Any:
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (our own file)


CASES = [(group, *case) for group, cases in rows("cases.yaml").items() for case in cases]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}: {case[1].get('expected', '')} <- {case[2]}")
def test_case(case: tuple[Any, ...]) -> None:
    _, block, student, outcome, *codes = case
    kind, faults = read_block(block, Names())
    assert kind is not None, faults
    verdict = kind.check(answer_of(student), Context(Names(), Budget.start(20)))
    found = [item.code for item in verdict.findings]
    assert verdict.outcome == outcome, (found, verdict.by, verdict.read_as)
    assert set(codes) <= set(found), found
    assert (verdict.credit is None) == (outcome in ("unreadable", "undecided"))


@pytest.mark.parametrize("row", rows("blocks.yaml"), ids=str)
def test_mistakes_in_a_block(row: list[Any]) -> None:
    block, mistakes, *notation = row
    names, _ = read_names(notation[0] if notation else {})
    kind, faults = read_block(block, names)
    found = {(item.get("key"), item.code) for item in faults}
    assert set(mistakes.items()) <= found, found
    assert (kind is None) == any(item.level == "error" for item in faults)


def test_json_scalars_are_taken() -> None:
    kind, faults = read_block({"kind": "number", "expected": 0.25, "tolerance": {"absolute": 1e-3}}, Names())
    assert kind is not None, faults
    assert read_block(5, Names())[0] is not None
    assert read_block([1, "1/2"], Names())[0] is not None


@pytest.mark.parametrize(
    "block",
    [
        {"expected": "2"},
        {"expected": "x = 2"},
        {"kind": "derivation", "from": "x", "to": "x + 0"},
        {"kind": "derivation", "relation": "equivalence"},
        {"kind": "choice", "options": {"a": "one", "b": "two"}, "expected": ["a"]},
    ],
    ids=str,
)
@pytest.mark.parametrize("unit", ["x+", "(", "$x$ ", "2, ", "x = 1\n", "a and ", "\\quad ", "\\\\", "2 or "])
def test_what_is_too_long_is_not_marked(block: Any, unit: str) -> None:
    """Sizes are looked at before any work; within them, what is hostile costs little and earns nothing."""
    for characters in (48_000, 1_000_000):
        kind, _ = read_block(block, Names())
        assert kind is not None
        verdict = kind.check(answer_of(unit * (characters // len(unit))), Context(Names(), Budget.start()))
        if characters > 50_000:
            assert [item.code for item in verdict.findings] == ["answer-too-long"]
        if not (block.get("relation") == "equivalence" and unit.startswith(("x", "\\quad"))):
            assert verdict.outcome not in ("correct", "partial"), verdict.findings
