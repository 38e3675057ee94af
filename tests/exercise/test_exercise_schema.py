"""The published schema of exercise files: kept true, right for every exercise here, and not for a spoilt one."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from grader.answer.kinds import SHELF
from grader.answer.manual import pages
from grader.exercise.published import schema

ROOT = Path(__file__).parents[2]
PUBLISHED = json.loads((ROOT / "docs" / "exercise.schema.json").read_text())
VALID = Draft7Validator(PUBLISHED)
FILES = sorted((ROOT / "exercises").glob("*/*.yaml"))
MISTAKES = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8").split("\n### ")[1:]


def test_the_published_schema_is_what_the_program_prints() -> None:
    assert schema() == PUBLISHED, "run: grader lint --schema > docs/exercise.schema.json"
    Draft7Validator.check_schema(PUBLISHED)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_exercise_here_names_the_schema_and_fits_it(file: Path) -> None:
    text = file.read_text("utf-8")
    named = text.partition("\n")[0].partition("$schema=")[2]
    assert (file.parent / named).resolve() == ROOT / "docs" / "exercise.schema.json"
    assert list(VALID.iter_errors(yaml.safe_load(text))) == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.kind)
def test_the_example_of_each_kind_fits(page: Any) -> None:
    answer = yaml.safe_load(page.example)["answer"]
    assert VALID.is_valid({"exercise": "1", "answer": answer})
    assert not VALID.is_valid({"exercise": "1", "answer": {**answer, "expectde": 1}})
    assert page.kind in SHELF


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case.partition("\n")[0])
def test_what_loads_fits(case: str) -> None:
    text, _, expected = case.partition("\n")[2].partition("\n=> ")
    if expected.strip() == "ok":
        assert list(VALID.iter_errors(json.loads(json.dumps(yaml.safe_load(text), default=str)))) == []


def spoilt(data: Any) -> Iterator[Any]:
    """The data with one key misspelt, or one value of the wrong type: one change each."""
    match data:
        case dict():
            for key in data:
                if key not in FREE:
                    yield {f"{name}x" if name == key else name: value for name, value in data.items()}
                for changed in spoilt(data[key]) if key not in OPEN else ():
                    yield {**data, key: changed}
        case list():
            for number, item in enumerate(data):
                for changed in spoilt(item):
                    yield [*data[:number], changed, *data[number + 1 :]]


FREE = frozenset("a b c d e f".split())
"""Names of parts."""
OPEN = frozenset({"variables", "functions", "definitions", "same", "options", "at", "answers"})
"""Tables whose keys are the author's."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_spoilt_exercise_does_not_fit(file: Path) -> None:
    data = yaml.safe_load(file.read_text("utf-8"))
    wrong = list(spoilt(copy.deepcopy(data)))
    assert len(wrong) > 20
    assert [changed for changed in wrong if VALID.is_valid(changed)] == []


@pytest.mark.parametrize(
    "part",
    [
        {"answer": {"kind": "nubmer", "expected": 5}},
        {"answer": {"kind": "number", "expected": 5, "units": "same"}},
        {"answer": {"kind": "number"}},
        {"answer": {"kind": "number", "expected": 5, "tolerance": {"relativ": 1}}},
        {"answer": {"expected": "x", "form": "factord"}},
        {"answer": {"kind": "expression", "expected": "x", "form": "factord"}},
        {"answer": {"options": ["a", "b"], "expected": "a", "tolerance": {"absolute": 1}}},
        {"answer": {"kind": "number", "expected": 5, "nearly": 2}},
        {"answer": "x", "answers": {"a": "x"}},
        {"answer": "x", "points": "two"},
        {"answer": "x", "points": -1},
        {"answer": "x", "reveal": "everything"},
        {"answer": "x", "samples": {"right": ["x"]}},
        {"answer": "x", "mistakes": [{"credit": 1}]},
        {"answer": "x", "notation": {"variable": {"x": "real"}}},
        {"question": "q"},
    ],
    ids=str,
)
def test_a_mistake_in_a_part_does_not_fit(part: dict[str, Any]) -> None:
    assert VALID.is_valid({"exercise": "1", "parts": {"a": {"answer": "x"}}})
    assert not VALID.is_valid({"exercise": "1", "parts": {"a": part}})
