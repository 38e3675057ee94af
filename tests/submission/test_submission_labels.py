"""What a label looks like. The lines are in `labels.txt`."""

from pathlib import Path

import pytest

from grader.submission import labels

LINES = (Path(__file__).parent / "labels.txt").read_text("utf-8").splitlines()
CASES = [line.split("  =>  ") for line in LINES if not line.startswith("%")]


@pytest.mark.parametrize(("line", "expected"), CASES, ids=[line for line, _ in CASES])
def test_label(line: str, expected: str) -> None:
    label = labels.find(line.removeprefix("# "), heading=line.startswith("# "))
    assert (" ".join([label.style, *label.tokens]) if label else "-") == expected


INSIDE = {
    r"(c) \quad x": "c",
    r"1) \quad x": "1",
    r"1) x": "1",
    r"\text{(b)}\; x": "b",
    r"\textcircled{b} x": "b",
    r"a)": "a",
    r"(a) + b": "-",
    r"(a)(b)": "-",
    r"(x + 1)": "-",
    r"f(x)": "-",
}


@pytest.mark.parametrize(("formula", "expected"), INSIDE.items())
def test_label_inside_a_formula(formula: str, expected: str) -> None:
    label = labels.find_in_formula(formula)
    assert (label.tokens[-1] if label else "-") == expected
