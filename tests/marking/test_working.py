"""The lines beside a value: each has its mark, and none touches the points (cases in `working.yaml`)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.cases import answer_of
from grader.exercise.load import load
from grader.exercise.model import Assignment, Part
from grader.late import replace
from grader.marking import working
from grader.marking.reveal import redact
from grader.marking.scheme import mark_part
from grader.values import AnswerResult, PartResult, Result

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "working.yaml").read_text("utf-8"))
SIGNS = {"start": ".", "follows": "+", "does_not_follow": "!", "unreadable": "?", "unchecked": "-"}


def assignment(case: dict[str, Any], folder: Path) -> Assignment:
    part = {"question": "?", "points": 1, "answer": case["answer"], "reveal": case.get("reveal", "feedback")}
    exercise = {"exercise": "1", "title": "T", "notation": case.get("notation", {}), "parts": {"a": part}}
    (folder / "1.yaml").write_text(yaml.safe_dump(exercise))
    return load(folder)


def marked(case: dict[str, Any], folder: Path) -> tuple[AnswerResult, Part]:
    part = assignment(case, folder).parts[0]
    return mark_part(part, answer_of(case["text"])).answers[0], part


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_every_line_of_working_has_its_mark(case: dict[str, Any], tmp_path: Path) -> None:
    answer, _ = marked(case, tmp_path)
    found: dict[int, str] = {}
    for step in answer.verdict.working:
        found[step.line] = found.get(step.line, "") + SIGNS[step.outcome]
    assert found == case["lines"], [(step.line, step.text, step.outcome) for step in answer.verdict.working]
    assert answer.verdict.outcome == case.get("outcome", answer.verdict.outcome)
    assert len(answer.step_messages) == len(answer.verdict.working)
    wrong = [k for k, step in enumerate(answer.verdict.working) if SIGNS[step.outcome] in "!?"]
    assert all(answer.step_messages[k] for k in wrong)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_lines_change_no_verdict(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_lines, _ = marked(case, tmp_path)
    monkeypatch.setattr(working, "working", lambda *_: ())
    without, _ = marked(case, tmp_path)
    assert replace(with_lines.verdict, working=()) == without.verdict


def test_a_fault_of_ours_leaves_the_lines_unchecked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(working, "working", broken)
    answer, _ = marked(CASES[0], tmp_path)
    assert answer.verdict.outcome == "correct" and not answer.verdict.working


def test_no_value_of_the_question_is_quoted_from_a_line(tmp_path: Path) -> None:
    case = {
        "notation": {"variables": {"x": "real"}, "functions": {"f(x)": "x^3 - 4*x"}},
        "answer": {"of": "f'(2)", "expected": 8},
        "text": "$f'(2) = 3 \\cdot 5 - 4$\n\n$f'(2) = 12 - 4 = 7$\n\n$f'(2) = 6$",
    }
    answer, _ = marked(case, tmp_path)
    assert "!" in {SIGNS[step.outcome] for step in answer.verdict.working}
    assert not any("8" in text for text in answer.step_messages)


def test_where_only_the_outcome_is_shown_no_line_is(tmp_path: Path) -> None:
    made = assignment({**CASES[1], "reveal": "outcome"}, tmp_path)
    part = mark_part(made.parts[0], answer_of(CASES[1]["text"]))
    assert part.answers[0].verdict.working
    assert not _as_shown(part, made).answers[0].verdict.working


def _as_shown(part: PartResult, made: Assignment) -> PartResult:
    return redact(Result("s", (), "s.md", (part,)), made).parts[0]
