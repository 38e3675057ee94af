"""Everything the reader promises, thing by thing; and what is made to hurt gets one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.notation import parse
from grader.sentences import sentence

HERE = Path(__file__).parent
COVERAGE: dict[str, dict[str, str]] = yaml.safe_load((HERE / "coverage.yaml").read_text())
THREATS: list[dict[str, Any]] = yaml.safe_load((HERE / "threats.yaml").read_text())
CASES = [(thing, text, typed) for thing, cases in COVERAGE.items() for text, typed in cases.items()]


@pytest.mark.parametrize(("thing", "text", "typed"), CASES, ids=[f"{thing}: {text}" for thing, text, _ in CASES])
def test_it_is_read(thing: str, text: str, typed: str) -> None:
    read, wanted = parse(text), parse(typed)
    assert wanted.expr is not None, wanted.findings
    assert read.expr == wanted.expr


def test_three_cases_of_each() -> None:
    assert [thing for thing, cases in COVERAGE.items() if len(cases) < 3] == []


@pytest.mark.parametrize("threat", THREATS, ids=[f"{t['times']} times {t['piece']!r}" for t in THREATS])
def test_one_sentence(threat: dict[str, Any]) -> None:
    read = parse(threat["piece"] * threat["times"])
    assert read.expr is None
    error = read.findings[0]
    assert (error.code, error.level) == (threat["says"], "error")
    assert all(0 < len(sentence(error, language)) < 300 for language in ("en", "de"))
