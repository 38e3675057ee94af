"""What a student's page must not hold, by search: the key where `reveal` forbids it, a path, another's data;
and the plot, which is the key drawn."""

import re
from pathlib import Path

import pytest

from grader.cli import main
from grader.report.plot import HEIGHT, WIDTH, drawn
from grader.values import Plot

EXERCISE = """
exercise: "1"
title: Secrets
reveal: {reveal}
notation:
  variables: {{x: real, t: positive}}
parts:
  a:
    question: What is the slope?
    points: 2
    answer: {{kind: expression, expected: 7919*x*cosh(x)}}
    mistakes: [{{answer: 7907*x, credit: 1/2, feedback: Half of it.}}]
    solution: The keyword is xylophone.
  b:
    question: How many?
    points: 2
    answer: {{kind: number, expected: 104729}}
  c:
    question: Why?
    points: 2
    answer: {{kind: text, concepts: [{{name: the zeppelin rule, any: [zeppelin]}}]}}
"""
KEY = ("7919", "cosh", "xylophone", "104729", "zeppelin", "<figure")
ANSWERS = {
    "ada": ("$7 x$", "$12$", "It is so."),
    "ben": ("$7907 x$", "$\\frac{1}{x$", "It is the law of the marmot."),
    "cleo": ("$x^2$, $x$", "about ten", ""),
    "dan": ("$\\log x$", "$104728$", "No."),
}


def pages(tmp: Path, reveal: str) -> dict[str, str]:
    (tmp / "ex").mkdir()
    (tmp / "hand-ins-of-all").mkdir()
    (tmp / "ex" / "1.yaml").write_text(EXERCISE.format(reveal=reveal))
    (tmp / "ex" / "policy.yaml").write_text("due: 2026-10-20 23:59 Z\nlate: {takes: 10 %}\nroster: roster.csv\n")
    rows = "".join(f"{name},2026-10-2{n} 12:00,{name}@example.edu\n" for n, name in enumerate(ANSWERS))
    (tmp / "ex" / "roster.csv").write_text(f"id,handed_in,email\n{rows}nobody,,\n")
    for name, (a, b, c) in ANSWERS.items():
        (tmp / "hand-ins-of-all" / f"{name}.md").write_text(f"# Exercise 1\n\na) {a}\n\nb) {b}\n\nc) {c}\n")
    out = tmp / "out"
    assert main(["grade", str(tmp / "ex"), str(tmp / "hand-ins-of-all"), "-o", str(out), "-q"]) == 0
    return {file.stem: file.read_text() for file in (out / "students").iterdir()}


@pytest.mark.parametrize("reveal", ["outcome", "feedback"])
def test_a_page_holds_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reveal: str) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    found = pages(tmp_path, reveal)
    assert set(found) == {*ANSWERS, "nobody"}
    for name, page in found.items():
        seen = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
        assert not [key for key in KEY if key in seen], name
        assert str(tmp_path) not in seen and "hand-ins-of-all" not in seen and "/home" not in seen, name
        assert not [other for other in found if other != name and re.search(rf"\b{other}\b", seen)], name
        assert "@example.edu" not in seen and ("marmot" in seen) == (name == "ben"), name


def test_where_the_solution_is_shown_the_curves_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    found = pages(tmp_path, "solution")
    assert found["ada"].count("<figure") == 1 and "they differ at x = " in found["ada"]
    assert "<figure" not in found["nobody"] and "xylophone" in found["ada"]


@pytest.mark.parametrize(
    "values",
    [(0.0, 1.0, 2.0, 3.0), (1.0,) * 4, (None, 1.0, None, 2.0), (1e300, -1e300, 0.0, 1e-300), (1e9, 2.0, 1.0, -1e9)],
)
def test_plots_stay_in_their_box(values: tuple[float | None, ...]) -> None:
    made = drawn(Plot("", "x", -1.0, 3.0, values, (0.0, 0.5, None, 1.0), 2.0))
    numbers = [float(text) for text in re.findall(r"-?\d+\.\d+", made.student + made.expected)]
    assert all(0 <= number <= max(WIDTH, HEIGHT) for number in numbers)
    assert re.fullmatch(r"(?:[ML]\d+\.\d \d+\.\d)*", made.expected)
