"""Which value answers which question of a part: the samples of an exercise file, marked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from grader.cases import answer_of
from grader.exercise.load import load
from grader.marking.scheme import mark_part
from grader.submission import place, read_data

FILE = Path(__file__).with_name("several_answers.yaml")
PLAIN = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CASES = [
    pytest.param(f"1{name}", outcome, text, id=f"{name} {outcome}: {text}")
    for name, part in PLAIN["parts"].items()
    for outcome, texts in part["samples"].items()
    for text in texts
]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    for part in PLAIN["parts"].values():
        del part["samples"]
    file = tmp_path_factory.mktemp("exercise") / "1.yaml"
    file.write_text(yaml.safe_dump(PLAIN, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return {part.id: part for exercise in load(file).exercises for part in exercise.parts}


@pytest.mark.parametrize("part, outcome, text", CASES)
def test_each_value_has_its_question(parts: dict[str, object], part: str, outcome: str, text: str) -> None:
    result = mark_part(parts[part], answer_of(text))  # type: ignore[arg-type]
    assert result.outcome == outcome, [(a.name, a.verdict.outcome, a.verdict.read_as) for a in result.answers]


@pytest.mark.parametrize("text", ["1a: [6, 5]\n", "1a:\n  - 6\n  - 5\n"])
def test_a_list_of_an_answer_file_is_in_the_order_asked(parts: dict[str, object], text: str) -> None:
    answer = place(read_data(text.encode(), "s.yaml"), list(parts)).answers["1a"]
    assert mark_part(parts["1a"], answer).outcome == "correct"  # type: ignore[arg-type]
