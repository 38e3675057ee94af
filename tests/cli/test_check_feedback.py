"""The student's own report: places, carets, and nothing that the exercise does not reveal."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.cli import main

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "check_feedback.yaml").read_text())


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_a_student_is_told(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1.yaml").write_text(DATA["exercise"])
    file = tmp_path / "mine.md"
    file.write_text(case["handin"])
    main(["check", str(tmp_path / "1.yaml"), str(file)])
    said = capsys.readouterr().out
    lines = said.split("\n")
    assert [line for line in case["says"] if line.replace("{file}", str(file)) not in lines] == [], said
    assert [text for text in case.get("never", []) if text in said] == [], said
