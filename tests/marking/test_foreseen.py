"""Foreseen mistakes beside words, or as formulas of the question; answers beside a formula nobody can read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from grader.cases import answer_of
from grader.exercise.load import load
from grader.marking.scheme import mark_part

EXERCISE = """
exercise: "1"
title: T
notation: {variables: {x: real}}
parts:
  a:
    question: Differentiate $x^2 e^x$.
    points: 2
    answer: {expected: 2*x*exp(x) + x^2*exp(x)}
    mistakes:
      - {answer: 2*x*exp(x), credit: 1/2, feedback: Product rule.}
      - {answer: x^2*exp(x), feedback: The second term.}
"""
CASES: list[tuple[str, int | None, str]] = [
    ("$2xe^x$", 1, "Product rule."),
    ("The log: $2xe^x$", None, "Product rule."),
    ("Logarithmus: $2xe^x$", None, "Product rule."),
    ("$x^2e^x$", 0, "The second term."),
    ("Logarithmus: $x^2e^x$", 0, "The second term."),
    ("Logarithmus: $x^3e^x$", 0, ""),
    ("$2xe^x + x^2e^x$", 2, ""),
    (r"$\foo$, $3$", None, ""),
    (r"I get $\frac{1}{$ and $7$", None, ""),
    (r"By $\foo$ I get $\boxed{3}$", 0, ""),
]


@pytest.mark.parametrize("text, points, feedback", CASES, ids=[case[0] for case in CASES])
def test_mistake(tmp_path: Path, text: str, points: int | None, feedback: str) -> None:
    (tmp_path / "1.yaml").write_text(EXERCISE)
    part = load(tmp_path / "1.yaml").exercises[0].parts[0]
    result = mark_part(part, answer_of(text))
    assert result.points == (None if points is None else Fraction(points))
    assert result.feedback == ((feedback,) if feedback else ())
