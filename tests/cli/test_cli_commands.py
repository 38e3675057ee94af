"""Every command with its exit codes and streams; the cases stand in commands.yaml."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.cli import main

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "commands.yaml").read_text())

EXERCISE = """
exercise: "1"
title: Small things
notation:
  variables: {x: real}
parts:
  a:
    question: What is $1 + 1$?
    points: 2
    answer: {kind: number, expected: 2}
    samples:
      correct: ["2"]
      incorrect: ["%s"]
  b:
    question: Expand $(x + 1)^2$.
    points: 3
    answer: {kind: expression, expected: x^2 + 2*x + 1}
"""
HANDIN = "# Exercise 1\n\na) ${}$\n\nb) ${}$\n"

Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("cli")
    for folder in ("ex", "bad", "wrong", "in"):
        (root / folder).mkdir()
    (root / "ex" / "1.yaml").write_text(EXERCISE % "3")
    (root / "bad" / "1.yaml").write_text((EXERCISE % "3").replace("points: 2", "pionts: 2"))
    (root / "wrong" / "1.yaml").write_text(EXERCISE % "4/2")
    (root / "in" / "ada.md").write_text(HANDIN.format("2", "x^2+2x+1"))
    (root / "in" / "ben.md").write_text(HANDIN.format("3", "x^2"))
    (root / "in" / "cleo.md").write_text(HANDIN.format("2", "\\frac{"))
    return {name: str(root / name) for name in ("ex", "bad", "wrong", "in", "out", "cache")}


@pytest.fixture
def call(places: dict[str, str]) -> Call:
    def run(*words: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "grader", *words],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "GRADER_CACHE": places["cache"], "PYTHONIOENCODING": "utf-8", **environment},
        )

    return run


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case["call"])[:60])
def test_a_call_ends_as_it_should(
    case: dict[str, Any],
    places: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    words, before = (placed(case.get(key, []), places) for key in ("call", "after"))
    monkeypatch.setenv("GRADER_CACHE", places["cache"])
    if before:  # cases run in any order, in several processes: what one needs it does itself
        ended(before)
        capfd.readouterr()
    (tmp_path / "stdin").write_text(case.get("stdin", ""))
    with open(tmp_path / "stdin") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        code = ended(words)
    out, err = capfd.readouterr()
    assert code == case["code"], out + err
    for stream, wanted in ((out, case.get("out", [])), (err, case.get("err", []))):
        assert [text for text in wanted if text not in stream] == [], stream
    assert "Traceback" not in out + err
    for text in case.get("never", []):
        assert text not in out + err


def placed(words: list[str], places: dict[str, str]) -> list[str]:
    """The words of a call with the folders of this test in their places."""
    for name, path in places.items():
        words = [word.replace("{" + name + "}", path) for word in words]
    return words


def ended(words: list[str]) -> int | str | None:
    """The exit code of the program, in this process: starting one for each case would take a minute."""
    try:
        return main(words)
    except SystemExit as end:
        return end.code


def test_json_stands_alone_on_standard_output(places: dict[str, str], call: Call) -> None:
    done = call("grade", places["ex"], places["in"], "-o", places["out"], "--format", "json")
    document = json.loads(done.stdout)
    assert document == json.loads(Path(places["out"], "results.json").read_text())
    assert [one["id"] for one in document["students"]] == ["ada", "ben", "cleo"]
    ada, _, cleo = document["students"]
    assert (ada["points"], ada["max_points"], ada["source"]) == ("5", "5", f"{places['in']}/ada.md")
    assert cleo["parts"][1]["points"] is None and cleo["parts"][1]["needs_person"]
    answer = ada["parts"][0]["answers"][0]
    assert answer["text"] == "2" and answer["line"] == 3 and answer["certain"] is True


def test_it_is_said_when_pages_of_an_earlier_run_go(places: dict[str, str], tmp_path: Path, call: Call) -> None:
    first = call("grade", places["ex"], places["in"], "-o", str(tmp_path))
    again = call("grade", places["ex"], f"{places['in']}/ada.md", "-o", str(tmp_path))
    assert "Taken away" not in first.stderr
    assert f"Taken away from {tmp_path}: 2 of an earlier run's pages" in again.stderr


def test_colour_only_where_it_is_wanted(places: dict[str, str], call: Call) -> None:
    words = ("check", places["ex"], f"{places['in']}/ada.md")
    assert "\x1b[32m" not in call(*words).stdout
    assert "\x1b[32m" in call(*words, FORCE_COLOR="1").stdout
    assert "\x1b[" not in call(*words, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" not in call(*words, "--no-color", FORCE_COLOR="1").stdout
    plain = call(*words, PYTHONIOENCODING="ascii").stdout
    assert plain.isascii() and "[+] right" in plain


def test_a_reader_that_leaves_is_no_fault(places: dict[str, str]) -> None:
    shell = f"{sys.executable} -m grader compare --cases - | head -n 1"
    rows = "".join(json.dumps({"id": n, "answer": "x", "student": "x"}) + "\n" for n in range(20_000))
    done = subprocess.run(["sh", "-c", shell], input=rows, capture_output=True, text=True, timeout=60)
    assert done.stdout.count("\n") == 1 and "Traceback" not in done.stderr


def test_help_loads_nothing_heavy() -> None:
    probe = (
        "import sys, contextlib\nfrom grader.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'flint', 'sympy', 'yaml', 'jinja2'}))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_one_answer_loads_neither_sympy_nor_pages(places: dict[str, str]) -> None:
    probe = (
        "import sys\nfrom grader.cli import main\n"
        f"main(['answer', {places['ex']!r}, '1b', '(x+1)^2'])\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'sympy', 'numpy', 'jinja2', 'pint'}))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
