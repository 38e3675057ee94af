"""`grader lint` and `grader test`: an exercise that contradicts itself is named, one that does not passes."""

from pathlib import Path

import pytest

from grader.lint import lint
from grader.lint import test as run_test

ROOT = Path(__file__).parents[2]
HEAD = 'exercise: "3"\nparts:\n  a:\n    question: q\n    points: 2\n'


def file(folder: Path, text: str) -> Path:
    path = folder / "one.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("    answer: 0/0", "no value anywhere"),
        ("    answer: sqrt(-1 - x^2)", "no value anywhere"),
        ("    answer: 9^9^9^9", "limit"),
        ("    answer: {expected: (x + 1)^2, form: expanded}", "multiplied out"),
        ("    answer: x + 1\n    mistakes: [{answer: 1 + x}]", "taken as right"),
    ],
)
def test_contradictions_are_problems(tmp_path: Path, text: str, words: str) -> None:
    [problem] = lint(file(tmp_path, text)).problems
    assert words in problem.message and problem.line >= 6


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("Expand $(x + 1)^2$.", "X^2 + 2*x + 1", "neither `notation` nor the question knows: did you mean `x`"),
        ("Differentiate $f(x) = x^2$.", "2*t", "declare it, `notation: {variables: {t: real}}`"),
        ("Differentiate $x^2$ by $x$.", "{kind: number, expected: k}", "uses `k`"),
        ("Expand $(x + 1)^2$.", "x^2 + 2*x + 1", ""),
        ("The area of a circle of radius $r$?", "pi*r^2", ""),
        ("Sum of $a_1, \\dots, a_n$?", "sum(a_k, k, 1, n)", ""),
        ("What is it?", "x + y", ""),
    ],
)
def test_letters_that_nobody_declared_are_warned_of(
    tmp_path: Path, question: str, answer: str, words: str
) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(f'exercise: "3"\nparts:\n  a:\n    question: {question}\n    answer: {answer}\n', "utf-8")
    linted = lint(path)
    assert not linted.problems
    said = [warning.message for warning in linted.warnings]
    assert len(said) == bool(words) and all(words in message for message in said), said


def test_a_tolerance_as_wide_as_the_value_is_a_warning(tmp_path: Path) -> None:
    linted = lint(file(tmp_path, "    answer: {kind: number, expected: 1e-12, tolerance: {absolute: 0.001}}"))
    assert not linted.problems and "0 would be accepted" in linted.warnings[0].message
    fine = lint(file(tmp_path, "    answer: {kind: number, expected: 0, tolerance: {absolute: 0.001}}"))
    assert not fine.problems and not fine.warnings


def test_samples_that_do_not_earn_what_they_should_are_named(tmp_path: Path) -> None:
    text = "    answer: x + 1\n    samples:\n      correct: [1 + x, x + 2]\n      incorrect: [x, x + 1]\n"
    assignment = lint(file(tmp_path, text)).assignment
    assert assignment is not None
    outcome = [(check.what, check.passed) for check in run_test(assignment)]
    assert outcome[:4] == [
        ("correct sample", True),
        ("correct sample", False),
        ("incorrect sample", True),
        ("incorrect sample", False),
    ]


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "exercises").iterdir() if path.is_dir()))
def test_our_own_assignments_pass_their_own_tests(folder: str) -> None:
    linted = lint(ROOT / "exercises" / folder)
    assert not linted.problems and linted.assignment is not None
    checks = list(run_test(linted.assignment))
    failed = [f"{check.part} {check.what}: {check.got}" for check in checks if not check.passed]
    assert not failed
