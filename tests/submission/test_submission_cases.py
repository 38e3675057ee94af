"""Small documents, read and placed. The cases are in `cases.yaml`; a teacher can add one there."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader import submission

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
PARTS = "1a 1b 1c 2a 2b".split()


def formulas(answer: Any) -> list[str]:
    return [piece.text.strip() for piece in answer.pieces if piece.kind in ("math", "display")]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case.get("file", "s1.md")
    path.write_text(case["text"], "utf-8", newline="")
    document = submission.read(path)
    parts = str(case.get("parts", " ".join(PARTS))).split()
    placed = submission.place(document, parts, frozenset(case.get("said", [])))
    assert {part: formulas(answer) for part, answer in placed.answers.items()} == case["answers"]
    assert [note.code for note in placed.notes] == case.get("notes", [])
    assert list(placed.members) == case.get("members", [])
    assert {part: list(lines) for part, lines in placed.twice.items()} == case.get("twice", {})
    for part, line in case.get("lines", {}).items():
        assert placed.answers[part].line == line
    for part, words in case.get("words", {}).items():
        said = " ".join(
            " ".join(piece.text.split()) for piece in placed.answers[part].pieces if piece.kind == "prose"
        )
        assert words in said
    positions_are_true(document, placed)


def positions_are_true(document: submission.Document, placed: submission.Placement) -> None:
    """What a piece says about its place is so, wherever the format does not rewrite the text."""
    if document.format in ("tex", "fields"):
        return
    lines = document.text.split("\n")
    for answer in placed.answers.values():
        for piece in answer.pieces:
            first = piece.text.split("\n")[0]
            rewritten = lines[piece.line - 1].startswith(("|", "<"))
            if piece.kind in ("math", "display") and "\\" not in first and not rewritten:
                assert lines[piece.line - 1][piece.column - 1 :].startswith(first)
