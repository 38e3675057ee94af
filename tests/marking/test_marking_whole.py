"""From an exercise and a hand-in to points: errors carried forward, foreseen mistakes, what a student may see."""

from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path

import pytest

from grader.cases import answer_of
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.marking.reveal import redact
from grader.marking.scheme import mark_part
from grader.values import PartResult, Result

EXERCISE = r"""
exercise: "7"
title: A line
notation:
  variables: {x: real, k: real}
parts:
  a:
    question: What is the slope of $3x + 1$?
    points: 1
    answer: {of: k, expected: 3}
  b:
    question: What is twice the slope, plus one?
    points: 2
    uses: a
    answer: 2*k + 1
    mistakes:
      - {answer: 2*k, credit: 1/4, feedback: Do not forget to add one.}
    reveal: REVEAL
    solution: The secret is 7.
"""


def assignment(folder: Path, reveal: str = "feedback") -> Assignment:
    (folder / "one.yaml").write_text(EXERCISE.replace("REVEAL", reveal))
    return load(folder)


def marked(folder: Path, first: str, second: str, reveal: str = "feedback") -> dict[str, PartResult]:
    results: dict[str, PartResult] = {}
    for part, text in zip(assignment(folder, reveal).parts, (first, second), strict=True):
        results[part.id] = mark_part(part, answer_of(text), "en", results)
    return results


@pytest.mark.parametrize(
    ("first", "second", "points"),
    [
        ("k = 3", "7", 2),
        ("k = 4", "9", 2),  # wrong before, right from there
        ("k = 4", "7", 2),  # right all the same
        ("k = 4", "10", 0),
        ("k = 3", "9", 0),  # nothing wrong before: nothing to carry
        ("k = 3", "6", Fraction(1, 2)),
        ("k = 2k + 3", "11", 0),  # a value in terms of itself is none
    ],
)
def test_errors_are_carried_forward(tmp_path: Path, first: str, second: str, points: Fraction) -> None:
    assert marked(tmp_path, first, second)["7b"].points == points


def test_what_is_carried_is_said(tmp_path: Path) -> None:
    [said] = marked(tmp_path, "k = 4", "9")["7b"].feedback
    assert "7a" in said and "4" in said


def texts(part: PartResult) -> str:
    return str(asdict(replace(part, question="", raw="", pieces=())))


@pytest.mark.parametrize("second", ["6", "8", "9^^", "x", "(1, 2)"])
def test_nothing_gives_the_key_away(tmp_path: Path, second: str) -> None:
    for reveal in ("outcome", "feedback"):
        results = marked(tmp_path, "k = 3", second, reveal)
        result = Result("s", (), "f", tuple(results.values()))
        seen = texts(redact(result, assignment(tmp_path, reveal)).parts[1])
        assert "7" not in seen.replace("7b", "") and "2*k + 1" not in seen and "secret" not in seen


def test_only_outcomes_are_shown_where_the_exercise_says_so(tmp_path: Path) -> None:
    result = Result("s", (), "f", tuple(marked(tmp_path, "k = 3", "6", "outcome").values()))
    part = redact(result, assignment(tmp_path, "outcome")).parts[1]
    assert not part.feedback and not part.answers[0].hints and part.answers[0].verdict.counterexample is None
    assert part.answers[0].message and part.points == Fraction(1, 2)


def test_a_solution_is_shown_where_the_exercise_says_so(tmp_path: Path) -> None:
    result = Result("s", (), "f", tuple(marked(tmp_path, "k = 3", "6", "solution").values()))
    assert redact(result, assignment(tmp_path, "solution")).parts[1].solution == "The secret is 7."
