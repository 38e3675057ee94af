"""What was written is no silent zero: hand-ins with content that belongs to no part (cases in `nowhere.yaml`)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.exercise.load import load
from grader.grading import grade
from grader.submission import read_data

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "nowhere.yaml").read_text("utf-8"))
EXERCISE = """
exercise: "7"
title: A line
notation: {variables: {x: real, k: real}}
parts:
  a: {question: "What is the slope, in $3x + 1$?", points: 1, answer: {of: k, expected: 3}}
  b: {question: "What is twice the slope, plus one?", points: 1, answer: {expected: 7}}
"""


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_belongs_to_no_part_waits(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(EXERCISE)
    result = grade(load(tmp_path), read_data(case["text"].encode(), case.get("file", "s.md")))
    waiting = {part.part for part in result.parts if part.needs_person}
    assert waiting == set(case["open"])
    assert {part.part for part in result.parts if part.outcome == "correct"}.issuperset(case.get("right", []))
    for part in result.parts:
        assert (part.points is None) == (part.part in waiting)
        assert part.answers[0].message
