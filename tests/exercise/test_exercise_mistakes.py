"""Each case of mistakes.txt gives exactly the problems that it names, all at once."""

import re
from pathlib import Path

import pytest

from grader.errors import SpecError
from grader.exercise.load import load

CASES = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8").split("\n### ")[1:]


def split(case: str) -> tuple[str, str, list[str]]:
    """Name, file, and what is expected."""
    name, _, rest = case.partition("\n")
    lines = rest.split("\n")
    expected = [line[3:].strip() for line in lines if line.startswith("=> ")]
    first = next(index for index, line in enumerate(lines) if line.startswith("=> "))
    return name, "\n".join(lines[:first]), expected


@pytest.mark.parametrize("case", CASES, ids=[case.split("\n")[0] for case in CASES])
def test_mistakes_are_named(case: str, tmp_path: Path) -> None:
    _, text, expected = split(case)
    file = tmp_path / "one.yaml"
    file.write_text(text, encoding="utf-8")
    if expected == ["ok"]:
        assert load(file).parts
        return
    with pytest.raises(SpecError) as caught:
        load(file)
    found = [f"{problem.line}:{problem.column}: {problem.message}" for problem in caught.value.problems]
    assert len(found) == len(expected), found
    for said, wanted in zip(found, expected, strict=True):
        place, words = re.fullmatch(r"(\d+:\d+): (.*)", wanted).groups()  # type: ignore[union-attr]
        assert said.startswith(place + ": ") and words in said, found
