"""Several answers of a part as a map in an answer file: by their names, or numbered in the order asked."""

from __future__ import annotations

from pathlib import Path

import pytest

import grader

EXERCISE = """
exercise: "1"
parts:
  a:
    question: Find $f'(0)$ and $f''(0)$.
    points: 2
    answers:
      first derivative: {of: "f'(0)", expected: 1/4}
      second derivative: {of: "f''(0)", expected: 0}
"""


@pytest.mark.parametrize(
    "answer, points",
    [
        ("first derivative: 1/4\n  second derivative: 0", "2"),
        ("second derivative: 0\n  first derivative: 1/4", "2"),
        ("first: 1/4\n  second: 0", "2"),
        ("first derivative: 0\n  second derivative: 1/4", "0"),
        ("second derivative: 1/4\n  first derivative: 0", "0"),
        ("first derivative: 1/4\n  second derivative: 1", "1"),
    ],
)
def test_a_map_answers_by_name(tmp_path: Path, answer: str, points: str) -> None:
    (tmp_path / "exercise.yaml").write_text(EXERCISE, encoding="utf-8")
    (tmp_path / "hand-in.yaml").write_text(f"1a:\n  {answer}\n", encoding="utf-8")
    result = grader.grade(grader.load(tmp_path / "exercise.yaml"), grader.read(tmp_path / "hand-in.yaml"))
    assert str(result.parts[0].points) == points, result.parts[0].answers
