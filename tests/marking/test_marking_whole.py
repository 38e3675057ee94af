"""From an exercise and a hand-in to points: errors carried forward, foreseen mistakes, what a student may see."""

from fractions import Fraction
from pathlib import Path

import pytest

from grader.cases import answer_of
from grader.exercise.load import load
from grader.exercise.model import Assignment
from grader.late import replace
from grader.marking.reveal import redact
from grader.marking.scheme import mark_part
from grader.report.formats.codec import pack
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


CHAIN = r"""
exercise: "8"
title: One value after another
notation: {variables: {x: real}}
parts:
  a:
    question: Derive $x^3 - 3x$.
    points: 1
    answer: 3*x^2 - 3
  b:
    question: Integrate your derivative from 0 to 2, step by step.
    points: 10
    uses: {g: a}
    notation: {definitions: {g: 3*x^2 - 3}}
    answer: {kind: derivation, from: "integral(g, x, 0, 2)", to: "2", known_end: false}
  c:
    question: Where is your derivative zero?
    points: 10
    uses: {g: a}
    notation: {definitions: {g: 3*x^2 - 3}}
    answer: {kind: derivation, relation: equivalence, from: "g = 0", to: "x = 1 or x = -1"}
  d:
    question: Square what you found in b.
    points: 2
    uses: {v: b}
    notation: {definitions: {v: "2"}}
    answer: v^2
"""
RIGHT_A, WRONG_A = "$3x^2 - 3$", "$3x^2 - 12$"
RIGHT_B = r"$\int_0^2 (3x^2 - 3) dx = [x^3 - 3x]_0^2 = 8 - 6 = 2$"
STEPS_B = r"$\int_0^2 (3x^2 - 12) dx = [x^3 - 12x]_0^2 = 8 - 24 = -16$"
STEPS_C = "$3x^2 - 12 = 0$\n\n$x^2 = 4$\n\n$x = 2$ or $x = -2$"


@pytest.mark.parametrize(
    ("texts", "points"),
    [
        ((RIGHT_A, RIGHT_B, STEPS_C, "4"), (1, 10, 3, 2)),  # solved well, but another equation
        ((WRONG_A, STEPS_B, STEPS_C, "256"), (0, 10, 10, 2)),  # wrong once, right from there to the end
        ((WRONG_A, STEPS_B.replace("8 - 24 = -16", "8 + 24 = 32"), STEPS_C, "1024"), (0, 5, 10, 2)),
        ((WRONG_A, STEPS_B, STEPS_C.replace("x^2 = 4", "x^2 = 16"), "4"), (0, 10, 1, 2)),
        (("$0$", r"$\int_0^2 0 dx = 0$", "$0 = 0$", "0"), (0, None, None, 0)),  # nothing is left to do
    ],
)
def test_derivations_go_on_from_the_students_own_value(
    tmp_path: Path, texts: tuple[str, ...], points: tuple[int | None, ...]
) -> None:
    (tmp_path / "one.yaml").write_text(CHAIN)
    results: dict[str, PartResult] = {}
    for part, text in zip(load(tmp_path).parts, texts, strict=True):
        results[part.id] = mark_part(part, answer_of(text), "en", results)
    assert tuple(result.points for result in results.values()) == points


def texts(part: PartResult) -> str:
    return str(pack(replace(part, question="", raw="", pieces=())))


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
