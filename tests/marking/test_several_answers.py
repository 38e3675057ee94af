"""Which value answers which question of a part: the samples of an exercise file, marked."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from grader.cases import answer_of
from grader.exercise.load import load
from grader.exercise.model import Part
from grader.marking.scheme import mark_part
from grader.submission import place, read_data

FILES = [
    Path(__file__).with_name(f"{name}.yaml") for name in ("several_answers", "names_of_answers", "signs_of_answers")
]
PLAIN = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES}
CASES = [
    pytest.param(f"{file}/1{name}", outcome, text, id=f"{file} {name} {outcome}: {text}")
    for file, plain in PLAIN.items()
    for name, part in plain["parts"].items()
    for outcome, texts in part["samples"].items()
    for text in texts
]
OPEN = {"undecided", "unreadable"}
EITHER = {"no_credit": {"incorrect", "missing"} | OPEN, "not_full": {"incorrect", "missing", "partial"} | OPEN}
"""What comes out where nothing may be earned, or not all, and it does not matter whether a person looks."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Part]:
    found = {}
    for name, plain in PLAIN.items():
        for part in plain["parts"].values():
            part.pop("samples", None)
        file = tmp_path_factory.mktemp(name) / "1.yaml"
        file.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
        found |= {f"{name}/{part.id}": part for exercise in load(file).exercises for part in exercise.parts}
    return found


@pytest.mark.parametrize("part, outcome, text", CASES)
def test_each_value_has_its_question(parts: dict[str, Part], part: str, outcome: str, text: str) -> None:
    result = mark_part(parts[part], answer_of(text))
    said = [(a.name, a.verdict.outcome, a.verdict.read_as) for a in result.answers]
    wanted = EITHER.get(outcome, {outcome} if part.startswith("several") or outcome != "undecided" else OPEN)
    assert result.outcome in wanted, said


@pytest.mark.parametrize("text", ["1a: [6, 5]\n", "1a:\n  - 6\n  - 5\n"])
def test_a_list_of_an_answer_file_is_in_the_order_asked(parts: dict[str, Part], text: str) -> None:
    answer = place(read_data(text.encode(), "s.yaml"), ["1a"]).answers["1a"]
    assert mark_part(parts["several_answers/1a"], answer).outcome == "correct"
